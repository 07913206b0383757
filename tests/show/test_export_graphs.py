"""GEXF and GraphML as networkx and igraph read them."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import export_worlds
import igraph
import networkx as nx
import pytest

import armillary

G = "{http://gexf.net/1.3}"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world with everything in it."""
    return export_worlds.world(tmp_path_factory.mktemp("exports") / "small.duckdb")


@pytest.fixture(scope="module")
def gexf(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ties of the world over time."""
    path = tmp_path_factory.mktemp("graph") / "w.gexf"
    assert armillary.export(world, "gexf", path).n == 2
    return path


@pytest.fixture(scope="module")
def graphml(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The latest ties of the world."""
    path = tmp_path_factory.mktemp("graph") / "w.graphml"
    armillary.export(world, "graphml", path)
    return path


def test_networkx_reads_gexf(gexf: Path) -> None:
    """A directed graph; weight without sign, the sign beside it, spells and the course over time."""
    graph = nx.read_gexf(gexf)
    assert graph.is_directed()
    edge = graph.edges["RUS", "KAZ"]
    assert (edge["weight"], edge["sign"], edge["value"], edge["n_independent"]) == (0.1, 1, 0.1, 1)
    assert (edge["low"], edge["high"]) == (pytest.approx(-0.1), pytest.approx(0.3))
    assert edge["spells"] == [("2022-09-05", "2022-09-18"), ("2022-09-26", "2022-10-02")]
    assert set(edge["evidence_ids"].split(";")) == {"e1", "e2", "x1"}
    assert graph.nodes["RUS"]["label"] == "Russia"
    assert graph.nodes["RUS"]["cown"] == 365
    assert graph.nodes["KAZ"]["spells"] == [("2022-09-05", "2022-10-02")]


def test_gexf_keeps_to_its_rules(gexf: Path) -> None:
    """Declared attributes only; edges between nodes that are there; spells closed and in order."""
    root = ET.parse(gexf).getroot()
    assert (root.tag, root.get("version")) == (f"{G}gexf", "1.3")
    graph = root.find(f"{G}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    dynamic = {
        one.get("id") for group in graph.findall(f"{G}attributes[@class='edge'][@mode='dynamic']") for one in group
    }
    declared = {one.get("id") for one in graph.iter(f"{G}attribute")}
    nodes = {node.get("id"): _spells(node) for node in graph.iter(f"{G}node")}
    assert set(nodes) == {"KAZ", "RUS"}
    for edge in graph.iter(f"{G}edge"):
        ends = (nodes[edge.get("source")], nodes[edge.get("target")])
        spells = _spells(edge)
        assert all(first <= last for first, last in spells)
        assert all(one[1] < other[0] for one, other in pairwise(spells))
        assert all(end[0][0] <= spells[0][0] and spells[-1][1] <= end[-1][1] for end in ends)
        assert float(edge.get("weight", "")) >= 0
        for value in edge.iter(f"{G}attvalue"):
            assert value.get("for") in declared
            assert (value.get("start") is not None) == (value.get("for") in dynamic)


def _spells(element: ET.Element) -> list[tuple[dt.date, dt.date]]:
    return [
        (dt.date.fromisoformat(one.get("start", "")), dt.date.fromisoformat(one.get("end", "")))
        for one in element.iter(f"{G}spell")
    ]


def test_a_tie_over_time_is_in_gexf(gexf: Path) -> None:
    """The values of each period, with their days; what is not measured is not there."""
    edges = {(e.get("source"), e.get("target")): e for e in ET.parse(gexf).getroot().iter(f"{G}edge")}
    assert set(edges) == {("RUS", "KAZ"), ("KAZ", "RUS")}
    course = [
        (v.get("start"), v.get("end"), v.get("value"))
        for v in edges["RUS", "KAZ"].iter(f"{G}attvalue")
        if v.get("for") == "weight"
    ]
    assert course == [
        ("2022-09-05", "2022-09-11", "0.4"),
        ("2022-09-12", "2022-09-18", "0.3"),
        ("2022-09-26", "2022-10-02", "0.1"),
    ]


def test_networkx_and_igraph_read_graphml(graphml: Path) -> None:
    """The same graph in both, with typed values."""
    one = nx.read_graphml(graphml)
    other = igraph.Graph.Read_GraphML(str(graphml))
    assert one.is_directed()
    assert other.is_directed()
    assert one.edges["RUS", "KAZ"]["weight"] == 0.1
    assert one.edges["KAZ", "RUS"]["sign"] == -1
    names = other.vs["id"]
    edges = {(names[e.source], names[e.target]): e.attributes() for e in other.es}
    for ends in (("RUS", "KAZ"), ("KAZ", "RUS")):
        for name in ("weight", "sign", "low", "high", "n_independent", "evidence_ids", "start", "end"):
            assert edges[ends][name] == one.edges[ends][name]
    assert dict(zip(names, other.vs["name"], strict=True))["KAZ"] == "Kazakhstan"


def test_dates_and_actors_can_be_asked_for(world: Path, tmp_path: Path) -> None:
    """Only the periods wanted."""
    armillary.export(world, "gexf", tmp_path / "w.gexf", source="Russia", before=dt.date(2022, 9, 20))
    graph = nx.read_gexf(tmp_path / "w.gexf")
    assert list(graph.edges) == [("RUS", "KAZ")]
    assert graph.edges["RUS", "KAZ"]["value"] == -0.3
