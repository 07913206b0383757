"""One article with everything found in it, each with its exact span."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from armillary.commands.opening import known_article, opened
from armillary.commands.quotes import names, told
from armillary.results import Shown
from armillary.schema import ACTOR_COLUMNS, Article, Report, Row, Sentence, columns
from armillary.world import World

KINDS: Final = tuple(row.table for row in ACTOR_COLUMNS)
"""The tables of what is found in sentences."""
SENTENCES: Final = 200
"""Sentences given at once."""
CHARACTERS: Final = 60_000
"""Characters given at once, if that is more than one sentence."""
FOUND: Final = 1_000
"""Rows of one table given at once."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something read from the article; `start` and `end` are code points in its text, `line` says it in words."""

    id: str
    table: str
    line: str
    n: int
    start: int
    end: int
    cue: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Changed:
    """How often an article differs from the reference of its report."""

    other_id: str
    n_major: int
    n_minor: int


@dataclass(frozen=True, slots=True)
class ArticleRead(Shown):
    """An article, or a stretch of a long one, with what was read from it.

    `text` is the article's from `start` on, and holds the `sentences` whole. `found` has what touches them;
    `n_left_out` rows more are there than could be given. `counts` are of the whole article. `languages_read` is NULL
    where it has not been read, empty where none of its languages is. `marked` is the span asked for.
    """

    article: Article
    text: str
    start: int
    sentences: tuple[Sentence, ...]
    found: tuple[Found, ...]
    n_left_out: int
    counts: dict[str, int]
    languages_read: tuple[str, ...] | None
    n_copies: int | None
    changed: Changed | None
    page: int
    pages: int
    marked: tuple[int, int] | None
    row: Found | None


def article(
    world: World | str | Path,
    given: str,
    *,
    page: int | None = None,
    kinds: Sequence[str] | None = None,
    row: str | None = None,
    span: tuple[int, int] | None = None,
) -> ArticleRead:
    """An article with what was read from it.

    Args:
        world: a world or its file.
        given: its id, or a beginning of it, or the name of its file.
        page: of a long article; by default the one with `row` or `span`, else the first.
        kinds: tables wanted; all by default.
        row: id of something read from it, to be marked.
        span: code points of its text to be marked.

    Raises:
        UsageError: no such article.
        WorldError: the world cannot be used.
    """
    with opened(world) as w:
        one = _article(w, known_article(w, given))
        naming = names(w)
        asked = _row(w, one.article_id, row, naming) if row else None
        marked = (asked.start, asked.end) if asked else _inside(span, one)
        pages = _pages(w, one)
        at = _page_of(pages, marked[0]) if page is None and marked else min(page or 1, len(pages))
        first, last, start, end = pages[at - 1]
        sentences = w.rows(Sentence, "article_id = ? AND n BETWEEN ? AND ?", one.article_id, first, last)
        found, left_out = _found(w, one.article_id, start, end, kinds, naming)
        return ArticleRead(
            article=one,
            text=one.text[start:end],
            start=start,
            sentences=tuple(sentences),
            found=found,
            n_left_out=left_out,
            counts=_counts(w, one.article_id),
            languages_read=_languages_read(w, one.article_id),
            n_copies=_copies(w, one),
            changed=_changed(w, one.article_id),
            page=at,
            pages=len(pages),
            marked=marked,
            row=asked,
        )


def _article(world: World, article_id: str) -> Article:
    return world.rows(Article, "article_id = ?", article_id)[0]


def _inside(span: tuple[int, int] | None, one: Article) -> tuple[int, int] | None:
    if span is None or not 0 <= span[0] < span[1] <= len(one.text):
        return None
    return span


def _pages(world: World, one: Article) -> list[tuple[int, int, int, int]]:
    """First and last sentence of each page, and its span; together they are the whole text."""
    if one.n_sentences <= SENTENCES and len(one.text) <= CHARACTERS:
        return [(0, max(0, one.n_sentences - 1), 0, len(one.text))]
    sql = "SELECT n, start_char FROM sentences WHERE article_id = ? ORDER BY n"
    starts = [(int(n), int(start)) for n, start in world.query(sql, one.article_id)] or [(0, 0)]
    firsts = [starts[0]]
    for (n, start), (_, following) in pairwise([*starts, (-1, len(one.text))]):
        if n > firsts[-1][0] and (n - firsts[-1][0] >= SENTENCES or following - firsts[-1][1] > CHARACTERS):
            firsts.append((n, start))
    begins = [0, *(start for _, start in firsts[1:]), len(one.text)]
    lasts = [*(n - 1 for n, _ in firsts[1:]), starts[-1][0]]
    return [(n, last, *ends) for (n, _), last, ends in zip(firsts, lasts, pairwise(begins), strict=True)]


def _page_of(pages: Sequence[tuple[int, int, int, int]], at: int) -> int:
    return next((k for k, (_, _, start, end) in enumerate(pages, 1) if start <= at < end), 1)


def _found(
    world: World, article_id: str, start: int, end: int, kinds: Sequence[str] | None, naming: Mapping[str, str]
) -> tuple[tuple[Found, ...], int]:
    """What touches a stretch of the text, in the order of where it begins, the longer first."""
    rows: list[Found] = []
    left_out = 0
    for table in ACTOR_COLUMNS:
        if kinds is not None and table.table not in kinds:
            continue
        where = "article_id = ? AND start_char < ? AND end_char > ?"
        order = f"start_char, end_char DESC, {columns(table)[0].name} LIMIT {FOUND + 1}"
        new = world.rows(table, where, article_id, end, start, order=order)
        if len(new) > FOUND:
            left_out += _number(world, f"SELECT count(*) FROM {table.table} WHERE {where}", article_id, end, start)
            left_out -= FOUND
        rows += (_as_found(one, naming) for one in new[:FOUND])
    return tuple(sorted(rows, key=lambda one: (one.start, -one.end, KINDS.index(one.table), one.id))), left_out


def _row(world: World, article_id: str, given: str, naming: Mapping[str, str]) -> Found | None:
    for table in ACTOR_COLUMNS:
        rows = world.rows(table, f"article_id = ? AND {columns(table)[0].name} = ?", article_id, given)
        if rows:
            return _as_found(rows[0], naming)
    return None


def _as_found(row: Row, naming: Mapping[str, str]) -> Found:
    known: dict[str, Any] = {column.name: getattr(row, column.name) for column in columns(type(row))}
    return Found(
        id=known[columns(type(row))[0].name],
        table=row.table,
        line=told(row, naming),
        n=known["n"],
        start=known["start_char"],
        end=known["end_char"],
        cue=known["cue"],
        confidence=known["confidence"],
    )


def _counts(world: World, article_id: str) -> dict[str, int]:
    parts = " UNION ALL ".join(f"SELECT '{kind}', count(*) FROM {kind} WHERE article_id = $1" for kind in KINDS)
    found = dict(world.query(parts, article_id))
    return {kind: int(found[kind]) for kind in KINDS}


def _languages_read(world: World, article_id: str) -> tuple[str, ...] | None:
    rows = world.query("SELECT languages_read FROM readings WHERE article_id = ?", article_id)
    return tuple(rows[0][0]) if rows else None


def _copies(world: World, one: Article) -> int | None:
    reports = world.rows(Report, "report_id = ?", one.report_id)
    return reports[0].n_articles - 1 if reports else None


def _changed(world: World, article_id: str) -> Changed | None:
    sql = (
        "SELECT other_id, count(*) FILTER (severity = 'major'), count(*) FILTER (severity = 'minor') FROM changes "
        "WHERE article_id = ? GROUP BY 1 ORDER BY 1 LIMIT 1"
    )
    return next((Changed(*row) for row in world.query(sql, article_id)), None)


def _number(world: World, sql: str, *values: object) -> int:
    return int(world.query(sql, *values)[0][0])


def rows_of(found: Sequence[Found]) -> Iterator[tuple[int, tuple[Found, ...]]]:
    """Sentence by sentence what was read from it."""
    by_sentence: dict[int, list[Found]] = {}
    for one in found:
        by_sentence.setdefault(one.n, []).append(one)
    for n in sorted(by_sentence):
        yield n, tuple(by_sentence[n])
