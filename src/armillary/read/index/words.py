"""The words of one article."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from armillary.schema import Natural


@dataclass(frozen=True, slots=True)
class Words:
    """The terms of one article. Units are numbered through it, with one number left out between sentences."""

    sentences: tuple[Natural, ...] = ()
    """Numbers of the sentences that are indexed."""
    starts: tuple[Natural, ...] = ()
    """Number of the first unit of each, and of what would follow the last."""
    terms: tuple[str, ...] = ()
    """In order."""
    counts: tuple[int, ...] = ()
    """At how many units each stands."""
    places: array[int] = field(default_factory=lambda: array("I"))
    """The units of each term, one term after the other."""
