"""Results as graphs: each row an edge, with its columns and the ids of what it rests on."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from armillary.commands.copies import Copy
from armillary.commands.opening import nearest
from armillary.errors import UsageError
from armillary.model.collect import between
from armillary.model.evidence import day_of
from armillary.model.exposure import Dependence
from armillary.model.store import LAYERS, evidence_of
from armillary.results import Rows, name_of, values_of
from armillary.schema import (
    SIDES,
    Actor,
    Article,
    Attitude,
    Drift,
    Event,
    Flow,
    Forecast,
    Happening,
    Lever,
    Link,
    Orbit,
    Record,
    Row,
    Tie,
    Turn,
)
from armillary.world import World

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


class _Ends(NamedTuple):
    """Columns of a row: the ends of its edge, its key among edges of these, and the ids of what it rests on."""

    source: str
    target: str
    key: tuple[str, ...]
    evidence: str | None = None


_OWN: Final[Mapping[type, _Ends]] = {
    Copy: _Ends("from_id", "article_id", ("relation",)),
    Link: _Ends("article_b", "article_a", ("relation",)),
    Dependence: _Ends("actor", "on", ("domain",), "lever_ids"),
    Drift: _Ends("actor_id", "pole_id", ("layer",), "evidence_ids"),
}
_READ: Final = (Event, Attitude, Flow, Lever, Record)
"""Tables whose rows are evidence themselves."""
_EVIDENCE: Final[Mapping[type, str]] = {Happening: "event_ids", Turn: "evidence_ids"}


_Pieces = dict[tuple[str, str], list[tuple[dt.date, str]]]
_FEW: Final = 8
"""Pairs up to which evidence is looked for pair by pair."""


def _ends_of(kind: type) -> _Ends | None:
    """The same for a table of actors on two sides, from its declaration."""
    if not issubclass(kind, Row) or kind not in (*_READ, *_EVIDENCE, Tie, Orbit, Forecast):
        return _OWN.get(kind)
    (source,), (target,), _ = SIDES[kind]
    key = tuple(name for name in kind.key if name not in (source, target))
    return _Ends(source, target, key, key[0] if kind in _READ else _EVIDENCE.get(kind))


def graph_of(rows: Rows[Any]) -> Graph:
    """Each row as an edge; rows that lack an end are left out. Called by `Rows.graph`."""
    ends = _ends_of(rows.kind)
    if ends is None:
        known = ", ".join(sorted(map(name_of, (*_OWN, *_READ, *_EVIDENCE, Tie, Orbit, Forecast))))
        raise UsageError(f"{rows.name} join nothing; there are graphs of {known}")
    edges = [_edge(values_of(row), ends) for row in rows]
    if rows.world is None:
        return _graph(edges, {})
    with World.open(rows.world) as world:
        if rows.kind is Tie:
            _ground(edges, world, rows.as_of)
        return _graph(edges, _nodes(world, rows.kind, edges))


def tie_graph(world: World, period: dt.date | None, layer: str) -> Graph:
    """The ties of a layer in the period that holds a day; None: the last. Called by `World.graph`."""
    if layer not in LAYERS:
        raise UsageError(f"no layer {layer!r}; {nearest(layer, LAYERS)}")
    day = "CAST('9999-12-31' AS DATE)" if period is None else "?"
    found = world.rows(
        Tie,
        f"layer = ? AND period = (SELECT max(period) FROM ties WHERE layer = ? AND period <= {day})",
        *([layer, layer] if period is None else [layer, layer, period]),
    )
    ends = _ends_of(Tie)
    assert ends is not None
    edges = [_edge(values_of(row), ends) for row in found]
    _ground(edges, world, None)
    return _graph(edges, _nodes(world, Tie, edges))


@dataclass(frozen=True, slots=True)
class _Edge:
    source: str | None
    target: str | None
    key: str
    values: dict[str, Any]


def _edge(values: dict[str, Any], ends: _Ends) -> _Edge:
    """The edge of a row. Text went from the article that another was made from to that other."""
    source, target = values[ends.source], values[ends.target]
    if values.get("direction") == "b-from-a":
        source, target = target, source
    rest = {name: value for name, value in values.items() if name not in (ends.source, ends.target)}
    if ends.evidence is not None:
        ids = values[ends.evidence]
        listed = ids if isinstance(ids, tuple) else (ids,)
        rest = {"n_reports": 1, "n_evidence": len(listed)} | rest | {"evidence_ids": listed}
    if "exposure" in rest:
        rest["value"] = rest["exposure"]
    return _Edge(source, target, "/".join(str(values[name]) for name in ends.key), rest)


def _graph(edges: Iterable[_Edge], nodes: Mapping[str, Mapping[str, object]]) -> Graph:
    import networkx as nx  # half a second that most calls need not wait for

    graph: Graph = nx.MultiDiGraph()
    for edge in edges:
        if edge.source and edge.target:
            graph.add_edge(edge.source, edge.target, key=edge.key, **edge.values)
    for node in graph:
        graph.nodes[node].update(nodes.get(node, {}))
    return graph


def _nodes(world: World, kind: type, edges: Sequence[_Edge]) -> dict[str, dict[str, object]]:
    """What the world knows of those at the ends."""
    ids = sorted({end for edge in edges for end in (edge.source, edge.target) if end})
    if kind in (Copy, Link):
        articles = world.rows(Article, "article_id IN (SELECT unnest(?))", ids)
        return {
            a.article_id: {"title": a.title, "outlet": a.outlet, "language": a.language, "published": a.published}
            for a in articles
        }
    actors = world.rows(Actor, "actor_id IN (SELECT unnest(?))", ids)
    return {a.actor_id: {"name": a.name, "kind": a.kind, "country": a.country} for a in actors}


def _ground(edges: Iterable[_Edge], world: World, as_of: dt.date | None) -> None:
    """Add to ties the ids of the events, attitudes and records they rest on, up to and with their period."""
    by_layer: defaultdict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        by_layer[edge.values["layer"]].append(edge)
    for layer, listed in by_layer.items():
        starts = [day for (day,) in world.query("SELECT DISTINCT period FROM ties WHERE layer = ? ORDER BY 1", layer)]
        pairs = [(edge.source or "", edge.target or "") for edge in listed]
        pieces = _pieces(world, layer, as_of, set(pairs))
        for edge, pair in zip(listed, pairs, strict=True):
            after = bisect_right(starts, edge.values["period"])
            end = starts[after] if after < len(starts) else dt.date.max
            edge.values["evidence_ids"] = tuple(dict.fromkeys(row for day, row in pieces[pair] if day < end))


def _pieces(world: World, layer: str, as_of: dt.date | None, pairs: Collection[tuple[str, str]]) -> _Pieces:
    """Days and ids of the evidence of each pair, the earliest first."""
    (name,) = (one for one in LAYERS if one == layer)
    if len(pairs) <= _FEW:
        found = {pair: between(world, *pair, name, as_of) for pair in pairs}
        return {pair: sorted((day_of(one.day), one.row) for one in pieces) for pair, pieces in found.items()}
    everything = evidence_of(world, name, as_of)
    kept: defaultdict[tuple[str, str], list[tuple[dt.date, str]]] = defaultdict(list)
    for n, row in enumerate(everything.rows):
        pair = everything.actors[everything.source[n]], everything.actors[everything.target[n]]
        kept[pair].append((day_of(everything.day[n]), row))
    return {pair: sorted(kept[pair]) for pair in pairs}
