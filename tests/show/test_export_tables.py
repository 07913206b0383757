"""CSV and Parquet: every reader sees the same types, nothing is missing silently, the codebook tells all."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import export_worlds
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

import armillary
from armillary.show.exports.package import CODEBOOK
from armillary.show.exports.tables import tables

NAMES = [table.name for table in tables()]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world with everything in it."""
    return export_worlds.world(tmp_path_factory.mktemp("exports") / "small.duckdb")


@pytest.fixture(scope="module")
def folder(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world as CSV."""
    path = tmp_path_factory.mktemp("csv") / "out"
    armillary.export(world, "csv", path)
    return path


@pytest.fixture(scope="module")
def parquet(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world as Parquet."""
    path = tmp_path_factory.mktemp("parquet") / "out"
    armillary.export(world, "parquet", path)
    return path


def rows(path: Path) -> list[dict[str, str]]:
    """Cells of a CSV file as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def package(folder: Path) -> dict[str, dict[str, Any]]:
    """Resources of the data package by table."""
    told = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return {resource["name"].replace("-", "_"): resource for resource in told["resources"]}


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_empty(folder: Path, name: str) -> None:
    """What is missing says NA."""
    assert all(cell for row in rows(folder / f"{name}.csv") for cell in row.values())


_SHAPES = {
    "integer": r"-?\d+",
    "number": r"-?\d+(\.\d+)?(e-?\d+)?",
    "boolean": "true|false",
    "date": r"\d{4}-\d\d-\d\d",
    "datetime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_column_has_one_type(folder: Path, name: str) -> None:
    """Every cell is of its column's declared type, or NA, so that no reader has to guess or warn."""
    for field in package(folder)[name]["schema"]["fields"]:
        if field["type"] in _SHAPES:
            for row in rows(folder / f"{name}.csv"):
                assert row[field["name"]] == "NA" or re.fullmatch(_SHAPES[field["type"]], row[field["name"]]), field


@pytest.mark.parametrize("name", NAMES)
def test_what_must_be_there_is_there(folder: Path, name: str) -> None:
    """A column that the package requires has no NA, one with listed values no other, and the key tells rows apart."""
    resource = package(folder)[name]
    found = rows(folder / f"{name}.csv")
    for field in resource["schema"]["fields"]:
        told = field.get("constraints", {})
        cells = {row[field["name"]] for row in found}
        assert "NA" not in cells or not told.get("required"), field
        if "enum" in told:
            assert cells <= {str(one) for one in told["enum"]} | {"NA"}, field
    keys = [tuple(row[column] for column in resource["schema"]["primaryKey"]) for row in found]
    assert len(set(keys)) == len(keys)


def test_names_are_good_in_every_program(folder: Path) -> None:
    """Names are ASCII in lower case, at most 32 characters, and none is a word that Stata keeps for itself."""
    reserved = {"byte", "case", "class", "double", "end", "float", "for", "if", "in", "int", "long", "quad", "using"}
    for name, resource in package(folder).items():
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert len(set(names)) == len(names)
        for one in (name, *names):
            assert re.fullmatch(r"[a-z][a-z0-9_]{0,31}", one), one
            assert one not in reserved


def test_the_codebook_has_every_column_in_order(folder: Path) -> None:
    """Name, type and meaning of each; the header lines of the files are the same."""
    told: dict[str, list[str]] = {}
    for row in rows(folder / CODEBOOK):
        told.setdefault(row["table"], []).append(row["column"])
        assert row["meaning"]
        assert row["type"] in {*_SHAPES, "string"}
    for name in NAMES:
        with (folder / f"{name}.csv").open(encoding="utf-8") as file:
            assert next(csv.reader(file)) == told[name]


@pytest.mark.parametrize("name", NAMES)
def test_pandas_and_polars_read_it(folder: Path, parquet: Path, name: str) -> None:
    """Without a warning, with the types of the Parquet file."""
    fields = package(folder)[name]["schema"]["fields"]
    texts = {field["name"]: str for field in fields if field["type"] == "string"}
    found = pd.read_csv(folder / f"{name}.csv", dtype=texts, keep_default_na=False, na_values=["NA"])
    same = pl.read_csv(folder / f"{name}.csv", null_values=["NA"], schema_overrides=dict.fromkeys(texts, pl.String))
    typed = pq.read_table(parquet / f"{name}.parquet")
    assert len(found) == same.height == typed.num_rows == len(rows(folder / f"{name}.csv"))
    assert list(found.columns) == same.columns == typed.column_names
    for field in fields:
        values = typed.column(field["name"]).to_pylist()
        assert pd.isna(found[field["name"]]).tolist() == [one is None or one == "NA" for one in values]


def test_offsets_count_code_points(folder: Path) -> None:
    """The text of an event stands at its place in its article."""
    texts = {row["article_id"]: row["text"] for row in rows(folder / "articles.csv")}
    for row in rows(folder / "events.csv"):
        assert texts[row["article_id"]][int(row["start_char"]) : int(row["end_char"])] == row["text"]


def test_events_say_whether_they_happened_and_on_how_many_reports(folder: Path) -> None:
    """All statuses are there; a copy is told from the article that speaks for its report."""
    found = {row["event_id"]: row for row in rows(folder / "events.csv")}
    assert found["e7"]["status"] == "denied"
    assert (found["e1"]["n_reports"], found["e1"]["happening_id"]) == ("2", "h1")
    assert (found["e1"]["is_reference"], found["e4"]["is_reference"]) == ("true", "false")
    assert found["e4"]["report_id"] == found["e1"]["report_id"] == "r-aa"
    assert found["e9"]["n_reports"] == "NA"


def test_states_have_the_codes_of_political_science(folder: Path) -> None:
    """A person has those of its state; Palestine has no number; Namibia's `NA` is quoted."""
    found = {row["event_id"]: row for row in rows(folder / "events.csv")}
    assert [found["e2"][f"source_{code}"] for code in ("iso3c", "iso2c", "cown", "cowc", "gwno")] == [
        "KAZ",
        "KZ",
        "705",
        "KZK",
        "705",
    ]
    assert (found["e6"]["source_iso3c"], found["e6"]["source_cown"]) == ("PSE", "NA")
    assert '"NA"' in (folder / "events.csv").read_text("utf-8")
    assert (found["e8"]["source_iso3c"], found["e8"]["source_cown"]) == ("NAM", "565")


def test_lists_are_joined_and_sentences_are_json(folder: Path) -> None:
    """As the codebook says."""
    assert rows(folder / "statements.csv")[0]["about"] == "KAZ;person:tokayev"
    assert json.loads(rows(folder / "forecasts.csv")[0]["because"]) == ['in 2 of 8 cases; "again"', "nothing since"]
    assert json.loads(rows(folder / "actors.csv")[0]["names"])
    told = {(row["table"], row["column"]): row["meaning"] for row in rows(folder / CODEBOOK)}
    assert "joined by `;`" in told["statements", "about"]
    assert "JSON" in told["forecasts", "because"]


def test_dyads_count_each_event_once(folder: Path) -> None:
    """A copy adds nothing, a mutual event counts both ways, what has not happened not at all."""
    found = {(row["iso3c1"], row["iso3c2"], row["date"]): row for row in rows(folder / "dyad_day.csv")}
    threat = found["RUS", "KAZ", "2022-09-26"]
    assert (threat["n_threaten"], threat["n_consult"], threat["n_sanction"]) == ("1", "1", "1")
    assert (threat["n_events"], threat["n_records"], threat["n_reports"]) == ("3", "1", "1")
    assert threat["event_ids"] == "e1;e2;x1"
    assert float(threat["intensity_mean"]) == pytest.approx((-3.5 + 4.0 - 6.0) / 3)
    assert (threat["ccode1"], threat["ccode2"], threat["year"], threat["month"]) == ("365", "705", "2022", "9")
    assert found["KAZ", "RUS", "2022-09-26"]["n_consult"] == "1"
    thanks = found["PSE", "KAZ", "2022-09-28"]
    assert (thanks["n_undated"], thanks["ccode1"]) == ("1", "NA")
    assert ("NAM", "RUS", "2022-01-01") not in found


def test_dyads_add_up(folder: Path) -> None:
    """Quadrants and types of a dyad each sum to its events."""
    for name in ("dyad_day", "dyad_month"):
        for row in rows(folder / f"{name}.csv"):
            quads = [int(row[f"n_{quad}"]) for quad in ("verbal_coop", "material_coop", "verbal_conf", "material_conf")]
            types = [int(cell) for column, cell in row.items() if re.fullmatch("n_[a-z]+", column)]
            others = [int(row[column]) for column in ("n_events", "n_undated", "n_records")]
            reports = 0 if row["n_reports"] == "NA" else int(row["n_reports"])
            assert sum(quads) == int(row["n_events"]) == sum(types) - sum(others) - reports


def test_filters_act_on_the_tables_that_have_what_they_ask_for(world: Path, tmp_path: Path) -> None:
    """By actor, type, status and language."""
    armillary.export(world, "csv", tmp_path / "a", actor="Palestine", type="SUPPORT")
    assert [row["event_id"] for row in rows(tmp_path / "a" / "events.csv")] == ["e6"]
    assert len(rows(tmp_path / "a" / "articles.csv")) == 3
    armillary.export(world, "csv", tmp_path / "b", status="denied,hypothetical", language="en")
    assert [row["event_id"] for row in rows(tmp_path / "b" / "events.csv")] == ["e7", "e9"]
    assert len(rows(tmp_path / "b" / "articles.csv")) == 2
