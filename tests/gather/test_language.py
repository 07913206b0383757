"""The language of articles and of sentences that differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.gather.language import identify, of_sentences

TEXTS = {
    "en": "The harbour stayed closed for a third day while crews cleared the channel of mud and broken ice.",
    "ru": "Порт третий день остаётся закрытым, пока рабочие расчищают фарватер от ила и битого льда.",
    "uk": "Порт третій день залишається закритим, поки робітники розчищають фарватер від мулу та криги.",
    "be": "Порт трэці дзень застаецца зачыненым, пакуль рабочыя ачышчаюць фарватэр ад глею і лёду.",
    "bg": "Пристанището остава затворено трети ден, докато работниците почистват канала от тиня и лед.",
    "sr": "Лука је затворена трећи дан док радници чисте канал од муља и поломљеног леда у заливу.",
    "kk": "Жұмысшылар арнаны мұздан тазартып жатқанда порт үшінші күн жабық тұр, кемелер күтіп тұр.",
    "pl": "Port pozostaje zamknięty trzeci dzień, a ekipy oczyszczają tor wodny z mułu i kry lodowej.",
    "cs": "Přístav zůstává třetí den uzavřen, zatímco čety čistí plavební dráhu od bahna a ledu.",
    "sk": "Prístav zostáva tretí deň zatvorený, kým čaty čistia plavebnú dráhu od bahna a ľadu.",
    "hr": "Luka je zatvorena treći dan dok radnici čiste plovni put od mulja i leda, rekao je ministar tko zna kada.",
    "sl": "Pristanišče ostaja tretji dan zaprto, medtem ko delavci čistijo plovno pot blata in ledu.",
    "de": "Der Hafen blieb am dritten Tag geschlossen, während die Rinne von Schlamm und Eis geräumt wird.",
    "fr": "Le port est resté fermé un troisième jour pendant que les équipes dégageaient le chenal.",
    "es": "El puerto siguió cerrado por tercer día mientras los equipos limpiaban el canal de barro.",
    "pt": "O porto permaneceu fechado pelo terceiro dia enquanto as equipes limpavam o canal da lama.",
    "it": "Il porto è rimasto chiuso per il terzo giorno mentre le squadre liberavano il canale.",
    "nl": "De haven bleef voor de derde dag gesloten terwijl ploegen de vaargeul van modder ontdeden.",
    "tr": "Ekipler kanalı çamurdan ve buzdan temizlerken liman üçüncü gün de kapalı kaldı.",
    "ja": "作業員が航路の泥や氷を取り除く間、港は三日目も閉鎖されたままだった。",
    "ko": "작업자들이 수로의 진흙을 치우는 동안 항구는 사흘째 폐쇄된 상태였다.",
    "zh-Hans": "由于工人清理航道里的淤泥，这个港口已经连续第三天关闭，船只在外海等候。",
    "zh-Hant": "由於工人清理航道裡的淤泥，這個港口已經連續第三天關閉，船隻在外海等候。",
    "ar": "ظل الميناء مغلقا لليوم الثالث بينما تعمل الفرق على تنظيف القناة من الطين والجليد.",
    "fa": "بندر برای سومین روز بسته ماند، در حالی که کارگران کانال را از گل و یخ پاک می‌کنند.",
    "he": "הנמל נותר סגור ביום השלישי בזמן שצוותים מפנים את הנתיב מבוץ ומקרח.",
    "hi": "दल जब नहर से कीचड़ हटा रहे थे तब बंदरगाह तीसरे दिन भी बंद रहा।",
    "el": "Το λιμάνι παρέμεινε κλειστό για τρίτη ημέρα ενώ τα συνεργεία καθάριζαν το κανάλι.",
    "th": "ท่าเรือยังคงปิดเป็นวันที่สาม ขณะที่คนงานกำลังขุดโคลนออกจากร่องน้ำ",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_paragraph_is_enough(language: str) -> None:
    """Script, own letters, then byte n-grams."""
    assert identify(TEXTS[language]) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [("항구 폐쇄", "ko"), ("港は閉鎖", "ja"), ("Λιμάνι", "el"), ("OK", "und"), ("123", "und"), ("", "und")],
)
def test_a_few_words_are_told_by_their_script_or_not_at_all(text: str, language: str) -> None:
    """Short strings are left open where the script leaves them open."""
    assert identify(text) == language


def test_metadata_help_where_the_text_is_too_short() -> None:
    """But not against the script."""
    assert identify("OK", "de") == "de"
    assert identify("Порт", "de") == "und"
    assert identify(TEXTS["fr"], "de") == "fr"


def test_an_article_in_two_scripts_is_mixed() -> None:
    """Names in Latin letters do not make a text mixed, half of it does."""
    assert identify(" ".join([TEXTS["ru"], TEXTS["en"], TEXTS["ru"], TEXTS["en"]] * 3)) == "mul"
    assert identify(TEXTS["ru"] * 3 + " Harbour Gazette, Halden") == "ru"


def test_sentences_in_another_language_are_named() -> None:
    """Untranslated lines stand out; the article's own do not."""
    sentences = [TEXTS["en"], TEXTS["ru"], TEXTS["zh-Hans"], TEXTS["de"]]
    assert of_sentences(sentences, "en") == [None, "ru", "zh-Hans", "de"]


@pytest.mark.parametrize(
    "sentence", ["More Stories", "Halden Harbour Gazette", "«Harbour Gazette» молчит", "10:30", ""]
)
def test_names_and_scraps_are_not_called_foreign(sentence: str) -> None:
    """Precise rather than complete."""
    assert of_sentences([sentence], "ru") == [None]


@given(st.text(max_size=200))
def test_any_text_has_a_tag(text: str) -> None:
    """Nothing raises."""
    assert identify(text)
    of_sentences([text], "en")
