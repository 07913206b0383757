"""Ranks of the true answers, time-aware filtered, the mean over ties."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from armillary.model.forecast.questions import Block

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


def ranks(
    block: Block, scores: Floats, popularity: Floats, answers: Mapping[tuple[int, int], NDArray[np.int32]]
) -> Doubles:
    """Rank of the true answer of each question, among all actors but the other true answers of the day.

    Actors that are no candidates come after all candidates, the more popular first. Tied actors share the mean of
    their ranks.

    Args:
        scores: of the rows of the block.
        popularity: [actors], how often each was in the past.
        answers: the true answers of the day by (subject, relation).
    """
    n = len(block.subject)
    question = np.repeat(np.arange(n), np.diff(block.ptr))
    rival = ~block.answer
    own = np.append(scores, np.float32(np.inf))[block.target]
    above = np.bincount(question[rival & (scores > own[question])], minlength=n)
    level = np.bincount(question[rival & (scores == own[question])], minlength=n)
    found = above + 0.5 * level + 1.0
    for q in np.flatnonzero(block.target < 0):
        rows = slice(block.ptr[q], block.ptr[q + 1])
        rest = np.ones(len(popularity), bool)
        rest[block.candidate[rows]] = False
        rest[answers[int(block.subject[q]), int(block.relation[q])]] = False
        value = popularity[block.object[q]]
        others = popularity[rest]
        found[q] = np.count_nonzero(rival[rows]) + np.sum(others > value) + 0.5 * np.sum(others == value) + 1.0
    return found


def measures(found: Doubles) -> dict[str, float]:
    """Mean reciprocal rank and shares of ranks up to 1, 3 and 10."""
    hits = {f"hits@{k}": float(np.mean(found <= k)) for k in (1, 3, 10)}
    return {"mrr": float(np.mean(1.0 / found)), **hits}
