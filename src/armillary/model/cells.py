"""Evidence by pair and period: the observations of the state-space model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from armillary.model.evidence import Evidence, day_number
from armillary.model.kalman import Seen

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Step = Literal["week", "month"]

BLOCK = 4096
"""Pairs worked on at once: what bounds the memory."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Periods of one length that follow each other."""

    step: Step
    starts: tuple[dt.date, ...]
    """First day of each period."""

    def of(self, days: Ints) -> Ints:
        """Number of the period that each day falls into; -1 before the first."""
        edges = np.array([day_number(start) for start in self.starts], np.int64)
        return np.searchsorted(edges, days, side="right") - 1

    @property
    def months(self) -> float:
        """Length of a period in months."""
        return 1.0 if self.step == "month" else 12 / 52.1775


def calendar(first: dt.date, last: dt.date, step: Step) -> Calendar:
    """All periods from the one that holds `first` to the one that holds `last`. Weeks begin on Monday."""
    starts = []
    day = first.replace(day=1) if step == "month" else first - dt.timedelta(days=first.weekday())
    while day <= last:
        starts.append(day)
        day = (day + dt.timedelta(days=32)).replace(day=1) if step == "month" else day + dt.timedelta(days=7)
    return Calendar(step, tuple(starts))


@dataclass(frozen=True, slots=True)
class Cells:
    """Non-empty cells of pair x period, sorted by pair, then period."""

    source: Ints
    """Of each pair, shape (pairs,): number of the actor."""
    target: Ints
    couple: Ints
    """Number of the two actors, whichever acts; pairs are in its order."""
    side: Ints
    """0 where the first of the two acts, 1 where the other does."""
    pair: Ints
    """Of each cell, shape (cells,)."""
    period: Ints
    mean: Floats
    """Mean of the values, by weight."""
    weight: Floats
    """Sum of weights."""
    squares: Floats
    """Sum of weight times squared distance from the mean."""
    n_evidence: Ints
    n_new_reports: Ints
    """Reports that the pair has not had in an earlier period."""
    n_periods: int

    @property
    def n_pairs(self) -> int:
        """Number of pairs that have any evidence."""
        return len(self.source)

    @property
    def n_couples(self) -> int:
        """Number of couples that have any evidence, in one direction or both."""
        return 1 + int(self.couple[-1]) if len(self.couple) else 0

    def blocks(self) -> Iterator[tuple[slice, slice, slice]]:
        """Consecutive couples, their pairs and their cells."""
        couples = [*range(0, self.n_couples, BLOCK), self.n_couples]
        pairs = np.searchsorted(self.couple, couples).tolist()
        cells = np.searchsorted(self.pair, pairs).tolist()
        for one, of, held in zip(pairwise(couples), pairwise(pairs), pairwise(cells), strict=True):
            yield slice(*one), slice(*of), slice(*held)

    def seen(self, couples: slice, cells: slice) -> Seen:
        """The evidence of some couples as the filter wants it."""
        of = self.pair[cells]
        at = self.period[cells], self.side[of], self.couple[of] - couples.start
        out = Seen(*np.zeros((4, self.n_periods, 2, couples.stop - couples.start)))
        out.y[at], out.weight[at] = self.mean[cells], self.weight[cells]
        out.freedom[at], out.squares[at] = self.n_evidence[cells] - 1, self.squares[cells]
        return out

    def of_couples(self, per_pair: Floats, otherwise: float = 0.0) -> Floats:
        """A number of each pair, by side and couple, shape (2, couples); `otherwise` where a pair has no evidence."""
        out = np.full((2, self.n_couples), otherwise)
        out[self.side, self.couple] = per_pair
        return out

    def some(self, couples: Ints) -> Cells:
        """The cells of a few couples, given in rising order."""
        of = np.flatnonzero(np.isin(self.couple, couples))
        new = np.full(self.n_pairs, -1, np.int64)
        new[of] = np.arange(len(of))
        order = np.flatnonzero(new[self.pair] >= 0)
        return Cells(
            self.source[of],
            self.target[of],
            np.searchsorted(couples, self.couple[of]),
            self.side[of],
            new[self.pair[order]],
            self.period[order],
            self.mean[order],
            self.weight[order],
            self.squares[order],
            self.n_evidence[order],
            self.n_new_reports[order],
            self.n_periods,
        )


def cells(evidence: Evidence, periods: Calendar) -> Cells:
    """Sum evidence up by pair and period. Order within a period does not matter: sums are taken in one fixed order."""
    e = evidence
    period = periods.of(e.day)
    inside = period >= 0
    n = len(e.actors)
    side = e.source > e.target
    pair_key = (np.minimum(e.source, e.target) * n + np.maximum(e.source, e.target)) * 2 + side
    order = np.lexsort((e.weight, e.value, e.report, period, pair_key))
    order = order[inside[order]]
    keys, pair = np.unique(pair_key[order], return_inverse=True)
    cell_key = pair * len(periods.starts) + period[order]
    cell, first, of = np.unique(cell_key, return_index=True, return_inverse=True)
    value, weight = e.value[order], e.weight[order]
    total: Floats = np.bincount(of, weight, len(cell)).astype(np.float64)
    mean: Floats = np.bincount(of, weight * value, len(cell)) / total
    squares: Floats = np.bincount(of, weight * (value - mean[of]) ** 2, len(cell)).astype(np.float64)
    couples, couple = np.unique(keys // 2, return_inverse=True)
    ends = np.stack([couples // n, couples % n])
    return Cells(
        ends[keys % 2, couple],
        ends[1 - keys % 2, couple],
        couple,
        keys % 2,
        pair[first],
        cell % len(periods.starts),
        mean,
        total,
        squares,
        np.bincount(of, minlength=len(cell)),
        _new_reports(pair, of, e.report[order], len(cell)),
        len(periods.starts),
    )


def _new_reports(pair: Ints, cell: Ints, report: Ints, n_cells: int) -> Ints:
    """Of each cell, how many reports its pair has there for the first time. Cells of a pair are in order of time."""
    order = np.lexsort((cell, report, pair))
    p, r = pair[order], report[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (p[1:] != p[:-1]) | (r[1:] != r[:-1])
    return np.bincount(cell[order[first]], minlength=n_cells)
