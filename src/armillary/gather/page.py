"""Web pages: the article in them and what they say about themselves, by trafilatura and htmldate."""

from __future__ import annotations

from dataclasses import dataclass

import htmldate
import trafilatura

from armillary.errors import SourceError


@dataclass(frozen=True, slots=True)
class Page:
    """An article found in a page; `published` is an ISO date."""

    text: str
    title: str | None
    author: str | None
    outlet: str | None
    published: str | None


def read(html: str, url: str | None = None) -> Page:
    """The article of a page: its title line, then its text. Raises SourceError where the page holds none."""
    found = _extract(html, url)
    body = (found.text or "").strip() if found is not None else ""
    if found is None or not body:
        raise SourceError("expected an article, found a page without one", "save the article's own page, or its text")
    title = " ".join((found.title or "").split()) or None
    text = body if title is None or body.startswith(title) else f"{title}\n{body}"
    return Page(text, title, found.author or None, found.sitename or None, _published(html))


def _extract(html: str, url: str | None) -> trafilatura.settings.Document | None:
    try:
        found = trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=False)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError(f"cannot make sense of the page: {error}", "save the article as text") from error
    return found if isinstance(found, trafilatura.settings.Document) else None


def _published(html: str) -> str | None:
    try:
        return htmldate.find_date(html, original_date=True, extensive_search=False)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
