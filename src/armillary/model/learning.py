"""Parameters of the state-space model by maximum likelihood, over all pairs of a history.

The likelihood of a period's pieces is that of their mean (by the filter) times that of their distances from it
(independent of the tie), which is what tells the spread of a piece from the movement of the tie.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from armillary.model.cells import Cells
from armillary.model.kalman import Parameters, filtered
from armillary.model.resting import LEANINGS, leanings, rests_at

Floats = NDArray[np.float64]

MONTHLY = Parameters(phi=0.97, tau=0.25, r=0.45, s=0.08)
"""What is taken where there is too little to learn from: near what event histories give, with a piece of evidence less
exact (they give r of 0.29), because reading articles errs."""

FEWEST = 400
"""Cells that a history must have, in pairs seen in three periods or more, before its own parameters are learnt."""

_PAIRS = 1500
"""Pairs learnt from: the likelihood of more of them changes nothing in the second digit."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """Parameters and how they came about."""

    parameters: Parameters
    """For one period."""
    mean: float
    """Of all evidence: where pairs rest of which nothing else is known."""
    n_cells: int
    """What they were learnt from; 0: the default."""
    leanings: tuple[float, float, float] = LEANINGS
    """How far the actors' other dealings tell where a pair rests: see `armillary.model.resting`."""
    loglik: float | None = None


def learn(cells: Cells, months: float) -> Learnt:
    """Maximise the likelihood of a history, or take the default where it is too small.

    Args:
        cells: the history.
        months: length of a period in months.
    """
    from scipy.optimize import minimize  # a quarter of a second that most commands need not wait for

    default = MONTHLY.over(months)
    chosen = cells.some(_pairs(cells))
    if len(chosen.pair) < FEWEST:
        return Learnt(default, 0.0, 0)
    mean = float(np.average(cells.mean, weights=np.minimum(cells.weight, 3)))
    start, leaning = _free(default), leanings(cells, mean)
    rests = rests_at(cells, mean, leaning)[_pairs(cells)]
    found = minimize(
        lambda x: -_loglik(chosen, rests, _bound(x)),
        start,
        method="Nelder-Mead",
        options={"xatol": 0.02, "fatol": 0.5, "maxfev": 240, "initial_simplex": _simplex(start)},
    )
    return Learnt(_bound(found.x), mean, len(chosen.pair), leaning, -float(found.fun))


def _pairs(cells: Cells) -> NDArray[np.int64]:
    """Pairs seen in three periods or more, evenly spread over all where they are many."""
    often = np.flatnonzero(np.bincount(cells.pair, minlength=cells.n_pairs) >= 3)
    step = max(1, len(often) // _PAIRS)
    return often[::step][:_PAIRS]


def _loglik(cells: Cells, rests: Floats, parameters: Parameters) -> float:
    total = 0.0
    for pairs, part in cells.blocks():
        y, weight = cells.dense(pairs, part)
        total += float(filtered(y, weight, rests[pairs], parameters).loglik.sum())
    r2 = parameters.r**2
    return total - 0.5 * float(np.sum((cells.n_evidence - 1) * np.log(2 * np.pi * r2) + cells.squares / r2))


def _free(p: Parameters) -> Floats:
    return np.array([np.log(p.phi / (1 - p.phi)), np.log(p.tau), np.log(p.r), np.log(p.s)])


def _bound(x: Floats) -> Parameters:
    phi = 1 / (1 + np.exp(-np.clip(x[0], -3, 9)))
    tau, r, s = np.exp(np.clip(x[1:], [-5, -5, -7], [1.5, 1, 0.5]))
    return Parameters(float(phi), float(tau), float(r), float(s))


def _simplex(start: Floats) -> Floats:
    return np.vstack([start, start + np.diag([1.0, 0.7, 0.5, 1.0])])
