"""The map of ties, and who moved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Final, Literal

from fastapi import Query

from armillary.commands.system import SURE, Bond, System, system
from armillary.schema import Drift
from armillary.web.asked import Day, LayerOf, WorldOf
from armillary.web.pages.page import Page

_TOLD: Final = 6
_STATES: Final = frozenset({"state", "igo", "bloc", "sep"})
_OFTEN: Final = 8
"""Pieces of evidence from which other actors are shown among the main ones."""

WhoOf = Annotated[Literal["main", "all"], Query(description="States and their organisations, or all actors.")]
_EXTREMES: Final = 3


@dataclass(frozen=True, slots=True)
class SystemPage:
    """`told` are the surest movements, `others` the number of further ones measured.

    `warmest` and `coldest` are ties whose interval does not hold 0.
    """

    system: System
    who: str
    told: tuple[Drift, ...]
    others: int
    warmest: tuple[Bond, ...]
    coldest: tuple[Bond, ...]


def find(world: WorldOf, period: Day = None, layer: LayerOf = "all", who: WhoOf = "main") -> SystemPage:
    """The system in a period."""
    whole = system(world, period=period, layer=layer)
    found = whole if who == "all" else _main(whole)
    sure = [move for move in found.moves if (move.probability or 0) >= SURE]
    told = tuple(_once(sure))[:_TOLD]
    return SystemPage(found, who, told, len(found.moves) - len(told), *_extremes(found))


def _main(found: System) -> System:
    """States and organisations of states, and who else is told of often."""
    kept = [body for body in found.bodies if body.is_pole or body.kind in _STATES or body.n_evidence >= _OFTEN]
    ids = {body.actor_id for body in kept}
    return replace(
        found,
        bodies=tuple(kept),
        n_others=found.n_others + len(found.bodies) - len(kept),
        bonds=tuple(bond for bond in found.bonds if bond.a in ids and bond.b in ids),
    )


def _once(moves: list[Drift]) -> list[Drift]:
    """Between two poles a movement is told once."""
    seen: set[frozenset[str]] = set()
    found = []
    for move in moves:
        pair = frozenset((move.actor_id, move.pole_id))
        if pair not in seen:
            found.append(move)
        seen.add(pair)
    return found


def _extremes(found: System) -> tuple[tuple[Bond, ...], tuple[Bond, ...]]:
    ordered = sorted(found.bonds, key=lambda bond: (-bond.value, bond.a, bond.b))
    warm = [bond for bond in ordered if bond.low > 0][:_EXTREMES]
    cold = [bond for bond in reversed(ordered) if bond.high < 0][:_EXTREMES]
    return tuple(warm), tuple(cold)


PAGES: Final = (
    Page(
        name="system",
        path="/system",
        title="The system",
        find=find,
        about="Who stands how near to whom in a period, and who moved.",
        section="System",
        needs="model",
        also=("/",),
    ),
)
