"""Lists of what was read: the rows of the command, page after page, counted with their reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from read_world import assert_links_resolve, client_of, shared
from starlette.testclient import TestClient

from armillary.commands import readings
from armillary.commands.filtering import Filters
from armillary.errors import UsageError
from armillary.schema import ACTOR_COLUMNS, Mention
from armillary.web.pages.rows import listed
from armillary.world import World

TABLES = ("events", "attitudes", "quantities", "flows", "mechanisms", "goals")
READ = tuple(row.table for row in ACTOR_COLUMNS if row is not Mention)
ACTOR = st.sampled_from([None, "RUR", "BOR", "Ana Vek"])
DAY = st.sampled_from([None, dt.date(2022, 9, 5), dt.date(2022, 10, 3)])


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with World.open(shared(tmp_path_factory)) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(world: World) -> Iterator[TestClient]:
    with client_of(world.path) as made:
        yield made


@pytest.mark.parametrize("table", TABLES)
def test_a_list_has_the_rows_of_its_table(client: TestClient, world: World, table: str) -> None:
    found = client.get(f"/{table}.json").json()["found"]
    (rows, reports), *_ = world.query(
        f"SELECT count(*), count(DISTINCT report_id) FROM {table} JOIN articles USING (article_id)"
    )
    assert (found["rows"]["total"], found["reports"]) == (rows, reports)
    assert len(found["rows"]["rows"]) == rows
    page = client.get(f"/{table}").text
    assert all(f'id="{quote["id"]}"' in page for quote in found["rows"]["rows"])
    assert_links_resolve(client, page)


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"source": "RUR", "target": "BOR", "type": "assault"}, ["e-shell"]),
        ({"language": "ru"}, ["e-warn-ru"]),
        ({"source": "person:vek"}, ["e-meet"]),
        ({"after": "2022-10-03"}, ["e-meet", "e-shell"]),
        ({"actor": "SYL"}, []),
    ],
)
def test_filters_leave_what_fits(client: TestClient, asked: dict[str, str], ids: list[str]) -> None:
    found = client.get("/events.json", params=asked).json()["found"]["rows"]["rows"]
    assert [quote["id"] for quote in found] == ids


@given(
    table=st.sampled_from(READ),
    actor=ACTOR,
    source=ACTOR,
    language=st.sampled_from([None, "ru", "en"]),
    after=DAY,
    before=DAY,
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_ids_and_counts_are_those_of_the_command(
    world: World,
    table: str,
    actor: str | None,
    source: str | None,
    language: str | None,
    after: dt.date | None,
    before: dt.date | None,
) -> None:
    """Whatever is asked for, `ids`, `count` and `newest` tell of the rows that the command gives."""
    wanted = Filters(actor=actor, source=source, language=language, after=after, before=before)
    rows = getattr(readings, table)(world, **wanted)
    told = [getattr(one.row, type(one.row).key[0]) for one in rows]
    counted = readings.count(world, table, **wanted)
    assert readings.ids(world, table, **wanted) == told
    assert (counted.rows, counted.reports) == (len(rows), len({one.report_id for one in rows}))
    latest = wanted.copy()
    latest["newest"] = True
    assert readings.newest(world, table, **wanted) == (readings.ids(world, table, **latest), counted)


@pytest.mark.parametrize("per_page", [1, 2, 3])
def test_the_pages_of_a_list_are_the_list(world: World, per_page: int) -> None:
    whole = listed(world, "events", 1, Filters(), 100).rows.rows
    first = listed(world, "events", 1, Filters(), per_page).rows
    pages = [listed(world, "events", page + 1, Filters(), per_page).rows.rows for page in range(first.pages)]
    assert [quote for page in pages for quote in page] == list(whole)
    assert listed(world, "events", 99, Filters(), per_page).rows.page == first.pages


def test_no_such_table_is_an_error(world: World) -> None:
    with pytest.raises(UsageError, match="no table 'event'"):
        readings.ids(world, "event")


def test_a_world_that_was_not_read_has_empty_lists(lake_world: Path) -> None:
    with client_of(lake_world) as client:
        for table in TABLES:
            assert client.get(f"/{table}.json").json()["found"]["rows"]["total"] == 0
