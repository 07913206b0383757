"""What is article and what is residue of the page, in any language."""

from __future__ import annotations

import pytest

from armillary.gather.residue import kinds, of_sentence

BODY = {
    "en": [
        "The port of Halden stayed closed for a third day while crews cleared the channel.",
        "The harbour master, Ingrid Solberg, said that no ship had been damaged.",
        "Traders expect deliveries of grain to resume before the end of the week.",
        "The ministry of transport did not answer questions about the cost of the work.",
    ],
    "ru": [
        "Порт Халден третий день остаётся закрытым, пока рабочие расчищают фарватер.",
        "Начальник порта Ингрид Сульберг заявила, что ни одно судно не пострадало.",
        "Торговцы ждут, что поставки зерна возобновятся до конца недели.",
        "Министерство транспорта не ответило на вопросы о стоимости работ.",
    ],
    "zh": [
        "由于工人清理航道，哈尔登港已连续第三天关闭，船只在外海等候。",
        "港务局长索尔贝格说，没有任何船只在事故中受损，清理工作将继续。",
        "贸易商预计粮食运输将在本周末之前恢复，价格因此保持稳定。",
        "交通部没有回答有关清理工程费用的问题，也没有公布时间表。",
    ],
    "pl": [
        "Port w Halden pozostaje zamknięty trzeci dzień, a ekipy oczyszczają tor wodny.",
        "Kapitan portu Ingrid Solberg powiedziała, że żaden statek nie ucierpiał.",
        "Handlowcy oczekują wznowienia dostaw zboża przed końcem tygodnia.",
        "Ministerstwo transportu nie odpowiedziało na pytania o koszty prac.",
    ],
    "de": [
        "Der Hafen von Halden blieb am dritten Tag geschlossen, weil die Rinne geräumt wird.",
        "Hafenmeisterin Ingrid Solberg sagte, kein Schiff sei beschädigt worden.",
        "Händler erwarten, dass wieder Getreide geliefert wird, bevor die Woche endet.",
        "Das Verkehrsministerium beantwortete Fragen nach den Kosten der Arbeiten nicht.",
    ],
    "ar": [
        "ظل ميناء هالدن مغلقا لليوم الثالث بينما تعمل الفرق على تنظيف القناة البحرية.",
        "وقالت مديرة الميناء إنغريد سولبرغ إن أي سفينة لم تتضرر خلال هذه الأيام.",
        "ويتوقع التجار أن تستأنف شحنات الحبوب قبل نهاية الأسبوع الجاري في المنطقة.",
        "ولم ترد وزارة النقل على الأسئلة المتعلقة بتكلفة الأعمال في القناة حتى الآن.",
    ],
}

HEADLINES = {
    "en": ["Painter returns stolen canvas after forty years", "Why bees prefer the north side of the valley"],
    "ru": ["Художник вернул похищенное полотно спустя сорок лет", "Почему пчёлы предпочитают северный склон долины"],
    "zh": ["画家四十年后归还被盗画作引发热议", "为何蜜蜂偏爱山谷北坡的野花"],
    "pl": ["Malarz oddał skradzione płótno po czterdziestu latach", "Dlaczego pszczoły wolą północny stok doliny"],
    "de": ["Maler gibt gestohlene Leinwand nach vierzig Jahren zurück", "Warum Bienen den Nordhang im Tal bevorzugen"],
    "ar": ["رسام يعيد لوحة مسروقة بعد أربعين عاما", "لماذا تفضل النحلات الجانب الشمالي من الوادي"],
}

MARKERS = ["More Stories", "Читайте также:", "相关新闻", "Czytaj także", "Mehr zum Thema", "اقرأ أيضا", "関連記事"]


@pytest.mark.parametrize("language", BODY)
def test_an_article_without_residue_is_all_body(language: str) -> None:
    """Nothing of an article is marked."""
    assert set(kinds(BODY[language], language)) == {"body"}


@pytest.mark.parametrize("marker", MARKERS)
@pytest.mark.parametrize("language", BODY)
def test_a_list_behind_a_marker_is_boilerplate(language: str, marker: str) -> None:
    """The marker may be in another language than the article: the frame of a site often is."""
    found = kinds([*BODY[language], marker, *HEADLINES[language]], language)
    assert found == ["body"] * 4 + ["boilerplate"] * 3


@pytest.mark.parametrize("language", BODY)
def test_headlines_at_the_end_are_boilerplate_without_a_marker(language: str) -> None:
    """Lines without full stops, on other matters, after an article whose sentences have them."""
    assert kinds([*BODY[language], *HEADLINES[language]], language) == ["body"] * 4 + ["boilerplate"] * 2


@pytest.mark.parametrize("other", ["ru", "zh"])
def test_headlines_in_another_language_are_boilerplate(other: str) -> None:
    """Foreign headlines below an English text are no part of it."""
    assert kinds([*BODY["en"], *HEADLINES[other]], "en")[4:] == ["boilerplate"] * 2


def test_the_article_goes_on_after_a_list_inside_it() -> None:
    """A link to another article between two paragraphs takes only itself away."""
    lines = [*BODY["en"][:2], "Read also:", HEADLINES["en"][0], *BODY["en"][2:], *BODY["de"], *BODY["pl"]]
    assert kinds(lines, "en")[:5] == ["body", "body", "boilerplate", "boilerplate", "body"]
    assert kinds([*BODY["en"][:2], f"Read also: {HEADLINES['en'][0]}", *BODY["en"][2:]], "en")[2] == "boilerplate"


STAMPS = [
    "Posted 3 мая 2021, 14:05",
    "Modified 7 апреля, 09:30",
    "May 3, 2021",
    "Published: 3 May 2021 at 14:05 GMT",
    "Опубликовано: 3 мая 2021 г. в 14:05",
    "2021年5月3日 14:05",
    "发布时间：2021-05-03 14:05",
    "Opublikowano: 3 maja 2021, 14:05",
    "Montag, 3. Mai 2021, 14:05 Uhr",
    "Publié le 3 mai 2021 à 14h05",
    "2021년 5월 3일 오후 2:05",
    "3 Mayıs 2021 Pazartesi",
    "Last updated on Monday, May 3, 2021",
    "٣ مايو ٢٠٢١",
]


@pytest.mark.parametrize("stamp", STAMPS)
def test_a_line_of_dates_is_a_byline(stamp: str) -> None:
    """Date, time and the words around them in any language, before the text."""
    assert kinds([stamp, *BODY["en"]], "en")[0] == "byline"


def test_dates_inside_a_chronicle_are_headings() -> None:
    """A date alone on its line in the middle of a text structures it."""
    lines = [*BODY["en"], "3 May 2021", *BODY["en"][:2], "4 May 2021", *BODY["en"], *BODY["en"]]
    found = kinds(lines, "en")
    assert found[4] == found[7] == "heading"


BYLINES = [
    "Source: Harbour Gazette",
    "Источник: Вестник порта",
    "来源：港口日报",
    "Źródło: Kurier Portowy",
    "By Nora Quist",
    "Автор: Анна Белова",
    "记者：王小明",
    "Reuters",
    "ТАСС",
    "Von Max Muster, Halden",
    "Photo: Nora Quist",
]


@pytest.mark.parametrize("line", BYLINES)
def test_who_wrote_it_is_a_byline(line: str) -> None:
    """Authors, agencies and sources are kept and not read as news."""
    assert kinds([*BODY["en"], line], "en")[-1] == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "harbour, grain, storm, Halden, trade",
        "порт, зерно, шторм, Халден, торговля",
        "Читайте последние новости порта на канале Вестник в Telegram",
    ],
)
def test_keywords_and_channels_at_the_end_are_boilerplate(line: str) -> None:
    """They are addressed to readers of the page."""
    assert kinds([*BODY["ru"], line], "ru")[-1] == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "Cranes under snow / photo REUTERS",
        "Краны в снегу (Фото: AP)",
        "Photo: cranes stand under snow in the closed port",
    ],
)
def test_lines_under_pictures_are_captions(line: str) -> None:
    """By the credit they carry."""
    assert kinds([*BODY["en"][:2], line, *BODY["en"][2:]], "en")[2] == "caption"


def test_a_self_portrait_at_the_end_is_a_byline() -> None:
    """Verbless fragments after the last paragraph speak of the author."""
    portrait = "Tea drinker. Keen gardener. Part-time dreamer. Friend of old maps. Collector"
    bio = "Nora Quist, columnist, author of books on rivers"
    assert kinds([*BODY["en"], portrait, "More Stories", *HEADLINES["en"]], "en")[4] == "byline"
    assert kinds([*BODY["en"], bio], "en")[4] == "byline"


SHARES = [
    "Share on Facebook",
    "Facebook Twitter Telegram",
    "Поделиться",
    "分享到：微信 微博",
    "Udostępnij na Facebook",
    "@harbournews",
    "https://example.org/a?b=c",
    "* * *",
    "© 2021 Harbour Gazette. All rights reserved.",
]


@pytest.mark.parametrize("line", SHARES)
def test_buttons_addresses_and_ornaments_are_boilerplate(line: str) -> None:
    """Lines without an own word of the article."""
    found = kinds([*BODY["en"][:2], line, *BODY["en"][2:]], "en")
    assert found == ["body", "body", "boilerplate", "body", "body"]


OWN = [
    "“The source is known to us,” she said.",
    "Sources close to the ministry said that the work would take a month.",
    "By Monday the channel should be free again.",
    "Follow-up talks are planned for 3 May 2021.",
    "Photographs of the harbour show cranes under snow.",
    "In May 2021 the harbour had been closed for a day.",
    "Facebook and Twitter were full of pictures of the port.",
    "Copyright law has nothing to do with it.",
    "Интервью: как порт пережил третий день?",
    "记者：航道什么时候能恢复？",
    "Published figures show a loss of 3 million.",
]


@pytest.mark.parametrize("line", OWN)
def test_sentences_that_begin_like_residue_are_kept(line: str) -> None:
    """A label is no label without its colon, a date in a sentence no stamp."""
    found = kinds([*BODY["en"][:2], line, *BODY["en"][2:]], "en")
    assert found[2] not in ("byline", "boilerplate")


def test_headline_and_crossheads_are_told_from_sentences() -> None:
    """The first line without a full stop is the title, later short ones are headings."""
    lines = ["Port of Halden closed for a third day", *BODY["en"][:2], "Waiting for grain", *BODY["en"][2:]]
    assert kinds(lines, "en") == ["title", "body", "body", "heading", "body", "body"]


@pytest.mark.parametrize("line", ["Source: Harbour Gazette", "May 3, 2021", "A short notice", "Share"])
def test_an_article_of_one_line_is_body(line: str) -> None:
    """Something is always the article."""
    assert kinds([line], "en") == ["body"]


def test_a_text_without_full_stops_keeps_its_lines() -> None:
    """Where no sentence has a full stop, its absence says nothing."""
    lines = [line.rstrip(".") for line in [*BODY["en"], *BODY["de"]]]
    assert not {"boilerplate", "byline"} & set(kinds(lines, "en"))


def test_a_bulleted_list_at_the_end_belongs_to_the_article() -> None:
    """What follows a colon was announced by the article."""
    lines = [*BODY["en"], "These are the demands that the crews made:", *HEADLINES["en"]]
    assert not {"boilerplate", "byline"} & set(kinds(lines, "en"))


def test_signs_behind_the_last_sentence_of_a_line() -> None:
    """An agency's sign and an announcement of other articles are no sentences of the article."""
    assert [of_sentence(text) for text in ("(PAP)", "Смотрите также:", "He left.")] == ["byline", "boilerplate", "body"]
