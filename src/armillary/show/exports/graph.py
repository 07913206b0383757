"""Ties as a graph: actors as nodes, one directed edge a pair with its course over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, Final

import duckdb

from armillary.schema import Tie
from armillary.show.exports.selection import Selection, condition

Grounds = Callable[[], Mapping[tuple[str, str], Sequence[str]]]
"""Gives the ids of the rows that each tie rests on, by source and target."""
_BATCH: Final = 10_000


@dataclass(frozen=True, slots=True)
class Node:
    """An actor, from the first day of its first tie to the last of its last."""

    actor_id: str
    name: str
    kind: str
    country: str | None
    iso3c: str | None
    cown: int | None
    qid: str | None
    n_mentions: int
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Moment:
    """A tie in one period, both days included."""

    start: dt.date
    end: dt.date
    value: float
    low: float | None
    high: float | None
    n_reports: int
    n_evidence: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie over time; at least one moment, in order."""

    source: str
    target: str
    moments: tuple[Moment, ...]
    evidence: tuple[str, ...]

    @property
    def last(self) -> Moment:
        """The latest."""
        return self.moments[-1]

    @property
    def spells(self) -> list[tuple[dt.date, dt.date]]:
        """Its stretches without a gap, first and last day."""
        found: list[tuple[dt.date, dt.date]] = []
        for moment in self.moments:
            if found and moment.start - found[-1][1] == dt.timedelta(days=1):
                found[-1] = (found[-1][0], moment.end)
            else:
                found.append((moment.start, moment.end))
        return found


@dataclass(frozen=True, slots=True)
class Shown:
    """What an edge shows of a tie: its strength without sign, and the sign."""

    weight: float
    sign: int


def shown(value: float) -> Shown:
    """A tie as weight and sign: layouts know no negative weights."""
    return Shown(abs(value), (value > 0) - (value < 0))


class Graph:
    """Nodes, then edges, read from the session of an export bit by bit. Ties that are not measured are left out."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, wanted: Selection, grounds: Grounds) -> None:
        self._cursor = cursor
        self._where = condition(Tie, wanted)
        self._grounds = grounds
        self._ends = _ends([day for (day,) in self._cursor.execute(_PERIODS).fetchall()])

    def nodes(self) -> Iterator[Node]:
        """Actors that have a tie, by id."""
        for row in _rows(self._cursor, _NODES.format(where=self._where.sql), self._where.values * 2):
            yield Node(**{**row, "end": self._ends[row["end"]]})

    def edges(self) -> Iterator[Edge]:
        """Pairs that have a tie, by ids."""
        grounds = self._grounds()
        rows = _rows(self._cursor, _EDGES.format(where=self._where.sql), self._where.values)
        for (source, target), group in groupby(rows, key=lambda row: (row["source_id"], row["target_id"])):
            moments = tuple(self._moment(row) for row in group)
            yield Edge(source, target, moments, tuple(grounds.get((source, target), ())))

    def _moment(self, row: Mapping[str, Any]) -> Moment:
        start, rest = row["period"], {key: row[key] for key in ("value", "low", "high", "n_reports", "n_evidence")}
        return Moment(start, self._ends[start], **rest)


def _rows(cursor: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any]) -> Iterator[dict[str, Any]]:
    for batch in cursor.sql(sql, params=list(values)).to_arrow_reader(_BATCH):
        yield from batch.to_pylist()


def _ends(starts: Sequence[dt.date]) -> dict[dt.date, dt.date]:
    """The last day of each period; the last period is as long as the one before, or a week."""
    days = [later - start for start, later in pairwise(starts)]
    step = days[-1] if days else dt.timedelta(days=7)
    return {start: start + length - dt.timedelta(days=1) for start, length in zip(starts, [*days, step], strict=True)}


_PERIODS: Final = "SELECT DISTINCT period FROM ties ORDER BY period"
_EDGES: Final = """
    SELECT t.source_id, t.target_id, t.period, t.value, t.low, t.high, t.n_reports, t.n_evidence FROM ties t
    WHERE t.layer = 'all' AND isfinite(t.value) AND {where} ORDER BY ALL
"""
_NODES: Final = """
    SELECT e.actor_id, coalesce(a.name, e.actor_id) AS name, coalesce(a.kind, 'unknown') AS kind, a.country, s.iso3c,
           s.cown, a.qid, coalesce(a.n_mentions, 0) AS n_mentions, e.first AS start, e.last AS "end"
    FROM (
        SELECT actor_id, min(period) AS first, max(period) AS last FROM (
            SELECT t.source_id AS actor_id, t.period FROM ties t WHERE t.layer = 'all' AND isfinite(t.value) AND {where}
            UNION ALL
            SELECT t.target_id, t.period FROM ties t WHERE t.layer = 'all' AND isfinite(t.value) AND {where}
        ) GROUP BY actor_id
    ) e LEFT JOIN actors a ON a.actor_id = e.actor_id LEFT JOIN state_of s ON s.actor_id = e.actor_id
    ORDER BY e.actor_id
"""
