"""What public functions give back: lists of typed rows that are frames and graphs too, and show themselves.

`Rows` is a list: it is indexed, looped over and compared as one. Its columns are those of `schema`, or of the dataclass
of its rows, and so are their types: dates are dates, lists are lists, NULL is null.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, SupportsIndex, TypeVar, get_args, get_type_hints, overload

import pyarrow as pa

from armillary import schema
from armillary.frames import Frames

if TYPE_CHECKING:
    import networkx as nx

T = TypeVar("T")
R = TypeVar("R", bound=schema.Row)


class Shown:
    """A result that shows itself in a notebook."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from armillary.show.notebook import record_html

        return record_html(self)


class Rows(list[T], Frames):
    """A list of rows of one kind, as the commands give it: indexed, looped over and compared as any list.

    Args:
        kind: the table or dataclass of the rows; of what was read, the table.
        rows: in order.
        columns: name and type of each; None: the fields of `kind`.
        world: the file they come from.
        as_of: the day up to which that file was asked.
    """

    def __init__(
        self,
        kind: type,
        rows: Iterable[T] = (),
        *,
        columns: Sequence[schema.Column] | None = None,
        world: Path | None = None,
        as_of: dt.date | None = None,
    ) -> None:
        super().__init__(rows)
        self.kind = kind
        self.columns = tuple(columns) if columns is not None else columns_of(kind)
        self.world = world
        self.as_of = as_of

    @property
    def name(self) -> str:
        """What the rows are: the name of their table, or of their kind."""
        return name_of(self.kind)

    @property
    def rows(self) -> list[T]:
        """The rows as a plain list."""
        return list(self)

    def arrow(self) -> pa.Table:
        """As an Arrow table with the declared columns."""
        values = [values_of(row) for row in self]
        fields = [pa.field(c.name, c.arrow, c.nullable) for c in self.columns]
        arrays = [pa.array([_arrow_value(one[f.name]) for one in values], f.type) for f in fields]
        return pa.Table.from_arrays(arrays, schema=pa.schema(fields))

    def graph(self) -> nx.MultiDiGraph[str]:
        """As a graph of those the rows join, each row an edge with its evidence.

        Ties, drifts, orbits, levers, dependences, copies, links, events, happenings, attitudes, flows, forecasts and
        records have one. What an edge rests on is in `evidence_ids`; those of ties are found in the world.

        Raises:
            UsageError: these rows join nothing.
        """
        from armillary.commands.graphs import graph_of

        return graph_of(self)

    @overload
    def __getitem__(self, at: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Rows[T]: ...
    def __getitem__(self, at: SupportsIndex | slice) -> T | Rows[T]:
        if isinstance(at, slice):
            return Rows(self.kind, super().__getitem__(at), columns=self.columns, world=self.world, as_of=self.as_of)
        return super().__getitem__(at)

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self):,} {'row' if len(self) == 1 else 'rows'}>"

    def _repr_html_(self) -> str:
        from armillary.show.notebook import rows_html

        return rows_html(self)


class Table(Frames, Generic[R]):
    """A whole table of a world, kept as Arrow."""

    def __init__(self, kind: type[R], table: pa.Table, world: Path | None = None) -> None:
        self.kind = kind
        self.world = world
        self._table = table

    def __len__(self) -> int:
        return int(self._table.num_rows)

    @property
    def rows(self) -> Rows[R]:
        """The rows, typed."""
        return Rows(self.kind, schema.rows_of(self.kind, self._table), world=self.world)

    def arrow(self) -> pa.Table:
        """As an Arrow table with the declared columns."""
        return self._table

    def __repr__(self) -> str:
        return f"<table {self.kind.table}: {len(self):,} {'row' if len(self) == 1 else 'rows'}>"

    def _repr_html_(self) -> str:
        from armillary.show.notebook import table_html

        return table_html(self)


@cache
def columns_of(kind: type) -> tuple[schema.Column, ...]:
    """The columns of a table, or of any dataclass; fields that hold other rows are none."""
    if issubclass(kind, schema.Row):
        return schema.columns(kind)
    hints = get_type_hints(kind, include_extras=True)
    names = [field.name for field in dataclasses.fields(kind) if not _nested(hints[field.name])]  # type: ignore[arg-type]
    return tuple(schema.column(name, hints[name]) for name in names)


def _nested(hint: Any) -> bool:
    return any(dataclasses.is_dataclass(one) for one in (hint, *get_args(hint)))


def name_of(kind: type) -> str:
    """Name of a table; of another kind its own, in the plural."""
    if issubclass(kind, schema.Row):
        return kind.table
    name = kind.__name__.lower()
    return name if name.endswith("s") else f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


def values_of(row: Any) -> dict[str, Any]:
    """Column to value of one row."""
    flat = getattr(row, "flat", None)
    if flat is not None:
        return dict(flat())
    return {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}


def _arrow_value(value: Any) -> Any:
    return list(value.items()) if isinstance(value, dict) else value
