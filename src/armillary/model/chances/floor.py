"""The floor that needs no learning: how lately and how often the type came about on the pair.

Rate a day = half the fading count of life 20 a day, half the share of days that had it; P = 1 - exp(-c x days x rate).
The scale c, and the one probability of what is new to a pair (by how usual the type is), are such that the base rates
of the last window that is over would have been met. After the recurrence baseline of Gastinger and others (2024),
from its formula.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from armillary.model.chances.features import FEATURES, MONTH, State, state
from armillary.model.chances.history import History

Floats = NDArray[np.float64]

_RECENT, _EVER = FEATURES.index("own_20"), FEATURES.index("own_ever")


def floor(history: History, now: State, days: int, shares: Floats) -> Floats:
    """Probabilities of the floor, of shape (pairs, types)."""
    before = state(history, now.day - days, shares)
    rate, earlier = _rate(now) * days, _rate(before) * days
    came = history.happened(before.day, days)[before.pairs]
    seen = earlier > 0
    scale = _scale(earlier[seen], float(came[seen].mean()) if seen.any() else 0.0)
    new = float(came[~seen].mean()) if (~seen).any() else 0.01
    usual = np.clip(new * shares / shares.mean(), 1e-6, 0.5)
    out: Floats = np.where(rate > 0, np.clip(-np.expm1(-scale * rate), 1e-6, 1 - 1e-6), usual[None, :])
    return out


def _rate(past: State) -> Floats:
    recent, ever = (np.expm1(past.common[..., at].astype(np.float64)) / 10 for at in (_RECENT, _EVER))
    out: Floats = (recent + ever) / 2 / MONTH
    return out


def _scale(rate: Floats, base: float) -> float:
    """The factor by which the mean of 1 - exp(-factor x rate) is the base rate."""
    if not len(rate) or not 0 < base < 1:
        return 1.0

    def missing(factor: float) -> float:
        return float(-np.expm1(-factor * rate).mean()) - base

    return float(brentq(missing, 0.0, 1e4)) if missing(1e4) > 0 else 1e4
