"""What two worlds are compared by."""

from __future__ import annotations

from pathlib import Path

from armillary.schema import Alignment, Article, Change, Link, Outlet, Report, Row, Sentence, Story, Vector
from armillary.world import World

SAME = (Article, Sentence, Link, Alignment, Change, Report, Story, Vector, Outlet)
"""Tables that depend on the articles alone."""


def content(world: Path) -> dict[str, list[Row]]:
    """All that a world says, but for when it was built."""
    with World.open(world) as w:
        return {row.table: list(w.rows(row)) for row in SAME}
