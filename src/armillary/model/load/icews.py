"""ICEWS event data (BBN ACCENT, CAMEO), as published in yearly files of tab-separated text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from armillary.lexicon import cameo
from armillary.model.load.raw import Bad, Party, Raw, day, number
from armillary.model.load.tables import lines

_NEEDED = ("event date", "source name", "event text", "target name")
_HINT = (
    "expected the header of ICEWS: Event ID, Event Date, Source Name, Source Sectors, Source Country, Event Text, ..."
)


def read(file: TextIO) -> Iterator[Raw | Bad]:
    """Events of an ICEWS file; releases without a column of codes are read by the label."""
    for line in lines(file, _NEEDED, _HINT):
        if isinstance(line, Bad):
            yield line
            continue
        cells = line.cells
        try:
            date = day(cells["event date"])
        except ValueError:
            yield Bad(line.number, f"{cells['event date'][:20]!r} is not a date")
            continue
        written = cells.get("cameo code", "")
        code = cameo.by_code(written) or cameo.by_label(cells["event text"])
        score = number(cells.get("intensity", ""))
        yield Raw(
            date,
            Party(cells["source name"], cells.get("source country", ""), cells.get("source sectors", "")),
            Party(cells["target name"], cells.get("target country", ""), cells.get("target sectors", "")),
            written or cells["event text"],
            cells.get("event id", ""),
            code.type if code else None,
            code.mode if code else None,
            None,
            score if score is not None else code.goldstein if code else None,
        )
