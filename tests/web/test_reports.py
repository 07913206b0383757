"""Reports and copies: lists, filters, and the family tree of one report."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from armillary import schema
from armillary.show.families import families
from armillary.show.figures import family_tree
from armillary.world import World

Visit = Callable[[Path], TestClient]


@pytest.fixture
def lake(visit: Visit, lake_world: Path) -> TestClient:
    """A browser of the small world."""
    return visit(lake_world)


def test_the_first_line_counts_as_the_tables_do(lake: TestClient, lake_world: Path) -> None:
    """Articles and independent reports on the page are those of the tables and of the JSON."""
    with World.open(lake_world) as world:
        n_articles, n_reports = world.count(schema.Article), world.count(schema.Report)
    tally = lake.get("/reports.json").json()["tally"]
    assert (tally["n_articles"], tally["n_reports"]) == (n_articles, n_reports) == (7, 3)
    assert f'7 articles, <span class="n">{n_reports} independent reports</span>' in lake.get("/reports").text


def test_families_come_largest_first_with_what_is_known_of_their_origin(lake: TestClient) -> None:
    """Four articles with their original, then two siblings of an absent one; a report alone is no family."""
    rows = lake.get("/reports.json").json()["rows"]["rows"]
    found = [(r["report_id"], r["n_articles"], r["origin"], r["n_major"]) for r in rows]
    assert found == [("r-lake", 4, "present", 4), ("r-port", 2, "absent", 1)]
    assert [r["report_id"] for r in lake.get("/reports.json?list=alone").json()["rows"]["rows"]] == ["r-solo"]


def test_changes_to_look_at_first_are_of_several_kinds(lake: TestClient) -> None:
    """Only major changes with words on both sides; a second one of a kind and copy comes after the first of another."""
    kinds = [one["change"]["kind"] for one in lake.get("/reports.json").json()["telling"]]
    assert set(kinds[:2]) == {"number", "negation"}
    assert "dropped" not in kinds


def test_stories_are_those_that_two_reports_tell(lake: TestClient) -> None:
    """A story on one report is no story of several."""
    rows = lake.get("/reports.json?list=stories").json()["rows"]["rows"]
    assert [row["story"]["story_id"] for row in rows] == ["s-lake"]
    assert [one["report_id"] for one in rows[0]["reports"]] == ["r-lake", "r-solo"]


def test_outlets_say_how_many_of_their_articles_came_first(lake: TestClient) -> None:
    """What came first, what was made from another, and what cannot be told add up."""
    rows = {row["outlet"]: row for row in lake.get("/reports.json?list=sources").json()["rows"]["rows"]}
    assert [rows["Lakeside Courier"][k] for k in ("n_articles", "n_own", "n_copies", "n_unknown")] == [1, 1, 0, 0]
    assert [rows["Озёрный вестник"][k] for k in ("n_own", "n_copies", "n_major")] == [0, 1, 3]
    assert rows["Kurier Portowy"]["n_unknown"] == 1
    assert rows["Lakeside Courier"]["publisher"] == "Lake Media"
    for row in rows.values():
        assert row["n_own"] + row["n_copies"] + row["n_unknown"] == row["n_articles"]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("language=zh", ["cc-zh"]),
        ("outlet=the%20gazette", ["gg-en"]),
        ("changed=true", ["bb-ru", "dd-ar", "ff-pl"]),
        ("role=own", ["aa-en", "gg-en"]),
        ("role=copy", ["bb-ru", "cc-zh", "dd-ar"]),
        ("dated=no", ["dd-ar", "ff-pl"]),
        ("read=yes", []),
    ],
)
def test_articles_are_filtered_by_the_address(lake: TestClient, asked: str, ids: list[str]) -> None:
    """Each filter keeps what it says; undated ones come last."""
    rows = lake.get(f"/reports.json?list=articles&{asked}").json()["rows"]["rows"]
    assert sorted(row["article"]["article_id"] for row in rows) == ids


def test_every_page_of_a_list_is_reached_once(visit: Visit, made_world: Path) -> None:
    """Pages of a long list join to the whole; beyond the last one comes the last."""
    client = visit(made_world)
    first = client.get("/reports.json?list=articles").json()["rows"]
    ids = [
        row["article"]["article_id"]
        for page in range(1, first["pages"] + 1)
        for row in client.get(f"/reports.json?list=articles&page={page}").json()["rows"]["rows"]
    ]
    assert len(ids) == len(set(ids)) == first["total"]
    assert client.get("/reports.json?list=articles&page=99999").json()["rows"]["page"] == first["pages"]


def test_a_report_shows_its_tree_with_reasons_and_comparisons(lake: TestClient) -> None:
    """A copy of a copy hangs on the copy; every link of the page leads somewhere."""
    found = lake.get("/report/r-lake.json").json()
    tree = [(m["article"]["article_id"], m["depth"], m["source_id"]) for m in found["members"]]
    assert tree == [("aa-en", 0, None), ("bb-ru", 1, "aa-en"), ("dd-ar", 2, "bb-ru"), ("cc-zh", 1, "aa-en")]
    assert found["n_major"] == 4 == len(found["major"])
    page = lake.get("/report/r-lake").text
    assert page.count('class="way"') >= 3
    assert "published a day later" in page.lower()
    hrefs = {h.replace("&amp;", "&") for h in re.findall(r'href="(/(?:report|compare|article|reports)[^"]*)"', page)}
    assert len(hrefs) > 6
    for href in hrefs:
        assert lake.get(href).status_code == 200, href
    for anchor in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{anchor}"' in page


def test_an_absent_original_is_drawn_as_absent(lake: TestClient) -> None:
    """The dashed place stands where the original would, and says so in words."""
    page = lake.get("/report/r-port").text
    assert "member ghost" in page
    assert "is not among the articles" in page


def test_an_unknown_direction_has_no_arrow() -> None:
    """Two that share text without a known way are joined by a line without a head."""
    import small_world as s

    links = [replace(link, direction="unknown") for link in s.LINKS]
    members = [side.article for side in s.SIDES if side.article.report_id == "r-port"]
    tree = str(family_tree(families(members, [s.REPORTS[1]], links, [])[0]))
    assert "way unknown" in tree
    assert 'class="head"' not in tree
    assert "not known" in tree


def test_a_family_beyond_what_can_be_drawn_says_how_many_are_left_out() -> None:
    """A hundred copies of one text: sixty are drawn, forty counted."""
    import small_world as s

    sides = [s.side(f"x{n:03}", "en", s.ENGLISH, report="r-big") for n in range(100)]
    links = [s.link(one, sides[0], "copy", 1.0, 1.0) for one in sides[1:]]
    report = replace(s.REPORTS[0], report_id="r-big", origin_article_id="x000", reference_article_id="x000")
    tree = str(family_tree(families([one.article for one in sides], [report], links, [])[0]))
    assert tree.count("<rect") == 60
    assert "and 40 more" in tree


def test_an_unknown_report_names_the_nearest(lake: TestClient) -> None:
    """The error is a 404 that says what to try."""
    found = lake.get("/report/r-lak.json")
    assert found.status_code == 404
    assert "r-lake" in found.json()["error"]


def test_before_tracing_the_page_says_what_is_missing(visit: Visit, tmp_path: Path) -> None:
    """A world that was only gathered has articles and no reports yet."""
    import small_world as s

    path = s.write(tmp_path / "w.duckdb", links=(), changes=(), reports=(), alignments=(), rooms=("gather",))
    page = visit(path).get("/reports").text
    assert "have not been traced" in page
    assert urlsplit(str(visit(path).get("/reports?list=articles").url)).path == "/reports"


def test_hostile_words_are_shown_as_words(visit: Visit, tmp_path: Path) -> None:
    """Markup, marks of direction and very long names in titles, outlets and reasons stay text on all pages."""
    import small_world as s

    evil = "<script>alert(1)</script>\"'>\u202e" + "n" * 10_000
    first, second = (
        replace(
            one,
            article=replace(one.article, title=evil, outlet=evil, credit=evil, author=evil, url="javascript:alert(1)"),
        )
        for one in (s.EN, s.RU)
    )
    links = [replace(s.LINKS[0], reason=evil)]
    path = s.write(tmp_path / "w.duckdb", [first, second], links, s.CHANGES[:4], s.REPORTS[:1], s.ALIGNMENTS[:5])
    client = visit(path)
    for address in (
        "/reports",
        "/reports?list=sources",
        "/reports?list=articles",
        "/report/r-lake",
        "/compare?a=aa-en&b=bb-ru",
        "/article/aa-en",
        "/about",
    ):
        page = client.get(address).text
        assert "<script>alert" not in page, address
        assert "\u202e" not in page, address
        assert 'href="javascript:' not in page, address
