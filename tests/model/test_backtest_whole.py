"""Backtests of small histories, whole."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from armillary.cli import app
from armillary.commands import backtest
from armillary.errors import SourceError, UsageError
from armillary.model.backtest import split_of
from armillary.model.forecast.history import Row, history_of, read_quadruples
from armillary.model.forecast.learner import Learner
from armillary.progress import Silent

START = dt.date(2020, 1, 1)


def lines_of(first: int, last: int, seed: int = 0) -> list[Row]:
    """A made-up world: two neighbours talk each week, the rest at random."""
    rng = np.random.default_rng(seed + first)
    names = ["Alfa", "Beta", "Police (Alfa)", "Police (Beta)", "Citizen (Alfa)", "Citizen (Beta)", "A. Person"]
    rows: list[Row] = []
    for day in range(first, last):
        date = START + dt.timedelta(days=day)
        if day % 7 == 0:
            rows.append(("Alfa", "Consult", "Beta", date))
        for _ in range(4):
            s, o = rng.choice(len(names), 2, replace=False)
            rows.append((names[s], str(rng.choice(["Arrest", "Praise", "Consult"])), names[o], date))
    return rows


def write(path: Path, rows: list[Row]) -> Path:
    """The rows as a file."""
    path.write_text("".join(f"{s}\t{r}\t{o}\t{day}\n" for s, r, o, day in rows), "utf-8")
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Train, valid and test."""
    place = tmp_path_factory.mktemp("history")
    spans = {"train.tsv": (0, 60), "valid.tsv": (60, 75), "test.tsv": (75, 90)}
    train, valid, test = (write(place / name, lines_of(*span)) for name, span in spans.items())
    return train, valid, test


def test_the_command_prints_one_json_object(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    """Stdout holds the fractions and nothing else; --ranks writes a row a question."""
    out = tmp_path / "ranks.parquet"
    done = CliRunner().invoke(app, ["backtest", *map(str, files), "--check-leaks", "--ranks", str(out)])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert {"mrr", "hits@1", "hits@3", "hits@10", "floor_mrr", "seconds"} <= told.keys()
    assert all(0 <= told[key] <= 1 for key in ("mrr", "hits@1", "hits@3", "hits@10", "floor_mrr"))
    assert told["leak_check"] == {"largest_difference": 0.0}
    rows = pq.read_table(out).to_pylist()
    assert len(rows) == told["questions"]
    assert np.mean([1 / row["rank"] for row in rows]) == pytest.approx(told["mrr"])
    assert {row["asked"] for row in rows} == {"object", "subject"}
    for row in rows:
        assert len(row["candidates"]) == len(row["scores"]) <= 50
        assert row["scores"] == sorted(row["scores"], reverse=True)
        assert len(set(row["candidates"])) == len(row["candidates"])


def test_the_same_history_gives_the_same_figures(files: tuple[Path, Path, Path]) -> None:
    """Two runs agree in every figure but the time."""
    first, second = (backtest(*files) for _ in range(2))
    for told in (first, second):
        del told["seconds"], told["peak_memory_gb"]
    assert first == second


def test_the_order_of_lines_and_duplicates_do_not_matter(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    """A shuffled file with every line twice is the same history."""
    rows = read_quadruples(files[0])
    mixed = [rows[i] for i in np.random.default_rng(1).permutation(len(rows))] + rows
    plain, shuffled = backtest(*files), backtest(write(tmp_path / "t.tsv", mixed), *files[1:])
    assert plain["mrr"] == shuffled["mrr"]


def test_a_forecast_does_not_see_the_future() -> None:
    """Candidates and features of a day are the same when all later facts are deleted."""
    rows = lines_of(0, 60)
    history = history_of(rows)
    day = 40
    found = []
    for known in (history, history.until(day)):
        learner = Learner(known, day)
        learner.learn(day, Silent())
        table = {}
        for block, scores in learner.forecast(day):
            for q in range(len(block.subject)):
                for j in range(block.ptr[q], block.ptr[q + 1]):
                    key = (int(block.subject[q]), int(block.relation[q]), int(block.candidate[j]))
                    table[key] = np.append(block.x[j], scores[j])
        found.append(table)
    assert found[0].keys() == found[1].keys()
    for key, value in found[0].items():
        np.testing.assert_allclose(value, found[1][key], rtol=1e-5, atol=1e-30)


def test_a_weekly_meeting_is_foretold() -> None:
    """What returns each week beats chance by far."""
    split = split_of(lines_of(0, 60), lines_of(60, 75), [("Alfa", "Consult", "Beta", START + dt.timedelta(days=77))])
    learner = Learner(split.history, split.test)
    learner.learn(split.test, Silent())
    (block, scores) = next(iter(learner.forecast(split.test)))
    question = int(np.flatnonzero(block.subject == split.history.entities.index("Alfa"))[0])
    rows = slice(block.ptr[question], block.ptr[question + 1])
    best = block.candidate[rows][int(np.argmax(scores[rows]))]
    assert split.history.entities[best] == "Beta"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no facts"),
        ("Alfa\tConsult\tBeta\n", "line 1: came"),
        ("Alfa\tConsult\tBeta\t2020-01-01\nAlfa\tConsult\tBeta\t2020-13-01\n", "line 2: no date '2020-13-01'"),
        ("Alfa\t\tBeta\t2020-01-01\n", "line 1: came"),
        ("subject\trelation\tobject\tdate\n", "line 1: no date 'date'"),
    ],
)
def test_a_bad_file_is_named_with_its_line(text: str, said: str, tmp_path: Path) -> None:
    """The error says which line, what came and what was expected."""
    path = tmp_path / "train.tsv"
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError, match="expected") as error:
        read_quadruples(path)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    """No traceback for a wrong path."""
    with pytest.raises(SourceError, match="there is no such file"):
        read_quadruples(tmp_path / "none.tsv")


def test_parts_out_of_order_are_refused() -> None:
    """Test days that come before the end of training would let the model look ahead."""
    with pytest.raises(UsageError, match="VALID begins on 2020-01-06, but TRAIN ends on 2020-01-10"):
        split_of(lines_of(0, 10), lines_of(5, 12), lines_of(12, 15))


def test_one_actor_one_day() -> None:
    """The smallest histories there are give figures, not errors."""
    from armillary.model.backtest import backtest as run

    days = [START + dt.timedelta(days=n) for n in (0, 9, 400)]
    told = run(split_of(*([("Alfa", "Consult", "Alfa", day)] for day in days)))
    assert told["mrr"] == 1.0
    assert told["questions"] == 2
