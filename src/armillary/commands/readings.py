"""What was read, each row with the sentence it came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypedDict, TypeVar, Unpack, get_type_hints

from armillary.commands.opening import nearest, opened
from armillary.errors import UsageError
from armillary.results import Rows
from armillary.schema import (
    ACTOR_COLUMNS,
    SIDES,
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


class Filters(TypedDict, total=False):
    """Which rows are wanted; what is absent or None is left open.

    `actor`, `source` and `target` are ids or names; a state stands for all who act for it. Days are those of the
    event where it has one, else of the article.
    """

    actor: str | None
    source: str | None
    target: str | None
    after: dt.date | None
    before: dt.date | None
    type: str | None
    language: str | None
    limit: int | None


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
        query = _Query()
        query.actors(w, filters.get("actor"), ("source_id", "target_id"))
        query.actors(w, filters.get("source"), ("source_id",))
        query.actors(w, filters.get("target"), ("target_id",))
        query.days("date", filters)
        query.equal(filters.get("type"), ("event_type",))
        if filters.get("language"):
            query.add(
                "list_has_any(event_ids, (SELECT list(event_id) FROM events JOIN articles a USING (article_id) "
                "WHERE starts_with(a.language, ?)))",
                filters.get("language"),
            )
        found = w.rows(Happening, query.where, *query.values, order="date NULLS LAST, happening_id")
        return Rows(Happening, found[: filters.get("limit")], world=w.path)


def actors(world: World | str | Path, **filters: Unpack[Filters]) -> Rows[Actor]:
    """Who the articles name, the most often named first; `type` is kind or sector, `actor` one of them or of its own.

    Raises as `statements`.
    """
    with opened(world) as w:
        query = _Query()
        query.actors(w, filters.get("actor"), ("actor_id",))
        query.equal(filters.get("type"), ("kind", "sector", "country"))
        if filters.get("language"):
            query.add("len(map_extract(names, ?)) > 0", filters.get("language"))
        found = w.rows(Actor, query.where, *query.values, order="n_mentions DESC, actor_id")
        return Rows(Actor, found[: filters.get("limit")], world=w.path)


class _Query:
    """Conditions joined by AND, with their values."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.values: list[Any] = []

    @property
    def where(self) -> str:
        return " AND ".join(self._parts) or "true"

    def add(self, condition: str, *values: object) -> None:
        self._parts.append(f"({condition})")
        self.values += values

    def actors(self, world: World, given: str | None, names: Sequence[str], lists: Sequence[str] = ()) -> None:
        """One of the columns names the actor, or one who acts for it."""
        if given is None:
            return
        ids = actor_ids(world, given)
        parts = [f"{name} IN (SELECT unnest(?))" for name in names] + [f"list_has_any({name}, ?)" for name in lists]
        self.add(" OR ".join(parts) or "false", *[ids] * len(parts))

    def days(self, column: str, wanted: Filters) -> None:
        if wanted.get("after") is not None:
            self.add(f"{column} >= ?", wanted.get("after"))
        if wanted.get("before") is not None:
            self.add(f"{column} <= ?", wanted.get("before"))

    def equal(self, given: str | None, names: Sequence[str]) -> None:
        if given is not None:
            self.add(" OR ".join(f"lower({name}) = lower(?)" for name in names) or "false", *[given] * len(names))


def _found(world: World | str | Path, row: type[R], wanted: Filters) -> Rows[Evidence[R]]:
    with opened(world) as w:
        query = _query(w, row, wanted)
        most = wanted.get("limit")
        limit = "" if most is None else f" LIMIT {int(most)}"
        names = [one.name for one in columns(row)]
        sql = (
            f"SELECT {', '.join(f't.{name}' for name in names)}, s.text, coalesce(s.language, a.language), a.outlet, "
            f"a.published, a.source, a.report_id FROM {row.table} t JOIN articles a USING (article_id) "
            f"LEFT JOIN sentences s ON s.article_id = t.article_id AND s.n = t.n WHERE {query.where} "
            f"ORDER BY a.published NULLS LAST, t.article_id, t.start_char, t.{names[0]}{limit}"
        )
        found = (_evidence(row, names, values) for values in w.query(sql, *query.values))
        return Rows(row, found, columns=(*columns(row), *_place()), world=w.path)


def _query(world: World, row: type[Row], wanted: Filters) -> _Query:
    single, lists = (set(group) for group in ACTOR_COLUMNS[row])
    sides = SIDES[row]
    query = _Query()
    query.actors(world, wanted.get("actor"), [f"t.{c}" for c in sorted(single)], [f"t.{c}" for c in sorted(lists)])
    for given, side in ((wanted.get("source"), sides.source), (wanted.get("target"), sides.target)):
        query.actors(world, given, [f"t.{c}" for c in side if c in single], [f"t.{c}" for c in side if c in lists])
    query.days("coalesce(t.date, a.published)" if row is Event else "a.published", wanted)
    query.equal(wanted.get("type"), [f"t.{c}" for c in sides.type])
    if wanted.get("language"):
        query.add("starts_with(coalesce(s.language, a.language), ?)", wanted.get("language"))
    return query


def _evidence(row: type[R], names: Sequence[str], values: Sequence[Any]) -> Evidence[R]:
    own = [tuple(value) if isinstance(value, list) else value for value in values[: len(names)]]
    sentence, language, outlet, published, source, report_id = values[len(names) :]
    filled = row(**dict(zip(names, own, strict=True)))
    return Evidence(filled, sentence or "", language, outlet, published, source, report_id)


def actor_ids(world: World, given: str) -> list[str]:
    """The actor that an id or a name in any language means, and all who act for it.

    Raises:
        UsageError: nobody has that id or name; names the nearest.
    """
    found = [
        actor_id
        for (actor_id,) in world.query(
            "SELECT actor_id FROM actors WHERE lower(actor_id) = lower(?) OR lower(name) = lower(?) "
            "OR list_contains(list_transform(map_values(names), lambda x: lower(x)), lower(?)) "
            "ORDER BY n_mentions DESC",
            *[given] * 3,
        )
    ]
    if not found:
        known = [str(one) for row in world.query("SELECT actor_id, name FROM actors") for one in row]
        raise UsageError(f"no actor {given!r}; {nearest(given, known)}; `armillary actors` lists them")
    represented = world.query("SELECT actor_id FROM actors WHERE acts_for IN (SELECT unnest(?))", found)
    return sorted({*found, *(actor_id for (actor_id,) in represented)})
