"""WARC: the pages of a web archive."""

from __future__ import annotations

import dataclasses
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from armillary.errors import SourceError
from armillary.gather.document import Document
from armillary.gather.given import MAX_PAGE, Given, failure
from armillary.gather.readers.html import page
from armillary.gather.urls import is_url, normalise_url
from armillary.schema import Failure

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_BEGINNING = b"WARC/"
_CHUNK = 1 << 16


def read_warc(given: Given) -> Iterator[Document | Failure]:
    """A document for every page answered with status 200; rows are records. A cut file gives what is whole in it.

    Raises SourceError, after what could be read, where the archive is cut off or holds no page.
    """
    found = False
    with given.open() as stream:
        if stream.read(len(_BEGINNING)) != _BEGINNING:
            raise SourceError("expected a WARC file, found something else", "give it its right ending")
    with given.open() as stream:
        try:
            for number, record in _records(stream):
                if _is_page(record):
                    found = True
                    yield _document(record, given, number)
        except (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError, zlib.error) as error:
            raise SourceError(
                f"expected a whole WARC file, found one that is cut off or broken ({_reason(error)})",
                "what could be read was; fetch it again",
            ) from error
    if not found:
        raise SourceError("expected pages, found none in this archive", "name another archive")


def _reason(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


class _Archive(ArchiveIterator):  # type: ignore[misc]
    """Records one after the other; a cut is an error, where warcio takes it for the end."""

    INC_RECORD = ""  # what warcio writes to stderr

    def _next_record(self, next_line: bytes | None) -> ArcWarcRecord:
        try:
            return super()._next_record(next_line)
        except EOFError as error:
            if next_line or self.record is None:
                raise ArchiveLoadFailed("a record is cut off") from error
            raise


class _Bytes:
    """A packed archive as warcio wants it: all that comes before a cut, then an error that warcio does not swallow."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def read(self, size: int) -> bytes:
        try:
            data: bytes = self.stream.read1(size)  # type: ignore[attr-defined]
        except EOFError as error:
            raise ArchiveLoadFailed(str(error)) from error
        return data


def _records(stream: BinaryIO) -> Iterator[tuple[int, ArcWarcRecord]]:
    """Numbered records, from 1. Raises ArchiveLoadFailed where one is cut."""
    archive, record = _Archive(_Bytes(stream)), None
    for number, record in enumerate(archive, 1):
        yield number, record
    if archive.err_count or (record is not None and _is_cut(record)):
        raise ArchiveLoadFailed("a record is shorter or longer than it says")


def _is_cut(record: ArcWarcRecord) -> bool:
    """Whether the file ended within this record. Reads the record to its end."""
    while record.raw_stream.read(_CHUNK):
        pass
    length = record.rec_headers.get_header("Content-Length") or ""
    return not length.isdigit() or record.raw_stream.limit > 0


def _is_page(record: ArcWarcRecord) -> bool:
    http = record.http_headers
    return (
        record.rec_type == "response"
        and http is not None
        and http.get_statuscode() == "200"
        and "html" in (http.get_header("Content-Type") or "").lower()
    )


def _document(record: ArcWarcRecord, given: Given, number: int) -> Document | Failure:
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    url = address if is_url(address) else None
    declared = _CHARSET.search(record.http_headers.get_header("Content-Type") or "")
    part = dataclasses.replace(
        given,
        source=given.row(number),
        name=normalise_url(url) if url else given.name,
        url=url,
        charset=declared[1] if declared else None,
    )
    raw = _payload(record)
    try:
        return page(part, raw)
    except SourceError as error:
        return failure(part.source, error)


def _payload(record: ArcWarcRecord) -> bytes:
    """The page, unpacked; one byte too many where it is too long. Raises ArchiveLoadFailed where it is cut."""
    raw: bytes = record.content_stream().read(MAX_PAGE + 1)
    if len(raw) <= MAX_PAGE and _is_cut(record):
        raise ArchiveLoadFailed("the last page is cut off")
    return raw
