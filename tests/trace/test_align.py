"""Links between the sentences of two articles."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from armillary.trace.align import Side, align, assign, supported
from armillary.trace.model import Floats, Logistic

NEVER = Logistic({}, -1.0)
SCORES = arrays(np.float32, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.floats(-5, 5, width=32))


def side(size: int) -> Side:
    return Side(np.eye(size, 8, dtype=np.float32), np.full(size, 4, np.float32))


@given(SCORES)
def test_each_sentence_is_assigned_once_and_best_first(score: Floats) -> None:
    """No row or column twice; scores never rise; nothing that could still be assigned is left out."""
    links = assign(score)
    assert len({i for i, _ in links}) == len({j for _, j in links}) == len(links) == min(score.shape)
    told = [float(score[link]) for link in links]
    assert told == sorted(told, reverse=True)


@given(SCORES)
def test_assignment_is_that_of_a_slow_greedy_search(score: Floats) -> None:
    """An independent implementation: look for the maximum again and again."""
    left, expected = score.astype(np.float64).copy(), []
    for _ in range(min(score.shape)):
        i, j = (int(k) for k in np.unravel_index(int(left.argmax()), left.shape))
        expected.append((i, j))
        left[i, :] = left[:, j] = -np.inf
    assert assign(score) == expected


@given(SCORES)
def test_links_without_joins_have_the_least_score(score: Floats) -> None:
    """Every link reaches the threshold."""
    links = align(score, score, side(score.shape[0]), side(score.shape[1]), NEVER, least=0.5)
    assert all(score[link] >= 0.5 for link in links)


@given(st.integers(1, 8))
def test_a_text_aligns_with_itself_as_it_is(size: int) -> None:
    """High scores on the diagonal alone give the identity."""
    score = np.where(np.eye(size), 5, -5).astype(np.float32)
    assert align(score, score, side(size), side(size), NEVER) == [(n, n) for n in range(size)]


def test_a_moved_passage_is_followed() -> None:
    """Two blocks that changed places are linked crosswise."""
    score = np.full((6, 6), -5, np.float32)
    expected = [(0, 3), (1, 4), (2, 5), (3, 0), (4, 1), (5, 2)]
    for link in expected:
        score[link] = 5
    assert align(score, score, side(6), side(6), NEVER) == expected


def test_two_sentences_are_joined_to_the_one_that_has_both() -> None:
    """The sum of two sentences is nearer to the third than the first alone, and so the second is joined."""
    points = np.eye(2, 4, dtype=np.float32)
    both = (points.sum(0, keepdims=True) / np.sqrt(2)).astype(np.float32)
    here, there = Side(points, np.full(2, 4, np.float32)), Side(both, np.full(1, 4.7, np.float32))
    score = np.array([[2.0], [-1.0]], np.float32)
    assert align(score, score, here, there, Logistic({"gain": 10.0}, -1.0)) == [(0, 0), (1, 0)]
    assert align(score, score, here, there, NEVER) == [(0, 0)]


def test_neighbours_alone_do_not_link_a_sentence() -> None:
    """However high it is scored, a cell that is no nearer than any two sentences are gives no link."""
    score, margin = np.where(np.eye(4), 5, -5).astype(np.float32), np.where(np.eye(4), 0.5, -0.1).astype(np.float32)
    margin[2, 2] = -0.02
    assert align(score, margin, side(4), side(4), NEVER) == [(0, 0), (1, 1), (3, 3)]


def test_what_counts_as_near_depends_on_the_pair() -> None:
    """Where all links are weak, each is as good as the others."""
    score, margin = np.where(np.eye(3), 5, -5).astype(np.float32), np.where(np.eye(3), 0.02, -0.1).astype(np.float32)
    assert align(score, margin, side(3), side(3), NEVER) == [(0, 0), (1, 1), (2, 2)]


@given(SCORES)
def test_support_takes_cells_away_and_adds_none(score: Floats) -> None:
    """Scores stay or become minus infinity."""
    kept = supported(score, score)
    assert ((kept == score) | np.isneginf(kept)).all()
