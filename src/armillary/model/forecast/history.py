"""A history of events: who did what to whom on which day, as whole numbers."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from armillary.errors import SourceError

Ints = NDArray[np.int32]
Row = tuple[str, str, str, dt.date]


@dataclass(frozen=True)
class History:
    """Facts with their names.

    `subject`, `relation`, `object`, `day` are int32 [n], sorted by day, then relation, subject, object, without
    duplicates; `day` counts from `first_day`. `entities` and `relations` name the numbers.
    """

    entities: tuple[str, ...]
    relations: tuple[str, ...]
    first_day: dt.date
    subject: Ints
    relation: Ints
    object: Ints
    day: Ints

    def __len__(self) -> int:
        return len(self.day)

    @property
    def n_days(self) -> int:
        """Days from the first to the last fact, both counted."""
        return int(self.day[-1]) + 1 if len(self) else 0

    def until(self, day: int) -> History:
        """The same names with the facts up to and including `day` only."""
        n = int(np.searchsorted(self.day, day, "right"))
        return History(
            self.entities,
            self.relations,
            self.first_day,
            self.subject[:n],
            self.relation[:n],
            self.object[:n],
            self.day[:n],
        )


def history_of(rows: Sequence[Row], first_day: dt.date | None = None) -> History:
    """A history from rows in any order; a row that stands twice counts once.

    Raises:
        ValueError: there is no row.
    """
    if not rows:
        raise ValueError("no facts")
    entities = sorted({name for s, _, o, _ in rows for name in (s, o)})
    relations = sorted({r for _, r, _, _ in rows})
    entity_of = {name: i for i, name in enumerate(entities)}
    relation_of = {name: i for i, name in enumerate(relations)}
    start = first_day or min(day for *_, day in rows)
    coded = np.array(
        [((day - start).days, relation_of[r], entity_of[s], entity_of[o]) for s, r, o, day in rows], dtype=np.int32
    )
    coded = np.unique(coded, axis=0)
    day, relation, subject, target = (np.ascontiguousarray(column) for column in coded.T)
    return History(tuple(entities), tuple(relations), start, subject, relation, target, day)


def read_quadruples(path: Path) -> list[Row]:
    """The rows of a file of subject, relation, object and ISO date, separated by tabs, without a header.

    Names keep their spelling, but an underscore reads as a space. The file may be gzipped (`.gz`).

    Raises:
        SourceError: the file cannot be read, is empty, or a line is not of this form; the error names the line.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8-sig", newline="\n") as lines:
            rows = [_row(path, n, line) for n, line in enumerate(lines, 1) if line.strip()]
    except FileNotFoundError as error:
        raise SourceError(f"{path}: there is no such file", "give the path of a .tsv or .tsv.gz file") from error
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise SourceError(
            f"{path}: cannot be read ({error})", "expected text in UTF-8, gzipped if it ends in .gz"
        ) from error
    if not rows:
        raise SourceError(f"{path}: holds no facts", "expected lines of subject, relation, object and date")
    return rows


_FORM = "expected subject, relation, object and a date such as 2018-01-31, separated by tabs, without a header"


def _row(path: Path, n: int, line: str) -> Row:
    fields = line.rstrip("\r\n").split("\t")
    if len(fields) != 4 or not all(field.strip() for field in fields):
        raise SourceError(f"{path} line {n}: came {line.strip()[:80]!r}", _FORM)
    subject, relation, target, day = (field.strip() for field in fields)
    try:
        return _plain(subject), relation, _plain(target), dt.date.fromisoformat(day)
    except ValueError as error:
        raise SourceError(f"{path} line {n}: no date {day!r}", _FORM) from error


def _plain(name: str) -> str:
    return name.replace("_", " ")
