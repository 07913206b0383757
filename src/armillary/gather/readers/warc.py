"""WARC: the pages of a web archive."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from armillary.errors import SourceError
from armillary.gather.document import Document
from armillary.gather.given import MAX_PAGE, Given, failure, too_long
from armillary.gather.readers.html import page
from armillary.gather.urls import normalise_url
from armillary.schema import Failure

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def read_warc(given: Given) -> Iterator[Document | Failure]:
    """A document for every page that was answered with status 200; rows are records. A cut file gives what is whole."""
    found = 0
    with given.open() as stream:
        try:
            for number, record in enumerate(ArchiveIterator(stream), 1):
                if _is_page(record):
                    found += 1
                    yield _document(record, given, number)
        except (ArchiveLoadFailed, EOFError, OSError, ValueError, ArithmeticError) as error:
            found += 1
            yield failure(given.source, _broken(error))
    if not found:
        yield failure(given.source, SourceError("expected pages, found none in this archive", "name another archive"))


def _broken(error: Exception) -> SourceError:
    return SourceError(
        f"expected a whole WARC file, found one that is cut off or broken ({type(error).__name__})",
        "what could be read was; fetch it again",
    )


def _is_page(record: ArcWarcRecord) -> bool:
    http = record.http_headers
    return (
        record.rec_type == "response"
        and http is not None
        and http.get_statuscode() == "200"
        and "html" in (http.get_header("Content-Type") or "").lower()
    )


def _document(record: ArcWarcRecord, given: Given, number: int) -> Document | Failure:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    declared = _CHARSET.search(record.http_headers.get_header("Content-Type") or "")
    part = dataclasses.replace(
        given,
        source=given.row(number),
        name=normalise_url(url) if url else given.name,
        url=url or None,
        charset=declared[1] if declared else None,
    )
    try:
        return page(part, _payload(record))
    except SourceError as error:
        return failure(part.source, error)


def _payload(record: ArcWarcRecord) -> bytes:
    raw: bytes = record.content_stream().read(MAX_PAGE + 1)
    if len(raw) > MAX_PAGE:
        raise too_long(f"a page of more than {MAX_PAGE:,} bytes")
    if not raw:
        raise SourceError("expected a page, found an empty answer", "fetch the page again")
    return raw
