"""Events in the 61 columns of GDELT 2.0, without a header, and a 62nd, `IndependentSources`.

A row is one real-world event, merged over articles. `NumSources` of GDELT counts pages; ours counts outlets, and
`IndependentSources` the independent reports behind them.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TextIO

from armillary.lexicon import plover
from armillary.show.exports.evidence import Evidence
from armillary.show.exports.icews import cameo_of
from armillary.show.exports.polecat import flat
from armillary.show.exports.told import Party, Told

_ACTOR: Final = (
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
)
_GEO: Final = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS: Final = (
    "GlobalEventID",
    "Day",
    "MonthYear",
    "Year",
    "FractionDate",
    *(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR),
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED",
    "SOURCEURL",
    "IndependentSources",
)
_TYPES: Final = {
    "ELI",
    "GOV",
    "MIL",
    "COP",
    "SPY",
    "JUD",
    "LEG",
    "OPP",
    "REB",
    "UAF",
    "CRM",
    "CVL",
    "BUS",
    "LAB",
    "EDU",
}
_RENAMED: Final = {"JRN": "MED", "MED": "HLH", "REL": "REL", "NGO": "NGO", "IGO": "IGO", "AGR": "AGR", "PTY": "PTY"}
"""Sectors of PLOVER as CAMEO codes roles: its MED are media, its HLH health."""


@dataclass(frozen=True, slots=True)
class _Merged:
    """One real-world event: the members that tell it, the most confident first."""

    members: tuple[Told, ...]

    @property
    def number(self) -> int:
        """63 bits of the id, as GDELT's are whole numbers."""
        own = self.members[0].happening_id or self.members[0].event_id
        return int.from_bytes(hashlib.blake2b(own.encode(), digest_size=8).digest(), "big") >> 1


def write(file: TextIO, beside: TextIO, events: Iterable[Told]) -> int:
    """Write real-world events and, beside them, a line of evidence for each independent report. Gives the number.

    Args:
        file: for the events.
        beside: for the evidence.
        events: ordered by real-world event.
    """
    out = csv.DictWriter(
        file, COLUMNS, delimiter="\t", lineterminator="\n", restval="", quoting=csv.QUOTE_NONE, quotechar=None
    )
    evidence = Evidence(beside)
    n = 0
    for merged in _merge(events):
        for way, first in enumerate(merged.members[0].ways()):
            number = merged.number + way
            cells = _cells(merged, first, number)
            out.writerow({name: flat(value) for name, value in cells.items() if value is not None})
            for told in merged.members:
                evidence.add(str(number), told if way == 0 else told.turned())
            n += 1
    return n


def _merge(events: Iterable[Told]) -> Iterator[_Merged]:
    for _, members in groupby(events, key=lambda told: told.happening_id or told.event_id):
        listed = sorted(members, key=lambda told: (-(told.confidence or 0.0), told.event_id))
        yield _Merged(tuple(listed))


def _cells(merged: _Merged, first: Told, number: int) -> dict[str, object]:
    code, day = cameo_of(first), first.date
    outlets = {told.outlet for told in merged.members if told.outlet}
    added = min((told.published for told in merged.members if told.published), default=None)
    return {
        "GlobalEventID": number,
        "Day": day.strftime("%Y%m%d"),
        "MonthYear": day.strftime("%Y%m"),
        "Year": day.year,
        "FractionDate": f"{day.year + (day - dt.date(day.year, 1, 1)).days / 365:.4f}",
        **_party(first.source, 1),
        **_party(first.target, 2),
        "IsRootEvent": 1,
        "EventCode": code.code,
        "EventBaseCode": code.code[:3],
        "EventRootCode": code.code[:2],
        "QuadClass": plover.types()[first.event_type].quad,
        "GoldsteinScale": code.goldstein,
        "NumMentions": len(merged.members),
        "NumSources": len(outlets) or None,
        "NumArticles": first.n_articles,
        "ActionGeo_Type": 1 if first.place_state and first.place else None,
        "ActionGeo_Fullname": first.place,
        "DATEADDED": added.strftime("%Y%m%d000000") if added else None,
        "SOURCEURL": first.url or first.source_path or first.origin,
        "IndependentSources": first.n_reports,
    }


def _party(party: Party, n: int) -> dict[str, object]:
    if party.actor_id in (None, "unknown"):
        return {}
    role = party.sector if party.sector in _TYPES else _RENAMED.get(party.sector or "")
    code = f"{party.state or ''}{role or ''}" or None
    return {
        f"Actor{n}Code": code,
        f"Actor{n}Name": (party.name or party.actor_id or "").upper(),
        f"Actor{n}CountryCode": party.state,
        f"Actor{n}Type1Code": role,
    }
