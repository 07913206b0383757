"""Chances: for pairs and event types, how likely one comes about in the days that follow, and why.

The rate in a window is exp(score): the score is a sum of weights times features (`features`, `learn`), a correction by
what this world's own past says of the last such window, a calibration, and, so that windows nest, what a shorter window
already has. P = 1 - exp(-rate).

Intervals hold 80 % of where the rate of such a pair lies: its spread around what is told was measured on histories, by
whether a surprise in one window goes on in the next (the covariance of residuals of two windows that follow each other,
both told from before the first), in classes by how often the type was seen on the pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from armillary.model.chances.calibration import LEAST
from armillary.model.chances.features import State, state
from armillary.model.chances.history import N_TYPES, History, history
from armillary.model.chances.weights import COUNTS, WINDOWS, Trained, Weights, shipped
from armillary.model.evidence import Evidence
from armillary.model.ties import WITHIN_80

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

OWN: float = 30.0
"""Expected events from which a world's own past weighs as much as the histories learnt from."""

WIDER: float = 1.15
"""The spread of rates was measured on days that the weights were learnt from; of others it is so much wider."""

NOISE: float = 0.01
"""Chance within 30 days below which nothing is told of a type that never came about between the two."""


@dataclass(frozen=True, eq=False)
class Chances:
    """Probabilities told on a day. Arrays by window are of shape (windows, n, types)."""

    history: History
    state: State
    trained: Trained
    probability: Floats
    low: Floats
    high: Floats
    own: Floats
    """What the world's own past adds, for types new to a pair and for those seen; shape (windows, 2)."""
    calibrated: Floats
    """What calibration adds."""
    nested: Floats
    """What a shorter window adds."""
    likely: Flags
    """Enough is known to tell; shape (n, types)."""

    @cached_property
    def score(self) -> Floats:
        """log of the expected number; what the reasons sum to."""
        out: Floats = _rate_log(self.probability)
        return out


def chances(
    found: Evidence | History,
    day: int,
    pairs: Ints | None = None,
    *,
    trained: Trained | None = None,
) -> Chances:
    """Tell chances.

    Args:
        found: evidence; what is after `day` is not looked at.
        day: the last day that is known, since 1970-01-01; windows begin on the next.
        pairs: numbers of pairs in `history(found)`; None: all of which enough reports tell.
        trained: weights; None: those shipped.
    """
    past = found if isinstance(found, History) else history(found)
    t = trained or shipped()
    now = state(past, day, t.shares, pairs)
    shape = (len(WINDOWS), len(now.pairs), N_TYPES)
    rates, calibrated = np.zeros(shape), np.zeros(shape)
    own = own_pasts(past, day, t.weights, t.shares)
    for n, weights in enumerate(t.weights):
        score = adapted(weights.scores(now), now.seen, own[n])
        p = t.calibration[n](chance(score))
        rates[n] = _rate_log(p)
        calibrated[n] = rates[n] - score
    told = np.maximum.accumulate(rates, 0)
    sigma = spreads(t, now)
    low = np.minimum(told, told - WITHIN_80 * sigma - sigma**2 / 2)
    high = np.maximum(told, told + WITHIN_80 * sigma - sigma**2 / 2)
    return Chances(
        past,
        now,
        t,
        chance(told),
        np.maximum.accumulate(chance(low), 0),
        np.maximum.accumulate(chance(high), 0),
        own,
        calibrated,
        told - rates,
        _likely(now, chance(told[WINDOWS.index(30)])),
    )


def spreads(trained: Trained, now: State) -> Floats:
    """Standard deviation of the logarithm of the true rate around what is told; shape (windows, pairs, types)."""
    variance = trained.spread[:, np.searchsorted(COUNTS, now.counts)]
    out: Floats = WIDER * np.sqrt(np.log1p(variance))
    return out


def chance(score: Floats) -> Floats:
    """1 - exp(-exp(score)), never quite 0 or 1."""
    out: Floats = np.clip(-np.expm1(-np.exp(np.clip(score, -30.0, 4.0))), LEAST, 1 - LEAST)
    return out


def _rate_log(p: Floats) -> Floats:
    out: Floats = np.log(-np.log1p(-p))
    return out


def adapted(score: Floats, seen: Flags, own: Floats) -> Floats:
    """Scores with what the world's own past adds."""
    out: Floats = score + np.where(seen, own[1], own[0])
    return out


def own_pasts(past: History, day: int, weights: Sequence[Weights], shares: Floats) -> Floats:
    """What the last window that is over adds, told from before it: log of (came + 30) / (told + 30), for types new to
    their pair and for those seen; as a Gamma prior of 30 events gives it. Of shape (windows, 2).

    Where the history is too short for a window, what the shorter one adds stands in; for the shortest, 0.

    Args:
        weights: of the first windows, or of all.
    """
    out = np.zeros((len(weights), 2))
    for n, one in enumerate(weights):
        before = state(past, day - WINDOWS[n], shares)
        if len(before.pairs) and day - WINDOWS[n] >= past.first:
            out[n] = _own(past, before, WINDOWS[n], one)
        elif n:
            out[n] = out[n - 1]
    return out


def _own(past: History, before: State, days: int, weights: Weights) -> Floats:
    came = past.happened(before.day, days)[before.pairs]
    p = chance(weights.scores(before))
    added = [(came[at].sum() + OWN) / (p[at].sum() + OWN) for at in (~before.seen, before.seen)]
    out: Floats = np.log(np.array(added))
    return out


def _likely(now: State, month: Floats) -> Flags:
    """Seen between the two, in either direction, or made likely by something else. `month`: chances within 30 days."""
    out: Flags = now.seen | (now.answers > 0) | (month >= NOISE)
    return out
