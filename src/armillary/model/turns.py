"""Change points: periods in which a tie moved by more than it usually does.

Each period may have had a shock of the size of the spread of ties; the likelihood says how much better the series is
explained with it than without. Shocks are found one by one, the most probable first, each allowed for before the next
is looked for. Source: de Jong and Penzer, Diagnosing Shocks in Time Series (1998); West and Harrison (1997), chapter 11
(intervention).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from armillary.model.cells import BLOCK, cells
from armillary.model.evidence import Evidence
from armillary.model.kalman import Parameters, filtered, shocks, smoothed
from armillary.model.ties import Ties
from armillary.schema import Turn

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

EVERY = 24.0
"""Months between shocks of one tie, as expected before anything is seen."""

SURE = 0.5
"""Probability from which a change point is told."""

_NEAR = 2
"""Periods before and after a change point that share its probability: evidence rarely says which of them it was."""

_FEWEST = 4
"""Periods with evidence that a pair must have."""

_MOST = 5
"""Change points of one pair."""


@dataclass(frozen=True, slots=True)
class Shock:
    """One change point of one series."""

    series: int
    period: int
    before: float
    after: float
    probability: float


def turns(evidence: Evidence, ties: Ties) -> list[Turn]:
    """Change points of all ties of a layer, by pair and period, each with the evidence that speaks for it."""
    found = cells(evidence, ties.periods)
    often = np.flatnonzero(np.bincount(found.pair, minlength=found.n_pairs) >= _FEWEST)
    around = _Around(evidence, ties)
    out: list[Turn] = []
    for start in range(0, len(often), BLOCK):
        pairs = often[start : start + BLOCK]
        some = found.some(pairs)
        y, weight = some.dense(slice(0, len(pairs)), slice(0, len(some.pair)))
        told = find_shocks(y, weight, ties.rests_at[pairs], ties.learnt.parameters, ties.periods.months)
        out += [_turn(around, ties, int(pairs[shock.series]), shock) for shock in told]
    return out


def find_shocks(y: Floats, weight: Floats, mean: Floats, parameters: Parameters, months: float) -> list[Shock]:
    """Change points of many series, by series and period.

    Args:
        y: means of the periods' evidence, shape (series, periods).
        weight: sums of weights, same shape; 0 where there is none.
        mean: where each series rests, shape (series,).
        parameters: of the model, for one period.
        months: length of a period.
    """
    jumps, probability = np.zeros_like(y), np.zeros_like(y)
    left = np.arange(len(y))
    for _ in range(_MOST):
        state = filtered(y[left], weight[left], mean[left], parameters, jumps[left])
        slope, curve = shocks(y[left], weight[left], state, parameters)
        best, sure = _best(slope, curve, parameters, months, probability[left] > 0)
        more = sure >= SURE
        left, best = left[more], best[more]
        if not len(left):
            break
        probability[left, best] = sure[more]
        jumps[left, best] = parameters.tau**2
    series, period = np.nonzero(probability)
    turned, row = np.unique(series, return_inverse=True)
    if not len(turned):
        return []
    state = filtered(y[turned], weight[turned], mean[turned], parameters, jumps[turned])
    level, _ = smoothed(state, parameters)
    return [
        Shock(int(s), int(t), float(level[n, t - 1]), float(level[n, t]), float(probability[s, t]))
        for s, t, n in zip(series, period, row, strict=True)
    ]


def _best(slope: Floats, curve: Floats, parameters: Parameters, months: float, found: Flags) -> tuple[Ints, Floats]:
    """Of each series, the likeliest period of one more shock, and how likely one is there or beside it."""
    k = parameters.tau**2
    log_odds = 0.5 * (k * slope**2 / (1 + k * curve) - np.log1p(k * curve)) + np.log(months / EVERY)
    log_odds[_beside(found)] = -np.inf
    log_odds[:, 0] = -np.inf
    top = np.maximum(0.0, log_odds.max(axis=1))
    odds = np.exp(log_odds - top[:, None])
    best = np.argmax(odds, axis=1)
    sums = np.cumsum(np.pad(odds, ((0, 0), (_NEAR + 1, _NEAR))), axis=1)
    rows = np.arange(len(best))
    near = sums[rows, best + 2 * _NEAR + 1] - sums[rows, best]
    return best, near / (np.exp(-top) + odds.sum(axis=1))


def _beside(found: Flags) -> Flags:
    """Periods at or beside a change point that is known."""
    out = found.copy()
    for shift in range(1, _NEAR + 1):
        out[:, shift:] |= found[:, :-shift]
        out[:, :-shift] |= found[:, shift:]
    return out


class _Around:
    """Evidence of a pair about a period, found by search."""

    def __init__(self, evidence: Evidence, ties: Ties) -> None:
        pair = evidence.source * len(evidence.actors) + evidence.target
        self.evidence, self.period = evidence, ties.periods.of(evidence.day)
        self.order = np.argsort(pair, kind="stable")
        self.keys = pair[self.order]

    def rows(self, source: int, target: int, period: int) -> Ints:
        """Numbers of the pieces of a pair near a period."""
        key = source * len(self.evidence.actors) + target
        start, end = np.searchsorted(self.keys, [key, key + 1])
        at: Ints = self.order[start:end]
        return at[abs(self.period[at] - period) <= _NEAR]


def _turn(around: _Around, ties: Ties, pair: int, shock: Shock) -> Turn:
    source, target = int(ties.source[pair]), int(ties.target[pair])
    at = around.rows(source, target, shock.period)
    speaks = (around.evidence.value[at] > shock.before) == (shock.after > shock.before)
    return Turn(
        source_id=ties.actors[source],
        target_id=ties.actors[target],
        layer=ties.layer,
        period=ties.periods.starts[shock.period],
        before=round(max(-1.0, min(1.0, shock.before)), 6),
        after=round(max(-1.0, min(1.0, shock.after)), 6),
        probability=round(min(1.0, shock.probability), 6),
        evidence_ids=tuple(sorted({around.evidence.rows[int(n)] for n in at[speaks]})),
    )
