"""Which of two articles was made from the other, where that can be known."""

from __future__ import annotations

from dataclasses import dataclass

from armillary.schema import Direction, Relation
from armillary.trace.pair import Pair, coverage
from armillary.trace.residue import residue
from armillary.trace.text import Text
from armillary.trace.vectors import traced

WHOLE = 0.8
"""Coverage from which an article counts as wholly in the other."""
PART = 0.6
"""Coverage below which an article says much that the other lacks."""
LACKING = 3
"""Sentences that another has in common with a translation, and this one lacks, for it not to be the original."""


@dataclass(frozen=True, slots=True)
class Descent:
    """The direction and the reason for it; `weak` where only dates or extent speak: a family may know better."""

    direction: Direction
    reason: str
    weak: bool = False


def descent(pair: Pair, a: Text, b: Text) -> Descent:
    """The direction between two articles that share text; `unknown` unless something in them tells."""
    found = _by_residue(pair, a, b) or _by_credit(a, b) or _by_date(pair, a, b) or _by_extent(pair, a, b)
    return found or Descent("unknown", _UNKNOWN)


_UNKNOWN = "nothing in the two tells which was first"


def _language(text: Text) -> str:
    return text.article.language.split("-")[0]


def _by_residue(pair: Pair, a: Text, b: Text) -> Descent | None:
    left_a, left_b = residue(a), residue(b)
    if left_a and left_b:
        return Descent("common", f"both carry words of a third text: {left_a[1]}, {left_b[1]}")
    for left, copy, other, here, there in ((left_a, a, b, pair.a, pair.b), (left_b, b, a, pair.b, pair.a)):
        if left and left[0] == _language(other):
            lacking = len(traced(copy)) - len(pair.covered(here))
            words = f"{copy.article.article_id} leaves {left[1]} untranslated"
            if lacking >= LACKING:
                return Descent("common", f"{words}, but has {lacking} sentences that the other lacks")
            return Descent("a-from-b" if here < there else "b-from-a", words)
    return None


def _by_credit(a: Text, b: Text) -> Descent | None:
    for copy, other, way in ((a, b, "a-from-b"), (b, a, "b-from-a")):
        credit, outlet = copy.article.credit, other.article.outlet
        own = copy.article.outlet
        if credit and outlet and credit.casefold() == outlet.casefold() and (own or "").casefold() != outlet.casefold():
            return Descent("a-from-b" if way == "a-from-b" else "b-from-a", f"names {credit} as its source")
    return None


def _by_date(pair: Pair, a: Text, b: Text) -> Descent | None:
    """A later article that has nothing the earlier one lacks."""
    if not (a.article.published and b.article.published) or a.article.published == b.article.published:
        return None
    later, earlier = (a, b) if a.article.published > b.article.published else (b, a)
    number = pair.a if later is a else pair.b
    if coverage(pair, number, len(traced(later))) < WHOLE:
        return None
    reason = f"published {later.article.published}, after {earlier.article.published}, with nothing of its own"
    return Descent("a-from-b" if later is a else "b-from-a", reason, weak=True)


def _by_extent(pair: Pair, a: Text, b: Text) -> Descent | None:
    """An article that lies wholly in another, which says much more, is an excerpt of it, if dates allow."""
    here, there = coverage(pair, pair.a, len(traced(a))), coverage(pair, pair.b, len(traced(b)))
    for part, whole, share, rest, way in ((a, b, here, there, "a-from-b"), (b, a, there, here, "b-from-a")):
        if share < WHOLE or rest >= PART:
            continue
        first, second = whole.article.published, part.article.published
        if first and second and second < first:
            return None
        more = len(traced(whole)) - len(pair.covered(pair.b if whole is b else pair.a))
        reason = f"all of it is in {whole.article.article_id}, which says {more} sentences more"
        return Descent("a-from-b" if way == "a-from-b" else "b-from-a", reason, weak=True)
    return None


def relation(pair: Pair, a: Text, b: Text, direction: Direction) -> Relation:
    """What two articles that share text are to each other."""
    if direction == "common":
        return "common-source"
    here, there = coverage(pair, pair.a, len(traced(a))), coverage(pair, pair.b, len(traced(b)))
    if max(here, there) < PART:
        return "common-source"
    if a.article.text == b.article.text or (_language(a) == _language(b) and _verbatim(pair, a, b)):
        return "same"
    if max(here, there) >= WHOLE and min(here, there) < PART:
        return "excerpt"
    return "translation" if _language(a) != _language(b) else "copy"


def _verbatim(pair: Pair, a: Text, b: Text) -> bool:
    here, there = traced(a), traced(b)
    return [s.text for s in here] == [s.text for s in there] and len(pair.links) > 0
