"""Families of articles."""

from __future__ import annotations

import networkx as nx
from articles import text
from hypothesis import given
from hypothesis import strategies as st

from armillary.trace.families import families
from armillary.trace.pair import Pair
from armillary.trace.text import Text

NUMBERS = st.integers(0, 7)
GRAPHS = st.tuples(st.just(8), st.sets(st.tuples(NUMBERS, NUMBERS)))


def pair(a: int, b: int, links: list[tuple[int, int]], probability: float = 0.99) -> Pair:
    return Pair(a, b, tuple(links), tuple(0.8 for _ in links), probability, "made-up-1")


def same(length: int, start: int = 0) -> list[tuple[int, int]]:
    return [(n, n + start) for n in range(length)]


def sized(*lengths: int) -> list[Text]:
    return [text(f"a{k}", "en", [f"Sentence {n}." for n in range(length)]) for k, length in enumerate(lengths)]


@given(GRAPHS)
def test_sure_links_over_the_same_sentences_give_connected_components(graph: tuple[int, set[tuple[int, int]]]) -> None:
    """Where nothing is put together from two reports, families are the components that networkx finds."""
    size, drawn = graph
    edges = sorted({(min(a, b), max(a, b)) for a, b in drawn if a != b})
    found = families(sized(*[6] * size), [pair(a, b, same(6)) for a, b in edges], {})
    plain: nx.Graph[int] = nx.Graph(edges)
    plain.add_nodes_from(range(size))
    assert [family.members for family in found] == sorted(tuple(sorted(c)) for c in nx.connected_components(plain))


def test_an_article_put_together_from_two_reports_does_not_make_them_one() -> None:
    """It belongs to the report it has more of."""
    found = families(sized(10, 10, 9), [pair(0, 2, same(5)), pair(1, 2, same(4, 5))], {})
    assert [family.members for family in found] == [(0, 2), (1,)]


def test_two_excerpts_stay_with_their_original() -> None:
    """Articles that say nothing of their own are parts of the one that has it all."""
    found = families(sized(10, 5, 4), [pair(0, 1, same(5)), pair(0, 2, [(5 + n, n) for n in range(4)])], {})
    assert [family.members for family in found] == [(0, 1, 2)]


def test_one_doubtful_link_does_not_hold_two_groups_together() -> None:
    """A sure one does."""
    texts, inner = sized(6, 6, 6, 6), [pair(0, 1, same(6)), pair(2, 3, same(6))]
    assert len(families(texts, [*inner, pair(1, 2, same(3), 0.6)], {})) == 2
    assert len(families(texts, [*inner, pair(1, 2, same(6), 0.99)], {})) == 1


def test_the_origin_is_the_one_that_was_made_from_none() -> None:
    """It is the reference too; where all come from an absent text there is none."""
    texts, pairs = sized(6, 6, 6), [pair(0, 1, same(6)), pair(0, 2, same(6)), pair(1, 2, same(6))]
    (family,) = families(texts, pairs, {(0, 1): "b-from-a", (0, 2): "b-from-a", (1, 2): "unknown"})
    assert (family.origin, family.reference, family.origin_language) == (0, 0, "en")
    (family,) = families(texts, pairs, {(0, 1): "common", (0, 2): "common", (1, 2): "common"})
    assert family.origin is None
