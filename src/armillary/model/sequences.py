"""Which acts follow which: "in 7 of 19 cases where A threatened B, B turned A down within 30 days".

A case is a day on which an actor did something to another; it is a hit if the second act follows on the same pair, or
in return, within the window. Beside it stands how often the second act would be met in as long a window anyway: the
share of days before which it lies, on the same pairs. Cases whose window reaches beyond the end do not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from armillary.model.evidence import Evidence

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WINDOW: Final = 30
"""Days."""

_WIDE: Final = 1 << 20
"""More days than any history has; keys are multiplied by it."""

PRIOR: Final = 4.0
"""Cases that the usual frequency is worth, when a rate is told of few."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """One rule: `first` of A to B, then `then`, of A to B again or of B to A (`back`)."""

    first: str
    then: str
    back: bool
    days: int
    cases: int
    hits: int
    usual: float
    """Probability of `then` in such a window whether or not `first` came before."""

    @property
    def rate(self) -> float:
        """Probability of `then`, drawn towards the usual where cases are few."""
        return (self.hits + PRIOR * self.usual) / (self.cases + PRIOR)

    @property
    def lift(self) -> float:
        """How many times likelier than usual; 1 where nothing is known."""
        return self.rate / self.usual if self.usual > 0 else 1.0

    def words(self, source: str = "A", target: str = "B") -> str:
        """The rule as one reads it."""
        one, other = (target, source) if self.back else (source, target)
        return (
            f"in {self.hits} of {self.cases} cases where {source} did {self.first} to {target}, {one} did {self.then} "
            f"to {other} within {self.days} days (otherwise in {self.usual:.0%})"
        )


@dataclass(frozen=True, slots=True)
class Sequences:
    """All rules of a history. Arrays are of shape (2, kinds, kinds): same direction or back, first, then."""

    kinds: tuple[str, ...]
    days: int
    cases: Ints
    """Of shape (kinds,)."""
    hits: Ints
    usual: Floats

    def rule(self, first: str, then: str, *, back: bool) -> Sequence | None:
        """One rule; None where a type never occurs."""
        if first not in self.kinds or then not in self.kinds:
            return None
        i, j, way = self.kinds.index(first), self.kinds.index(then), int(back)
        return Sequence(
            first, then, back, self.days, int(self.cases[i]), int(self.hits[way, i, j]), float(self.usual[way, i, j])
        )


def sequences(evidence: Evidence, days: int = WINDOW, pairs: Ints | None = None) -> Sequences:
    """Count all sequences of two event types on a pair; evidence without a type is left out.

    Args:
        evidence: the history.
        days: within how many days the second act follows.
        pairs: count only first acts of these, each as source x number of actors + target; None: of all.
    """
    n = len(evidence.kinds)
    occurred = _occurred(evidence)
    last, begun = (int(evidence.day.max()), int(evidence.day.min())) if len(evidence) else (0, 0)
    pair, kind, day = _parts(occurred, n)
    whole = day + days <= last
    if pairs is not None:
        whole &= np.isin(pair, pairs)
    cases = np.bincount(kind[whole], minlength=n)
    hits, usual = np.zeros((2, n, n), np.int64), np.zeros((2, n, n))
    covered = _covered(occurred, days, max(1, last - begun + 1))
    turned = _turned(pair, len(evidence.actors))
    for way, other in enumerate((pair, turned)):
        for then in range(n):
            key = other[whole] * n + then
            hits[way, :, then] = np.bincount(kind[whole], _follows(occurred, key, day[whole], days), n)
            usual[way, :, then] = np.bincount(kind[whole], _looked_up(covered, key), n) / np.maximum(cases, 1)
    return Sequences(evidence.kinds, days, cases, hits, usual)


def _occurred(evidence: Evidence) -> Ints:
    """Sorted distinct keys of pair, type and day, in one number."""
    named = np.array([bool(kind) for kind in evidence.kinds], np.bool_)
    e = evidence.where(named[evidence.kind]) if len(evidence) else evidence
    pair = e.source * len(e.actors) + e.target
    occurred: Ints = np.unique((pair * len(e.kinds) + e.kind) * _WIDE + e.day)
    return occurred


def _parts(occurred: Ints, n_kinds: int) -> tuple[Ints, Ints, Ints]:
    key, day = occurred // _WIDE, occurred % _WIDE
    return key // n_kinds, key % n_kinds, day


def _turned(pair: Ints, n_actors: int) -> Ints:
    return (pair % max(1, n_actors)) * n_actors + pair // max(1, n_actors)


def _follows(occurred: Ints, key: Ints, day: Ints, days: int) -> NDArray[np.bool_]:
    """Whether anything of a key occurred in the days after each day."""
    after = np.searchsorted(occurred, key * _WIDE + day, side="right")
    until = np.searchsorted(occurred, key * _WIDE + day + days, side="right")
    return until > after


def _covered(occurred: Ints, days: int, span: int) -> tuple[Ints, Floats]:
    """Of each key, the share of all days that have it within the days that follow."""
    key = occurred // _WIDE
    gap = np.minimum(np.diff(occurred, prepend=occurred[:1] - days), days)
    first = np.ones(len(key), np.bool_)
    first[1:] = key[1:] != key[:-1]
    keys, number = np.unique(key, return_inverse=True)
    return keys, np.minimum(1.0, np.bincount(number, np.where(first, days, gap), len(keys)) / span)


def _looked_up(covered: tuple[Ints, Floats], key: Ints) -> Floats:
    keys, share = covered
    if not len(keys):
        return np.zeros(len(key))
    at = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
    return np.where(keys[at] == key, share[at], 0.0)
