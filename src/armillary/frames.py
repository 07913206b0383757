"""Arrow tables as pandas and polars frames. Both are optional, and imported when first asked for."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from armillary.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

_WHOLE: Final = {pa.int8(): "Int8", pa.int32(): "Int32", pa.int64(): "Int64", pa.bool_(): "boolean"}
"""pandas types that know NULL, for whole numbers and truth values, which its usual ones do not."""


class Frames:
    """Rows and columns, as the frame of one's choice."""

    def arrow(self) -> pa.Table:
        """As an Arrow table."""
        raise NotImplementedError

    def pandas(self) -> pd.DataFrame:
        """As a pandas frame: dates are `datetime64`, lists are lists, whole numbers stay whole beside NULL.

        Raises:
            UsageError: pandas is not installed.
        """
        return _pandas_frame(self.arrow())

    def polars(self) -> pl.DataFrame:
        """As a polars frame.

        Raises:
            UsageError: polars is not installed.
        """
        frame: pl.DataFrame = optional("polars").from_arrow(self.arrow())
        return frame


def optional(package: str) -> Any:
    """A package of the extra `frames`.

    Raises:
        UsageError: it is not installed.
    """
    try:
        return importlib.import_module(package)
    except ImportError as error:
        raise UsageError(
            f"expected {package}, which is not installed; `pip install 'armillary[frames]'`, or take `.arrow()`"
        ) from error


def _pandas_frame(table: pa.Table) -> pd.DataFrame:
    pandas = optional("pandas")
    nested = {f.name for f in table.schema if pa.types.is_list(f.type) or pa.types.is_map(f.type)}
    nullable = {f.name: _WHOLE[f.type] for f in table.schema if f.nullable and f.type in _WHOLE}
    frame: pd.DataFrame = table.select([n for n in table.column_names if n not in nested | set(nullable)]).to_pandas(
        date_as_object=False
    )
    for place, name in enumerate(table.column_names):
        values = table.column(name).to_pylist() if name in nested | set(nullable) else None
        if name in nullable:
            frame.insert(place, name, pandas.array(values, dtype=nullable[name]))
        elif values is not None:
            frame.insert(place, name, pandas.Series(_dicts(values, table.schema.field(name).type), dtype=object))
    return frame


def _dicts(values: list[Any], of: pa.DataType) -> list[Any]:
    return [None if v is None else dict(v) for v in values] if pa.types.is_map(of) else values
