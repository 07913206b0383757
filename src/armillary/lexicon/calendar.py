"""Months and weekdays in running text, from CLDR."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError

from armillary.lexicon import load


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


_LONGEST_ENDING = 3
_SHORTEST_STEM = 4
_CJK = frozenset({"zh", "ja"})
Names = dict[str, tuple[int, Literal["month", "weekday"]]]


@cache
def calendar(language: str) -> Calendar | None:
    """Names of months and weekdays; None where CLDR does not know the language."""
    try:
        locale = Locale(language)
    except UnknownLocaleError:
        return None
    contexts = [locale.months[context]["wide"] for context in ("format", "stand-alone")]
    inflects = bool(load(language, "numbers").get("dates_inflect")) or contexts[0] != contexts[1]
    names: Names = {}
    for value in range(1, 13):
        forms = {names_of[value].lower() for names_of in contexts}
        names.update(dict.fromkeys(_with_stem(forms, inflects), (value, "month")))
    for value in range(7):
        forms = {locale.days["format"]["wide"][value].lower()}
        if language in _CJK:
            forms |= {sign + form[-1] for form in forms for sign in "周週"}
        names.update(dict.fromkeys(_with_stem(forms, inflects), (value + 1, "weekday")))
    names = {name: value for name, value in names.items() if not name[0].isdigit()}
    return Calendar(_pattern(names, language, inflects, contexts[0][1][0].isupper()), names)


def _with_stem(forms: set[str], inflects: bool) -> set[str]:
    """The forms of a name and, in languages that inflect, what stays when the ending changes."""
    if not inflects:
        return forms
    shared = _shared_start(sorted(forms)) if len(forms) > 1 else next(iter(forms))[:-1]
    return forms | ({shared} if len(shared) >= _SHORTEST_STEM else set())


def _shared_start(words: list[str]) -> str:
    first, last = words[0], words[-1]
    n = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[:n]


def _pattern(names: Names, language: str, inflects: bool, capital: bool) -> re.Pattern[str]:
    ordered = sorted(names, key=lambda n: (-len(n), n))
    listed = "|".join(map(re.escape, ordered))
    if language in _CJK or not names:
        return re.compile(f"(?P<name>{listed or '(?!)'})")
    long = rf"(?<=[^\W\d_]{{{_SHORTEST_STEM}}})"
    ending = rf"(?:{long}[^\W\d_]{{1,{_LONGEST_ENDING}}})?" if inflects else ""
    first = r"(?=[^\W\d_a-zà-ÿ])" if capital else ""  # English march and may are verbs
    return re.compile(rf"\b{first}(?i:(?P<name>{listed}){ending})\b")
