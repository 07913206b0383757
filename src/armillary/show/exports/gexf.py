"""GEXF 1.3, dynamic: nodes and edges with closed spells of days, the course of each tie as dated values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TextIO

from armillary import __version__
from armillary.show.exports.graph import Edge, Graph, Moment, Node, shown
from armillary.show.exports.marks import attribute

_NODE: Final = {
    "kind": "string",
    "country": "string",
    "iso3c": "string",
    "cown": "integer",
    "qid": "string",
    "n_mentions": "integer",
}
_EDGE: Final = {
    "sign": "integer",
    "value": "double",
    "low": "double",
    "high": "double",
    "n_independent": "integer",
    "n_evidence": "integer",
    "evidence_ids": "string",
}
_COURSE: Final = {
    "weight": "double",
    "sign_then": "integer",
    "low_then": "double",
    "high_then": "double",
    "n_independent_then": "integer",
}


def write(file: TextIO, graph: Graph) -> int:
    """Write a graph; gives the number of edges.

    `weight` of an edge is the strength of its latest tie without its sign, and what holds of that one stands beside it;
    the dynamic values are those of each period.
    """
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n')
    file.write(f"<meta><creator>Armillary {__version__}</creator></meta>\n")
    file.write('<graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">\n')
    file.writelines(_declared("node", "static", _NODE))
    file.writelines(_declared("edge", "static", _EDGE))
    file.writelines(_declared("edge", "dynamic", _COURSE))
    file.write("<nodes>\n")
    file.writelines(_node(node) for node in graph.nodes())
    file.write("</nodes>\n<edges>\n")
    n = 0
    for n, edge in enumerate(graph.edges(), 1):
        file.writelines(_edge(edge, n))
    file.write("</edges>\n</graph>\n</gexf>\n")
    return n


def _declared(of: str, mode: str, names: dict[str, str]) -> Iterator[str]:
    yield f'<attributes class="{of}" mode="{mode}">\n'
    for name, kind in names.items():
        yield f'<attribute id="{name}" title="{name}" type="{kind}"/>\n'
    yield "</attributes>\n"


def _node(node: Node) -> str:
    values = "".join(_value(name, getattr(node, name)) for name in _NODE)
    return (
        f"<node id={attribute(node.actor_id)} label={attribute(node.name)}><attvalues>{values}</attvalues>"
        f'<spells><spell start="{node.start}" end="{node.end}"/></spells></node>\n'
    )


def _edge(edge: Edge, n: int) -> Iterator[str]:
    last = shown(edge.last.value)
    yield (
        f'<edge id="{n}" source={attribute(edge.source)} target={attribute(edge.target)} weight="{last.weight!r}">'
        "<attvalues>"
    )
    yield _value("sign", last.sign) + _value("value", edge.last.value)
    yield _value("low", edge.last.low) + _value("high", edge.last.high)
    yield _value("n_independent", edge.last.n_reports) + _value("n_evidence", edge.last.n_evidence)
    yield _value("evidence_ids", ";".join(edge.evidence) or None)
    for moment in edge.moments:
        yield _moment(moment)
    yield "</attvalues><spells>"
    for start, end in edge.spells:
        yield f'<spell start="{start}" end="{end}"/>'
    yield "</spells></edge>\n"


def _moment(moment: Moment) -> str:
    then, time = shown(moment.value), f' start="{moment.start}" end="{moment.end}"'
    return (
        _value("weight", then.weight, time)
        + _value("sign_then", then.sign, time)
        + _value("low_then", moment.low, time)
        + _value("high_then", moment.high, time)
        + _value("n_independent_then", moment.n_reports, time)
    )


def _value(name: str, value: object, time: str = "") -> str:
    return "" if value is None else f'<attvalue for="{name}" value={attribute(value)}{time}/>'
