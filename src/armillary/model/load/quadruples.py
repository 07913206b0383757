"""Plain quadruples: subject, relation, object, date, separated by tabs, without a header."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from armillary.model.load.raw import Bad, Party, Raw, day


def read(lines: TextIO) -> Iterator[Raw | Bad]:
    """Events of a file of quadruples; what stands after the fourth column is ignored."""
    for n, line in enumerate(lines, 1):
        parts = line.rstrip("\r\n").split("\t")
        if len(parts) < 4 or not all(part.strip() for part in parts[:4]):
            if line.strip():
                yield Bad(n, "expected subject, relation, object and date, separated by tabs")
            continue
        try:
            date = day(parts[3])
        except ValueError:
            yield Bad(n, f"{parts[3][:20]!r} is not a date; expected YYYY-MM-DD")
            continue
        yield Raw(date, Party(parts[0]), Party(parts[2]), parts[1])
