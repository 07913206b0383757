"""Beta calibration, and the scores of probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LEAST = 1e-7
"""No probability is nearer to 0 or 1."""


@dataclass(frozen=True, slots=True)
class Beta:
    """log-odds of what is told = a log p - b log(1 - p) + c, with a and b >= 0, so that order is kept.

    Source: Kull, Silva Filho, Flach: Beta calibration (AISTATS 2017).
    """

    a: float = 1.0
    b: float = 1.0
    c: float = 0.0

    def __call__(self, p: Floats) -> Floats:
        """Calibrated probabilities."""
        p = np.clip(p, LEAST, 1 - LEAST)
        out: Floats = 1 / (1 + np.exp(-(self.a * np.log(p) - self.b * np.log1p(-p) + self.c)))
        return np.clip(out, LEAST, 1 - LEAST)


def beta(p: Floats, came: Flags) -> Beta:
    """Fit by maximum likelihood; the identity where there are fewer than 20 of either answer."""
    if min(came.sum(), (~came).sum()) < 20:
        return Beta()
    p = np.clip(p, LEAST, 1 - LEAST)
    x = np.stack([np.log(p), -np.log1p(-p), np.ones(len(p))], -1)

    def loss(w: Floats) -> tuple[float, Floats]:
        score = x @ w
        wrong = 1 / (1 + np.exp(-score)) - came
        return float((np.logaddexp(0, score) - came * score).mean()), x.T @ wrong / len(p)

    found = minimize(loss, [1.0, 1.0, 0.0], jac=True, method="L-BFGS-B", bounds=[(0, None), (0, None), (None, None)])
    a, b, c = (float(one) for one in found.x)
    return Beta(a, b, c)


class Bin(NamedTuple):
    """One bin of a reliability diagram."""

    low: float
    high: float
    n: int
    told: float
    """Mean probability."""
    came: float
    """Share that came about."""


def reliability(p: Floats, came: Flags, n_bins: int = 10) -> list[Bin]:
    """Bins of equal width; empty ones are left out."""
    number = np.minimum((p * n_bins).astype(np.int64), n_bins - 1)
    out = []
    for n in np.unique(number):
        at = number == n
        out.append(Bin(n / n_bins, (n + 1) / n_bins, int(at.sum()), float(p[at].mean()), float(came[at].mean())))
    return out


def calibration_error(p: Floats, came: Flags, n_bins: int = 10) -> float:
    """Expected calibration error: mean distance of told and come over bins, by their size."""
    return sum(one.n * abs(one.told - one.came) for one in reliability(p, came, n_bins)) / max(1, len(p))


def log_score(p: Floats, came: Flags) -> float:
    """Mean of -log of the probability told of what came about; smaller is better."""
    p = np.clip(p, LEAST, 1 - LEAST)
    return float(-np.where(came, np.log(p), np.log1p(-p)).mean()) if len(p) else 0.0


def brier(p: Floats, came: Flags) -> float:
    """Mean squared distance; smaller is better."""
    return float(((p - came) ** 2).mean()) if len(p) else 0.0
