"""An article in full, with everything found in it highlighted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from fastapi import Query

from armillary.commands.article import KINDS, ArticleRead, Found, article, rows_of
from armillary.commands.grading import outlet_grade
from armillary.schema import Sentence
from armillary.show.highlights import stretches
from armillary.web.asked import LONGEST, Id, WorldOf
from armillary.web.pages.page import Page

KindName = Literal[
    "none",
    "mentions",
    "statements",
    "events",
    "attitudes",
    "quantities",
    "levers",
    "outlooks",
    "flows",
    "mechanisms",
    "goals",
]
Kinds = Annotated[
    list[KindName] | None,
    Query(max_length=20, description="What is highlighted; everything by default, nothing with `none`."),
]
Marked = Annotated[str | None, Query(max_length=LONGEST, description="Id of something read from it, to be marked.")]
Begin = Annotated[int | None, Query(alias="from", ge=0, le=2**40, description="First code point to be marked.")]
End = Annotated[int | None, Query(alias="to", ge=0, le=2**40, description="One past the last to be marked.")]
PageOf = Annotated[int | None, Query(ge=1, le=100_000, description="Page of a long article.")]

_DATES: Final = {
    "text": "as the text says",
    "metadata": "from the page's metadata",
    "url": "from its address",
    "file": "from the file",
    "none": "not found",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence, what was found there, and whether it was asked for."""

    text: str
    kinds: tuple[str, ...]
    title: str
    here: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in pieces, and the blanks after it."""

    sentence: Sentence
    pieces: tuple[Piece, ...]
    gap: str

    @property
    def quiet(self) -> bool:
        """Whether it is not read as news."""
        return self.sentence.kind in ("boilerplate", "byline")


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """`kinds` are those highlighted; `reliability` is the user's grade of the outlet, F where there is none.

    `no_row` says that nothing with the id asked for was read from this article.
    """

    read: ArticleRead
    kinds: tuple[str, ...]
    reliability: str
    date_from: str
    no_row: bool

    @property
    def paragraphs(self) -> tuple[tuple[Line, ...], ...]:
        """The sentences in lines that belong together; joined they are the text."""
        return tuple(_paragraphs(self.read))

    @property
    def before(self) -> str:
        """Blanks before the first sentence."""
        sentences = self.read.sentences
        return self.read.text[: sentences[0].start_char - self.read.start] if sentences else self.read.text

    @property
    def notes(self) -> tuple[tuple[int, tuple[Found, ...]], ...]:
        """What was read, by the sentence."""
        return tuple(rows_of(self.read.found))

    @property
    def all_kinds(self) -> tuple[str, ...]:
        """Every kind there is."""
        return KINDS


def find(
    world: WorldOf,
    article_id: Id,
    row: Marked = None,
    begin: Begin = None,
    end: End = None,
    kinds: Kinds = None,
    page: PageOf = None,
) -> ArticlePage:
    """The article."""
    wanted = KINDS if kinds is None else tuple(kind for kind in KINDS if kind in kinds)
    span = (begin, end) if begin is not None and end is not None else None
    found = article(world, article_id, page=page, kinds=wanted, row=row, span=span)
    return ArticlePage(
        found,
        wanted,
        outlet_grade(world, found.article.outlet),
        _DATES[found.article.published_from],
        no_row=row is not None and found.row is None,
    )


def _paragraphs(read: ArticleRead) -> Iterator[tuple[Line, ...]]:
    lines: list[Line] = []
    for line in _lines(read):
        lines.append(line)
        if "\n" in line.gap:
            yield tuple(lines)
            lines = []
    if lines:
        yield tuple(lines)


def _lines(read: ArticleRead) -> Iterator[Line]:
    """What was asked for is one more span, without a row."""
    rows: list[Found | None] = [*([None] if read.marked else []), *read.found]
    spans = [*([read.marked] if read.marked else []), *((one.start, one.end) for one in read.found)]
    touching = _by_place(read.sentences, spans)
    following = [*(one.start_char for one in read.sentences[1:]), read.start + len(read.text)]
    for sentence, places, end in zip(read.sentences, touching, following, strict=False):
        words = read.text[sentence.start_char - read.start : sentence.end_char - read.start]
        cut = stretches(words, [spans[k] for k in places], sentence.start_char)
        pieces = tuple(_piece(one.text, [rows[places[k]] for k in one.spans]) for one in cut)
        yield Line(sentence, pieces, read.text[sentence.end_char - read.start : end - read.start])


def _by_place(sentences: Sequence[Sentence], spans: Sequence[tuple[int, int]]) -> list[list[int]]:
    """For each sentence the places in the list of the spans that touch it."""
    touching: list[list[int]] = [[] for _ in sentences]
    order = sorted(range(len(spans)), key=lambda k: spans[k][0])
    first = 0
    for k in order:
        start, end = spans[k]
        while first < len(sentences) and sentences[first].end_char <= start:
            first += 1
        for at in range(first, len(sentences)):
            if sentences[at].start_char >= end:
                break
            touching[at].append(k)
    return [sorted(places) for places in touching]


def _piece(text: str, rows: Sequence[Found | None]) -> Piece:
    found = [row for row in rows if row is not None]
    kinds = tuple(dict.fromkeys(row.table for row in found))
    return Piece(text, kinds, "; ".join(dict.fromkeys(row.line for row in found))[:400], here=len(found) < len(rows))


PAGES: Final = (
    Page(
        name="article",
        path="/article/{article_id}",
        title="Article",
        find=find,
        about="An article in full, with everything that was read from it and where.",
        section="Reports",
        needs="read",
    ),
)
