"""Who is reported to have said what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, get_args

from armillary.commands.filtering import Filters
from armillary.commands.quotes import Quote
from armillary.schema import Stance, Statement, StatementKind
from armillary.web.asked import Actor, Day, Kind, Language, PageNumber, Slice, WorldOf
from armillary.web.pages.page import Page
from armillary.web.pages.rows import languages, listed
from armillary.world import World

PER_PAGE: Final = 30


@dataclass(frozen=True, slots=True)
class Said:
    """A statement and the sentence it begins in. `within` is who said that this was said."""

    row: Statement
    quote: Quote
    within: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list was asked for."""

    speaker: str | None
    about: str | None
    stance: str | None
    language: str | None
    after: dt.date | None
    before: dt.date | None


@dataclass(frozen=True, slots=True)
class StatementsPage:
    """Statements, newest articles first, and in how many independent reports all that fit stand."""

    wanted: Wanted
    stances: tuple[str, ...]
    languages: tuple[str, ...]
    said: Slice[Said]
    reports: int


def find(
    world: WorldOf,
    speaker: Actor = None,
    about: Actor = None,
    stance: Kind = None,
    language: Language = None,
    after: Day = None,
    before: Day = None,
    page: PageNumber = 1,
) -> StatementsPage:
    """Who said what; `stance` is how the report puts it, or how the words are given."""
    wanted = Wanted(speaker, about, stance, language, after, before)
    filters = Filters(source=speaker, target=about, type=stance, language=language, after=after, before=before)
    found = listed(world, Statement.table, page, filters, PER_PAGE)
    rows = found.rows
    return StatementsPage(
        wanted,
        (*get_args(Stance), *get_args(StatementKind)),
        languages(world),
        Slice(said(world, rows.rows), rows.total, rows.page, rows.pages),
        found.reports,
    )


def said(world: World, found: Iterable[Quote]) -> tuple[Said, ...]:
    """Statements in full, in the order of their quotes."""
    quotes = list(found)
    rows = _by_id(world, [quote.id for quote in quotes])
    outer = _by_id(world, [row.within for row in rows.values() if row.within])
    return tuple(Said(rows[quote.id], quote, _speaker(rows[quote.id], outer)) for quote in quotes)


def _by_id(world: World, ids: list[str]) -> dict[str, Statement]:
    found = world.rows(Statement, "statement_id IN (SELECT unnest(?))", ids) if ids else []
    return {row.statement_id: row for row in found}


def _speaker(row: Statement, outer: dict[str, Statement]) -> str | None:
    known = outer.get(row.within or "")
    return known.speaker_id if known else None


PAGES: Final = (
    Page(
        name="statements",
        path="/statements",
        title="Statements",
        find=find,
        about="Who is reported to have said what, about whom.",
        section="Statements",
        needs="read",
    ),
)
