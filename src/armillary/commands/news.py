"""What came in since a build or a date: new reports, and new copies of reports known before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from armillary.commands.opening import nearest, opened
from armillary.errors import UsageError
from armillary.results import Rows
from armillary.schema import Article, Change, Link, Report
from armillary.show.families import Family, Member, families
from armillary.show.words import NO_ORIGIN, RELATIONS, outlet_of, plural
from armillary.world import World

What = Literal["report", "origin", "copy"]


@dataclass(frozen=True, slots=True)
class News:
    """An article that is new, and what it brings.

    `what`: `report` an independent report that was not known; `origin` the article that others, known before, were
    made from; `copy` one more copy. `n_major` counts the major changes of a copy.
    """

    what: What
    article_id: str
    outlet: str | None
    title: str | None
    language: str
    published: dt.date | None
    run_id: str
    report_id: str
    n_major: int
    why: str


def news(world: World | str | Path, since: str | dt.date, *, limit: int | None = None) -> Rows[News]:
    """Articles brought in by builds after run `since`, or begun on that date or later; new reports come first.

    Raises:
        UsageError: `since` is neither a run of this world nor an ISO date.
        WorldError: the world cannot be used.
    """
    with opened(world) as w:
        arrived = _arrived(w, since)
        found, place = _families(w, list(arrived)), w.path
    rows = [_news(family, m, arrived) for family in found for m in family.members if m.article.article_id in arrived]
    order: tuple[What, ...] = ("report", "origin", "copy")
    ordered = sorted(rows, key=lambda row: (order.index(row.what), -row.n_major, row.article_id))
    return Rows(News, ordered[:limit], world=place)


def _families(world: World, arrived: list[str]) -> list[Family]:
    """The families that have a new member."""
    reports = "report_id IN (SELECT report_id FROM articles WHERE article_id IN (SELECT unnest(?)))"
    articles = world.rows(Article, reports, arrived)
    ids = [article.article_id for article in articles]
    links = world.rows(Link, "article_a IN (SELECT unnest(?))", ids)
    changes = world.rows(Change, "article_id IN (SELECT unnest(?))", ids)
    return families(articles, world.rows(Report, reports, arrived), links, changes)


def _arrived(world: World, since: str | dt.date) -> dict[str, str]:
    """Ids of the new articles with the run that brought each."""
    begun = dict(world.query("SELECT run_id, min(started) FROM runs GROUP BY run_id ORDER BY 2, 1"))
    if isinstance(since, str) and since in begun:
        fresh = [run for run, started in begun.items() if started > begun[since]]
    else:
        day = _day(since, begun)
        fresh = [run for run, started in begun.items() if started.date() >= day]
    return dict(world.query("SELECT article_id, run_id FROM arrivals WHERE run_id IN (SELECT unnest(?))", fresh))


def _day(since: str | dt.date, runs: Mapping[str, dt.datetime]) -> dt.date:
    if isinstance(since, dt.date):
        return since
    try:
        return dt.date.fromisoformat(since)
    except ValueError:
        tries = nearest(since, sorted(runs, reverse=True)) if runs else "the world records no builds"
        raise UsageError(f"{since!r} is neither a date like 2022-10-31 nor a build of this world; {tries}") from None


def _news(family: Family, member: Member, arrived: Mapping[str, str]) -> News:
    article = member.article
    what, why = _what(family, member, arrived)
    return News(
        what=what,
        article_id=article.article_id,
        outlet=article.outlet,
        title=article.title,
        language=article.language,
        published=article.published,
        run_id=arrived[article.article_id],
        report_id=family.report.report_id,
        n_major=member.n_major,
        why=why,
    )


def _what(family: Family, member: Member, arrived: Mapping[str, str]) -> tuple[What, str]:
    known = [m for m in family.members if m.article.article_id not in arrived]
    if not known and member.article.article_id == family.reference.article_id:
        return "report", _new_report(family)
    if member.article.article_id == family.report.origin_article_id:
        return "origin", f"{plural(len(known), 'article')} known before come from it"
    return "copy", _new_copy(family, member)


def _new_report(family: Family) -> str:
    copies = len(family.members) - 1
    if not copies:
        return "shares text with no other article"
    origin = f"; {NO_ORIGIN[family.origin].lower()}" if family.origin in NO_ORIGIN else ""
    return f"came with {plural(copies, 'copy', 'copies')}{origin}"


def _new_copy(family: Family, member: Member) -> str:
    if member.link is None or member.parent_id is None:
        others = [m.article for m in family.members if m is not member]
        near = family.reference if family.reference in others else others[0]
        return f"shares text with {outlet_of(near)} ({near.language})"
    parent = next(m.article for m in family.members if m.article.article_id == member.parent_id)
    return f"{RELATIONS[member.link.relation]} {outlet_of(parent)} ({parent.language})"
