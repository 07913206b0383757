"""What an address names, looked up in the world."""

from __future__ import annotations

from armillary.commands.model import actor_id
from armillary.errors import UsageError
from armillary.schema import Actor
from armillary.web.asked import NotFoundError
from armillary.world import World


def known_actor(world: World, given: str) -> Actor:
    """The actor of this id or name.

    Raises:
        NotFoundError: there is none; names the nearest.
    """
    found = world.rows(Actor, "actor_id = ?", given)
    if not found and not world.count(Actor):
        raise NotFoundError(f"no actor {given!r}: this world names none; read its articles, or load events")
    if not found:
        try:
            found = world.rows(Actor, "actor_id = ?", actor_id(world, given))
        except UsageError as error:
            raise NotFoundError(str(error)) from error
    return found[0]


def no_such(world: World, what: str, given: str, table: str, column: str) -> NotFoundError:
    """The error for an id that a table does not have; it names the nearest."""
    rows = world.query(
        f"SELECT {column} FROM {table} ORDER BY jaro_winkler_similarity({column}, ?) DESC, {column} LIMIT 3", given
    )
    near = ", ".join(str(one) for (one,) in rows)
    return NotFoundError(f"no {what} {given!r}; " + (f"try one of {near}" if near else "this world has none"))
