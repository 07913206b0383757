"""Institutions of the lexicon: who belongs to them on a day, and how nine languages write them."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from armillary.lexicon import actors

READ = ("en", "ru", "zh", "pl", "uk", "de", "fr", "es", "tr")
KINDS = ("igo", "bloc", "initiative", "event")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("institution", "on", "inside", "outside"),
    [
        ("igo:eu", "2003-06-01", "GBR DEU SWE", "POL HRV"),
        ("igo:eu", "2005-06-01", "POL CYP GBR", "ROU HRV"),
        ("igo:eu", "2014-01-01", "HRV ROU GBR", "SRB TUR UKR"),
        ("igo:eu", "2020-02-01", "FRA POL", "GBR"),
        ("igo:nato", "2003-01-01", "POL HUN TUR", "EST ROU"),
        ("igo:nato", "2022-03-01", "MKD MNE POL", "FIN SWE UKR"),
        ("igo:nato", "2023-05-01", "FIN", "SWE"),
        ("igo:nato", "2024-04-01", "SWE FIN", "AUT IRL"),
        ("igo:csto", "2010-01-01", "UZB KAZ ARM", "AZE GEO TKM"),
        ("igo:csto", "2022-01-10", "KAZ RUS BLR KGZ TJK ARM", "UZB UKR"),
        ("igo:eaeu", "2015-06-01", "RUS BLR KAZ ARM", "KGZ UZB"),
        ("igo:eaeu", "2022-02-01", "KGZ", "UZB TJK"),
        ("igo:cis", "2005-01-01", "GEO UKR KAZ", "EST"),
        ("igo:cis", "2010-01-01", "MDA", "GEO TKM"),
        ("igo:sco", "2016-01-01", "CHN UZB", "IND PAK IRN"),
        ("igo:sco", "2024-08-01", "IND IRN BLR", "TKM MNG"),
        ("igo:brics", "2010-06-01", "BRA CHN", "ZAF"),
        ("igo:brics", "2024-06-01", "ZAF EGY IRN", "IDN TUR"),
        ("igo:asean", "1998-01-01", "VNM LAO", "KHM"),
        ("igo:council-of-europe", "2022-03-15", "RUS TUR", "BLR"),
        ("igo:council-of-europe", "2022-03-17", "TUR UKR", "RUS"),
        ("bloc:g8", "2010-01-01", "RUS USA", "CHN"),
        ("bloc:g8", "2015-01-01", "", "RUS"),
        ("igo:opec", "2018-06-01", "QAT AGO", "RUS"),
        ("igo:opec", "2024-06-01", "SAU", "QAT AGO"),
        ("igo:ecowas", "2025-02-01", "NGA", "MLI NER BFA"),
        ("bloc:schengen", "2023-06-01", "HRV CHE", "BGR ROU IRL"),
        ("bloc:eurozone", "2022-06-01", "LTU", "HRV POL"),
        ("igo:un", "2010-01-01", "CHE TLS MNE", "SSD"),
    ],
)
def test_membership_follows_the_day(institution: str, on: str, inside: str, outside: str) -> None:
    """A state is a member from the day it joins to the day it leaves."""
    found = actors.members(institution, day(on))
    assert set(inside.split()) <= found
    assert not set(outside.split()) & found


def test_counts_of_members() -> None:
    """Membership lists are whole where the number is known."""
    counts = {"igo:eu": 27, "igo:nato": 32, "igo:csto": 6, "igo:eaeu": 5, "igo:un": 193, "bloc:g7": 7, "igo:sco": 10}
    on = day("2024-12-31")
    assert {name: len(actors.members(name, on)) for name in counts} == counts


@pytest.mark.parametrize(
    ("language", "text", "actor_id"),
    [
        ("en", "CSTO", "igo:csto"),
        ("ru", "ОДКБ", "igo:csto"),
        ("zh", "集安组织", "igo:csto"),
        ("pl", "OUBZ", "igo:csto"),
        ("uk", "ОДКБ", "igo:csto"),
        ("de", "OVKS", "igo:csto"),
        ("fr", "OTSC", "igo:csto"),
        ("tr", "KGAÖ", "igo:csto"),
        ("ru", "НАТО", "igo:nato"),
        ("zh", "北约", "igo:nato"),
        ("fr", "Otan", "igo:nato"),
        ("es", "OTAN", "igo:nato"),
        ("uk", "ЄС", "igo:eu"),
        ("tr", "AB", "igo:eu"),
        ("zh", "安理会", "igo:un-security-council"),
        ("pl", "Nowy Jedwabny Szlak", "initiative:bri"),
        ("ru", "Один пояс, один путь", "initiative:bri"),
        ("zh", "一带一路", "initiative:bri"),
        ("ru", "ПМЭФ", "event:spief"),
        ("ru", "КТК", "org:cpc"),
        ("es", "Hamás", "org:hamas"),
        ("de", "Hisbollah", "org:hezbollah"),
        ("zh", "路透社", "org:reuters"),
        ("tr", "Kuzey Akım", "org:nord-stream"),
    ],
)
def test_written_in_each_language(language: str, text: str, actor_id: str) -> None:
    """Usual names and abbreviations lead to the institution, without doubt."""
    assert {form.actor_id for form in actors.forms(language) if form.text == text and not form.context} == {actor_id}


@pytest.mark.parametrize("language", READ)
def test_every_language_writes_the_main_institutions(language: str) -> None:
    """No language lacks a bloc, an alliance or an armed group that all news names."""
    written = {form.actor_id for form in actors.forms(language)}
    wanted = (
        "igo:un igo:nato igo:eu igo:csto igo:eaeu igo:cis igo:sco igo:ots igo:brics bloc:g7 bloc:g20 igo:osce igo:imf"
    )
    assert set(wanted.split()) | {"org:hamas", "org:gazprom", "initiative:bri", "igo:icc", "org:taliban"} <= written


def test_ids_are_well_formed() -> None:
    """An id is a kind and a slug of lower-case ASCII; the states that an institution names exist."""
    known = actors.known()
    for actor in known.values():
        if actor.kind in (*KINDS, "org"):
            assert re.fullmatch(r"[a-z]+:[a-z0-9]+(-[a-z0-9]+)*", actor.actor_id)
            named = {term.of for term in actor.members} | {actor.country, actor.acts_for} - {None}
            assert named - {None} <= set(known), actor.actor_id


def test_organs_speak_for_their_institution_and_companies_for_nobody() -> None:
    """The words of the Commission are the Union's, those of a company are no state's."""
    assert actors.acts_for("igo:european-commission", None) == "igo:eu"
    assert actors.acts_for("org:irgc-irn", None) == "IRN"
    assert actors.acts_for("org:gazprom", None) is None
    assert actors.acts_for("org:reuters", None) is None
