"""One small module a format; this table says which endings and beginnings belong to which."""

from __future__ import annotations

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
    (b"<!doctype html", read_html),
    (b"<html", read_html),
    (b"<?xml", read_feed),
    (b"<rss", read_feed),
    (b"<feed", read_feed),
    (b'{"', read_json),
    (b"[{", read_json),
)


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
    page = next((reader for magic, reader in _BY_BEGINNING if start.startswith(magic)), read_text)
    return read_html if page is read_feed and b"<html" in start else page


def _unknown(ending: str, kind: str) -> SourceError:
    error = binary(kind)
    return SourceError(f"{error.error} ({ending})" if ending else error.error, error.hint)
