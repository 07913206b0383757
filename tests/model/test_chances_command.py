"""`forecast` of a world: what is kept, what is asked for, hindcasts, what is refused."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import armillary
from armillary.cli import app
from armillary.errors import UsageError
from armillary.schema import Forecast
from armillary.world import World

LINES = [
    *(f"Russia\tThreaten\tKazakhstan\t2018-01-{1 + 3 * n:02d}" for n in range(9)),
    *(f"Kazakhstan\tReject\tRussia\t2018-01-{2 + 3 * n:02d}" for n in range(9)),
    *(f"Kazakhstan\tConsult\tChina\t2018-02-{1 + 5 * n:02d}" for n in range(5)),
    "Japan\tConsult\tKazakhstan\t2018-01-05",
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chances")
    (folder / "q.tsv").write_text("\n".join(LINES), "utf-8")
    armillary.load([folder / "q.tsv"], folder / "w.duckdb", format="quadruples")
    return folder / "w.duckdb"


def test_a_world_keeps_its_forecasts_made_for_the_day_after_its_latest_evidence(world: Path) -> None:
    with World.open(world) as w:
        kept = w.rows(Forecast)
    assert {row.made_at for row in kept} == {dt.datetime(2018, 2, 22)}
    assert all(row.probability is not None and row.words and row.because for row in kept)
    told = armillary.forecast(world)
    assert sorted(map(str, told)) == sorted(map(str, kept))
    month = [row.probability or 0 for row in armillary.forecast(world, days=30)]
    assert month == sorted(month, reverse=True)
    assert armillary.forecast(world, limit=2) == told[:2]


def test_what_is_asked_for_is_what_is_kept(world: Path) -> None:
    asked = armillary.forecast(world, source="RUS")
    assert asked == [row for row in armillary.forecast(world) if row.source_id == "RUS"]
    assert {row.event_type for row in armillary.forecast(world, actor="Kazakhstan", type="DEMAND")} <= {"REQUEST"}


def test_a_hindcast_sees_nothing_later(world: Path) -> None:
    then = armillary.forecast(world, as_of=dt.date(2018, 1, 20))
    assert {row.window_start for row in then} == {dt.date(2018, 1, 21)}
    dates = {date for row in then for why in row.because for date in re.findall(r"2018-\d\d-\d\d", why)}
    assert max(dates) == "2018-01-20"
    assert armillary.forecast(world, as_of=dt.date(2017, 1, 1)) == []


def test_a_pair_of_too_little_evidence_is_told_without_a_number(world: Path) -> None:
    rows = armillary.forecast(world, source="JPN", target="KAZ", days=7)
    assert {row.probability for row in rows} == {None}
    assert len(rows) == 16
    assert "1 independent report of the two" in rows[0].because[0]
    assert "too little evidence" in CliRunner().invoke(app, ["forecast", str(world), "--source", "CHN"]).stdout


def test_the_command_prints_number_words_interval_and_reasons(world: Path) -> None:
    out = CliRunner().invoke(app, ["forecast", str(world), "--source", "RUS", "--type", "THREATEN", "--days", "30"])
    assert out.exit_code == 0
    assert "RUS THREATEN KAZ" in out.stdout
    assert "%" in out.stdout
    assert "together" in out.stdout
    found = json.loads(CliRunner().invoke(app, ["forecast", str(world), "--json", "--limit", "1"]).stdout)
    assert 0 < found[0]["probability"] < 1


@pytest.mark.parametrize(
    ("asked", "told"),
    [({"actor": "KAX"}, "KAZ"), ({"type": "SANCTIONS"}, "SANCTION"), ({"days": 8}, "7, 30, 90")],
)
def test_what_does_not_exist_is_refused_with_what_does(world: Path, asked: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        armillary.forecast(world, **asked)
