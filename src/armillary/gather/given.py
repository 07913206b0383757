"""A file or a download as readers see it: bytes that can be opened, and what is known about them from outside."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from armillary.errors import SourceError
from armillary.gather.document import Document
from armillary.schema import Failure

MAX_TEXT = 2_000_000
"""Characters of one article; War and Peace has three million, so more than this is not one article."""
MAX_PAGE = 20_000_000
"""Bytes of one web page, feed entry or row; pages carry pictures and scripts inside them."""


@dataclass(frozen=True, slots=True)
class Given:
    """One thing to read.

    source: path or URL as given. name: base name or normalised URL, with which fingerprints begin.
    open: opens the bytes (unpacked) for reading. url, charset: as a download or its header gave them.
    mapping: field of `Document` to column, where the user named columns.
    """

    source: str
    name: str
    open: Callable[[], BinaryIO]
    url: str | None = None
    charset: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)

    def read(self, limit: int) -> bytes:
        """All bytes. Raises SourceError where there are none or more than `limit`."""
        with self.open() as stream:
            raw = stream.read(limit + 1)
        if not raw:
            raise SourceError("expected an article, found an empty file", "delete it or fetch it again")
        if len(raw) > limit:
            raise too_long(f"more than {limit:,} bytes")
        return raw

    def row(self, number: int) -> str:
        """The source of one row, counted from 1."""
        return f"{self.source}#{number}"


def fingerprint(name: str, content: bytes) -> str:
    """SHA-256 (hex) over the name a thing is known by and its raw content."""
    return hashlib.sha256(name.encode("utf-8", "backslashreplace") + b"\0" + content).hexdigest()


def too_long(found: str) -> SourceError:
    """The error for what is too long to be an article."""
    return SourceError(
        f"expected one article of at most {MAX_TEXT:,} characters, found {found}: not one article",
        "split it into articles, or give it as .jsonl or .csv with one article a row",
    )


def has_surrogates(text: str) -> bool:
    """Whether halves of surrogate pairs are in the text, which no encoding can store."""
    try:
        text.encode()  # much faster than looking for them
    except UnicodeEncodeError:
        return True
    return False


def failure(source: str, error: SourceError) -> Failure:
    """An error as the row the world keeps, on one line."""
    return Failure(source=source, stage="gather", error=" ".join(error.error.split()), hint=error.hint)


def checked(document: Document) -> Document:
    """The document, if it can be an article. Raises SourceError where it is empty, too long or not text."""
    content = document.content
    if not content.strip():
        raise SourceError("expected an article, found nothing but white space", "delete it or fetch it again")
    if len(content) > (MAX_TEXT if document.media == "text" else MAX_PAGE):
        raise too_long(f"{len(content):,} characters")
    if "\0" in content:
        raise SourceError("expected text, found null characters in it", "export it again as text in UTF-8")
    if content.count("\ufffd") > max(2, len(content) // 20):
        raise SourceError(
            "expected text, found replacement characters all over it: it was saved in a wrong encoding",
            "fetch it again from where it came from",
        )
    return document
