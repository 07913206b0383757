"""Ranks against a brute-force count."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.model.forecast.floor import Floor
from armillary.model.forecast.history import history_of
from armillary.model.forecast.leaks import largest_difference
from armillary.model.forecast.learner import Learner
from armillary.model.forecast.ranks import measures, ranks
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


def brute_rank(scores: dict[int, float], answer: int, others: set[int]) -> float:
    """Mean rank of the answer among all that are no other true answers."""
    rivals = [score for actor, score in scores.items() if actor != answer and actor not in others]
    return 1 + sum(s > scores[answer] for s in rivals) + sum(s == scores[answer] for s in rivals) / 2


@settings(max_examples=60, deadline=None)
@given(FACTS, st.integers(0, 10**6))
def test_ranks_are_those_of_a_plain_count(facts: Facts, seed: int) -> None:
    """Every actor gets a score; candidates come first, then the rest by popularity; ties count half."""
    learner = learner_of(facts)
    day = learner.day
    popularity = learner.state.counts.actor[:, -1]
    rng = np.random.default_rng(seed)
    for block, _ in learner.forecast(day):
        scores = rng.integers(0, 4, len(block.candidate)).astype(np.float32)
        found = ranks(block, scores, popularity, learner.answers(day))
        for q in range(len(found)):
            rows = range(block.ptr[q], block.ptr[q + 1])
            of = {actor: float(n) - 1e6 for actor, n in enumerate(popularity)}
            of.update({int(block.candidate[j]): float(scores[j]) for j in rows})
            true = {
                int(o)
                for s, r, o in zip(*(getattr(block, name) for name in ("subject", "relation", "object")), strict=True)
                if (s, r) == (block.subject[q], block.relation[q])
            }
            answer = int(block.object[q])
            assert found[q] == brute_rank(of, answer, true - {answer})


@settings(max_examples=60, deadline=None)
@given(FACTS, st.sampled_from([(0.01, 0.9), (0.3, 0.5)]))
def test_the_floor_is_its_formula(facts: Facts, parameters: tuple[float, float]) -> None:
    """The fast ranks of the floor are those of the formula written out."""
    decay, share = parameters
    learner = learner_of(facts)
    day, history = learner.day, learner.facts
    a, b = history.starts[day], history.starts[day + 1]
    past = [
        tuple(map(int, row)) for row in zip(history.subject[:a], history.relation[:a], history.object[:a], strict=True)
    ]
    when = np.searchsorted(history.starts, np.arange(a), "right") - 1
    questions = np.stack([history.subject[a:b], history.relation[a:b], history.object[a:b]], axis=1)
    found = Floor(decay, share).ranks(learner.state, day, questions, learner.answers(day))
    n = len(learner.state.counts.actor)
    for (s, r, o), rank in zip(questions.tolist(), found, strict=True):
        of = {}
        for actor in range(n):
            last = [int(d) for row, d in zip(past, when, strict=True) if row == (s, r, actor)]
            seen = sum(row[1] == r for row in past)
            often = sum(row[1:] == (r, actor) for row in past) / max(seen, 1)
            of[actor] = (share * 2.0 ** (-decay * (day - max(last))) if last else 0.0) + (1 - share) * often
        of = {actor: round(value, 9) for actor, value in of.items()}
        true = {y for x, z, y in questions.tolist() if (x, z) == (s, r)}
        assert rank == brute_rank(of, o, true - {o})


def test_measures_of_known_ranks() -> None:
    """Means of reciprocal ranks and of hits."""
    assert measures(np.array([1.0, 2.0, 4.0, 20.0])) == {
        "mrr": (1 + 0.5 + 0.25 + 0.05) / 4,
        "hits@1": 0.25,
        "hits@3": 0.5,
        "hits@10": 0.75,
    }


@settings(max_examples=60, deadline=None)
@given(FACTS, st.integers(0, 9))
def test_no_feature_sees_the_future(facts: Facts, day: int) -> None:
    """Deleting all later facts changes no feature of a day, whatever the history."""
    history = history_of([(s, r, o, START + dt.timedelta(days=day)) for s, r, o, day in facts])
    day = min(day, history.n_days - 1)
    if np.any(history.day == day):
        assert largest_difference(history, day) < 1e-6
