"""GraphML: each pair's latest tie, with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TextIO

from armillary.show.exports.graph import Edge, Graph, Node, shown
from armillary.show.exports.marks import attribute, content

_NODE: Final = {
    "name": "string",
    "kind": "string",
    "country": "string",
    "iso3c": "string",
    "cown": "long",
    "qid": "string",
    "n_mentions": "long",
    "start": "string",
    "end": "string",
}
_EDGE: Final = {
    "weight": "double",
    "sign": "long",
    "value": "double",
    "low": "double",
    "high": "double",
    "n_independent": "long",
    "n_evidence": "long",
    "start": "string",
    "end": "string",
    "evidence_ids": "string",
}


def write(file: TextIO, graph: Graph) -> int:
    """Write a graph; gives the number of edges. `start` and `end` are first and last day of a tie, or of an actor's."""
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for of, names in (("node", _NODE), ("edge", _EDGE)):
        for name, kind in names.items():
            file.write(f'<key id="{of}_{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n')
    file.write('<graph edgedefault="directed">\n')
    file.writelines(_node(node) for node in graph.nodes())
    n = 0
    for n, edge in enumerate(graph.edges(), 1):
        file.write(_edge(edge, n))
    file.write("</graph>\n</graphml>\n")
    return n


def _node(node: Node) -> str:
    values = {name: getattr(node, name) for name in _NODE}
    return f"<node id={attribute(node.actor_id)}>{_data('node', values)}</node>\n"


def _edge(edge: Edge, n: int) -> str:
    last = shown(edge.last.value)
    values = {
        "weight": last.weight,
        "sign": last.sign,
        "value": edge.last.value,
        "low": edge.last.low,
        "high": edge.last.high,
        "n_independent": edge.last.n_reports,
        "n_evidence": edge.last.n_evidence,
        "start": edge.moments[0].start,
        "end": edge.last.end,
        "evidence_ids": ";".join(edge.evidence) or None,
    }
    ends = f"source={attribute(edge.source)} target={attribute(edge.target)}"
    return f'<edge id="e{n}" {ends}>{_data("edge", values)}</edge>\n'


def _data(of: str, values: Mapping[str, Any]) -> str:
    return "".join(
        f'<data key="{of}_{name}">{content(value)}</data>' for name, value in values.items() if value is not None
    )
