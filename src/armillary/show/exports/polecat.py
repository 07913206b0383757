"""POLECAT: its 40 columns, tab-separated, one event a line. What is not known is `None`, as POLECAT writes it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Final, TextIO

from armillary import __version__
from armillary.lexicon import plover
from armillary.show.exports.evidence import Evidence
from armillary.show.exports.plover_json import code_of
from armillary.show.exports.told import Party, Told

COLUMNS: Final = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)
_QUADS: Final = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
_NONE: Final = "None"


def write(file: TextIO, beside: TextIO, events: Iterable[Told]) -> int:
    """Write events and, beside them, their evidence; a mutual one stands once in each direction. Gives the number."""
    out = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n", restval=_NONE)
    out.writeheader()
    evidence = Evidence(beside)
    n = 0
    for one in events:
        for way, told in enumerate(one.ways()):
            cells = _cells(told, way)
            out.writerow({name: flat(value) for name, value in cells.items() if value is not None and value != ""})
            evidence.add(str(cells["Event ID"]), told)
            n += 1
    return n


def flat(value: object) -> str:
    """A value on one line: tabs, line ends and NUL break the readers that people have for these files."""
    return " ".join(str(value).replace("\0", " ").split())


def _cells(told: Told, way: int) -> dict[str, object]:
    turned = "" if way == 0 else f"_{way}"
    return {
        "Event ID": f"{told.article_id or 'record'}_EVENT_{told.event_id}{turned}",
        "Event Date": told.date.isoformat(),
        "Event Type": told.event_type,
        "Event Mode": told.mode,
        "Intensity": told.intensity,
        "Quad Code": _QUADS[plover.types()[told.event_type].quad],
        "Contexts": "; ".join(told.contexts),
        **_party(told.source, "Actor"),
        **_party(told.target, "Recipient"),
        "Placename": told.place,
        "Country": told.place_state,
        "Source": told.outlet or told.origin,
        "Publication Date": told.published,
        "Language": told.language,
        "Version": f"Armillary {__version__}",
    }


def _party(party: Party, side: str) -> dict[str, object]:
    if party.actor_id == "unknown":
        return {}
    return {
        f"{side} Name": party.name or party.actor_id,
        f"{side} Country": code_of(party),
        f"{side} COW": party.cown,
        f"Primary {side} Sector": party.sector,
        f"{side} Sectors": party.sector,
        f"{side} Name Raw": party.surface,
    }
