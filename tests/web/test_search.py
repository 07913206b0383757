"""Search: sentences by word with the words marked, and those that mean the like below."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from armillary.commands.search import search


@pytest.fixture
def demo(visit: Callable[[Path], TestClient], demo_world: Path) -> TestClient:
    """A browser of the demo world."""
    return visit(demo_world)


def test_hits_are_those_of_the_command_and_are_counted(demo: TestClient, demo_world: Path) -> None:
    """The same sentences in the same order; the page says in how many articles and independent reports."""
    found = demo.get("/search.json?q=Kazakhstan&by=words").json()["words"]
    hits = search(demo_world, "Kazakhstan", by="words", limit=None)
    assert found["n_sentences"] == len(hits)
    assert found["n_articles"] == len({hit.article_id for hit in hits})
    assert [(h["article_id"], h["n"]) for h in found["hits"]] == [(h.article_id, h.n) for h in hits[:20]]
    page = demo.get("/search?q=Kazakhstan&by=words").text
    assert f"{len(hits)} sentences in {found['n_articles']} articles, {found['n_reports']} independent" in page


def test_the_words_are_marked_and_lead_to_their_sentence(demo: TestClient) -> None:
    """Each hit leads to its sentence, marked in its article."""
    page = demo.get("/search?q=oil&by=words&language=en").text
    body = page[page.index('id="words"') :]
    marks = {html.unescape(m).casefold() for m in re.findall(r"<mark>([^<]*)</mark>", body)}
    assert marks == {"oil"}
    href = html.unescape(re.findall(r'href="(/article/[^"]*)"', body)[0])
    path, _, anchor = href.partition("#")
    article = demo.get(path).text
    assert f'id="{anchor}"' in article
    assert '<mark class="f here' in article


def test_pages_join_to_all_that_was_found(demo: TestClient) -> None:
    """No sentence twice, none left out; beyond the last page comes the last."""
    first = demo.get("/search.json?q=Russia&by=words").json()["words"]
    found = [
        (hit["article_id"], hit["n"])
        for page in range(1, first["pages"] + 1)
        for hit in demo.get(f"/search.json?q=Russia&by=words&page={page}").json()["words"]["hits"]
    ]
    assert len(found) == len(set(found)) == first["n_sentences"]
    assert demo.get("/search.json?q=Russia&by=words&page=400").json()["words"]["page"] == first["pages"]


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("language=ru", lambda hit: hit["language"] == "ru"),
        ("after=2022-10-01", lambda hit: hit["published"] >= "2022-10-01"),
        ("before=2022-09-01", lambda hit: hit["published"] <= "2022-09-01"),
        ("outlet=Steppe+Courier", lambda hit: hit["outlet"] == "Steppe Courier"),
    ],
)
def test_filters_stand_in_the_address(demo: TestClient, asked: str, holds: Callable[[dict[str, str]], bool]) -> None:
    """Both kinds of hits keep to them."""
    found = demo.get(f"/search.json?q=Казахстан+Kazakhstan&by=meaning&{asked}").json()
    assert found["meaning"]
    assert all(holds(hit) for hit in found["meaning"])


def test_meaning_crosses_languages_and_repeats_nothing(demo: TestClient) -> None:
    """An English question finds sentences in other languages; those found by word are not shown again."""
    found = demo.get("/search.json?q=the+oil+pipeline+was+shut+down").json()
    assert {hit["language"].split("-")[0] for hit in found["meaning"]} - {"en"}
    by_words = {(hit["article_id"], hit["n"]) for hit in found["words"]["hits"]}
    assert not by_words & {(hit["article_id"], hit["n"]) for hit in found["meaning"]}


def test_nothing_asked_is_a_form(demo: TestClient) -> None:
    """As is a form sent empty."""
    for address in ("/search", "/search?q=&language=&outlet=&after=&before=&actor=&kind="):
        assert "Search all sentences" in demo.get(address).text


@pytest.mark.parametrize("address", ["/search.json?q=!!!", "/search.json?q=x&actor=Atlantis"])
def test_what_cannot_be_searched_is_said(demo: TestClient, address: str) -> None:
    """One clear line."""
    found = demo.get(address)
    assert found.status_code in (400, 404)
    assert found.json()["error"]


def test_hostile_words_are_shown_as_words(demo: TestClient) -> None:
    """What is searched for comes back on the page, and only as text."""
    page = demo.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22%27&by=words").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_copy_in_english_stands_beside_what_is_not(demo: TestClient) -> None:
    """Where a copy has the sentence in English its words are shown as that copy's, linked to their place."""
    found = demo.get(
        "/search.json?q=%D0%9A%D0%B0%D0%B7%D0%B0%D1%85%D1%81%D1%82%D0%B0%D0%BD&language=ru&by=words"
    ).json()
    assert found["copied"]
    one = found["copied"][0]
    assert one["beside"]["language"].startswith("en")
    assert (one["article_id"], one["n"]) in {(hit["article_id"], hit["n"]) for hit in found["words"]["hits"]}
    page = demo.get("/search?q=%D0%9A%D0%B0%D0%B7%D0%B0%D1%85%D1%81%D1%82%D0%B0%D0%BD&language=ru&by=words").text
    assert f"/article/{one['beside']['article_id']}#s{one['beside']['n']}" in page
