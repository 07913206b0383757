"""Work in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Here:
    """One item after the other."""

    workers = 1

    def map(self, function: Callable[[T], R], items: Iterable[T], *, chunk: int = 1) -> Iterator[R]:
        """See `Engine.map`."""
        return map(function, items)

    def close(self) -> None:
        """Nothing to let go."""
