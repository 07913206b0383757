"""The best candidates of each question, with what a second model looks at."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from armillary.model.forecast.features import NAMES
from armillary.model.forecast.questions import Block

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]

TOP = 40
"""Candidates that the second model orders anew."""

_BESIDE_BEST = tuple(NAMES.index(name) for name in ("triple 5d", "pair 5d", "object of relation 20d", "object 1.5d"))
_COUNTED = tuple(NAMES.index(name) for name in ("triple seen", "pair seen"))

MORE: tuple[str, ...] = (
    "score below best",
    "probability",
    "place",
    "rules",
    "rules below best",
    "profile",
    "profile below first",
    *(f"{NAMES[f]}, below best" for f in _BESIDE_BEST),
    *(f"candidates with {NAMES[f]}" for f in _COUNTED),
    "candidates",
    "relation",
)
"""Names of the values beside the features of the additive model."""
N_ALL = len(NAMES) + len(MORE)


class Shortlist(NamedTuple):
    """Rows of the best candidates; those of question q are ptr[q]:ptr[q + 1], the best first."""

    row: Longs  # [n] row of the block
    ptr: Longs  # [questions + 1]
    x: Floats  # [n, N_ALL]


def shortlist(block: Block, scores: Floats) -> Shortlist:
    """The `TOP` best candidates of each question of a block by the additive score.

    Args:
        scores: [rows, 3] whole score, part of the rules, part of the profiles.
    """
    sizes = np.diff(block.ptr)
    question = np.repeat(np.arange(len(sizes)), sizes)
    order = np.lexsort((-scores[:, 0], question))
    place = np.arange(len(order)) - block.ptr[question]
    row = order[place < TOP]
    kept = np.minimum(sizes, TOP)
    ptr = np.concatenate([[0], np.cumsum(kept)])
    return Shortlist(row, ptr, _values(block, scores, row, place[place < TOP], kept))


def _values(block: Block, scores: Floats, row: Longs, place: Longs, kept: Longs) -> Floats:
    asked = np.flatnonzero(kept)
    starts = block.ptr[:-1][asked]
    question = np.repeat(np.arange(len(asked)), kept[asked])

    def best(values: Floats) -> Floats:
        return np.asarray(np.maximum.reduceat(values, starts)[question] if len(starts) else values)

    def total(values: Floats) -> Floats:
        return np.asarray(np.add.reduceat(values, starts)[question] if len(starts) else values)

    whole, rules, profile = (scores[:, k] for k in range(3))
    top = np.maximum.reduceat(whole, starts) if len(starts) else whole
    raised = np.exp(whole - np.repeat(top, np.diff(block.ptr)[asked]))
    first = np.cumsum(np.concatenate([[0], kept[asked]]))[:-1]
    x = np.empty((len(row), N_ALL), np.float32)
    x[:, : len(NAMES)] = block.x[row]
    more = [
        whole[row] - best(whole),
        raised[row] / total(raised),
        np.log1p(place),
        rules[row],
        rules[row] - best(rules),
        profile[row],
        profile[row] - profile[row[first]][question],
        *(block.x[row, f] - best(block.x[:, f]) for f in _BESIDE_BEST),
        *(np.log1p(total(block.x[:, f])) for f in _COUNTED),
        np.log1p(np.diff(block.ptr)[asked])[question],
        np.repeat(block.relation[asked], kept[asked]),
    ]
    for i, values in enumerate(more):
        x[:, len(NAMES) + i] = values
    return x
