"""Which sentences of two articles say the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Link = tuple[int, int]

THRESHOLD = 0.1
REORDERED = 1.25
"""How much more mutual neighbours must score than links in order, for the article to count as reordered."""


def align(margin: Floats) -> list[Link]:
    """Links (row, column) in order of rows; one that is near nothing has none."""
    gain = margin - np.float32(THRESHOLD)
    monotone, mutual = in_order(gain), mutual_nearest(gain)
    if _score(gain, mutual) > REORDERED * _score(gain, monotone):
        return mutual
    return monotone


def in_order(gain: Floats) -> list[Link]:
    """The links in order on both sides with the greatest total gain (dynamic programming)."""
    rows, columns = gain.shape
    best = np.zeros((rows + 1, columns + 1), np.float64)
    for i in range(1, rows + 1):
        step = np.maximum(best[i - 1, 1:], best[i - 1, :-1] + np.maximum(gain[i - 1], 0))
        best[i, 1:] = np.maximum.accumulate(step)
    links: list[Link] = []
    i, j = rows, columns
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            links.append((i, j))
    return links[::-1]


def mutual_nearest(gain: Floats) -> list[Link]:
    """Pairs each of which is the other's nearest, with positive gain."""
    if not gain.size:
        return []
    right, left = gain.argmax(1), gain.argmax(0)
    return [(i, int(j)) for i, j in enumerate(right) if left[j] == i and gain[i, j] > 0]


def _score(gain: Floats, links: list[Link]) -> float:
    return float(sum(gain[link] for link in links))
