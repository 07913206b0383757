"""Reasons of a forecast."""

from __future__ import annotations

import datetime as dt

import pytest

from armillary.model.forecast.history import history_of
from armillary.model.forecast.learner import Learner
from armillary.model.forecast.reasons import reasons
from armillary.progress import Silent


def test_reasons_add_up_to_the_score_and_name_the_rule() -> None:
    """A threat on one day is followed by talks on the next; the parts of the score are complete."""
    start = dt.date(2020, 1, 1)
    rows = []
    for n in range(40):
        target = "BC"[n % 2]
        rows.append(("A", "Threaten", target, start + dt.timedelta(days=2 * n)))
        rows.append(("A", "Consult", target, start + dt.timedelta(days=2 * n + 1)))
    history = history_of(rows)
    last = history.n_days - 1
    learner = Learner(history, last)
    learner.learn(last, Silent())
    block, scores = next(iter(learner.forecast(last)))
    told = set()
    for question in range(len(block.relation)):
        for row in range(block.ptr[question], block.ptr[question + 1]):
            parts = reasons(learner, history.relations, block, question, row)
            assert sum(part.added for part in parts) == pytest.approx(float(scores[row]), abs=1e-3)
            told |= {part.what for part in parts if part.kind == "rule"}
    assert "Threaten" in told
