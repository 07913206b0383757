"""Months and weekdays in running text, from CLDR."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError


@dataclass(frozen=True, slots=True)
class Day:
    """A name of a month (1-12) or weekday (1 Monday - 7 Sunday) and where it stands."""

    start: int
    end: int
    value: int
    kind: Literal["month", "weekday"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The names of one language."""

    pattern: re.Pattern[str]
    names: Mapping[str, tuple[int, Literal["month", "weekday"]]]

    def find(self, text: str) -> Iterator[Day]:
        """Months and weekdays named in a text."""
        for match in self.pattern.finditer(text):
            value, kind = self.names[match.group("name").lower()]
            yield Day(match.start(), match.end(), value, kind)


_LONGEST_ENDING = 4
_SHORTEST_STEM = 4
_CJK = frozenset({"zh", "ja"})


@cache
def calendar(language: str) -> Calendar | None:
    """Names of months and weekdays; None where CLDR does not know the language."""
    try:
        locale = Locale(language)
    except UnknownLocaleError:
        return None
    names: dict[str, tuple[int, Literal["month", "weekday"]]] = {}
    for value in range(1, 13):
        forms = {locale.months[context]["wide"][value].lower() for context in ("format", "stand-alone")}
        names.update(dict.fromkeys(_stems(forms), (value, "month")))
    for value in range(7):
        forms = {locale.days["format"]["wide"][value].lower()}
        if language in _CJK:
            forms |= {"周" + form[-1] for form in forms} | {"週" + form[-1] for form in forms}
        names.update(dict.fromkeys(_stems(forms), (value + 1, "weekday")))
    names = {name: value for name, value in names.items() if not name[0].isdigit()}
    return Calendar(_pattern(names, language), names)


def _stems(forms: set[str]) -> set[str]:
    """Both cases of a name and, for languages that inflect, what they have in common."""
    stem = _shared_start(sorted(forms))
    return forms | ({stem} if len(stem) >= _SHORTEST_STEM else set())


def _shared_start(words: list[str]) -> str:
    first, last = words[0], words[-1]
    n = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[:n]


def _pattern(names: Mapping[str, object], language: str) -> re.Pattern[str]:
    listed = "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))
    if language in _CJK or not names:
        return re.compile(f"(?P<name>{listed or '(?!)'})")
    return re.compile(rf"\b(?P<name>{listed})[^\W\d_]{{0,{_LONGEST_ENDING}}}\b", re.IGNORECASE)
