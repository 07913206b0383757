"""Articles that are in no index yet, gathered or traced but not read: looked through letter by letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from armillary.read.index.asked import Part
from armillary.read.index.sentences import NUMBERED, Ints, Mask, Sentences
from armillary.world import World

Spans = list[tuple[int, int]]


def scanned(
    world: World, sentences: Sentences, parts: Sequence[Part], mask: Mask | None
) -> tuple[Ints, np.ndarray, list[Spans]]:
    """Sentences of such articles that have every part somewhere in them, in any case, as words or inside of words.

    Returns:
        The sentences, the share of each that was asked for, and the spans of the parts in each.
    """
    sql = (
        f"WITH {NUMBERED} SELECT number, n, s.text FROM sentences s JOIN numbered a USING (article_id) "
        "WHERE kind NOT IN ('byline', 'boilerplate') AND article_id NOT IN (SELECT article_id FROM indexed)"
    )
    sql += "".join(" AND contains(lower(s.text), lower(?))" for _ in parts)
    rows = world.query(f"{sql} ORDER BY number, n", *[part.text for part in parts])
    places = sentences.find(*(np.array([row[i] for row in rows], np.int64) for i in (0, 1)))
    spans = [_spans(row[2], parts) for row in rows]
    shares = [min(1.0, sum(len(part.text) for part in parts) / max(1, len(row[2]))) for row in rows]
    kept = [i for i, place in enumerate(places.tolist()) if mask is None or mask[place]]
    return places[kept], np.array(shares, np.float64)[kept], [spans[i] for i in kept]


def _spans(text: str, parts: Sequence[Part]) -> Spans:
    return sorted({span for part in parts for span in _every(text.lower(), part.text.lower(), len(text))})


def _every(text: str, words: str, length: int) -> Iterator[tuple[int, int]]:
    """Where words stand; nowhere if the text changed its length as it was lowered."""
    at = text.find(words) if len(text) == length else -1
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + len(words))
