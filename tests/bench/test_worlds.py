"""Made worlds: what they hold hangs together as in a world that was read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from armillary.schema import ACTOR_COLUMNS, Article, Row, Sentence
from armillary.world import Workshop, World

BENCH = Path(__file__).parents[2] / "bench"


@pytest.fixture(scope="module")
def maker() -> Iterator[object]:
    """The module that makes worlds."""
    sys.path.insert(0, str(BENCH))
    try:
        import worlds

        yield worlds
    finally:
        sys.path.remove(str(BENCH))


@pytest.fixture(scope="module")
def world(maker: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A made world of 60 articles."""
    path = tmp_path_factory.mktemp("made") / "made.duckdb"
    maker.make(path, 60, seed=3)  # type: ignore[attr-defined]
    with World.open(path) as opened:
        yield opened


def test_it_has_as_many_articles_as_were_asked_for(world: World) -> None:
    """Copies count among them."""
    assert world.count(Article) == 60


def test_sentences_stand_where_they_say_and_leave_nothing_over(world: World) -> None:
    """Each is its slice of the text; between them is only white space."""
    texts = dict(world.query("SELECT article_id, text FROM articles"))
    ends = dict.fromkeys(texts, 0)
    for one in world.rows(Sentence):
        text = texts[one.article_id]
        assert text[one.start_char : one.end_char] == one.text
        assert not text[ends[one.article_id] : one.start_char].strip()
        ends[one.article_id] = one.end_char
    assert all(not text[ends[own] :].strip() for own, text in texts.items())


@pytest.mark.parametrize("row", ACTOR_COLUMNS, ids=lambda row: row.table)
def test_what_is_read_stands_in_its_sentence(world: World, row: type[Row]) -> None:
    """Spans are exact and inside the sentence, cues are words of it."""
    words = "surface" if row.table == "mentions" else "text"
    found = world.query(
        f"SELECT count(*), count(*) FILTER (t.{words} <> a.text[t.start_char + 1 : t.end_char] "
        "OR t.start_char < s.start_char OR t.end_char > s.end_char OR NOT contains(s.text, t.cue)) "
        f"FROM {row.table} t JOIN articles a USING (article_id) JOIN sentences s USING (article_id, n)"
    )
    assert found == [(world.count(row), 0)]
    assert world.count(row)


def test_rows_name_actors_that_are_there(world: World) -> None:
    """No id without an actor, no article without its report and story."""
    known = {one for (one,) in world.query("SELECT actor_id FROM actors")}
    for row, (single, lists) in ACTOR_COLUMNS.items():
        for name in (*single, *(f"unnest({name})" for name in lists)):
            found = world.query(f"SELECT DISTINCT {name} FROM {row.table}")
            assert {one for (one,) in found if one is not None} <= known
    homeless = (
        "SELECT count(*) FROM articles LEFT JOIN reports r USING (report_id) LEFT JOIN stories s USING (story_id) "
        "WHERE r.n_articles IS NULL OR s.n_articles IS NULL"
    )
    assert world.query(homeless) == [(0,)]


def test_reports_count_their_articles(world: World) -> None:
    """So do stories and happenings."""
    counts = "SELECT {0}_id FROM {1} JOIN articles USING ({0}_id) GROUP BY 1, n_articles HAVING count(*) <> n_articles"
    assert world.query(counts.format("report", "reports")) == []
    assert world.query(counts.format("story", "stories")) == []


def test_every_article_can_be_searched(world: World) -> None:
    """Each is in the index with its sentences that are read."""
    unlike = (
        "SELECT count(*) FROM (SELECT article_id, list(n ORDER BY n) AS own FROM sentences "
        "WHERE kind NOT IN ('byline', 'boilerplate') GROUP BY 1) LEFT JOIN indexed USING (article_id) "
        "WHERE sentences IS DISTINCT FROM own"
    )
    assert world.query(unlike) == [(0,)]


def test_it_is_modelled(world: World) -> None:
    """Ties, orbits and forecasts are fitted to it."""
    for name in ("ties", "orbits", "forecasts"):
        assert world.query(f"SELECT count(*) > 0 FROM {name}") == [(True,)]


def test_the_same_seed_makes_the_same_articles(maker: object, world: World, tmp_path: Path) -> None:
    """Another one makes others."""

    def articles(seed: int) -> list[Article]:
        with Workshop.open(tmp_path / f"{seed}.duckdb") as workshop:
            maker.Builder(workshop, seed).fill(60)  # type: ignore[attr-defined]
            return workshop.rows(Article)

    assert articles(3) == world.rows(Article)
    assert articles(4) != world.rows(Article)
