"""What the commands that read a world return."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import small_world as s

from armillary.commands import changes, cite, copies, news, summary
from armillary.errors import UsageError, WorldError
from armillary.world import World


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world on disk."""
    return s.write(tmp_path_factory.mktemp("show") / "small.duckdb")


def test_the_count_adds_up(world: Path) -> None:
    """Articles are independent reports plus copies."""
    found = summary(world)
    assert (found.n_articles, found.n_reports, found.n_copies) == (7, 3, 4)
    assert found.n_reports is not None
    assert found.n_copies is not None
    assert found.n_articles == found.n_reports + found.n_copies


def test_a_summary_says_what_was_not_read(world: Path) -> None:
    """Failures, residue, missing dates and outlets are counted."""
    found = summary(world)
    assert [f.source for f in found.failures] == ["news/empty.txt"]
    assert (found.n_set_aside, found.n_undated, found.n_without_outlet, found.n_publishers) == (2, 2, 1, 1)


def test_a_command_takes_a_path_or_an_open_world(world: Path) -> None:
    """An open world stays open."""
    with World.open(world) as opened:
        assert summary(opened) == summary(world)
        assert summary(str(world)) == summary(opened)


def test_no_world_is_an_error_that_says_how_to_make_one(tmp_path: Path) -> None:
    """The message names the command."""
    with pytest.raises(WorldError, match="armillary build"):
        summary(tmp_path / "none.duckdb")


def test_copies_name_the_copy_first(world: Path) -> None:
    """Where the direction is known, `article_id` was made from `from_id`."""
    known = {(c.article_id, c.from_id) for c in copies(world) if c.direction == "from"}
    assert known == {("bb-ru", "aa-en"), ("cc-zh", "aa-en"), ("dd-ar", "bb-ru"), ("dd-ar", "aa-en")}


def test_siblings_are_said_to_have_a_source_in_common(world: Path) -> None:
    """Neither is called the copy of the other."""
    assert [c.direction for c in copies(world, article="ff-pl")] == ["common"]


def test_copies_count_the_changes_against_their_source(world: Path) -> None:
    """NULL where the pair was not compared, never a nought."""
    numbers = {(c.article_id, c.from_id): c.n_major for c in copies(world)}
    assert numbers["bb-ru", "aa-en"] == 3
    assert numbers["dd-ar", "bb-ru"] is None


def test_copies_can_be_narrowed(world: Path) -> None:
    """By article, relation, language and number."""
    assert {c.article_id for c in copies(world, relation="excerpt")} == {"dd-ar"}
    assert all("zh" in (c.language, c.from_language) for c in copies(world, language="zh"))
    assert len(copies(world, article="dd-ar")) == 2
    assert len(copies(world, limit=1)) == 1


def test_changes_put_the_grave_ones_first(world: Path) -> None:
    """Major before minor; filters by kind and severity."""
    found = changes(world)
    assert [c.severity for c in found] == sorted(c.severity for c in found)
    assert {c.article_id for c in changes(world, kind="number")} == {"bb-ru", "dd-ar", "ff-pl"}
    assert len(changes(world, severity="minor")) == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [({"relation": "clone"}, "choose one of same, copy"), ({"article": "bb-xx"}, "bb-ru")],
)
def test_a_wrong_filter_says_what_would_be_right(world: Path, options: dict[str, str], message: str) -> None:
    """The possible values, or the nearest ids."""
    with pytest.raises(UsageError, match=message):
        copies(world, **options)  # type: ignore[arg-type]


def test_a_sentence_is_cited_with_every_version_of_it(world: Path) -> None:
    """Each in its own language; a copy that lacks it is named without a quote."""
    found = cite(world, "aa-en:4")
    assert found.quote.startswith("Critics warned")
    assert {p.article_id: p.quote for p in found.copies} == {
        "bb-ru": None,
        "cc-zh": "批评者警告说,没有人会测量取水量。",
        "dd-ar": None,
    }
    assert found.independent_reports == 2


def test_an_article_is_cited_by_its_first_sentence_of_news(world: Path) -> None:
    """Not by its title, nor by what surrounds it."""
    assert cite(world, "ee-pl").quote == "Do portu wpłynęły wczoraj trzy statki."
    assert cite(world, "ee-pl").n is None


def test_a_change_is_cited_with_what_it_was(world: Path) -> None:
    """The copy's words are the quote; of a dropped sentence, the words that are gone."""
    changed = cite(world, "bb-ru-number-2-2")
    assert (changed.quote, changed.was, changed.kind) == ("120 миллиардами", "120 million", "number")
    assert cite(world, "bb-ru-dropped-None-4").article_id == "aa-en"


def test_the_span_of_a_citation_is_its_quote(world: Path) -> None:
    """Offsets are code points into the article."""
    found = cite(world, "cc-zh:2")
    with World.open(world) as opened:
        ((text,),) = opened.query("SELECT text FROM articles WHERE article_id = 'cc-zh'")
    assert text[found.start_char : found.end_char] == found.quote


@pytest.mark.parametrize(("wanted", "message"), [("aa-em", "aa-en"), ("aa-en:99", "0 to 6"), ("", "fits 7 articles")])
def test_an_unknown_id_names_the_nearest(world: Path, wanted: str, message: str) -> None:
    """So that a slip of the finger costs one more try."""
    with pytest.raises(UsageError, match=message):
        cite(world, wanted)


def test_news_since_a_build_are_what_later_builds_brought(world: Path) -> None:
    """A new report before one more copy of a known one."""
    assert [(n.what, n.article_id) for n in news(world, "run-1")] == [("report", "gg-en"), ("copy", "cc-zh")]
    assert news(world, "run-2") == []


def test_news_since_a_date(world: Path) -> None:
    """A date counts builds begun that day or later; of a family that came whole, only its head is a new report."""
    assert {n.article_id for n in news(world, "2022-11-02")} == {"gg-en", "cc-zh"}
    everything = news(world, dt.date(2022, 11, 1))
    assert [n.article_id for n in everything if n.what == "report"] == ["aa-en", "ee-pl", "gg-en"]


def test_news_since_neither_is_refused(world: Path) -> None:
    """The message shows a date and names a build."""
    with pytest.raises(UsageError, match=r"2022-10-31.*run-2"):
        news(world, "lately")
