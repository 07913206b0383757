"""Two articles side by side: is one a copy, which way, and what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from armillary.commands.opening import known_article, opened
from armillary.errors import SourceError, UsageError
from armillary.schema import Alignment, Article, Change, Failure, Link, Sentence
from armillary.show.side_by_side import Side, SideBySide
from armillary.world import World

if TYPE_CHECKING:
    from armillary.trace import Traced
    from armillary.trace.text import Text


def compare(a: str | Path, b: str | Path, *, world: World | str | Path | None = None) -> SideBySide:
    """Compare two articles as if they were all there is.

    Args:
        a: a file or address; with `world`, the id of an article.
        b: the other.
        world: the world both are in.

    Raises:
        SourceError: one of them cannot be read as an article.
        UsageError: an id that no article of the world has.
    """
    from armillary.trace import trace
    from armillary.trace.vectors import Encoded

    if world is None:
        texts = [_read(str(a)), _read(str(b))]
    else:
        with opened(world) as w:
            texts = [_recall(w, str(a)), _recall(w, str(b))]
    return _beside(texts[0], texts[1], trace(texts, Encoded()))


def beside(world: World | str | Path, a: str, b: str) -> SideBySide:
    """Two articles of a world side by side, as its build found them.

    A build measures changes against one article of each report; two others have their alignment but no changes.

    Args:
        world: a world or its file.
        a: id of an article.
        b: of the other.

    Raises:
        UsageError: an id that no article has, or twice the same.
        WorldError: the world cannot be used.
    """
    with opened(world) as w:
        first, second = sorted((known_article(w, a), known_article(w, b)))
        if first == second:
            raise UsageError(f"{first} beside itself: give two articles")
        links = w.rows(Link, "article_a = ? AND article_b = ?", first, second)
        both = "article_id IN ($1, $2) AND other_id IN ($1, $2)"
        changes = w.rows(Change, both, first, second)
        copy = _copy_of(first, second, links, changes)
        sides = [_side(w, one) for one in ((second, first) if copy == first else (first, second))]
        return SideBySide(
            other=sides[0],
            copy=sides[1],
            alignments=tuple(w.rows(Alignment, "article_a = ? AND article_b = ?", first, second)),
            changes=tuple(changes),
            link=links[0] if links else None,
        )


def _copy_of(a: str, b: str, links: Sequence[Link], changes: Sequence[Change]) -> str:
    """The one that has changes, else the one made from the other, else the second."""
    if changes:
        return changes[0].article_id
    return a if links and links[0].direction == "a-from-b" else b


def _side(world: World, article_id: str) -> Side:
    (article,) = world.rows(Article, "article_id = ?", article_id)
    return Side(article, tuple(world.rows(Sentence, "article_id = ?", article_id)))


def _read(source: str) -> Text:
    from armillary.gather import documents, prepare
    from armillary.trace.text import Text

    for item in documents([source]):
        made = item if isinstance(item, Failure) else prepare(item)
        if isinstance(made, Failure):
            raise SourceError(f"{made.source}: {made.error}", made.hint)
        return Text(made.article, made.sentences)
    raise SourceError(f"{source} holds no article", "give a file with one")


def _recall(world: World, given: str) -> Text:
    from armillary.trace.text import Text

    article_id = known_article(world, given)
    (article,) = world.rows(Article, "article_id = ?", article_id)
    return Text(article, tuple(world.rows(Sentence, "article_id = ?", article_id)))


def _beside(a: Text, b: Text, found: Traced) -> SideBySide:
    """The copy on its side: the one that has changes, else the one made from the other, else the second."""
    link = next(iter(found.links), None)
    copies = {change.article_id for change in found.changes}
    if link is not None and not copies:
        copies = {{"a-from-b": link.article_a, "b-from-a": link.article_b}.get(link.direction, b.article.article_id)}
    copy, other = (a, b) if a.article.article_id in copies else (b, a)
    return SideBySide(
        other=Side(other.article, other.sentences),
        copy=Side(copy.article, copy.sentences),
        alignments=tuple(found.alignments),
        changes=tuple(found.changes),
        link=link,
    )
