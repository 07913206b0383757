"""What is built can be searched, and what is forgotten cannot."""

from __future__ import annotations

from pathlib import Path

from armillary.commands import build, forget, search
from armillary.schema import Indexed, Posting
from armillary.world import World


def test_the_index_follows_the_articles(folder: Path, tmp_path: Path) -> None:
    """Built at once or one by one, read anew, forgotten: always the words of the articles that are there."""
    once = build([folder], tmp_path / "once.duckdb", until="read").world
    world = tmp_path / "w.duckdb"
    for path in sorted(folder.iterdir(), reverse=True):
        build([path], world, until="read")
    build([folder], world, until="read", again=True)
    with World.open(once) as a, World.open(world) as b:
        assert a.rows(Posting) == b.rows(Posting)
        assert a.rows(Indexed) == b.rows(Indexed)
    hit, *more = search(world, "wagons", by="words")
    assert not more
    assert hit.quote[hit.starts[0] - hit.start_char : hit.ends[0] - hit.start_char] == "wagon"
    forget(world, [hit.article_id])
    assert not search(world, "wagons", by="words")
    assert search(world, "проверка", by="words")
    with World.open(world) as left:
        assert {row.article_id for row in left.rows(Posting)} == {row.article_id for row in left.rows(Indexed)}
        assert left.count(Indexed) == 2
