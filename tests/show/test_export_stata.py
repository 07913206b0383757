"""Stata files as pandas and pyreadstat read them."""

from __future__ import annotations

import importlib
from pathlib import Path

import export_worlds
import pandas as pd
import pyreadstat
import pytest

import armillary
from armillary.errors import UsageError


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world with everything in it."""
    return export_worlds.world(tmp_path_factory.mktemp("exports") / "small.duckdb")


@pytest.fixture(scope="module")
def folder(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world for Stata."""
    path = tmp_path_factory.mktemp("dta") / "out"
    armillary.export(world, "dta", path)
    return path


def test_pandas_reads_labelled_values_and_dates(folder: Path) -> None:
    """Types, statuses and quadrants are labelled numbers; dates are dates; what is missing is missing."""
    found = pd.read_stata(folder / "events.dta").set_index("event_id")
    assert found.loc["e7", "status"] == "denied"
    assert found.loc["e1", "event_type"] == "THREATEN"
    assert found.loc["e1", "quad_code"] == "verbal conflict"
    assert found.loc["e1", "date"] == pd.Timestamp("2022-09-26")
    assert found["date"].isna()["e5"]
    assert found.loc["e1", "source_cown"] == 365
    assert found["source_cown"].isna()["e6"]
    assert found.loc["e4", "text"] == "Москва предупредила Астану."


def test_pyreadstat_reads_labels_of_variables_and_values(folder: Path) -> None:
    """The labels are those of the codebook; the numbers are the same in every world."""
    found, meta = pyreadstat.read_dta(str(folder / "events.dta"))
    assert len(found) == 9
    assert meta.column_names_to_labels["status"] == "whether it happened"
    assert meta.variable_value_labels["status"][0] == "happened"
    assert meta.variable_value_labels["mutual"] == {0: "no", 1: "yes"}
    assert meta.variable_value_labels["event_type"][0] == "AGREE"
    month, _ = pyreadstat.read_dta(str(folder / "dyad_month.dta"))
    assert {"ccode1", "ccode2", "year", "month", "n_reports"} <= set(month.columns)


def test_the_file_is_of_version_118(folder: Path) -> None:
    """Stata 14 and later read it; its texts are UTF-8."""
    assert b"<release>118</release>" in (folder / "events.dta").read_bytes()[:100]


def test_without_pandas_it_says_what_to_install(world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And leaves nothing behind."""

    def missing(package: str) -> object:
        raise ImportError(package)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(UsageError, match=r"armillary\[frames\]"):
        armillary.export(world, "dta", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_nothing_that_fits_is_told(world: Path, tmp_path: Path) -> None:
    """Stata has no empty tables."""
    with pytest.raises(UsageError, match="no event fits"):
        armillary.export(world, "dta", tmp_path / "out", actor="Namibia", type="ASSAULT", status="denied")
