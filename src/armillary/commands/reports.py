"""Independent reports with their copies, the stories they tell, and who published what first: lists by the page."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from armillary.commands.opening import nearest, opened
from armillary.errors import UsageError
from armillary.results import Shown
from armillary.schema import Article, Change, Link, Report, Sentence, Story
from armillary.show.families import Family, Origin, families
from armillary.show.side_by_side import Context, Side, in_sentence
from armillary.show.words import KINDS
from armillary.world import World

R = TypeVar("R")
Role = Literal["own", "copy", "unknown"]
_AROUND = 90
"""Characters on either side of a change."""


@dataclass(frozen=True, slots=True)
class Heading:
    """An article without its text."""

    article_id: str
    title: str
    language: str
    outlet: str | None
    published: dt.date | None


@dataclass(frozen=True, slots=True)
class Listed(Generic[R]):
    """A stretch of a longer list, and how long that is."""

    rows: tuple[R, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ReportRow:
    """An independent report by its reference. `n_major` counts the major changes in its copies."""

    report_id: str
    reference: Heading
    origin: Origin
    n_articles: int
    languages: tuple[str, ...]
    n_major: int
    n_minor: int


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story and its independent reports, the earliest first."""

    story: Story
    reports: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """An outlet: how many of its articles came first (`n_own`), were made from another (`n_copies`), or cannot be told.

    `n_major` counts major changes in its copies.
    """

    outlet: str | None
    publisher: str | None
    country: str | None
    state_owned: bool | None
    n_articles: int
    n_own: int
    n_copies: int
    n_unknown: int
    n_major: int


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article, what it is in its report, and how often it says otherwise than the reference of that."""

    article: Heading
    role: Role | None
    report_id: str | None
    n_copies: int
    n_major: int
    n_minor: int
    is_read: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """A change worth a look, with the words around it."""

    change: Change
    copy: Heading
    other: Heading
    was: Context | None
    now: Context | None

    @property
    def meaning(self) -> str:
        """What a change of this kind means to a reader."""
        return KINDS[self.change.kind]


@dataclass(frozen=True, slots=True)
class Which:
    """Which articles are wanted; what is None is left open.

    `changed`: with major changes; `role`, `dated` and `is_read` as their columns say.
    """

    language: str | None = None
    outlet: str | None = None
    changed: bool = False
    story: str | None = None
    role: Role | None = None
    dated: bool | None = None
    is_read: bool | None = None

    def sql(self) -> tuple[str, list[object]]:
        """A condition on `articles a` with its values."""
        parts: list[tuple[str, list[object]]] = [
            ("(a.language = ? OR starts_with(a.language, ? || '-'))", [self.language] * 2 if self.language else []),
            ("lower(a.outlet) = lower(?)", [self.outlet] if self.outlet else []),
            ("a.story_id = ?", [self.story] if self.story else []),
        ]
        wanted = [(condition, values) for condition, values in parts if values]
        if self.changed:
            wanted.append(("a.article_id IN (SELECT article_id FROM changes WHERE severity = 'major')", []))
        if self.dated is not None:
            wanted.append((f"(a.published IS NULL) = {not self.dated}", []))
        if self.is_read is not None:
            wanted.append((f"({_IS_READ}) = {self.is_read}", []))
        if self.role is not None:
            wanted.append((f"{_ROLE} = ?", [self.role]))
        return " AND ".join(one for one, _ in wanted) or "true", [value for _, values in wanted for value in values]


_IS_READ = "a.article_id IN (SELECT article_id FROM readings WHERE len(languages_read) > 0)"
_ROLE = (
    "(SELECT CASE WHEN r.origin_article_id = a.article_id THEN 'own' WHEN r.origin_article_id IS NULL THEN 'unknown' "
    "ELSE 'copy' END FROM reports r WHERE r.report_id = a.report_id)"
)
_HEADING = "a.article_id, coalesce(a.title, left(trim(a.text), 90)), a.language, a.outlet, a.published"


def report_list(
    world: World | str | Path, which: Which = Which(), *, alone: bool = False, limit: int = 50, offset: int = 0
) -> Listed[ReportRow]:
    """Independent reports of which an article fits, those with most articles first; with `alone` those without copies.

    Raises:
        WorldError: the world cannot be used.
    """
    with opened(world) as w:
        where, values = which.sql()
        size = "r.n_articles = 1" if alone else "r.n_articles > 1"
        fits = (
            f"FROM reports r JOIN articles f ON f.article_id = r.reference_article_id WHERE {size} "
            f"AND r.report_id IN (SELECT a.report_id FROM articles a WHERE {where})"
        )
        sql = (
            f"SELECT r.report_id {fits} ORDER BY r.n_articles DESC, f.published NULLS LAST, r.report_id "
            f"LIMIT {int(limit)} OFFSET {int(offset)}"
        )
        ids = [report_id for (report_id,) in w.query(sql, *values)]
        return Listed(_report_rows(w, ids), _number(w, f"SELECT count(*) {fits}", *values))


def story_list(
    world: World | str | Path, which: Which = Which(), *, limit: int = 50, offset: int = 0
) -> Listed[StoryRow]:
    """Stories that at least two independent reports tell, those with most reports first. Raises as `report_list`."""
    with opened(world) as w:
        where, values = which.sql()
        fits = f"n_reports > 1 AND story_id IN (SELECT a.story_id FROM articles a WHERE {where})"
        order = f"n_reports DESC, first_date NULLS LAST, story_id LIMIT {int(limit)} OFFSET {int(offset)}"
        stories = w.rows(Story, fits, *values, order=order)
        sql = "SELECT story_id, report_id FROM articles WHERE story_id IN (SELECT unnest(?)) GROUP BY ALL"
        told: dict[str, set[str]] = {}
        for story_id, report_id in w.query(sql, [one.story_id for one in stories]):
            told.setdefault(story_id, set()).add(report_id)
        rows = {row.report_id: row for row in _report_rows(w, sorted({i for ids in told.values() for i in ids if i}))}
        found = (StoryRow(one, _by_day(rows[i] for i in told[one.story_id] if i in rows)) for one in stories)
        return Listed(tuple(found), _number(w, f"SELECT count(*) FROM stories WHERE {fits}", *values))


def source_list(
    world: World | str | Path, which: Which = Which(), *, limit: int = 50, offset: int = 0
) -> Listed[SourceRow]:
    """Outlets one by one, those with most articles first. Raises as `report_list`."""
    with opened(world) as w:
        where, values = which.sql()
        sql = (
            "WITH major AS (SELECT article_id, count(*) AS n FROM changes WHERE severity = 'major' GROUP BY 1) "
            "SELECT a.outlet, any_value(o.publisher), any_value(o.country), any_value(o.state_owned), "
            "count(DISTINCT a.article_id), "
            "count(DISTINCT a.article_id) FILTER (r.origin_article_id = a.article_id), "
            "count(DISTINCT a.article_id) FILTER (r.origin_article_id <> a.article_id), "
            "coalesce(sum(major.n), 0)::BIGINT FROM articles a LEFT JOIN reports r USING (report_id) "
            "LEFT JOIN major ON major.article_id = a.article_id "
            f"LEFT JOIN outlets o ON lower(o.outlet) = lower(a.outlet) WHERE {where} GROUP BY a.outlet"
        )
        rows = w.query(f"{sql} ORDER BY 5 DESC, 1 NULLS LAST LIMIT {int(limit)} OFFSET {int(offset)}", *values)
        total = _number(w, f"SELECT count(DISTINCT coalesce(a.outlet, chr(0))) FROM articles a WHERE {where}", *values)
        return Listed(tuple(_source(*row) for row in rows), total)


def _source(
    outlet: str | None,
    publisher: str | None,
    country: str | None,
    state_owned: bool | None,
    n: int,
    own: int,
    copies: int,
    major: int,
) -> SourceRow:
    return SourceRow(outlet, publisher, country, state_owned, n, own, copies, n - own - copies, major)


def article_list(
    world: World | str | Path, which: Which = Which(), *, limit: int = 50, offset: int = 0
) -> Listed[ArticleRow]:
    """Articles by their day, undated ones last. Raises as `report_list`."""
    with opened(world) as w:
        where, values = which.sql()
        sql = (
            f"SELECT {_HEADING}, {_ROLE}, a.report_id, "
            "coalesce((SELECT n_articles - 1 FROM reports r WHERE r.report_id = a.report_id), 0), "
            f"{_IS_READ} FROM articles a WHERE {where} "
            f"ORDER BY a.published NULLS LAST, a.article_id LIMIT {int(limit)} OFFSET {int(offset)}"
        )
        found = w.query(sql, *values)
        changed = _severities(w, [row[0] for row in found])
        rows = tuple(
            ArticleRow(Heading(*row[:5]), row[5], row[6], row[7], *changed.get(row[0], (0, 0)), row[8]) for row in found
        )
        return Listed(rows, _number(w, f"SELECT count(*) FROM articles a WHERE {where}", *values))


def telling_changes(world: World | str | Path, which: Which = Which(), *, limit: int = 6) -> tuple[Telling, ...]:
    """The surest major changes, one of a kind and of a copy as long as there are others. Raises as `report_list`."""
    with opened(world) as w:
        where, values = which.sql()
        fits = (
            "severity = 'major' AND was IS NOT NULL AND now IS NOT NULL AND kind <> 'replaced' "
            f"AND article_id IN (SELECT a.article_id FROM articles a WHERE {where})"
        )
        found = w.rows(Change, fits, *values, order=f"confidence DESC, change_id LIMIT {40 * limit}")
        return with_words(w, _varied(found)[:limit])


def _varied(changes: Iterable[Change]) -> list[Change]:
    seen: Counter[str] = Counter()
    said: set[tuple[str, ...]] = set()
    ranked: list[tuple[int, int, Change]] = []
    for change in changes:
        words = (change.kind, (change.was or "").casefold(), (change.now or "").casefold())
        if words not in said:
            said.add(words)
            ranked.append((seen[change.kind] + seen[change.article_id], len(ranked), change))
            seen.update((change.kind, change.article_id))
    return [change for *_, change in sorted(ranked, key=lambda one: one[:2])]


def with_words(world: World, changes: Sequence[Change]) -> tuple[Telling, ...]:
    """Changes with the words around them, and the articles they are in."""
    ids = sorted({one for change in changes for one in (change.article_id, change.other_id)})
    sides = _sides(world, ids)
    return tuple(
        Telling(
            change,
            heading_of(sides[change.article_id].article),
            heading_of(sides[change.other_id].article),
            in_sentence(sides[change.other_id], change.other_n, change.other_start, change.other_end, _AROUND)
            if change.was
            else None,
            in_sentence(sides[change.article_id], change.n, change.start_char, change.end_char, _AROUND)
            if change.now
            else None,
        )
        for change in changes
    )


def _sides(world: World, ids: Sequence[str]) -> dict[str, Side]:
    sentences: dict[str, list[Sentence]] = {one: [] for one in ids}
    for sentence in world.rows(Sentence, "article_id IN (SELECT unnest(?))", list(ids)):
        sentences[sentence.article_id].append(sentence)
    articles = world.rows(Article, "article_id IN (SELECT unnest(?))", list(ids))
    return {one.article_id: Side(one, tuple(sentences[one.article_id])) for one in articles}


def report_family(world: World | str | Path, report_id: str) -> Family:
    """An independent report with all its articles, each after the one it was made from.

    Raises:
        UsageError: no such report; names the nearest.
        WorldError: the world cannot be used.
    """
    with opened(world) as w:
        reports = w.rows(Report, "report_id = ?", report_id)
        if not reports:
            known = [one for (one,) in w.query("SELECT report_id FROM reports ORDER BY 1 LIMIT 20000")]
            raise UsageError(f"no report {report_id!r}; {nearest(report_id, known)}")
        articles = w.rows(Article, "report_id = ?", report_id)
        ids = [one.article_id for one in articles]
        inside = "IN (SELECT unnest(?))"
        links = w.rows(Link, f"article_a {inside} AND article_b {inside}", ids, ids)
        changes = w.rows(Change, f"article_id {inside}", ids)
        return families(articles, reports, links, changes)[0]


def heading_of(article: Article) -> Heading:
    """An article without its text."""
    title = article.title or article.text.strip()[:90]
    return Heading(article.article_id, title, article.language, article.outlet, article.published)


def _report_rows(world: World, ids: Sequence[str]) -> tuple[ReportRow, ...]:
    """In the order of the ids."""
    sql = (
        f"SELECT r.report_id, r.n_articles, r.origin_article_id IS NOT NULL, {_HEADING} FROM reports r "
        "JOIN articles a ON a.article_id = r.reference_article_id WHERE r.report_id IN (SELECT unnest(?))"
    )
    members: dict[str, list[tuple[str, str]]] = {one: [] for one in ids}
    inside = "SELECT report_id, article_id, language FROM articles WHERE report_id IN (SELECT unnest(?)) ORDER BY ALL"
    for report_id, article_id, language in world.query(inside, list(ids)):
        members[report_id].append((article_id, language))
    everyone = [article_id for family in members.values() for article_id, _ in family]
    common = _with_common_source(world, everyone)
    changed = _severities(world, everyone)
    found = {
        row[0]: _report_row(row, members[row[0]], common, changed) for row in world.query(sql, list(ids)) if row[0]
    }
    return tuple(found[one] for one in ids if one in found)


def _report_row(
    row: tuple[Any, ...],
    members: Sequence[tuple[str, str]],
    common: set[str],
    changed: dict[str, tuple[int, int]],
) -> ReportRow:
    report_id, n_articles, present, *heading = row
    counts = [changed.get(article_id, (0, 0)) for article_id, _ in members]
    absent: Origin = "absent" if any(article_id in common for article_id, _ in members) else "unknown"
    return ReportRow(
        report_id=report_id,
        reference=Heading(*heading),
        origin="present" if present else absent,
        n_articles=n_articles,
        languages=tuple(sorted({language for _, language in members})),
        n_major=sum(major for major, _ in counts),
        n_minor=sum(minor for _, minor in counts),
    )


def _with_common_source(world: World, ids: Sequence[str]) -> set[str]:
    sql = (
        "SELECT unnest([article_a, article_b]) FROM links WHERE direction = 'common' "
        "AND article_a IN (SELECT unnest(?))"
    )
    return {one for (one,) in world.query(sql, list(ids))}


def _severities(world: World, ids: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Major and minor changes of each article."""
    sql = (
        "SELECT article_id, count(*) FILTER (severity = 'major'), count(*) FILTER (severity = 'minor') FROM changes "
        "WHERE article_id IN (SELECT unnest(?)) GROUP BY 1"
    )
    return {one: (major, minor) for one, major, minor in world.query(sql, list(ids))}


def _by_day(rows: Iterable[ReportRow]) -> tuple[ReportRow, ...]:
    return tuple(sorted(rows, key=lambda row: (str(row.reference.published or "9"), row.report_id)))


def _number(world: World, sql: str, *values: object) -> int:
    return int(world.query(sql, *values)[0][0])


@dataclass(frozen=True, slots=True)
class Tally(Shown):
    """How many there are of each."""

    n_articles: int
    n_reports: int
    n_families: int
    n_alone: int
    n_stories: int
    n_outlets: int
    languages: tuple[str, ...]


def tally(world: World | str | Path) -> Tally:
    """Counts of articles, independent reports, and what they form. Raises as `report_list`."""
    with opened(world) as w:
        return w.once("tally", lambda: _tally(w))


def _tally(world: World) -> Tally:
    sql = (
        "SELECT (SELECT count(*) FROM articles), count(*), count(*) FILTER (n_articles > 1), "
        "count(*) FILTER (n_articles = 1), (SELECT count(*) FROM stories WHERE n_reports > 1), "
        "(SELECT count(DISTINCT outlet) FROM articles) FROM reports"
    )
    languages = world.query("SELECT language FROM articles GROUP BY 1 ORDER BY count(*) DESC, 1")
    articles, reports, with_copies, alone, stories, outlets = world.query(sql)[0]
    return Tally(articles, reports, with_copies, alone, stories, outlets, tuple(one for (one,) in languages))
