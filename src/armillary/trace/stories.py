"""Stories: reports of the same events, independently written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
from scipy import sparse

from armillary.trace.candidates import index
from armillary.trace.evidence import shared, weights
from armillary.trace.families import Family
from armillary.trace.model import Floats
from armillary.trace.space import Space, unit
from armillary.trace.text import Text
from armillary.trace.vectors import traced

NEAR = 0.6
"""Similarity of two reports' mean sentences from which they tell of the same events."""
NAMED = 0.5
"""The same, where they share rare names, figures and words as well."""
SHARED = 0.15
"""How much they must share for that, 0-1."""
DAYS = 45
"""Days between two reports beyond which they tell of different events."""
_NEIGHBOURS = 20


def stories(space: Space, texts: Sequence[Text], found: Sequence[Family]) -> list[tuple[int, ...]]:
    """Groups of families (their places in `found`), each family in one, ordered by their first.

    The nearest two are joined first, and two groups only if their means are near as well, so that a chain of topics
    does not make one story.
    """
    sums = np.stack([_sum(space, family) for family in found]) if found else np.zeros((0, 1), np.float32)
    words = weights([_words(texts[family.reference]) for family in found])
    days = [_day(texts, family) for family in found]
    group = list(range(len(found)))
    members = {place: [place] for place in group}
    for a, b in _nearest(unit(sums), words, days):
        x, y = sorted((group[a], group[b]))
        if x == y or float(_cosine(sums[x], sums[y])) < NAMED:
            continue
        sums[x] += sums[y]
        for place in members[y]:
            group[place] = x
        members[x] += members.pop(y)
    return sorted(tuple(sorted(places)) for places in members.values())


def _sum(space: Space, family: Family) -> Floats:
    """The family's mean sentence, as long as one: a report counts once, however often it was copied."""
    rows = np.concatenate([space.points[space.rows(member)] for member in family.members])
    return unit(rows.sum(0, keepdims=True))[0] if len(rows) else np.zeros(space.points.shape[1], np.float32)


def _words(text: Text) -> str:
    return "\n".join(sentence.text for sentence in traced(text))


def _day(texts: Sequence[Text], family: Family) -> date | None:
    return min((day for member in family.members if (day := texts[member].article.published)), default=None)


def _nearest(points: Floats, words: sparse.csr_array, days: Sequence[date | None]) -> Iterator[tuple[int, int]]:
    """Pairs of reports near enough, the nearest first."""
    if len(points) < 2:
        return
    near, places = index(points).search(points, min(_NEIGHBOURS, len(points)))
    found = set[tuple[float, int, int]]()
    for a, (similar, others) in enumerate(zip(near, places, strict=True)):
        for similarity, b in zip(similar.tolist(), others.tolist(), strict=True):
            if b >= 0 and b != a and similarity >= NAMED and _contemporary(days[a], days[b]):
                found.add((-round(similarity, 4), min(a, b), max(a, b)))
    for similarity, a, b in sorted(found):
        if -similarity >= NEAR or float(shared(words, slice(a, a + 1), slice(b, b + 1))[0, 0]) >= SHARED:
            yield a, b


def _contemporary(a: date | None, b: date | None) -> bool:
    return a is None or b is None or abs((a - b).days) <= DAYS


def _cosine(a: Floats, b: Floats) -> float:
    return float(a @ b / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-9))
