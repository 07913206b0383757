"""Stata 118 files of events and of directed dyads by month, with labels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from armillary.errors import UsageError
from armillary.frames import optional
from armillary.lexicon import plover
from armillary.show.exports import dyads, states
from armillary.show.exports.package import write_codebook, write_package
from armillary.show.exports.selection import Selection
from armillary.show.exports.tables import events, record_table
from armillary.show.exports.tidy import Field, Tidy
from armillary.world import World

if TYPE_CHECKING:
    import pandas as pd

_LABEL: Final = 80
"""Characters that Stata allows for a label."""
_QUADS: Final = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


def write(world: World, folder: Path, wanted: Selection) -> int:
    """Write those of `events.dta`, `records.dta` and `dyad_month.dta` that have rows; gives the number of rows.

    Stata's format holds its strings by width, so that each table passes through memory as a whole.

    Raises:
        UsageError: pandas is not installed, or no event fits.
    """
    optional("pandas")
    listed = []
    n = 0
    with states.session(world) as cursor:
        dyads.prepare(cursor, wanted)
        for table in (events(), record_table(), dyads.dyad_month()):
            sql, values = table.query(wanted)
            found = cursor.sql(sql, params=list(values)).to_arrow_table()
            if len(found):
                _write(found, table, folder / f"{table.name}.dta")
                listed.append(table)
                n += len(found)
    if not listed:
        raise UsageError("no event fits what was asked for, and Stata has no empty tables; leave out a filter")
    write_codebook(folder, listed)
    write_package(folder, world.path.name, listed, "dta")
    return n


def _write(found: pa.Table, table: Tidy, path: Path) -> None:
    frame: Any = _frame(found, table)
    dates = {field.name: "td" for field in table.fields if field.type == "date"}
    labels: dict[str, dict[int, str]] = {f.name: {0: "no", 1: "yes"} for f in table.fields if f.type == "boolean"}
    if "quad_code" in frame:
        labels["quad_code"] = _QUADS
    long = [field.name for field in table.fields if field.type == "string" and _is_long(frame[field.name])]
    frame.to_stata(
        path,
        write_index=False,
        version=118,
        convert_dates=dates,
        variable_labels={field.name: field.about[:_LABEL] for field in table.fields},
        value_labels=labels,
        convert_strl=long,
        data_label=table.about[:_LABEL],
    )


def _frame(found: pa.Table, table: Tidy) -> pd.DataFrame:
    pandas = optional("pandas")
    columns = {field.name: _column(pandas, found.column(field.name), field) for field in table.fields}
    frame: pd.DataFrame = pandas.DataFrame(columns)
    return frame


def _column(pandas: Any, values: pa.ChunkedArray, field: Field) -> Any:
    """Values as pandas writes them to Stata: categories become labelled numbers, the same in every world."""
    kinds = tuple(plover.types()) if field.name == "event_type" else field.values
    if kinds and field.type == "string":
        return pandas.Categorical(values.to_pylist(), categories=list(kinds))
    if field.type == "string":
        return pandas.Series(["" if one is None else one for one in values.to_pylist()], dtype=object)
    if field.type == "date":
        return pandas.to_datetime(pandas.Series(values.to_pylist(), dtype=object))
    if field.type == "boolean":
        return pandas.Series([None if one is None else int(one) for one in values.to_pylist()], dtype="Int8")
    return pandas.Series(values.to_pylist(), dtype="Int32" if field.type == "integer" else "float64")


def _is_long(values: Any) -> bool:
    """Whether a text is longer than the 2,045 bytes of a Stata string; such columns are of the type strL."""
    return any(len(one.encode()) > 2045 for one in values if isinstance(one, str))
