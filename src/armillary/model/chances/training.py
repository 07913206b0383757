"""Learn weights, calibration and spreads from histories: for `scripts/train_chances.py`, and anew for the bench."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from armillary.model.chances.calibration import Beta, beta
from armillary.model.chances.features import State, enough, state
from armillary.model.chances.history import N_TYPES, History
from armillary.model.chances.learn import learn
from armillary.model.chances.told import adapted, chance, own_pasts
from armillary.model.chances.weights import COUNTS, WINDOWS, Trained, Weights

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

EVERY = 12
"""Days between those from which the past is looked at."""

WARM = 24
"""Days of history before the first of them."""


@dataclass(frozen=True, eq=False)
class Part:
    """A history, and the day up to which it may be looked at."""

    history: History
    until: int


@dataclass(frozen=True, eq=False)
class _Look:
    """The past on one day of one history."""

    part: Part
    past: State

    def came(self, days: int) -> Flags:
        return self.part.history.happened(self.past.day, days)[self.past.pairs]

    def over(self, days: int) -> bool:
        return self.past.day + days <= self.part.until


def train(
    parts: Sequence[Part], *, n_pairs: int = 4000, steps: int = 80, tell: Callable[[str], None] = lambda _: None
) -> Trained:
    """Learn from some histories.

    Weights come from all looks whose window is over, the calibration from the later half of each history's.

    Args:
        parts: histories and up to when each may be looked at.
        n_pairs: at most so many pairs a look, drawn with a fixed seed.
        steps: of the search for weights.
        tell: told how far it is.
    """
    shares = _shares(parts)
    looks = _looks(parts, shares, n_pairs)
    weights, calibration, spread = [], [], []
    for days in WINDOWS:
        over = [look for look in looks if look.over(days)]
        weights.append(_learnt(over, days, steps))
        calibration.append(_calibrated(_later(over), weights, days, shares))
        spread.append(_spread([look for look in over if look.over(2 * days)] or over, weights[-1], days))
        tell(f"{days} days: {len(over)} looks, calibration {calibration[-1]}, spread {np.round(spread[-1], 2)}")
    return Trained(tuple(weights), tuple(calibration), np.array(spread), shares)


def _shares(parts: Sequence[Part]) -> Floats:
    counts = np.ones(N_TYPES)
    for part in parts:
        kind = part.history.kind[part.history.day <= part.until]
        counts += np.bincount(kind[kind < N_TYPES], minlength=N_TYPES)
    out: Floats = counts / counts.sum()
    return out


def _looks(parts: Sequence[Part], shares: Floats, n_pairs: int) -> list[_Look]:
    rng = np.random.default_rng(0)
    out = []
    for part in parts:
        for day in range(part.history.first + WARM, part.until - min(WINDOWS) + 1, EVERY):
            pairs = enough(part.history, day)
            if len(pairs) > n_pairs:
                pairs = np.sort(rng.choice(pairs, n_pairs, replace=False))
            out.append(_Look(part, state(part.history, day, shares, pairs)))
    return out


def _later(looks: Sequence[_Look]) -> list[_Look]:
    """The later half of each history's looks."""
    out = []
    for part in {id(look.part): look.part for look in looks}.values():
        own = [look for look in looks if look.part is part]
        out += own[len(own) // 2 :]
    return out


def _learnt(looks: Sequence[_Look], days: int, steps: int) -> Weights:
    return learn([look.past for look in looks], [look.came(days) for look in looks], steps=steps)


def _calibrated(looks: Sequence[_Look], weights: Sequence[Weights], days: int, shares: Floats) -> Beta:
    """`weights` of this window and all shorter ones."""
    told, came = [], []
    for look in looks:
        own = own_pasts(look.part.history, look.past.day, weights, shares)[-1]
        told.append(chance(adapted(weights[-1].scores(look.past), look.past.seen, own)).ravel())
        came.append(look.came(days).ravel())
    return beta(np.concatenate(told), np.concatenate(came))


def _spread(looks: Sequence[_Look], weights: Weights, days: int) -> Floats:
    """Variance of the true rate around the told one, as a share of it squared, by class of how often seen.

    Two windows that follow each other are told from before the first. What is right on the average but wrong of a pair
    is wrong twice in the same direction: sum(r1 r2) = variance x sum(slope1 slope2), slope = rate exp(-rate).
    """
    over, under = np.zeros(len(COUNTS) + 1), np.zeros(len(COUNTS) + 1)
    for look in looks:
        rate = np.exp(np.clip(weights.scores(look.past), -20, 4))
        both = look.part.history.happened(look.past.day, 2 * days)[look.past.pairs]
        one = look.came(days)
        two = look.part.history.happened(look.past.day + days, days)[look.past.pairs] & both
        group = np.searchsorted(COUNTS, look.past.counts)
        for n in range(len(over)):
            at = group == n
            if at.any():
                p, slope = -np.expm1(-rate[at]), rate[at] * np.exp(-rate[at])
                r1, r2 = (hit[at] - p * (hit[at].mean() / p.mean()) for hit in (one, two))
                over[n] += float((r1 * r2).sum())
                under[n] += float((slope**2).sum())
    return np.clip(over / np.maximum(under, 1e-9), 0.02, 20.0)
