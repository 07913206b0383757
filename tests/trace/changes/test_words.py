"""Names, negation, opposites and the gender of speakers: what a copy says otherwise, word by word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armillary.schema import Article, Sentence
from armillary.trace.changes import certainty, han, names, negation, polarity, speakers
from armillary.trace.changes.finding import Bead, Comparison, Detector, Finding
from armillary.trace.text import Text

DETECTORS: tuple[Detector, ...] = (han.find, names.find, negation.find, polarity.find, speakers.find, certainty.find)


def text(identifier: str, language: str, lines: list[str]) -> Text:
    """An article of one sentence a line."""
    sentences, at = [], 0
    for n, line in enumerate(lines):
        sentences.append(Sentence(article_id=identifier, n=n, start_char=at, end_char=at + len(line), text=line))
        at += len(line) + 1
    whole = "\n".join(lines)
    article = Article(
        article_id=identifier, source=identifier, language=language, text=whole, sha256="", n_sentences=len(lines)
    )
    return Text(article, tuple(sentences))


def compare(language: str, copy: list[str], other_language: str, other: list[str]) -> Comparison:
    """Two articles whose lines correspond one to one."""
    one, two = text("copy", language, copy), text("other", other_language, other)
    beads = tuple(Bead((a,), (b,), 0.9) for a, b in zip(one.sentences, two.sentences, strict=True))
    return Comparison(one, two, beads, (one, two))


def found(detector: Detector, comparison: Comparison) -> list[tuple[str | None, str | None]]:
    """The words here and there that a detector reports."""

    def words(finding: Finding) -> tuple[str | None, str | None]:
        here, there = finding.span, finding.other_span
        now = comparison.copy.article.text[slice(*here)] if here else None
        was = comparison.other.article.text[slice(*there)] if there else None
        return now, was

    return [words(finding) for finding in detector(comparison)]


@pytest.mark.parametrize(
    ("language", "copy", "other_language", "other", "expected"),
    [
        ("de", "Gestern sprach Benkosi in Lagos.", "en", "Yesterday Benkovi spoke in Lagos.", None),
        ("ru", "Вчера министр Барготов прибыл в Вену.", "en", "Minister Barkotov came yesterday.", "Барготов"),
        ("fr", "Hier, la ministre Halvorten a parlé.", "en", "Minister Halvorsen spoke yesterday.", "Halvorten"),
        ("hr", "Vlada je otišla iz Noržeške.", "en", "The government left Norway.", "Noržeške"),
    ],
)
def test_a_name_one_letter_off_is_a_garble(
    language: str, copy: str, other_language: str, other: str, expected: str | None
) -> None:
    """A name that agrees with the other article's but for one unrelated consonant is reported where it stands."""
    reported = [now for now, _ in found(names.find, compare(language, [copy], other_language, [other]))]
    if expected:
        assert reported == [expected]


def test_a_name_spelt_two_ways_in_one_copy() -> None:
    """The rarer spelling is reported against the one that sounds like the other article's."""
    copy = ["Президент Сартаев говорил с Парижем.", "Потом Сарпаев уехал.", "Сартаев вернулся, сказал Сартаев."]
    other = ["President Sartayev talked to Paris.", "Then Sartayev left.", "Sartayev is back, Sartayev said."]
    assert found(names.find, compare("ru", copy, "en", other)) == [("Сарпаев", "Sartayev")]


def test_a_chinese_copy_that_spells_a_name_two_ways() -> None:
    """The characters that sound less like the name are reported."""
    copy = ["总统博卡耶夫在巴黎发表讲话。", "随后博加耶夫离开。", "博卡耶夫已经回国。"]
    other = ["President Bokayev spoke in Paris.", "Then Bokayev left.", "Bokayev is back home."]
    assert [now for now, _ in found(han.find, compare("zh", copy, "en", other))] == ["博加耶夫"]


def test_a_name_in_the_place_of_another() -> None:
    """Where neither has a counterpart, and the neighbours agree, the one was put for the other."""
    copy = ["La chanteuse Maria Delgrado est arrivée à Oslo."]
    other = ["The singer Maria Petterson has come to Oslo."]
    assert found(names.find, compare("fr", copy, "en", other)) == [("Delgrado", "Petterson")]


@pytest.mark.parametrize(
    ("language", "copy", "other_language", "other", "kind", "severity"),
    [
        ("ru", "Поезд шёл в Туркменистан.", "en", "The train went to Turkistan.", "place", "major"),
        ("de", "Er reiste nach Australien.", "en", "He travelled to Austria.", "place", "major"),
        ("en", "The office is in Helsimki now.", "ru", "Теперь контора в Хельсинки.", "place", "minor"),
        ("ru", "Об этом сказала Марина Сомулидова.", "en", "Marina Somudilova said so.", "name", "minor"),
    ],
)
def test_places_and_names_have_their_kind(
    language: str, copy: str, other_language: str, other: str, kind: str, severity: str
) -> None:
    """Another place is a change of place and major; a name with a wrong letter, or two exchanged, is minor."""
    changes = list(names.find(compare(language, [copy], other_language, [other])))
    assert [(change.kind, change.severity) for change in changes] == [(kind, severity)]


def test_a_headline_is_written_anew() -> None:
    """Names that differ in a headline alone are no swap."""
    copy = ["Zug hält in Polen", "Die Bahn von Ostrava nach Krakau wird teurer."]
    other = ["Ostrava line costs more", "The railway from Ostrava to Krakow will cost more."]
    whole = compare("de", copy, "en", other)
    titled = tuple(replace(s, kind="title") if s.n == 0 else s for s in whole.copy.sentences)
    beads = tuple(Bead((s,), bead.other, 0.9) for s, bead in zip(titled, whole.beads, strict=True))
    assert found(names.find, Comparison(Text(whole.copy.article, titled), whole.other, beads, whole.family)) == []


def test_a_country_in_the_place_of_another() -> None:
    """Countries are known by their names in every language, whatever they sound like."""
    copy = ["Поставки зерна из Германии выросли.", "Венгрия довольна."]
    other = ["Grain deliveries from Poland have grown.", "Hungary is pleased."]
    assert found(names.find, compare("ru", copy, "en", other)) == [("Германии", "Poland")]


@pytest.mark.parametrize(
    ("language", "copy", "other_language", "other"),
    [
        ("ru", "Германия и Китай договорились с Казахстаном.", "en", "Germany and China agreed with Kazakhstan."),
        ("cs", "Německá kancléřka mluvila s Washingtonem.", "en", "The German chancellor spoke to Washington."),
        ("zh", "德国总理在北京会见了记者。", "en", "The German chancellor met reporters in Beijing."),
        ("uk", "У понеділок міністр Гарднер був у Лондоні.", "en", "On Monday minister Gardner was in London."),
        ("ja", "ロシアのメルニコフ大臣はパリにいる。", "en", "Russia's minister Melnikov is in Paris."),
        ("en", "She flew to Tashkent with Marlow Pinter.", "zh", "她与马洛·平特飞往塔什干。"),
        ("pl", "Centralna Komisja Wyborcza podała wyniki.", "en", "The Central Election Commission gave the results."),
    ],
)
def test_names_that_are_the_same_are_left_alone(language: str, copy: str, other_language: str, other: str) -> None:
    """Inflection, transliteration and exonyms are no changes."""
    assert found(names.find, compare(language, [copy], other_language, [other])) == []


@pytest.mark.parametrize(
    ("language", "copy", "other_language", "other", "cue"),
    [
        ("de", "Der Minister hat den Vertrag nicht unterschrieben.", "en", "The minister signed the treaty.", "nicht"),
        ("ru", "Завод не закрыли.", "en", "They closed the plant.", "не"),
        ("zh", "他们没有关闭工厂。", "en", "They closed the plant.", "没"),
        ("ja", "彼らは工場を閉鎖しなかった。", "en", "They closed the plant.", "なかった"),
        ("cs", "Závod nebyl uzavřen.", "en", "The plant was closed.", "nebyl"),
        ("pl", "Rząd nie podpisał umowy.", "uk", "Уряд підписав угоду.", "nie"),
        ("es", "El gobierno no firmó el acuerdo.", "fr", "Le gouvernement a signé l'accord.", "no"),
        ("tr", "Hükümet anlaşmayı imzalamadı.", "en", "The government signed the agreement.", "imzalamadı"),
    ],
)
def test_a_negation_added_or_lost(language: str, copy: str, other_language: str, other: str, cue: str) -> None:
    """A clause that only one side negates is reported with the negating word, in either direction."""
    assert found(negation.find, compare(language, [copy], other_language, [other])) == [(cue, None)]
    assert found(negation.find, compare(other_language, [other], language, [copy])) == [(None, cue)]


@pytest.mark.parametrize(
    ("language", "copy", "other_language", "other"),
    [
        ("ru", "Никто никогда не закрывал завод.", "en", "Nobody ever closed the plant."),
        ("de", "Er unterschrieb nicht.", "en", "He failed to sign."),
        ("zh", "他不仅签字，而且付款。", "en", "He signed and paid too."),
        ("fr", "Il est parti sans payer.", "en", "He left and did not pay."),
        ("ja", "彼は辞任せざるを得ない。", "en", "He has to resign."),
        ("cs", "Nejlepší závod byl uzavřen.", "en", "The best plant was closed."),
        ("en", "The shop keeps its doors open on Sundays.", "ru", "По воскресеньям лавка не закрывается."),
        ("zh", "他明天去不来梅开会。", "en", "He goes to Bremen for a meeting tomorrow."),
        ("en", "They did not leave until noon.", "de", "Sie gingen nach zwölf Uhr."),
    ],
)
def test_one_negation_in_two_wordings(language: str, copy: str, other_language: str, other: str) -> None:
    """Double negation, implied negation and expressions that only look negative are no changes."""
    assert found(negation.find, compare(language, [copy], other_language, [other])) == []


@pytest.mark.parametrize(
    ("language", "copy", "other", "expected"),
    [
        ("ru", "Цены на хлеб снизились за год.", "Bread prices rose in a year.", ("снизились", "rose")),
        ("zh", "议会拒绝了这项计划。", "Parliament accepted the plan.", ("拒绝", "accepted")),
        (
            "de",
            "Das Ministerium dementierte den Bericht.",
            "The ministry confirmed the report.",
            ("dementierte", "confirmed"),
        ),
        ("fr", "Les prix ont augmenté cette année.", "Prices have risen this year.", None),
    ],
)
def test_a_word_turned_into_its_opposite(
    language: str, copy: str, other: str, expected: tuple[str, str] | None
) -> None:
    """Opposite concepts on the two sides are reported with both words; the same concept is not."""
    assert found(polarity.find, compare(language, [copy], "en", [other])) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("language", "copy", "expected"),
    [
        ("ru", "«Мы устали», — сказал он.", "сказал он"),
        ("zh", "“我们累了，”他说。", "他说"),
        ("pl", "„Jesteśmy zmęczeni” – powiedział.", "powiedział"),
        ("ru", "«Мы устали», — сказала она.", None),
    ],
)
def test_a_speaker_whose_gender_is_turned(language: str, copy: str, expected: str | None) -> None:
    """She said, and in the copy he did."""
    reported = found(speakers.find, compare(language, [copy], "en", ["“We are tired,” she said."]))
    assert reported == ([(expected, "she said")] if expected else [])


@pytest.mark.parametrize(
    ("language", "copy", "expected"),
    [
        ("ru", "Министр вчера подал в отставку.", [(None, "reportedly")]),
        ("zh", "部长昨天辞职了。", [(None, "reportedly")]),
        ("de", "Der Minister ist angeblich gestern zurückgetreten.", []),
        ("ru", "По данным агентства, министр подал в отставку.", []),
    ],
)
def test_uncertainty_that_is_taken_away(
    language: str, copy: str, expected: list[tuple[str | None, str | None]]
) -> None:
    """A hedge without anything that could render it is reported."""
    other = ["The minister reportedly resigned yesterday."]
    assert found(certainty.find, compare(language, [copy], "en", other)) == expected


@given(
    st.sampled_from(["en", "ru", "zh", "de", "ja", "tr", "ar", "cs"]),
    st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1), min_size=1),
)
def test_a_text_against_itself(language: str, lines: list[str]) -> None:
    """Nothing is changed where nothing differs, whatever the text."""
    comparison = compare(language, lines, language, lines)
    assert [finding for detector in DETECTORS for finding in detector(comparison)] == []


@given(st.sampled_from(["en", "ru", "zh", "de", "ja", "hr", "ko"]), st.text(min_size=1), st.text(min_size=1))
def test_spans_lie_in_their_sentences(language: str, one: str, two: str) -> None:
    """Whatever the words, a finding points into the two sentences compared."""
    comparison = compare(language, [one.replace("\n", " ")], "en", [two.replace("\n", " ")])
    for detector in DETECTORS:
        for finding in detector(comparison):
            assert finding.span is None or 0 <= finding.span[0] < finding.span[1] <= len(one)
            assert finding.other_span is None or 0 <= finding.other_span[0] < finding.other_span[1] <= len(two)


@pytest.mark.parametrize(
    ("lines", "odd"),
    [
        (["兰伯特为大桥剪彩。", "“兰伯特先生讲话很短。”", "莱恩伯特感谢了工人。"], ["莱恩伯特"]),
        (["兰伯特为大桥剪彩。", "“兰伯特先生讲话很短。”", "约翰·莱恩伯特感谢了工人。"], ["莱恩伯特"]),
        (["兰伯特为大桥剪彩。", "“兰伯特先生讲话很短。”", "后来莱恩伯特感谢了工人。"], []),
        (["兰伯特为大桥剪彩。", "“兰伯特先生讲话很短。”", "和兰伯特一起来的还有工人。"], []),
    ],
)
def test_a_chinese_name_that_begins_two_ways(lines: list[str], odd: list[str]) -> None:
    """Two beginnings of one name are reported where nothing can run into it from the left."""
    other = ["Lambert opened the bridge.", "“Mr Lambert spoke briefly.”", "Lambert thanked the workers."]
    assert [finding.cue for finding in han.find(compare("zh", lines, "en", other))] == odd
