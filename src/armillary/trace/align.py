"""Which sentences of two articles that share text say the same."""

from __future__ import annotations

import numpy as np

from armillary.trace.model import Floats

Link = tuple[int, int]

LEAST = -0.5
"""Log odds from which a link is taken: between articles that do share text a doubtful one costs less than a miss."""


def assign(score: Floats, least: float = -np.inf) -> list[Link]:
    """The best cells one by one, each row and column at most once, best first."""
    links: list[Link] = []
    rows, columns = set[int](), set[int]()
    for i, j in _ordered(score, least):
        if i not in rows and j not in columns:
            links.append((i, j))
            rows.add(i)
            columns.add(j)
    return links


def align(score: Floats, least: float = LEAST) -> list[Link]:
    """Links (row, column), in order of rows.

    Taken best first, in whatever order they lie, so that moved passages are found; a sentence has a second link only
    beside the first, where the other article joined what this one keeps apart.
    """
    links = set[Link]()
    rows, columns = set[int](), set[int]()
    for i, j in _ordered(score, least):
        free = i not in rows and j not in columns
        joined = (i not in rows and not links.isdisjoint(((i - 1, j), (i + 1, j)))) or (
            j not in columns and not links.isdisjoint(((i, j - 1), (i, j + 1)))
        )
        if free or joined:
            links.add((i, j))
            rows.add(i)
            columns.add(j)
    return sorted(links)


def _ordered(score: Floats, least: float) -> list[Link]:
    """Cells of at least so much, the highest first, equal ones in order."""
    places = np.argsort(-score, axis=None, kind="stable")
    flat = score.ravel()[places]
    kept = places[: int(np.searchsorted(-flat, -least, side="right"))]
    width = score.shape[1]
    return [(int(place) // width, int(place) % width) for place in kept]
