"""The map of ties: poles with their orbits, colour for sign, width for strength, dashes for uncertainty."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from markupsafe import Markup

from armillary.show.figures.labels import Disc, labels
from armillary.show.figures.layout import places
from armillary.show.figures.svg import figure, link, tag
from armillary.show.phrases import _
from armillary.show.words import plural, signed

if TYPE_CHECKING:
    from armillary.commands.system import Body, Bond, System
    from armillary.schema import Drift

WIDTH: Final = 980.0
HEIGHT: Final = 640.0
NAMED: Final = 45
"""Actors whose names stand on the map where there is room; the others have them as titles."""
DRAWN: Final = 260
"""Ties drawn, those with most evidence first."""
_MISSING: Final = 2
"""Actors of whose ties with the poles the map says that they are not measured."""
_RINGS: Final = (0.34, 0.62, 0.9)

Points = dict[str, tuple[float, float]]


def tie_map(found: System, moves: Sequence[Drift] = (), *, links: bool = True) -> Markup:
    """The map of a system, with arrows for `moves`; with `links` each actor and tie leads to its page."""
    poles = [body.actor_id for body in found.bodies if body.is_pole]
    pulls = {(b.actor_id, p.pole_id): p.pull for b in found.bodies for p in b.pulls if p.pull is not None}
    at = places(
        [body.actor_id for body in found.bodies],
        poles,
        pulls,
        width=WIDTH,
        height=HEIGHT,
        apart=_apart(len(found.bodies)),
    )
    names = {body.actor_id: body.name for body in found.bodies}
    parts = [
        tag("g", *(_orbit(at[pole]) for pole in poles), class_="orbits", aria_hidden="true"),
        tag("g", *_unmeasured(found, at, names, links), class_="missing"),
        tag("g", *(_tie(bond, at, names, links) for bond in _drawn(found)), class_="ties"),
        tag("g", *_moves(moves, at, found), class_="moves"),
        tag("g", *_actors(found, at, links), class_="actors"),
    ]
    about = _("Map of ties: {actors}, {ties}").format(
        actors=plural(len(found.bodies), "actor"), ties=plural(len(found.bonds), "tie")
    )
    return figure(WIDTH, HEIGHT, about, parts, "map")


def _apart(n: int) -> float:
    return max(16.0, min(78.0, 0.62 * math.sqrt(WIDTH * HEIGHT / max(1, n))))


def _drawn(found: System) -> list[Bond]:
    """Weak ones first, so that strong ones lie above them."""
    most = sorted(found.bonds, key=lambda bond: (-_evidence(bond), bond.a, bond.b))[:DRAWN]
    return sorted(most, key=lambda bond: (abs(bond.value), bond.a, bond.b))


def _evidence(bond: Bond) -> int:
    return sum(tie.n_evidence for tie in (bond.there, bond.back) if tie)


def _orbit(at: tuple[float, float]) -> Markup:
    return tag("g", *(tag("circle", cx=at[0], cy=at[1], r=HEIGHT * 0.26 * ring) for ring in _RINGS))


def _unmeasured(found: System, at: Points, names: dict[str, str], links: bool) -> Iterator[Markup]:
    measured = {frozenset((bond.a, bond.b)) for bond in found.bonds}
    poles = [body.actor_id for body in found.bodies if body.is_pole]
    others = [body.actor_id for body in found.bodies if not body.is_pole][:_MISSING]
    for one in others:
        for pole in poles:
            if frozenset((one, pole)) not in measured:
                title = f"{names[one]} – {names[pole]}: {_('not measured')}"
                yield link(_pair(one, pole) if links else None, title, _path(at[one], at[pole], class_="tie none"))


def _tie(bond: Bond, at: Points, names: dict[str, str], links: bool) -> Markup:
    sign = "good" if bond.value > 0 else "bad"
    unsure = " unsure" if bond.low <= 0 <= bond.high else ""
    ends = at[bond.a], at[bond.b]
    return link(
        _pair(bond.a, bond.b) if links else None,
        title_of(bond, names),
        _path(*ends, class_="hit"),
        _path(*ends, class_=f"tie {sign}{unsure}", stroke_width=round(1.2 + 8 * abs(bond.value), 1)),
    )


def title_of(bond: Bond, names: dict[str, str]) -> str:
    """A tie in words."""
    ways = [
        f"{names[tie.source_id]} → {names[tie.target_id]}: {signed(tie.value or 0)} "
        f"({signed(tie.low or 0)} … {signed(tie.high or 0)}), {plural(tie.n_reports, 'independent report')}"
        for tie in (bond.there, bond.back)
        if tie
    ]
    return "; ".join(ways)


def _path(a: tuple[float, float], b: tuple[float, float], **attributes: object) -> Markup:
    """A slightly bent line, so that ties along one way can be told apart."""
    (x1, y1), (x2, y2) = a, b
    mx, my = (x1 + x2) / 2 - (y2 - y1) * 0.08, (y1 + y2) / 2 + (x2 - x1) * 0.08
    return tag("path", d=f"M{x1:.1f} {y1:.1f}Q{mx:.1f} {my:.1f} {x2:.1f} {y2:.1f}", **attributes)


def _actors(found: System, at: Points, links: bool) -> Iterator[Markup]:
    most = max((body.n_evidence for body in found.bodies), default=1)
    discs = [
        Disc(body.actor_id, _label(body), *at[body.actor_id], _radius(body, most), body.is_pole)
        for body in found.bodies
    ]
    named = labels(discs, WIDTH, NAMED)
    for body in reversed(found.bodies):
        yield _actor(body, at[body.actor_id], most, named.get(body.actor_id), links)


def _label(body: Body) -> str:
    return body.name if len(body.name) <= 30 else f"{body.name[:29]}…"


def _moves(moves: Sequence[Drift], at: Points, found: System) -> Iterator[Markup]:
    """An arrow at an actor, towards the pole or away from it, as long as it moved."""
    most = max((body.n_evidence for body in found.bodies), default=1)
    radius = {body.actor_id: _radius(body, most) for body in found.bodies}
    for move in moves:
        if move.actor_id not in at or move.pole_id not in at or not move.change:
            continue
        (x, y), (px, py) = at[move.actor_id], at[move.pole_id]
        far = max(1.0, math.hypot(px - x, py - y))
        way = 1 if move.change > 0 else -1
        ux, uy = way * (px - x) / far, way * (py - y) / far
        yield _arrow(x, y, ux, uy, radius[move.actor_id] + 5, 26 + 90 * abs(move.change), way)


def _arrow(x: float, y: float, ux: float, uy: float, start: float, length: float, way: int) -> Markup:
    """A broad arrow along the unit vector (ux, uy)."""
    half, neck = 5.0, start + length - 15
    points = [(start, -half), (neck, -half), (neck, -2.6 * half), (start + length, 0.0)]
    points += [(along, -across) for along, across in reversed(points[:3])]
    placed = " ".join(f"{x + ux * a - uy * b:.1f},{y + uy * a + ux * b:.1f}" for a, b in points)
    return tag("polygon", points=placed, class_="move good" if way > 0 else "move bad")


def _radius(body: Body, most: int) -> float:
    return 5 + 13 * math.sqrt(body.n_evidence / max(1, most)) + (4 if body.is_pole else 0)


def _actor(body: Body, at: tuple[float, float], most: int, named: tuple[float, float] | None, links: bool) -> Markup:
    label = tag("text", _label(body), x=named[0], y=named[1]) if named else None
    href = f"/actor/{quote(body.actor_id, safe=':')}" if links else None
    title = f"{body.name}: {plural(body.n_evidence, 'piece of evidence', 'pieces of evidence')}"
    disc = tag("circle", cx=at[0], cy=at[1], r=_radius(body, most))
    return link(href, title, disc, label, class_="body pole" if body.is_pole else "body")


def _pair(a: str, b: str) -> str:
    return f"/pair/{quote(a, safe=':')}/{quote(b, safe=':')}"
