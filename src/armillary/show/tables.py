"""Any list of rows as a table for people, JSON for programs, CSV for spreadsheets."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from rich.table import Table
from rich.text import Text

from armillary.show.words import line

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"


@runtime_checkable
class Flat(Protocol):
    """A row that shows its parts as columns of its own."""

    def flat(self) -> Mapping[str, object]:
        """Column to value."""


def plain(value: object) -> Json:
    """A row, a list of rows or a value as JSON has it: ISO dates, explicit null, lists for tuples."""
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [plain(one) for one in value]
    if isinstance(value, Flat):
        return {key: plain(one) for key, one in value.flat().items()}
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"expected a row or a plain value, came {type(value).__name__}")


def as_json(value: object) -> str:
    """Indented JSON with the letters of all scripts as they are."""
    return json.dumps(plain(value), ensure_ascii=False, indent=2, allow_nan=False)


def as_csv(kind: type[DataclassInstance] | Sequence[str], rows: Sequence[object]) -> str:
    """CSV with a header line: the fields of a kind, or the columns named.

    An empty field is NULL, lists and nested rows are JSON.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [field.name for field in dataclasses.fields(kind)] if isinstance(kind, type) else list(kind)
    writer.writerow(names)
    for row in rows:
        cells = plain(row)
        assert isinstance(cells, dict)
        writer.writerow([_cell(cells[name]) for name in names])
    return out.getvalue()


def _cell(value: Json) -> str | int | float | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value


def as_table(
    kind: type[DataclassInstance], rows: Sequence[DataclassInstance], columns: Sequence[str] | None = None
) -> Table:
    """A rich table of the named columns, else of all."""
    names = list(columns) if columns is not None else [field.name for field in dataclasses.fields(kind)]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(_text(getattr(row, name)) for name in names))
    return table


def _text(value: object) -> Text:
    if value is None:
        return Text("–", style="dim")
    if isinstance(value, float):
        return Text(f"{value:.2f}")
    simple = plain(value)
    return Text(line(simple if isinstance(simple, str) else json.dumps(simple, ensure_ascii=False)))
