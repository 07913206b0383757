"""What a search asks for: `word`, `"a phrase"`, `pref*`; all of it must be in a sentence."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from armillary.errors import UsageError
from armillary.read.grammar.chinese import segment
from armillary.read.index.units import units

_QUOTES = '"“”„‟«»「」『』＂'
_QUOTED = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)(?:[{_QUOTES}]|$)|([^\s{_QUOTES}]+)")
_HAN = re.compile("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff]+")
_MOST = 64
"""Units of a search; nobody types more, and each costs."""
_WORD = 2
"""Han characters that are one word as they are."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One unit of a search."""

    text: str
    offset: int
    """Units between it and the first one of its part."""
    unspaced: bool
    prefix: bool = False
    """Any unit that begins so will do."""


@dataclass(frozen=True, slots=True)
class Part:
    """Units that must stand one behind the other."""

    units: tuple[Wanted, ...]
    text: str
    """From the first to the last of them, as it was typed."""

    @property
    def width(self) -> int:
        """Units from the first to the last that is looked for."""
        return self.units[-1].offset + 1

    @property
    def alone(self) -> bool:
        """Whether it is a single character of a script without blanks."""
        return self.units[0].unspaced and len(self.units[0].text) == 1


def parts(query: str) -> tuple[Part, ...]:
    """The parts of a search.

    Raises:
        UsageError: there is no word in it, or too many.
    """
    found: list[Part] = []
    written = unicodedata.normalize("NFC", query.encode("utf-8", "ignore").decode("utf-8"))
    for match in _QUOTED.finditer(written):
        for chunk in (match[1],) if match[2] is None else _words(match[2]):
            part = _part(chunk)
            if part is not None and part not in found:
                found.append(part)
    if not found:
        raise UsageError(f"nothing to search for in {query[:60]!r}: give words")
    asked = sum(len(part.units) for part in found)
    if asked > _MOST:
        raise UsageError(f"{asked} words to search for at once are too many: give at most {_MOST}")
    return tuple(found)


def _words(chunk: str) -> list[str]:
    """A chunk without blanks; a run of Han characters is as many as it has words."""
    if not _HAN.fullmatch(chunk) or len(chunk) <= _WORD:
        return [chunk]
    return [chunk[start:end] for start, end in segment(chunk, "zh")]


def _part(chunk: str) -> Part | None:
    found = units(chunk)
    if not found:
        return None
    prefix = chunk.rstrip().endswith("*")
    wanted = []
    for place, (start, end, unspaced) in enumerate(found):
        alone = unspaced and end - start == 1
        before = place > 0 and found[place - 1][2] and found[place - 1][1] == end
        if alone and before:
            continue  # the pair before it holds it
        last = place == len(found) - 1
        wanted.append(Wanted(chunk[start:end], place, unspaced, alone or (prefix and last and not unspaced)))
    return Part(tuple(wanted), chunk[found[0][0] : found[-1][1]])
