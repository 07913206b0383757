"""Which article is a copy of which, and what the copies changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from armillary.commands.opening import known_article, opened
from armillary.errors import UsageError
from armillary.results import Rows
from armillary.schema import Change, ChangeKind, Link, Relation, Severity
from armillary.show.families import coverage_of, other_side, source_of
from armillary.world import World


@dataclass(frozen=True, slots=True)
class Copy:
    """Two articles that share text.

    `direction` is `from` where `article_id` was made from `from_id`, `common` where both come from a third text.

    Coverages are shares of an article's sentences found in the other, 0-1. The numbers of changes are those of this
    copy against the reference of its report, NULL where that is not the other article.
    """

    article_id: str
    outlet: str | None
    language: str
    published: dt.date | None
    relation: Relation
    from_id: str
    from_outlet: str | None
    from_language: str
    from_published: dt.date | None
    direction: Literal["from", "common", "unknown"]
    coverage: float
    from_coverage: float
    similarity: float
    confidence: float
    n_major: int | None
    n_minor: int | None
    reason: str


def copies(
    world: World | str | Path,
    *,
    article: str | None = None,
    relation: str | None = None,
    language: str | None = None,
    limit: int | None = None,
) -> Rows[Copy]:
    """Every pair of articles that share text, the surest first.

    `article` keeps the pairs of one article, `relation` one kind of pair, `language` pairs with an article in it.

    Raises:
        UsageError: an unknown article or relation.
        WorldError: the world cannot be used.
    """
    if relation is not None and relation not in get_args(Relation):
        raise UsageError(f"no relation {relation!r}; choose one of {', '.join(get_args(Relation))}")
    with opened(world) as w:
        wanted = known_article(w, article) if article is not None else None
        place, heads = w.path, _heads(w)
        changed = _changes_by_pair(w)
        found = [
            _copy(link, heads, changed)
            for link in w.rows(Link, order="confidence DESC, similarity DESC, article_a, article_b")
            if relation in (None, link.relation) and wanted in (None, link.article_a, link.article_b)
        ]
    if language is not None:
        found = [copy for copy in found if _speaks(language, copy.language) or _speaks(language, copy.from_language)]
    return Rows(Copy, found[:limit], world=place)


def changes(
    world: World | str | Path,
    *,
    article: str | None = None,
    kind: str | None = None,
    severity: str | None = None,
    language: str | None = None,
    limit: int | None = None,
) -> Rows[Change]:
    """What copies say otherwise than the reference of their report: major before minor, then in reading order.

    Raises:
        UsageError: an unknown article, kind or severity.
        WorldError: the world cannot be used.
    """
    for given, known, what in ((kind, get_args(ChangeKind), "kind"), (severity, get_args(Severity), "severity")):
        if given is not None and given not in known:
            raise UsageError(f"no {what} of change {given!r}; choose one of {', '.join(known)}")
    with opened(world) as w:
        wanted = known_article(w, article) if article is not None else None
        found = w.rows(Change, order="severity, article_id, coalesce(n, other_n), start_char, change_id")
        place, heads = w.path, _heads(w) if language is not None else {}
    kept = [
        change
        for change in found
        if wanted in (None, change.article_id)
        and kind in (None, change.kind)
        and severity in (None, change.severity)
        and (language is None or _speaks(language, heads[change.article_id].language))
    ]
    return Rows(Change, kept[:limit], world=place)


@dataclass(frozen=True, slots=True)
class _Head:
    outlet: str | None
    language: str
    published: dt.date | None


def _heads(world: World) -> dict[str, _Head]:
    sql = "SELECT article_id, outlet, language, published FROM articles"
    return {article_id: _Head(*rest) for article_id, *rest in world.query(sql)}


def _changes_by_pair(world: World) -> dict[tuple[str, str], tuple[int, int]]:
    sql = (
        "SELECT article_id, other_id, count(*) FILTER (severity = 'major'), count(*) FILTER (severity = 'minor') "
        "FROM changes GROUP BY ALL"
    )
    return {(copy, other): (major, minor) for copy, other, major, minor in world.query(sql)}


def _speaks(wanted: str, language: str) -> bool:
    return language == wanted or language.startswith(wanted + "-")


def _copy(link: Link, heads: dict[str, _Head], changed: dict[tuple[str, str], tuple[int, int]]) -> Copy:
    from_id = source_of(link) or _likely_source(link, changed)
    article_id = other_side(link, from_id)
    major, minor = changed.get((article_id, from_id), (None, None))
    own, other = heads[article_id], heads[from_id]
    return Copy(
        article_id=article_id,
        outlet=own.outlet,
        language=own.language,
        published=own.published,
        relation=link.relation,
        from_id=from_id,
        from_outlet=other.outlet,
        from_language=other.language,
        from_published=other.published,
        direction=link.direction if link.direction in ("common", "unknown") else "from",
        coverage=coverage_of(link, article_id),
        from_coverage=coverage_of(link, from_id),
        similarity=link.similarity,
        confidence=link.confidence,
        n_major=major,
        n_minor=minor,
        reason=link.reason,
    )


def _likely_source(link: Link, changed: dict[tuple[str, str], tuple[int, int]]) -> str:
    """Where the direction is unknown, the side the changes are measured against."""
    return link.article_a if (link.article_b, link.article_a) in changed else link.article_b
