"""Ties: how near one actor stands to another, signed and directed, over time, with an interval.

A tie is one of the two numbers of the model in `armillary.model.kalman`, the other being the tie back. Its value in a
period rests on the evidence up to that period alone, so that a later report never rewrites what was known before; the
smoothed series, which looks back from the end, serves change points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from armillary.model.cells import BLOCK, Calendar, Cells, Step, calendar, cells
from armillary.model.evidence import Evidence, day_of
from armillary.model.kalman import Parameters, filtered
from armillary.model.learning import Learnt, learn
from armillary.model.resting import first_periods, rests_at
from armillary.model.structure import resting
from armillary.schema import Layer, Tie, arrow_schema

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]
Counts = NDArray[np.int32]

WITHIN_80 = 1.2815515655446004
"""Standard deviations of a normal distribution that hold 80 % between them and their negative."""

_WEEKS_UP_TO = 2 * 366
"""Days; a history that is no longer is looked at by the week, unless it is rich."""

_RICH = 50_000
"""Pieces of evidence from which months will do: a finer table would only be longer."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How ties are fitted."""

    step: Step | None = None
    """Length of a period; None: weeks for up to two years of little evidence, else months."""
    parameters: Parameters | None = None
    """For one period; None: learnt."""
    learnt: Learnt | None = None
    """All that was learnt from another history; wins over `parameters`."""
    structure: bool = False
    """Let pairs that share an institution on the day of their first evidence rest nearer to each other."""


@dataclass(frozen=True, eq=False)
class Ties:
    """Ties of one layer. Arrays are of shape (pairs, periods); values before a pair's first evidence are its prior."""

    layer: Layer
    actors: tuple[str, ...]
    source: Ints
    target: Ints
    periods: Calendar
    value: Singles
    """-1 to 1."""
    spread: Singles
    """Standard deviation."""
    couple: Ints
    """Of each pair, the number of its couple: the two directions of a tie have one."""
    shared: Singles
    """Covariance of the two directions, shape (couples, periods)."""
    n_reports: Counts
    """Independent reports up to and with the period."""
    n_evidence: Counts
    rests_at: Floats
    """Of each pair."""
    learnt: Learnt

    def pair(self, source: str, target: str) -> int | None:
        """Number of a pair; None: not measured."""
        if source not in self.actors or target not in self.actors:
            return None
        found = np.flatnonzero((self.source == self.actors.index(source)) & (self.target == self.actors.index(target)))
        return int(found[0]) if len(found) else None

    def tables(self) -> Iterator[pa.Table]:
        """Rows of the table `ties`: every period of every pair from its first evidence on, some pairs at a time."""
        for start in range(0, len(self.source), BLOCK):
            block = slice(start, start + BLOCK)
            yield self._table(np.arange(len(self.source))[block])

    def rows(self) -> Iterator[Tie]:
        """The same as rows."""
        for table in self.tables():
            for row in table.to_pylist():
                yield Tie(**row)

    def rows_of(self, pair: int) -> Iterator[Tie]:
        """The rows of one pair."""
        for row in self._table(np.array([pair])).to_pylist():
            yield Tie(**row)

    def _table(self, pairs: Ints) -> pa.Table:
        at, t = np.nonzero(self.n_evidence[pairs] > 0)
        pair = pairs[at]
        value, half = self.value[pair, t].astype(np.float64), WITHIN_80 * self.spread[pair, t].astype(np.float64)
        starts = np.array(self.periods.starts, "datetime64[D]")
        columns = {
            "source_id": np.array(self.actors, object)[self.source[pair]],
            "target_id": np.array(self.actors, object)[self.target[pair]],
            "layer": np.full(len(pair), self.layer, object),
            "period": starts[t],
            "value": _bounded(value),
            "low": _bounded(value - half),
            "high": _bounded(value + half),
            "n_reports": self.n_reports[pair, t],
            "n_evidence": self.n_evidence[pair, t],
        }
        schema = arrow_schema(Tie)
        return pa.table([pa.array(columns[field.name], field.type) for field in schema], schema=schema)


def fit(evidence: Evidence, settings: Settings | None = None, *, layer: Layer = "all") -> Ties:
    """Ties of all pairs that have any evidence.

    Args:
        evidence: of this layer alone; order does not matter.
        settings: how.
        layer: name given to the result.
    """
    s = settings or Settings()
    periods = _periods(evidence, s.step)
    found = cells(evidence, periods)
    learnt = s.learnt or (Learnt(s.parameters, 0.0, 0) if s.parameters else learn(found, periods.months))
    rests = _rests_at(evidence.actors, found, periods, learnt, s.structure)
    value = np.empty((found.n_pairs, found.n_periods), np.float32)
    spread = np.empty_like(value)
    shared = np.empty((found.n_couples, found.n_periods), np.float32)
    rest = found.of_couples(rests, learnt.mean)
    for couples, pairs, part in found.blocks():
        state = filtered(found.seen(couples, part), rest[:, couples], learnt.parameters)
        side, couple = found.side[pairs], found.couple[pairs] - couples.start
        value[pairs], spread[pairs] = state.mean[:, side, couple].T, np.sqrt(state.cov[:, side, side, couple].T)
        shared[couples] = state.cov[:, 0, 1].T
    n_reports, n_evidence = _counts(found, found.n_new_reports), _counts(found, found.n_evidence)
    return Ties(
        layer,
        evidence.actors,
        found.source,
        found.target,
        periods,
        value,
        spread,
        found.couple,
        shared,
        n_reports,
        n_evidence,
        rests,
        learnt,
    )


def _periods(evidence: Evidence, step: Step | None) -> Calendar:
    if not len(evidence):
        return Calendar(step or "week", ())
    first, last = day_of(evidence.day.min()), day_of(evidence.day.max())
    weeks = (last - first).days <= _WEEKS_UP_TO and len(evidence) < _RICH
    return calendar(first, last, step or ("week" if weeks else "month"))


def _rests_at(actors: tuple[str, ...], found: Cells, periods: Calendar, learnt: Learnt, structure: bool) -> Floats:
    """Where each pair rests: by the actors' other dealings before, then by the institutions both belong to."""
    out = rests_at(found, learnt.mean, learnt.leanings)
    if not structure:
        return out
    first = first_periods(found)
    for t in np.unique(first):
        pairs = np.flatnonzero(first == t)
        of = np.unique(np.concatenate([found.source[pairs], found.target[pairs]]))
        shared = resting((actors[n] for n in of), periods.starts[t])
        known = {one for one, _ in shared}
        members = of[[actors[n] in known for n in of]]
        for pair in pairs[np.isin(found.source[pairs], members) & np.isin(found.target[pairs], members)]:
            nearer = shared.get((actors[found.source[pair]], actors[found.target[pair]]), 0.0)
            out[pair] += (1 - out[pair]) * nearer
    return out


def _counts(found: Cells, per_cell: Ints) -> Counts:
    """Sums up to and with each period, shape (pairs, periods)."""
    out: Counts = np.zeros((found.n_pairs, found.n_periods), np.int32)
    out[found.pair, found.period] = per_cell
    return np.cumsum(out, axis=1, dtype=np.int32)


def _bounded(values: Floats) -> Floats:
    return np.asarray(np.round(np.clip(values, -1, 1), 6), np.float64)
