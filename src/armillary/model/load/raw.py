"""What a reader of a format gives: one event as the file has it, or a line that is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple, TextIO


class Party(NamedTuple):
    """One side of an event as the file names it."""

    name: str
    country: str = ""
    """Name or code."""
    sectors: str = ""
    """Words or codes, however separated."""
    code: str = ""
    """Code of CAMEO (`KAZGOV`)."""
    qid: str = ""


class Raw(NamedTuple):
    """One event."""

    date: dt.date
    source: Party
    target: Party
    code: str
    """Code, type or label of the event."""
    own_id: str = ""
    event_type: str | None = None
    mode: str | None = None
    intensity: float | None = None
    goldstein: float | None = None
    n_sources: int | None = None


class Bad(NamedTuple):
    """A line that gives no event."""

    line: int
    """1-based."""
    why: str


Reader = Callable[[TextIO], Iterator[Raw | Bad]]


def day(text: str) -> dt.date:
    """A date as event data write it: `2018-01-31`, `20180131`, or with a time after it.

    Raises:
        ValueError: it is none.
    """
    text = text.strip()
    return dt.date.fromisoformat(text[:10] if "-" in text[:10] else f"{text[:4]}-{text[4:6]}-{text[6:8]}")


def number(text: str) -> float | None:
    """A finite number; None for none, or what is not one."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if -1e9 < value < 1e9 else None
