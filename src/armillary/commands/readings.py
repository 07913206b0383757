"""What was read, each row with the sentence it came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar, Unpack, get_type_hints

from armillary.commands.filtering import Filters, Query, query_of, slice_of
from armillary.commands.opening import opened
from armillary.errors import UsageError
from armillary.results import Rows, Shown
from armillary.schema import (
    ACTOR_COLUMNS,
    Actor,
    Attitude,
    Column,
    Event,
    Flow,
    Goal,
    Happening,
    Lever,
    Mechanism,
    Outlook,
    Quantity,
    Row,
    Statement,
    column,
    columns,
)
from armillary.world import World

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Evidence(Generic[R]):
    """A row of what was read, with where it stands. In JSON and CSV the columns of the row come first."""

    row: R
    sentence: str
    language: str
    outlet: str | None
    published: dt.date | None
    source: str
    report_id: str | None

    def flat(self) -> Mapping[str, object]:
        """Columns of the row, then those of its place."""
        place = {one.name: getattr(self, one.name) for one in _place()}
        return {one.name: getattr(self.row, one.name) for one in columns(type(self.row))} | place


def columns_of(row: type[Row]) -> list[str]:
    """Columns of `Evidence` of a table, in order."""
    return [one.name for one in (*columns(row), *_place())]


@cache
def _place() -> tuple[Column, ...]:
    """The columns of `Evidence` that say where a row stands."""
    hints = get_type_hints(Evidence)
    return tuple(column(field.name, hints[field.name]) for field in fields(Evidence) if field.name != "row")


def statements(world: World | str | Path, **filters: Unpack[Filters]) -> Rows[Evidence[Statement]]:
    """Who is reported to have said what; `source` is the speaker, `target` whom it is about, `type` stance or kind.

    Raises:
        UsageError: an actor that the world does not have.
        WorldError: the world cannot be used.
    """
    return _found(world, Statement, filters)


def events(world: World | str | Path, **filters: Unpack[Filters]) -> Rows[Evidence[Event]]:
    """Who did what to whom; `type` is a PLOVER type, mode, or status. Raises as `statements`."""
    return _found(world, Event, filters)


def attitudes(world: World | str | Path, **filters: Unpack[Filters]) -> Rows[Evidence[Attitude]]:
    """Who thinks well or ill of whom. Raises as `statements`."""
    return _found(world, Attitude, filters)


def quantities(world: World | str | Path, **filters: Unpack[Filters]) -> Rows[Evidence[Quantity]]:
    """Numbers with unit and what they count; `type` is unit or thing. Raises as `statements`."""
    return _found(world, Quantity, filters)


def levers(world: World | str | Path, **filters: Unpack[Filters]) -> Rows[Evidence[Lever]]:
    """Who holds what over whom; `type` is domain or status. Raises as `statements`."""
    return _found(world, Lever, filters)


def outlooks(world: World | str | Path, **filters: Unpack[Filters]) -> Rows[Evidence[Outlook]]:
    """Who expects what; `source` is who expects it. Raises as `statements`."""
    return _found(world, Outlook, filters)


def flows(world: World | str | Path, **filters: Unpack[Filters]) -> Rows[Evidence[Flow]]:
    """What moves from where to where; `type` is what moves or how it changes. Raises as `statements`."""
    return _found(world, Flow, filters)


def mechanisms(world: World | str | Path, **filters: Unpack[Filters]) -> Rows[Evidence[Mechanism]]:
    """What the articles say drives what. Raises as `statements`."""
    return _found(world, Mechanism, filters)


def goals(world: World | str | Path, **filters: Unpack[Filters]) -> Rows[Evidence[Goal]]:
    """Who wants what, by which means. Raises as `statements`."""
    return _found(world, Goal, filters)


def timeline(world: World | str | Path, **filters: Unpack[Filters]) -> Rows[Happening]:
    """Real-world events by date, merged over articles; undated ones last. Raises as `statements`."""
    with opened(world) as w:
        query = _happenings(w, filters)
        way = "DESC " if filters.get("newest") else ""
        order = f"date {way}NULLS LAST, happening_id{slice_of(filters)}"
        return Rows(Happening, w.rows(Happening, query.where, *query.values, order=order), world=w.path)


def _happenings(world: World, wanted: Filters) -> Query:
    query = Query()
    query.actors(world, wanted.get("actor"), ("source_id", "target_id"))
    query.actors(world, wanted.get("source"), ("source_id",))
    query.actors(world, wanted.get("target"), ("target_id",))
    query.days("date", wanted)
    query.equal(wanted.get("type"), ("event_type",))
    if wanted.get("language"):
        query.add(
            "happening_id IN (SELECT happening_id FROM (SELECT happening_id, unnest(event_ids) AS event_id "
            "FROM happenings) JOIN events USING (event_id) JOIN articles a USING (article_id) "
            "WHERE starts_with(a.language, ?))",
            wanted.get("language"),
        )
    return query


def actors(world: World | str | Path, **filters: Unpack[Filters]) -> Rows[Actor]:
    """Who the articles name, the most often named first; `type` is kind or sector, `actor` one of them or of its own.

    Raises as `statements`.
    """
    with opened(world) as w:
        query = Query()
        query.actors(w, filters.get("actor"), ("actor_id",))
        query.equal(filters.get("type"), ("kind", "sector", "country"))
        if filters.get("language"):
            query.add("len(map_extract(names, ?)) > 0", filters.get("language"))
        order = f"n_mentions DESC, actor_id{slice_of(filters)}"
        return Rows(Actor, w.rows(Actor, query.where, *query.values, order=order), world=w.path)


def ids(world: World | str | Path, table: str, **filters: Unpack[Filters]) -> list[str]:
    """Ids of the rows of a table of things read, in the order of the command of that name. Raises as `statements`."""
    with opened(world) as w:
        row = _row(table)
        query = query_of(w, row, filters)
        sql = f"SELECT t.{row.key[0]} FROM {_joined(row, filters)} WHERE {query.where} ORDER BY {_order(row, filters)}"
        return [str(one) for (one,) in w.query(sql + slice_of(filters), *query.values)]


@dataclass(frozen=True, slots=True)
class Counted(Shown):
    """Rows, and the independent reports that they stand in."""

    rows: int
    reports: int


def count(world: World | str | Path, table: str, **filters: Unpack[Filters]) -> Counted:
    """How much the command of that name gives without a limit. Raises as `statements`."""
    with opened(world) as w:
        row = _row(table)
        query = query_of(w, row, filters)
        sql = (
            "SELECT count(*), count(DISTINCT coalesce(a.report_id, a.article_id)) "
            f"FROM {_joined(row, filters)} WHERE {query.where}"
        )
        return Counted(*w.query(sql, *query.values)[0])


def newest(world: World | str | Path, table: str, **filters: Unpack[Filters]) -> tuple[list[str], Counted]:
    """Ids of the newest rows that `ids` gives, and what `count` gives, asked for at once. Raises as `statements`."""
    with opened(world) as w:
        row = _row(table)
        query = query_of(w, row, filters)
        most = filters.get("limit")
        cut = "" if most is None else f"[:{int(most)}]"
        sql = (
            f"SELECT list(t.{row.key[0]} ORDER BY {_order(row, {'newest': True})}){cut}, count(*), "
            f"count(DISTINCT coalesce(a.report_id, a.article_id)) FROM {_joined(row, filters)} WHERE {query.where}"
        )
        found, rows, reports = w.query(sql, *query.values)[0]
        return found or [], Counted(rows, reports)


def count_happenings(world: World | str | Path, **filters: Unpack[Filters]) -> int:
    """How many real-world events `timeline` gives without a limit. Raises as `statements`."""
    with opened(world) as w:
        query = _happenings(w, filters)
        return int(w.query(f"SELECT count(*) FROM happenings WHERE {query.where}", *query.values)[0][0])


def _row(table: str) -> type[Row]:
    for row in ACTOR_COLUMNS:
        if row.table == table:
            return row
    raise UsageError(f"no table {table!r} of things read; one of {', '.join(row.table for row in ACTOR_COLUMNS)}")


def _joined(row: type[Row], wanted: Filters) -> str:
    """The table with its articles, and with its sentences where these are asked about."""
    tables = f"{row.table} t JOIN articles a USING (article_id)"
    if not wanted.get("language"):
        return tables
    return f"{tables} LEFT JOIN sentences s ON s.article_id = t.article_id AND s.n = t.n"


def _found(world: World | str | Path, row: type[R], wanted: Filters) -> Rows[Evidence[R]]:
    with opened(world) as w:
        query = query_of(w, row, wanted)
        names = [one.name for one in columns(row)]
        sql = (
            f"SELECT {', '.join(f't.{name}' for name in names)}, s.text, coalesce(s.language, a.language), a.outlet, "
            f"a.published, a.source, a.report_id FROM {row.table} t JOIN articles a USING (article_id) "
            f"LEFT JOIN sentences s ON s.article_id = t.article_id AND s.n = t.n WHERE {query.where} "
            f"ORDER BY {_order(row, wanted)}{slice_of(wanted)}"
        )
        found = (_evidence(row, names, values) for values in w.query(sql, *query.values))
        return Rows(row, found, columns=(*columns(row), *_place()), world=w.path)


def _order(row: type[Row], wanted: Filters) -> str:
    way = "DESC " if wanted.get("newest") else ""
    return f"a.published {way}NULLS LAST, t.article_id, t.start_char, t.{row.key[0]}"


def _evidence(row: type[R], names: Sequence[str], values: Sequence[Any]) -> Evidence[R]:
    own = [tuple(value) if isinstance(value, list) else value for value in values[: len(names)]]
    sentence, language, outlet, published, source, report_id = values[len(names) :]
    filled = row(**dict(zip(names, own, strict=True)))
    return Evidence(filled, sentence or "", language, outlet, published, source, report_id)
