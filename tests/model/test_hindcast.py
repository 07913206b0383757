"""Hindcasts of a world: only what was known, against what came about."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import armillary
from armillary.cli import app
from armillary.errors import UsageError
from armillary.model.chances.calibration import log_score
from armillary.model.chances.hindcast import hindcasts, largest_difference
from armillary.model.chances.history import TYPES
from armillary.model.evidence import Evidence, Piece, day_number, evidence
from armillary.world import World

FIRST = day_number(dt.date(2020, 1, 1))


def whole(days: int = 200) -> Evidence:
    """Alfa coerces Beta each five days, Beta rejects Alfa two days later; Gamma meets Beta now and then."""
    meetings = sorted(map(int, np.random.default_rng(0).integers(0, days, 12)))
    acts = [("ALF", "BET", -0.7, "COERCE", range(0, days, 5)), ("BET", "ALF", -0.4, "REJECT", range(2, days, 5))]
    return evidence(
        Piece(source, target, FIRST + day, value, report=f"{kind}{day}", kind=kind)
        for source, target, value, kind, when in [*acts, ("GAM", "BET", 0.3, "CONSULT", meetings)]
        for day in when
    )


def test_they_are_made_at_month_ends_and_score_what_came() -> None:
    """Each window that is over counts; what comes each five days is told as all but certain within thirty."""
    known = whole()
    found = hindcasts(known, known.until)
    assert found["made"] == ["2020-01-31", "2020-02-29", "2020-03-31", "2020-04-30", "2020-05-31", "2020-06-30"]
    windows = found["windows"]
    assert isinstance(windows, dict)
    assert windows["7"]["events_told"] <= windows["7"]["events"]
    month = windows["30"]["types"]["COERCE"]
    assert month["came"] > 0
    assert month["log_score"] < -np.log(0.5)
    assert windows["90"]["told"] < windows["30"]["told"]
    assert {"log_score", "brier", "calibration_error"} <= {key.removeprefix("floor_") for key in month}
    assert set(windows["30"]["strata"]) == {"seen triple", "seen pair"}
    assert sum(one["told"] for one in windows["30"]["strata"].values()) == windows["30"]["told"]


def test_what_becomes_known_later_is_not_used() -> None:
    """Events of the past that are published in the future count as having come, and are not told from."""
    known = whole()
    late = known.day >= FIRST + 60
    blind = hindcasts(known, lambda _: known.where(~late))
    seeing = hindcasts(known, known.until)
    assert isinstance(blind["windows"], dict)
    assert isinstance(seeing["windows"], dict)
    assert blind["windows"]["30"]["events"] == seeing["windows"]["30"]["events"]
    assert blind["windows"]["30"]["log_score"] > seeing["windows"]["30"]["log_score"]


def test_a_short_history_is_looked_at_weekly_and_an_empty_one_not_at_all() -> None:
    """Sundays; and no figures where nothing was told."""
    assert hindcasts(whole(40), whole(40).until)["made"] == ["2020-01-05", "2020-01-12", "2020-01-19", "2020-01-26"]
    none = evidence([])
    found = hindcasts(none, none.until)
    assert found["made"] == []
    assert isinstance(found["windows"], dict)
    assert found["windows"]["7"]["log_score"] is None


def test_pairs_are_matched_by_name_not_by_number() -> None:
    """What was known then may number its actors otherwise."""
    known = whole()

    def turned(day: dt.date) -> Evidence:
        then = known.until(day)
        last = len(then.actors) - 1
        actors, source, target = then.actors[::-1], last - then.source, last - then.target
        parts = {name: getattr(then, name) for name in Evidence.__dataclass_fields__}
        return Evidence(**{**parts, "actors": actors, "source": source, "target": target})

    straight, mixed = hindcasts(known, known.until), hindcasts(known, turned)
    assert straight["windows"] == mixed["windows"]


def test_deleting_the_future_changes_nothing() -> None:
    """The leak check compares probabilities and intervals."""
    assert largest_difference(whole()) == 0.0
    assert largest_difference(evidence([])) == 0.0


LINES = [
    *(f"Russia\tThreaten\tKazakhstan\t2018-0{1 + n // 9}-{1 + 3 * (n % 9):02d}" for n in range(36)),
    *(f"Kazakhstan\tReject\tRussia\t2018-0{1 + n // 9}-{2 + 3 * (n % 9):02d}" for n in range(36)),
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four months of two states."""
    folder = tmp_path_factory.mktemp("hindcasts")
    (folder / "q.tsv").write_text("\n".join(LINES), "utf-8")
    armillary.load([folder / "q.tsv"], folder / "w.duckdb", format="quadruples")
    return folder / "w.duckdb"


def test_the_command_scores_what_forecast_would_have_told(world: Path) -> None:
    """The same probabilities as `forecast --as-of`, and one JSON object on stdout."""
    done = CliRunner().invoke(app, ["backtest", str(world), "--check-leaks"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["made"] == ["2018-01-31", "2018-02-28", "2018-03-31"]
    assert told["leak_check"] == {"largest_difference": 0.0}
    assert told["windows"]["7"]["types"].keys() <= set(TYPES)
    came = {("RUS", "THREATEN", "KAZ"), ("KAZ", "REJECT", "RUS")}
    p, hits = [], []
    for day in told["made"]:
        for row in armillary.forecast(world, days=7, as_of=dt.date.fromisoformat(day)):
            assert row.probability is not None
            p.append(row.probability)
            hits.append((row.source_id, row.event_type, row.target_id) in came)
    assert told["windows"]["7"]["told"] == len(p)
    assert told["windows"]["7"]["log_score"] == pytest.approx(log_score(np.array(p), np.array(hits)), abs=1e-4)


def test_a_world_with_what_is_for_files_is_refused(world: Path) -> None:
    """One or two files, or a world with --rerank, say what was expected."""
    for files in ([world, world], ["train.tsv"], ["train.tsv.gz"]):
        with pytest.raises(UsageError, match="three files"):
            armillary.backtest(*files)
    with pytest.raises(UsageError, match="given alone"):
        armillary.backtest(world, rerank=True)


_LATE = "SELECT article_id FROM articles WHERE published > ? OR published IS NULL"


@pytest.mark.slow
def test_articles_of_the_future_have_no_say(tmp_path: Path) -> None:
    """The leak check on articles: a hindcast is the same when all that was published later is forgotten.

    Undated articles go too: they count as published with the last of the world, which would move.
    """
    day = dt.date(2022, 8, 31)
    armillary.demo(tmp_path / "whole")
    whole = tmp_path / "whole" / "demo.duckdb"
    cut = tmp_path / "cut.duckdb"
    cut.write_bytes(whole.read_bytes())
    with World.open(cut) as w:
        late = [row[0] for row in w.query(_LATE, day)]
    assert late
    armillary.forget(cut, late)
    before, after = (armillary.forecast(world, as_of=day) for world in (whole, cut))
    assert before
    assert [(row.source_id, row.event_type, row.target_id, row.window_end, row.probability) for row in before] == [
        (row.source_id, row.event_type, row.target_id, row.window_end, row.probability) for row in after
    ]
