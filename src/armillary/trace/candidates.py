"""Pairs of articles worth a closer look, from an index over sentence vectors."""

from __future__ import annotations

from collections import Counter

import faiss
import numpy as np
from numpy.typing import NDArray

from armillary.trace.space import Space

NEIGHBOURS = 8
"""Nearest sentences in each language that vote for their articles."""
_FLAT = 20_000
_BLOCK = 2048


def candidates(space: Space) -> list[tuple[int, int]]:
    """Pairs a < b of which two sentences or more are near each other (one, for an article of one or two)."""
    votes: Counter[tuple[int, int]] = Counter()
    lengths = np.diff(space.offsets)
    for number in range(len(space.languages)):
        members = np.flatnonzero(space.language == number)
        if len(members):
            _vote(space, members, votes)
    enough = (pair for pair, count in votes.items() if count >= 2 or min(lengths[list(pair)]) <= 2)
    return sorted(enough)


def _vote(space: Space, members: NDArray[np.int64], votes: Counter[tuple[int, int]]) -> None:
    """Each sentence votes once for each article among its nearest in one language."""
    index = _index(space.points[members])
    homes = space.article[members]
    for start in range(0, len(space.points), _BLOCK):
        near, found = index.search(space.points[start : start + _BLOCK], min(NEIGHBOURS + 4, len(members)))
        for row, (similar, places) in enumerate(zip(near, found, strict=True), start):
            home = int(space.article[row])
            seen = {int(homes[p]) for s, p in zip(similar, places, strict=True) if p >= 0 and s > 0.3} - {home}
            votes.update((min(home, other), max(home, other)) for other in seen)


def _index(points: NDArray[np.float32]) -> faiss.Index:
    size, dim = points.shape
    if size <= _FLAT:
        flat = faiss.IndexFlatIP(dim)
        flat.add(points)
        return flat
    cells = int(4 * np.sqrt(size))
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dim), dim, cells, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    index.cp.seed, index.cp.max_points_per_centroid = 1, 64
    index.train(points)
    index.add(points)
    index.nprobe = 8
    return index
