"""Web pages, as saved or as fetched; finding the article in them comes later."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Iterator
from email import message_from_bytes, policy

from armillary.errors import SourceError
from armillary.gather.document import Document
from armillary.gather.encoding import decode
from armillary.gather.given import MAX_PAGE, Given, checked, fingerprint, too_long
from armillary.gather.urls import is_url

_HEAD = 4096
"""Bytes in which a page declares its encoding; browsers look at 1024, some templates begin with long comments."""
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


def read_html(given: Given) -> Iterator[Document]:
    """One document: the source of the page. Raises SourceError where it is none."""
    yield page(given, given.read(MAX_PAGE))


def page(given: Given, raw: bytes) -> Document:
    """The document of one page. Raises SourceError where it is none."""
    if not raw:
        raise SourceError("expected a page, found an empty one", "fetch it again")
    if len(raw) > MAX_PAGE:
        raise too_long(f"a page of more than {MAX_PAGE:,} bytes")
    text, encoding = decode(raw, given.charset or _declared(raw))
    return checked(Document(given.source, "html", text, encoding, fingerprint(given.name, raw), url=given.url))


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:_HEAD])
    return found[1].decode("ascii", "ignore") if found else None


def read_mhtml(given: Given) -> Iterator[Document]:
    """One document: the first page of a page saved as one file (RFC 2557). Raises SourceError where there is none."""
    raw = given.read(MAX_PAGE)
    message = message_from_bytes(raw, policy=policy.compat32)
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() in ("text/html", "application/xhtml+xml") and isinstance(payload, bytes):
            address = part.get("Content-Location") or message.get("Snapshot-Content-Location")
            yield page(_part(given, str(address or ""), part.get_content_charset()), payload)
            return
    raise SourceError("expected a page saved as MHTML, found none in it", "save the page again, as HTML")


def _part(given: Given, address: str, charset: str | None) -> Given:
    return dataclasses.replace(given, url=address if is_url(address) else given.url, charset=charset)


def page_around(fragment: str, title: str | None) -> str:
    """A whole page around the markup of an article, as feeds and exports hold it; a page comes back as it is."""
    if "<body" in fragment.lower():
        return fragment
    heading = f"<title>{html.escape(title)}</title>" if title else ""
    return f"<html><head>{heading}</head><body><article>{fragment}</article></body></html>"
