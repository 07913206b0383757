"""ICEWS (CAMEO): its 20 columns, tab-separated, for series that go on from those of ICEWS."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Final, TextIO

from armillary.lexicon import actors, cameo
from armillary.show.exports.evidence import Evidence
from armillary.show.exports.polecat import flat
from armillary.show.exports.told import Party, Told

COLUMNS: Final = (
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
)


def write(file: TextIO, beside: TextIO, events: Iterable[Told]) -> int:
    """Write events and, beside them, their evidence; a mutual one stands once in each direction. Gives the number."""
    out = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n", restval="")
    out.writeheader()
    evidence = Evidence(beside)
    n = 0
    for one in events:
        for told in one.ways():
            n += 1
            out.writerow({name: flat(value) for name, value in _cells(told, n).items() if value is not None})
            evidence.add(str(n), told)
    return n


def cameo_of(told: Told) -> cameo.Code:
    """Its own code where it came with one, else the one nearest to its type of PLOVER."""
    own = told.code and (cameo.by_code(told.code) or cameo.by_label(told.code))
    return own or cameo.of_plover(told.event_type, told.mode)


def _cells(told: Told, number: int) -> dict[str, object]:
    code = cameo_of(told)
    return {
        "Event ID": number,
        "Event Date": told.date.isoformat(),
        **_party(told.source, "Source"),
        "Event Text": code.label,
        "CAMEO Code": code.code,
        "Intensity": code.goldstein,
        **_party(told.target, "Target"),
        "Story ID": told.article_id,
        "Sentence Number": told.n if told.n is None else told.n + 1,
        "Publisher": told.outlet or told.origin,
        "Country": _country(told.place_state),
    }


def _party(party: Party, side: str) -> dict[str, object]:
    known = party.actor_id not in (None, "unknown")
    return {
        f"{side} Name": (party.name or party.actor_id) if known else None,
        f"{side} Sectors": party.sector,
        f"{side} Country": _country(party.state),
    }


def _country(state: str | None) -> str | None:
    known = actors.known().get(state or "")
    return known.name if known else None
