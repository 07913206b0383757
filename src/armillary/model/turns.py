"""Change points: periods in which a tie moved by more than it usually does.

Each period may have had a shock of the size of the spread of ties; the likelihood says how much better the series is
explained with it than without. Shocks are found one by one, the most probable first, each allowed for before the next
is looked for. Source: de Jong and Penzer, Diagnosing Shocks in Time Series (1998); West and Harrison (1997), chapter 11
(intervention).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from armillary.model.cells import BLOCK, cells
from armillary.model.evidence import Evidence
from armillary.model.kalman import Parameters, Seen, bends, filtered, smoothed
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
    """One change point of one couple. `before` and `after` are of shape (2,): both directions."""

    couple: int
    period: int
    before: Floats
    after: Floats
    probability: float


def turns(evidence: Evidence, ties: Ties) -> list[Turn]:
    """Change points of all ties of a layer, by pair and period, each with the evidence that speaks for it."""
    found = cells(evidence, ties.periods)
    often = np.bincount(found.pair, minlength=found.n_pairs) >= _FEWEST
    couples = np.unique(found.couple[often])
    rests = found.of_couples(ties.rests_at, ties.learnt.mean)
    pairs = found.of_couples(np.where(often, np.arange(found.n_pairs), -1), -1).astype(np.int64)
    around = _Around(evidence, ties)
    out: list[Turn] = []
    for start in range(0, len(couples), BLOCK):
        block = couples[start : start + BLOCK]
        some = found.some(block)
        seen = some.seen(slice(0, len(block)), slice(0, len(some.pair)))
        for shock in find_shocks(seen, rests[:, block], ties.learnt.parameters, ties.periods.months):
            out += _told(around, ties, pairs[:, block[shock.couple]], shock)
    return sorted(out, key=lambda turn: (turn.source_id, turn.target_id, turn.period))


def find_shocks(seen: Seen, mean: Floats, parameters: Parameters, months: float) -> list[Shock]:
    """Change points of many couples, by couple and period. A shock moves both ties of a couple, as they hang together.

    Args:
        seen: the evidence.
        mean: where each series rests, shape (2, couples).
        parameters: of the model, for one period.
        months: length of a period.
    """
    p = parameters.even()
    rare = months / EVERY
    periods, _, n = seen.y.shape
    steps, probability, left = np.zeros((periods, 2, 2, n)), np.zeros((periods, n)), np.arange(n)
    for _ in range(_MOST):
        at = np.s_[..., left]
        state = filtered(seen[at], mean[at], p, steps=steps[at])
        best, sure = _best(gain(*bends(seen[at], state, p), p) + np.log(rare), probability[at] > 0)
        more = sure >= SURE
        left, best = left[more], best[more]
        if not len(left):
            break
        probability[best, left] = sure[more]
        steps[best, :, :, left] = p.spread()
    return _shocks(seen, mean, p, steps, probability)


def gain(slope: Floats, curve: Floats, parameters: Parameters) -> Floats:
    """How much the log likelihood gains by a shock of covariance K = tau^2 C, shape (periods, couples).

    -1/2 log det(I + N K) + 1/2 r' K (I + N K)^-1 r, with the slope r and the curvature N.
    """
    k, rho = parameters.tau**2, parameters.rho
    (r0, r1), (n0, n1, n2) = slope.swapaxes(0, 1), (curve[:, 0, 0], curve[:, 0, 1], curve[:, 1, 1])
    a, b, c, d = 1 + k * (n0 + rho * n1), k * (rho * n0 + n1), k * (n1 + rho * n2), 1 + k * (rho * n1 + n2)
    det = a * d - b * c
    q0, q1 = (d * r0 - b * r1) / det, (a * r1 - c * r0) / det
    bend: Floats = 0.5 * (k * (r0 * (q0 + rho * q1) + r1 * (rho * q0 + q1)) - np.log(det))
    return bend


def _shocks(seen: Seen, mean: Floats, p: Parameters, steps: Floats, probability: Floats) -> list[Shock]:
    """The shocks found, with the levels before and after, given all evidence."""
    couple, period = np.nonzero(probability.T)
    turned, row = np.unique(couple, return_inverse=True)
    if not len(turned):
        return []
    at = np.s_[..., turned]
    state = filtered(seen[at], mean[at], p, steps=steps[at])
    level, _ = smoothed(state, *bends(seen[at], state, p))
    return [
        Shock(int(c), int(t), level[t - 1, :, n], level[t, :, n], float(probability[t, c]))
        for c, t, n in zip(couple, period, row, strict=True)
    ]


def _best(log_odds: Floats, found: Flags) -> tuple[Ints, Floats]:
    """Of each couple, the likeliest period of one more shock, and how likely one is there or beside it."""
    log_odds[_beside(found)] = -np.inf
    log_odds[0] = -np.inf
    top = np.maximum(0.0, log_odds.max(axis=0))
    odds = np.exp(log_odds - top)
    best = np.argmax(odds, axis=0)
    sums = np.cumsum(np.pad(odds, ((_NEAR + 1, _NEAR), (0, 0))), axis=0)
    columns = np.arange(len(best))
    near = sums[best + 2 * _NEAR + 1, columns] - sums[best, columns]
    return best, near / (np.exp(-top) + odds.sum(axis=0))


def _beside(found: Flags) -> Flags:
    """Periods at or beside a change point that is known."""
    out = found.copy()
    for shift in range(1, _NEAR + 1):
        out[shift:] |= found[:-shift]
        out[:-shift] |= found[shift:]
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


def _told(around: _Around, ties: Ties, pairs: Ints, shock: Shock) -> Iterator[Turn]:
    """The change point of each direction that is measured often enough and has evidence that speaks for it.

    Args:
        around: where to find evidence.
        ties: that turned.
        pairs: number of the pair of each direction; -1: not measured, or too rarely.
        shock: what was found.
    """
    for pair, before, after in zip(pairs.tolist(), shock.before, shock.after, strict=True):
        if pair < 0:
            continue
        source, target = int(ties.source[pair]), int(ties.target[pair])
        at = around.rows(source, target, shock.period)
        at = at[(around.evidence.value[at] > before) == (after > before)]
        if len(at):
            yield Turn(
                source_id=ties.actors[source],
                target_id=ties.actors[target],
                layer=ties.layer,
                period=ties.periods.starts[shock.period],
                before=round(max(-1.0, min(1.0, float(before))), 6),
                after=round(max(-1.0, min(1.0, float(after))), 6),
                probability=round(min(1.0, shock.probability), 6),
                evidence_ids=tuple(sorted({around.evidence.rows[int(n)] for n in at})),
            )
