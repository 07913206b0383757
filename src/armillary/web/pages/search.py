"""Sentences by word, and below those that mean the like, in all languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final, Literal

from fastapi import Query

from armillary.commands.quotes import Beside, copies_beside
from armillary.commands.reports import tally
from armillary.commands.search import Filters, Found, Hit, Index, filters_of
from armillary.show.highlights import Stretch, stretches
from armillary.web.asked import Actor, Day, Language, Words, WorldOf
from armillary.web.pages.page import Page
from armillary.world import World

By = Annotated[Literal["both", "words", "meaning"], Query(description="Words alone, meaning alone, or both.")]
KindOf = Annotated[
    Literal["body", "title", "heading", "caption", ""] | None, Query(description="Which sentences are searched.")
]
PageOf = Annotated[int, Query(ge=1, le=500, description="Page of what was found by words.")]

HITS: Final = 20
"""Sentences found by word on one page."""
NEAR: Final = 12
"""Sentences found by meaning."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of what was found, and how much there is in all."""

    hits: tuple[Hit, ...]
    n_sentences: int
    n_articles: int
    n_reports: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Copied:
    """A sentence found in another language, and what a copy has there in English: that copy's words."""

    article_id: str
    n: int
    beside: Beside


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`words` and `meaning` are NULL where they were not asked for, both where nothing was.

    What was found by word is not found again by meaning.
    """

    q: str | None
    by: str
    filters: Filters
    actor: str | None
    words: Listed | None
    meaning: tuple[Hit, ...] | None
    n_unindexed: int
    languages: tuple[str, ...]
    copied: tuple[Copied, ...] = ()

    def beside(self, hit: Hit) -> Beside | None:
        """What a copy has in English in the place of a hit."""
        return next((one.beside for one in self.copied if (one.article_id, one.n) == (hit.article_id, hit.n)), None)

    @property
    def nothing(self) -> bool:
        """Whether there was a search that found nothing."""
        return self.q is not None and not self.meaning and (self.words is None or not self.words.hits)

    @staticmethod
    def pieces(hit: Hit) -> tuple[Stretch, ...]:
        """The sentence of a hit, with the words that were found apart."""
        return tuple(stretches(hit.quote, list(zip(hit.starts, hit.ends, strict=True)), hit.start_char))


def find(
    world: WorldOf,
    q: Words = None,
    by: By = "both",
    language: Language = None,
    outlet: Words = None,
    after: Day = None,
    before: Day = None,
    actor: Actor = None,
    kind: KindOf = None,
    page: PageOf = 1,
) -> SearchPage:
    """What was found."""
    filters = filters_of(world, language, outlet, after, before, actor, kind or None)
    empty = SearchPage(q, by, filters, actor, None, None, 0, tally(world).languages)
    if q is None:
        return empty
    index = Index.open(world)
    words = _by_words(index, q, filters, page) if by != "meaning" else None
    wanted = by == "meaning" or (by == "both" and page == 1)
    meaning = _by_meaning(world, index, q, filters, words) if wanted else None
    copied = _copied(world, [*(words.hits if words else ()), *(meaning or ())])
    return replace(empty, words=words, meaning=meaning, n_unindexed=index.n_unindexed, copied=copied)


def _copied(world: World, hits: Sequence[Hit]) -> tuple[Copied, ...]:
    foreign = {(hit.article_id, hit.n) for hit in hits if hit.language.split("-")[0] != "en"}
    return tuple(Copied(*place, found) for place, found in sorted(copies_beside(world, foreign).items()))


def _by_words(index: Index, q: str, filters: Filters, page: int) -> Listed:
    found = index.words(q, filters=filters, limit=page * HITS)
    pages = max(1, min(500, -(-found.n_sentences // HITS)))
    if page > pages:
        return _by_words(index, q, filters, pages)
    hits = found.hits[(page - 1) * HITS : page * HITS]
    return Listed(hits, found.n_sentences, found.n_articles, found.n_reports, page, pages)


def _by_meaning(world: World, index: Index, q: str, filters: Filters, words: Listed | None) -> tuple[Hit, ...] | None:
    """NULL where no article has vectors."""
    if not world.once("has vectors", lambda: bool(world.query("SELECT 1 FROM vectors LIMIT 1"))):
        return None
    shown = {(hit.article_id, hit.n) for hit in words.hits} if words else set()
    found: Found = index.meaning(q, filters=filters, limit=NEAR + len(shown))
    return tuple(hit for hit in found.hits if (hit.article_id, hit.n) not in shown)[:NEAR]


PAGES: Final = (
    Page(
        name="search",
        path="/search",
        title="Search",
        find=find,
        about="Sentences by word in all its forms, and by meaning, in all languages.",
        section="Search",
    ),
)
