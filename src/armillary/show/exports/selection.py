"""Which rows an export holds: filters as conditions of SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from armillary.schema import (
    ACTOR_COLUMNS,
    SIDES,
    Article,
    Change,
    Event,
    EventStatus,
    Forecast,
    Happening,
    Orbit,
    Record,
    Row,
    Tie,
    Turn,
    columns,
)

HAPPENED: Final[tuple[EventStatus, ...]] = ("happened", "claimed")
"""What formats hold that have no place for the status of an event."""

IN_ARTICLES: Final[frozenset[type[Row]]] = frozenset((*ACTOR_COLUMNS, Change))
"""Tables whose rows stand at a place in an article."""

_DAYS: Final[dict[type[Row], str]] = {
    Article: "t.published",
    Event: "coalesce(t.date, a.published)",
    Happening: "t.date",
    Record: "t.date",
    Tie: "t.period",
    Turn: "t.period",
    Orbit: "t.period",
    Forecast: "t.window_start",
}


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted; None leaves it open. A filter acts on the tables that have what it asks for."""

    actor: tuple[str, ...] | None = None
    """On any side: ids of an actor and of all who act for it."""
    source: tuple[str, ...] | None = None
    target: tuple[str, ...] | None = None
    after: dt.date | None = None
    before: dt.date | None = None
    type: str | None = None
    language: str | None = None
    status: tuple[EventStatus, ...] | None = None
    """None: all where the format says which, else `HAPPENED`."""

    @property
    def loaded(self) -> bool:
        """Whether records belong to it: they have no language, and happened."""
        return self.language is None and (self.status is None or "happened" in self.status)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of SQL, true where nothing is asked, and its values."""

    sql: str
    values: tuple[Any, ...]


def condition(row: type[Row], wanted: Selection) -> Condition:
    """For rows of a table `t`; those read from articles `a` and sentences `s` stand beside it."""
    parts: list[tuple[str, tuple[Any, ...]]] = []
    sides = SIDES.get(row)
    if sides is not None:
        both = (*sides.source, *sides.target)
        parts += _actors(row, wanted.actor, sum(ACTOR_COLUMNS.get(row, (both, ())), ()))
        parts += _actors(row, wanted.source, sides.source)
        parts += _actors(row, wanted.target, sides.target)
        if wanted.type is not None and sides.type:
            equal = " OR ".join(f"lower(t.{name}) = lower(?)" for name in sides.type)
            parts.append((equal, (wanted.type,) * len(sides.type)))
    parts += _days(_DAYS.get(row, "a.published" if row in IN_ARTICLES else ""), wanted)
    if wanted.language is not None and (row in IN_ARTICLES or row is Article):
        language = "t.language" if row is Article else "coalesce(s.language, a.language)"
        parts.append((f"starts_with({language}, ?)", (wanted.language,)))
    if wanted.status is not None and row is Event:
        parts.append(("t.status IN (SELECT unnest(?))", (list(wanted.status),)))
    return Condition(
        " AND ".join(f"({sql})" for sql, _ in parts) or "true", tuple(value for _, some in parts for value in some)
    )


def _actors(row: type[Row], ids: Sequence[str] | None, names: Sequence[str]) -> list[tuple[str, tuple[Any, ...]]]:
    if ids is None or not names:
        return []
    lists = {column.name for column in columns(row) if column.sql.endswith("[]")}
    tests = [f"list_has_any(t.{n}, ?)" if n in lists else f"t.{n} IN (SELECT unnest(?))" for n in names]
    return [(" OR ".join(tests), (list(ids),) * len(tests))]


def _days(column: str, wanted: Selection) -> list[tuple[str, tuple[Any, ...]]]:
    found: list[tuple[str, tuple[Any, ...]]] = []
    if column and wanted.after is not None:
        found.append((f"{column} >= ?", (wanted.after,)))
    if column and wanted.before is not None:
        found.append((f"{column} <= ?", (wanted.before,)))
    return found
