"""RSS and Atom: an entry is an article, whole where the feed carries its content, else its summary."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import feedparser

from armillary.errors import SourceError
from armillary.gather.document import Document
from armillary.gather.given import MAX_PAGE, Given, checked, failure, fingerprint
from armillary.gather.readers.columns import as_text
from armillary.gather.readers.html import page_around
from armillary.gather.readers.rows import each
from armillary.gather.urls import normalise_url
from armillary.schema import Failure


def read_feed(given: Given) -> Iterator[Document | Failure]:
    """A document for every entry. Raises SourceError where this is no feed."""
    raw = given.read(MAX_PAGE)
    headers = {"content-type": f"application/xml; charset={given.charset}"} if given.charset else {}
    feed = feedparser.parse(io.BytesIO(raw), response_headers=headers)
    if not feed.get("version"):
        raise SourceError("expected a feed (RSS or Atom), found none", "check the address; a page is saved as .html")
    entries: list[tuple[int, Mapping[str, Any] | SourceError]] = list(enumerate(feed.entries, 1))
    yield from each(given, entries, lambda entry, number: _document(entry, feed.feed, given, number))
    if _is_cut(raw):
        yield failure(given.source, _CUT)


_CUT = SourceError("expected a whole feed, found one that is cut off", "what could be read was; fetch it again")


def _is_cut(raw: bytes) -> bool:
    return not raw.rstrip(b"\0 \t\r\n").endswith(b">")


def _document(entry: Mapping[str, Any], feed: Mapping[str, Any], given: Given, number: int) -> Document:
    body = _body(entry)
    if not body:
        raise SourceError("expected an entry with a text, found one without", "give its address instead of the feed")
    values = {
        "url": as_text(entry.get("link")),
        "title": as_text(entry.get("title")),
        "author": as_text(entry.get("author")),
        "outlet": as_text(feed.get("title")),
        "published": as_text(entry.get("published") or entry.get("updated")),
        "language": as_text(entry.get("language") or feed.get("language")),
    }
    content = page_around(body, values["title"])
    name = normalise_url(values["url"]) if values["url"] else given.name
    raw = json.dumps([body, values], ensure_ascii=False, sort_keys=True).encode()
    return checked(Document(given.row(number), "html", content, None, fingerprint(name, raw), **values))


def _body(entry: Mapping[str, Any]) -> str:
    contents = [as_text(part.get("value")) or "" for part in entry.get("content", ())]
    return max([*contents, as_text(entry.get("summary")) or ""], key=len)
