"""What happened, merged over articles: by month, and one happening with all its versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from armillary.commands.filtering import Filters
from armillary.commands.grading import credibility
from armillary.commands.quotes import Quote, quotes
from armillary.commands.readings import count_happenings, timeline
from armillary.lexicon import plover
from armillary.schema import Event, Happening
from armillary.show.lines import VERBS
from armillary.web.asked import PER_PAGE, Actor, Day, Id, Kind, Language, PageNumber, Slice, WorldOf
from armillary.web.known import no_such
from armillary.web.pages.page import Page
from armillary.web.pages.rows import Wanted, languages
from armillary.world import World

_VERSIONS: Final = 3
"""Versions of a happening that a list shows side by side."""


@dataclass(frozen=True, slots=True)
class Version:
    """What one independent report says; where it is traced, its reference article first."""

    report_id: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A happening, and where its reports differ, a sentence of some of them. `verb` is its type in words."""

    row: Happening
    verb: str
    versions: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The happenings of a month on this page; NULL: without a date."""

    first: dt.date | None
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """How many happenings a month has in all."""

    first: dt.date
    last: dt.date
    n: int


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Happenings that fit, the latest first, undated ones last; `amounts` are of all, whatever was asked for."""

    wanted: Wanted
    types: tuple[str, ...]
    languages: tuple[str, ...]
    amounts: tuple[Amount, ...]
    months: Slice[Month]


@dataclass(frozen=True, slots=True)
class HappeningPage:
    """One happening: its versions, those of most sentences first; `credibility` on the Admiralty scale."""

    row: Happening
    verb: str
    versions: tuple[Version, ...]
    credibility: int


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
) -> TimelinePage:
    """What happened, by month."""
    filters = Filters(
        actor=actor, source=source, target=target, type=type, language=language, after=after, before=before
    )
    total = count_happenings(world, **filters)
    pages = max(1, -(-total // PER_PAGE))
    page = min(page, pages)
    filters["limit"], filters["offset"], filters["newest"] = PER_PAGE, (page - 1) * PER_PAGE, True
    rows = _told(world, timeline(world, **filters))
    months = tuple(
        Month(first, tuple(told))
        for first, told in groupby(rows, lambda one: one.row.date and one.row.date.replace(day=1))
    )
    return TimelinePage(
        Wanted(actor, source, target, type, language, after, before),
        tuple(plover.types()),
        languages(world),
        world.once("amounts of happenings", lambda: _amounts(world)),
        Slice(months, total, page, pages),
    )


def _amounts(world: World) -> tuple[Amount, ...]:
    sql = (
        "SELECT CAST(date_trunc('month', date) AS DATE) AS month, last_day(month), count(*) FROM happenings "
        "WHERE date IS NOT NULL GROUP BY ALL ORDER BY 1"
    )
    return tuple(Amount(*row) for row in world.query(sql))


def _told(world: World, rows: Sequence[Happening]) -> list[Told]:
    disputed = [one for row in rows if row.conflict for one in row.event_ids]
    by_id = {quote.id: quote for quote in quotes(world, disputed, table=Event.table)} if disputed else {}
    return [
        Told(row, _verb(row), _different([by_id[one] for one in row.event_ids if one in by_id]) if row.conflict else ())
        for row in rows
    ]


def _verb(row: Happening) -> str:
    return VERBS.get(row.event_type, row.event_type.lower())


def _different(found: Sequence[Quote]) -> tuple[Quote, ...]:
    """Those that say something else first, then those of other reports, then those of other articles."""
    kinds: tuple[Callable[[Quote], str | None], ...] = (
        lambda quote: quote.line,
        lambda quote: quote.report_id,
        lambda quote: quote.article_id,
    )
    chosen: list[Quote] = []
    for kind in kinds:
        for quote in found:
            if kind(quote) not in {kind(one) for one in chosen}:
                chosen.append(quote)
    return tuple(chosen[:_VERSIONS])


def _versions(found: Iterable[Quote]) -> list[Version]:
    by_report: dict[str, list[Quote]] = {}
    for quote in found:
        by_report.setdefault(quote.report_id or quote.article_id, []).append(quote)
    return [Version(report_id, tuple(listed)) for report_id, listed in by_report.items()]


def find_one(world: WorldOf, id: Id) -> HappeningPage:  # noqa: A002
    """One happening with the sentences of all its reports."""
    found = world.rows(Happening, "happening_id = ?", id)
    if not found:
        raise no_such(world, "happening", id, "happenings", "happening_id")
    row = found[0]
    said = quotes(world, row.event_ids, table=Event.table)
    original = set(_references(world, said))
    said.sort(key=lambda one: (one.published or dt.date.max, one.article_id not in original, one.article_id, one.n))
    return HappeningPage(row, _verb(row), tuple(_versions(said)), credibility(world, row.happening_id))


def _references(world: World, said: Iterable[Quote]) -> Iterable[str]:
    """The articles that speak for their reports."""
    reports = sorted({quote.report_id for quote in said if quote.report_id})
    sql = "SELECT reference_article_id FROM reports WHERE report_id IN (SELECT unnest(?))"
    return (str(one) for (one,) in world.query(sql, reports))


PAGES: Final = (
    Page(
        name="timeline",
        path="/timeline",
        title="Timeline",
        find=find,
        about="What happened, merged over articles, with the number of independent reports.",
        section="Timeline",
        needs="read",
    ),
    Page(
        name="happening",
        path="/happening/{id}",
        title="Happening",
        find=find_one,
        about="One happening with the sentences of all its reports.",
        section="Timeline",
        needs="read",
    ),
)
