"""Actors by name, each a link to its page."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from markupsafe import Markup

from armillary.show.words import harmless
from armillary.world import World

LONGEST: Final = 200
"""Characters of a name that are shown."""


class Names:
    """Names of the actors of a world; one that it does not tell of goes by its id."""

    def __init__(self, world: World) -> None:
        self._names = dict(world.query("SELECT actor_id, name FROM actors"))
        self._links: dict[str, Markup] = {}

    def name(self, actor_id: str | None) -> str:
        """English name."""
        if actor_id is None:
            return "not said"
        if actor_id == "unknown":
            return "somebody unnamed"
        found = harmless(self._names.get(actor_id) or actor_id)
        return found if len(found) <= LONGEST else f"{found[: LONGEST - 1]}…"

    def link(self, actor_id: str | None) -> Markup:
        """The name, and where there is a page of the actor a link to it."""
        if actor_id is None or actor_id == "unknown":
            return Markup('<span class="unnamed">{}</span>').format(self.name(actor_id))
        if actor_id not in self._names:
            return self._link(actor_id)
        if actor_id not in self._links:
            self._links[actor_id] = self._link(actor_id)
        return self._links[actor_id]

    def _link(self, actor_id: str) -> Markup:
        return Markup('<a class="actor" href="/actor/{}">{}</a>').format(quote(actor_id, safe=":"), self.name(actor_id))
