"""Drift: how far an actor moved between poles, with an interval.

The movement of a tie over a window is the difference of two states of one series, with the variance of that difference,
not of two values; both directions are one state, so that what they share counts once. Where the window begins before
the first evidence of a tie, the state there is what the model says of it looking back: as far from where it rests as
ties usually keep over that time. So a first report that contradicts an alliance is a movement away, but a history that
begins late shows no movement that nobody saw.
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
from armillary.model.kalman import Parameters, Seen, filtered
from armillary.model.ties import WITHIN_80, Ties
from armillary.schema import Drift

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

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
    pairs = [pair for pair in (ties.pair(actor, pole), ties.pair(pole, actor)) if pair is not None]
    if not pairs:
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
    between = _between(evidence, ties, actor, pole)
    inside = np.flatnonzero(between)
    before, after, spread = _moved(evidence.where(between), ties, np.sort(pairs), since)
    change = after - before
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


def _between(evidence: Evidence, ties: Ties, actor: str, pole: str) -> Flags:
    a, b = ties.actors.index(actor), ties.actors.index(pole)
    e = evidence
    flags: Flags = ((e.source == a) & (e.target == b)) | ((e.source == b) & (e.target == a))
    return flags


def _moved(between: Evidence, ties: Ties, pairs: Ints, since: dt.date) -> tuple[float, float, float]:
    """Both directions together, by the precision of their movements: at the start, at the end, spread of the change."""
    found = cells(between, ties.periods)
    start, ahead = _start(ties.periods, since)
    seen = found.seen(slice(0, 1), slice(0, len(found.pair))).later(ahead)
    rests = found.of_couples(ties.rests_at[pairs], ties.learnt.mean)
    before, after, cov = movement(seen, rests, ties.learnt.parameters, start + ahead)
    side = found.side
    precision = 1 / cov[side, side]
    share = precision / precision.sum()
    spread = float(np.sqrt(share @ cov[np.ix_(side, side)] @ share))
    return float(share @ before[side]), float(share @ after[side]), spread


def movement(seen: Seen, mean: Floats, parameters: Parameters, start: int) -> tuple[Floats, Floats, Floats]:
    """Of one couple: the state in period `start`, in the last, each of shape (2,), and their difference's covariance.

    The state in `start` is kept as two more numbers of the state, about which later evidence tells too (fixed-point
    smoothing: Anderson and Moore 1979, 7.2).

    Args:
        seen: of one couple.
        mean: where its ties rest, shape (2, 1).
        parameters: of the model.
        start: number of a period.
    """
    until = filtered(seen[: start + 1], mean, parameters)
    state, cov = np.tile(until.mean[-1], (2, 1)), np.tile(until.cov[-1], (2, 2, 1))
    if start + 1 < len(seen.y):
        last = filtered(seen[start + 1 :], mean, parameters, start=(state, cov))
        state, cov = last.mean[-1], last.cov[-1]
    change = np.hstack([np.eye(2), -np.eye(2)])
    return state[2:, 0], state[:2, 0], change @ cov[..., 0] @ change.T + 1e-9 * np.eye(2)


def _start(periods: Calendar, since: dt.date) -> tuple[int, int]:
    """Number of the period before the window, from the first, and how many empty ones to put before the first."""
    first = int(periods.of(np.array([day_number(since)]))[0])
    if first >= 0:
        return first, 0
    length = periods.months * 365.2425 / 12
    before = min(_LONGEST, max(1, round((day_number(periods.starts[0]) - day_number(since)) / length)))
    return -before, before
