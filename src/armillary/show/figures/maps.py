"""Graphs of the model: what drives what, who holds what over whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol
from urllib.parse import quote

from markupsafe import Markup

from armillary.schema import Arrow
from armillary.show.figures.graph import Node, Way, graph
from armillary.show.phrases import _
from armillary.show.words import plural, signed


class Depends(Protocol):
    """What one actor depends on another for."""

    @property
    def actor(self) -> str: ...
    @property
    def on(self) -> str: ...
    @property
    def domain(self) -> str: ...
    @property
    def exposure(self) -> float: ...
    @property
    def used(self) -> int: ...
    @property
    def threatened(self) -> int: ...
    @property
    def n_reports(self) -> int: ...


def causal(arrows: Sequence[Arrow], *, links: bool = True) -> Markup:
    """The causal map of some arrows."""
    labels = {n: words for one in arrows for n, words in ((one.cause_node, one.cause), (one.effect_node, one.effect))}
    nodes = [Node(str(n), words) for n, words in labels.items()]
    most = max((one.n_reports for one in arrows), default=1)
    ways = [
        Way(
            str(one.cause_node),
            str(one.effect_node),
            f"{_drives(one)}: {plural(one.n_reports, 'independent report')}",
            f"/arrow/{one.cause_node}/{one.effect_node}?sign={one.sign}" if links else None,
            one.sign,
            one.n_reports / most,
        )
        for one in arrows
    ]
    return graph(nodes, ways, about=f"{_('What drives what')}: {plural(len(arrows), 'arrow')}")


def _drives(one: Arrow) -> str:
    said = _("{cause} raises {effect}") if one.sign > 0 else _("{cause} lowers {effect}")
    return said.format(cause=one.cause, effect=one.effect)


def holds(found: Sequence[Depends], name: Callable[[str | None], str], *, links: bool = True) -> Markup:
    """Who holds what over whom: an arrow from the holder; red where it was used or threatened."""
    actors = dict.fromkeys(one for row in found for one in (row.on, row.actor))
    nodes = [Node(one, name(one), f"/actor/{quote(one, safe=':')}" if links else None) for one in actors]
    ways = [
        Way(
            row.on,
            row.actor,
            f"{name(row.on)} → {name(row.actor)}, {_(row.domain)}: {_('exposure')} "
            f"{signed(row.exposure).lstrip('+')}, {plural(row.n_reports, 'independent report')}",
            f"/levers?source={quote(row.on)}&target={quote(row.actor)}&domain={row.domain}#rows" if links else None,
            -1 if row.used or row.threatened else 0,
            row.exposure,
            _(row.domain),
            not (row.used or row.threatened),
        )
        for row in found
    ]
    return graph(nodes, ways, about=f"{_('Who holds what over whom')}: {plural(len(found), 'dependence')}")
