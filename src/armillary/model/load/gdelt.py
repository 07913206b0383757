"""GDELT 2.0 events: 61 columns separated by tabs, without a header (58 in version 1, 62 in our exports)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from armillary.lexicon import cameo
from armillary.model.load.raw import Bad, Party, Raw, day, number

_COLUMNS = (57, 58, 61, 62)
_ID, _DAY, _ONE, _OTHER, _CODE, _GOLDSTEIN, _SOURCES = 0, 1, 5, 15, 26, 30, 32


def read(file: TextIO) -> Iterator[Raw | Bad]:
    """Events of a GDELT file. `n_sources` is its NumSources: pages, not independent outlets."""
    for n, line in enumerate(file, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) not in _COLUMNS:
            if line.strip():
                yield Bad(n, f"it has {len(cells)} columns; GDELT 2.0 has 61")
            continue
        try:
            date = day(cells[_DAY])
        except ValueError:
            yield Bad(n, f"{cells[_DAY][:20]!r} is not a date; expected YYYYMMDD")
            continue
        code = cameo.by_code(cells[_CODE])
        score, sources = number(cells[_GOLDSTEIN]), number(cells[_SOURCES])
        yield Raw(
            date,
            Party(cells[_ONE + 1], cells[_ONE + 2], code=cells[_ONE]),
            Party(cells[_OTHER + 1], cells[_OTHER + 2], code=cells[_OTHER]),
            cells[_CODE],
            cells[_ID],
            code.type if code else None,
            code.mode if code else None,
            None,
            score if score is not None else code.goldstein if code else None,
            None if sources is None else int(sources),
        )
