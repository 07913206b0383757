"""The map of ties, and who moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from fastapi import Query

from armillary.commands.system import Body, Bond, System, main_actors, system, told
from armillary.schema import Drift
from armillary.web.asked import Day, LayerOf, WorldOf
from armillary.web.pages.page import Page

_EXTREMES: Final = 3
_LISTED: Final = 60
"""Ties of the table."""

WhoOf = Annotated[Literal["main", "all"], Query(description="States and their organisations, or all actors.")]


@dataclass(frozen=True, slots=True)
class SystemPage:
    """`told` are the surest movements, `others` the number of further ones measured.

    `warmest` and `coldest` are ties whose interval does not hold 0, `pulled` the actors on which a pull is measured.
    """

    system: System
    who: str
    told: tuple[Drift, ...]
    others: int
    warmest: tuple[Bond, ...]
    coldest: tuple[Bond, ...]
    pulled: tuple[Body, ...]
    strongest: tuple[Bond, ...]


def find(world: WorldOf, period: Day = None, layer: LayerOf = "all", who: WhoOf = "main") -> SystemPage:
    """The system in a period."""
    whole = system(world, period=period, layer=layer)
    found = whole if who == "all" else main_actors(whole)
    moves = told(found.moves)
    return SystemPage(
        found,
        who,
        tuple(moves),
        len(found.moves) - len(moves),
        *_extremes(found),
        tuple(body for body in found.bodies if any(one.pull is not None for one in body.pulls)),
        tuple(sorted(found.bonds, key=lambda bond: (-abs(bond.value), bond.a, bond.b))[:_LISTED]),
    )


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
