"""The world file that is served: opened when asked for, followed when it is replaced."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from armillary.errors import WorldError
from armillary.world import World

_KEEPS: Final = os.name != "nt"
"""Whether a file that is open can be replaced; else it is closed after every request."""


class Served:
    """One world for many threads.

    It stays open between requests. When a build replaces the file, requests under way end on the old one, and the next
    opens the new one.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._turn = threading.Condition()
        self._world: World | None = None
        self._identity: tuple[int, int, int] | None = None
        self._active = 0

    @contextmanager
    def opened(self) -> Iterator[World]:
        """The world as it is now.

        Raises:
            WorldError: no such file, not a world, of another layout, or being written by another program.
        """
        world = self._enter()
        try:
            with world:
                yield world
        finally:
            self._leave()

    def close(self) -> None:
        """Close the file once no request is under way."""
        with self._turn:
            self._turn.wait_for(lambda: not self._active)
            self._drop()

    def _enter(self) -> World:
        with self._turn:
            found = _identity(self.path)
            if self._world is None or found != self._identity:
                self._turn.wait_for(lambda: not self._active)
                self._drop()
                self._world, self._identity = World.open(self.path), found
            twin = self._world.twin()
            self._active += 1
            return twin

    def _leave(self) -> None:
        with self._turn:
            self._active -= 1
            if not self._active:
                if not _KEEPS:
                    self._drop()
                self._turn.notify_all()

    def _drop(self) -> None:
        if self._world is not None:
            self._world.close()
        self._world = self._identity = None


def _identity(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError as error:
        raise WorldError(f"{path}: no such world; make one with `armillary build SOURCES --into {path}`") from error
    return found.st_ino, found.st_mtime_ns, found.st_size
