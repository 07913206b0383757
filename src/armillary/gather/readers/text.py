"""Plain text: the file is the article."""

from __future__ import annotations

from collections.abc import Iterator

from armillary.gather.document import Document
from armillary.gather.encoding import decode
from armillary.gather.given import MAX_TEXT, Given, checked, fingerprint

_MAX_BYTES = MAX_TEXT * 4  # no encoding takes more bytes for a character


def read_text(given: Given) -> Iterator[Document]:
    """One document: the decoded file, character for character. Raises SourceError where it is none."""
    raw = given.read(_MAX_BYTES)
    text, encoding = decode(raw, given.charset)
    yield checked(Document(given.source, "text", text, encoding, fingerprint(given.name, raw), url=given.url))
