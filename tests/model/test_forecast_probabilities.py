"""Probabilities of answers against sums written out."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from armillary.model.forecast.floor import SURE, Floor, FloorChoice
from armillary.model.forecast.history import history_of
from armillary.model.forecast.learner import Learner
from armillary.model.forecast.probabilities import POWERS, Choice, Told, calibration_error, log_score, scores_of, told
from armillary.model.forecast.questions import Block
from armillary.progress import Silent

START = dt.date(2020, 1, 1)
FACTS = st.lists(
    st.tuples(st.sampled_from("ABCDEFG"), st.sampled_from("xyz"), st.sampled_from("ABCDEFG"), st.integers(0, 9)),
    min_size=2,
    max_size=40,
)
Facts = list[tuple[str, str, str, int]]


def learner_of(facts: Facts) -> Learner:
    """A learner that knows all days but the last."""
    history = history_of([(s, r, o, START + dt.timedelta(days=day)) for s, r, o, day in facts])
    learner = Learner(history, history.n_days - 1)
    learner.learn(history.n_days - 1, Silent())
    return learner


def written_out(p: dict[int, float], answer: int) -> tuple[float, float, float, float]:
    """Answer, squares, first, hit of probabilities by actor."""
    first = max(p.values())
    level = [actor for actor, one in p.items() if one == pytest.approx(first, rel=1e-9)]
    return p[answer], sum(one**2 for one in p.values()), first, (answer in level) / len(level)


@settings(max_examples=60, deadline=None)
@given(FACTS, st.integers(0, 10**6), st.sampled_from([0.5, 1.0, 1.4]))
def test_probabilities_are_those_written_out(facts: Facts, seed: int, power: float) -> None:
    """A softmax over the candidates, the rest spread over all others; other true answers are left out."""
    learner = learner_of(facts)
    n_actors = len(learner.state.counts.actor)
    by_class = np.linspace(0.3, 0.02, 10)
    for block, _ in learner.forecast(learner.day):
        scores = np.random.default_rng(seed).integers(0, 4, len(block.candidate)).astype(np.float32)
        found = told(block, scores, power, by_class, n_actors)
        for q in range(len(block.subject)):
            rows = range(block.ptr[q], block.ptr[q + 1])
            other = {int(block.candidate[j]) for j in rows if block.answer[j] and j != block.target[q]}
            of = {int(block.candidate[j]): float(np.exp(power * scores[j])) for j in rows}
            total = sum(value for actor, value in of.items() if actor not in other)
            rest = n_actors - len(of)
            largest = max((value / total for actor, value in of.items() if actor not in other), default=0.0)
            beside = by_class[min(int(largest * 10), 9)]
            share = (1.0 if not of else beside) if rest else 0.0
            p = {actor: (1 - share) * value / total for actor, value in of.items() if actor not in other and total}
            p |= {actor: share / rest for actor in range(n_actors) if actor not in of}
            answer, squares, first, hit = written_out(p, int(block.object[q]))
            assert found.answer[q] == pytest.approx(answer)
            assert found.squares[q] == pytest.approx(squares)
            assert found.first[q] == pytest.approx(first)
            assert found.hit[q] == pytest.approx(hit)


@settings(max_examples=60, deadline=None)
@given(FACTS, st.sampled_from([(0.01, 0.9), (0.3, 0.5)]), st.integers(0, len(SURE) - 1))
def test_the_floor_tells_what_its_formula_says(facts: Facts, parameters: tuple[float, float], sure: int) -> None:
    """Its fast sums over all actors are those of the formula written out."""
    learner, (decay, share), (power, beside) = learner_of(facts), parameters, SURE[sure]
    day, counts = learner.day, learner.state.counts
    a, b = learner.facts.starts[day], learner.facts.starts[day + 1]
    questions = np.stack([part[a:b] for part in learner.facts[:3]], axis=1)
    past = np.stack([part[:a] for part in learner.facts[:3]], axis=1)
    when = np.searchsorted(learner.facts.starts, np.arange(a), "right") - 1
    asked = learner.state, day, questions, learner.answers(day)
    places, found = Floor(decay, share, power, beside).tell(*asked)
    losses = Floor(decay, share).losses(*asked)
    expected = 0.0
    for n, (s, r, o) in enumerate(questions.tolist()):
        true = {y for x, z, y in questions.tolist() if (x, z) == (s, r)} - {o}
        of = {}
        for actor in set(range(len(counts.actor))) - true:
            last = when[(past == (s, r, actor)).all(axis=1)]
            often = (past[:, 1:] == (r, actor)).all(axis=1).sum() / max((past[:, 1] == r).sum(), 1)
            of[actor] = (share * 2.0 ** -(decay * (day - last.max())) if len(last) else 0.0) + (1 - share) * often
        total = sum(value**power for value in of.values())
        p = {a: (1 - beside) * v**power / total + beside / len(of) if total else 1 / len(of) for a, v in of.items()}
        answer, squares, first, hit = written_out(p, o)
        got = [column[n] for column in found[:4]]
        assert got == pytest.approx([answer, squares, first, hit])
        expected -= np.log((1 - beside) * (of[o] ** power / total if total else 0.0) + beside / len(of))
    assert losses[sure] == pytest.approx(expected)
    np.testing.assert_array_equal(places, Floor(decay, share).ranks(*asked))


def block_of(score_of_answer: float, n: int) -> tuple[Block, NDArray[np.float32]]:
    """`n` questions of ten candidates each, in one in four of which the first choice is wrong."""
    scores = np.zeros((n, 10), np.float32)
    scores[:, 0] = score_of_answer
    target = np.arange(n) * 10 + np.where(np.arange(n) % 4 == 3, 1, 0)
    ints, rows = np.zeros(n, np.int32), 10 * n
    answer = np.zeros(rows, bool)
    answer[target] = True
    small, x = np.zeros(rows, np.int8), np.zeros((rows, 1), np.float32)
    ptr, candidate = np.arange(n + 1) * 10, np.tile(np.arange(10, dtype=np.int32), n)
    return Block(0, ints, ints, ints, ptr, candidate, candidate, x, small, small, target, answer), scores.ravel()


def test_scores_that_say_too_much_are_held_back() -> None:
    """A first choice told at .98 that holds in three of four questions is told at three of four afterwards."""
    block, scores = block_of(6.0, 400)
    choice = Choice()
    assert (choice.power, set(choice.beside.tolist())) == (1.0, {0.5})
    choice.see(block, scores)
    assert choice.power == min(POWERS, key=lambda c: abs(np.exp(6 * c) / (np.exp(6 * c) + 9) - 0.75))
    assert choice.beside[9] < 0.01
    before, after = (told(block, scores, power, np.zeros(10), 10) for power in (1.0, choice.power))
    assert calibration_error(after) < 0.06 < calibration_error(before)
    assert log_score(after) < log_score(before)


def test_scores_of_known_forecasts() -> None:
    """Certain and right costs nothing; evenly spread over four costs log 4, and 0.75 by Brier."""
    right = Told._make([*np.ones((4, 3)), np.zeros(3, np.int8)])
    assert scores_of(right) == {"log_score": 0.0, "brier": 0.0, "calibration_error": 0.0}
    even = Told._make([*np.full((4, 4), 0.25), np.zeros(4, np.int8)])
    assert scores_of(even) == pytest.approx({"log_score": np.log(4), "brier": 0.75, "calibration_error": 0.0})


def test_a_floor_that_has_seen_nothing_is_the_first_of_the_grid() -> None:
    """No validation day: no choice, and no error."""
    assert FloorChoice().best == Floor(0.003, 0.3, *SURE[0])


def test_the_stratum_of_the_first_choice_is_told() -> None:
    """A weekly meeting is foretold as a triple that was seen."""
    facts = [("A", "x", "B", day) for day in range(0, 50, 7)] + [("C", "y", "D", day) for day in range(50)]
    learner = learner_of([*facts, ("A", "x", "B", 56)])
    (block, scores) = next(iter(learner.forecast(56)))
    assert set(learner.told(block, scores).stratum.tolist()) == {0}
