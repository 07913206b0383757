"""Rows of any container into documents: which column is which, by usual names or as the user says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from armillary.errors import SourceError
from armillary.gather.document import Document, Media
from armillary.gather.given import Given, checked, fingerprint, has_surrogates
from armillary.gather.readers.html import page_around
from armillary.gather.urls import normalise_url

Row = Mapping[str, Any]

USUAL: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "maintext", "main_text", "article", "article_text", "article_body", "full_text",
        "fulltext", "content_text", "text_content", "plain_text", "story", "html", "content_html", "raw_html",
        "body_html", "summary", "description",
    ),
    "title": ("title", "headline", "heading"),
    "url": ("url", "link", "href", "canonical_url", "source_url", "article_url", "permalink"),
    "published": (
        "published", "publish_date", "published_at", "published_date", "publication_date", "date_published",
        "date_publish", "pubdate", "pub_date", "date", "datetime", "timestamp", "created_at",
    ),
    "author": ("author", "authors", "byline", "creator"),
    "outlet": (
        "outlet", "source", "source_name", "publisher", "publication", "newspaper", "domain", "source_domain", "site",
        "sitename", "site_name", "website",
    ),
    "language": ("language", "lang", "locale"),
}  # fmt: skip
"""Field of a document to the names its column usually has, the surest first; compared without case and punctuation."""

_MARKUP = re.compile(r"<(p|div|br|html|body|article|span|h[1-6])\b[^>]*>", re.IGNORECASE)


def check_mapping(mapping: Mapping[str, str]) -> None:
    """Raises SourceError where `--map` names a field that does not exist."""
    unknown = sorted(set(mapping) - set(USUAL))
    if unknown:
        raise SourceError(f"expected fields among {', '.join(USUAL)}, found {', '.join(unknown)}", "--map text=Body")


def columns_of(names: Iterable[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Field to column. Raises SourceError where no column holds the text or a mapped one is missing."""
    present = list(names)
    missing = [column for column in mapping.values() if column not in present]
    by_name = {_plain(name): name for name in reversed(present)}
    usual = {
        field: next((by_name[_plain(name)] for name in names if _plain(name) in by_name), None)
        for field, names in USUAL.items()
    }
    chosen = {field: column for field, column in usual.items() if column is not None} | dict(mapping)
    if missing or "text" not in chosen:
        what = f"column {missing[0]!r}" if missing else "a column with the text"
        raise SourceError(
            f"expected {what}, found {_listed(present)}", "name the columns: --map text=COLUMN,published=COLUMN"
        )
    return chosen


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(name[:30] for name in names[:12]) or "none"
    return shown + (" …" if len(names) > 12 else "")


def document_of(row: Row, columns: Mapping[str, str], given: Given, number: int) -> Document:
    """The document of one row. Raises SourceError where it has no usable text."""
    values = {field: as_text(row.get(column)) for field, column in columns.items()}
    content = values.pop("text", None) or ""
    url = values.get("url")
    name = normalise_url(url) if url else given.name
    raw = json.dumps([content, values], ensure_ascii=False, sort_keys=True).encode()
    media: Media = "text"
    if _MARKUP.search(content[:2000]):
        media, content = "html", page_around(content, values.get("title"))
    return checked(Document(given.row(number), media, content, None, fingerprint(name, raw), **values))


def as_text(value: Any) -> str | None:
    """A cell as text: names of people joined, an object by its name, dates in ISO form; None where it is empty."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("id")
    elif isinstance(value, list | tuple):
        value = ", ".join(filter(None, map(as_text, value)))
    elif hasattr(value, "isoformat"):
        value = value.isoformat()
    if value is None or value == "" or value != value:  # the last: not a number, as data frames write an empty cell
        return None
    return whole(str(value))


def whole(text: str) -> str:
    """The text with halves of surrogate pairs joined, and replaced where the other half is missing."""
    if not has_surrogates(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
