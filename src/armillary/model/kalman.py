"""Two levels that return to where they rest, together: filtered in closed form for many couples at once.

The two numbers of a couple are the tie of A to B and the tie of B to A. With C = [[1, rho], [rho, 1]]:

    x[t+1] - m = phi (x[t] - m) + w,    w ~ N(0, (1 - phi^2) tau^2 C)
    y[t, i] = x[t, i] + v,              v ~ N(0, s^2 + r^2 / W[t, i])

x are the ties, m where they rest without news, tau their spread there. A period holds pieces of evidence y with weights
w; their weighted mean is one observation, W the sum of their weights: r is the spread of one piece of weight 1, s what
a period's pieces have in common (they tell of the same days, so that many of them do not make a tie exactly known).

Two more things may happen in a period, each with a probability that is 0 unless it was learnt. A jump: the share
`sudden` of the variance of w comes in few steps, all others are the smaller. And outliers, which make the spread of
evidence `WIDE` times as large. The three cases are weighed by how well each foretold the evidence; the filter goes on
with the mean and covariance of their mixture (Harrison and Stevens 1976: multi-process models of class II). Without
them it is the exact Kalman filter.

Source: West and Harrison, Bayesian Forecasting and Dynamic Models (1997), chapters 2, 4 and 12; Durbin and Koopman,
Time Series Analysis by State Space Methods (2012), 4.3 (filter), 4.4 (smoother), 6.4 (one observation after another).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
State = tuple[Floats, Floats]
"""Mean, shape (k, couples), and covariance, shape (k, k, couples)."""

WIDE: Final = 4.0
"""How much wider the spread of evidence is where it is of outliers."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Parameters of the model, for periods of one length."""

    phi: float
    """What is left of a distance from the mean after one period, 0-1."""
    tau: float
    """Spread of ties about their mean, in units of the tie."""
    r: float
    """Spread of one piece of evidence of weight 1 about the tie."""
    s: float
    """Spread that the pieces of one period share."""
    rho: float = 0.0
    """Correlation of the two directions, 0-1."""
    jumps: float = 0.0
    """Probability of a jump in a period."""
    sudden: float = 0.0
    """Share of all movement that comes in jumps, 0-1."""
    outliers: float = 0.0
    """Probability that the evidence of a period is of outliers."""

    def over(self, periods: float) -> Parameters:
        """The same process in steps of so many periods."""
        return replace(self, phi=self.phi**periods, jumps=1 - (1 - self.jumps) ** periods)

    def even(self) -> Parameters:
        """The same without jumps and outliers, of the same variances."""
        wider = (1 + self.outliers * (WIDE**2 - 1)) ** 0.5
        return replace(self, r=wider * self.r, s=wider * self.s, jumps=0.0, sudden=0.0, outliers=0.0)

    def spread(self) -> Floats:
        """tau^2 C, shape (2, 2)."""
        return self.tau**2 * np.array([[1.0, self.rho], [self.rho, 1.0]])


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of some couples, each of shape (periods, 2, couples)."""

    y: Floats
    """Mean of a period's evidence; anything finite where there is none."""
    weight: Floats
    """Sum of its weights; 0: no evidence."""
    freedom: Floats
    """Number of its pieces less one; 0 where there is none."""
    squares: Floats
    """Sum of weight times squared distance from the mean."""

    def __getitem__(self, at: Any) -> Seen:
        """Some periods or couples."""
        return Seen(self.y[at], self.weight[at], self.freedom[at], self.squares[at])

    def later(self, periods: int) -> Seen:
        """With so many empty periods before the first."""
        empty = ((periods, 0), (0, 0), (0, 0))
        return Seen(*(np.pad(one, empty) for one in (self.y, self.weight, self.freedom, self.squares)))

    def noise(self, p: Parameters) -> Floats:
        """Variance of each mean; infinite where there is none."""
        with np.errstate(divide="ignore"):
            noise: Floats = np.where(self.weight > 0, p.s**2 + p.r**2 / self.weight, np.inf)
        return noise

    def within(self, r: float) -> Floats:
        """Log likelihood of the pieces' distances from their means, shape (periods, couples)."""
        loglik: Floats = -0.5 * (self.freedom * np.log(2 * np.pi * r**2) + self.squares / r**2).sum(axis=1)
        return loglik


@dataclass(frozen=True, slots=True)
class Filtered:
    """Means, shape (periods, k, couples), and covariances, shape (periods, k, k, couples), of the state."""

    mean: Floats
    """Given the evidence up to and with the period."""
    cov: Floats
    ahead: Floats
    """Given the evidence before the period."""
    ahead_cov: Floats
    loglik: Floats
    """Log likelihood of each couple's evidence, of shape (couples,)."""


def filtered(
    seen: Seen,
    mean: Floats,
    parameters: Parameters,
    *,
    steps: Floats | None = None,
    start: State | None = None,
) -> Filtered:
    """Kalman filter.

    Args:
        seen: the evidence.
        mean: where each series rests, shape (2, couples).
        parameters: of the model.
        steps: covariance that the step into a period has beyond the usual, shape (periods, 2, 2, couples); None: none.
        start: state one period before the first; None: as ties lie without news. Numbers beyond the first two are
            constants that depend on the state, such as the state at some past time: k is then more than 2.
    """
    periods, _, n = seen.y.shape
    k = 2 if start is None else len(start[0])
    model = _Model(parameters, mean, k)
    state, cov = start or (model.rest, np.repeat(parameters.spread()[:, :, None], n, 2))
    means, covs = np.empty((2, periods, k, n)), np.empty((2, periods, k, k, n))
    out = Filtered(means[0], covs[0], means[1], covs[1], np.zeros(n))
    noise, within = seen.noise(parameters), model.within(seen)
    for t in range(periods):
        stepped = t > 0 or start is not None
        if stepped:
            state, cov = model.stepped(state, cov)
            if steps is not None:
                cov[:2, :2] += steps[t]
        out.ahead[t], out.ahead_cov[t] = state, cov
        state, cov, loglik = model.updated(state, cov, seen.y[t], noise[t], within[t], may_jump=stepped)
        out.mean[t], out.cov[t] = state, cov
        out.loglik[:] += loglik
    return out


class _Model:
    """Steps and updates of all couples at once."""

    def __init__(self, parameters: Parameters, mean: Floats, k: int) -> None:
        p, moves = parameters, np.arange(k) < 2
        self.parameters = p
        self.rest = np.zeros((k, mean.shape[1]))
        self.rest[:2] = mean
        self.left = np.where(moves, p.phi, 1.0)[:, None]
        moved = (1 - p.phi**2) * p.spread()
        self.step = np.zeros((k, k, 1))
        self.step[:2, :2, 0] = (1 - p.sudden) * moved
        self.chance = np.array([1 - p.jumps - p.outliers, p.jumps, p.outliers])[:, None]
        """Of the three cases, shape (3, 1): as usual, a jump, outliers."""
        self.wider = np.array([1.0, 1.0, WIDE**2])[:, None]
        self.added = np.zeros((k, k, 3, 1))
        if p.jumps:
            self.added[:2, :2, 1, 0] = p.sudden * moved / p.jumps

    def stepped(self, state: Floats, cov: Floats) -> State:
        """One period later."""
        return self.rest + self.left * (state - self.rest), cov * self.left * self.left[:, None] + self.step

    def within(self, seen: Seen) -> Floats:
        """Log likelihood of how pieces lie about their means in each case, shape (periods, cases, couples)."""
        usual, wide = seen.within(self.parameters.r), seen.within(self.parameters.r * WIDE)
        return np.stack([usual, usual, wide], axis=1)

    def updated(
        self, state: Floats, cov: Floats, y: Floats, noise: Floats, within: Floats, *, may_jump: bool
    ) -> tuple[Floats, Floats, Floats]:
        """State and covariance after the evidence of a period, and its log likelihood."""
        chance = self.chance * np.array([1.0, may_jump, 1.0])[:, None]
        known = chance[:, 0] > 0
        if known.sum() == 1:
            state, cov, loglik = _update(state, cov, y, noise)
            return state, cov, loglik + within[0]
        wide = cov[:, :, None] + self.added[:, :, known]
        found = _update(np.repeat(state[:, None], known.sum(), 1), wide, y[:, None], noise[:, None] * self.wider[known])
        return _mixture(np.log(chance[known]) + within[known], *found)


def _update(state: Floats, cov: Floats, y: Floats, noise: Floats) -> tuple[Floats, Floats, Floats]:
    """The state after two observations, one after the other, and their log likelihood. Shapes may go on."""
    loglik = np.zeros(state.shape[1:])
    for i in (0, 1):
        exact = 1 / (cov[i, i] + noise[i])
        error, gain = y[i] - state[i], cov[i] * exact
        with np.errstate(divide="ignore"):
            loglik += np.where(exact > 0, 0.5 * (np.log(exact / (2 * np.pi)) - error**2 * exact), 0.0)
        state, cov = state + gain * error, cov - gain[:, None] * cov[i]
    return state, cov, loglik


def _mixture(prior: Floats, state: Floats, cov: Floats, loglik: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean and covariance of a mixture of cases by their probabilities, and its log likelihood.

    Args:
        prior: log probability of each case beside these observations, shape (cases, couples).
        state: shape (k, cases, couples).
        cov: shape (k, k, cases, couples).
        loglik: shape (cases, couples).
    """
    odds = prior + loglik
    top = odds.max(axis=0)
    share = np.exp(odds - top)
    total = share.sum(axis=0)
    share /= total
    mean = (share * state).sum(axis=1)
    off = state - mean[:, None]
    return mean, (share * (cov + off[:, None] * off)).sum(axis=2), top + np.log(total)


def bends(seen: Seen, found: Filtered, parameters: Parameters) -> State:
    """How the log likelihood bends with the state in which a period is entered: slope, shape (periods, 2, couples), and
    curvature, shape (periods, 2, 2, couples), downwards.

    For a filter without jumps and outliers. Source: Durbin and Koopman (2012), 4.4 (r and N) with 6.4.
    """
    slope, curve = np.zeros_like(found.ahead), np.zeros_like(found.ahead_cov)
    r, n = np.zeros(found.ahead.shape[1:]), np.zeros(found.ahead_cov.shape[1:])
    y, noise = seen.y, seen.noise(parameters)
    for t in range(len(y) - 1, -1, -1):
        for i, exact, error, gain in reversed(_updates(found.ahead[t], found.ahead_cov[t], y[t], noise[t])):
            across = (gain[:, None] * n).sum(axis=0)
            r, n = r.copy(), n.copy()
            r[i] += error * exact - (gain * r).sum(axis=0)
            n[i] -= across
            n[:, i] -= across
            n[i, i] += exact + (gain * across).sum(axis=0)
        slope[t], curve[t] = r, n
        r, n = parameters.phi * r, parameters.phi**2 * n
    return slope, curve


def _updates(state: Floats, cov: Floats, y: Floats, noise: Floats) -> list[tuple[int, Floats, Floats, Floats]]:
    """What each of the two observations of a period did: side, precision, error and gain."""
    out = []
    for i in (0, 1):
        exact = 1 / (cov[i, i] + noise[i])
        error, gain = y[i] - state[i], cov[i] * exact
        out.append((i, exact, error, gain))
        state, cov = state + gain * error, cov - gain[:, None] * cov[i]
    return out


def smoothed(found: Filtered, slope: Floats, curve: Floats) -> State:
    """Means, shape (periods, 2, couples), and covariances, (periods, 2, 2, couples), given all evidence.

    Args:
        found: the filtered state.
        slope: as `bends` gives it.
        curve: the same.
    """
    mean = found.ahead + np.einsum("tijn,tjn->tin", found.ahead_cov, slope)
    return mean, found.ahead_cov - np.einsum("tijn,tjkn,tkln->tiln", found.ahead_cov, curve, found.ahead_cov)
