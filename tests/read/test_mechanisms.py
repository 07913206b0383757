"""What drives what: one small case a construction, in the languages read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import read

from armillary.read.mechanisms import find_mechanisms
from armillary.schema import Mechanism

# language, text, cause, effect, sign
CASES = [
    ("en", "The sanctions led to a decline in trade with Iran.", "The sanctions", "a decline in trade with Iran", 1),
    ("en", "The war has weakened the economy of Syria.", "The war", "the economy of Syria", -1),
    ("en", "Exports to China fell because of the new tariffs.", "the new tariffs", "Exports to China fell", -1),
    ("en", "Because of the embargo, Cuba has new partners.", "the embargo", "Cuba has new partners", 1),
    ("en", "Threats from Moscow push Finland to the alliance.", "Threats from Moscow", "Finland to the alliance", 1),
    ("en", "The crisis made Turkey a hub for the gas trade.", "The crisis", "Turkey a hub for the gas trade", 1),
    ("en", "Iranian threats to trade push Oman to seek aid.", "Iranian threats to trade", "Oman to seek aid", 1),
    ("en", "Grain exports increase the debt of Chad.", "Grain exports", "debt of Chad", 1),
    ("ru", "Санкции привели к падению торговли с Ираном.", "Санкции", "падению торговли с Ираном", 1),
    ("ru", "Война ослабила экономику Сирии.", "Война", "экономику Сирии", -1),
    ("ru", "Экспорт в Китай снизился из-за новых пошлин.", "новых пошлин", "Экспорт в Китай снизился", -1),
    ("ru", "Угрозы Москвы подталкивают Финляндию к союзу.", "Угрозы Москвы", "Финляндию к союзу", 1),
    ("zh", "制裁导致伊朗贸易下降。", "制裁", "伊朗贸易下降", 1),
    ("zh", "战争削弱了叙利亚的经济。", "战争", "叙利亚的经济", -1),
    ("zh", "由于新关税，对中国的出口下降。", "新关税", "对中国的出口下降", -1),
    ("pl", "Sankcje doprowadziły do spadku handlu z Iranem.", "Sankcje", "spadku handlu z Iranem", 1),
    ("pl", "Wojna osłabiła gospodarkę Syrii.", "Wojna", "gospodarkę Syrii", -1),
    ("pl", "Eksport do Chin spadł z powodu nowych ceł.", "nowych ceł", "Eksport do Chin spadł", -1),
    ("uk", "Війна послабила економіку Сирії.", "Війна", "економіку Сирії", -1),
    ("de", "Der Krieg schwächte die Wirtschaft Syriens.", "Der Krieg", "die Wirtschaft Syriens", -1),
    ("fr", "La guerre affaiblit l'économie de la Syrie.", "La guerre", "l'économie de la Syrie", -1),
    ("es", "La guerra debilitó la economía de Siria.", "La guerra", "la economía de Siria", -1),
]  # fmt: skip

NONE = [
    ("en", "The rain led to a delay of the concert."),
    ("ru", "Дождь привел к задержке концерта."),
    ("zh", "大雨导致音乐会推迟。"),
    ("pl", "Deszcz doprowadził do opóźnienia koncertu."),
    ("en", "Iran was forced to accept the agreement."),
    ("en", "Iran accused Oman of fraud and threatened to end the trade."),
    ("ru", "Министерство иностранных дел Ирана вызвало посла Омана."),
    ("zh", "伊朗希望减少对阿曼贸易的依赖。"),
]


def mechanisms(text: str, language: str) -> list[Mechanism]:
    return find_mechanisms(read(text, language))


@pytest.mark.parametrize(("language", "text", "cause", "effect", "sign"), CASES)
def test_a_construction_gives_cause_effect_and_sign(
    language: str, text: str, cause: str, effect: str, sign: int
) -> None:
    """Verbs and connectives of cause tell what drives what, and whether more makes more or less."""
    assert (cause, effect, sign) in {(row.cause, row.effect, row.sign) for row in mechanisms(text, language)}


@pytest.mark.parametrize(("language", "text"), NONE)
def test_what_is_not_of_international_life_is_left_out(language: str, text: str) -> None:
    """Weather and concerts are no mechanisms of the system; a passive without a cause is none."""
    assert mechanisms(text, language) == []


def test_the_actors_of_cause_and_effect_are_named() -> None:
    """Each side has the ids of those it names."""
    (row,) = mechanisms("The sanctions of Canada led to a decline in trade with Iran.", "en")
    assert (row.cause_ids, row.effect_ids) == (("CAN",), ("IRN",))


def test_who_asserts_it_is_kept() -> None:
    """A mechanism told in a statement is its speaker's."""
    (row,) = mechanisms("Emmanuel Macron said that the war has weakened the economy of Syria.", "en")
    assert (row.by_id, row.cause) == ("person:macron", "the war")


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "ru", "zh", "pl", "tr", "ar"]))
def test_sides_are_words_of_the_text(text: str, language: str) -> None:
    """Whatever the text, cause and effect are in it and the span fits."""
    doc = read("The war led to " + text, language)
    for row in find_mechanisms(doc):
        assert doc.text[row.start_char : row.end_char] == row.text
        assert row.cause in row.text
        assert row.effect in row.text
