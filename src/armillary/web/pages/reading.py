"""One row of what was read, or loaded: the sentence, what was read from it, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Query

from armillary.commands.cite import Parallel, cite
from armillary.commands.explain import Explanation, explain
from armillary.commands.quotes import TABLES, Quote, quotes
from armillary.schema import ACTOR_COLUMNS, SIDES, Event, Record, Row, Sides, columns
from armillary.web.asked import Id, NotFoundError, WorldOf
from armillary.web.pages.page import Page
from armillary.world import World

Explained = Annotated[
    bool, Query(alias="explain", description="Read the article again to say what fired; it takes seconds.")
]

_PLACE: Final = frozenset(("article_id", "n", "start_char", "end_char", "text", "cue", "confidence"))
"""Columns that the sentence itself shows."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the row; `about` is what it means, `actors` are ids that it holds."""

    name: str
    about: str
    value: object
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """A row with its sentence; a record from elsewhere has none, so `quote` is NULL.

    `pair` are those between whom it speaks, `happening_id` the happening that an event is part of, `copies` the other
    articles that share text with its own, each with the sentence as it has it. `explanation` is NULL unless asked for.
    """

    id: str
    table: str
    line: str
    fields: tuple[Field, ...]
    quote: Quote | None
    pair: tuple[str, str] | None
    happening_id: str | None
    copies: tuple[Parallel, ...]
    explanation: Explanation | None


def find(world: WorldOf, id: Id, explained: Explained = False) -> ReadingPage:  # noqa: A002
    """What was read, and why."""
    found = quotes(world, [id])
    if not found:
        return _record(world, id)
    quote = found[0]
    kind = next(row for row in TABLES if row.table == quote.table)
    (row,) = world.rows(kind, f"{kind.key[0]} = ?", id)
    return ReadingPage(
        id,
        kind.table,
        quote.line,
        _fields(row),
        quote,
        _pair(row),
        _happening(world, id) if kind is Event else None,
        cite(world, f"{quote.article_id}:{quote.n}").copies,
        explain(world, id) if explained else None,
    )


def _record(world: World, given: str) -> ReadingPage:
    rows = world.rows(Record, "record_id = ?", given)
    if not rows:
        raise NotFoundError(f"nothing that was read has the id {given!r}; the lists, such as /events, have such ids")
    row = rows[0]
    line = f"{row.source_name or row.source_id}: {row.code}: {row.target_name or row.target_id}"
    return ReadingPage(given, Record.table, line, _fields(row), None, _pair(row), None, (), None)


def _fields(row: Row) -> tuple[Field, ...]:
    """The columns that say something, without those of the place."""
    single, lists = ACTOR_COLUMNS.get(type(row), (("source_id", "target_id"), ()))
    found = []
    for column in columns(type(row)):
        value = getattr(row, column.name)
        if column.name in _PLACE or value in (None, (), ""):
            continue
        actors = (value,) if column.name in single else value if column.name in lists else ()
        found.append(Field(column.name, column.about, value, actors))
    return tuple(found)


def _pair(row: Row) -> tuple[str, str] | None:
    """Who acts, and on whom, where both are one actor that is known."""
    sides: Mapping[type[Row], Sides] = SIDES
    ends = []
    for side in sides[type(row)][:2]:
        value = getattr(row, side[0]) if side else None
        one = value[0] if isinstance(value, tuple) and len(value) == 1 else value
        if not isinstance(one, str) or one == "unknown":
            return None
        ends.append(one)
    return (ends[0], ends[1]) if ends[0] != ends[1] else None


def _happening(world: World, event_id: str) -> str | None:
    rows = world.query("SELECT happening_id FROM happenings WHERE list_contains(event_ids, ?)", event_id)
    return str(rows[0][0]) if rows else None


PAGES: Final = (
    Page(
        name="reading",
        path="/reading/{id}",
        title="What was read",
        find=find,
        about="One row of what was read: its sentence, and why the program says so.",
        section="",
        needs="read",
    ),
)
