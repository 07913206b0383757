"""Event data: the columns of each format, and what our own loaders make of them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import export_worlds
import pytest

import armillary
from armillary.lexicon import cameo, plover
from armillary.schema import Record
from armillary.show.exports import gdelt, icews, polecat
from armillary.world import World


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world with everything in it."""
    return export_worlds.world(tmp_path_factory.mktemp("exports") / "small.duckdb")


def lines(path: Path) -> list[Any]:
    """Objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def cells(path: Path, delimiter: str = "\t") -> list[list[str]]:
    """Cells of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def loaded(path: Path, form: str, folder: Path) -> list[Record]:
    """What our loader makes of a file."""
    armillary.load([path], folder / "loaded.duckdb", format=form, until="read")
    with World.open(folder / "loaded.duckdb") as world:
        return world.rows(Record)


def acts(records: list[Record]) -> list[tuple[str | None, str | None, str | None, str]]:
    """Who did what to whom, when."""
    return sorted((r.source_id, r.event_type, r.target_id, r.date.isoformat()) for r in records)


HAPPENED = [
    ("KAZ", "CONSULT", "RUS", "2022-09-26"),
    ("PSE", "SUPPORT", "KAZ", "2022-09-28"),
    ("RUS", "CONSULT", "KAZ", "2022-09-26"),
    ("RUS", "SANCTION", "KAZ", "2022-09-26"),
    ("RUS", "THREATEN", "KAZ", "2022-09-26"),
]
"""What happened or is claimed to have, each independent report once, by state."""
PERSONS = [
    ("PSE", "SUPPORT", "KAZ", "2022-09-28"),
    ("RUS", "SANCTION", "KAZ", "2022-09-26"),
    ("RUS", "THREATEN", "KAZ", "2022-09-26"),
    ("person:putin", "CONSULT", "person:tokayev", "2022-09-26"),
    ("person:tokayev", "CONSULT", "person:putin", "2022-09-26"),
]


def test_plover_comes_back(world: Path, tmp_path: Path) -> None:
    """The same acts of the same persons and states; PLOVER can say that only the year is known."""
    done = armillary.export(world, "plover", tmp_path / "w.jsonl")
    assert (done.n, done.n_not_happened, done.n_vague, done.n_undated) == (6, 3, 0, 0)
    year = ("NAM", "AID", "RUS", "2022-01-01")
    assert acts(loaded(tmp_path / "w.jsonl", "plover", tmp_path)) == sorted([*PERSONS, year])


def test_plover_has_the_fields_of_the_manual(world: Path, tmp_path: Path) -> None:
    """With the sentence, its place, and what the event rests on."""
    armillary.export(world, "plover", tmp_path / "w.jsonl")
    found = {one["id"]: one for one in lines(tmp_path / "w.jsonl")}
    meeting = found["e2"]
    assert meeting["actor"] == [
        {
            "code": "KAZ",
            "sector": ["GOV"],
            "entity_text": "Tokayev",
            "identifier_text": "Kassym-Jomart Tokayev",
            "gender": "m",
        }
    ]
    assert (meeting["event"], meeting["mode"], meeting["quad_code"]) == (["CONSULT"], ["visit"], 1)
    assert meeting["text"] == "Tokayev met Putin on Monday."
    assert meeting["text_info"] == {"sequence": 1, "start": 22, "end": 50}
    assert meeting["cite_info"]["language"] == "en"
    assert found["e8"]["enddate"] == "2022-12-31"
    assert found["e1"]["armillary"]["n_reports"] == 2
    assert found["e1"]["armillary"]["event_ids"] == ["e1"]
    assert found["e6"]["armillary"]["date_from"] == "published"
    assert found["x1"]["cite_info"]["corpus"] == "events.tsv"


def test_what_has_not_happened_says_so_in_plover_and_is_not_loaded(world: Path, tmp_path: Path) -> None:
    """Asked for, it carries an auxiliary mode of the manual; our loader leaves it out."""
    armillary.export(world, "plover", tmp_path / "w.jsonl", status="all")
    found = {one["id"]: one for one in lines(tmp_path / "w.jsonl")}
    assert found["e7"]["mode"] == ["negation"]
    assert found["e9"]["mode"] == ["hypothetical"]
    assert found["e3"]["mode"] == ["future"]
    assert len(acts(loaded(tmp_path / "w.jsonl", "plover", tmp_path))) == 6


def test_records_happened_and_have_no_language(world: Path, tmp_path: Path) -> None:
    """Asked for what was denied, or for one language, there are none of them."""
    armillary.export(world, "plover", tmp_path / "a", status="denied")
    assert [one["id"] for one in lines(tmp_path / "a")] == ["e7"]
    armillary.export(world, "plover", tmp_path / "b", language="en")
    assert "x1" not in {one["id"] for one in lines(tmp_path / "b")}
    armillary.export(world, "csv", tmp_path / "c", status="denied")
    assert "x1" not in (tmp_path / "c" / "dyad_day.csv").read_text("utf-8")


def test_polecat_has_its_40_columns(world: Path, tmp_path: Path) -> None:
    """In order, nothing empty, the id beginning with the article's; what is not known is None."""
    done = armillary.export(world, "polecat", tmp_path / "w.tsv")
    head, *rest = cells(tmp_path / "w.tsv")
    assert len(head) == 40
    assert tuple(head) == polecat.COLUMNS
    assert all(len(row) == 40 and all(row) for row in rest)
    found = {row[0]: dict(zip(head, row, strict=True)) for row in rest}
    threat = found["aa_EVENT_e1"]
    assert (threat["Event Type"], threat["Quad Code"], threat["Event Mode"]) == ("THREATEN", "VERBAL CONFLICT", "None")
    assert (threat["Actor Country"], threat["Actor COW"]) == ("RUS", "365")
    assert found["cc_EVENT_e6"]["Actor COW"] == "None"
    assert (done.n_vague, done.n_not_happened) == (1, 3)


def test_polecat_comes_back(world: Path, tmp_path: Path) -> None:
    """The same acts; what our loader does not know it leaves open."""
    armillary.export(world, "polecat", tmp_path / "w.tsv")
    assert acts(loaded(tmp_path / "w.tsv", "polecat", tmp_path)) == PERSONS


def test_gdelt_has_its_61_columns_and_independent_sources(world: Path, tmp_path: Path) -> None:
    """A row is a real-world event; no header."""
    armillary.export(world, "gdelt", tmp_path / "w.tsv")
    rows = cells(tmp_path / "w.tsv")
    assert all(len(row) == 62 for row in rows)
    assert len(gdelt.COLUMNS) == 62
    assert (gdelt.COLUMNS[26], gdelt.COLUMNS[30], gdelt.COLUMNS[60]) == ("EventCode", "GoldsteinScale", "SOURCEURL")
    found = [dict(zip(gdelt.COLUMNS, row, strict=True)) for row in rows]
    threat = next(row for row in found if row["EventRootCode"] == "13")
    assert (threat["Actor1Code"], threat["Day"], threat["QuadClass"]) == ("RUS", "20220926", "3")
    assert (threat["IndependentSources"], threat["NumArticles"]) == ("2", "3")
    assert len({row["GlobalEventID"] for row in found}) == len(found)
    sanction = next(row for row in found if row["EventCode"] == "163")
    assert sanction["IndependentSources"] == ""


def test_gdelt_comes_back(world: Path, tmp_path: Path) -> None:
    """By state and role, as GDELT codes actors."""
    armillary.export(world, "gdelt", tmp_path / "w.tsv")
    roles = [("gov:kaz", "CONSULT", "gov:rus", "2022-09-26"), ("gov:rus", "CONSULT", "gov:kaz", "2022-09-26")]
    states = [act for act in HAPPENED if act[1] != "CONSULT"]
    assert acts(loaded(tmp_path / "w.tsv", "gdelt", tmp_path)) == sorted([*states, *roles])


def test_icews_comes_back(world: Path, tmp_path: Path) -> None:
    """The columns of ICEWS; a record keeps the code it came with."""
    armillary.export(world, "icews", tmp_path / "w.tsv")
    head, *rest = cells(tmp_path / "w.tsv")
    assert tuple(head) == icews.COLUMNS
    assert "163" in {row[6] for row in rest}
    assert acts(loaded(tmp_path / "w.tsv", "icews", tmp_path)) == PERSONS


@pytest.mark.parametrize("form", ["polecat", "gdelt", "icews"])
def test_what_the_columns_cannot_hold_stands_beside(world: Path, tmp_path: Path, form: str) -> None:
    """Every row of the export has its line of evidence, with the sentence's place and the independent reports."""
    armillary.export(world, form, tmp_path / "w.tsv")
    head, *rest = cells(tmp_path / "w.evidence.csv", ",")
    told = [dict(zip(head, row, strict=True)) for row in rest]
    rows = cells(tmp_path / "w.tsv")[0 if form == "gdelt" else 1 :]
    assert {row[0] for row in rows} == {row["row_id"] for row in told}
    threat = next(row for row in told if row["event_id"] == "e1")
    assert (threat["n_reports"], threat["article_id"], threat["n"], threat["status"]) == ("2", "aa", "0", "happened")
    assert threat["text"] == "Moscow warned Astana."


@pytest.mark.parametrize("form", ["plover", "polecat", "gdelt", "icews"])
def test_copies_add_nothing(world: Path, tmp_path: Path, form: str) -> None:
    """Only the article that speaks for its report is told."""
    armillary.export(world, form, tmp_path / "w", status="all")
    told = "".join(path.read_text("utf-8") for path in tmp_path.iterdir())
    assert "Москва" not in told


def test_a_type_of_plover_has_a_code_of_cameo() -> None:
    """The code means the same type, and the same mode wherever CAMEO has it."""
    for name, kind in plover.types().items():
        for mode in (None, *kind.modes):
            code = cameo.of_plover(name, mode)
            known = {one.mode for one in cameo.codes().values() if one.type == name}
            assert code.type == name
            assert code.mode == mode or mode is None or mode not in known
