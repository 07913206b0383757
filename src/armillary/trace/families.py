"""Families: an article and all that was made from it, or from the same absent original."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from armillary.schema import Direction
from armillary.trace.pair import Pair
from armillary.trace.residue import residue
from armillary.trace.text import Text
from armillary.trace.vectors import traced


@dataclass(frozen=True, slots=True)
class Family:
    """Members (numbers in the pool, ascending), the origin if present, and the member others are held against."""

    members: tuple[int, ...]
    origin: int | None
    origin_language: str | None
    reference: int


def families(
    texts: Sequence[Text], pairs: Sequence[Pair], directions: Mapping[tuple[int, int], Direction]
) -> list[Family]:
    """The families of a pool, each article in one, ordered by their first member."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(texts)))
    graph.add_edges_from((pair.a, pair.b) for pair in pairs)
    groups = sorted(tuple(sorted(group)) for group in nx.connected_components(graph))
    return [_family(texts, group, pairs, directions) for group in groups]


def _family(
    texts: Sequence[Text],
    members: tuple[int, ...],
    pairs: Sequence[Pair],
    directions: Mapping[tuple[int, int], Direction],
) -> Family:
    if len(members) == 1:
        (only,) = members
        return Family(members, only, _language(texts[only]), only)
    origin = _origin(members, directions)
    language = _language(texts[origin]) if origin is not None else _origin_language(texts, members)
    return Family(members, origin, language, _reference(texts, members, origin, language))


def _language(text: Text) -> str:
    return text.article.language.split("-")[0]


def _origin(members: tuple[int, ...], directions: Mapping[tuple[int, int], Direction]) -> int | None:
    """The one member that others were made from and that was made from none."""
    inside = {pair: way for pair, way in directions.items() if pair[0] in members and pair[1] in members}
    derived = {pair[0] if way == "a-from-b" else pair[1] for pair, way in inside.items() if way in _DIRECTED}
    derived |= {number for pair, way in inside.items() if way == "common" for number in pair}
    sources = {pair[1] if way == "a-from-b" else pair[0] for pair, way in inside.items() if way in _DIRECTED}
    roots = sorted(sources - derived)
    return roots[0] if len(roots) == 1 else None


_DIRECTED = frozenset({"a-from-b", "b-from-a"})


def _origin_language(texts: Sequence[Text], members: tuple[int, ...]) -> str | None:
    left = sorted(found[0] for number in members if (found := residue(texts[number])))
    if left:
        return max(left, key=left.count)
    spoken = {_language(texts[number]) for number in members}
    return spoken.pop() if len(spoken) == 1 else None


def _reference(texts: Sequence[Text], members: tuple[int, ...], origin: int | None, language: str | None) -> int:
    if origin is not None:
        return origin
    spoken = [number for number in members if _language(texts[number]) == language]
    return max(spoken or members, key=lambda number: (len(traced(texts[number])), texts[number].article.article_id))
