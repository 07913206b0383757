"""A local level that returns to its mean, filtered and smoothed in closed form for many series at once.

    x[t+1] - m = phi (x[t] - m) + w,    w ~ N(0, (1 - phi^2) tau^2)
    y[t] = x[t] + v,                    v ~ N(0, s^2 + r^2 / W[t])

x is the tie, m where it rests without news, tau its spread there. A period holds pieces of evidence y with weights w;
their weighted mean is one observation, W the sum of their weights: r is the spread of one piece of weight 1, s what a
period's pieces have in common (they tell of the same days, so that many of them do not make a tie exactly known).

Source: West and Harrison, Bayesian Forecasting and Dynamic Models (1997), chapters 2 and 4; Durbin and Koopman, Time
Series Analysis by State Space Methods (2012), 4.3 (filter) and 4.4 (smoother).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


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

    def over(self, periods: float) -> Parameters:
        """The same process in steps of so many periods."""
        return Parameters(self.phi**periods, self.tau, self.r, self.s)


@dataclass(frozen=True, slots=True)
class Filtered:
    """Means and variances of the state, each of shape (series, periods)."""

    mean: Floats
    """Given the evidence up to and with the period."""
    variance: Floats
    ahead: Floats
    """Given the evidence before the period."""
    ahead_variance: Floats
    loglik: Floats
    """Log likelihood of each series' period means, of shape (series,)."""


def filtered(y: Floats, weight: Floats, mean: Floats, parameters: Parameters, jumps: Floats | None = None) -> Filtered:
    """Kalman filter.

    Args:
        y: mean of a period's evidence, shape (series, periods); anything where there is none.
        weight: sum of its weights, same shape; 0: no evidence.
        mean: where each series rests, shape (series,).
        parameters: of the model.
        jumps: variance that the step into a period has beyond the usual, shape as `y`; None: nowhere.
    """
    n, periods = y.shape
    p = parameters
    out = [np.empty((n, periods)) for _ in range(4)]
    loglik = np.zeros(n)
    state, spread = mean.astype(np.float64).copy(), np.full(n, p.tau**2)
    for t in range(periods):
        if t:
            state = mean + p.phi * (state - mean)
            spread = p.phi**2 * spread + (1 - p.phi**2) * p.tau**2
            if jumps is not None:
                spread = spread + jumps[:, t]
        out[2][:, t], out[3][:, t] = state, spread
        seen = np.flatnonzero(weight[:, t] > 0)
        if len(seen):
            noise = p.s**2 + p.r**2 / weight[seen, t]
            total = spread[seen] + noise
            error = y[seen, t] - state[seen]
            gain = spread[seen] / total
            loglik[seen] -= 0.5 * (np.log(2 * np.pi * total) + error**2 / total)
            state, spread = state.copy(), spread.copy()
            state[seen] += gain * error
            spread[seen] *= 1 - gain
        out[0][:, t], out[1][:, t] = state, spread
    return Filtered(out[0], out[1], out[2], out[3], loglik)


def smoothed(found: Filtered, parameters: Parameters) -> tuple[Floats, Floats]:
    """Rauch-Tung-Striebel smoother: means and variances given all evidence, each of shape (series, periods)."""
    mean, variance = found.mean.copy(), found.variance.copy()
    for t in range(mean.shape[1] - 2, -1, -1):
        gain = parameters.phi * found.variance[:, t] / found.ahead_variance[:, t + 1]
        mean[:, t] += gain * (mean[:, t + 1] - found.ahead[:, t + 1])
        variance[:, t] += gain**2 * (variance[:, t + 1] - found.ahead_variance[:, t + 1])
    return mean, variance


def shocks(y: Floats, weight: Floats, found: Filtered, parameters: Parameters) -> tuple[Floats, Floats]:
    """How the log likelihood bends if the step into a period had been larger: slope and curvature, shape as `y`.

    A shock of variance k into period t multiplies the likelihood by (1 + k N)^(-1/2) exp(k r^2 / (2 (1 + k N))).
    Source: de Jong and Penzer, Diagnosing Shocks in Time Series (1998); Durbin and Koopman (2012), 4.4.4 for r and N.
    """
    p, periods = parameters, y.shape[1]
    slope, curve = np.zeros_like(y), np.zeros_like(y)
    r, n = np.zeros(len(y)), np.zeros(len(y))
    for t in range(periods - 1, -1, -1):
        spread = found.ahead_variance[:, t]
        seen = weight[:, t] > 0
        total = spread + p.s**2 + p.r**2 / np.where(seen, weight[:, t], 1)
        left = np.where(seen, 1 - spread / total, 1)
        r = np.where(seen, (y[:, t] - found.ahead[:, t]) / total, 0) + left * r
        n = np.where(seen, 1 / total, 0) + left**2 * n
        slope[:, t], curve[:, t] = r, n
        r, n = p.phi * r, p.phi**2 * n
    return slope, curve
