"""Whether two articles share text: three sentences or more, or most of the shorter one."""

from __future__ import annotations

import numpy as np

from armillary.trace.align import align
from armillary.trace.pair import Pair
from armillary.trace.space import Space

SURE = 0.25
"""A margin above which a link counts as evidence of its own."""
COUNT = 3
SHARE = 0.6


def decide(space: Space, a: int, b: int) -> Pair | None:
    """The pair with its links where the two share text, else None."""
    margin = space.margin(a, b)
    links = align(margin)
    sure = sum(1 for link in links if margin[link] > SURE)
    shorter = min(margin.shape)
    if sure < min(COUNT, max(1, int(np.ceil(SHARE * shorter)))):
        return None
    here, there = space.points[space.rows(a)], space.points[space.rows(b)]
    similarities = tuple(round(float(np.clip(here[i] @ there[j], 0, 1)), 3) for i, j in links)
    probability = round(1 - 0.5 ** (1 + sure), 3)
    return Pair(a, b, tuple(links), similarities, probability, space.encoder)
