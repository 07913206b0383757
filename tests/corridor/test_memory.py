"""What is kept of an open world."""

from __future__ import annotations

from pathlib import Path

import pytest

from armillary.memory import Memory
from armillary.world import Workshop, World


def test_what_all_ask_for_is_made_once() -> None:
    """The first answer is given again, also when it is nothing."""
    made: list[int] = []
    memory = Memory()
    assert [memory.once("a", lambda: made.append(1)) for _ in range(3)] == [None] * 3
    assert made == [1]


def test_only_the_latest_answers_to_users_are_kept() -> None:
    """What was asked for longest ago goes first; asking again keeps it."""
    made: list[int] = []

    def make(n: int) -> int:
        made.append(n)
        return n

    def ask(n: int) -> int:
        return memory.recent(n, lambda: make(n))

    memory = Memory(most=2)
    assert [ask(n) for n in (1, 2, 1, 3, 1, 2)] == [1, 2, 1, 3, 1, 2]
    assert made == [1, 2, 3, 2]


def test_an_error_is_not_an_answer() -> None:
    """What could not be made is made anew for the next who asks."""
    memory = Memory()
    for make in (memory.once, memory.recent):
        with pytest.raises(ZeroDivisionError):
            make("a", lambda: 1 // 0)
        assert make("a", lambda: 5) == 5


def test_threads_share_it(tmp_path: Path) -> None:
    """A twin of a world knows what the world found."""
    Workshop.open(tmp_path / "w.duckdb").finish()
    with World.open(tmp_path / "w.duckdb") as world, world.twin() as twin:
        assert world.recent("a", lambda: 1) == twin.recent("a", lambda: 2) == 1
        assert twin.once("b", lambda: 3) == world.once("b", lambda: 4) == 3
