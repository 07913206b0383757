"""Files that say which actors there are: `actors/*.toml`, `actors/persons/*.toml`."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from armillary.errors import UsageError

Parts = tuple[str, str, dt.date | None, dt.date | None]
"""Role, of whom, since, until."""

TABLES_OF_WORDS = frozenset({"offices.toml"})
"""Files of the folder that hold no actors."""


@cache
def entries() -> Mapping[str, Mapping[str, Any]]:
    """All entries by actor id, over all files.

    Raises:
        UsageError: two files have the same actor.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for entry in actor_files():
        for actor_id, values in tomllib.loads(entry.read_text("utf-8")).items():
            if actor_id in found:
                raise UsageError(f"{entry.name}: {actor_id} is in two files of the lexicon")
            found[actor_id] = values
    return found


def actor_files() -> Iterator[Traversable]:
    """The files that hold actors, by name."""
    root = files("armillary.lexicon") / "actors"
    for folder in (root, root / "persons"):
        if folder.is_dir():
            for entry in sorted(folder.iterdir(), key=lambda one: one.name):
                if entry.name.endswith(".toml") and entry.name not in TABLES_OF_WORDS:
                    yield entry


def terms(values: object) -> Iterator[Parts]:
    """Offices, each written `role of since..until`.

    Raises:
        UsageError: one is written otherwise.
    """
    for value in _strings(values):
        words, since, until = _dated(value)
        if len(words) != 2:
            raise UsageError(f"{value!r}: expected `role of since..until`")
        yield words[0], words[1], since, until


def memberships(values: object) -> Iterator[Parts]:
    """Memberships, each written `member member … since..until`.

    Raises:
        UsageError: one is written otherwise.
    """
    for value in _strings(values):
        words, since, until = _dated(value)
        for word in words:
            yield "member", word, since, until


def _strings(values: object) -> Iterable[str]:
    if isinstance(values, str):
        return (values,)
    return [str(value) for value in values] if isinstance(values, Iterable) else ()


def _dated(value: str) -> tuple[list[str], dt.date | None, dt.date | None]:
    words = value.split()
    if not words or ".." not in words[-1]:
        return words, None, None
    since, _, until = words.pop().partition("..")
    try:
        return words, _date(since), _date(until)
    except ValueError as error:
        raise UsageError(f"{value!r}: expected dates as YYYY, YYYY-MM or YYYY-MM-DD: {error}") from error


def _date(text: str) -> dt.date | None:
    if not text:
        return None
    year, *rest = (int(part) for part in text.split("-"))
    month, day = (*rest, 1, 1)[:2]
    return dt.date(year, month, day)
