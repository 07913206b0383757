"""Event data from elsewhere: every format, with the faults its files have."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

import armillary
from armillary.errors import SourceError
from armillary.lexicon import cameo
from armillary.model.load import FORMATS, Loaded, load_file
from armillary.model.load.actors import Actors, country, sector_of
from armillary.model.load.raw import Party
from armillary.schema import Actor, Record
from armillary.world import Workshop, World

DAY = dt.date(2018, 5, 4)

ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t"
    "Target Name\tTarget Sectors\tTarget Country\tStory ID\n"
    "1\t2018-05-04\tForeign Affairs (Kazakhstan)\tGovernment\tKazakhstan\tMake a visit\t042\t1.9\tChina\t\tChina\t7\n"
    "1\t2018-05-04\tForeign Affairs (Kazakhstan)\tGovernment\tKazakhstan\tMake a visit\t042\t1.9\tChina\t\tChina\t7\n"
    "2\t2018-05-05\tCitizen (Kazakhstan)\tPopulation\tKazakhstan\tDemonstrate or rally\t13y\t\tChina\t\tChina\t8\n"
    "3\tyesterday\tChina\t\tChina\tConsult\t040\t1\tIndia\t\tIndia\t9\n"
    "4\t2018-05-06\tChina\n"
)

POLECAT = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tActor Name\tActor Country\tPrimary Actor Sector\t"
    "Recipient Name\tRecipient Country\n"
    "A_EVENT_1\t2018-05-04\tCONSULT\tvisit\t4\tKazakhstan\tKAZ\tGOV\tKosovo\tKOS\n"
    "A_EVENT_2\t2018-05-04\tDEMAND\t\t0\tJapan\tJAP\tGOV\tChina\tCHN\n"
    "A_EVENT_3\t2018-05-04\t\tCONSULT\t\tJapan\tJPN\tGOV\tChina\tCHN\n"
)


def gdelt(code: str, one: str, other: str, day: str = "20180504") -> str:
    cells = [""] * 61
    cells[0], cells[1], cells[5], cells[15], cells[26], cells[30], cells[32] = (
        "9" + one,
        day,
        one,
        other,
        code,
        "2.5",
        "3",
    )
    return "\t".join(cells)


def load(
    folder: Path, text: str, form: str, name: str = "events.txt"
) -> tuple[Loaded, list[Record], Mapping[str, Actor]]:
    path = folder / name
    path.write_text(text, "utf-8")
    with Workshop.open(folder / "w.duckdb") as workshop:
        loaded = load_file(workshop, path, form)
        return loaded, workshop.rows(Record), {actor.actor_id: actor for actor in workshop.rows(Actor)}


def test_icews_gives_actors_types_and_scores_and_counts_what_it_cannot_read(tmp_path: Path) -> None:
    loaded, records, actors = load(tmp_path, ICEWS, "icews")
    assert (loaded.n_records, loaded.n_known, loaded.n_bad) == (2, 1, 2)
    visit, rally = sorted(records, key=lambda record: record.date)
    assert (visit.event_type, visit.mode, visit.goldstein, visit.intensity) == ("CONSULT", "visit", 1.9, 4.0)
    assert actors[visit.source_id or ""].acts_for == "KAZ"
    assert (rally.event_type, rally.source_id) == ("PROTEST", "group:kaz-citizen")
    assert actors["group:kaz-citizen"].acts_for is None
    assert {failure.error[:6] for failure in loaded.failures} == {"line 5", "line 6"}


def test_polecat_reads_old_names_and_codes_and_leaves_broken_lines(tmp_path: Path) -> None:
    loaded, records, _ = load(tmp_path, POLECAT, "polecat")
    assert (loaded.n_records, loaded.n_bad) == (2, 1)
    found = {(record.source_id, record.event_type, record.target_id, record.intensity) for record in records}
    assert found == {("KAZ", "CONSULT", "XKX", 4.0), ("JPN", "REQUEST", "CHN", 0.0)}


def test_gdelt_reads_codes_of_countries_and_roles(tmp_path: Path) -> None:
    text = "\n".join(
        [gdelt("042", "KAZGOV", "CHN"), gdelt("190", "SUN", "AFGREB"), "too\tfew", gdelt("1", "USA", "", "soon")]
    )
    loaded, records, actors = load(tmp_path, text, "gdelt")
    assert (loaded.n_records, loaded.n_bad) == (2, 2)
    found = {(record.source_id, record.event_type, record.target_id, record.n_sources) for record in records}
    assert found == {("gov:kaz", "CONSULT", "CHN", 3), ("RUS", "ASSAULT", "group:afg-reb", 3)}
    assert actors["gov:kaz"].acts_for == "KAZ"


def test_plover_gives_one_record_for_each_pair(tmp_path: Path) -> None:
    event = {
        "id": "x",
        "date": "2018-05-04",
        "event": "CONSULT",
        "mode": ["visit"],
        "actor": [{"code": "KAZ", "entity_text": "Kazakhstan"}, {"code": "UZB", "entity_text": "Uzbekistan"}],
        "recipient": [{"entity_text": "China"}],
    }
    text = "\n".join([json.dumps(event), "{", "[]", json.dumps({"date": "2018-05-04", "event": "DANCE"})])
    loaded, records, _ = load(tmp_path, text, "plover")
    assert {(record.source_id, record.target_id) for record in records} == {("KAZ", "CHN"), ("UZB", "CHN")}
    assert loaded.n_bad == 3


def test_quadruples_are_read_by_their_labels_out_of_order_and_packed(tmp_path: Path) -> None:
    lines = (
        "Russia\tMake statement\tChina\t2018-05-04\nChina\tACCUSE\tIndia\t2016-01-01\nX\tdance with\tY\t2017-01-01\n"
    )
    path = tmp_path / "q.tsv.gz"
    path.write_bytes(gzip.compress(lines.encode()))
    with Workshop.open(tmp_path / "w.duckdb") as workshop:
        assert load_file(workshop, path, "quadruples").n_records == 3
        records = {record.code: record for record in workshop.rows(Record)}
    assert (records["Make statement"].event_type, records["Make statement"].goldstein) == (None, 0.0)
    assert records["ACCUSE"].intensity == -3.0
    assert records["dance with"].intensity is None


def test_a_second_load_adds_nothing(tmp_path: Path) -> None:
    load(tmp_path, ICEWS, "icews")
    again, records, _ = load(tmp_path, ICEWS, "icews", "a copy of it.txt")
    assert (again.n_records, again.n_known, len(records)) == (0, 3, 2)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_file_of_another_kind_is_refused_with_what_to_try(form: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"format|header"):
        load(tmp_path, "once upon a time\nthere was a king\n", form)


def test_a_file_that_breaks_off_leaves_the_world_as_it_was(tmp_path: Path) -> None:
    good, broken = tmp_path / "good.tsv", tmp_path / "broken.tsv.gz"
    good.write_text("China\tConsult\tIndia\t2018-05-04\n", "utf-8")
    random = np.random.default_rng(0)
    many = "".join(f"China {n}\tConsult\tIndia {random.random()}\t2018-05-04\n" for n in range(45_000))
    packed = gzip.compress(many.encode())
    broken.write_bytes(packed[: len(packed) * 3 // 4])
    armillary.load([good], tmp_path / "w.duckdb", format="quadruples")
    before = (tmp_path / "w.duckdb").read_bytes()
    with pytest.raises(SourceError, match="nothing of it was loaded"):
        armillary.load([broken], tmp_path / "w.duckdb", format="quadruples")
    assert (tmp_path / "w.duckdb").read_bytes() == before
    assert armillary.load([good], tmp_path / "w.duckdb", format="quadruples").n_known == 1
    with World.open(tmp_path / "w.duckdb") as world:
        assert world.count(Record) == 1


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with Workshop.open(tmp_path / "w.duckdb") as workshop, pytest.raises(SourceError, match=r"nothing\.tsv"):
        load_file(workshop, tmp_path / "nothing.tsv", "quadruples")


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("Kazakhstan", "KAZ"),
        ("South Korea", "KOR"),
        ("Democratic Republic of Congo", "COD"),
        ("European Union", "igo:eu"),
        ("Military (Kazakhstan)", "mil:kaz"),
        ("Government (Kazakhstan)", "gov:kaz"),
        ("Energy Department/Ministry (Kazakhstan)", "org:energy-department-ministry-kaz"),
        ("Media Personnel (Kazakhstan)", "group:kaz-media-personnel"),
        ("Angela Merkel", "person:merkel"),
        ("Sergey Viktorovich Lavrov", "person:lavrov"),
        ("Zyx Qwertz", "person:zyx-qwertz"),
        ("", None),
    ],
)
def test_names_become_our_ids(name: str, actor: str | None) -> None:
    assert Actors().id_of(Party(name), DAY) == actor


@pytest.mark.parametrize(
    ("code", "on", "actor"),
    [
        ("SUN", dt.date(1985, 1, 1), "hist:ussr"),
        ("SUN", dt.date(1995, 1, 1), "RUS"),
        ("KSV", DAY, "XKX"),
        ("KOS", DAY, "XKX"),
        ("XKX", DAY, "XKX"),
        ("JAP", DAY, "JPN"),
        ("ROM", DAY, "ROU"),
        ("QQQ", DAY, None),
    ],
)
def test_codes_of_countries_are_dated(code: str, on: dt.date, actor: str | None) -> None:
    assert country(code, on) == actor


@pytest.mark.parametrize(
    ("words", "sector", "official"),
    [
        ("Police", "COP", True),
        ("Former Government Official", "ELI", False),
        ("Citizen", "CVL", False),
        ("Cabinet / Council of Ministers / Advisors", "GOV", True),
        ("Opposition Activist", "OPP", False),
        ("zzz", None, False),
    ],
)
def test_sectors_are_told_by_their_words(words: str, sector: str | None, official: bool) -> None:
    assert sector_of(words) == (sector, official)


def test_every_cameo_code_has_a_score_and_a_type_of_its_sign() -> None:
    for code in cameo.codes().values():
        assert -10 <= code.goldstein <= 10
        assert cameo.by_code(code.code) == code
        assert cameo.by_label(code.label.upper().replace("-", " ")) == code


@pytest.mark.parametrize(
    ("code", "found"), [("19", "190"), ("0", None), ("13y", None), ("42", None), ("042", "042"), ("0435", "043")]
)
def test_finer_and_odd_codes_fall_back(code: str, found: str | None) -> None:
    known = cameo.by_code(code)
    assert (known.code if known else None) == found
