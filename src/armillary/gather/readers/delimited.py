"""CSV and TSV with a header line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from armillary.errors import SourceError
from armillary.gather.document import Document
from armillary.gather.given import MAX_PAGE, Given
from armillary.gather.readers.columns import Row, columns_of, document_of
from armillary.gather.readers.rows import each, intact, text_stream
from armillary.schema import Failure

_DELIMITERS = ",;\t|"


def read_delimited(given: Given) -> Iterator[Document | Failure]:
    """A document for every row. Raises SourceError where there is no header or none of its columns is the text."""
    csv.field_size_limit(MAX_PAGE)
    with text_stream(given, "") as stream:
        header = stream.readline(MAX_PAGE)
        delimiter = max(_DELIMITERS, key=lambda char: len(_split(header, char)))
        names = [name.strip() for name in _split(header, delimiter)]
        columns = columns_of(names, given.mapping)
        rows = _rows(stream, delimiter, names)
        yield from each(given, rows, lambda row, number: document_of(row, columns, given, number))


def _split(header: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([header.rstrip("\r\n")], delimiter=delimiter), [])
    except csv.Error:
        return []


def _rows(stream: io.TextIOWrapper, delimiter: str, names: Sequence[str]) -> Iterator[tuple[int, Row | SourceError]]:
    reader = csv.reader(stream, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, SourceError(f"expected a row of the table, found a broken one ({error})", "mend its quotes")
            continue
        if cells:
            yield number, _row(cells, names)


def _row(cells: Sequence[str], names: Sequence[str]) -> Row | SourceError:
    try:
        intact("".join(cells))
    except SourceError as error:
        return error
    if len(cells) > len(names):
        return SourceError(
            f"expected {len(names)} columns, found {len(cells)}", "put quotes around cells that hold the delimiter"
        )
    return dict(zip(names, cells, strict=False))
