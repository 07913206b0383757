"""Which article was made from which."""

from __future__ import annotations

import datetime as dt

from articles import BRIDGE_EN, BRIDGE_RU, text

from armillary.trace.direction import descent, relation
from armillary.trace.pair import Pair

ALL = Pair(0, 1, tuple((n, n) for n in range(8)), (0.8,) * 8, 0.99, "made-up-1")


def test_nothing_tells_and_nothing_is_said() -> None:
    """Two articles without dates, credits or residue have an unknown direction."""
    assert descent(ALL, text("a", "en", BRIDGE_EN), text("b", "ru", BRIDGE_RU)).direction == "unknown"


def test_words_left_in_another_language_point_to_it() -> None:
    """Square brackets in Latin letters in a Russian text that is all in the English one."""
    left = (*BRIDGE_RU[:7], "Старый мост закроют [to all cars] и оставят для пешеходов.")
    found = descent(ALL, text("a", "en", BRIDGE_EN), text("b", "ru", left))
    assert found.direction == "b-from-a"
    assert "[to all cars]" in found.reason


def test_a_translation_that_says_more_comes_from_a_fuller_text() -> None:
    """The article in the left-over language lacks what the translation has: both come from a third."""
    left = (*BRIDGE_RU, "Мост [near Brenn] освятили.", "Был салют.", "Играл оркестр.", "Дети пели.")
    assert descent(ALL, text("a", "en", BRIDGE_EN), text("b", "ru", left)).direction == "common"


def test_a_credit_names_the_source() -> None:
    """The outlet named as the source is the one that was first."""
    a = text("a", "en", BRIDGE_EN, outlet="Lorn Courier")
    b = text("b", "ru", BRIDGE_RU, outlet="Вестник", credit="Lorn Courier")
    assert descent(ALL, a, b).direction == "b-from-a"


def test_the_later_with_nothing_of_its_own_is_the_copy() -> None:
    """Dates alone are no proof for one that says more."""
    a = text("a", "en", BRIDGE_EN, published=dt.date(2022, 5, 2))
    b = text("b", "ru", BRIDGE_RU, published=dt.date(2022, 5, 4))
    assert descent(ALL, a, b).direction == "b-from-a"
    longer = text("b", "ru", (*BRIDGE_RU, *["один", "два", "три", "четыре"]), published=dt.date(2022, 5, 4))
    assert descent(ALL, a, longer).direction == "unknown"


def test_relations() -> None:
    """What two articles are to each other follows from language and coverage."""
    a, b = text("a", "en", BRIDGE_EN), text("b", "ru", BRIDGE_RU)
    assert relation(ALL, a, b, "unknown") == "translation"
    assert relation(ALL, a, text("b", "en", BRIDGE_EN), "unknown") == "same"
    assert relation(ALL, a, b, "common") == "common-source"
    part = Pair(0, 1, ((0, 0), (1, 1), (2, 2)), (0.8,) * 3, 0.99, "made-up-1")
    assert relation(part, a, text("b", "en", BRIDGE_EN[:3]), "unknown") == "excerpt"
