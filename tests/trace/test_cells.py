"""What is said of each pair of sentences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from armillary.trace.cells import context, features, rival, shifted
from armillary.trace.model import Floats

CELLS = arrays(np.float32, array_shapes(min_dims=2, max_dims=2, max_side=5), elements=st.floats(-2, 2, width=32))


@given(CELLS, st.integers(-3, 3), st.integers(-3, 3))
def test_a_shift_looks_at_the_cell_so_far_on(cells: Floats, rows: int, columns: int) -> None:
    """Beyond the edge there is zero."""
    n, m = cells.shape
    moved = shifted(cells, rows, columns)
    for i in range(n):
        for j in range(m):
            inside = 0 <= i + rows < n and 0 <= j + columns < m
            assert moved[i, j] == (cells[i + rows, j + columns] if inside else 0)


@given(CELLS)
def test_a_rival_is_the_best_other_of_the_row(cells: Floats) -> None:
    """Compared with a search of each row."""
    n, m = cells.shape
    for i in range(n):
        for j in range(m):
            others = [float(cells[i, k]) for k in range(m) if k != j]
            assert rival(cells, 1)[i, j] == pytest.approx(max(others, default=0.0))


@given(CELLS)
def test_features_of_a_pair_are_those_of_the_mirrored_pair(margin: Floats) -> None:
    """Which article comes first makes no difference but for rows and columns."""
    zero = np.zeros_like(margin)
    there = features(margin, zero, zero, zero, zero)
    back = features(margin.T, zero.T, zero.T, zero.T, zero.T)
    swapped = {"row_gap": "column_gap", "column_gap": "row_gap"}
    for name, cells in there.items():
        assert np.allclose(cells, back[swapped.get(name, name)].T)
    around, mirrored = context(margin, there), context(margin.T, back)
    swapped = {"row_rival": "column_rival", "column_rival": "row_rival"}
    for name in set(around) - {"strength", "coverage"}:
        assert np.allclose(around[name], mirrored[swapped.get(name, name)].T)
