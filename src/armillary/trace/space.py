"""All sentences of a pool as points that can be compared across languages.

A language's own mean is taken away, and a similarity counts only as far as it exceeds that of each sentence to its
neighbourhood (margin: Artetxe and Schwenk 2019). Neighbours nearer than the ninth may be copies themselves, so the
ninth to the twenty-fourth count. Both statistics come from the pool, filled up with reference data where it
is small, and depend on the set of articles alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from armillary.encoders import Encoder
from armillary.trace.text import Text
from armillary.trace.vectors import Vectors, traced

Floats = NDArray[np.float32]

NEAR, FAR = 8, 24
SAMPLE = 2400
"""Sentences of a language that stand for all of it."""
ENOUGH = 600
"""Below so many the reference fills up."""
PRIOR = 60
"""Sentences that a reference mean weighs as much as."""
OFF_TOPIC = 0.07
"""How much farther neighbours lie in the reference than in a pool of news."""
COPY = 0.8
"""Similarity within a language from which one sentence is taken for a copy of another."""
_BLOCK = 4096
_CHUNK = 512


@dataclass(frozen=True, slots=True)
class Reference:
    """What is known of an encoder before any article is read."""

    means: dict[str, Floats]
    other: Floats
    background: Floats


@cache
def reference(encoder: str) -> Reference | None:
    """The shipped reference of an encoder, by its name without version."""
    found = files("armillary.encoders") / "reference" / f"{encoder.rsplit('-', 1)[0]}.npz"
    if not found.is_file():
        return None
    with as_file(found) as path, np.load(path) as data:
        means = dict(zip(data["languages"].tolist(), data["means"].astype(np.float32), strict=True))
        rows, spoken = unit(data["background"].astype(np.float32)), data["background_languages"]
        other = data["other"].astype(np.float32)
    own = {code: rows[spoken == code].mean(0) for code in sorted(set(spoken.tolist()))}
    centred = np.concatenate([rows[spoken == code] - own[code] for code in own])
    return Reference(means, other, unit(centred))


def unit(rows: Floats) -> Floats:
    """Rows of length one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Floats = rows / np.maximum(lengths, 1e-9)
    return scaled


def distinct(points: Floats) -> Floats:
    """The points of which none before is a near copy: what is told forty times stands for one sentence."""
    kept = np.ones(len(points), np.bool_)
    for start in range(0, len(points), _CHUNK):
        block = points[start : start + _CHUNK]
        near = block @ points[: start + len(block)].T > COPY
        for row in range(len(block)):
            kept[start + row] = not (near[row, : start + row] & kept[: start + row]).any()
    return points[kept]


class Space:
    """The sentences of `texts`, numbered through; article k has rows `offsets[k]` to `offsets[k + 1]`."""

    def __init__(self, texts: Sequence[Text], vectors: Vectors, encoder: Encoder) -> None:
        self.encoder = encoder.name
        self._reference = reference(encoder.name)
        rows = [vectors.of(text, encoder) for text in texts]
        self.offsets = np.cumsum([0, *(len(row) for row in rows)])
        self.article = np.repeat(np.arange(len(texts)), np.diff(self.offsets))
        spoken = [text.language_of(s).split("-")[0] for text in texts for s in traced(text)]
        self.languages = sorted(set(spoken))
        number = {code: k for k, code in enumerate(self.languages)}
        self.language = np.array([number[code] for code in spoken], np.int16)
        self.known = np.array([encoder.languages.get(code) == "good" for code in spoken], np.bool_)
        self._order = np.argsort([_shuffled(text, s.n) for text in texts for s in traced(text)], kind="stable")
        self.points = self._centred(np.concatenate([*rows, np.zeros((0, encoder.dim), np.int8)]))
        self._background: dict[int, tuple[Floats, float]] = {}
        self._hubness = np.full((len(self.language), len(self.languages)), np.nan, np.float32)

    def rows(self, article: int) -> slice:
        """The rows of one article."""
        return slice(int(self.offsets[article]), int(self.offsets[article + 1]))

    def margin(self, a: int, b: int) -> Floats:
        """How much nearer each sentence of a is to each of b than to its neighbourhood, shape (len(a), len(b))."""
        here, there = self.rows(a), self.rows(b)
        self._measure(np.arange(here.start, here.stop), self.language[there])
        self._measure(np.arange(there.start, there.stop), self.language[here])
        near = self.points[here] @ self.points[there].T
        hubs = self._hubness[here][:, self.language[there]] + self._hubness[there][:, self.language[here]].T
        margins: Floats = near - np.float32(0.5) * hubs
        return margins

    def hubness(self, rows: NDArray[np.int64], others: NDArray[np.int64]) -> Floats:
        """What a similarity between sentences must exceed, for each of two equally long lists of rows."""
        for here, there in ((rows, others), (others, rows)):
            spoken = self.language[there]
            for number in np.unique(spoken):
                self._measure(np.unique(here[spoken == number]), spoken[spoken == number][:1])
        hubs = self._hubness[rows, self.language[others]] + self._hubness[others, self.language[rows]]
        half: Floats = np.float32(0.5) * hubs
        return half

    def _centred(self, rows: NDArray[np.int8]) -> Floats:
        points = np.empty(rows.shape, np.float32)
        for start in range(0, len(rows), _BLOCK):
            points[start : start + _BLOCK] = unit(rows[start : start + _BLOCK].astype(np.float32))
        for number, code in enumerate(self.languages):
            own = np.flatnonzero(self.language == number)
            parts = [own[start : start + _BLOCK] for start in range(0, len(own), _BLOCK)]
            mean = self._mean(sum(points[part].sum(0, dtype=np.float64) for part in parts), len(own), code)
            for part in parts:
                points[part] = unit(points[part] - mean)
        return points

    def _mean(self, total: NDArray[np.float64], size: int, code: str) -> Floats:
        known = self._reference
        if known is None:
            return np.asarray(total / size, np.float32)
        prior = known.means.get(code, known.other)
        return np.asarray((total + PRIOR * prior) / (size + PRIOR), np.float32)

    def _sample(self, number: int) -> tuple[Floats, float]:
        """Sentences that stand for a language, and how far the reference had to fill up, 0-1."""
        if number not in self._background:
            own = self._order[self.language[self._order] == number][: 2 * SAMPLE]
            points = distinct(self.points[own])[:SAMPLE]
            missing = max(0, ENOUGH - len(points)) if self._reference is not None else 0
            if missing and self._reference is not None:
                step = max(1, len(self._reference.background) // missing)
                points = np.concatenate([points, self._reference.background[::step][:missing]])
            self._background[number] = (points, missing / ENOUGH)
        return self._background[number]

    def _measure(self, rows: NDArray[np.int64], languages: NDArray[np.int16]) -> None:
        """Fill in the similarity of some sentences to their neighbourhood in some languages."""
        for number in np.unique(languages):
            unknown = rows[np.isnan(self._hubness[rows, number])]
            if not len(unknown):
                continue
            points, filled = self._sample(int(number))
            far = min(FAR, len(points))
            for start in range(0, len(unknown), _BLOCK):
                some = unknown[start : start + _BLOCK]
                near = self.points[some] @ points.T
                top = np.sort(np.partition(near, near.shape[1] - far, axis=1)[:, -far:], axis=1)[:, ::-1]
                nearest = top[:, min(NEAR, far - 1) :].mean(1)
                self._hubness[some, number] = nearest + np.float32(OFF_TOPIC * filled)


def _shuffled(text: Text, n: int) -> bytes:
    """A place in an order that depends on the sentence alone."""
    return hashlib.blake2b(f"{text.article.article_id}#{n}".encode(), digest_size=8).digest()
