"""What happened: by month, with reports as stored, and versions that conflict side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from read_world import HOSTILE, assert_links_resolve, client_of, shared
from starlette.testclient import TestClient


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(shared(tmp_path_factory)) as made:
        yield made


def _ids(client: TestClient, **asked: str) -> list[str]:
    months = client.get("/timeline.json", params=asked).json()["months"]["rows"]
    return [one["row"]["happening_id"] for month in months for one in month["told"]]


def test_the_latest_month_comes_first_and_what_has_no_date_last(client: TestClient) -> None:
    found = client.get("/timeline.json").json()
    assert [month["first"] for month in found["months"]["rows"]] == ["2022-10-01", "2022-09-01", None]
    assert _ids(client) == ["h-war", "h-warn", "h-when"]
    assert found["months"]["total"] == 3
    page = client.get("/timeline").text
    assert "October 2022" in page
    assert "Without a date" in page
    assert "2 independent reports" in page
    assert_links_resolve(client, page)


def test_versions_that_conflict_stand_side_by_side(client: TestClient) -> None:
    told = {
        one["row"]["happening_id"]: one
        for month in client.get("/timeline.json").json()["months"]["rows"]
        for one in month["told"]
    }
    assert [quote["id"] for quote in told["h-war"]["versions"]] == ["e-shell", "e-meet"]
    assert told["h-warn"]["versions"] == []
    page = client.get("/timeline").text
    assert "status: happened, denied" in page
    assert HOSTILE not in page


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"actor": "SYL"}, ["h-when"]),
        ({"type": "threaten"}, ["h-warn"]),
        ({"language": "ru"}, ["h-warn"]),
        ({"after": "2022-09-30"}, ["h-war"]),
        ({"before": "2022-09-30", "target": "BOR"}, ["h-warn"]),
    ],
)
def test_filters_leave_what_fits(client: TestClient, asked: dict[str, str], ids: list[str]) -> None:
    assert _ids(client, **asked) == ids


def test_a_happening_has_all_its_versions_by_report(client: TestClient) -> None:
    """A copy stands with the report it belongs to; the reference article comes first."""
    found = client.get("/happening/h-warn.json").json()
    assert [(one["report_id"], [quote["id"] for quote in one["quotes"]]) for one in found["versions"]] == [
        ("r-1", ["e-warn", "e-warn-ru"])
    ]
    assert len(client.get("/happening/h-war.json").json()["versions"]) == 2
    page = client.get("/happening/h-war").text
    assert "told by 2 independent reports" in page
    assert_links_resolve(client, page)


def test_an_unknown_happening_says_which_are_near(client: TestClient) -> None:
    answer = client.get("/happening/h-warm.json")
    assert answer.status_code == 404
    assert "h-warn" in answer.json()["error"]


def test_a_world_that_was_not_read_has_an_empty_timeline(lake_world: Path) -> None:
    with client_of(lake_world) as client:
        assert client.get("/timeline").status_code == 200
        assert client.get("/happening/x.json").json()["error"].endswith("this world has none")
