"""Who stands how to whom: one small case a construction, in the languages read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import read

from armillary.read.attitudes import find_attitudes
from armillary.read.document import Doc

# language, text, from, to, sign
CASES = [
    ("en", "Germany supports Ukraine.", "DEU", "UKR", 1),
    ("en", "Poland has condemned Belarus.", "POL", "BLR", -1),
    ("en", "Japan is wary of China.", "JPN", "CHN", -1),
    ("en", "Turkey does not trust Greece.", "TUR", "GRC", -1),
    ("en", "No country in the region fears Iran, but Iraq supports Iran.", "IRQ", "IRN", 1),
    ("en", "Russia sees Ukraine as a threat.", "RUS", "UKR", -1),
    ("en", "India regards France as a reliable partner.", "IND", "FRA", 1),
    ("en", "Relations between Iran and Israel are tense.", "IRN", "ISR", -1),
    ("en", "Relations between Iran and Israel are tense.", "ISR", "IRN", -1),
    ("en", "Serbia is a close ally of Russia.", "SRB", "RUS", 1),
    ("en", "Ankara's fear of Moscow is growing.", "TUR", "RUS", -1),
    ("en", "The visit angered China, and Australia criticised Japan.", "AUS", "JPN", -1),
    ("ru", "Германия поддерживает Украину.", "DEU", "UKR", 1),
    ("ru", "Польша осудила Белоруссию.", "POL", "BLR", -1),
    ("ru", "Эстония опасается России.", "EST", "RUS", -1),
    ("ru", "Турция не доверяет Греции.", "TUR", "GRC", -1),
    ("ru", "Сербия является союзником России.", "SRB", "RUS", 1),
    ("ru", "Индия восхищается Японией.", "IND", "JPN", 1),
    ("ru", "Конфликт между Ираном и Израилем растет.", "IRN", "ISR", -1),
    ("ru", "Новые санкции Канады против Ирана вступили в силу.", "CAN", "IRN", -1),
    ("ru", "Литва считает Белоруссию угрозой.", "LTU", "BLR", -1),
    ("zh", "德国支持乌克兰。", "DEU", "UKR", 1),
    ("zh", "波兰谴责白俄罗斯。", "POL", "BLR", -1),
    ("zh", "波兰不信任德国。", "POL", "DEU", -1),
    ("zh", "俄罗斯视乌克兰为威胁。", "RUS", "UKR", -1),
    ("zh", "伊朗与以色列关系紧张。", "IRN", "ISR", -1),
    ("zh", "印度与日本加强了友好关系。", "IND", "JPN", 1),
    ("zh", "塞尔维亚是俄罗斯的盟友。", "SRB", "RUS", 1),
    ("pl", "Niemcy wspierają Ukrainę.", "DEU", "UKR", 1),
    ("pl", "Polska potępiła Białoruś.", "POL", "BLR", -1),
    ("pl", "Turcja nie ufa Grecji.", "TUR", "GRC", -1),
    ("pl", "Serbia jest sojusznikiem Rosji.", "SRB", "RUS", 1),
    ("pl", "Estonia obawia się Rosji.", "EST", "RUS", -1),
    ("pl", "Stosunki między Iranem a Izraelem są napięte.", "IRN", "ISR", -1),
    ("uk", "Німеччина підтримує Україну.", "DEU", "UKR", 1),
    ("uk", "Польща засудила Білорусь.", "POL", "BLR", -1),
    ("de", "Polen verurteilt Belarus.", "POL", "BLR", -1),
    ("de", "Frankreich unterstützt die Ukraine.", "FRA", "UKR", 1),
    ("fr", "La Pologne condamne la Biélorussie.", "POL", "BLR", -1),
    ("fr", "L'Allemagne soutient l'Ukraine.", "DEU", "UKR", 1),
    ("es", "Polonia condena a Bielorrusia.", "POL", "BLR", -1),
    ("es", "Alemania apoya a Ucrania.", "DEU", "UKR", 1),
]  # fmt: skip

# Texts that name two actors and say nothing of how they stand to each other, or deny ill will.
NEUTRAL = [
    ("en", "Ministers from Norway and Chile arrived on Monday."),
    ("en", "Norway does not fear Chile."),
    ("ru", "Министры Норвегии и Чили прибыли в понедельник."),
    ("ru", "Норвегия не боится Чили."),
    ("zh", "挪威和智利的部长星期一抵达。"),
    ("pl", "Ministrowie Norwegii i Chile przybyli w poniedziałek."),
]


def attitudes(text: str, language: str) -> Doc:
    doc = read(text, language)
    doc.attitudes = find_attitudes(doc)
    return doc


@pytest.mark.parametrize(("language", "text", "holder", "towards", "sign"), CASES)
def test_a_construction_gives_the_pair_and_its_sign(
    language: str, text: str, holder: str, towards: str, sign: int
) -> None:
    """Verb, adjective, noun, role and relation each name who feels and towards whom, with the right sign."""
    found = {(row.from_id, row.to_id): row.sign for row in attitudes(text, language).attitudes}
    assert (holder, towards) in found
    assert found[holder, towards] * sign > 0


@pytest.mark.parametrize(("language", "text"), NEUTRAL)
def test_naming_two_actors_says_nothing_of_their_attitude(language: str, text: str) -> None:
    """Actors named together, and ill will denied, give no row."""
    assert attitudes(text, language).attitudes == []


def test_spans_and_cues_stand_in_the_text() -> None:
    """The words of a row are its span, and its cue lies within the article."""
    doc = attitudes("“We support Ukraine,” the German chancellor said. Poland condemned Belarus.", "en")
    assert doc.attitudes
    for row in doc.attitudes:
        assert doc.text[row.start_char : row.end_char] == row.text
        assert row.cue in doc.text
        assert 0 < row.confidence <= 1


def test_who_says_so_is_kept() -> None:
    """An attitude told in a statement is held by its speaker."""
    doc = attitudes("Emmanuel Macron said that Iran threatens Israel.", "en")
    assert ("person:macron", "IRN", "ISR") in {(row.held_by, row.from_id, row.to_id) for row in doc.attitudes}


def test_the_same_article_gives_the_same_ids() -> None:
    """Ids derive from article, span and content alone."""
    first, second = (attitudes("Germany supports Ukraine. Germany supports Poland.", "en") for _ in range(2))
    ids = [row.attitude_id for row in first.attitudes]
    assert ids == [row.attitude_id for row in second.attitudes]
    assert len(ids) == len(set(ids))


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "ru", "zh", "pl", "tr", "ar"]))
def test_any_text_is_read_without_a_crash(text: str, language: str) -> None:
    """Whatever the text, rows have spans that fit."""
    prepared = "Russia and Ukraine. " + text
    doc = attitudes(prepared, language)
    assert all(doc.text[row.start_char : row.end_char] == row.text for row in doc.attitudes)
