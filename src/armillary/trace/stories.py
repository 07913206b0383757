"""Stories: reports of the same events, independently written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from armillary.trace.families import Family
from armillary.trace.space import Space, unit

SAME = 0.62
"""Similarity of two articles' mean sentences from which they tell of the same events."""


def stories(space: Space, found: Sequence[Family]) -> list[tuple[int, ...]]:
    """Groups of families (their places in `found`), each family in one."""
    centres = np.stack([_centre(space, family) for family in found]) if found else np.zeros((0, 1), np.float32)
    near = centres @ centres.T
    groups: list[list[int]] = []
    for place in range(len(found)):
        fitting = [(float(near[place, group].mean()), -k) for k, group in enumerate(groups)]
        best = max(fitting, default=(0.0, 0))
        if best[0] >= SAME:
            groups[-best[1]].append(place)
        else:
            groups.append([place])
    return [tuple(group) for group in groups]


def _centre(space: Space, family: Family) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    rows = np.concatenate([space.points[space.rows(member)] for member in family.members])
    mean = rows.sum(0, keepdims=True)
    centre: np.ndarray[tuple[int], np.dtype[np.float32]] = unit(mean)[0]
    return centre
