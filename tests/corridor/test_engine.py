"""Where work runs."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest

from armillary.engine import engine
from armillary.engine.memory import seldom_collected
from armillary.engine.processes import Processes
from armillary.errors import EngineError


def _square(n: int) -> int:
    return n * n


def _die(n: int) -> int:
    os._exit(n)


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    """Whatever the number of workers and the size of chunks, results are the same and in order."""
    crew = engine(workers)
    try:
        assert list(crew.map(_square, range(50), chunk=7)) == [n * n for n in range(50)]
    finally:
        crew.close()


def test_items_are_drawn_as_they_are_needed() -> None:
    """A long stream of items is never drawn far ahead of the results."""
    drawn = 0

    def stream() -> Iterator[int]:
        nonlocal drawn
        for n in range(1000):
            drawn += 1
            yield n

    crew = Processes(2)
    try:
        results = crew.map(_square, stream(), chunk=2)
        assert next(results) == 0
        assert drawn < 50
    finally:
        crew.close()


def test_a_dead_worker_is_a_clear_error() -> None:
    """A worker that ends suddenly stops the work with an error that says what to try."""
    crew = Processes(1)
    try:
        with pytest.raises(EngineError, match="--workers 1"):
            list(crew.map(_die, [1]))
    finally:
        crew.close()


def test_garbage_is_looked_for_seldom_only_while_the_block_runs() -> None:
    """A build looks for cycles seldom, and leaves the program that called it as it was."""
    before = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold()[0] > before[0]
    assert gc.get_threshold() == before
