"""Sentences by meaning: the cosine of a query with every stored vector, which a machine looks at in milliseconds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numba as nb
import numpy as np
from numpy.typing import NDArray

from armillary.encoders import Encoder
from armillary.read.index.sentences import NUMBERED, Ints, Sentences
from armillary.world import World

KEPT: Final = 512 * 2**20
"""Bytes of vectors that are kept in memory; of a larger world they are read for every search."""
_ROWS: Final = 1 << 16
"""Vectors read at a time."""

Block = tuple[Ints, NDArray[np.int8], NDArray[np.float32]]
"""Places of sentences, their vectors, and the lengths of these."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors of a world by one encoder."""

    dim: int
    kept: tuple[Block, ...] | None
    """None: too many to keep."""


def load(world: World, sentences: Sentences, encoder: Encoder) -> Vectors:
    """The vectors of a world, kept where they are few enough."""
    ((count,),) = world.query("SELECT count(*) FROM vectors WHERE encoder = ?", encoder.name)
    if count * encoder.dim > KEPT:
        return Vectors(encoder.dim, None)
    return Vectors(encoder.dim, tuple(_blocks(world, sentences, encoder)))


def cosines(
    world: World, sentences: Sentences, vectors: Vectors, encoder: Encoder, query: NDArray[np.int8]
) -> NDArray[np.float32]:
    """The cosine of each sentence with a query; -1 for one without a vector."""
    found = np.full(len(sentences.n), -1, np.float32)
    blocks = _blocks(world, sentences, encoder) if vectors.kept is None else vectors.kept
    length = float(np.linalg.norm(query.astype(np.float64)))
    for places, matrix, lengths in blocks:
        found[places] = _products(matrix, query.astype(np.int16)) / np.maximum(lengths * length, 1e-9)
    return found


def _blocks(world: World, sentences: Sentences, encoder: Encoder) -> Iterator[Block]:
    sql = (
        f"WITH {NUMBERED} SELECT number, n, vector FROM vectors v JOIN numbered USING (article_id) "
        "WHERE encoder = ? AND len(vector) = ?"
    )
    with world.cursor() as cursor:
        reader = cursor.sql(sql, params=[encoder.name, encoder.dim]).to_arrow_reader(_ROWS)
        for batch in reader:
            numbers, n = (batch.column(name).to_numpy().astype(np.int64) for name in ("number", "n"))
            matrix = batch.column("vector").flatten().to_numpy().reshape(-1, encoder.dim)
            known = np.isin((numbers << 32) | n, sentences.key)
            if known.any():
                own = matrix[known]
                yield sentences.find(numbers, n), own, _lengths(own)


@nb.njit(nogil=True, cache=True)
def _products(matrix: Any, query: Any) -> Any:
    found = np.zeros(matrix.shape[0], np.float32)
    for i in range(matrix.shape[0]):
        row, dot = matrix[i], np.int32(0)
        for j in range(row.shape[0]):
            dot = np.int32(dot + np.int32(row[j]) * np.int32(query[j]))  # 32 bits: a sum of 64 takes longer
        found[i] = dot
    return found


@nb.njit(nogil=True, cache=True)
def _lengths(matrix: Any) -> Any:
    found = np.zeros(matrix.shape[0], np.float32)
    for i in range(matrix.shape[0]):
        square = np.int32(0)
        for j in range(matrix.shape[1]):
            square += np.int32(matrix[i, j]) * np.int32(matrix[i, j])
        found[i] = np.sqrt(square)
    return found
