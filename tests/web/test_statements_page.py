"""Who said what: words first, filters in the address, the same rows as the command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from read_world import assert_links_resolve, client_of, shared
from starlette.testclient import TestClient

from armillary.commands.readings import statements
from armillary.world import World


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory)


@pytest.fixture(scope="module")
def client(path: Path) -> Iterator[TestClient]:
    with client_of(path) as made:
        yield made


def _ids(client: TestClient, **asked: str) -> list[str]:
    return [one["row"]["statement_id"] for one in client.get("/statements.json", params=asked).json()["said"]["rows"]]


def test_the_newest_come_first_each_in_its_own_script(client: TestClient, path: Path) -> None:
    assert _ids(client) == ["s-2", "s-1"]
    page = client.get("/statements").text
    assert "2 statements in 1 independent report" in page
    assert '<blockquote class="own" lang="ru" dir="ltr">' in page
    with World.open(path) as world:
        assert all(one.row.text in page for one in statements(world))
    assert_links_resolve(client, page)


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"speaker": "RUR"}, ["s-1"]),
        ({"speaker": "Ana Vek"}, ["s-1"]),
        ({"about": "SYL"}, ["s-1"]),
        ({"stance": "claims"}, ["s-2"]),
        ({"language": "ru"}, ["s-2"]),
        ({"after": "2022-09-06"}, ["s-2"]),
        ({"before": "2022-09-05"}, ["s-1"]),
        ({"speaker": "BOR"}, []),
        ({"speaker": "", "stance": ""}, ["s-2", "s-1"]),
    ],
)
def test_filters_leave_what_fits(client: TestClient, asked: dict[str, str], ids: list[str]) -> None:
    assert _ids(client, **asked) == ids


def test_what_was_asked_for_stays_in_the_form(client: TestClient) -> None:
    page = client.get("/statements", params={"speaker": "Ana Vek", "stance": "says"}).text
    assert 'value="Ana Vek"' in page
    assert "<option selected>says</option>" in page


@pytest.mark.parametrize(
    ("asked", "status"), [({"speaker": "nobody"}, 404), ({"after": "soon"}, 422), ({"page": "0"}, 422)]
)
def test_what_cannot_be_read_is_an_error(client: TestClient, asked: dict[str, str], status: int) -> None:
    assert client.get("/statements.json", params=asked).status_code == status


def test_a_world_that_was_not_read_has_none_and_says_so(lake_world: Path) -> None:
    with client_of(lake_world) as client:
        page = client.get("/statements")
    assert page.status_code == 200
    assert "has not been read" in page.text
