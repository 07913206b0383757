"""Sentences behind rows: in their own words, with who published them, and a copy's words in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from armillary.commands.opening import opened
from armillary.results import Rows
from armillary.schema import (
    Attitude,
    Event,
    Flow,
    Goal,
    Lever,
    Mechanism,
    Mention,
    Outlook,
    Quantity,
    Row,
    Statement,
    columns,
)
from armillary.show.lines import line
from armillary.show.phrases import _
from armillary.world import World

TABLES: Final[tuple[type[Row], ...]] = (
    Event,
    Attitude,
    Lever,
    Outlook,
    Flow,
    Mechanism,
    Goal,
    Quantity,
    Statement,
    Mention,
)
"""The tables of things read, in the order in which they are asked for an id: the longest last."""

_Place = tuple[str, int]


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


def quotes(
    world: World | str | Path, ids: Iterable[str], *, language: str = "en", table: str | None = None
) -> Rows[Quote]:
    """The rows with these ids and their sentences, in the order of the ids; ids that nothing has are left out.

    Args:
        world: a world or its file.
        ids: of statements, events, attitudes, quantities, levers, outlooks, flows, mechanisms, goals, mentions.
        language: the reader's; beside a sentence in another stands the aligned one of a copy in this language, and
            actors have their names in it.
        table: the one they are of, where that is known: the others need not be asked.

    Raises:
        WorldError: the world cannot be used.
    """
    wanted = list(dict.fromkeys(ids))
    with opened(world) as w:
        found = _filled(w, wanted, [row for row in TABLES if table in (None, row.table)])
        by_id = {quote.id: quote for quote in _placed(w, found, language)}
        beside = _beside(w, list(by_id.values()), language)
    ordered = [by_id[one] for one in wanted if one in by_id]
    filled = (_with(quote, beside.get((quote.article_id, quote.n))) for quote in ordered)
    return Rows(Quote, filled, world=w.path)


def _filled(world: World, ids: Sequence[str], tables: Sequence[type[Row]]) -> list[Row]:
    """The rows with these ids; tables are asked until all are found."""
    left: set[str] = set(ids)
    found: list[Row] = []
    for row in tables:
        if left:
            key = columns(row)[0].name
            rows: list[Row] = world.rows(row, f"{key} IN (SELECT unnest(?))", sorted(left))
            left -= {getattr(one, key) for one in rows}
            found += rows
    return found


def _placed(world: World, rows: Sequence[Row], language: str) -> list[Quote]:
    """The rows with the sentences and articles they stand in."""
    places = [(str(values["article_id"]), int(values["n"])) for values in map(_values, rows)]
    articles = {one[0]: one[1:] for one in world.query(_ARTICLES, sorted({article_id for article_id, _ in places}))}
    sentences = _sentences(world, places)
    naming = names(world, language)
    return [
        _quote(row, sentences[place], articles[place[0]], naming)
        for row, place in zip(rows, places, strict=True)
        if place in sentences and place[0] in articles
    ]


_ARTICLES: Final = (
    "SELECT a.article_id, a.language, a.outlet, a.title, a.published, a.report_id, coalesce(r.n_articles, 1) - 1 "
    "FROM articles a LEFT JOIN reports r USING (report_id) WHERE a.article_id IN (SELECT unnest(?))"
)


def _sentences(world: World, places: Iterable[_Place]) -> dict[_Place, tuple[str, int, str | None]]:
    """Text, first character and own language of sentences; their texts alone are read, not those of all."""
    wanted = sorted(set(places))
    sql = (
        "SELECT article_id, n, text, start_char, language FROM sentences WHERE rowid IN (SELECT s.rowid "
        "FROM sentences s JOIN (SELECT unnest(?) AS article_id, unnest(?) AS n) USING (article_id, n))"
    )
    rows = world.query(sql, [one for one, _ in wanted], [n for _, n in wanted])
    return {(article_id, n): tuple(rest) for article_id, n, *rest in rows}


def names(world: World, language: str = "en") -> Mapping[str, str]:
    """Names of actors by id: those in a language where they are known, else the English ones."""
    if language == "en":
        return world.once("actor names", lambda: dict(world.query("SELECT actor_id, name FROM actors")))
    sql = "SELECT actor_id, name, names FROM actors"
    return world.once(
        ("actor names", language),
        lambda: {one: dict(named or {}).get(language) or name for one, name, named in world.query(sql)},
    )


def _quote(row: Row, sentence: tuple[str, int, str | None], article: Sequence[Any], naming: Mapping[str, str]) -> Quote:
    text, begins, own_language = sentence
    language, outlet, title, published, report_id, n_copies = article
    known = _values(row)
    return Quote(
        id=known[columns(type(row))[0].name],
        table=row.table,
        line=told(row, naming),
        type=known.get("event_type") or known.get("stance_of_cue") or known.get("domain"),
        status=known.get("status"),
        article_id=known["article_id"],
        n=known["n"],
        sentence=text,
        start=max(0, known["start_char"] - begins),
        end=max(0, min(len(text), known["end_char"] - begins)),
        cue=known["cue"],
        confidence=known["confidence"],
        language=own_language or language,
        outlet=outlet,
        title=title,
        date=known.get("date") or published,
        published=published,
        report_id=report_id,
        n_copies=n_copies,
    )


def told(row: Row, naming: Mapping[str, str]) -> str:
    """A row that was read, as a line."""

    def name(actor_id: str | None) -> str:
        return _called(actor_id, naming)

    return f"{name(row.actor_id)}, by {row.how}" if isinstance(row, Mention) else line(row, name)


def _values(row: Row) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in columns(type(row))}


def _called(actor_id: str | None, naming: Mapping[str, str]) -> str:
    if actor_id in (None, "unknown"):
        return _("somebody unnamed")
    return naming.get(str(actor_id), str(actor_id))


def _beside(world: World, found: Sequence[Quote], language: str) -> dict[_Place, Beside]:
    """For sentences in other languages the aligned one of a copy in this language."""
    foreign = [quote for quote in found if quote.n_copies and quote.language.split("-")[0] != language]
    return copies_beside(world, {(quote.article_id, quote.n) for quote in foreign}, language)


def copies_beside(world: World, wanted: Set[tuple[str, int]], language: str = "en") -> dict[tuple[str, int], Beside]:
    """For sentences, by article and number, the most similar aligned one of a copy in a language, where there is."""
    if not wanted:
        return {}
    near = _aligned(world, wanted)
    sql = (
        "SELECT article_id, outlet, language FROM articles "
        "WHERE article_id IN (SELECT unnest(?)) AND starts_with(language, ?)"
    )
    others = sorted({other for _, (other, _) in near})
    readable = {one: (outlet, spoken) for one, outlet, spoken in world.query(sql, others, language)}
    chosen = {place: other for place, other in near if other[0] in readable}
    sentences = _sentences(world, chosen.values())
    return {
        place: Beside(*other, *readable[other[0]], sentences[other][0])
        for place, other in chosen.items()
        if other in sentences
    }


def _aligned(world: World, wanted: Set[_Place]) -> list[tuple[_Place, _Place]]:
    """Each of the sentences with those aligned to it, the most similar last."""
    sql = (
        "WITH near AS (SELECT article_a AS one, n_a AS n, article_b AS other, n_b AS other_n, similarity "
        "FROM alignments WHERE article_a IN (SELECT unnest($1)) AND n_a IN (SELECT unnest($2)) "
        "UNION ALL SELECT article_b, n_b, article_a, n_a, similarity "
        "FROM alignments WHERE article_b IN (SELECT unnest($1)) AND n_b IN (SELECT unnest($2))) "
        "SELECT one, n, other, other_n FROM near ORDER BY similarity, other DESC"
    )
    rows = world.query(sql, sorted({one for one, _ in wanted}), sorted({n for _, n in wanted}))
    return [((one, n), (other, other_n)) for one, n, other, other_n in rows if (one, n) in wanted]


def _with(quote: Quote, beside: Beside | None) -> Quote:
    return quote if beside is None else replace(quote, beside=beside)
