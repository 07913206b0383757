"""The part of the report that comes from what was read and modelled."""

from __future__ import annotations

import html
import re
import sys
from pathlib import Path

import duckdb
import pytest

from armillary.commands import report
from armillary.show import phrases

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))

import read_world as r
import small_world as s


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small world that was read and modelled, one of its actors with a hostile name that is everywhere."""
    path = r.write(tmp_path_factory.mktemp("modelled") / "read.duckdb")
    with duckdb.connect(str(path)) as shop:
        shop.execute("UPDATE actors SET name = ?, names = MAP {} WHERE actor_id = 'BOR'", [r.HOSTILE])
    return path


@pytest.fixture(scope="module", params=phrases.LANGUAGES)
def page(request: pytest.FixtureRequest, world: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Its report, in each language."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    report(world, path, language=request.param)
    return path.read_text("utf-8")


def _words(markup: str) -> str:
    return html.unescape(re.sub("<.*?>", "", markup))


def _section(page: str, name: str) -> str:
    return page.partition(f'<section id="{name}">')[2].partition("</section>")[0]


def _notes(page: str) -> list[str]:
    return re.findall(r'<li id="n(?:\d+)" class="quote">.*?</li>', page, re.DOTALL)


def test_every_number_of_a_note_leads_there_and_back(page: str) -> None:
    """Notes are numbered from 1 in the order of their calls, and each leads back to its first call."""
    calls = [int(n) for n in re.findall(r'<a class="call"[^>]* href="#n(\d+)"', page)]
    notes = [int(n) for n in re.findall(r'<li id="n(\d+)"', page)]
    assert notes == list(range(1, len(notes) + 1)) != []
    assert list(dict.fromkeys(calls)) == notes
    assert re.findall(r'class="back" href="#r(\d+)"', page) == re.findall(r'class="call" id="r(\d+)"', page)


def test_every_quoted_span_is_in_its_article(page: str) -> None:
    """A note has its sentence as it stands, with words of the row marked."""
    texts = [text.replace("\u202e", "\ufffd") for *_, text in r.TEXTS.values()]
    for note in _notes(page):
        sentence = re.search("<blockquote.*?>(.*?)</blockquote>", note, re.DOTALL)
        marked = re.search("<mark>(.*?)</mark>", note, re.DOTALL)
        assert sentence is not None
        assert marked is not None
        assert any(_words(sentence[1]) in text for text in texts)
        assert _words(marked[1])


def test_counts_are_those_of_the_tables(page: str, world: Path) -> None:
    """Articles, reports, happenings, levers and named speakers, each counted in the file itself."""
    with duckdb.connect(str(world), read_only=True) as found:

        def count(what: str) -> int:
            return int(found.execute(f"SELECT count(*) FROM {what}").fetchall()[0][0])

        heading = re.search("<h1>(.*?)</h1>", page)
        assert heading is not None
        assert [int(n) for n in re.findall(r"\d+", _words(heading[1]))] == [count("articles"), count("reports")]
        assert _section(page, "timeline").count("<li>") == count("happenings")
        assert _section(page, "statements").count("<li>") == count("statements WHERE speaker_id <> 'unknown'")
        rows = re.findall('<tr><th scope="row">', _section(page, "levers"))
        assert len(rows) == count("(SELECT DISTINCT holder_id, over_id, domain FROM levers)")


def test_hostile_names_stand_as_text(page: str) -> None:
    """A name with markup, quotes and an override of direction stays a name, in lists, drawings and attributes."""
    assert page.count("<script") == 1
    assert "alert(&#34;x&#34;)&lt;/script&gt;" in page
    assert "\u202e" not in page


def test_names_are_those_of_the_language(world: Path, tmp_path: Path) -> None:
    """An actor has its name in the page's language where the world knows it, else the English one."""
    report(world, tmp_path / "ru.html", language="ru")
    page = _words(_section((tmp_path / "ru.html").read_text("utf-8"), "timeline"))
    assert f"Руритания → {r.HOSTILE.replace(chr(0x202E), chr(0xFFFD))}: нападение" in page
    assert "Syldavia: помощь" in page
    report(world, tmp_path / "en.html")
    assert "Ruritania attacks" in _words(_section((tmp_path / "en.html").read_text("utf-8"), "timeline"))


def test_what_was_not_done_is_said_and_nothing_else(world: Path, tmp_path: Path) -> None:
    """A world that was read does not say that it was not; one that was only traced does."""
    report(world, tmp_path / "read.html")
    read = _section((tmp_path / "read.html").read_text("utf-8"), "unread")
    assert "has not been read" not in read
    assert "have not been worked out" not in read
    report(s.write(tmp_path / "traced.duckdb"), tmp_path / "traced.html")
    traced = (tmp_path / "traced.html").read_text("utf-8")
    assert "Who did and said what to whom has not been read" in _section(traced, "unread")
    assert "have not been worked out" in _section(traced, "unread")
    assert 'id="system"' not in traced
    assert 'id="forecasts"' not in traced


@pytest.mark.parametrize("language", phrases.LANGUAGES)
def test_a_world_of_records_alone_has_its_system(tmp_path: Path, language: str) -> None:
    """Loaded records make ties without a sentence: a map, no notes, and no word of copies."""
    path = r.records_world(tmp_path / "loaded.duckdb")
    report(path, tmp_path / "page.html", language=language)
    page = (tmp_path / "page.html").read_text("utf-8")
    heading = re.search("<h1>(.*?)</h1>", page)
    assert heading is not None
    assert re.findall(r"\d+", heading[1]) == ["40"]
    assert 'class="map"' in _section(page, "system")
    assert 'id="notes"' not in page
    assert 'href="#notes"' not in page
    assert 'id="families"' not in page


def test_the_same_words_are_said_once(tmp_path: Path) -> None:
    """Of statements in the same words one is told, and of one person not more than three."""
    path = r.write(tmp_path / "twice.duckdb")
    with duckdb.connect(str(path)) as shop:
        columns = "* EXCLUDE (k) REPLACE (statement_id || '-' || k AS statement_id)"
        shop.execute(
            f"INSERT INTO statements SELECT {columns} FROM (SELECT statements.*, k FROM statements, range(5) t(k))"
        )
    report(path, tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert _section(page, "statements").count("Syldavia pays") == 1


def test_headings_tell_nothing_that_the_text_does_not(tmp_path: Path) -> None:
    """A statement in a heading is not told, and the first note of a happening is a sentence of the text."""
    path = r.write(tmp_path / "heading.duckdb")
    with duckdb.connect(str(path)) as shop:
        shop.execute("UPDATE sentences SET kind = 'heading' WHERE (article_id, n) IN (('a-en', 1), ('a-en', 0))")
    report(path, tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert 'id="statements"' not in page
    row = next(one for one in _section(page, "timeline").split("<li>") if "Ruritania threatens" in one)
    first = re.search(r'href="#n(\d+)"', row)
    assert first is not None
    assert "Вестник" in _notes(page)[int(first[1]) - 1]
