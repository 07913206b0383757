"""One article-to-be, as it comes out of a file, a row of a container, a feed or the web."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Media = Literal["text", "html"]


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader gives: the content, decoded but not yet understood, and what the container says about it.

    source: path or URL as given; `path#row` (1-based) for rows of containers.
    media: `text` is the article itself, `html` a page it has yet to be found in.
    content: the decoded text, character for character (only a BOM removed), or the source of the page.
    encoding: Python's name of the character encoding it was read with; None where the container holds text already.
    fingerprint: SHA-256 (hex) over the base name, or the normalised URL, and the raw content.
    url, title, author, outlet, published, language: as the container's metadata give them, unparsed.
    """

    source: str
    media: Media
    content: str
    encoding: str | None
    fingerprint: str
    url: str | None = None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
