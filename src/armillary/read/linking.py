"""One id over the whole world for actors that the lexicon does not know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sighting:
    """An actor that the lexicon does not know, as one article names it."""

    article_id: str
    local_id: str
    """Its id inside the article."""
    kind: str
    name: str
    """Fullest form, base case, original script."""
    language: str
    office: str | None = None
    country: str | None = None
    gender: str | None = None
    forms: tuple[str, ...] = ()
    report_id: str | None = None
    """The family of copies its article belongs to."""


def link(seen: Sequence[Sighting]) -> dict[tuple[str, str], str]:
    """The id of each sighting, by article and local id; the same whatever the order."""
    return {(one.article_id, one.local_id): one.local_id for one in seen}
