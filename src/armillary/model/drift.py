"""Drift: how far an actor moved between poles, with an interval.

The movement of a tie over a window is the difference of two states of one series; their covariance comes from the
smoother (Durbin and Koopman 2012, 4.7): the interval is that of the difference, not of two values. Where the window
begins before the first evidence of a tie, the state there is what the model says of it looking back: as far from where
the tie rests as ties usually keep over that time. So a first report that contradicts an alliance is a movement away,
but a history that begins late shows no movement that nobody saw.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from armillary.model.cells import Calendar, cells
from armillary.model.evidence import Evidence, day_number
from armillary.model.kalman import Parameters, filtered, smoothed
from armillary.model.ties import WITHIN_80, Ties
from armillary.schema import Drift

Floats = NDArray[np.float64]

WINDOW: Final = 365
"""Days looked back over where nothing else is said."""


_SHOWN = 20

_LONGEST = 2400
"""Periods looked back before the first evidence; nothing is left of a tie by then."""


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
    found = [pair for pair in (ties.pair(actor, pole), ties.pair(pole, actor)) if pair is not None]
    if not found:
        return Drift(
            actor_id=actor,
            pole_id=pole,
            layer=ties.layer,
            since=since,
            until=until,
            n_reports=0,
            n_evidence=0,
            evidence_ids=(),
        )
    moves = np.array([_movement(evidence, ties, pair, since) for pair in found])
    precision = 1 / moves[:, 2]
    before, after = (float(np.average(moves[:, column], weights=precision)) for column in (0, 1))
    spread = float(1 / np.sqrt(precision.sum()))
    change = after - before
    inside = _between(evidence, ties, actor, pole)
    latest = inside[np.argsort(-evidence.day[inside], kind="stable")]
    return Drift(
        actor_id=actor,
        pole_id=pole,
        layer=ties.layer,
        since=since,
        until=until,
        before=round(before, 6),
        after=round(after, 6),
        change=round(change, 6),
        low=round(change - WITHIN_80 * spread, 6),
        high=round(change + WITHIN_80 * spread, 6),
        probability=round(0.5 + 0.5 * math.erf(abs(change) / spread / math.sqrt(2)), 6),
        n_reports=len(np.unique(evidence.report[inside])),
        n_evidence=len(inside),
        evidence_ids=tuple(dict.fromkeys(evidence.rows[int(n)] for n in latest[:_SHOWN])) if len(evidence.rows) else (),
    )


def _between(evidence: Evidence, ties: Ties, actor: str, pole: str) -> np.ndarray:
    a, b = ties.actors.index(actor), ties.actors.index(pole)
    e = evidence
    return np.flatnonzero(((e.source == a) & (e.target == b)) | ((e.source == b) & (e.target == a)))


def _movement(evidence: Evidence, ties: Ties, pair: int, since: dt.date) -> tuple[float, float, float]:
    """State at the start of the window and at the end, and the variance of their difference."""
    of_pair = evidence.where((evidence.source == ties.source[pair]) & (evidence.target == ties.target[pair]))
    found = cells(of_pair, ties.periods)
    start, before = _start(ties.periods, since)
    y, weight = (np.pad(one, ((0, 0), (before, 0))) for one in found.dense(slice(0, 1), slice(0, len(found.pair))))
    return movement(y, weight, ties.rests_at[pair : pair + 1], ties.learnt.parameters, start + before)


def movement(y: Floats, weight: Floats, mean: Floats, parameters: Parameters, start: int) -> tuple[float, float, float]:
    """Of one series (shape (1, periods)): the state in period `start`, in the last, and their difference's variance."""
    state = filtered(y, weight, mean, parameters)
    level, variance = smoothed(state, parameters)
    gains = parameters.phi * state.variance[0, start:-1] / state.ahead_variance[0, start + 1 :]
    spread = variance[0, start] + variance[0, -1] - 2 * float(np.prod(gains)) * variance[0, -1]
    return float(level[0, start]), float(level[0, -1]), max(float(spread), 1e-9)


def _start(periods: Calendar, since: dt.date) -> tuple[int, int]:
    """Number of the period before the window, from the first, and how many empty ones to put before the first."""
    first = int(periods.of(np.array([day_number(since)]))[0])
    if first >= 0:
        return first, 0
    length = periods.months * 365.2425 / 12
    before = min(_LONGEST, max(1, round((day_number(periods.starts[0]) - day_number(since)) / length)))
    return -before, before
