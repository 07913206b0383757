"""A directed graph in layers from left to right, for what drives what and who holds what over whom.

Layers by longest way, order inside them by barycentres (Sugiyama, Tagawa and Toda 1981); ways that lead back run below.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from armillary.show.figures.svg import figure, link, tag

_BOX: Final = 190.0
_GAP: Final = 120.0
_LINE: Final = 17.0
_BETWEEN: Final = 26.0
_WIDE: Final = 22
"""Characters in a line of a box."""
_LINES: Final = 4
_SWEEPS: Final = 6


@dataclass(frozen=True, slots=True)
class Node:
    """A box. `language` is that of its words."""

    key: str
    label: str
    href: str | None = None
    language: str | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """An arrow; `sign` gives its colour and mark, 0 none; `weight` 0-1 its width."""

    start: str
    end: str
    title: str
    href: str | None = None
    sign: int = 0
    weight: float = 0.3
    label: str = ""
    dashed: bool = False


def graph(nodes: Sequence[Node], ways: Sequence[Way], *, about: str) -> Markup:
    """Draw a graph; ways whose ends are not among the nodes are left out."""
    known = {node.key for node in nodes}
    kept = [way for way in ways if way.start in known and way.end in known and way.start != way.end]
    layers = _ordered(_layers([node.key for node in nodes], kept), kept)
    boxes = _boxes(layers, {node.key: node for node in nodes})
    height = max((box.y + box.height for box in boxes.values()), default=20.0)
    back = [way for way in kept if boxes[way.start].x >= boxes[way.end].x]
    lanes = {id(way): height + 22.0 + 15.0 * n for n, way in enumerate(back)}
    width = max((box.x + _BOX for box in boxes.values()), default=_BOX) + 20
    parts = [
        _heads(),
        *(_way(way, boxes[way.start], boxes[way.end], lanes.get(id(way))) for way in kept),
        *(_box(node, boxes[node.key]) for node in nodes),
    ]
    return figure(width, height + 24 + 15.0 * len(back), about, parts, f"graph layers-{min(len(layers), 6)}")


@dataclass(frozen=True, slots=True)
class _Box:
    x: float
    y: float
    height: float
    lines: tuple[str, ...]


def _layers(keys: Sequence[str], ways: Sequence[Way]) -> list[list[str]]:
    """Each node as far right as the longest way to it, ways that close a circle left out."""
    after: defaultdict[str, list[str]] = defaultdict(list)
    for way in ways:
        after[way.start].append(way.end)
    forward = _without_circles(keys, after)
    depth = dict.fromkeys(keys, 0)
    for key in _in_order(keys, forward):
        for other in forward[key]:
            depth[other] = max(depth[other], depth[key] + 1)
    layers: list[list[str]] = [[] for _ in range(1 + max(depth.values(), default=0))]
    for key in keys:
        layers[depth[key]].append(key)
    return layers


def _without_circles(keys: Sequence[str], after: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The ways that a walk in depth does not find to lead back."""
    state: dict[str, int] = {}
    forward: dict[str, list[str]] = {key: [] for key in keys}
    for root in keys:
        stack = [(root, iter(after.get(root, ())))] if root not in state else []
        state.setdefault(root, 1)
        while stack:
            key, rest = stack[-1]
            other = next(rest, None)
            if other is None:
                state[key] = 2
                stack.pop()
            elif state.get(other) != 1:
                forward[key].append(other)
                if other not in state:
                    state[other] = 1
                    stack.append((other, iter(after.get(other, ()))))
    return forward


def _in_order(keys: Sequence[str], forward: Mapping[str, Sequence[str]]) -> list[str]:
    into: defaultdict[str, int] = defaultdict(int)
    for others in forward.values():
        for other in others:
            into[other] += 1
    ready = [key for key in keys if not into[key]]
    for key in ready:
        for other in forward[key]:
            into[other] -= 1
            if not into[other]:
                ready.append(other)
    return ready


def _ordered(layers: list[list[str]], ways: Sequence[Way]) -> list[list[str]]:
    near: defaultdict[str, list[str]] = defaultdict(list)
    for way in ways:
        near[way.start].append(way.end)
        near[way.end].append(way.start)
    for _ in range(_SWEEPS):
        at = {key: n / max(1, len(layer)) for layer in layers for n, key in enumerate(layer)}
        for layer in layers:
            layer.sort(key=lambda key: _mean([at[other] for other in near[key]], at[key]))
    return layers


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _boxes(layers: Sequence[Sequence[str]], nodes: Mapping[str, Node]) -> dict[str, _Box]:
    lines = {key: _lines(nodes[key].label) for layer in layers for key in layer}
    heights = {key: 18 + _LINE * len(lines[key]) for key in lines}
    tall = max((sum(heights[key] + _BETWEEN for key in layer) for layer in layers), default=0.0)
    found = {}
    for n, layer in enumerate(layers):
        y = 10 + (tall - sum(heights[key] + _BETWEEN for key in layer)) / 2
        for key in layer:
            found[key] = _Box(10 + n * (_BOX + _GAP), y, heights[key], lines[key])
            y += heights[key] + _BETWEEN
    return found


def _lines(label: str) -> tuple[str, ...]:
    """A label in lines; wide letters (Chinese, Japanese, Korean) count twice."""
    width = _WIDE // 2 if any(ord(letter) > 0x2E80 for letter in label) else _WIDE
    found = textwrap.wrap(label, width, break_long_words=True) or ["–"]
    if len(found) > _LINES:
        found = [*found[: _LINES - 1], found[_LINES - 1][: width - 1] + "…"]
    return tuple(found)


def _heads() -> Markup:
    """Arrow heads in the colours of signs."""
    return tag(
        "defs",
        *(
            tag(
                "marker",
                tag("path", d="M0 0L9 4.5L0 9Z", class_=f"tip {tone}"),
                id=f"head-{tone}",
                markerWidth=9,
                markerHeight=9,
                refX=8,
                refY=4.5,
                orient="auto",
                markerUnits="userSpaceOnUse",
            )
            for tone in ("good", "bad", "plain")
        ),
    )


def _way(way: Way, a: _Box, b: _Box, lane: float | None) -> Markup:
    tone = "good" if way.sign > 0 else "bad" if way.sign < 0 else "plain"
    start, end = (a.x + _BOX, a.y + a.height / 2), (b.x - 2, b.y + b.height / 2)
    if lane is None:
        bend = max(40.0, (end[0] - start[0]) * 0.45)
        path = (
            f"M{start[0]:.0f} {start[1]:.0f}C{start[0] + bend:.0f} {start[1]:.0f} "
            f"{end[0] - bend:.0f} {end[1]:.0f} {end[0]:.0f} {end[1]:.0f}"
        )
        at = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    else:
        x1, x2 = a.x + _BOX * 0.6, b.x + _BOX * 0.4
        path = (
            f"M{x1:.0f} {a.y + a.height:.0f}V{lane - 10:.0f}Q{x1:.0f} {lane:.0f} {x1 - 10:.0f} {lane:.0f}"
            f"H{x2 + 10:.0f}Q{x2:.0f} {lane:.0f} {x2:.0f} {lane - 10:.0f}V{b.y + b.height + 3:.0f}"
        )
        at = (x1 + x2) / 2, lane
    mark = way.label or ("+" if way.sign > 0 else "−" if way.sign < 0 else "")
    return link(
        way.href,
        way.title,
        tag("path", d=path, class_="hit"),
        tag(
            "path",
            d=path,
            class_=f"arrow {tone}" + (" dashed" if way.dashed else ""),
            stroke_width=round(1.3 + 4 * way.weight, 1),
            marker_end=f"url(#head-{tone})",
        ),
        tag("text", mark, x=at[0], y=at[1] - 5, class_=f"mark {tone}") if mark else None,
    )


def _box(node: Node, box: _Box) -> Markup:
    words = tag(
        "text",
        *(tag("tspan", one, x=box.x + _BOX / 2, dy=_LINE if n else 0) for n, one in enumerate(box.lines)),
        x=box.x + _BOX / 2,
        y=box.y + 21,
        lang=node.language,
    )
    shape = tag("rect", x=box.x, y=box.y, width=_BOX, height=box.height, rx=8)
    return link(node.href, node.label, shape, words, class_="node strong" if node.strong else "node")
