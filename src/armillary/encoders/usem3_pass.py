"""The forward pass of the multilingual universal sentence encoder, over the weights and the pieces of its package.

Same sums as the package's own, in half the time: what a piece gives to its neighbours' windows in the first convolution
hangs on the piece alone, and is computed once for each distinct piece of a batch; a word is cut into pieces once (no
piece crosses a space); the large tables are used again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_WINDOWS = ((2, 0), (3, 1), (5, 2))
"""Of each branch: places in its window, and how many of them lie before the piece."""
_BEFORE, _AFTER = 2, 2
_EMBEDDED, _WIDTH = 512, 256
_FEATURES = _EMBEDDED + len(_WINDOWS) * _WIDTH
_BATCH = 1024
"""Pieces in a batch of whole sentences."""
_UNKNOWN, _BEGIN, _END = 0, 1, 2
_MARKS = ",.;:!?)»”“\"'…"
"""Marks that no piece of the vocabulary has behind a letter: a word and the marks at its end are cut apart."""
_SPACE = "\u2581"


class ForwardPass:
    """`model`: the backend of the package, `USE()._model`."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._first = [
            [np.ascontiguousarray(weights[place * _WIDTH : (place + 1) * _WIDTH]) for place in range(n)]
            for weights, (n, _) in zip(model.w1, _WINDOWS, strict=True)
        ]
        self._tables = np.empty((2, 0), np.float32)
        self._word = lru_cache(maxsize=30_000)(self._pieces_of_word)
        self._marks = lru_cache(maxsize=1_000)(self._pieces_of_marks)

    def encode(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of one or more texts, shape (len(texts), 512)."""
        with self._model._threadpool(limits=self._model.threads, user_api="blas"):
            return np.concatenate([self._batch(batch) for batch in _batches(map(self.pieces, texts))])

    def pieces(self, text: str) -> list[int]:
        """Ids of the pieces of a text, between the marks of its begin and end."""
        found = [piece for word in text.split(" ") for piece in self._marked_word(word)]
        return [_BEGIN, *(found or [_UNKNOWN]), _END]

    def _marked_word(self, word: str) -> tuple[int, ...]:
        """Pieces of what stands between two spaces; the word alone is met far more often than with its marks."""
        bare = word.rstrip(_MARKS)
        if bare == word or not bare[-1:].isalpha():
            return self._word(word)
        return self._word(bare) + self._marks(word[len(bare) :])

    def _pieces_of_word(self, word: str) -> tuple[int, ...]:
        tokenizer = self._model.sp
        plain = word.isascii() and word.isalpha()
        normal = _SPACE + word if plain else tokenizer._normalizer.normalize(word)
        return tuple(tokenizer._viterbi(normal)) if normal else ()

    def _pieces_of_marks(self, marks: str) -> tuple[int, ...]:
        tokenizer = self._model.sp
        return tuple(tokenizer._viterbi(tokenizer._normalizer.normalize(marks).removeprefix(_SPACE)))

    def _batch(self, texts: Sequence[Sequence[int]]) -> Floats:
        lengths = np.array([len(pieces) for pieces in texts], np.int64)
        flat = np.array([piece for pieces in texts for piece in pieces], np.int64)
        distinct, which = np.unique(flat, return_inverse=True)
        embedded = self.embedded(distinct)
        x = self._projected(embedded)
        windows = _windows(lengths)
        features = self._table(0, len(flat), _FEATURES)
        np.take(embedded, which, axis=0, out=features[:, :_EMBEDDED])
        for branch in range(len(_WINDOWS)):
            own = np.ascontiguousarray(x[:, branch * _WIDTH : (branch + 1) * _WIDTH])
            start = _EMBEDDED + branch * _WIDTH
            self._branch(branch, own, which, windows, features[:, start : start + _WIDTH])
        return self._sentences(features, lengths)

    def _table(self, number: int, rows: int, columns: int) -> Floats:
        """Room to write in: fresh memory costs as much as what is computed in it."""
        if self._tables.shape[1] < rows * columns:
            self._tables = np.empty((2, max(rows, _BATCH) * _FEATURES), np.float32)
        room: Floats = self._tables[number, : rows * columns].reshape(rows, columns)
        return room

    def embedded(self, pieces: Ints) -> Floats:
        """The embeddings of pieces by their ids, shape (len(pieces), 512)."""
        part = pieces % self._model.scale.shape[0]
        values: Floats = self._model.table[pieces] * self._model.scale[part, None]
        values += self._model.lo[part, None]
        return values

    def _projected(self, embedded: Floats) -> Floats:
        """Layer-normalised over the three branches together."""
        x: Floats = embedded @ self._model.proj_W
        x += self._model.proj_b
        x *= self._centre(x)[:, None]
        x *= self._model.ln_g_all
        x += self._model.ln_b_all
        return x

    def _centre(self, x: Floats) -> Floats:
        """Take each row's mean from it; one over its deviation."""
        x -= x.mean(axis=-1, keepdims=True)
        variance = np.einsum("ij,ij->i", x, x) / x.shape[-1]
        deviation: Floats = np.sqrt(variance + self._model.eps)
        return np.reciprocal(deviation)

    def _branch(self, branch: int, x: Floats, which: Ints, windows: Ints, out: Floats) -> None:
        """Two residual convolutions; `x` has a row for each distinct piece, `out` one for each piece."""
        n, before = _WINDOWS[branch]
        window = windows[:, _BEFORE - before : _BEFORE - before + n]
        rows = np.zeros((len(which) + 1, _WIDTH), np.float32)
        np.add(self._first_convolution(branch, x, which, window), x[which], out=rows[:-1])
        seen = self._table(1, len(which), n * _WIDTH)
        np.take(rows, window, axis=0, out=seen.reshape(len(which), n, _WIDTH), mode="clip")
        second = seen @ self._model.w2[branch]
        second += self._model.b2[branch]
        np.maximum(second, 0, out=second)
        np.add(second, rows[:-1], out=out)

    def _first_convolution(self, branch: int, x: Floats, which: Ints, window: Ints) -> Floats:
        piece_at = np.append(which, len(x))
        gives = np.zeros((len(x) + 1, _WIDTH), np.float32)
        total = np.empty((len(which), _WIDTH), np.float32)
        total[:] = self._model.b1[branch]
        for place, weights in enumerate(self._first[branch]):
            np.matmul(x, weights, out=gives[:-1])
            total += gives[piece_at[window[:, place]]]
        return np.maximum(total, 0, out=total)

    def _sentences(self, features: Floats, lengths: Ints) -> Floats:
        """Sums of the normalised features of each sentence, through the layers above; changes `features`."""
        model = self._model
        weight = self._centre(features)
        ends, n = np.cumsum(lengths), lengths.astype(np.float32)[:, None]
        spans = [slice(end - length, end) for end, length in zip(ends, lengths, strict=True)]
        total = np.stack([weight[span] @ features[span] for span in spans]) * model.ln_g + n * model.ln_b
        mean = (total @ model.cnn_W + n * model.cnn_b) / np.sqrt(n)
        one = np.maximum(mean @ model.p1 + np.maximum(mean @ model.d0, 0) @ model.d1, 0)
        last: Floats = np.tanh(one @ model.p3 + np.maximum(one @ model.d2, 0) @ model.d3)
        last /= np.sqrt(np.maximum(np.einsum("ij,ij->i", last, last), model.eps))[:, None]
        return last


def _batches(texts: Iterator[list[int]]) -> Iterator[list[list[int]]]:
    batch: list[list[int]] = []
    size = 0
    for pieces in texts:
        if batch and size + len(pieces) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(pieces)
        size += len(pieces)
    yield batch


def _windows(lengths: Ints) -> Ints:
    """For each piece the places of the widest window; one that is not in its sentence is one past the last piece."""
    total = int(lengths.sum())
    ends = np.repeat(np.cumsum(lengths), lengths)[:, None]
    starts = ends - np.repeat(lengths, lengths)[:, None]
    places = np.arange(total)[:, None] + np.arange(-_BEFORE, _AFTER + 1)
    windows: Ints = np.where((places >= starts) & (places < ends), places, total)
    return windows
