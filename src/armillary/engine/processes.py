"""Work in worker processes of this machine."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

from armillary.engine.memory import collect_seldom
from armillary.errors import EngineError

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 3
"""Chunks that wait for each worker: enough to keep it busy, few enough that a long stream never is all in memory."""


class Processes:
    """A pool of processes, started when first needed."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def map(self, function: Callable[[T], R], items: Iterable[T], *, chunk: int = 1) -> Iterator[R]:
        """See `Engine.map`."""
        pool = self._started()
        waiting: deque[Future[list[R]]] = deque()
        try:
            for batch in _chunks(items, chunk):
                waiting.append(pool.submit(_apply, function, batch))
                if len(waiting) >= self.workers * _AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            self._pool = None
            raise EngineError(
                "a worker process ended suddenly, often for want of memory; "
                "give the same command again with --workers 1"
            ) from error

    def close(self) -> None:
        """End the processes; what they had begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.workers, mp_context=context, initializer=collect_seldom)
        return self._pool


def _apply(function: Callable[[T], R], batch: Iterable[T]) -> list[R]:
    return [function(item) for item in batch]


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
