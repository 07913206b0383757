"""Where ties rest: learnt from the past dealings of both actors, and from nothing later."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from armillary.model.cells import Cells, calendar, cells
from armillary.model.evidence import Piece, day_of, evidence
from armillary.model.kalman import Parameters
from armillary.model.resting import LEANINGS, leanings, rests_at, signs
from armillary.model.ties import Settings, fit

START = 19000
FIXED = Settings(step="week", parameters=Parameters(0.95, 0.3, 0.4, 0.1))

PAST = [
    Piece("A", "C", START, -0.8),
    Piece("A", "D", START + 7, -0.4),
    Piece("E", "B", START + 7, 0.6),
    Piece("B", "A", START + 7, -0.5),
    Piece("A", "B", START + 21, 0.3),
    Piece("A", "F", START + 70, 0.9),
]


def found(pieces: list[Piece]) -> Cells:
    return cells(evidence(pieces), calendar(day_of(START), day_of(START + 70), "week"))


def test_signs_are_the_means_of_what_came_before_drawn_to_nothing() -> None:
    of = found(PAST)
    names = evidence(PAST).actors
    pair = [n for n in range(of.n_pairs) if (names[of.source[n]], names[of.target[n]]) == ("A", "B")]
    (out, into, back) = signs(of, 0.0)[pair[0]]
    assert np.allclose((out, into, back), (-1.2 / 7, 0.6 / 6, -0.5 / 2))


def test_first_reports_of_a_world_rest_at_the_mean() -> None:
    assert np.allclose(signs(found(PAST[:1]), 0.0), 0)
    assert np.allclose(rests_at(found(PAST[:1]), 0.1, LEANINGS), 0.1)


def test_later_dealings_do_not_move_where_a_tie_rests() -> None:
    early, late = fit(evidence(PAST[:5]), FIXED), fit(evidence(PAST), FIXED)
    for source, target in (("A", "C"), ("A", "B"), ("B", "A")):
        known, now = early.pair(source, target), late.pair(source, target)
        assert early.rests_at[known or 0] == pytest.approx(late.rests_at[now or 0])


def test_an_actor_hostile_to_all_is_expected_to_be_hostile_to_the_next() -> None:
    ties = fit(evidence([replace(p, value=-0.8) if p.source == "A" and p.day < START + 70 else p for p in PAST]), FIXED)
    assert ties.rests_at[ties.pair("A", "F") or 0] < -0.2


def test_leanings_are_learnt_where_there_is_enough_and_are_none_where_pairs_are_independent() -> None:
    random = np.random.default_rng(0)
    pieces = [
        Piece(f"a{a}", f"b{b}", START + int(random.integers(700)), float(random.normal(0, 0.3)))
        for a in range(40)
        for b in range(40)
    ]
    of = cells(evidence(pieces), calendar(day_of(START), day_of(START + 700), "week"))
    assert max(leanings(of, 0.0)) < 0.15
    assert leanings(found(PAST), 0.0) == LEANINGS
