"""Two articles, compared."""

from __future__ import annotations

from dataclasses import dataclass

from armillary.trace.text import Text


@dataclass(frozen=True, slots=True)
class Pair:
    """Articles a and b (numbers in the pool, a < b) with the links between their traced sentences.

    links: (place among a's traced sentences, place among b's).
    similarities: 0-1, one a link.
    probability: that the two share text, 0-1.
    """

    a: int
    b: int
    links: tuple[tuple[int, int], ...]
    similarities: tuple[float, ...]
    probability: float
    encoder: str

    @property
    def covered_a(self) -> frozenset[int]:
        """Places in a that have a link."""
        return frozenset(i for i, _ in self.links)

    @property
    def covered_b(self) -> frozenset[int]:
        """Places in b that have a link."""
        return frozenset(j for _, j in self.links)

    def covered(self, article: int) -> frozenset[int]:
        """Places in one of the two."""
        return self.covered_a if article == self.a else self.covered_b

    def other(self, article: int) -> int:
        """The other of the two."""
        return self.b if article == self.a else self.a


def coverage(pair: Pair, article: int, length: int) -> float:
    """Share of an article's traced sentences, of which it has `length`, that the pair links."""
    return len(pair.covered(article)) / length if length else 0.0


def outlet_of(text: Text) -> str | None:
    """Who published it, in lower case."""
    return text.article.outlet.casefold() if text.article.outlet else None
