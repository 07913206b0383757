"""Drift: how far an actor moved between poles, with an interval.

The movement of a tie over a window is the difference of two states of one series; their covariance comes from the
smoother (Durbin and Koopman 2012, 4.7): the interval is that of the difference, not of two values. Where the window
begins before the first evidence of a tie, it is measured from where structure lets the tie rest: a first report that
contradicts an alliance is a movement away.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from armillary.model.cells import cells
from armillary.model.evidence import Evidence
from armillary.model.kalman import filtered, smoothed
from armillary.model.ties import WITHIN_80, Ties
from armillary.schema import Layer

WINDOW: Final = 365
"""Days looked back over where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Drift:
    """The movement of the tie between an actor and a pole over a window."""

    actor_id: str
    pole_id: str
    layer: Layer
    since: dt.date
    until: dt.date
    before: float | None
    """NULL, like all that follows: not measured."""
    after: float | None
    change: float | None
    low: float | None
    """Lower end of the 80 % interval of the change."""
    high: float | None
    probability: float | None
    """That it moved in the direction of `change`."""
    n_reports: int
    n_evidence: int
    evidence_ids: tuple[str, ...]
    """What it rests on, latest first."""


_SHOWN = 20


def drift(evidence: Evidence, ties: Ties, actor: str, poles: Sequence[str], days: int = WINDOW) -> list[Drift]:
    """How an actor's ties with poles moved over the last days of the evidence, both directions of a tie together.

    Args:
        evidence: of one layer.
        ties: fitted to it.
        actor: who moved.
        poles: between whom.
        days: length of the window, up to the last period.
    """
    return [_drift(evidence, ties, actor, pole, days) for pole in poles if pole != actor]


def _drift(evidence: Evidence, ties: Ties, actor: str, pole: str, days: int) -> Drift:
    starts = ties.periods.starts
    until = starts[-1] if starts else dt.date.min
    since = until - dt.timedelta(days=days) if starts else dt.date.min
    first = int(np.searchsorted(np.array(starts, "datetime64[D]"), np.datetime64(since)))
    found = [pair for pair in (ties.pair(actor, pole), ties.pair(pole, actor)) if pair is not None]
    if not found:
        return Drift(actor, pole, ties.layer, since, until, None, None, None, None, None, None, 0, 0, ())
    moves = np.array([_movement(evidence, ties, pair, first) for pair in found])
    precision = 1 / moves[:, 2]
    before, after = (float(np.average(moves[:, column], weights=precision)) for column in (0, 1))
    spread = float(1 / np.sqrt(precision.sum()))
    change = after - before
    inside = _between(evidence, ties, actor, pole)
    latest = inside[np.argsort(-evidence.day[inside], kind="stable")]
    return Drift(
        actor,
        pole,
        ties.layer,
        since,
        until,
        round(before, 6),
        round(after, 6),
        round(change, 6),
        round(change - WITHIN_80 * spread, 6),
        round(change + WITHIN_80 * spread, 6),
        round(0.5 + 0.5 * math.erf(abs(change) / spread / math.sqrt(2)), 6),
        len(np.unique(evidence.report[inside])),
        len(inside),
        tuple(dict.fromkeys(evidence.rows[int(n)] for n in latest[:_SHOWN])) if len(evidence.rows) else (),
    )


def _between(evidence: Evidence, ties: Ties, actor: str, pole: str) -> np.ndarray:
    a, b = ties.actors.index(actor), ties.actors.index(pole)
    e = evidence
    return np.flatnonzero(((e.source == a) & (e.target == b)) | ((e.source == b) & (e.target == a)))


def _movement(evidence: Evidence, ties: Ties, pair: int, first: int) -> tuple[float, float, float]:
    """State at the start of the window and at the end, and the variance of their difference."""
    p, rest = ties.learnt.parameters, ties.rests_at[pair]
    of_pair = evidence.where((evidence.source == ties.source[pair]) & (evidence.target == ties.target[pair]))
    found = cells(of_pair, ties.periods)
    y, weight = found.dense(slice(0, 1), slice(0, len(found.pair)))
    state = filtered(y, weight, ties.rests_at[pair : pair + 1], p)
    mean, variance = smoothed(state, p)
    start, end = first - 1, y.shape[1] - 1
    if start < found.period[0]:
        return float(rest), float(mean[0, end]), float(variance[0, end])
    gain = np.prod(p.phi * state.variance[0, start:end] / state.ahead_variance[0, start + 1 : end + 1])
    spread = variance[0, start] + variance[0, end] - 2 * float(gain) * variance[0, end]
    return float(mean[0, start]), float(mean[0, end]), max(float(spread), 1e-9)
