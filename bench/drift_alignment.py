"""A plain alignment for `drift`: margin over the nearest background sentences, then a monotone path.

Method: notes on tracing (language means removed; similarity minus half the mean similarity to the 9th-24th nearest
sentences of the other language on each side).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from armillary.encoders import Encoder
from armillary.encoders.registry import choose
from armillary.trace.changes.finding import Bead
from armillary.trace.text import Text

Line = tuple[str, str]
Array = NDArray[np.float32]
_LINK = 0.0
_BATCH = 256


class Space:
    """Vectors of all sentences of a data set in one encoder, with each language's mean and background."""

    def __init__(self, texts: Sequence[Text], encoder: Encoder, cache: Path | None) -> None:
        words = {(text.article.language, s.text) for text in texts for s in text.sentences}
        self._vectors = _encoded(sorted(words), encoder, cache)
        by_language: dict[str, set[str]] = {}
        for text in texts:
            by_language.setdefault(text.article.language, set()).update(s.text for s in text.sentences)
        self._mean = {lang: self._rows(sorted(lines), lang).mean(axis=0) for lang, lines in by_language.items()}
        self._background = {lang: self._centred(sorted(lines), lang) for lang, lines in by_language.items()}

    def _rows(self, lines: Sequence[str], language: str) -> Array:
        return np.stack([self._vectors[language, line] for line in lines])

    def _centred(self, lines: Sequence[str], language: str) -> Array:
        rows = self._rows(lines, language) - self._mean[language]
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    def margins(self, a: Text, b: Text) -> Array:
        """Margin of every sentence of a with every sentence of b."""
        rows_a = self._centred([s.text for s in a.sentences], a.article.language)
        rows_b = self._centred([s.text for s in b.sentences], b.article.language)
        near_a = _nearness(rows_a, self._background[b.article.language])
        near_b = _nearness(rows_b, self._background[a.article.language])
        margins = rows_a @ rows_b.T - 0.5 * (near_a[:, None] + near_b[None, :])
        for i, s in enumerate(a.sentences):
            for j, t in enumerate(b.sentences):
                if s.text == t.text:
                    margins[i, j] = 1.0
        return np.asarray(margins, dtype=np.float32)


def _nearness(rows: Array, background: Array) -> Array:
    similar = rows @ background.T
    k = min(24, similar.shape[1])
    top = np.sort(np.partition(similar, similar.shape[1] - k, axis=1)[:, -k:], axis=1)[:, ::-1]
    return np.asarray(top[:, 8:].mean(axis=1), dtype=np.float32)


def _encoded(lines: Sequence[Line], encoder: Encoder, folder: Path | None) -> dict[Line, Array]:
    cache = folder / f"{encoder.name}.npz" if folder else None
    known: dict[Line, Array] = {}
    if cache and cache.exists():
        with np.load(cache) as kept:
            keys = zip(kept["languages"].tolist(), kept["lines"].tolist(), strict=True)
            known = dict(zip(keys, kept["vectors"], strict=True))
    new = [line for line in lines if line not in known]
    for language, group in groupby(new, key=itemgetter(0)):
        for batch in batched([text for _, text in group], _BATCH):
            rows = np.asarray(encoder.in_language(language).encode(batch), dtype=np.float32)
            known.update(zip(((language, text) for text in batch), rows, strict=True))
    if new and cache:
        languages, texts = zip(*known, strict=True)
        np.savez(cache, languages=np.array(languages), lines=np.array(texts), vectors=np.stack(list(known.values())))
    return known


def batched(lines: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """The lines, so many at a time."""
    return (lines[start : start + size] for start in range(0, len(lines), size))


class Spaces:
    """For each pair of languages the space of the encoder that covers it."""

    def __init__(self, pairs: Sequence[tuple[Text, Text]], cache: Path | None, encoders: Sequence[Encoder]) -> None:
        self._encoders = encoders
        texts: dict[str, list[Text]] = {}
        chosen: dict[str, Encoder] = {}
        for a, b in pairs:
            encoder = self._of(a, b)
            chosen[encoder.name] = encoder
            texts.setdefault(encoder.name, []).extend((a, b))
        self._spaces = {name: Space(texts[name], chosen[name], cache) for name in texts}

    def _of(self, a: Text, b: Text) -> Encoder:
        return choose(a.article.language, b.article.language, self._encoders)

    def margins(self, a: Text, b: Text) -> Array:
        """Margin of every sentence of a with every sentence of b."""
        return self._spaces[self._of(a, b).name].margins(a, b)


def beads(spaces: Spaces, copy: Text, other: Text) -> tuple[Bead, ...]:
    """Pairs of sentences on the best monotone path."""
    margins = spaces.margins(copy, other)
    return tuple(
        Bead((copy.sentences[i],), (other.sentences[j],), float(np.clip(margins[i, j], 0, 1)))
        for i, j in _path(margins - _LINK)
    )


def _path(weights: Array) -> list[tuple[int, int]]:
    rows, columns = weights.shape
    best = np.zeros((rows + 1, columns + 1))
    for i in range(1, rows + 1):
        best[i, 1:] = np.maximum.accumulate(
            np.maximum(best[i - 1, 1:], best[i - 1, :-1] + np.maximum(weights[i - 1], 0))
        )
    links, i, j = [], rows, columns
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            links.append((i - 1, j - 1))
            i, j = i - 1, j - 1
    return links[::-1]
