"""Two articles side by side, as the world has them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from armillary import schema
from armillary.commands.compare import beside
from armillary.errors import UsageError
from armillary.world import World


@pytest.fixture
def lake(visit: Callable[[Path], TestClient], lake_world: Path) -> TestClient:
    """A browser of the small world."""
    return visit(lake_world)


def test_changes_on_the_page_are_those_of_the_table(lake: TestClient, lake_world: Path) -> None:
    """Same number in table, JSON and page; each in the list has its mark in the texts."""
    with World.open(lake_world) as world:
        stored = {c.change_id for c in world.rows(schema.Change, "article_id = 'bb-ru'")}
    found = lake.get("/compare.json?a=aa-en&b=bb-ru").json()
    assert {one["change_id"] for one in found["changes"]} == stored
    page = lake.get("/compare?a=aa-en&b=bb-ru").text
    assert f"{len(stored)} changes" in page
    assert page.count('<li class="major"') + page.count('<li class="minor"') == len(stored)
    for anchor in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{anchor}"' in page


def test_the_copy_stands_on_its_side_whichever_is_named_first(lake: TestClient) -> None:
    """The order in the address does not matter."""
    one, two = (lake.get(f"/compare.json?a={a}&b={b}").json() for a, b in (("aa-en", "bb-ru"), ("bb-ru", "aa-en")))
    assert one == two
    assert one["copy"]["article_id"] == "bb-ru"


def test_siblings_are_aligned_but_their_changes_are_not_measured(lake: TestClient) -> None:
    """A build measures changes against one article of a report; the page says so and leads there."""
    found = lake.get("/compare.json?a=dd-ar&b=bb-ru").json()
    assert len(found["alignments"]) == 3
    assert not found["measured"]
    page = lake.get("/compare?a=dd-ar&b=bb-ru").text
    assert "was not measured" in page
    assert "/compare?a=aa-en&amp;b=dd-ar" in page


def test_two_without_shared_text_are_no_copies(lake: TestClient) -> None:
    """Both texts are there, and they count as two reports."""
    page = lake.get("/compare?a=aa-en&b=gg-en").text
    assert "No copy" in page
    assert "two independent reports" in page


def test_each_text_has_its_language_and_direction(lake: TestClient) -> None:
    """Arabic is set from right to left."""
    assert 'lang="ar" dir="rtl"' in lake.get("/compare?a=aa-en&b=dd-ar").text


def test_no_inline_style_stands_in_the_page(lake: TestClient) -> None:
    """The policy of the app would drop it."""
    assert "style=" not in lake.get("/compare?a=aa-en&b=bb-ru").text


def test_without_two_articles_the_page_asks_for_them(lake: TestClient) -> None:
    """An empty field is no error."""
    found = lake.get("/compare?a=&b=bb-ru")
    assert found.status_code == 200
    assert "Compare two articles" in found.text


def test_an_unknown_article_names_the_nearest(lake: TestClient) -> None:
    """The error is a 404."""
    found = lake.get("/compare.json?a=aa-xx&b=bb-ru")
    assert found.status_code == 404
    assert "aa-en" in found.json()["error"]


def test_an_article_is_not_compared_with_itself(lake_world: Path) -> None:
    """There is nothing to see."""
    with pytest.raises(UsageError, match="itself"):
        beside(lake_world, "aa-en", "aa-en")
