"""Sentences by word or by meaning, in all languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from armillary.commands.opening import opened
from armillary.encoders import quantised
from armillary.encoders.registry import available
from armillary.errors import UsageError
from armillary.results import Rows
from armillary.world import World

_NEAR = 0.35
"""Cosine from which a sentence is said to mean something like the words searched for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that was found; `how` says by what, `score` is 0-1, whole words before meaning."""

    article_id: str
    n: int
    quote: str
    language: str
    outlet: str | None
    published: dt.date | None
    how: Literal["words", "meaning"]
    score: float


def search(world: World | str | Path, words: str, *, language: str | None = None, limit: int | None = 20) -> Rows[Hit]:
    """Sentences that hold all the words, then those that mean the like.

    Case does not count, and a part of a word will do. Page residue is not searched. By meaning only sentences with
    stored vectors are found: those of traced articles.

    Raises:
        UsageError: nothing to search for.
        WorldError: the world cannot be used.
    """
    terms = words.split()
    if not terms:
        raise UsageError("nothing to search for: give words")
    with opened(world) as w:
        place, by_words = w.path, _by_words(w, terms, language)
        by_meaning = _by_meaning(w, words, language)
    found = {(hit.article_id, hit.n): hit for hit in by_words}
    for hit in by_meaning:
        found.setdefault((hit.article_id, hit.n), hit)
    order = sorted(found.values(), key=lambda hit: (hit.how != "words", -hit.score, hit.article_id, hit.n))
    return Rows(Hit, order[:limit], world=place)


_SQL = (
    "SELECT s.article_id, s.n, s.text, coalesce(s.language, a.language) AS language, a.outlet, a.published "
    "FROM sentences s JOIN articles a USING (article_id) WHERE s.kind NOT IN ('boilerplate', 'byline')"
)


def _by_words(world: World, terms: list[str], language: str | None) -> list[Hit]:
    sql = _SQL + "".join(" AND contains(lower(s.text), lower(?))" for _ in terms)
    rows = world.query(f"{sql} ORDER BY s.article_id, s.n", *terms)
    length = sum(map(len, terms))
    found = [_hit(row, "words", min(1.0, length / max(1, len(row[2])))) for row in rows]
    return [hit for hit in found if _speaks(hit, language)]


def _by_meaning(world: World, words: str, language: str | None) -> list[Hit]:
    encoder = available()[0]
    table = world.arrow(
        "SELECT article_id, n, vector FROM vectors WHERE encoder = ? ORDER BY article_id, n", encoder.name
    ).combine_chunks()
    if not table.num_rows:
        return []
    matrix = table.column("vector").chunk(0).flatten().to_numpy().reshape(-1, encoder.dim).astype(np.float32)
    query = quantised(encoder, [words])[0].astype(np.float32)
    scores = matrix @ query / np.maximum(np.linalg.norm(matrix, axis=1) * np.linalg.norm(query), 1e-9)
    best = [int(i) for i in np.argsort(-scores, kind="stable")[:200] if scores[i] >= _NEAR]
    places = {(table.column("article_id")[i].as_py(), table.column("n")[i].as_py()): float(scores[i]) for i in best}
    return [hit for hit in _at(world, places) if _speaks(hit, language)]


def _at(world: World, scores: Mapping[tuple[str, int], float]) -> list[Hit]:
    ids = sorted({article_id for article_id, _ in scores})
    rows = world.query(f"{_SQL} AND s.article_id IN (SELECT unnest(?))", ids)
    return [_hit(row, "meaning", scores[row[0], row[1]]) for row in rows if (row[0], row[1]) in scores]


def _hit(row: tuple[Any, ...], how: Literal["words", "meaning"], score: float) -> Hit:
    article_id, n, quote, language, outlet, published = row
    return Hit(article_id, n, quote, language, outlet, published, how, round(score, 4))


def _speaks(hit: Hit, language: str | None) -> bool:
    return language is None or hit.language.split("-")[0] == language.split("-")[0]
