"""How long work tells how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Told of steps as they begin and move on."""

    def begin(self, what: str, total: int | None = None) -> None:
        """A step begins; `total` pieces, where known."""

    def advance(self, pieces: int = 1) -> None:
        """So many pieces more of the step are done."""

    def end(self) -> None:
        """The step is done."""


class Silent:
    """Tells nobody."""

    def begin(self, what: str, total: int | None = None) -> None:
        """Ignore."""

    def advance(self, pieces: int = 1) -> None:
        """Ignore."""

    def end(self) -> None:
        """Ignore."""


def track(items: Iterable[T], progress: Progress, what: str, total: int | None = None) -> Iterator[T]:
    """The same items, each told to `progress` when the next is asked for."""
    progress.begin(what, total)
    try:
        for item in items:
            yield item
            progress.advance()
    finally:
        progress.end()
