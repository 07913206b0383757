"""Progress on a terminal."""

from __future__ import annotations

import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

_PATIENCE = 2.0
"""Seconds a step may take before it is shown."""


class Bars:
    """Shows each step that takes longer than two seconds, on stderr; nothing where that is no terminal."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)
        self._bars: Progress | None = None
        self._task: TaskID | None = None
        self._what = ""
        self._total: int | None = None
        self._done = 0
        self._since = 0.0

    def begin(self, what: str, total: int | None = None) -> None:
        """See `Progress.begin`."""
        self._what, self._total, self._done, self._since = what, total, 0, time.monotonic()

    def advance(self, pieces: int = 1) -> None:
        """See `Progress.advance`."""
        self._done += pieces
        if self._bars is None and self._console.is_terminal and time.monotonic() - self._since > _PATIENCE:
            self._show()
        if self._bars is not None and self._task is not None:
            self._bars.update(self._task, completed=self._done)

    def end(self) -> None:
        """See `Progress.end`."""
        if self._bars is not None:
            self._bars.stop()
        self._bars = self._task = None

    def _show(self) -> None:
        columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn()
        self._bars = Progress(
            *columns, MofNCompleteColumn(), TimeElapsedColumn(), console=self._console, transient=True
        )
        self._task = self._bars.add_task(self._what, total=self._total)
        self._bars.start()
