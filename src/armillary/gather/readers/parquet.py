"""Parquet: a table, read in batches and only in the columns that are needed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from armillary.errors import SourceError
from armillary.gather.document import Document
from armillary.gather.given import Given
from armillary.gather.readers.columns import Row, columns_of, document_of
from armillary.gather.readers.rows import each
from armillary.schema import Failure

_BATCH = 256


def read_parquet(given: Given) -> Iterator[Document | Failure]:
    """A document for every row. Raises SourceError where it is no such table or no column of it is the text."""
    with given.open() as stream:
        try:
            table = pq.ParquetFile(pa.PythonFile(stream, mode="r"))
            columns = columns_of(table.schema_arrow.names, given.mapping)
            rows = _rows(table, sorted(set(columns.values())))
            yield from each(given, rows, lambda row, number: document_of(row, columns, given, number))
        except (pa.ArrowException, OSError, ValueError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise SourceError(
                f"expected a whole Parquet file, found a broken one ({reason})", "fetch or write it again"
            ) from error


def _rows(table: pq.ParquetFile, columns: list[str]) -> Iterator[tuple[int, Row | SourceError]]:
    batches = table.iter_batches(batch_size=_BATCH, columns=columns, use_threads=False)
    return enumerate(itertools.chain.from_iterable(batch.to_pylist() for batch in batches), 1)
