"""One small module a format; this table says which endings and beginnings belong to which."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from armillary.errors import SourceError
from armillary.gather.document import Document
from armillary.gather.encoding import binary, binary_kind
from armillary.gather.given import Given
from armillary.gather.readers.delimited import read_delimited
from armillary.gather.readers.feed import read_feed
from armillary.gather.readers.html import read_html, read_mhtml
from armillary.gather.readers.json import read_json
from armillary.gather.readers.parquet import read_parquet
from armillary.gather.readers.text import read_text
from armillary.gather.readers.warc import read_warc
from armillary.schema import Failure

Reader = Callable[[Given], Iterator[Document | Failure]]

BY_ENDING: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".shtml": read_html,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".jsonl": read_json,
    ".ndjson": read_json,
    ".json": read_json,
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".parquet": read_parquet,
    ".pq": read_parquet,
    ".xml": read_feed,
    ".rss": read_feed,
    ".atom": read_feed,
    ".warc": read_warc,
}

_BY_BEGINNING: tuple[tuple[bytes, Reader], ...] = (
    (b"warc/", read_warc),
    (b"par1", read_parquet),
)
_FEED = re.compile(rb"<(rss|feed|rdf:rdf)\b")
_PAGE = re.compile(rb"<(!doctype html|html|head|body|meta|p|div)\b")
_OBJECT = re.compile(rb"\[?\s*\{\s*\"")


def reader_for(ending: str, beginning: bytes) -> Reader:
    """The reader for a file with this ending (lower case), or, where that says nothing, with this beginning.

    Raises SourceError for a beginning that is that of a binary file of another kind.
    """
    known = BY_ENDING.get(ending)
    if known:
        return known
    kind = binary_kind(beginning)
    if kind:
        raise _unknown(ending, kind)
    start = beginning.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((reader for magic, reader in _BY_BEGINNING if start.startswith(magic)), None) or _by_look(start)


def _by_look(start: bytes) -> Reader:
    if start.startswith(b"<"):
        return _by_markup(start)
    return read_json if _OBJECT.match(start) else read_text


def _by_markup(start: bytes) -> Reader:
    if _FEED.search(start):
        return read_feed
    return read_html if _PAGE.search(start) else read_text


def _unknown(ending: str, kind: str) -> SourceError:
    error = binary(kind)
    return SourceError(f"{error.error} ({ending})" if ending else error.error, error.hint)
