"""A form for acts that might happen, and what they would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Query

from armillary.commands.model import whatif
from armillary.lexicon import plover
from armillary.model.whatif import WhatIf
from armillary.web.asked import LONGEST, Actor, Day, Kind, WorldOf
from armillary.web.pages.page import Page
from armillary.world import World

Acts = Annotated[list[str], Query(max_length=6, description="Each as WHO TYPE WHOM DATE.")]


@dataclass(frozen=True, slots=True)
class WhatIfPage:
    """`found` is NULL until something is supposed. `names` are actors to choose from."""

    acts: tuple[str, ...]
    source: str | None
    type: str | None
    target: str | None
    on: str | None
    types: tuple[str, ...]
    actors: tuple[tuple[str, str], ...]
    found: WhatIf | None


def find(
    world: WorldOf,
    act: Acts = [],  # noqa: B006 - FastAPI copies it
    source: Actor = None,
    type: Kind = None,  # noqa: A002
    target: Actor = None,
    on: Day = None,
) -> WhatIfPage:
    """What acts would change: those of `act`, and the one that the fields of the form say."""
    acts = [one[:LONGEST] for one in act if one.strip()]
    if source and type and target:
        acts.append(" ".join([source, type, target, *([on.isoformat()] if on else [])]))
    key = ("whatif", tuple(acts))
    return WhatIfPage(
        tuple(acts),
        source,
        type,
        target,
        on.isoformat() if on else None,
        tuple(plover.types()),
        world.once("actors to choose", lambda: _actors(world)),
        world.recent(key, lambda: whatif(world, acts)) if acts else None,
    )


def _actors(world: World) -> tuple[tuple[str, str], ...]:
    """Those with ties, the most often told of first."""
    found = world.query(
        "SELECT a.actor_id, a.name FROM actors a WHERE a.actor_id IN (SELECT source_id FROM ties WHERE layer = 'all' "
        "UNION SELECT target_id FROM ties WHERE layer = 'all') ORDER BY a.n_mentions DESC, 1 LIMIT 300"
    )
    return tuple((actor_id, name) for actor_id, name in found)


PAGES: Final = (
    Page(
        name="whatif",
        path="/whatif",
        title="What if",
        find=find,
        about="What acts would change in ties, orbits and what comes next.",
        section="What if",
        needs="model",
    ),
)
