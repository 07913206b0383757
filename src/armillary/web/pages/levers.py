"""Who depends on whom for what: the layered graph, the table of exposure, the sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, get_args

from armillary.commands.filtering import meant
from armillary.commands.model import exposure
from armillary.commands.quotes import Quote, quotes
from armillary.model.exposure import Dependence
from armillary.schema import Domain
from armillary.web.asked import Actor, Kind, PageNumber, Slice, WorldOf, sliced
from armillary.web.pages.page import Page
from armillary.world import World

DRAWN: Final = 30
_QUOTED: Final = 60


@dataclass(frozen=True, slots=True)
class Layer:
    """One domain with its dependences, the strongest first; `drawn` of them are in its picture."""

    domain: str
    drawn: tuple[Dependence, ...]
    n: int


@dataclass(frozen=True, slots=True)
class LeversPage:
    """`rows` are the dependences that fit the filters, `quotes` the first sentences behind a page of them."""

    actor: str | None
    source: str | None
    target: str | None
    domain: str | None
    domains: tuple[str, ...]
    layers: tuple[Layer, ...]
    rows: Slice[Dependence]
    quotes: tuple[Quote, ...]
    n_more: int


def find(
    world: WorldOf,
    actor: Actor = None,
    source: Actor = None,
    target: Actor = None,
    domain: Kind = None,
    page: PageNumber = 1,
) -> LeversPage:
    """Dependences; `source` is who holds, `target` over whom."""
    found = world.once("exposure", lambda: exposure(world))
    wanted = sorted(
        (
            one
            for one in found
            if _fits(actor, (one.actor, one.on), world)
            and _fits(source, (one.on,), world)
            and _fits(target, (one.actor,), world)
            and domain in (None, one.domain)
        ),
        key=lambda one: (-one.exposure, -one.n_reports, one.actor, one.on, one.domain),
    )
    shown = sliced(wanted, page, 25)
    ids = [lever for one in shown.rows for lever in one.lever_ids]
    return LeversPage(
        actor,
        source,
        target,
        domain,
        get_args(Domain),
        tuple(_layers(wanted)),
        shown,
        tuple(quotes(world, ids[:_QUOTED])),
        max(0, len(ids) - _QUOTED),
    )


def _fits(given: str | None, sides: tuple[str, ...], world: World) -> bool:
    return given is None or not set(sides).isdisjoint(meant(world, given))


def _layers(found: list[Dependence]) -> list[Layer]:
    domains: dict[str, list[Dependence]] = {}
    for one in found:
        domains.setdefault(one.domain, []).append(one)
    ordered = sorted(domains.items(), key=lambda item: (-len(item[1]), item[0]))
    return [Layer(domain, tuple(rows[:DRAWN]), len(rows)) for domain, rows in ordered]


PAGES: Final = (
    Page(
        name="levers",
        path="/levers",
        title="Levers and exposure",
        find=find,
        about="Who depends on whom for what, and what of it was threatened or used.",
        section="Levers",
        needs="read",
    ),
)
