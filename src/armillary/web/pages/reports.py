"""Independent reports and their copies: stories, families, outlets, articles; and one family with its tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from fastapi import Query

from armillary.commands.grading import outlet_grade
from armillary.commands.reports import (
    Heading,
    Listed,
    Tally,
    Telling,
    Which,
    article_list,
    heading_of,
    report_family,
    report_list,
    source_list,
    story_list,
    tally,
    telling_changes,
    with_words,
)
from armillary.schema import Change, Report
from armillary.show.families import Family, Member, Origin, source_of
from armillary.show.kinship import place_of, told
from armillary.web.asked import PER_PAGE, Id, Language, PageNumber, Slice, Words, WorldOf
from armillary.web.pages.page import Page
from armillary.world import World

ListName = Literal["families", "stories", "sources", "articles", "alone"]
ListOf = Annotated[
    ListName,
    Query(alias="list", description="Families of copies, stories, outlets, articles, or reports without copies."),
]
Changed = Annotated[bool, Query(description="Only what has major changes.")]
RoleOf = Annotated[
    Literal["own", "copy", "unknown", ""] | None,
    Query(description="Articles that came first, were made from another, or cannot be told."),
]
Dated = Annotated[Literal["yes", "no", ""] | None, Query(description="Articles with or without a date.")]
Read = Annotated[Literal["yes", "no", ""] | None, Query(description="Articles that were or were not read.")]
_YES: Final = {"yes": True, "no": False}

LISTS: Final = {
    "families": "Families of copies",
    "stories": "Stories",
    "sources": "Outlets",
    "alone": "Without copies",
    "articles": "Articles",
}
MEMBERS: Final = 200
"""Articles of one family listed."""
MAJOR: Final = 30
"""Major changes of one family shown."""


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """`rows` is the list asked for; `telling` are changes to look at first, on the first page of the families."""

    tally: Tally
    list: ListName
    rows: Slice[Any]
    telling: tuple[Telling, ...]
    language: str | None
    outlet: str | None
    changed: bool
    role: str | None
    dated: str | None
    read: str | None

    @property
    def lists(self) -> dict[str, str]:
        """Names of the lists."""
        return LISTS


@dataclass(frozen=True, slots=True)
class MemberView:
    """An article in its family. `source_id` is the article it was made from or shares text with."""

    article: Heading
    reliability: str
    depth: int
    phrase: str
    measure: str
    why: str
    note: str
    source_id: str | None
    directed: bool
    n_major: int
    n_minor: int


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One independent report.

    `major` are its major changes, those with words on both sides first, then the surest; `n_major` counts all.
    """

    report: Report
    reference: Heading
    origin: Origin
    members: tuple[MemberView, ...]
    major: tuple[Telling, ...]
    n_major: int
    family: Annotated[Family, "not in the JSON"]

    def flat(self) -> dict[str, object]:
        """What the JSON has."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "family"}


def find_reports(
    world: WorldOf,
    which: ListOf = "families",
    language: Language = None,
    outlet: Words = None,
    changed: Changed = False,
    role: RoleOf = None,
    dated: Dated = None,
    read: Read = None,
    story: Words = None,
    page: PageNumber = 1,
) -> ReportsPage:
    """One of the lists."""
    wanted = Which(
        language=language,
        outlet=outlet,
        changed=changed,
        story=story,
        role=role or None,
        dated=_YES.get(dated or ""),
        is_read=_YES.get(read or ""),
    )
    found = _page(_FINDERS[which], world, wanted, page)
    first = which == "families" and found.page == 1
    return ReportsPage(
        tally=tally(world),
        list=which,
        rows=found,
        telling=_telling(world, wanted) if first else (),
        language=language,
        outlet=outlet,
        changed=changed,
        role=role,
        dated=dated,
        read=read,
    )


def _telling(world: World, which: Which) -> tuple[Telling, ...]:
    """Without filters they are found once."""
    if which == Which():
        return world.once("telling", lambda: telling_changes(world))
    return telling_changes(world, which)


def _alone(world: World, which: Which, *, limit: int, offset: int) -> Listed[Any]:
    return report_list(world, which, alone=True, limit=limit, offset=offset)


_FINDERS: Final[dict[str, Callable[..., Listed[Any]]]] = {
    "families": report_list,
    "stories": story_list,
    "sources": source_list,
    "articles": article_list,
    "alone": _alone,
}


def _page(finder: Callable[..., Listed[Any]], world: World, which: Which, page: int) -> Slice[Any]:
    """The page of the list; the last one where there are fewer."""
    found = finder(world, which, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    pages = max(1, -(-found.total // PER_PAGE))
    if page > pages:
        return _page(finder, world, which, pages)
    return Slice(found.rows, found.total, page, pages)


def find_report(world: WorldOf, report_id: Id) -> ReportPage:
    """One family."""
    family = report_family(world, report_id)
    ids = [member.article.article_id for member in family.members]
    major = "severity = 'major' AND article_id IN (SELECT unnest(?))"
    order = f"was IS NULL OR now IS NULL, confidence DESC, change_id LIMIT {MAJOR}"
    changes = world.rows(Change, major, ids, order=order)
    return ReportPage(
        report=family.report,
        reference=heading_of(family.reference),
        origin=family.origin,
        members=tuple(_member(member, family, world) for member in family.members[:MEMBERS]),
        major=with_words(world, changes),
        n_major=sum(member.n_major for member in family.members),
        family=family,
    )


def _member(member: Member, family: Family, world: World) -> MemberView:
    articles = {one.article.article_id: one.article for one in family.members}
    phrase, measure, why = told(member, articles, family)
    own, link = member.article.article_id, member.link
    source = None if link is None else link.article_b if link.article_a == own else link.article_a
    return MemberView(
        article=heading_of(member.article),
        reliability=outlet_grade(world, member.article.outlet),
        depth=member.depth,
        phrase=phrase,
        measure=measure,
        why=why,
        note=place_of(member, family),
        source_id=source,
        directed=link is not None and source_of(link) == source,
        n_major=member.n_major,
        n_minor=member.n_minor,
    )


PAGES: Final = (
    Page(
        name="reports",
        path="/reports",
        title="Reports and copies",
        find=find_reports,
        about="Independent reports with their copies, stories, outlets, articles.",
        section="Reports",
        needs="trace",
    ),
    Page(
        name="report",
        path="/report/{report_id}",
        title="Report",
        find=find_report,
        about="One independent report: which article was made from which, and what the copies changed.",
        section="Reports",
        needs="trace",
    ),
)
