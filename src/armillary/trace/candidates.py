"""Pairs of articles worth a closer look, from an index over sentence vectors."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import faiss
import networkx as nx
import numpy as np
from numpy.typing import NDArray

from armillary.trace.pair import Pair
from armillary.trace.space import Space

NEIGHBOURS = 12
"""Nearest sentences in each language that may vote for their articles."""
VOTE = 0.13
"""Margin from which they do: a sentence that recurs in many unrelated articles has a high background, and no vote."""
SHORT = 3
"""Sentences of an article up to which a single vote is enough."""
PARTNERS = 16
"""Candidates of one article that are looked at, the strongest first; a large family is completed by closing it."""
CLOSED = 60
"""Members up to which all pairs of a family are compared."""
_FLAT = 1000
_BLOCK = 2048
_PROBES = 8


def candidates(space: Space) -> list[tuple[int, int]]:
    """Pairs a < b of which two sentences or more are near each other (one, where an article is short)."""
    size = len(space.offsets) - 1
    votes = [found for number in range(len(space.languages)) for found in _votes(space, number)]
    if not votes:
        return []
    cast, margins = (np.concatenate(parts) for parts in zip(*votes, strict=True))
    codes, places, counts = np.unique(cast, return_inverse=True, return_counts=True)
    strength = np.bincount(places, margins)
    a, b = codes // size, codes % size
    lengths = np.diff(space.offsets)
    enough = (counts >= 2) | (np.minimum(lengths[a], lengths[b]) <= SHORT)
    kept = _strongest(a[enough], b[enough], strength[enough])
    return [(int(x), int(y)) for x, y in zip(a[enough][kept], b[enough][kept], strict=True)]


def _strongest(a: NDArray[np.int64], b: NDArray[np.int64], strength: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Pairs among the strongest `PARTNERS` of either article."""
    kept = np.zeros(len(a), np.bool_)
    both, pair = np.concatenate([a, b]), np.tile(np.arange(len(a)), 2)
    order = np.lexsort((pair, -np.round(strength, 3)[pair], both))
    starts = np.flatnonzero(np.diff(both[order], prepend=-1))
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    kept[pair[order[rank < PARTNERS]]] = True
    return kept


def relatives(pairs: list[Pair]) -> list[tuple[int, int]]:
    """Pairs of articles that share text with a third, directly or by way of others, and were not compared yet."""
    graph: nx.Graph[int] = nx.Graph((pair.a, pair.b) for pair in pairs)
    known = {(pair.a, pair.b) for pair in pairs}
    families = (sorted(group) for group in nx.connected_components(graph) if len(group) <= CLOSED)
    return sorted(pair for members in families for pair in combinations(members, 2) if pair not in known)


def _votes(space: Space, number: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
    """The pairs of articles that sentences find in one language, as `a * size + b` once a sentence, with the margin."""
    members = np.flatnonzero(space.language == number)
    if not len(members):
        return
    found, size = index(space.points[members]), len(space.offsets) - 1
    for start in range(0, len(space.points), _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, len(space.points)))
        near, places = found.search(space.points[rows], min(NEIGHBOURS, len(members)))
        there = members[np.maximum(places, 0)]
        margin = near - space.hubness(np.repeat(rows, there.shape[1]), there.ravel()).reshape(near.shape)
        home, other = np.broadcast_to(space.article[rows][:, None], there.shape), space.article[there]
        good = (places >= 0) & (margin > VOTE) & (home != other)
        ballot = np.broadcast_to(rows[:, None], there.shape)[good] * size + other[good]
        once, first = np.unique(ballot, return_index=True)
        home, other = space.article[once // size], once % size
        yield np.minimum(home, other) * size + np.maximum(home, other), margin[good][first]


def index(points: NDArray[np.float32]) -> faiss.Index:
    """An index for inner products: exact for few points, else by cells with eight bits a component (IVF)."""
    size, dim = points.shape
    if size <= _FLAT:
        flat = faiss.IndexFlatIP(dim)
        flat.add(points)
        return flat
    cells = int(4 * np.sqrt(size))
    kind = faiss.ScalarQuantizer.QT_8bit
    cellwise = faiss.IndexIVFScalarQuantizer(faiss.IndexFlatIP(dim), dim, cells, kind, faiss.METRIC_INNER_PRODUCT)
    cellwise.cp.seed, cellwise.cp.niter = 1, 6
    cellwise.cp.max_points_per_centroid, cellwise.cp.min_points_per_centroid = 32, 1
    cellwise.train(points)
    cellwise.add(points)
    cellwise.nprobe = _PROBES
    return cellwise
