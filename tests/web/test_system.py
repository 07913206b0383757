"""The first page: what a stranger sees of the system, and that its numbers are those of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from armillary.schema import Drift, Tie
from armillary.web.app import create_app
from armillary.world import World


@pytest.fixture
def client(demo_world: Path) -> Iterator[TestClient]:
    """A browser of the demo world."""
    with TestClient(create_app(demo_world), base_url="http://localhost") as found:
        yield found


def test_the_first_sentence_says_who_moved(client: TestClient, demo_world: Path) -> None:
    """Kazakhstan moved away from Russia, how sure, on how many independent reports: as the table has it."""
    with World.open(demo_world) as world:
        (moved,) = world.rows(Drift, "actor_id = 'KAZ' AND pole_id = 'RUS' AND layer = 'all'")
    text = re.sub(r"<[^>]+>", "", client.get("/").text)
    first = re.search(r"Kazakhstan moved (\S+ ?\S*) Russia: tie \S+ → \S+, (\d+)% sure, on (\d+) independent", text)
    assert first is not None
    assert first[1] == "away from"
    assert int(first[2]) == int((moved.probability or 0) * 100 + 0.5)
    assert int(first[3]) == moved.n_reports
    assert client.get("/system.json").json()["told"][0]["n_reports"] == moved.n_reports


def test_ties_on_the_page_are_those_of_the_table(client: TestClient, demo_world: Path) -> None:
    """Every tie of the JSON has the value, interval and count of its row."""
    found = client.get("/system.json?who=all").json()["system"]
    shown = [tie for bond in found["bonds"] for tie in (bond["there"], bond["back"]) if tie]
    with World.open(demo_world) as world:
        rows = world.rows(Tie, "layer = 'all' AND period = ?", found["period"])
    assert {(t["source_id"], t["target_id"]): (t["value"], t["low"], t["n_reports"]) for t in shown} == {
        (row.source_id, row.target_id): (row.value, row.low, row.n_reports) for row in rows
    }


def test_an_earlier_period_tells_no_movement(client: TestClient) -> None:
    """Movements are those of the last period; earlier ones show how things stood."""
    periods = client.get("/system.json").json()["system"]["periods"]
    found = client.get(f"/system.json?period={periods[0]}").json()
    assert found["system"]["period"] == periods[0]
    assert found["told"] == []


def test_what_is_not_measured_is_said(client: TestClient) -> None:
    """Poles without evidence on an actor are neither 0 nor left out."""
    table = client.get("/").text.partition('id="table"')[2]
    assert '<td><span class="unmeasured">not measured</span></td>' in table


def test_every_tie_and_actor_leads_on(client: TestClient) -> None:
    """The links of the map exist."""
    found = client.get("/").text
    leads = sorted(set(re.findall(r'href="(/(?:pair|actor)/[^"#]+)"', found)))
    assert leads
    for href in leads[:12]:
        assert client.get(href).status_code == 200, href
