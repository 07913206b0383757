"""Tables of what was read, as lists of sentences with filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from armillary.commands.filtering import Filters
from armillary.commands.quotes import Quote, quotes
from armillary.commands.readings import count, ids
from armillary.schema import SIDES, Attitude, Event, Flow, Goal, Mechanism, Quantity, Row
from armillary.web.asked import PER_PAGE, Actor, Day, Kind, Language, PageNumber, Slice, WorldOf
from armillary.web.pages.page import Page
from armillary.world import World

_CHOICES: Final = 80
"""Values of a column from which a form lets one choose; of more one writes one."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list, and in how many independent reports all of it stands."""

    rows: Slice[Quote]
    reports: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list was asked for."""

    actor: str | None
    source: str | None
    target: str | None
    type: str | None
    language: str | None
    after: dt.date | None
    before: dt.date | None


@dataclass(frozen=True, slots=True)
class RowsPage:
    """Rows of one table, newest articles first. `types` and `languages` are those to choose from."""

    table: str
    wanted: Wanted
    types: tuple[str, ...]
    languages: tuple[str, ...]
    found: Listed


def listed(world: World, table: str, page: int, wanted: Filters, per_page: int = PER_PAGE) -> Listed:
    """One page of a table of things read, newest first; the last one where there are fewer.

    Raises:
        UsageError: an actor that the world does not have.
    """
    total = count(world, table, **wanted)
    pages = max(1, -(-total.rows // per_page))
    page = min(page, pages)
    here = wanted.copy()
    here["limit"], here["offset"], here["newest"] = per_page, (page - 1) * per_page, True
    found = quotes(world, ids(world, table, **here), table=table)
    return Listed(Slice(tuple(found), total.rows, page, pages), total.reports)


def choices(world: World, row: type[Row]) -> tuple[str, ...]:
    """What the column of types of a table holds; nothing where that is too much to choose from."""
    return world.once(("choices", row.table), lambda: _choices(world, row))


def _choices(world: World, row: type[Row]) -> tuple[str, ...]:
    found: set[str] = set()
    for column in SIDES[row].type:
        sql = f"SELECT DISTINCT {column} FROM {row.table} WHERE {column} IS NOT NULL LIMIT {_CHOICES + 1}"
        found |= {str(value) for (value,) in world.query(sql)}
    return tuple(sorted(found)) if len(found) <= _CHOICES else ()


def languages(world: World) -> tuple[str, ...]:
    """Languages of the articles."""
    sql = "SELECT DISTINCT language FROM articles ORDER BY 1"
    return world.once("languages", lambda: tuple(str(one) for (one,) in world.query(sql)))


def _page(row: type[Row], title: str, about: str) -> Page:
    return Page(
        name=row.table,
        path=f"/{row.table}",
        title=title,
        find=_finder(row),
        about=about,
        section="",
        needs="read",
        template="rows",
    )


def _finder(row: type[Row]) -> Callable[..., RowsPage]:
    def find(
        world: WorldOf,
        actor: Actor = None,
        source: Actor = None,
        target: Actor = None,
        type: Kind = None,  # noqa: A002
        language: Language = None,
        after: Day = None,
        before: Day = None,
        page: PageNumber = 1,
    ) -> RowsPage:
        wanted = Wanted(actor, source, target, type, language, after, before)
        filters = Filters(
            actor=actor, source=source, target=target, type=type, language=language, after=after, before=before
        )
        found = listed(world, row.table, page, filters)
        return RowsPage(row.table, wanted, choices(world, row), languages(world), found)

    return find


PAGES: Final = (
    _page(Event, "Events", "Who did what to whom, with the sentence."),
    _page(Attitude, "Attitudes", "Who thinks well or ill of whom, with the sentence."),
    _page(Quantity, "Quantities", "Numbers with their units and what they count, with the sentence."),
    _page(Flow, "Flows", "What moves from where to where, with the sentence."),
    _page(Mechanism, "Mechanisms", "What is said to drive what, with the sentence."),
    _page(Goal, "Goals", "Who wants what, by which means, with the sentence."),
)
