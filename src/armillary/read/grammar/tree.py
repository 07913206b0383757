"""The best tree over scored heads."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def tree(scores: NDArray[np.float32]) -> list[int]:
    """The head of each word: 1-based, 0 for the one root, without cycles.

    Args:
        scores: one row a word, one column a possible head; column 0 is the root, column i the i-th word.

    The best head of each word is taken; where these form no tree, each cycle is broken at the arc that costs least
    (as in Chu and Liu 1965, Edmonds 1967, but greedily, without contracting).
    """
    n = len(scores)
    free = scores.copy()
    root = int(np.argmax(free[:, 0] - free[:, 1:].max(axis=1))) if n > 1 else 0
    free[:, 0] = -np.inf
    heads: list[int] = free.argmax(axis=1).tolist() if n > 1 else [0]
    heads[root] = 0
    for _ in range(n):
        cycle = _cycle(heads)
        if not cycle:
            break
        _break(cycle, heads, free)
    return heads


def _cycle(heads: list[int]) -> set[int]:
    """Numbers (1-based) of the words of a cycle; empty where there is none."""
    done = [False] * (len(heads) + 1)
    for first in range(1, len(heads) + 1):
        path, at = [], first
        while at and not done[at]:
            done[at] = True
            path.append(at)
            at = heads[at - 1]
        if at in path:
            return set(path[path.index(at) :])
    return set()


def _break(cycle: set[int], heads: list[int], scores: NDArray[np.float32]) -> None:
    """Gives the word of the cycle that loses least by it a head outside what hangs on the cycle."""
    below = _hanging_on(cycle, heads)
    outside = [j for j in range(1, len(heads) + 1) if j not in below]
    choices = [(float(scores[i - 1, j] - scores[i - 1, heads[i - 1]]), -i, j) for i in sorted(cycle) for j in outside]
    _, word, head = max(choices)
    heads[-word - 1] = head


def _hanging_on(cycle: set[int], heads: list[int]) -> set[int]:
    below = set(cycle)
    grown = True
    while grown:
        grown = False
        for i, head in enumerate(heads, 1):
            if head in below and i not in below:
                below.add(i)
                grown = True
    return below
