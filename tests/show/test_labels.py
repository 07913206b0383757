"""Names on maps do not lie on each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from armillary.show.figures.labels import LETTER, LINE, Disc, labels

spots = st.floats(0, 900)
discs = st.lists(
    st.builds(Disc, st.uuids().map(str), st.text("abcdefg ", min_size=1, max_size=30), spots, spots, st.floats(5, 20)),
    max_size=40,
)


@given(discs)
def test_no_name_lies_on_another(found: list[Disc]) -> None:
    """Whatever the places of the discs, a name is left out rather than laid over one that is there."""
    at = labels(found, 980, 30)
    boxes = [(x, y, LETTER * len(one.name) / 2) for one in found if one.key in at for x, y in [at[one.key]]]
    assert len(boxes) <= 30
    for n, (x, y, half) in enumerate(boxes):
        for x2, y2, half2 in boxes[n + 1 :]:
            assert abs(x - x2) >= half + half2 - 1e-6 or abs(y - y2) >= LINE - 1e-6


def test_poles_are_always_named_and_their_discs_kept_free() -> None:
    """Even where two lie on one spot; the name of another actor does not stand on a pole."""
    poles = [Disc("a", "Alpha", 100, 100, 18, True), Disc("b", "Beta", 100, 100, 18, True)]
    near = Disc("c", "Gamma", 100, 60, 10)
    found = labels([near, *poles], 980, 10)
    assert {"a", "b"} <= set(found)
    assert found["c"][1] < 60


def test_the_first_are_named_first() -> None:
    """Where there is room for two names, the actors with more evidence have it."""
    found = labels([Disc(str(n), "A long name of somebody", 200, 200, 5) for n in range(9)], 980, 45)
    assert list(found) == ["0", "1"]
