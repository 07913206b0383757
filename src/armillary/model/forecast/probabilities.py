"""Probabilities of answers, and their scores.

P(o) = (1 - m) exp(c score(o)) / (sum over the candidates) for a candidate, m / (number of other actors) for any other
actor; m, the chance that the answer is no candidate, is known for ten classes of how large the largest share among the
candidates is. c and m are chosen on days before those that are forecast. Other true answers of the day are left out, as
they are for ranks.

Scores: log score, -log P(answer); Brier score, the sum over all actors of (P - what came true)^2, 0 to 2 (Brier 1950);
expected calibration error, the mean distance between the probability told of the first choice and how often it came
true, over ten bins by their size (Guo et al., "On calibration of modern neural networks", ICML 2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from armillary.model.forecast.questions import Block

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

POWERS = tuple(round(0.5 + 0.05 * n, 2) for n in range(23))
"""What c is chosen from: below 1 the scores say too much, above 1 too little."""
_BINS = 10
_LEAST = 1e-12


class Told(NamedTuple):
    """What was told of some questions; one number a question."""

    answer: Doubles
    """Probability of the true answer."""
    squares: Doubles
    """Sum of the squares of the probabilities of all actors."""
    first: Doubles
    """Probability of the first choice."""
    hit: Doubles
    """1 where that came true, 0 where not; a share where several are first."""
    stratum: NDArray[np.int8]
    """Of the first choice: 0 the triple was seen, 1 the pair was, 2 neither."""


def told(block: Block, scores: Floats, power: float, beside: Doubles, n_actors: int) -> Told:
    """Probabilities from the scores [rows] of a block; `power` is c, `beside` m by class."""
    sizes = np.diff(block.ptr)
    question = np.repeat(np.arange(len(sizes)), sizes)
    p = _shares(block, scores, power, question)
    others = np.maximum(n_actors - sizes, 0)
    beside_all = np.where(sizes == 0, 1.0, np.where(others == 0, 0.0, beside[_class(p, question, len(sizes))]))
    p *= (1.0 - beside_all)[question]
    each = beside_all / np.maximum(others, 1)
    answer = np.where(block.target >= 0, np.append(p, 0.0)[block.target], each)
    squares = np.bincount(question, p * p, minlength=len(sizes)) + others * each**2
    first = each.copy()
    np.maximum.at(first, question, p)
    rows = np.flatnonzero(p == first[question])[::-1]
    alone = np.where(sizes == 0, n_actors, np.maximum(np.bincount(question[rows], minlength=len(sizes)), 1))
    stratum = np.full(len(sizes), 2, np.int8)
    stratum[question[rows]] = block.stratum[rows]
    return Told(answer, squares, first, np.where(answer == first, 1.0 / alone, 0.0), stratum)


def _shares(block: Block, scores: Floats, power: float, question: NDArray[np.intp]) -> Doubles:
    """Softmax over the candidates of each question without the other true answers of the day."""
    raised = power * scores.astype(np.float64)
    raised[_others(block)] = -np.inf
    top = np.full(len(block.subject), -np.inf)
    np.maximum.at(top, question, raised)
    p = np.exp(raised - np.where(np.isfinite(top), top, 0.0)[question])
    total = np.bincount(question, p, minlength=len(top))
    return np.asarray(p / np.where(total > 0, total, 1.0)[question])


def _class(share: Doubles, question: NDArray[np.intp], n: int) -> NDArray[np.int64]:
    """Tenths of the largest share of each question."""
    largest = np.zeros(n)
    np.maximum.at(largest, question, share)
    return np.minimum((largest * _BINS).astype(np.int64), _BINS - 1)


def _others(block: Block) -> NDArray[np.bool_]:
    """Rows of other true answers of the day."""
    found = block.answer.copy()
    found[block.target[block.target >= 0]] = False
    return found


class Choice:
    """Chooses c and m by the log score of questions whose answers are known."""

    def __init__(self) -> None:
        """Nothing is known: c is 1 and m one half."""
        self._loss = np.zeros(len(POWERS))
        self._missed, self._asked = np.zeros(_BINS), np.zeros(_BINS)

    def see(self, block: Block, scores: Floats) -> None:
        """Add the questions of a block, scored before they were learnt from."""
        found = np.flatnonzero(block.target >= 0)
        question = np.repeat(np.arange(len(block.subject)), np.diff(block.ptr))
        for n, power in enumerate(POWERS):
            share = _shares(block, scores, power, question)
            self._loss[n] -= float(np.log(np.maximum(share[block.target[found]], _LEAST)).sum())
            if power == 1.0:
                of = _class(share, question, len(block.subject))
                self._asked += np.bincount(of, minlength=_BINS)
                self._missed += np.bincount(of[block.target < 0], minlength=_BINS)

    @property
    def power(self) -> float:
        """c; 1 where nothing is known."""
        return POWERS[int(np.argmin(self._loss))] if np.any(self._loss) else 1.0

    @property
    def beside(self) -> Doubles:
        """m by class: share of questions whose answer was no candidate, as if five more had been like all others."""
        all_of = (self._missed.sum() + 1) / (self._asked.sum() + 2)
        return np.asarray((self._missed + 5 * all_of) / (self._asked + 5))


def together(parts: Sequence[Told]) -> Told:
    """All questions together."""
    return Told._make(np.concatenate(column) for column in zip(*parts, strict=True))


def among(all_of: Told, chosen: NDArray[np.bool_]) -> Told:
    """Some of the questions."""
    return Told._make(column[chosen] for column in all_of)


def scores_of(of: Told) -> dict[str, float]:
    """Mean `log_score`, `brier`, `calibration_error`; smaller is better."""
    return {
        "log_score": log_score(of),
        "brier": float((1.0 - 2.0 * of.answer + of.squares).mean()),
        "calibration_error": calibration_error(of),
    }


def log_score(of: Told) -> float:
    """Mean of -log P(answer), natural logarithm."""
    return float(-np.log(np.maximum(of.answer, _LEAST)).mean())


def calibration_error(of: Told) -> float:
    """Expected calibration error of the first choices."""
    number = np.minimum((of.first * _BINS).astype(np.int64), _BINS - 1)
    apart = np.bincount(number, of.first - of.hit, minlength=_BINS)
    return float(np.abs(apart).sum() / max(1, len(number)))
