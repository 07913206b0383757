"""Building worlds."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from pathlib import Path

import pytest
from same_worlds import content

from armillary.commands import build, forget, news
from armillary.errors import NothingBuiltError, UsageError
from armillary.schema import Arrival, Article, Failure, Link, Outlet, Report, Run
from armillary.world import World


def test_a_translation_is_counted_with_its_original(folder: Path, tmp_path: Path) -> None:
    """Three articles of which one translates another are two independent reports."""
    built = build([folder], tmp_path / "w.duckdb")
    assert (built.n_articles, built.n_new, built.failures) == (3, 3, ())
    with World.open(tmp_path / "w.duckdb") as world:
        assert world.count(Report) == 2
        (link,) = world.rows(Link)
        assert link.relation == "translation"
        rooms = world.query("SELECT room, n_out FROM runs WHERE finished IS NOT NULL ORDER BY started")
        assert rooms[:3] == [("gather", 3), ("trace", 2), ("read", 3)]
        assert rooms[3][0] == "model"


def test_what_is_known_is_skipped(folder: Path, tmp_path: Path) -> None:
    """A second build of the same folder adds nothing and changes nothing."""
    world = tmp_path / "w.duckdb"
    build([folder], world)
    before = content(world)
    again = build([folder], world)
    assert (again.n_new, again.n_known) == (0, 3)
    assert content(world) == before


def test_the_same_articles_give_the_same_world(folder: Path, tmp_path: Path) -> None:
    """Order of arrival, number of builds and number of workers do not matter."""
    files = sorted(folder.iterdir())
    build(files, tmp_path / "one.duckdb")
    for path in random.Random(7).sample(files, len(files)):
        build([path], tmp_path / "two.duckdb")
    build(list(reversed(files)), tmp_path / "three.duckdb", workers=2)
    assert content(tmp_path / "one.duckdb") == content(tmp_path / "two.duckdb")
    assert content(tmp_path / "one.duckdb") == content(tmp_path / "three.duckdb")


def test_a_moved_folder_is_not_read_twice(folder: Path, tmp_path: Path) -> None:
    """Articles are known by name and content, not by place."""
    world = tmp_path / "w.duckdb"
    build([folder], world)
    moved = tmp_path / "elsewhere"
    shutil.move(folder, moved)
    assert build([moved], world).n_new == 0


def test_reading_anew_gives_the_same_world(folder: Path, tmp_path: Path) -> None:
    """`again` reads and traces all, with the same result, and keeps when an article came in."""
    world = tmp_path / "w.duckdb"
    first = build([folder], world)
    before = content(world)
    build([folder], world, again=True)
    assert content(world) == before
    with World.open(world) as w:
        assert {arrival.run_id for arrival in w.rows(Arrival)} == {first.run_id}


def test_bad_input_is_recorded_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    """Each bad file is one failure that names it and says what to try; the good ones are read."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (folder / "page.html").write_text("<html><body><nav>menu</nav></body></html>", "utf-8")
    (folder / "table.jsonl").write_text('{"text": 3}\nnot json\n', "utf-8")
    (folder / "feed.rss").write_text("this is no feed", "utf-8")
    (folder / "archive.warc.gz").write_bytes(b"\x1f\x8b\x08\x00garbage")
    built = build([folder, tmp_path / "missing.txt"], tmp_path / "w.duckdb")
    assert built.n_articles == 3
    named = " ".join(failure.source for failure in built.failures)
    for name in ("empty.txt", "picture.txt", "page.html", "table.jsonl", "feed.rss", "archive.warc.gz", "missing.txt"):
        assert name in named
    assert all(failure.error and failure.hint for failure in built.failures)
    with World.open(tmp_path / "w.duckdb") as world:
        assert {failure.source for failure in world.rows(Failure)} == {failure.source for failure in built.failures}


def test_a_failure_that_was_mended_is_forgotten(folder: Path, tmp_path: Path) -> None:
    """A source that failed and can now be read leaves no failure behind."""
    world = tmp_path / "w.duckdb"
    (folder / "late.txt").write_bytes(b"")
    assert len(build([folder], world).failures) == 1
    (folder / "late.txt").write_text("The harbour of Selmin was closed on Sunday.\nNobody was hurt.\n", "utf-8")
    assert build([folder], world).failures == ()
    with World.open(world) as w:
        assert w.count(Failure) == 0


def test_nothing_but_failures_is_an_error(tmp_path: Path) -> None:
    """A build without a single article says so, and the world keeps why."""
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(NothingBuiltError, match=r"empty\.txt"):
        build([tmp_path / "empty.txt"], tmp_path / "w.duckdb")
    with World.open(tmp_path / "w.duckdb") as world:
        assert world.count(Failure) == 1


def test_wrong_calls_are_told(tmp_path: Path) -> None:
    """No sources, and a room that does not exist, are errors of usage."""
    with pytest.raises(UsageError, match="no sources"):
        build([], tmp_path / "w.duckdb")
    with pytest.raises(UsageError, match="no room"):
        build(["x"], tmp_path / "w.duckdb", until="attic")  # type: ignore[arg-type]


def test_stopping_early_leaves_copies_untraced(folder: Path, tmp_path: Path) -> None:
    """`until="gather"` reads only; a later build goes on from there."""
    world = tmp_path / "w.duckdb"
    build([folder], world, until="gather")
    with World.open(world) as w:
        assert (w.count(Article), w.count(Report)) == (3, 0)
    build([folder], world)
    with World.open(world) as w:
        assert w.count(Report) == 2


def test_a_forgotten_article_leaves_nothing_behind(folder: Path, tmp_path: Path) -> None:
    """After `forget` the world is what it would be had the article never been read."""
    world = tmp_path / "w.duckdb"
    build([folder], world)
    with World.open(world) as w:
        ((gone,),) = w.query("SELECT article_id FROM articles WHERE source LIKE '%grain-ru%'")
    assert forget(world, [gone]) == 1
    (folder / "grain-ru.txt").unlink()
    build([folder], tmp_path / "never.duckdb")
    assert content(world) == content(tmp_path / "never.duckdb")
    with pytest.raises(UsageError, match="no article"):
        forget(world, [gone])


def test_outlets_of_the_user_win(folder: Path, tmp_path: Path) -> None:
    """A row of the user's table replaces the shipped one; a bad table is an error of usage."""
    table = tmp_path / "outlets.csv"
    table.write_text("outlet,publisher,reliability\nSelmin Gazette,Harbour Press,B\n", "utf-8")
    build([folder], tmp_path / "w.duckdb", outlets=table)
    with World.open(tmp_path / "w.duckdb") as world:
        (row,) = world.rows(Outlet, "outlet = 'Selmin Gazette'")
    assert (row.publisher, row.reliability) == ("Harbour Press", "B")
    table.write_text("name\nx\n", "utf-8")
    with pytest.raises(UsageError, match="expected the columns"):
        build([folder], tmp_path / "w.duckdb", outlets=table)


def test_news_tells_what_a_build_brought(folder: Path, tmp_path: Path) -> None:
    """A translation that comes in later is a new copy, an article of its own a new report."""
    world = tmp_path / "w.duckdb"
    first = build([folder / "grain-en.txt"], world)
    build([folder], world)
    with World.open(world) as w:
        assert w.count(Run) == 8
    assert sorted(one.what for one in news(world, first.run_id)) == ["copy", "report"]
    assert news(world, dt.date(2999, 1, 1)) == []
