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

from armillary.model.cells import Cells, cells
from armillary.model.evidence import Evidence
from armillary.model.kalman import Parameters, filtered, shocks, smoothed
from armillary.model.ties import Ties
from armillary.schema import Turn

Floats = NDArray[np.float64]

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

    period: int
    before: float
    after: float
    probability: float


def turns(evidence: Evidence, ties: Ties) -> list[Turn]:
    """Change points of all ties of a layer, by pair and period, each with the evidence of its period and the next."""
    found = cells(evidence, ties.periods)
    out: list[Turn] = []
    for pair in np.flatnonzero(np.bincount(found.pair, minlength=found.n_pairs) >= _FEWEST):
        for shock in _of_pair(found, ties, int(pair)):
            out.append(_turn(evidence, ties, int(pair), shock))
    return out


def find_shocks(y: Floats, weight: Floats, mean: float, parameters: Parameters, months: float) -> list[Shock]:
    """Change points of one series.

    Args:
        y: means of the periods' evidence, shape (periods,).
        weight: sums of weights, 0 where there is none.
        mean: where the series rests.
        parameters: of the model, for one period.
        months: length of a period.
    """
    jumps, rest = np.zeros((1, len(y))), np.array([mean])
    found: dict[int, float] = {}
    while len(found) < _MOST:
        state = filtered(y[None], weight[None], rest, parameters, jumps)
        slope, curve = shocks(y[None], weight[None], state, parameters)
        best, probability = _best(slope[0], curve[0], parameters, months, found)
        if probability < SURE:
            break
        found[best] = probability
        jumps[0, best] += parameters.tau**2
    if not found:
        return []
    level, _ = smoothed(filtered(y[None], weight[None], rest, parameters, jumps), parameters)
    return [Shock(t, float(level[0, t - 1]), float(level[0, t]), found[t]) for t in sorted(found)]


def _best(
    slope: Floats, curve: Floats, parameters: Parameters, months: float, found: dict[int, float]
) -> tuple[int, float]:
    """The likeliest period of one more shock, and how likely one is there or beside it."""
    k = parameters.tau**2
    log_odds = 0.5 * (k * slope**2 / (1 + k * curve) - np.log1p(k * curve)) + np.log(months / EVERY)
    log_odds[0] = -np.inf
    for t in found:
        log_odds[max(0, t - _NEAR) : t + _NEAR + 1] = -np.inf
    top = max(0.0, float(log_odds.max()))
    odds = np.exp(log_odds - top)
    best = int(np.argmax(odds))
    near = odds[max(0, best - _NEAR) : best + _NEAR + 1].sum()
    return best, float(near / (np.exp(-top) + odds.sum()))


def _of_pair(found: Cells, ties: Ties, pair: int) -> list[Shock]:
    at = slice(*np.searchsorted(found.pair, [pair, pair + 1]))
    y, weight = np.zeros(found.n_periods), np.zeros(found.n_periods)
    y[found.period[at]], weight[found.period[at]] = found.mean[at], found.weight[at]
    return find_shocks(y, weight, float(ties.rests_at[pair]), ties.learnt.parameters, ties.periods.months)


def _turn(evidence: Evidence, ties: Ties, pair: int, shock: Shock) -> Turn:
    source, target = ties.source[pair], ties.target[pair]
    period = ties.periods.of(evidence.day)
    inside = (evidence.source == source) & (evidence.target == target) & (abs(period - shock.period) <= _NEAR)
    up = shock.after > shock.before
    with_it = inside & ((evidence.value > shock.before) == up)
    return Turn(
        source_id=ties.actors[source],
        target_id=ties.actors[target],
        layer=ties.layer,
        period=ties.periods.starts[shock.period],
        before=round(max(-1.0, min(1.0, shock.before)), 6),
        after=round(max(-1.0, min(1.0, shock.after)), 6),
        probability=round(shock.probability, 6),
        evidence_ids=tuple(sorted({evidence.rows[int(n)] for n in np.flatnonzero(with_it)})),
    )
