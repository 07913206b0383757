"""Where exports go, what they refuse, and hostile text in them."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import export_worlds
import networkx as nx
import pandas as pd
import polars as pl
import pyreadstat
import pytest
import small_world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import armillary
from armillary.cli import app
from armillary.errors import UsageError, WorldError
from armillary.schema import Run
from armillary.show.exports import FORMATS, place
from armillary.world import Workshop

EVIL = [
    "a\tb\nc\r\nd",
    "\"quoted\", 'and' <b>&amp;</b>",
    "\u202eright to left\u202c \u200f\u2028\u0085",
    "zero\x00 bell\x07 escape\x1b unit\x1f last\ufffe",
    "=HYPERLINK(1)",
    "NA",
    "None",
    "x" * 10_000,
    "名" * 10_000,
    "😀 e\u0301",
]
HOSTILE = st.one_of(
    st.sampled_from(EVIL),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.lists(st.sampled_from(EVIL[:7]), min_size=2, max_size=4).map("".join),
)
LAX = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world with everything in it."""
    return export_worlds.world(tmp_path_factory.mktemp("exports") / "small.duckdb")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world without an article."""
    path = tmp_path_factory.mktemp("exports") / "empty.duckdb"
    with Workshop.open(path) as shop:
        shop.finish()
    return path


def test_an_unknown_format_is_told_the_known_ones(world: Path, tmp_path: Path) -> None:
    """In one line."""
    with pytest.raises(UsageError, match=r"no format 'sas'; expected one of plover, polecat, gdelt, .*prov"):
        armillary.export(world, "sas", tmp_path / "out")


def test_an_unknown_status_is_told_the_nearest(world: Path, tmp_path: Path) -> None:
    """As actors are."""
    with pytest.raises(UsageError, match="no status 'hapened'; try one of happened"):
        armillary.export(world, "csv", tmp_path / "out", status="hapened")
    with pytest.raises(UsageError, match="no actor 'Kasakhstan'; try one of Kazakhstan"):
        armillary.export(world, "csv", tmp_path / "out", actor="Kasakhstan")


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_is_never_overwritten_unasked(world: Path, tmp_path: Path, form: str) -> None:
    """It is refused, or with `replace` made anew, byte for byte the same."""
    out = tmp_path / "out"
    armillary.export(world, form, out)

    def state() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    before = state()
    with pytest.raises(UsageError, match="exists; choose another place"):
        armillary.export(world, form, out)
    assert state() == before
    armillary.export(world, form, out, replace=True)
    assert {name: one for name, one in state().items() if not name.endswith(".dta")} == {
        name: one for name, one in before.items() if not name.endswith(".dta")
    }


def test_only_a_folder_of_ours_is_replaced(world: Path, tmp_path: Path) -> None:
    """Somebody's files are safe, and so is a file where a folder is expected."""
    theirs = tmp_path / "thesis"
    theirs.mkdir()
    (theirs / "chapter.tex").write_text("mine")
    with pytest.raises(UsageError, match="holds files that no export wrote"):
        armillary.export(world, "csv", theirs, replace=True)
    with pytest.raises(UsageError, match="expected a folder, found a file"):
        armillary.export(world, "csv", theirs / "chapter.tex", replace=True)
    with pytest.raises(UsageError, match="expected a file, found a folder"):
        armillary.export(world, "gexf", theirs, replace=True)
    assert (theirs / "chapter.tex").read_text() == "mine"


def test_a_failed_export_leaves_nothing_and_spoils_nothing(tmp_path: Path) -> None:
    """The earlier file stays whole."""
    path = tmp_path / "out.txt"
    path.write_text("before")
    with pytest.raises(RuntimeError):
        _fail_in_file(path)
    assert path.read_text() == "before"
    with pytest.raises(RuntimeError):
        _fail_in_folder(tmp_path / "folder")
    assert [one.name for one in tmp_path.iterdir()] == ["out.txt"]


def test_a_folder_that_cannot_be_moved_in_leaves_the_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is put back to its place, and nothing is left beside it."""
    path = tmp_path / "folder"
    path.mkdir()
    (path / "table.csv").write_text("before")
    rename = Path.rename

    def refuse(self: Path, to: Path) -> Path:
        if ".partial-" in self.name:
            raise PermissionError(13, "Permission denied")
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(UsageError, match="cannot be written"), place.fresh_folder(path) as folder:
        (folder / "table.csv").write_text("after")
    assert (path / "table.csv").read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


def _fail_in_file(path: Path) -> None:
    with place.fresh_file(path) as file:
        file.write("half")
        raise RuntimeError


def _fail_in_folder(path: Path) -> None:
    with place.fresh_folder(path) as folder:
        (folder / "half").write_text("half")
        raise RuntimeError


def test_a_place_that_cannot_be_written_is_told(world: Path, tmp_path: Path) -> None:
    """As a wrong use, with what to try."""
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        armillary.export(world, "plover", tmp_path / "file" / "out.jsonl")


def test_an_export_is_named_after_its_world(world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the working directory, where nothing is said."""
    monkeypatch.chdir(tmp_path)
    assert armillary.export(world, "gexf").path == "small.gexf"
    assert armillary.export(world, "csv").path == "small-csv"
    assert armillary.export(world, "polecat").beside == "small.polecat.evidence.csv"


def test_the_command_tells_what_it_wrote_and_left_out(world: Path, tmp_path: Path) -> None:
    """In words, or as JSON; days are checked."""
    out = tmp_path / "w.tsv"
    told = CliRunner().invoke(app, ["export", str(world), "--format", "polecat", "-o", str(out)]).stdout
    assert f"{out}: 5 events" in told
    assert "left out: 3 events that have not happened (--status all writes them too)" in told
    assert "left out: 1 event of which only the quarter or the year is known" in told
    again = ["export", str(world), "--format", "gexf", "-o", str(tmp_path / "w.gexf"), "--json"]
    assert json.loads(CliRunner().invoke(app, [*again, "--source", "RUS"]).stdout)["n"] == 1
    assert isinstance(CliRunner().invoke(app, [*again, "--after", "yesterday"]).exception, UsageError)


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_world_says_how_to_fill_it(empty: Path, tmp_path: Path, form: str) -> None:
    """Of every format."""
    with pytest.raises(WorldError, match="holds no articles; `armillary build"):
        armillary.export(empty, form, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_world_that_is_only_traced_gives_what_it_has(tmp_path: Path) -> None:
    """Tables and copy trees; for events, ties and annotations it says which room makes them."""
    world = small_world.write(tmp_path / "traced.duckdb")
    for form, room in (("plover", "read"), ("dta", "read"), ("gexf", "model"), ("graphml", "model")):
        with pytest.raises(WorldError, match=f"goes on to the room {room}"):
            armillary.export(world, form, tmp_path / "out")
    assert armillary.export(world, "csv", tmp_path / "csv").n > 0
    assert armillary.export(world, "prov", tmp_path / "w.jsonld").n > 7


def test_a_world_whose_articles_gave_nothing_says_so(tmp_path: Path) -> None:
    """It was modelled; building on would not help."""
    world = small_world.write(tmp_path / "w.duckdb")
    with Workshop.open(world) as shop:
        with shop.transaction():
            shop.insert(
                Run, [Run(run_id="r", room="model", started=small_world.RUNS[0].started, version="", settings="{}")]
            )
        shop.finish()
    with pytest.raises(WorldError, match="needs ties, and its articles gave none"):
        armillary.export(world, "gexf", tmp_path / "out")


def test_a_world_of_records_alone_is_exported(tmp_path: Path) -> None:
    """Event data from elsewhere, as event data and as tables; how many independent reports is not measured."""
    given = tmp_path / "events.tsv"
    given.write_text("Russia\tImpose sanctions\tKazakhstan\t2018-01-31\nChina\tConsult\tRussia\t2018-02-01\n")
    armillary.load([given], tmp_path / "w.duckdb", format="quadruples")
    for form in ("plover", "polecat", "gdelt", "icews", "csv", "parquet", "dta", "gexf", "graphml"):
        assert armillary.export(tmp_path / "w.duckdb", form, tmp_path / form).n > 0
    found = pd.read_csv(tmp_path / "csv" / "dyad_month.csv")
    assert found["n_records"].tolist() == [1] * len(found)
    assert found["n_reports"].isna().all()
    own = json.loads((tmp_path / "plover").read_text("utf-8").splitlines()[0])
    assert own["armillary"]["n_reports"] is None


def _cleaned(text: str) -> str:
    """What CSV and Stata hold of a text."""
    return text.replace("\0", "\ufffd")


@pytest.mark.parametrize("name", ["".join(EVIL[:7]), EVIL[8]])
def test_hostile_text_comes_through_every_format(tmp_path: Path, name: str) -> None:
    """Each reader gets the rows that were written, with their text, and nothing breaks out of its cell."""
    _check_all(tmp_path, name, name)


@pytest.mark.slow
@LAX
@given(name=HOSTILE.filter(str.strip), line=HOSTILE.filter(str.strip))
def test_any_text_comes_through_every_format(tmp_path_factory: pytest.TempPathFactory, name: str, line: str) -> None:
    """The same of whatever text there may be."""
    _check_all(tmp_path_factory.mktemp("hostile"), name, line)


def _check_all(folder: Path, name: str, line: str) -> None:
    world = export_worlds.world(folder / "w.duckdb", name=name, line=line)
    done = {form: armillary.export(world, form, folder / form).path for form in FORMATS}
    _check_tables(Path(done["csv"]), Path(done["parquet"]), name, line)
    _check_stata(Path(done["dta"]), line)
    _check_event_data({form: Path(path) for form, path in done.items()})
    _check_xml(Path(done["gexf"]), Path(done["graphml"]))
    page = json.loads(Path(done["webannotation"]).read_text("utf-8"))
    event = next(one for one in page["items"] if one["id"].endswith("events:e1"))
    assert event["target"]["selector"][0]["exact"] == line
    assert event["armillary:status"] == "anchored"


def _check_tables(folder: Path, parquet: Path, name: str, line: str) -> None:
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            head, *rest = csv.reader(file, strict=True)
        assert all(len(row) == len(head) and all(row) for row in rest)
    actors = pd.read_csv(folder / "actors.csv", dtype=str, keep_default_na=False).set_index("actor_id")
    assert actors.loc["person:tokayev", "name"] == _cleaned(name)
    same = pl.read_parquet(parquet / "actors.parquet").filter(pl.col("actor_id") == "person:tokayev")
    assert same["name"].to_list() == [_cleaned(name)]
    events = pl.read_parquet(parquet / "events.parquet").filter(pl.col("event_id") == "e1")
    assert events["text"].to_list() == [_cleaned(line)]


def _check_stata(folder: Path, line: str) -> None:
    found = pd.read_stata(folder / "events.dta").set_index("event_id")
    assert found.loc["e1", "text"] == _cleaned(line)
    assert len(found) == len(pyreadstat.read_dta(str(folder / "events.dta"))[0]) == 9


def _check_event_data(done: dict[str, Path]) -> None:
    """One line a row, whatever stands in it."""
    for form, columns, extra in (("polecat", 40, 1), ("icews", 20, 1), ("gdelt", 62, 0)):
        text = done[form].read_text("utf-8")
        assert "\r" not in text
        assert len(text.splitlines()) == 5 + extra
        lines = text.splitlines()
        rows = [one.split("\t") for one in lines] if form == "gdelt" else list(csv.reader(lines, delimiter="\t"))
        assert all(len(row) == columns for row in rows)
    assert len([json.loads(one) for one in done["plover"].read_text("utf-8").split("\n") if one]) == 6


def _check_xml(gexf: Path, graphml: Path) -> None:
    assert len(list(ET.parse(gexf).getroot().iter("{http://gexf.net/1.3}edge"))) == 2
    assert set(nx.read_graphml(graphml).nodes) == {"KAZ", "RUS"}
