"""What is said to drive what, and the loops it closes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from armillary.commands.model import loops
from armillary.commands.quotes import Quote, quotes
from armillary.schema import Arrow, Loop
from armillary.web.asked import NotFoundError, PageNumber, Slice, WorldOf, sliced
from armillary.web.pages.page import Page

DRAWN: Final = 26
"""Arrows of the map: those of loops first, then the best attested."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A loop with its arrows in order."""

    loop: Loop
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class LoopsPage:
    """`drawn` are the arrows of the picture, `arrows` all of them, a page at a time."""

    circles: tuple[Circle, ...]
    n_circles: int
    drawn: tuple[Arrow, ...]
    arrows: Slice[Arrow]


@dataclass(frozen=True, slots=True)
class ArrowPage:
    """What one arrow rests on."""

    arrow: Arrow
    causes: tuple[str, ...]
    effects: tuple[str, ...]
    quotes: tuple[Quote, ...]


_TOLD: Final = 12


def find(world: WorldOf, page: PageNumber = 1) -> LoopsPage:
    """The causal map of a world."""
    found = loops(world)
    circles = [_circle(loop, found.arrows) for loop in found.loops[:_TOLD]]
    in_circles = dict.fromkeys(arrow for circle in circles for arrow in circle.arrows)
    rest = sorted(
        (arrow for arrow in found.arrows if arrow not in in_circles),
        key=lambda one: (-one.n_reports, one.cause_node, one.effect_node),
    )
    ordered = [*in_circles, *rest]
    return LoopsPage(tuple(circles), len(found.loops), tuple(ordered[:DRAWN]), sliced(ordered, page))


def _circle(loop: Loop, arrows: tuple[Arrow, ...]) -> Circle:
    by_id = {one: arrow for arrow in arrows for one in arrow.mechanism_ids}
    return Circle(loop, tuple(dict.fromkeys(by_id[one] for one in loop.mechanism_ids if one in by_id)))


def arrow(world: WorldOf, cause: int, effect: int, sign: int = 1) -> ArrowPage:
    """One arrow of the map with its sentences."""
    found = loops(world)
    for one in found.arrows:
        if (one.cause_node, one.effect_node, one.sign) == (cause, effect, sign):
            rows = tuple(quotes(world, one.mechanism_ids))
            return ArrowPage(one, found.wordings[cause], found.wordings[effect], rows)
    raise NotFoundError(f"no arrow from {cause} to {effect} with sign {sign}; /loops lists them")


PAGES: Final = (
    Page(
        name="loops",
        path="/loops",
        title="What drives what",
        find=find,
        about="What is said to drive what, merged by meaning, and the loops it closes.",
        section="Loops",
        needs="model",
    ),
    Page(
        name="arrow",
        path="/arrow/{cause}/{effect}",
        title="One thing drives another",
        find=arrow,
        about="The sentences behind one arrow of the causal map.",
        section="Loops",
        needs="model",
    ),
)
