"""About a world: what was covered, what failed, what to expect, and the grades of sources."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from armillary import schema
from armillary.commands.coverage import coverage
from armillary.commands.grading import grading
from armillary.schema import Article, Event, Happening, Outlet, Report
from armillary.show.quality import quality
from armillary.web.pages import PAGES
from armillary.world import Workshop, World

Visit = Callable[[Path], TestClient]
DOCS = Path(__file__).parents[2] / "docs"


def _told(
    path: Path,
    outlets: Sequence[str | None],
    *,
    owners: dict[str, str],
    status: str = "happened",
    conflict: str | None = None,
    one_report: bool = False,
    origin: bool = True,
    grades: dict[str, str] | None = None,
) -> Path:
    """A world in which articles of these outlets tell one happening."""
    articles = [
        Article(
            article_id=f"a{k}",
            source=f"a{k}.txt",
            outlet=outlet,
            language="en",
            text="x",
            sha256="0",
            n_sentences=0,
            report_id="r0" if one_report else f"r{k}",
        )
        for k, outlet in enumerate(outlets)
    ]
    reports = {
        one.report_id: Report(
            report_id=one.report_id or "",
            origin_article_id=one.article_id if origin else None,
            n_articles=1,
            reference_article_id=one.article_id,
        )
        for one in reversed(articles)
    }
    events = [
        Event(
            event_id=f"e{k}",
            article_id=f"a{k}",
            n=0,
            start_char=0,
            end_char=1,
            text="x",
            event_type="CONSULT",
            status=status,  # type: ignore[arg-type]
            cue="x",
            confidence=0.9,
        )
        for k in range(len(outlets))
    ]
    happening = Happening(
        happening_id="h",
        event_type="CONSULT",
        date=dt.date(2022, 9, 1),
        n_reports=len(reports),
        n_articles=len(articles),
        conflict=conflict,
        event_ids=tuple(one.event_id for one in events),
    )
    shop = Workshop.open(path)
    with shop.transaction():
        shop.insert(Article, articles)
        shop.insert(Report, reports.values())
        shop.insert(Event, events)
        shop.insert(Happening, [happening])
        known = {*owners, *(grades or {})}
        shop.insert(
            Outlet,
            [
                Outlet(outlet=one, publisher=owners.get(one), reliability=(grades or {}).get(one))
                for one in sorted(known)
            ],
        )
    shop.finish()
    return path


TWO = {"Alpha Post": "House One", "Beta News": "House Two"}


def test_two_reports_of_two_owners_confirm(tmp_path: Path) -> None:
    """Credibility 1, with the machine tag of the MISP taxonomy."""
    found = grading(_told(tmp_path / "w.duckdb", ["Alpha Post", "beta news"], owners=TWO))
    assert found.confirmed == ("h",)
    assert {one.credibility: one.n_happenings for one in found.items} == {1: 1, 6: 0}
    assert found.items[0].tag == 'admiralty-scale:information-credibility="1"'


@pytest.mark.parametrize(
    "case",
    [
        {"one_report": True},
        {"status": "planned"},
        {"status": "denied"},
        {"status": "claimed"},
        {"conflict": "date: 2022-09-01 or 2022-09-02"},
        {"origin": False},
        {"owners": {"Alpha Post": "One House", "Beta News": "one house"}},
        {"owners": {"Alpha Post": "House One"}},
        {"outlets": ["Alpha Post", None]},
    ],
)
def test_nothing_less_confirms(tmp_path: Path, case: dict[str, object]) -> None:
    """Copies, what did not happen, versions that conflict, an absent original, one owner, or an unknown one: 6."""
    given: dict[str, object] = {"outlets": ["Alpha Post", "Beta News"], "owners": TWO} | case
    found = grading(_told(tmp_path / "w.duckdb", **given))  # type: ignore[arg-type]
    assert found.confirmed == ()
    assert {one.credibility: one.n_happenings for one in found.items} == {1: 0, 6: 1}


def test_reliability_is_the_users_or_f(visit: Visit, tmp_path: Path) -> None:
    """Nobody is judged by default; the user's grade stands beside the outlet and on its articles."""
    path = _told(tmp_path / "w.duckdb", ["Alpha Post", "Beta News"], owners=TWO, grades={"alpha post": "B"})
    rows = {one.outlet: one for one in grading(path).outlets}
    assert (rows["Alpha Post"].reliability, rows["Alpha Post"].given) == ("B", True)
    assert (rows["Beta News"].reliability, rows["Beta News"].given) == ("F", False)
    assert rows["Alpha Post"].tag == 'admiralty-scale:source-reliability="b"'
    page = visit(path).get("/about").text
    assert "nobody has judged" in page
    assert "usually reliable" in page
    assert re.search(r'class="grade"[^>]*>B<', visit(path).get("/article/a0").text)


def test_coverage_adds_up_to_the_tables(lake_world: Path, demo_world: Path) -> None:
    """By language: articles, reports, dated ones and sentences are those of the tables; unread is not 0 but unknown."""
    lake, demo = coverage(lake_world), coverage(demo_world)
    with World.open(demo_world) as world:
        assert sum(one.n_articles for one in demo.languages) == world.count(schema.Article)
        assert sum(one.n_sentences for one in demo.languages) == world.count(schema.Sentence)
        (quiet,) = world.query("SELECT count(*) FROM sentences WHERE kind IN ('boilerplate', 'byline')")[0]
        assert sum(one.n_set_aside for one in demo.languages) == quiet
    assert {one.n_read for one in lake.languages} == {None}
    assert [(one.language, one.n_articles, one.n_dated) for one in lake.languages][:2] == [("en", 2, 2), ("pl", 2, 1)]
    assert [one.n_reports for one in lake.languages][:2] == [2, 1]


def test_the_page_says_what_the_json_says(visit: Visit, lake_world: Path) -> None:
    """Failures with what to try, runs with their versions, and what is not measured."""
    client = visit(lake_world)
    found = client.get("/about.json").json()
    page = client.get("/about").text
    assert found["coverage"]["failures"][0]["hint"] in page
    assert found["coverage"]["n_runs"] == 4
    assert "not measured" in page
    assert "the articles have not been read" in page
    for href in set(re.findall(r'href="(/reports[^"]*)"', page)):
        assert client.get(href.replace("&amp;", "&")).status_code == 200
    for anchor in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{anchor}"' in page


def test_the_quality_shown_is_that_of_the_docs() -> None:
    """The tables of the page are those of docs/quality.md, cell by cell."""
    text = (DOCS / "quality.md").read_text("utf-8")
    for table in quality():
        section = text.split(f"## {table.name}\n")[1].split("\n## ")[0]
        lines = [one for one in section.splitlines() if one.startswith("|")]
        cells = [tuple(cell.strip() for cell in one.strip().strip("|").split("|")) for one in lines]
        assert cells[0] == table.columns
        assert tuple(cells[2:]) == table.rows


def test_an_empty_world_has_the_page_too(visit: Visit, tmp_path: Path) -> None:
    """Nothing to cover, nothing failed."""
    Workshop.open(tmp_path / "w.duckdb").finish()
    client = visit(tmp_path / "w.duckdb")
    for page in ("/about", "/reports", "/reports?list=stories", "/reports?list=sources", "/search", "/search?q=x"):
        assert client.get(page).status_code == 200, page


def test_the_docs_name_every_page() -> None:
    """Each address of the table of pages is served, and each page served stands in the table."""
    text = (DOCS / "web.md").read_text("utf-8")
    rows = [line for line in text.split("## Pages")[1].split("## ")[0].splitlines() if line.startswith("| `/")]
    named = {one.partition("?")[0] for row in rows for one in re.findall(r"`(/[^`]*)`", row)}
    assert named == {path for page in PAGES for path in page.paths}
