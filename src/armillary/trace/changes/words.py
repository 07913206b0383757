"""Which words of a sentence have a counterpart in its translation, by the vectors of the words alone.

Method: words of both sides, compared all with all; each is weighed by its best counterpart and by the one it gets when
counterparts are shared out one to one, near the same place. Scripts without blanks are cut into the pieces of two to
four signs that fit the other side best.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from armillary.encoders import Encoder

Floats = NDArray[np.float32]
Span = tuple[int, int]

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fffー]+")
_SHORTEST = 4
"""Letters of a word that counts; shorter ones are mostly grammar."""
_PIECES = (2, 3, 4)
_STRAY = 0.25
"""Similarity that any two words reach."""
_DISPLACED = 0.1
"""What it costs a counterpart to stand at the other end of the sentence."""
_HEAVIEST = 8
"""Letters beyond which a word counts no more."""


class Said(NamedTuple):
    """A text and its language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The words of one sentence and how well the other has them: spans, similarities 0-1, weights."""

    spans: tuple[Span, ...]
    found: Floats
    weights: Floats
    level: float

    @property
    def weight(self) -> float:
        """Of all words together."""
        return float(self.weights.sum())


class Words:
    """Vectors of words, kept between sentences."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._kept: dict[tuple[str, str], Floats] = {}

    def _rows(self, words: Sequence[str], language: str) -> Floats:
        if len(self._kept) > _KEPT:
            self._kept.clear()
        new = [word for word in dict.fromkeys(words) if (language, word) not in self._kept]
        if new:
            rows = self._encoder.in_language(language).encode(new)
            self._kept.update(zip(((language, word) for word in new), rows, strict=True))
        return np.stack([self._kept[language, word] for word in words])

    def fair(self, a: str, b: str) -> bool:
        """Whether one of two languages is known less than well."""
        known = self._encoder.languages
        return any(known.get(code.split("-")[0]) != "good" for code in (a, b))

    def similarities(self, here: Said, there: Sequence[str], language: str) -> list[float]:
        """Of a text to some texts of another language, as wholes."""
        one = self._encoder.in_language(here.language).encode([here.text])[0]
        rows = self._encoder.in_language(language).encode(there)
        return [float(value) for value in rows @ one]

    def covers(self, one: Said, two: Said) -> tuple[Cover, Cover] | None:
        """How well each of two sentences has the other's words; None where one has no words to compare."""
        here, there = one.text, two.text
        a, b = _units(here), _units(there)
        if not a or not b:
            return None
        rows_a = self._rows([here[i:j].lower() for i, j in a], one.language)
        rows_b = self._rows([there[i:j].lower() for i, j in b], two.language)
        similar = rows_a @ rows_b.T
        rows, columns = _chosen(here, a, similar.max(1)), _chosen(there, b, similar.max(0))
        if not rows or not columns:
            return None
        similar = similar[np.ix_(rows, columns)]
        shared_a, shared_b = _shared_out(similar)
        return (
            _cover([a[i] for i in rows], shared_a, similar.max(1)),
            _cover([b[j] for j in columns], shared_b, similar.max(0)),
        )


_KEPT = 30_000


def _units(text: str) -> list[Span]:
    """Words of scripts with blanks, and all short pieces of runs of signs."""
    spans = [m.span() for m in _WORD.finditer(text) if len(m.group()) >= _SHORTEST and not _SIGNS.search(m.group())]
    for run in _SIGNS.finditer(text):
        start, end = run.span()
        spans += [(i, i + n) for n in _PIECES for i in range(start, end - n + 1)]
    return sorted(spans)


def _chosen(text: str, spans: Sequence[Span], best: Floats) -> list[int]:
    """Numbers of the spans that cut the text best: no two overlap, their similarity times length is greatest."""
    ending: dict[int, list[int]] = {}
    for number, (_, end) in enumerate(spans):
        ending.setdefault(end, []).append(number)
    score, taken = [0.0] * (len(text) + 1), [-1] * (len(text) + 1)
    for end in range(1, len(text) + 1):
        score[end] = score[end - 1]
        for number in ending.get(end, ()):
            start = spans[number][0]
            signs = end - start if _SIGNS.match(text, start) else 0
            gain = score[start] + (float(best[number]) - _STRAY) * signs if signs else score[start] + 1.0
            if gain > score[end]:
                score[end], taken[end] = gain, number
    chosen, at = [], len(text)
    while at > 0:
        number = taken[at]
        if number < 0:
            at -= 1
        else:
            chosen.append(number)
            at = spans[number][0]
    return chosen[::-1]


def _shared_out(similar: Floats) -> tuple[Floats, Floats]:
    """Similarity of each row and column with the counterpart it gets when each has at most one."""
    rows, columns = similar.shape
    place = np.abs(np.linspace(0, 1, rows)[:, None] - np.linspace(0, 1, columns)[None, :])
    i, j = linear_sum_assignment(_DISPLACED * place - similar)
    by_row, by_column = np.zeros(rows, np.float32), np.zeros(columns, np.float32)
    by_row[i] = by_column[j] = similar[i, j]
    return by_row, by_column


def _cover(spans: Sequence[Span], shared: Floats, best: Floats) -> Cover:
    weights = np.array([min(end - start, _HEAVIEST) for start, end in spans], np.float32)
    level = float((best * weights).sum() / weights.sum())
    return Cover(tuple(spans), 0.5 * (shared + best), weights, level)


def uncovered(cover: Cover, level: float) -> tuple[float, Span]:
    """The run of words that lacks counterparts most: by how much its words fall below `level`, and its span."""
    best, span, total, first = 0.0, (0, 0), 0.0, 0
    for number, (found, weight) in enumerate(zip(cover.found, cover.weights, strict=True)):
        if total <= 0:
            total, first = 0.0, number
        total += (level - float(found)) * float(weight)
        if total > best:
            best, span = total, (cover.spans[first][0], cover.spans[number][1])
    return best, span


def narrowed(cover: Cover, level: float, span: Span, length: float) -> Span:
    """The part of a run, about so many characters long, whose words lack counterparts most."""
    inside = [n for n, (start, end) in enumerate(cover.spans) if span[0] <= start and end <= span[1]]
    best, part = -math.inf, span
    for first in inside:
        total = 0.0
        for number in inside[inside.index(first) :]:
            total += (level - float(cover.found[number])) * float(cover.weights[number])
            if cover.spans[number][1] - cover.spans[first][0] >= length:
                if total > best:
                    best, part = total, (cover.spans[first][0], cover.spans[number][1])
                break
    return part


def lack(cover: Cover, level: float, span: Span) -> float:
    """How far the words inside a span fall short of a level, by the root of their weight."""
    inside = [n for n, (start, end) in enumerate(cover.spans) if span[0] <= start and end <= span[1]]
    if not inside:
        return -math.inf
    weights = cover.weights[inside]
    return float(((level - cover.found[inside]) * weights).sum() / math.sqrt(weights.sum()))
