"""JSON: a line an article, an array of articles, or an object that is one or holds them (news APIs, JSON Feed)."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from armillary.errors import SourceError
from armillary.gather.document import Document
from armillary.gather.given import MAX_PAGE, Given, too_long
from armillary.gather.readers.columns import Row, columns_of, document_of
from armillary.gather.readers.rows import PATIENCE, each, intact, rewound, text_stream
from armillary.schema import Failure

_CHUNK = 1 << 16
_SEPARATORS = " \t\r\n,"
_WRAPPERS = ("articles", "items", "entries", "posts", "news", "documents", "docs", "results", "records", "data")
_TEXTS = ("text", "body", "content", "maintext", "articleBody")
_DECODER = json.JSONDecoder()

Numbered = Iterator[tuple[int, Row | SourceError]]


def read_json(given: Given) -> Iterator[Document | Failure]:
    """A document for every object. Lines and arrays are streamed. Raises SourceError where nothing can be read."""
    with text_stream(given, "\n") as stream:
        yield from each(given, _rows(stream), lambda row, number: _document(row, given, number))


def _document(row: Row, given: Given, number: int) -> Document:
    nested = {path: _at(row, path) for path in given.mapping.values() if path not in row and "." in path}
    filled = {name: value for name, value in {**row, **nested}.items() if value not in (None, "")}
    return document_of(filled, columns_of(filled, given.mapping), given, number)


def _at(row: Row, path: str) -> Any:
    """The value at `a.b.c`; None where there is none."""
    value: Any = row
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _rows(stream: io.TextIOWrapper) -> Numbered:
    first = _first_line(stream)
    if first.startswith("["):
        return _array(rewound(stream))
    parsed = _parsed(first)
    is_line = len(first) >= MAX_PAGE or (isinstance(parsed, Mapping) and _held(parsed) is None)
    if not is_line:
        text = first + stream.read(MAX_PAGE)
        whole = _object_over_lines(text)
        if whole is not None:
            held = _held(whole)
            return ((number, _object(row)) for number, row in enumerate([whole] if held is None else held, 1))
        _refuse_other(text, parsed)
    return _lines(rewound(stream))


def _refuse_other(text: str, first: Row | SourceError) -> None:
    """Raises SourceError where no line is an object of its own: a file without JSON, or a broken object."""
    if any(isinstance(_parsed(line), Mapping) for line in text.split("\n")[:PATIENCE]):
        return
    if len(text) >= MAX_PAGE:
        raise too_long(f"an object of more than {MAX_PAGE:,} characters")
    raise first if isinstance(first, SourceError) else _not_json(ValueError("it breaks off"))


def _first_line(stream: io.TextIOWrapper) -> str:
    line = stream.readline(MAX_PAGE)
    while line.isspace():
        line = stream.readline(MAX_PAGE)
    return line.lstrip()


def _object_over_lines(text: str) -> Row | None:
    try:
        value = json.loads(intact(text))
    except (ValueError, RecursionError, SourceError):
        return None
    return value if isinstance(value, Mapping) else None


def _held(value: Row) -> list[object] | None:
    """The list of articles that an object is a wrapper for; None where it is none."""
    if any(isinstance(value.get(name), str) for name in _TEXTS):
        return None
    lists = (value[name] for name in _WRAPPERS if isinstance(value.get(name), list))
    return next((found for found in lists if found and isinstance(found[0], Mapping)), None)


def _lines(stream: io.TextIOWrapper) -> Numbered:
    number = 1
    while line := stream.readline(MAX_PAGE):
        if len(line) >= MAX_PAGE and not line.endswith("\n"):
            yield number, too_long(f"a row of more than {MAX_PAGE:,} characters")
            while line and not line.endswith("\n"):
                line = stream.readline(MAX_PAGE)
        elif not line.isspace():
            yield number, _parsed(line)
        number += 1


def _parsed(line: str) -> Row | SourceError:
    try:
        return _object(json.loads(intact(line)))
    except SourceError as error:
        return error
    except (ValueError, RecursionError) as error:
        return _not_json(error)


def _object(value: object) -> Row | SourceError:
    if isinstance(value, Mapping):
        return value
    return SourceError(f"expected a JSON object, found {type(value).__name__}", "one object an article")


def _not_json(error: Exception) -> SourceError:
    return SourceError(f"expected JSON, found something else ({error})", "mend it, or delete what is broken")


def _array(stream: io.TextIOWrapper) -> Numbered:
    """The elements of an array, read piece by piece; what follows a broken element cannot be told apart."""
    buffer = stream.read(_CHUNK)
    number, position, wanted = 1, buffer.index("[") + 1, _CHUNK
    while True:
        while position < len(buffer) and buffer[position] in _SEPARATORS:
            position += 1
        if buffer.startswith("]", position):
            return
        try:
            value, end = _DECODER.raw_decode(buffer, position)
        except (ValueError, RecursionError) as error:
            buffer, position = buffer[position:], 0
            more = stream.read(wanted) if len(buffer) < MAX_PAGE else ""
            if not more:
                yield number, _not_json(error)
                return
            buffer, wanted = buffer + more, wanted * 2
            continue
        yield number, _whole(value, buffer[position:end])
        number, position, wanted = number + 1, end, _CHUNK


def _whole(value: object, source: str) -> Row | SourceError:
    try:
        intact(source)
    except SourceError as error:
        return error
    return _object(value)
