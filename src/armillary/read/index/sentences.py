"""The sentences of a world as columns of numbers, and which of them a search may find."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from armillary.world import World

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

NUMBERED = "numbered AS (SELECT *, row_number() OVER (ORDER BY article_id) - 1 AS number FROM articles)"
"""Articles with the number they have here."""
_SENTENCES = (
    f"WITH {NUMBERED} SELECT number, n, s.rowid AS row, kind, coalesce(s.language, a.language) AS language "
    "FROM sentences s JOIN numbered a USING (article_id) WHERE kind NOT IN ('byline', 'boilerplate') "
    "ORDER BY number, n"
)
_ARTICLES = "SELECT article_id, outlet, published, report_id FROM articles ORDER BY article_id"


@dataclass(frozen=True, slots=True)
class Filters:
    """What sentences a search is confined to; None: any."""

    language: str | None = None
    """BCP-47; what stands before the first hyphen decides."""
    outlet: str | None = None
    after: dt.date | None = None
    """Published on that day or later; undated articles are left out."""
    before: dt.date | None = None
    """Published on that day or earlier."""
    actors: tuple[str, ...] | None = None
    """Ids, of which one is named in the sentence."""
    kind: str | None = None
    """`body`, `title`, `heading` or `caption`."""
    article: str | None = None

    def any(self) -> bool:
        """Whether there is one."""
        return any(getattr(self, field.name) is not None for field in fields(self))


@dataclass(frozen=True, slots=True)
class Sentences:
    """All sentences that are no page residue, by article and place."""

    ids: pa.Array
    """Of articles, in order."""
    outlets: list[str | None]
    published: list[dt.date | None]
    days: Ints
    """The same as days since 1970; a negative number where there is none."""
    reports: Ints
    """Number of the report of each article, in `report_ids`."""
    report_ids: list[str | None]
    article: Ints
    """Of each sentence."""
    n: Ints
    row: Ints
    """Where it is in the table, which does not change while the world is open."""
    kind: Ints
    language: Ints
    kinds: tuple[str, ...]
    languages: tuple[str, ...]
    """ISO 639-1."""

    @property
    def key(self) -> Ints:
        """Article and number as one, ascending."""
        return (self.article << 32) | self.n

    def find(self, articles: Ints, n: Ints) -> Ints:
        """Places of sentences; those that are not here are left out."""
        wanted, key = (articles << 32) | n, self.key
        at = np.minimum(np.searchsorted(key, wanted), max(0, len(key) - 1))
        return at[key[at] == wanted] if len(key) else at[:0]

    def of_articles(self, chosen: Mask) -> Mask:
        """Sentences of chosen articles."""
        mask: Mask = chosen[self.article]
        return mask

    def spoken(self, codes: frozenset[str]) -> Mask:
        """Sentences in one of some languages."""
        lookup = np.array([code in codes for code in self.languages] or [False])
        mask: Mask = lookup[self.language]
        return mask


def load(world: World) -> Sentences:
    """Read the columns: a quarter of a second for half a million sentences."""
    told = world.arrow(_ARTICLES)
    table = world.arrow(_SENTENCES)
    kind, kinds = _coded(table.column("kind"))
    language, codes = _coded(table.column("language"))
    languages = sorted({code.split("-")[0] for code in codes})
    number = np.array([languages.index(code.split("-")[0]) for code in codes], np.int64)
    report, reports = _coded(told.column("report_id"))
    published = told.column("published").to_pylist()
    return Sentences(
        ids=told.column("article_id").combine_chunks(),
        outlets=told.column("outlet").to_pylist(),
        published=published,
        days=np.array([-(10**9) if day is None else day.toordinal() for day in published], np.int64),
        reports=report,
        report_ids=reports,
        article=_ints(table.column("number")),
        n=_ints(table.column("n")),
        row=_ints(table.column("row")),
        kind=kind,
        language=number[language] if codes else language,
        kinds=tuple(kinds),
        languages=tuple(languages),
    )


def allowed(world: World, sentences: Sentences, filters: Filters) -> Mask | None:
    """Which sentences filters let through; None: all."""
    if not filters.any():
        return None
    chosen = np.ones(len(sentences.ids), np.bool_)
    if filters.outlet is not None:
        chosen &= np.array([outlet == filters.outlet for outlet in sentences.outlets], np.bool_)
    if filters.after is not None:
        chosen &= sentences.days >= filters.after.toordinal()
    if filters.before is not None:
        chosen &= (sentences.days <= filters.before.toordinal()) & (sentences.days > 0)
    if filters.article is not None:
        chosen &= np.array(sentences.ids.to_pylist(), object) == filters.article
    mask = sentences.of_articles(chosen)
    if filters.language is not None:
        mask &= sentences.spoken(frozenset({filters.language.split("-")[0].lower()}))
    if filters.kind is not None:
        mask &= np.array([kind == filters.kind for kind in sentences.kinds] or [False])[sentences.kind]
    if filters.actors is not None:
        mask &= _naming(world, sentences, filters.actors)
    return mask


def _naming(world: World, sentences: Sentences, actors: tuple[str, ...]) -> Mask:
    sql = (
        f"WITH {NUMBERED} SELECT DISTINCT number, n FROM mentions JOIN numbered USING (article_id) "
        "WHERE actor_id IN (SELECT unnest(?))"
    )
    found = world.arrow(sql, list(actors))
    mask = np.zeros(len(sentences.n), np.bool_)
    mask[sentences.find(_ints(found.column("number")), _ints(found.column("n")))] = True
    return mask


def _ints(column: pa.ChunkedArray) -> Ints:
    return np.asarray(column.combine_chunks().to_numpy(), np.int64)


def _coded(column: pa.ChunkedArray) -> tuple[Ints, list[Any]]:
    """Numbers of a column's values, and the values."""
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    return np.asarray(encoded.indices.to_numpy(), np.int64), encoded.dictionary.to_pylist()
