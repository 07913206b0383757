"""One actor: who it is, its ties as stored, and a few sentences of each list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from read_world import HOSTILE, assert_links_resolve, client_of, shared
from starlette.testclient import TestClient

from armillary.commands.readings import count, events, newest
from armillary.schema import Orbit, Tie
from armillary.world import World


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory)


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with client_of(path) as made:
        yield made


def test_an_actor_has_its_names_in_all_scripts_and_who_acts_for_it(client: TestClient) -> None:
    found = client.get("/actor/RUR.json").json()
    assert found["names"] == [["en", "Ruritania"], ["ru", "Руритания"]]
    assert [one["actor_id"] for one in found["voices"]] == ["person:vek"]
    page = client.get("/actor/RUR").text
    assert '<bdi class="own" lang="ru" dir="ltr">Руритания</bdi>' in page
    assert "acts for it" in page
    assert "its words and deeds count for it" in client.get("/actor/person:vek").text


def test_ties_and_orbits_are_those_of_the_tables(client: TestClient, path: Path) -> None:
    found = client.get("/actor/BOR.json").json()
    with World.open(path) as world:
        last = world.query("SELECT max(period) FROM ties WHERE layer = 'all'")[0][0]
        ties = world.rows(Tie, "layer = 'all' AND period = ? AND (source_id = 'BOR' OR target_id = 'BOR')", last)
        orbits = world.rows(Orbit, "actor_id = 'BOR' AND pole_id = 'RUR'", order="period")
    shown = [one[way] for one in found["ties"]["rows"] for way in ("there", "back") if one[way]]
    assert {(one["source_id"], one["value"], one["n_reports"]) for one in shown} == {
        (tie.source_id, tie.value, tie.n_reports) for tie in ties
    }
    drawn = {one["pole_id"]: [orbit["pull"] for orbit in one["orbits"]] for one in found["orbits"]}
    assert drawn.get("RUR", []) == [orbit.pull for orbit in orbits]


def test_each_list_says_how_much_there_is_and_leads_to_all_of_it(client: TestClient, path: Path) -> None:
    samples = {one["title"]: one for one in client.get("/actor/RUR.json").json()["samples"]}
    with World.open(path) as world:
        total = count(world, "events", source="RUR")
        wanted = {one.row.event_id for one in events(world, source="RUR")}
        ids, same = newest(world, "events", source="RUR", limit=2)
    done = samples["Done by it"]
    assert (done["total"]["rows"], done["total"]["reports"]) == (total.rows, total.reports) == (4, 3)
    assert {quote["id"] for quote in done["quotes"]} < wanted
    assert (len(ids), same) == (2, total)
    listed = client.get("/events.json", params={"source": "RUR"}).json()["found"]
    assert listed["rows"]["total"] == total.rows
    assert set(samples) >= {"Said by it", "Levers it holds", "What it expects", "What it wants"}


def test_all_that_the_page_leads_to_is_there(client: TestClient) -> None:
    assert_links_resolve(client, client.get("/actor/RUR").text)


def test_one_who_only_stands_there_is_not_measured(client: TestClient) -> None:
    page = client.get("/actor/person:evil").text
    assert "Not measured" in page
    assert HOSTILE not in page


def test_an_unknown_one_says_which_are_near(client: TestClient) -> None:
    answer = client.get("/actor/RUS.json")
    assert answer.status_code == 404
    assert "RUR" in answer.json()["error"]


def test_a_world_that_was_not_read_says_so(lake_world: Path) -> None:
    with client_of(lake_world) as client:
        answer = client.get("/actor/RUR.json")
    assert answer.status_code == 404
    assert "names none" in answer.json()["error"]
