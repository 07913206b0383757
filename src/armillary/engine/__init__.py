"""Where work runs: this process, or worker processes. A cluster is one more module with the same `map`.

Functions and items travel to workers, so both must be picklable: module-level functions, plain data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Engine(Protocol):
    """Applies a function to many items."""

    @property
    def workers(self) -> int:
        """How many items are worked on at a time."""

    def map(self, function: Callable[[T], R], items: Iterable[T], *, chunk: int = 1) -> Iterator[R]:
        """Results in the order of the items, which are drawn as they are needed, `chunk` of them at a time.

        Raises:
            EngineError: a worker died. Errors of `function` itself are raised as they are.
        """

    def close(self) -> None:
        """Let the workers go."""


def engine(workers: int) -> Engine:
    """This process for `workers` 1, else that many worker processes."""
    from armillary.engine.here import Here
    from armillary.engine.processes import Processes

    return Here() if workers <= 1 else Processes(workers)
