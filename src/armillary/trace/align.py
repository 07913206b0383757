"""Which sentences of two articles that share text say the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from armillary.trace.model import Floats, Logistic

Link = tuple[int, int]

LEAST = -0.5
"""Log odds from which a link is taken: between articles that do share text a doubtful one costs less than a miss."""

NEARNESS = 0.05
"""Share of the median link's margin that every link must have."""


@dataclass(frozen=True, slots=True)
class Side:
    """An article's sentences: unit vectors and logarithms of length."""

    points: Floats
    lengths: Floats


def assign(score: Floats, least: float = -np.inf) -> list[Link]:
    """The best cells one by one, each row and column at most once, best first, in whatever order they lie."""
    links: list[Link] = []
    rows, columns = set[int](), set[int]()
    for i, j in _ordered(score, least):
        if i not in rows and j not in columns:
            links.append((i, j))
            rows.add(i)
            columns.add(j)
    return links


def align(score: Floats, margin: Floats, here: Side, there: Side, join: Logistic, least: float = LEAST) -> list[Link]:
    """Links (row, column), in order of rows; `margin` is how near in meaning two sentences are themselves.

    First one to one, so that moved passages are found; then sentences left over are joined to a neighbour's link, where
    the other article has both in one sentence.
    """
    links = set(assign(supported(score, margin, least), least))
    while True:
        asked = list(joinable(links, score.shape))
        told = [join_features(score, here, there, link, beside) for link, beside in asked]
        odds = [float(join.score(features)) if features["gain"] > 0 else -np.inf for features in told]
        best = max(range(len(odds)), key=lambda k: (odds[k], -k), default=None)
        if best is None or odds[best] <= 0:
            return sorted(links)
        links.add(asked[best][0])


def supported(score: Floats, margin: Floats, least: float = LEAST) -> Floats:
    """The scores of cells that are near in meaning themselves; minus infinity elsewhere.

    A sentence put in another's place stands between the same neighbours, and they alone would link the two. What counts
    as near depends on the pair: garbled articles and some languages lie farther apart.
    """
    links = assign(score, least)
    usual = float(np.median([margin[link] for link in links])) if links else 0.0
    kept: Floats = np.where(margin > NEARNESS * usual, score, np.float32(-np.inf))
    return kept


def joinable(links: set[Link], shape: tuple[int, ...]) -> Iterator[tuple[Link, Link]]:
    """Links that would join a sentence without one to a link beside it, each with that link."""
    rows, columns = {i for i, _ in links}, {j for _, j in links}
    for i, j in sorted(links):
        for row in (i - 1, i + 1):
            if 0 <= row < shape[0] and row not in rows:
                yield (row, j), (i, j)
        for column in (j - 1, j + 1):
            if 0 <= column < shape[1] and column not in columns:
                yield (i, column), (i, j)


def join_features(score: Floats, here: Side, there: Side, link: Link, beside: Link) -> dict[str, Floats]:
    """The features of `Calibration.join`: whether two sentences together are nearer to the third than the one alone."""
    if link[1] == beside[1]:
        parts, whole, added, kept, full = here, there, link[0], beside[0], link[1]
    else:
        parts, whole, added, kept, full = there, here, link[1], beside[1], link[0]
    target = whole.points[full]
    sizes = np.exp(parts.lengths[[kept, added]])
    both = sizes[0] * parts.points[kept] + sizes[1] * parts.points[added]
    alone = float(parts.points[kept] @ target)
    joined = float(both @ target / max(float(np.linalg.norm(both)), 1e-9))
    length = float(whole.lengths[full])
    told = {
        "score": float(np.clip(score[link], -8, 6)),
        "beside": float(np.clip(score[beside], -8, 6)),
        "gain": joined - alone,
        "near": float(parts.points[added] @ target),
        "like": float(parts.points[added] @ parts.points[kept]),
        "fit": abs(length - float(parts.lengths[kept])) - abs(length - float(np.log(sizes.sum()))),
        "misfit": abs(length - float(np.log(sizes.sum()))),
    }
    return {name: np.asarray(value, np.float32) for name, value in told.items()}


def _ordered(score: Floats, least: float) -> list[Link]:
    """Cells of at least so much, the highest first, equal ones in order."""
    flat = score.ravel()
    kept = np.flatnonzero(flat >= least)
    rows, columns = np.divmod(kept[np.argsort(-flat[kept], kind="stable")], score.shape[1])
    return list(zip(rows.tolist(), columns.tolist(), strict=True))
