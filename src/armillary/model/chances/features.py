"""What the chance of an event type on a pair is told from: measures of the past up to a day, 0 where nothing is known.

A fading count of life L is the sum of weight x exp(-age / L) over occurrences; set against as many days as the history
has, fading alike, it is a rate: RATE = 30 x count / (sum of exp(-age / L) over days + 10), in events a month, drawn
towards none where the history is short. Features are log(1 + 10 RATE), or log(1 + RATE) for whole actors.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from armillary.model.chances.history import N_TYPES, UNTYPED, History

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]

LIVES: Final = (5.0, 20.0, 80.0, np.inf)
"""Days."""

FEWEST: Final = 3
"""Independent reports of a pair, in either direction, below which no chance is told."""

MONTH: Final = 30.0
STEADY: Final = 10.0
"""Days without anything that a history is taken to have before it begins."""

FEATURES: Final = (
    "own_5",
    "own_20",
    "own_80",
    "own_ever",
    "own_since",
    "pair_5",
    "pair_20",
    "pair_ever",
    "back_20",
    "back_ever",
    "back_pair_20",
    "source_does",
    "target_gets",
    "source_gets",
    "target_does",
    "source_acts",
    "target_met",
    "share",
)
"""Names of the features that weigh the same for all types."""

BY_TYPE: Final = ("base", "own", "pair", "friendly")
"""Names of those with a weight of each type: 1, `own_80`, `pair_20` and how friendly the pair is."""


@dataclass(frozen=True, eq=False)
class State:
    """The past of some pairs, up to and with a day."""

    day: int
    pairs: Ints
    """Numbers of pairs in the history; shape (n,)."""
    common: Singles
    """Shape (n, types, features)."""
    typed: Singles
    """Shape (by type, n, types)."""
    acts: Singles
    """What the source lately did to the target, by type; shape (n, types)."""
    answers: Singles
    """What the target lately did to the source."""
    counts: Floats
    """Weight of all earlier occurrences of the type on the pair; shape (n, types)."""

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Whether the type ever came about on the pair."""
        return self.counts > 0


def state(history: History, day: int, shares: Floats, pairs: Ints | None = None) -> State:
    """Measure the past.

    Args:
        history: what happened; days after `day` are not looked at.
        day: days since 1970-01-01.
        shares: how usual each type is anywhere; the world's own shares are drawn towards these. Shape (types,).
        pairs: which; None: those with enough reports.
    """
    chosen = enough(history, day) if pairs is None else pairs
    past = _Past(history, day)
    fading = {life: past.counts(life) for life in LIVES}
    rates = {life: past.rate(fading[life], life) for life in LIVES}
    named = {life: rate[:, :N_TYPES] for life, rate in rates.items()}
    back = history.back[chosen]
    s, t = history.source[chosen], history.target[chosen]
    own = {life: _log(named[life][chosen]) for life in LIVES}
    pair = {life: _log(rates[life][chosen].sum(1)) for life in LIVES}
    does, gets = past.by_actor(named[80.0], history.source), past.by_actor(named[80.0], history.target)
    world = fading[80.0][:, :N_TYPES].sum(0)
    share = np.log((world + 200 * shares) / (world.sum() + 200) / np.maximum(shares, 1e-6))
    wide = (len(chosen), N_TYPES)
    columns = (
        own[5.0],
        own[20.0],
        own[80.0],
        own[np.inf],
        past.since()[chosen],
        pair[5.0][:, None],
        pair[20.0][:, None],
        pair[np.inf][:, None],
        _turned(_log(named[20.0]), back),
        _turned(_log(named[np.inf]), back),
        _turned(_log(rates[20.0].sum(1))[:, None], back),
        np.log1p(does[s]),
        np.log1p(gets[t]),
        np.log1p(gets[s]),
        np.log1p(does[t]),
        np.log1p(does[s].sum(1))[:, None],
        np.log1p(gets[t].sum(1))[:, None],
        share[None, :],
    )
    common = np.stack([np.broadcast_to(column, wide) for column in columns], -1).astype(np.float32)
    friendly = past.friendly()[chosen, None]
    typed = (np.ones((1, 1)), own[80.0], pair[20.0][:, None], friendly)
    return State(
        day,
        chosen,
        common,
        np.stack([np.broadcast_to(column, wide) for column in typed]).astype(np.float32),
        _log(named[20.0][chosen]).astype(np.float32),
        _turned(_log(named[20.0]), back).astype(np.float32),
        fading[np.inf][chosen, :N_TYPES],
    )


def enough(history: History, day: int) -> Ints:
    """Pairs of which at least `FEWEST` independent reports tell, in either direction together."""
    n = history.n_reports(day)
    both = n + np.where(history.back >= 0, n[history.back], 0) if len(n) else n
    return np.flatnonzero((both >= FEWEST) & (n > 0))


class _Past:
    """Occurrences up to a day."""

    def __init__(self, history: History, day: int) -> None:
        self.history = history
        at = np.flatnonzero(history.day <= day)
        self.pair, self.kind, self.weight = history.pair[at], history.kind[at], history.weight[at]
        self.age = (day - history.day[at]).astype(np.float64)
        self.value = history.value[at]
        self.length = float(self.age.max(initial=0.0)) + 1.0
        self.cell = self.pair * (N_TYPES + 1) + self.kind

    def counts(self, life: float) -> Floats:
        """Fading counts, of shape (pairs, types + 1)."""
        n = len(self.history.source)
        out = np.bincount(self.cell, self.weight * np.exp(-self.age / life), n * (N_TYPES + 1))
        return out.astype(np.float64).reshape(n, N_TYPES + 1)

    def rate(self, counts: Floats, life: float) -> Floats:
        """Events a month."""
        span = self.length if np.isinf(life) else -np.expm1(-self.length / life) / -np.expm1(-1 / life)
        return MONTH * counts / (span + STEADY)

    def by_actor(self, rates: Floats, actor: Ints) -> Floats:
        """Sums over the pairs of each actor, of shape (actors, types)."""
        out = np.zeros((len(self.history.actors), N_TYPES))
        for kind in range(N_TYPES):
            out[:, kind] = np.bincount(actor, rates[:, kind], len(out))
        return out

    def since(self) -> Floats:
        """How lately each type came about on each pair: log(366 / (days since + 1)), 0 after a year and if never."""
        n = len(self.history.source)
        age = np.full(n * (N_TYPES + 1), np.inf)
        np.minimum.at(age, self.cell, self.age)
        near: Floats = np.maximum(0.0, np.log(366.0) - np.log1p(np.minimum(age, 1e9)))
        return near.reshape(n, N_TYPES + 1)[:, :UNTYPED]

    def friendly(self) -> Floats:
        """Mean value of what each source did to each target, lately more than long ago, as if one neutral act stood
        beside: near to the pair's tie, -1 to 1."""
        n = len(self.history.source)
        weight = self.weight * np.exp(-self.age / 80.0)
        total = np.bincount(self.pair, weight, n)
        out: Floats = np.bincount(self.pair, weight * self.value, n) / (total + 1.0)
        return out


def _log(rate: Floats) -> Floats:
    out: Floats = np.log1p(10.0 * rate)
    return out


def _turned(values: Floats, back: Ints) -> Floats:
    """Values of the pair in the other direction; 0 where there is none."""
    if not len(values):
        return np.zeros((len(back), values.shape[1]))
    out: Floats = np.where(back[:, None] >= 0, values[back], 0.0)
    return out
