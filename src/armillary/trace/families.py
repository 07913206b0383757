"""Families: an article and all that was made from it, or from the same absent original."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import cast

import networkx as nx

from armillary.schema import Direction
from armillary.trace.originality import at_home, faults
from armillary.trace.pair import Pair
from armillary.trace.residue import residue
from armillary.trace.text import Text
from armillary.trace.vectors import traced

APART = 0.2
"""Share of the smaller of two passages that may lie in the other, for them to count as different."""
OWN = 3
"""Sentences an article must have besides what another took from it, to be a report of its own."""
WHOLE = 0.85
"""What a version must have in common with the others, as a share of what the fullest has, to be their reference."""
SURE = 0.9
"""Probability from which a single link may hold two groups of articles together."""

Directions = Mapping[tuple[int, int], Direction]


@dataclass(frozen=True, slots=True)
class Family:
    """Members (numbers in the pool, ascending), the origin if present, and the member others are held against."""

    members: tuple[int, ...]
    origin: int | None
    origin_language: str | None
    reference: int


def families(texts: Sequence[Text], pairs: Sequence[Pair], directions: Directions) -> list[Family]:
    """The families of a pool, each article in one, ordered by their first member.

    An article put together from two reports belongs to the one it has more of, and does not make them one; nor does a
    single doubtful link.
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(texts)))
    graph.add_edges_from((pair.a, pair.b, {"pair": pair}) for pair in pairs)
    for article in sorted(graph):
        graph.remove_edges_from(list(_foreign(graph, article, texts)))
    graph.remove_edges_from(list(_weak(graph)))
    groups = sorted(tuple(sorted(group)) for group in nx.connected_components(graph))
    return [_family(texts, group, graph, directions) for group in groups]


def _foreign(graph: nx.Graph[int], article: int, texts: Sequence[Text]) -> Iterator[tuple[int, int]]:
    """Links of an article to reports other than its main one, where it was put together from several."""
    groups = [sorted(group) for group in nx.connected_components(graph.subgraph(graph[article]))]
    if len(groups) < 2:
        return
    covered = [_covered(graph, article, group) for group in groups]
    main = max(range(len(groups)), key=lambda k: (len(covered[k]), len(groups[k]), -groups[k][0]))
    for k, group in enumerate(groups):
        if (
            k != main
            and _apart(covered[k], covered[main])
            and _independent(graph, article, (groups[main], group), texts)
        ):
            yield from ((article, other) for other in group)


def _covered(graph: nx.Graph[int], article: int, group: Sequence[int]) -> frozenset[int]:
    return frozenset().union(*(_pair(graph, article, other).covered(article) for other in group))


def _pair(graph: nx.Graph[int], a: int, b: int) -> Pair:
    pair: Pair = graph.edges[a, b]["pair"]
    return pair


def _apart(a: frozenset[int], b: frozenset[int]) -> bool:
    return len(a & b) <= APART * min(len(a), len(b))


def _independent(graph: nx.Graph[int], article: int, groups: Sequence[Sequence[int]], texts: Sequence[Text]) -> bool:
    """Whether two groups are more than two excerpts of the article: one of them is told elsewhere, or says more."""

    def more(other: int) -> bool:
        return len(traced(texts[other])) - len(_pair(graph, article, other).covered(other)) >= OWN

    return any(len(group) > 1 or any(map(more, group)) for group in groups)


def _weak(graph: nx.Graph[int]) -> Iterator[tuple[int, int]]:
    """Doubtful links that alone hold two groups together."""
    for a, b in sorted(cast("Iterable[tuple[int, int]]", nx.bridges(graph))):
        if min(graph.degree[a], graph.degree[b]) > 1 and _pair(graph, a, b).probability < SURE:
            yield a, b


def _family(texts: Sequence[Text], members: tuple[int, ...], graph: nx.Graph[int], directions: Directions) -> Family:
    if len(members) == 1:
        (only,) = members
        return Family(members, only, _language(texts[only]), only)
    origin = _origin(members, directions)
    language = _language(texts[origin]) if origin is not None else _origin_language(texts, members)
    return Family(members, origin, language, _reference(texts, members, graph, origin, language))


def _language(text: Text) -> str:
    return text.article.language.split("-")[0]


def _origin(members: tuple[int, ...], directions: Directions) -> int | None:
    """The one member that others were made from and that was made from none."""
    derived, sources = set[int](), set[int]()
    for a, b in combinations(members, 2):
        way = directions.get((a, b), "unknown")
        derived.update({"a-from-b": (a,), "b-from-a": (b,), "common": (a, b)}.get(way, ()))
        sources.update({"a-from-b": (b,), "b-from-a": (a,)}.get(way, ()))
    roots = sources - derived
    return roots.pop() if len(roots) == 1 else None


def _origin_language(texts: Sequence[Text], members: tuple[int, ...]) -> str | None:
    left = sorted(found[0] for number in members if (found := residue(texts[number])))
    if left:
        return max(left, key=left.count)
    spoken = {_language(texts[number]) for number in members}
    return spoken.pop() if len(spoken) == 1 else None


def _reference(
    texts: Sequence[Text], members: tuple[int, ...], graph: nx.Graph[int], origin: int | None, language: str | None
) -> int:
    """The origin; else, of those in its language or of all, the one with fewest faults of its own.

    Excerpts are passed over. Where faults tell nothing: the one at home where it happened, and the one with most in
    common with the others.
    """
    if origin is not None:
        return origin
    spoken = [number for number in members if _language(texts[number]) == language] or list(members)
    if len(spoken) == 1:
        return spoken[0]
    common = {number: _in_common(graph, number, members) for number in spoken}
    whole = [number for number in spoken if common[number] >= WHOLE * max(common.values())]
    home = at_home(texts[number] for number in members)

    def merit(number: int) -> tuple[int, int, float, str]:
        text = texts[number]
        return -faults(text), home.get(_language(text), 0), common[number], text.article.article_id

    return max(whole, key=merit)


def _in_common(graph: nx.Graph[int], number: int, members: Sequence[int]) -> float:
    """Similarity of an article's sentences to those of its relatives, summed up."""
    shared = (_pair(graph, number, other) for other in graph[number] if other in members)
    return sum(sum(pair.similarities) for pair in shared)
