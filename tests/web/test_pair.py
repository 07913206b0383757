"""Two actors: numbers as stored, evidence as many as the tie counts, each number led to its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from read_world import HOSTILE, assert_links_resolve, client_of, records_world, shared
from starlette.testclient import TestClient

from armillary.commands.quotes import quotes
from armillary.schema import Tie
from armillary.world import World


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory)


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with client_of(path) as made:
        yield made


def test_the_numbers_of_the_page_are_those_of_its_json_and_of_the_table(client: TestClient, path: Path) -> None:
    found = client.get("/pair/RUR/BOR.json").json()
    with World.open(path) as world:
        stored = world.rows(Tie, "layer = 'all' AND source_id = 'RUR' AND target_id = 'BOR'")
    assert [tie["value"] for tie in found["there"]["ties"]] == [tie.value for tie in stored]
    assert found["there"]["n_reports"] == stored[-1].n_reports == 3
    page = client.get("/pair/RUR/BOR").text
    assert f"{stored[-1].value:+.2f}".replace("-", "−") in page
    assert "3 independent reports" in page


@pytest.mark.parametrize("layer", ["all", "words", "deeds", "official", "other"])
@pytest.mark.parametrize(("a", "b"), [("RUR", "BOR"), ("BOR", "RUR")])
def test_there_is_evidence_of_as_many_reports_as_the_tie_counts(
    client: TestClient, path: Path, a: str, b: str, layer: str
) -> None:
    """The section of evidence of a direction tells of as many reports as the last tie of its layer."""
    with World.open(path) as world:
        stored = world.rows(Tie, "layer = ? AND source_id = ? AND target_id = ?", layer, a, b)
    found = client.get(f"/pair/{a}/{b}.json", params={"layer": layer, "way": "there"}).json()
    assert found["told"]["total"] == (stored[-1].n_reports if stored else 0)
    assert sum(len(one["grounds"]) for one in found["told"]["rows"]) == (stored[-1].n_evidence if stored else 0)


def test_the_evidence_is_the_sentences_of_reference_articles(client: TestClient, path: Path) -> None:
    """A copy's sentence is never evidence; those of the reference articles all are, the latest report first."""
    told = client.get("/pair/RUR/BOR.json").json()["told"]["rows"]
    ids = [quote["id"] for one in told for quote in one["quotes"]]
    assert ids == ["e-meet", "e-shell", "t-1", "e-warn"]
    page = client.get("/pair/RUR/BOR").text
    with World.open(path) as world:
        for quote in quotes(world, ids):
            assert f'id="{quote.id}"' in page
            assert f"/article/{quote.article_id}?row={quote.id}#s{quote.n}" in page


def test_all_that_the_page_leads_to_is_there(client: TestClient) -> None:
    assert_links_resolve(client, client.get("/pair/RUR/BOR").text)


def test_levers_and_dots_lead_to_their_sentences(client: TestClient) -> None:
    page = client.get("/pair/RUR/BOR").text
    assert 'href="/reading/e-shell"' in page
    assert "holds gas over" in page


def test_a_name_will_do_and_an_unknown_one_says_which_are_near(client: TestClient) -> None:
    assert client.get("/pair/Ruritania/BOR.json").json()["a"] == "RUR"
    answer = client.get("/pair/Ruritanio/BOR.json")
    assert answer.status_code == 404
    assert "Ruritania" in answer.json()["error"]
    assert client.get("/pair/RUR/RUR").status_code == 404


def test_two_who_have_nothing_to_do_with_each_other_are_not_measured(client: TestClient) -> None:
    found = client.get("/pair/SYL/BOR.json").json()
    assert (found["there"]["ties"], found["n_reports"], found["told"]["total"]) == ([], 0, 0)
    assert "not measured" in client.get("/pair/SYL/BOR").text


def test_hostile_text_is_shown_as_text(client: TestClient) -> None:
    page = client.get("/pair/RUR/BOR").text
    assert HOSTILE not in page
    assert "&lt;script&gt;alert" in page


def test_records_are_listed_plainly_by_the_page(tmp_path: Path) -> None:
    """Of a world of records the evidence is records, each a report of its own, on as many pages as they need."""
    with client_of(records_world(tmp_path / "r.duckdb")) as client:
        first = client.get("/pair/RUR/BOR.json").json()
        assert (first["n_reports"], first["told"]["total"], first["told"]["pages"]) == (40, 40, 3)
        seen = [
            record["record_id"]
            for page in (1, 2, 3)
            for one in client.get("/pair/RUR/BOR.json", params={"page": page}).json()["told"]["rows"]
            for record in one["records"]
        ]
        assert seen == [f"rec-{k:03}" for k in reversed(range(40))]
        page = client.get("/pair/RUR/BOR").text
        assert "without sentences" in page
        assert HOSTILE not in page
        assert client.get("/reading/rec-039").status_code == 200
        assert_links_resolve(client, page)
