"""Sentences behind rows: in their own words, with who published them, and a copy's words in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from armillary.commands.opening import opened
from armillary.schema import ACTOR_COLUMNS, Event, Mention, Row, columns
from armillary.show.lines import line
from armillary.world import World

TABLES = tuple(row for row in ACTOR_COLUMNS if row is not Mention)
"""The tables whose rows have a line of their own."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The aligned sentence of a copy: that copy's words, not ours."""

    article_id: str
    n: int
    outlet: str | None
    language: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A row that was read, as a line in English, and its sentence.

    `start` and `end` are code points in `sentence`; `date` is the event's, else the article's. `n_copies` counts other
    articles of the same independent report.
    """

    id: str
    table: str
    line: str
    type: str | None
    status: str | None
    article_id: str
    n: int
    sentence: str
    start: int
    end: int
    cue: str
    confidence: float
    language: str
    outlet: str | None
    title: str | None
    date: dt.date | None
    published: dt.date | None
    report_id: str | None
    n_copies: int
    beside: Beside | None = None


def quotes(world: World | str | Path, ids: Iterable[str], *, language: str = "en") -> list[Quote]:
    """The rows with these ids and their sentences, in the order of the ids; ids that nothing has are left out.

    Args:
        world: a world or its file.
        ids: of statements, events, attitudes, quantities, levers, outlooks, flows, mechanisms, goals.
        language: the reader's; beside a sentence in another stands the aligned one of a copy in this language.

    Raises:
        WorldError: the world cannot be used.
    """
    wanted = list(dict.fromkeys(ids))
    with opened(world) as w:
        found = {quote.id: quote for row in TABLES for quote in _of_table(w, row, wanted)}
        beside = _beside(w, list(found.values()), language)
    ordered = [found[one] for one in wanted if one in found]
    return [_with(quote, beside.get((quote.article_id, quote.n))) for quote in ordered]


def _of_table(world: World, row: type[Row], ids: Sequence[str]) -> list[Quote]:
    names = [column.name for column in columns(row)]
    sql = (
        f"SELECT {', '.join(f't.{name}' for name in names)}, s.text, s.start_char, coalesce(s.language, a.language), "
        f"a.outlet, a.title, a.published, a.report_id, coalesce(r.n_articles, 1) - 1 FROM {row.table} t "
        "JOIN articles a USING (article_id) JOIN sentences s ON s.article_id = t.article_id AND s.n = t.n "
        f"LEFT JOIN reports r ON r.report_id = a.report_id WHERE t.{names[0]} IN (SELECT unnest(?))"
    )
    naming = _names(world)
    return [_quote(row, names, values, naming) for values in world.query(sql, list(ids))]


def _names(world: World) -> Mapping[str, str]:
    return world.once("actor names", lambda: dict(world.query("SELECT actor_id, name FROM actors")))


def _quote(row: type[Row], names: Sequence[str], values: Sequence[Any], naming: Mapping[str, str]) -> Quote:
    own = [tuple(value) if isinstance(value, list) else value for value in values[: len(names)]]
    sentence, begins, language, outlet, title, published, report_id, n_copies = values[len(names) :]
    filled = row(**dict(zip(names, own, strict=True)))
    known: dict[str, Any] = dict(zip(names, own, strict=True))
    end = min(len(sentence), known["end_char"] - begins)
    return Quote(
        id=known[names[0]],
        table=row.table,
        line=line(filled, lambda one: _called(one, naming)),
        type=known.get("event_type") or known.get("stance_of_cue") or known.get("domain"),
        status=known.get("status"),
        article_id=known["article_id"],
        n=known["n"],
        sentence=sentence,
        start=max(0, known["start_char"] - begins),
        end=max(0, end),
        cue=known["cue"],
        confidence=known["confidence"],
        language=language,
        outlet=outlet,
        title=title,
        date=cast("dt.date | None", known.get("date")) if row is Event and known.get("date") else published,
        published=published,
        report_id=report_id,
        n_copies=n_copies,
    )


def _called(actor_id: str | None, naming: Mapping[str, str]) -> str:
    if actor_id in (None, "unknown"):
        return "somebody unnamed"
    return naming.get(str(actor_id), str(actor_id))


def _beside(world: World, found: Sequence[Quote], language: str) -> dict[tuple[str, int], Beside]:
    """For sentences in other languages the aligned one of a copy in this language, the most similar first."""
    foreign = [quote for quote in found if quote.n_copies and quote.language.split("-")[0] != language]
    if not foreign:
        return {}
    sql = (
        "WITH wanted AS (SELECT unnest(?) AS article_id, unnest(?) AS n), near AS ("
        "SELECT w.article_id, w.n, g.article_b AS other, g.n_b AS other_n, g.similarity FROM wanted w "
        "JOIN alignments g ON g.article_a = w.article_id AND g.n_a = w.n UNION ALL "
        "SELECT w.article_id, w.n, g.article_a, g.n_a, g.similarity FROM wanted w "
        "JOIN alignments g ON g.article_b = w.article_id AND g.n_b = w.n) "
        "SELECT near.article_id, near.n, other, other_n, a.outlet, a.language, s.text FROM near "
        "JOIN articles a ON a.article_id = other JOIN sentences s ON s.article_id = other AND s.n = other_n "
        "WHERE starts_with(a.language, ?) ORDER BY near.similarity, other DESC"
    )
    rows = world.query(sql, [q.article_id for q in foreign], [q.n for q in foreign], language)
    return {(article_id, n): Beside(*rest) for article_id, n, *rest in rows}


def _with(quote: Quote, beside: Beside | None) -> Quote:
    return quote if beside is None else replace(quote, beside=beside)
