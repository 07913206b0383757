"""Where a tie rests before its first report: what the two actors' other dealings say, from the past alone.

    m(A, B) = mean + g1 x out(A) + g2 x in(B) + g3 x back(B, A)

out(A) is how far A's acts towards everybody, before the period of the pair's first evidence, lie above the mean of all;
in(B) the same of acts towards B; back(B, A) of B's acts towards A. Each is drawn to 0 where it rests on little:
sum(w (y - mean)) / (sum(w) + k). The leanings g are learnt by least squares from the first evidence of all pairs, none
below 0. Source: empirical Bayes with a two-way linear prior (Efron and Morris 1973; Gelman and Hill 2007, ch. 12).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from armillary.model.cells import Cells

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEANINGS: Final = (0.8, 0.7, 0.3)
"""What is taken where there is too little to learn from: as in the events of 2014 and 2018, rounded."""

FEWEST: Final = 400
"""Pairs to learn leanings from."""

_ACTOR: Final = 5.0
"""k: weight of evidence at which an actor's own mean counts for half."""

_BACK: Final = 1.0
"""The same for the mean of the reverse direction."""

_AT_MOST: Final = 3.0
"""Weight of one period of one pair in these means: a pair of many reports is one pair still."""


def signs(found: Cells, mean: float) -> Floats:
    """out, in and back of each pair at its first evidence, shape (pairs, 3)."""
    n = 1 + int(max(found.source.max(initial=0), found.target.max(initial=0)))
    first = first_periods(found)
    weight, above = np.minimum(found.weight, _AT_MOST), found.mean - mean
    s, t = found.source[found.pair], found.target[found.pair]
    return np.stack(
        [
            _past(s, found, above, weight, found.source, first, _ACTOR),
            _past(t, found, above, weight, found.target, first, _ACTOR),
            _past(s * n + t, found, above, found.weight, found.target * n + found.source, first, _BACK),
        ],
        axis=1,
    )


def leanings(found: Cells, mean: float) -> tuple[float, float, float]:
    """How far each sign tells of a pair's first evidence; the default where there are too few pairs."""
    from scipy.optimize import nnls  # as `learn`: most commands need not wait for it

    told = signs(found, mean)
    chosen = np.flatnonzero((first_periods(found) > 0) & (told != 0).any(axis=1))
    if len(chosen) < FEWEST:
        return LEANINGS
    start = np.searchsorted(found.pair, chosen)
    root = np.sqrt(np.minimum(found.weight[start], _AT_MOST))
    out, into, back = nnls(told[chosen] * root[:, None], (found.mean[start] - mean) * root)[0]
    return float(out), float(into), float(back)


def rests_at(found: Cells, mean: float, leaning: tuple[float, float, float]) -> Floats:
    """m of each pair, shape (pairs,), within -1 and 1."""
    rests: Floats = np.clip(mean + signs(found, mean) @ np.array(leaning), -1, 1)
    return rests


def first_periods(found: Cells) -> Ints:
    """Of each pair, the period of its first evidence, shape (pairs,)."""
    return found.period[np.searchsorted(found.pair, np.arange(found.n_pairs))]


def _past(who: Ints, found: Cells, above: Floats, weight: Floats, asked: Ints, before: Ints, k: float) -> Floats:
    """Of each one asked about, the mean of its cells in earlier periods, drawn to 0."""
    key = who * found.n_periods + found.period
    order = np.argsort(key, kind="stable")
    values = np.concatenate([[0.0], np.cumsum((above * weight)[order])])
    weights = np.concatenate([[0.0], np.cumsum(weight[order])])
    start = np.searchsorted(key[order], asked * found.n_periods)
    end = np.searchsorted(key[order], asked * found.n_periods + before)
    out: Floats = np.where(end > start, (values[end] - values[start]) / (weights[end] - weights[start] + k), 0.0)
    return out
