"""How well articles are read, as measured; the page of the documentation has the same numbers with more words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Measured:
    """A table of what was measured: what its numbers are, its columns, and its rows with their names first."""

    name: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@cache
def quality() -> tuple[Measured, ...]:
    """All that is measured of reading, from the data shipped beside this module."""
    found = tomllib.loads((files("armillary.show") / "quality.toml").read_text("utf-8"))
    return tuple(
        Measured(one["name"], one["about"], tuple(one["columns"]), tuple(tuple(row) for row in one["rows"]))
        for one in found["table"]
    )
