"""Parameters of the state-space model by maximum likelihood, over the couples of a history.

The likelihood of a period's pieces is that of their mean (by the filter) times that of their distances from it
(independent of the tie), which is what tells the spread of a piece from the movement of the tie. Jumps and outliers are
taken in only where they make a history likelier by far.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from armillary.model.cells import Cells
from armillary.model.kalman import Parameters, filtered
from armillary.model.resting import LEANINGS, leanings, rests_at

Floats = NDArray[np.float64]

MONTHLY = Parameters(phi=0.97, tau=0.25, r=0.45, s=0.08, rho=0.8)
"""What is taken where there is too little to learn from: near what event histories give, with a piece of evidence less
exact (they give r of 0.29), because reading articles errs."""

FEWEST = 400
"""Cells that a history must have, in couples seen in three periods or more, before its own parameters are learnt."""

SURELY: Final = 10.0
"""Natural logarithm of how much likelier jumps and outliers must make a history."""

_COUPLES: Final = 750
"""Couples learnt from: the likelihood of more of them changes nothing in the second digit."""

_CELLS: Final = 90_000
"""Couples times periods learnt from, in long histories."""

_LOW: Final = np.array([-3.0, -5, -5, -7, -3, -9, -6, -9])
_HIGH: Final = np.array([9.0, 1.5, 1, 0.5, 5, -1, 6, -1])
"""Bounds of the free numbers: logits of phi, rho, jumps, sudden and outliers, logarithms of tau, r and s."""

_RHO: Final = 4
"""Place of rho among them: drawn to its default where few ties are seen in both directions."""

_ROUNDS: Final = 12


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
    default = MONTHLY.over(months)
    couples = _couples(cells)
    chosen = cells.some(couples)
    if len(chosen.pair) < FEWEST:
        return Learnt(default, 0.0, 0)
    mean = float(np.average(cells.mean, weights=np.minimum(cells.weight, 3)))
    leaning = leanings(cells, mean)
    rests = cells.of_couples(rests_at(cells, mean, leaning), mean)[:, couples]

    def logliks(parameters: Parameters) -> Floats:
        parts = ((chosen.seen(some, part), rests[:, some]) for some, _, part in chosen.blocks())
        return np.concatenate([filtered(seen, rest, parameters).loglik for seen, rest in parts])

    even, loglik = _likeliest(logliks, replace(default, r=_r(chosen, default.r)), _RHO + 1)
    rough = replace(even, r=0.9 * even.r, jumps=1 - (1 - 0.02) ** months, sudden=0.7, outliers=0.03)
    uneven, better = _likeliest(logliks, rough, len(_LOW))
    if better > loglik + SURELY:
        even, loglik = uneven, better
    return Learnt(even, mean, len(chosen.pair), leaning, loglik)


def _couples(cells: Cells) -> NDArray[np.int64]:
    """Couples seen in three periods or more, evenly spread over all where they are many."""
    often = np.flatnonzero(np.bincount(cells.couple[cells.pair], minlength=cells.n_couples) >= 3)
    most = max(1, min(_COUPLES, _CELLS // max(1, cells.n_periods)))
    return often[:: max(1, len(often) // most)][:most]


def _r(cells: Cells, default: float) -> float:
    """Where to begin looking for r: what the pieces within periods say."""
    freedom = float((cells.n_evidence - 1).sum())
    return float(np.sqrt(cells.squares.sum() / freedom)) if freedom > FEWEST / 10 and cells.squares.any() else default


def _likeliest(logliks: Callable[[Parameters], Floats], start: Parameters, n: int) -> tuple[Parameters, float]:
    """The first n free numbers that make the history likeliest, and its log likelihood.

    Scoring with the outer product of the couples' gradients for the curvature, damped. Source: Berndt, Hall, Hall and
    Hausman (1974); Marquardt (1963).
    """
    x, damping = _free(start)[:n], 0.3
    drawn = x[_RHO]
    now = logliks(_parameters(x))
    for _ in range(_ROUNDS):
        slopes = np.stack([(logliks(_parameters(x + step)) - now) / 0.02 for step in 0.02 * np.eye(n)])
        slope, curve = slopes.sum(axis=1), slopes @ slopes.T
        slope[_RHO] -= x[_RHO] - drawn
        curve[_RHO, _RHO] += 1
        for _ in range(4):
            step = np.linalg.solve(curve + damping * np.diag(np.diag(curve) + 1e-3), slope)
            new = np.clip(x + np.clip(step, -1, 1), _LOW[:n], _HIGH[:n])
            then = logliks(_parameters(new))
            gain = float(then.sum() - now.sum()) - 0.5 * ((new[_RHO] - drawn) ** 2 - (x[_RHO] - drawn) ** 2)
            if gain > 0:
                x, now, damping = new, then, damping / 4
                break
            damping *= 6
        if gain < 0.3:
            break
    return _parameters(x), float(now.sum())


def _free(p: Parameters) -> Floats:
    shares = np.clip([p.phi, p.rho, p.jumps, p.sudden, p.outliers], 1e-4, 1 - 1e-4)
    phi, *others = np.log(shares / (1 - shares))
    free: Floats = np.clip([phi, np.log(p.tau), np.log(p.r), np.log(p.s), *others], _LOW, _HIGH)
    return free


def _parameters(x: Floats) -> Parameters:
    n = len(x)
    x = np.clip(x, _LOW[:n], _HIGH[:n])
    shares, spreads = 1 / (1 + np.exp(-x[[0, *range(_RHO, n)]])), np.exp(x[1:_RHO])
    return Parameters(float(shares[0]), *map(float, spreads), *map(float, shares[1:]))
