"""Whether two articles share text: three sentences or more, or most of the shorter one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from armillary.trace.align import Link, Side, align, assign
from armillary.trace.cells import context, features
from armillary.trace.evidence import lengths, shared, weights
from armillary.trace.model import Floats, calibration, probability
from armillary.trace.pair import Pair
from armillary.trace.space import Space

LEAST = 0.0
"""Log odds from which two articles are said to share text."""
_SURE = np.float32(0.4)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two articles with every cell's features and score; `score` are the log odds that they share text."""

    cell: dict[str, Floats]
    cells: Floats
    score: float


class Judge:
    """Compares articles of one space."""

    def __init__(self, space: Space, texts: list[str]) -> None:
        self.space = space
        self._words = weights(texts)
        self._lengths = lengths(texts)
        self._models = calibration(space.encoder)

    def judge(self, a: int, b: int) -> Judgement:
        """How likely a and b share text."""
        cell = self.features(a, b)
        cells = self._models.cell.score(cell)
        told = summary(cells, cell)
        return Judgement(cell, cells, float(self._models.pair.score(told)))

    def pair(self, a: int, b: int, judged: Judgement) -> Pair | None:
        """The links of two articles that share text; None where no sentence of theirs is linked."""
        links = self.links(a, b, judged)
        if not links:
            return None
        here, there = self.space.points[self.space.rows(a)], self.space.points[self.space.rows(b)]
        near = tuple(round(float(np.clip(here[i] @ there[j], 0, 1)), 3) for i, j in links)
        likely = round(float(probability(np.asarray(judged.score, np.float32))), 3)
        return Pair(a, b, tuple(links), near, likely, self.space.encoder)

    def links(self, a: int, b: int, judged: Judgement) -> list[Link]:
        """The links of two articles, if they share text."""
        score = self._models.link.score(context(judged.cells, judged.cell))
        return align(score, judged.cell["margin"], self.side(a), self.side(b), self._models.join)

    def side(self, article: int) -> Side:
        """An article as `align` sees it."""
        rows = self.space.rows(article)
        return Side(self.space.points[rows], self._lengths[rows])

    def features(self, a: int, b: int) -> dict[str, Floats]:
        """Every cell's features."""
        here, there = self.space.rows(a), self.space.rows(b)
        words = shared(self._words, here, there)
        ratio = np.abs(self._lengths[here][:, None] - self._lengths[there][None, :])
        mono = (self.space.language[here][:, None] == self.space.language[there][None, :]).astype(np.float32)
        known = self.space.known[here][:, None] & self.space.known[there][None, :]
        return features(self.space.margin(a, b), words, ratio, (~known).astype(np.float32) * (1 - mono), mono)


def summary(cells: Floats, cell: dict[str, Floats]) -> dict[str, Floats]:
    """The features of `Calibration.pair`, from the best one-to-one links whatever their score."""
    chance = probability(cells)
    links = assign(cells)
    chances = sorted((float(chance[link]) for link in links), reverse=True)
    margins = sorted((float(cell["margin"][link]) for link in links if chance[link] > 0.2), reverse=True)
    shorter, longer = sorted(cells.shape)
    fair = float(np.mean(cell["fair"]))
    told = {
        "found": np.log(0.1 + sum(chances)),
        "coverage": sum(chances) / shorter,
        "first": _log(chances, 0),
        "second": _log(chances, 1),
        "third": _log(chances, 2),
        "fourth": _log(chances, 3),
        "first_margin": _nth(margins, 0),
        "second_margin": _nth(margins, 1),
        "third_margin": _nth(margins, 2),
        "run": min(_run(sorted(link for link in links if chance[link] > _SURE)), 5),
        "fair": fair,
        "mono": float(np.mean(cell["mono"])),
        "shorter": np.log(shorter),
        "longer": np.log(longer),
        "fair_third_margin": fair * _nth(margins, 2),
    }
    return {name: np.float32(value) for name, value in told.items()}  # type: ignore[misc]


def _nth(values: list[float], n: int) -> float:
    return values[n] if len(values) > n else 0.0


def _log(chances: list[float], n: int) -> float:
    return float(np.log(_nth(chances, n) + 1e-3))


def _run(links: list[tuple[int, int]]) -> int:
    """The longest run of links each of which follows the one before in both articles."""
    best = run = 0
    for (i, j), (k, m) in pairwise(links):
        run = run + 1 if 0 < k - i <= 2 and 0 < m - j <= 2 else 0
        best = max(best, run)
    return best
