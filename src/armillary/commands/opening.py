"""What the commands that read a world have in common."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from armillary.errors import UsageError
from armillary.world import World


@contextmanager
def opened(world: World | str | Path) -> Iterator[World]:
    """The world itself where it is open already; else opened here and closed at the end.

    Raises:
        WorldError: no such file, not a world, or a world of another layout.
    """
    if isinstance(world, World):
        yield world
        return
    with World.open(world) as fresh:
        yield fresh


def known_article(world: World, given: str) -> str:
    """The id of an article, given whole, by a beginning that is its own, or by its source's file name.

    Raises:
        UsageError: none or several fit; names the nearest.
    """
    found = world.query(
        "SELECT article_id FROM articles WHERE article_id = ? OR starts_with(article_id, ?) "
        "OR source = ? OR ends_with(source, '/' || ?) ORDER BY article_id <> ?, article_id",
        *[given] * 5,
    )
    ids = [str(row[0]) for row in found]
    if given in ids or len(ids) == 1:
        return ids[0]
    if ids:
        raise UsageError(f"{given!r} fits {len(ids)} articles; give more of one of {', '.join(ids[:3])}")
    raise UsageError(f"no article {given!r}; {nearest(given, all_ids(world))}")


def all_ids(world: World) -> list[str]:
    """Ids of all articles."""
    return [str(row[0]) for row in world.query("SELECT article_id FROM articles ORDER BY article_id")]


def nearest(given: str, known: Sequence[str]) -> str:
    """What to try instead of an id that is unknown."""
    close = difflib.get_close_matches(given, known, n=3, cutoff=0.3) or list(known[:3])
    return f"try one of {', '.join(close)}" if close else "the world holds no articles"
