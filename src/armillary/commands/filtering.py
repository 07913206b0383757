"""Which rows are wanted, in words of SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final, TypedDict

from armillary.commands.opening import nearest
from armillary.errors import UsageError
from armillary.schema import ACTOR_COLUMNS, SIDES, Event, Row
from armillary.world import World


class Filters(TypedDict, total=False):
    """Which rows are wanted; what is absent or None is left open.

    `actor`, `source` and `target` are ids or names; a state stands for all who act for it. Days are those of the
    event where it has one, else of the article. Of many, `limit` are given, after the first `offset`; with `newest` the
    latest come first.
    """

    actor: str | None
    source: str | None
    target: str | None
    after: dt.date | None
    before: dt.date | None
    type: str | None
    language: str | None
    limit: int | None
    offset: int | None
    newest: bool | None


class Query:
    """Conditions joined by AND, with their values."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.values: list[Any] = []

    @property
    def where(self) -> str:
        """SQL."""
        return " AND ".join(self._parts) or "true"

    def add(self, condition: str, *values: object) -> None:
        """One more condition; `?` stand for the values."""
        self._parts.append(f"({condition})")
        self.values += values

    def actors(self, world: World, given: str | None, names: Sequence[str], lists: Sequence[str] = ()) -> None:
        """One of the columns names the actor, or one who acts for it."""
        if given is None:
            return
        ids = meant(world, given)
        parts = [f"{name} IN (SELECT unnest(?))" for name in names] + [f"list_has_any({name}, ?)" for name in lists]
        self.add(" OR ".join(parts) or "false", *[ids] * len(parts))

    def days(self, column: str, wanted: Filters) -> None:
        """The column lies between the days that are wanted."""
        if wanted.get("after") is not None:
            self.add(f"{column} >= ?", wanted.get("after"))
        if wanted.get("before") is not None:
            self.add(f"{column} <= ?", wanted.get("before"))

    def equal(self, given: str | None, names: Sequence[str]) -> None:
        """One of the columns says this, in any case."""
        if given is not None:
            self.add(" OR ".join(f"lower({name}) = lower(?)" for name in names) or "false", *[given] * len(names))


def query_of(world: World, row: type[Row], wanted: Filters) -> Query:
    """The rows of a table of things read (`t`) that are wanted, its articles being `a`, its sentences `s`.

    Raises:
        UsageError: an actor that the world does not have.
    """
    single, lists = (set(group) for group in ACTOR_COLUMNS[row])
    sides = SIDES[row]
    query = Query()
    query.actors(world, wanted.get("actor"), [f"t.{c}" for c in sorted(single)], [f"t.{c}" for c in sorted(lists)])
    for given, side in ((wanted.get("source"), sides.source), (wanted.get("target"), sides.target)):
        query.actors(world, given, [f"t.{c}" for c in side if c in single], [f"t.{c}" for c in side if c in lists])
    query.days("coalesce(t.date, a.published)" if row is Event else "a.published", wanted)
    query.equal(wanted.get("type"), [f"t.{c}" for c in sides.type])
    if wanted.get("language"):
        query.add("starts_with(coalesce(s.language, a.language), ?)", wanted.get("language"))
    return query


def slice_of(wanted: Filters) -> str:
    """LIMIT and OFFSET, as far as they are wanted."""
    limit, offset = wanted.get("limit"), wanted.get("offset")
    return ("" if limit is None else f" LIMIT {int(limit)}") + (f" OFFSET {int(offset)}" if offset else "")


_CALLED: Final = (
    "SELECT actor_id FROM actors WHERE lower(actor_id) = lower(?) OR lower(name) = lower(?) "
    "OR list_contains(list_transform(map_values(names), lambda x: lower(x)), lower(?)) "
    "ORDER BY n_mentions DESC, actor_id"
)


_FAMILY: Final = (
    "SELECT actor_id FROM actors WHERE kind = 'person' AND list_contains(list_transform("
    "list_append(map_values(names), name), lambda x: string_split_regex(lower(x), '[ ·・]+')[-1]), lower(?)) "
    "ORDER BY n_mentions DESC, actor_id"
)


def called(world: World, given: str) -> list[str]:
    """The actor with this id; else those whom it means as a name in any language, whatever its case.

    Those named most often come first; there are none where nobody is called so. A family name will do where only one
    person has it.

    Raises:
        UsageError: several people have this family name.
    """
    found = world.query("SELECT actor_id FROM actors WHERE actor_id = ?", given) or world.query(_CALLED, *[given] * 3)
    if found:
        return [str(one) for (one,) in found]
    family = [str(one) for (one,) in world.query(_FAMILY, given)]
    if len(family) > 1:
        raise UsageError(f"{given!r} fits {len(family)} people; give one of {', '.join(family[:5])}")
    return family


def nobody(world: World, given: str) -> UsageError:
    """The error for a name that nobody has; it names the nearest."""
    known = [str(one) for row in world.query("SELECT actor_id, name FROM actors") for one in row]
    return UsageError(f"no actor {given!r}; {nearest(given, known)}; `armillary actors` lists them")


def meant(world: World, given: str) -> list[str]:
    """`actor_ids`, kept for the next who asks for the same."""
    return world.recent(("who is meant", given), lambda: actor_ids(world, given))


def actor_ids(world: World, given: str) -> list[str]:
    """The actor that an id or a name in any language means, and all who act for it.

    Raises:
        UsageError: nobody has that id or name; names the nearest.
    """
    found = called(world, given)
    if not found:
        raise nobody(world, given)
    represented = world.query("SELECT actor_id FROM actors WHERE acts_for IN (SELECT unnest(?))", found)
    return sorted({*found, *(actor_id for (actor_id,) in represented)})
