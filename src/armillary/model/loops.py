"""The causal-loop map: mechanisms of all articles, merged by meaning, and the loops they close.

A thing that drives or is driven is named in many ways and languages: wordings are one node where they name the same
actors, their sentence vectors all lie near each other, and none goes up while another goes down. A loop is a closed way
along signed arrows; it reinforces where the product of its signs is positive, and balances where it is negative
(Sterman, Business Dynamics, 2000, ch. 5).
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from armillary.encoders.registry import available
from armillary.results import Shown
from armillary.schema import Arrow, Loop, Mechanism
from armillary.world import Workshop, World

if TYPE_CHECKING:
    import networkx as nx

NEAR: Final = 0.48
"""Cosine that any two wordings of one thing have at least; chosen on labelled wordings (`bench/merging.py`)."""

LONGEST: Final = 6
"""Arrows in a loop; longer ones nobody asserts as such."""

MOST: Final = 500
"""Loops told; the shortest, best attested first."""

Encode = Callable[[Sequence[str], str], NDArray[np.floating]]


@dataclass(frozen=True, slots=True)
class CausalMap(Shown):
    """What drives what."""

    nodes: tuple[str, ...]
    """Each by its commonest wording."""
    wordings: tuple[tuple[str, ...], ...]
    arrows: tuple[Arrow, ...]
    loops: tuple[Loop, ...]

    def graph(self) -> nx.MultiDiGraph[str]:
        """As a graph: a node for each thing, an edge for each arrow with its mechanisms and the loops it closes."""
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        names = [f"{name} ({n})" if self.nodes.count(name) > 1 else name for n, name in enumerate(self.nodes)]
        for name, wordings in zip(names, self.wordings, strict=True):
            graph.add_node(name, wordings=wordings)
        for arrow in self.arrows:
            ids = set(arrow.mechanism_ids)
            graph.add_edge(
                names[arrow.cause_node],
                names[arrow.effect_node],
                key="more" if arrow.sign > 0 else "less",
                sign=arrow.sign,
                by=arrow.by,
                n_reports=arrow.n_reports,
                n_evidence=len(ids),
                evidence_ids=arrow.mechanism_ids,
                loop_ids=tuple(loop.loop_id for loop in self.loops if ids & set(loop.mechanism_ids)),
            )
        return graph


def causal_map(world: World | Workshop, encode: Encode | None = None) -> CausalMap:
    """Merge a world's mechanisms and find the loops.

    Args:
        world: what was read.
        encode: unit vectors of wordings in a language, shape (wordings, dim); None: the shipped encoder.
    """
    found = _mechanisms(world)
    wordings = sorted({w for one in found for w in (one.cause, one.effect)}, key=lambda w: w.order)
    node = dict(zip(wordings, _nodes(wordings, encode or shipped), strict=True))
    names = tuple(_name(node, n) for n in range(1 + max(node.values(), default=-1)))
    arrows = _arrows(found, node, names)
    return CausalMap(names, tuple(_all(node, n) for n in range(len(names))), arrows, _loops(found, arrows))


def stored(world: World) -> CausalMap:
    """The map that the last build of a world has written."""
    arrows = world.rows(Arrow)
    names = {n: text for one in arrows for n, text in ((one.cause_node, one.cause), (one.effect_node, one.effect))}
    wordings: dict[int, set[str]] = {n: set() for n in names}
    said = {one.mechanism_id: one for one in world.rows(Mechanism)} if arrows else {}
    for arrow in arrows:
        for one in arrow.mechanism_ids:
            wordings[arrow.cause_node].add(said[one].cause)
            wordings[arrow.effect_node].add(said[one].effect)
    size = 1 + max(names, default=-1)
    return CausalMap(
        tuple(names.get(n, "") for n in range(size)),
        tuple(tuple(sorted(wordings.get(n, ()))) for n in range(size)),
        tuple(arrows),
        tuple(sorted(world.rows(Loop), key=_order)),
    )


@dataclass(frozen=True, slots=True)
class _Wording:
    text: str
    language: str
    actors: frozenset[str]

    @property
    def order(self) -> tuple[str, str, tuple[str, ...]]:
        return self.text, self.language, tuple(sorted(self.actors))


@dataclass(frozen=True, slots=True)
class _Said:
    mechanism: Mechanism
    cause: _Wording
    effect: _Wording
    report: str


def _mechanisms(world: World | Workshop) -> list[_Said]:
    """Mechanisms of the reference articles of reports."""
    rows = world.query(
        "SELECT a.article_id, a.language, coalesce(a.report_id, a.article_id) FROM articles a "
        "LEFT JOIN reports r USING (report_id) WHERE r.report_id IS NULL OR r.reference_article_id = a.article_id"
    )
    places = {article: (language, report) for article, language, report in rows}
    out = []
    for one in world.rows(Mechanism):
        if one.article_id in places:
            language, report = places[one.article_id]
            cause = _Wording(one.cause, language, frozenset(one.cause_ids))
            effect = _Wording(one.effect, language, frozenset(one.effect_ids))
            out.append(_Said(one, cause, effect, report))
    return out


def shipped(texts: Sequence[str], language: str) -> NDArray[np.floating]:
    """Unit vectors of wordings by the encoder of this installation that is fastest, shape (wordings, dim)."""
    return available()[0].in_language(language).encode(texts)


def grouped(vectors: NDArray[np.floating], ways: Sequence[int], near: float = NEAR) -> list[int]:
    """Number of the group of each wording: complete linkage, so that any two of a group are near each other.

    A chain of near wordings, as single linkage joins, leads from a rise to a fall in a few steps.

    Args:
        vectors: unit vectors, shape (n, dim).
        ways: of each, 1 up, -1 down, 0 neither (`way`); up and down are never in one group.
        near: least cosine within a group.
    """
    from scipy.cluster.hierarchy import fcluster, linkage  # a tenth of a second that most commands need not wait for
    from scipy.spatial.distance import squareform

    if len(vectors) < 2:
        return [0] * len(vectors)
    apart = np.clip(1 - vectors @ vectors.T, 0, 2)
    apart[np.outer(ways, ways) < 0] = 2
    tree = linkage(squareform(np.maximum(apart, apart.T), checks=False), "complete")
    return [int(n) for n in fcluster(tree, 1 - near, "distance")]


def way(text: str, language: str) -> int:
    """Which way a thing goes by its words: 1 up, -1 down, 0 neither said; slower growth goes down, as a product."""
    words = re.findall(r"[\w'-]+", text.lower())
    sign, said = 1, False
    for direction, pattern in _directions(language.split("-")[0]):
        hits = (
            len(pattern.findall(text)) if language.startswith("zh") else sum(map(bool, map(pattern.fullmatch, words)))
        )
        sign, said = sign * direction**hits, said or hits > 0
    return sign if said else 0


@cache
def _directions(language: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """What matches a word that goes up, and one that goes down; nothing for a language without such words."""
    data = tomllib.loads((files("armillary.lexicon") / "directions.toml").read_text("utf-8")).get(language, {})
    return tuple(
        (sign, re.compile("|".join(re.escape(word).replace(r"\*", r"[\w'-]*") for word in data[key])))
        for sign, key in ((1, "up"), (-1, "down"))
        if key in data
    )


def _nodes(wordings: list[_Wording], encode: Encode) -> list[int]:
    """Number of the node of each wording: those near each other that name the same actors, by the first of each."""
    by_actors: dict[frozenset[str], list[int]] = {}
    for n, wording in enumerate(wordings):
        by_actors.setdefault(wording.actors, []).append(n)
    vectors = _vectors(wordings, encode)
    ways = [way(wording.text, wording.language) for wording in wordings]
    group: dict[int, tuple[int, int]] = {}
    for same in by_actors.values():
        found = grouped(vectors[same], [ways[n] for n in same])
        group |= {n: (same[0], k) for n, k in zip(same, found, strict=True)}
    number = {key: k for k, key in enumerate(dict.fromkeys(group[n] for n in range(len(wordings))))}
    return [number[group[n]] for n in range(len(wordings))]


def _vectors(wordings: list[_Wording], encode: Encode) -> NDArray[np.floating]:
    out: list[NDArray[np.floating] | None] = [None] * len(wordings)
    for language in sorted({w.language for w in wordings}):
        at = [n for n, w in enumerate(wordings) if w.language == language]
        for n, vector in zip(at, encode([wordings[n].text for n in at], language), strict=True):
            out[n] = vector
    return np.array(out) if out else np.zeros((0, 1))


def _arrows(found: list[_Said], node: dict[_Wording, int], names: Sequence[str]) -> tuple[Arrow, ...]:
    same: dict[tuple[int, int, int], list[_Said]] = {}
    for said in found:
        key = node[said.cause], node[said.effect], 1 if said.mechanism.sign >= 0 else -1
        if key[0] != key[1]:
            same.setdefault(key, []).append(said)
    return tuple(
        Arrow(
            cause_node=cause,
            effect_node=effect,
            sign=sign,
            cause=names[cause],
            effect=names[effect],
            mechanism_ids=tuple(sorted(said.mechanism.mechanism_id for said in together)),
            by=tuple(sorted({said.mechanism.by_id for said in together if said.mechanism.by_id})),
            n_reports=len({said.report for said in together}),
        )
        for (cause, effect, sign), together in sorted(same.items())
    )


def _loops(found: list[_Said], arrows: tuple[Arrow, ...]) -> tuple[Loop, ...]:
    import networkx as nx  # half a second that most commands need not wait for

    report = {said.mechanism.mechanism_id: said.report for said in found}
    graph: nx.DiGraph[int] = nx.DiGraph()
    for arrow in arrows:
        known = graph.get_edge_data(arrow.cause_node, arrow.effect_node, {"arrow": None})["arrow"]
        if known is None or known.n_reports < arrow.n_reports:
            graph.add_edge(arrow.cause_node, arrow.effect_node, arrow=arrow)
    out = []
    for cycle in nx.simple_cycles(graph, length_bound=LONGEST):
        start = cycle.index(min(cycle))
        ring = cycle[start:] + cycle[:start]
        out.append(_loop([graph[a][b]["arrow"] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)], report))
        if len(out) >= 20 * MOST:
            break
    out.sort(key=_order)
    return tuple(out[:MOST])


def _order(loop: Loop) -> tuple[int, int, str]:
    """The shortest, best attested first."""
    return len(loop.mechanism_ids), -loop.n_reports, loop.loop_id


def _loop(ring: list[Arrow], report: dict[str, str]) -> Loop:
    ids = tuple(one for arrow in ring for one in arrow.mechanism_ids)
    sign = int(np.prod([arrow.sign for arrow in ring]))
    return Loop(
        loop_id=hashlib.sha256("\n".join(ids).encode()).hexdigest()[:16],
        mechanism_ids=ids,
        kind="reinforcing" if sign > 0 else "balancing",
        n_reports=len({report[one] for one in ids}),
    )


def _all(node: dict[_Wording, int], number: int) -> tuple[str, ...]:
    return tuple(sorted({wording.text for wording, n in node.items() if n == number}))


def _name(node: dict[_Wording, int], number: int) -> str:
    """The shortest English wording, else the shortest."""
    mine = [wording for wording, n in node.items() if n == number]
    return min(mine, key=lambda w: (not w.language.startswith("en"), len(w.text), w.text)).text
