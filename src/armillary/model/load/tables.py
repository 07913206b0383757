"""Tables with a header, as their publishers misformat them: stray tabs, missing columns, other names."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TextIO

from armillary.errors import SourceError
from armillary.model.load.raw import Bad


class Line(NamedTuple):
    """One line of a table."""

    number: int
    cells: Mapping[str, str]


def lines(file: TextIO, needed: Sequence[str], hint: str) -> Iterator[Line | Bad]:
    """Lines as column name to text; a line without the columns needed is bad.

    Separated by tabs or commas, whichever the header has; names of columns are folded to lower case with single blanks.

    Raises:
        SourceError: the header lacks a column that is needed.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    head = file.readline().lstrip("\ufeff").rstrip("\r\n")
    separator = "\t" if "\t" in head else ","
    names = [_folded(name) for name in next(csv.reader([head], delimiter=separator), [])]
    missing = [name for name in needed if name not in names]
    if missing:
        raise SourceError(f"its first line has no column {missing[0]!r}", hint)
    at = {name: n for n, name in enumerate(names)}
    places = [at[name] for name in needed]
    for n, cells in enumerate(csv.reader(_without_nul(file), delimiter=separator), 2):
        if not cells:
            continue
        if len(cells) <= max(places):
            yield Bad(n, f"it has {len(cells)} of {len(names)} columns")
            continue
        yield Line(n, dict(zip(names, cells, strict=False)))


def _without_nul(file: TextIO) -> Iterator[str]:
    for line in file:
        yield line.replace("\0", "") if "\0" in line else line


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").lower().split())
