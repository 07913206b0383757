"""What can be said of each sentence of one article beside each of another."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from armillary.trace.model import Floats

WORDS = np.float32(0.3)
"""How much shared words count beside the margin, where cells are ranked."""
_REACH = 3
_NEAR = ((2, 2), (-2, -2), (1, 2), (2, 1), (-1, -2), (-2, -1))
_BESIDE = ((1, 0), (-1, 0), (0, 1), (0, -1))


def shifted(cells: Floats, rows: int, columns: int) -> Floats:
    """The cells so many rows and columns farther on; zero beyond the edge."""
    n, m = cells.shape
    framed = np.zeros((n + 2 * _REACH, m + 2 * _REACH), cells.dtype)
    framed[_REACH : _REACH + n, _REACH : _REACH + m] = cells
    return framed[_REACH + rows : _REACH + rows + n, _REACH + columns : _REACH + columns + m]


def strongest(cells: Floats, places: tuple[tuple[int, int], ...]) -> Floats:
    """The greatest of the cells at some places around each."""
    best: Floats = np.maximum.reduce([shifted(cells, *place) for place in places])
    return best


def rival(cells: Floats, axis: int) -> Floats:
    """The greatest other cell of the same row (axis 1) or column (axis 0); zero where there is none."""
    if cells.shape[axis] < 2:
        return np.zeros_like(cells)
    ordered = np.partition(cells, -2, axis=axis)
    first, second = np.take(ordered, [-1], axis), np.take(ordered, [-2], axis)
    return np.where(cells >= first, second, first)


def features(margin: Floats, shared: Floats, ratio: Floats, fair: Floats, mono: Floats) -> dict[str, Floats]:
    """The features of `Calibration.cell`.

    margin, shared: of meaning and of words; ratio: difference of log lengths; fair: 1 where the encoder hardly knows
    one of the two languages; mono: 1 where they are the same.
    """
    rank = margin + WORDS * shared
    around = np.clip(rank, 0, 0.6)
    before, after = shifted(around, -1, -1), shifted(around, 1, 1)
    return {
        "margin": margin,
        "shared": shared,
        "ratio": np.minimum(ratio, 1.5),
        "row_gap": rank - (rival(rank, 1) if rank.shape[1] > 1 else 0),
        "column_gap": rank - (rival(rank, 0) if rank.shape[0] > 1 else 0),
        "neighbour": np.maximum(before, after),
        "both_neighbours": np.minimum(before, after),
        "nearby": strongest(around, _NEAR + _BESIDE),
        **_by_language({"": np.ones_like(margin), "_margin": margin, "_shared": shared}, fair, mono),
    }


def _by_language(cells: Mapping[str, Floats], fair: Floats, mono: Floats) -> dict[str, Floats]:
    return {
        f"{kind}{name}": known * cell
        for kind, known in (("fair", fair), ("mono", mono))
        for name, cell in cells.items()
    }


def context(score: Floats, cell: Mapping[str, Floats]) -> dict[str, Floats]:
    """The features of `Calibration.link`: what the neighbourhood says, once each cell has been scored alone."""
    chance: Floats = (1 / (1 + np.exp(-np.clip(score, -8, 6)))).astype(np.float32)
    before, after = shifted(chance, -1, -1), shifted(chance, 1, 1)
    other_row, other_column = rival(chance, 1), rival(chance, 0)
    found = chance.max(1).sum()
    flat = np.ones_like(chance)
    return {
        "score": np.clip(score, -8, 6),
        "neighbour": np.maximum(before, after),
        "both_neighbours": np.minimum(before, after),
        "nearby": strongest(chance, (*_NEAR, (3, 3), (-3, -3))),
        "beside": strongest(chance, _BESIDE),
        "row_rival": other_row,
        "column_rival": other_column,
        "both_rivals": np.minimum(other_row, other_column),
        "crossing": strongest(chance, ((1, -1), (-1, 1))),
        "strength": np.log(0.3 + found) * flat,
        "coverage": min(found / min(chance.shape), 1) * flat,
        **{name: cell[name] for name in ("ratio", "shared", "fair", "mono", "margin")},
    }


def promising(rank: Floats, most: int = 3) -> NDArray[np.bool_]:
    """Cells among the highest of their row or column."""
    rows = np.sort(rank, 1)[:, -min(most, rank.shape[1])][:, None]
    columns = np.sort(rank, 0)[-min(most, rank.shape[0])][None, :]
    chosen: NDArray[np.bool_] = (rank >= rows) | (rank >= columns)
    return chosen
