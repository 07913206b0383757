"""What happened between pairs, day by day: the past that chances are told from.

An occurrence is an event type on a directed pair on a day. Several reports of it are one occurrence, the surer the more
of them tell it, 1 - (1 - weight) (1 - weight) ...; attitudes are occurrences without a type.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from armillary.lexicon import plover
from armillary.model.evidence import Evidence

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

TYPES: Final = tuple(sorted(plover.types()))
"""The 16 types of PLOVER, in the order of all arrays here."""

N_TYPES: Final = len(TYPES)

UNTYPED: Final = N_TYPES
"""Number of what has no type."""

SURE: Final = 0.3
"""An occurrence of more weight than this came true: what is only planned is told with 0.3 at most."""

_WIDE: Final = 1 << 20
"""More days than any history has."""


@dataclass(frozen=True, eq=False)
class History:
    """Occurrences, sorted by pair, type and day, and reports of pairs."""

    actors: tuple[str, ...]
    source: Ints
    """Number of the actor, of each pair; pairs are sorted by source, then target."""
    target: Ints
    back: Ints
    """The pair in the other direction; -1: none."""
    pair: Ints
    """Of each occurrence."""
    kind: Ints
    """Index into `TYPES`, or `UNTYPED`."""
    day: Ints
    weight: Floats
    value: Floats
    """-1 hostile to 1 friendly; the mean, by weight, of what was told of it."""
    report_pair: Ints
    """Of each report of a pair, the pair; sorted by pair."""
    report_day: Ints
    """The first day that the report tells of."""

    @property
    def first(self) -> int:
        """First day, since 1970-01-01; 0 where nothing is told."""
        return int(self.day.min(initial=_WIDE)) if len(self.day) else 0

    @property
    def last(self) -> int:
        """Last day."""
        return int(self.day.max()) if len(self.day) else 0

    def pair_of(self, source: int, target: int) -> int | None:
        """Number of a pair of actors."""
        found = np.flatnonzero((self.source == source) & (self.target == target))
        return int(found[0]) if len(found) else None

    def n_reports(self, day: int) -> Ints:
        """Independent reports of each pair that tell of this day or an earlier one."""
        return np.bincount(self.report_pair[self.report_day <= day], minlength=len(self.source))

    def happened(self, day: int, days: int) -> Flags:
        """Whether each type came about on each pair in the `days` days after a day; of shape (pairs, types)."""
        out = np.zeros((len(self.source), N_TYPES), np.bool_)
        sure = (self.weight > SURE) & (self.kind < UNTYPED)
        at = np.flatnonzero(sure & (self.day > day) & (self.day <= day + days))
        out[self.pair[at], self.kind[at]] = True
        return out

    def days_of(self, pair: int, kind: int, until: int) -> Ints:
        """Days up to and with `until` on which a type came about on a pair, the latest last."""
        wanted = _cell(np.array([pair]), np.array([kind]), np.array([-_WIDE // 2, until + 1]))
        start, end = np.searchsorted(self._cells, wanted)
        return self.day[start:end]

    @cached_property
    def _cells(self) -> Ints:
        """A sorted number of pair, type and day."""
        return _cell(self.pair, self.kind, self.day)


def history(evidence: Evidence) -> History:
    """The occurrences that evidence tells of. Order does not matter; what has no finite weight or value is left out."""
    e = evidence
    usable = np.isfinite(e.weight) & np.isfinite(e.value) & (e.weight > 0) & (e.source != e.target)
    e = e if usable.all() else e.where(usable)
    n = max(1, len(e.actors))
    keys, pair = np.unique(e.source * n + e.target, return_inverse=True)
    source, target = keys // n, keys % n
    number = {name: at for at, name in enumerate(TYPES)}
    kind = np.array([number.get(name, UNTYPED) for name in e.kinds], np.int64)[e.kind]
    order = np.lexsort((e.value, e.weight, e.day, kind, pair))
    cell = _cell(pair, kind, e.day)[order]
    cells, first, of = np.unique(cell, return_index=True, return_inverse=True)
    weight = e.weight[order]
    missed = np.bincount(of, np.log1p(-np.minimum(weight, 1 - 1e-9)), len(cells))
    total = np.bincount(of, weight, len(cells))
    value = np.bincount(of, weight * e.value[order], len(cells)) / np.maximum(total, 1e-12)
    at = order[first]
    report_pair, report_day = _reports(pair, e.report, e.day)
    return History(
        e.actors,
        source,
        target,
        _back(keys, target * n + source),
        pair[at],
        kind[at],
        e.day[at],
        np.round(1 - np.exp(missed), 6),
        value,
        report_pair,
        report_day,
    )


def _cell(pair: Ints, kind: Ints, day: Ints) -> Ints:
    return (pair * (N_TYPES + 1) + kind) * _WIDE + day + _WIDE // 2


def _back(keys: Ints, turned: Ints) -> Ints:
    if not len(keys):
        return np.zeros(0, np.int64)
    at = np.minimum(np.searchsorted(keys, turned), len(keys) - 1)
    return np.where(keys[at] == turned, at, -1)


def _reports(pair: Ints, report: Ints, day: Ints) -> tuple[Ints, Ints]:
    """Of each report of each pair, the pair and the first day."""
    order = np.lexsort((day, report, pair))
    p, r = pair[order], report[order]
    new = np.ones(len(order), np.bool_)
    new[1:] = (p[1:] != p[:-1]) | (r[1:] != r[:-1])
    return p[new], day[order][new]
