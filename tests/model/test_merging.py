"""Causes and effects become one thing where they mean the same, and never where one goes up and the other down."""

from __future__ import annotations

import numpy as np
import pytest

from armillary.model.loops import grouped, shipped, way


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("a sharp rise in food prices", "en", 1),
        ("fewer visitors", "en", -1),
        ("a slower rise in wages", "en", -1),
        ("the easing of falling demand", "en", 1),
        ("public opinion", "en", 0),
        ("падение спроса на уголь", "ru", -1),
        ("посилення контролю", "uk", 1),
        ("spadek liczby turystów", "pl", -1),
        ("die Lockerung der Regeln", "de", -1),
        ("la hausse des loyers", "fr", 1),
        ("la escasez de agua", "es", -1),
        ("ihracatın artması", "tr", 1),
        ("出生率下降", "zh-Hans", -1),
        ("tilbagegang", "da", 0),
    ],
)
def test_which_way_a_thing_goes_is_read_from_its_words(words: str, language: str, expected: int) -> None:
    assert way(words, language) == expected


def test_no_chain_of_near_wordings_joins_what_is_far_apart() -> None:
    angles = np.radians([0, 40, 80])
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    near = grouped(vectors, [0, 0, 0], near=0.7)
    assert near[0] != near[2]
    assert len(set(near)) == 2


def test_up_and_down_are_never_one_thing_however_near_their_words() -> None:
    vectors = np.ones((3, 1))
    one, other, neither = grouped(vectors, [1, -1, 0])
    assert one != other
    assert neither in (one, other)


def test_wordings_of_several_languages_become_one_thing_and_others_do_not() -> None:
    said = [("the closing of the airport", "en"), ("закрытие аэропорта", "ru"), ("la fermeture de l'aéroport", "fr")]
    other = [("the reopening of schools", "en"), ("higher wages for teachers", "en")]
    vectors = np.concatenate([shipped([words], language) for words, language in said + other])
    group = grouped(vectors, [way(words, language) for words, language in said + other])
    assert len(set(group[:3])) == 1
    assert not set(group[:3]) & set(group[3:])


def test_nothing_and_one_thing_are_grouped() -> None:
    assert grouped(np.zeros((0, 1)), []) == []
    assert grouped(np.ones((1, 1)), [0]) == [0]
