"""What was found of an open world, kept: what all ask for as long as it is open, what users ask for by turns."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

T = TypeVar("T")

RECENT: Final = 256
"""Answers to what users asked that are kept; their questions have no end."""


class Memory:
    """For many threads. Two that ask for the same at once may both make it; what was made first is then kept."""

    def __init__(self, most: int = RECENT) -> None:
        self._most = most
        self._kept: dict[Hashable, Any] = {}
        self._recent: OrderedDict[Hashable, Any] = OrderedDict()
        self._turn = threading.Lock()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, kept for good."""
        if key not in self._kept:
            self._kept.setdefault(key, make())
        found: T = self._kept[key]
        return found

    def recent(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, kept until others were asked for since."""
        with self._turn:
            if key in self._recent:
                self._recent.move_to_end(key)
                known: T = self._recent[key]
                return known
        made = make()
        with self._turn:
            found: T = self._recent.setdefault(key, made)
            self._recent.move_to_end(key)
            if len(self._recent) > self._most:
                self._recent.popitem(last=False)
        return found
