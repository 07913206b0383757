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

    def blocks(self) -> Iterator[tuple[slice, slice]]:
        """Consecutive pairs and their cells."""
        edges = np.searchsorted(self.pair, np.arange(0, self.n_pairs + BLOCK, BLOCK))
        for n, (start, end) in enumerate(pairwise(edges)):
            yield slice(n * BLOCK, min((n + 1) * BLOCK, self.n_pairs)), slice(int(start), int(end))

    def dense(self, pairs: slice, cells: slice) -> tuple[Floats, Floats]:
        """Means and weights of some pairs, each of shape (pairs, periods); weight 0 where there is no evidence."""
        shape = (pairs.stop - pairs.start, self.n_periods)
        mean, weight = np.zeros(shape), np.zeros(shape)
        at = self.pair[cells] - pairs.start, self.period[cells]
        mean[at], weight[at] = self.mean[cells], self.weight[cells]
        return mean, weight

    def some(self, pairs: Ints) -> Cells:
        """The cells of a few pairs."""
        new = np.full(self.n_pairs, -1, np.int64)
        new[pairs] = np.arange(len(pairs))
        at = np.flatnonzero(new[self.pair] >= 0)
        order = at[np.lexsort((self.period[at], new[self.pair[at]]))]
        return Cells(
            self.source[pairs],
            self.target[pairs],
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
    pair_key = e.source * n + e.target
    order = np.lexsort((e.weight, e.value, e.report, period, pair_key))
    order = order[inside[order]]
    keys, pair = np.unique(pair_key[order], return_inverse=True)
    cell_key = pair * len(periods.starts) + period[order]
    cell, first, of = np.unique(cell_key, return_index=True, return_inverse=True)
    value, weight = e.value[order], e.weight[order]
    total: Floats = np.bincount(of, weight, len(cell)).astype(np.float64)
    mean: Floats = np.bincount(of, weight * value, len(cell)) / total
    squares: Floats = np.bincount(of, weight * (value - mean[of]) ** 2, len(cell)).astype(np.float64)
    return Cells(
        keys // n,
        keys % n,
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
