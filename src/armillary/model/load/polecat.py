"""POLECAT event data (PLOVER), 40 columns, or 39 in older releases without the intensity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TextIO

from armillary.lexicon import plover
from armillary.model.load.raw import Bad, Party, Raw, day
from armillary.model.load.tables import lines

_NEEDED = ("event date", "event type", "actor name", "recipient name")
_HINT = "expected the header of POLECAT: Event ID, Event Date, Event Type, Event Mode, ..."


def read(file: TextIO) -> Iterator[Raw | Bad]:
    """Events of a POLECAT file. The intensity is that of the manual with our errata, not the file's."""
    for line in lines(file, _NEEDED, _HINT):
        if isinstance(line, Bad):
            yield line
            continue
        cells = {name: "" if cell == "None" else cell for name, cell in line.cells.items()}
        types = plover.current_names(cells["event type"])
        try:
            date = day(cells["event date"])
        except ValueError:
            yield Bad(line.number, f"{cells['event date'][:20]!r} is not a date")
            continue
        if not types:
            yield Bad(line.number, f"{cells['event type'][:30]!r} is not a type of PLOVER; a column may be missing")
            continue
        mode = cells.get("event mode", "").strip().lower() or None
        mode = mode if mode in plover.types()[types[0]].modes else None
        yield Raw(
            date,
            _party(cells, "actor", "actor name"),
            _party(cells, "recipient", "recipient name"),
            cells["event type"],
            cells.get("event id", ""),
            types[0],
            mode,
            plover.intensity(types[0], mode),
        )


def _party(cells: Mapping[str, str], side: str, name: str) -> Party:
    sectors = f"{cells.get(f'primary {side} sector', '')};{cells.get(f'{side} sectors', '')}"
    return Party(cells[name] or cells.get(f"{name} raw", ""), cells.get(f"{side} country", ""), sectors.strip(";"))
