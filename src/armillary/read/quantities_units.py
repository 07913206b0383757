"""Units, bounds and counted things of one language, from `languages/<code>/units.toml`.

Forms are written as in `numbers.toml`: a form that ends in `*` stands for any ending. In languages with blanks a form
matches whole words only. Keys:

    decimal = ","          sign before decimals
    [units]                canonical unit = forms that stand after the number
    [before]               canonical unit = signs and words that stand before it (`$`)
    [counted]              canonical unit = nouns of what is counted (people = "refugees soldiers …")
    [bounds]               low, high, about: words before the number; low_after, high_after: after it
    [ranges]               join: words between the two numbers of a range; open: words before the first
    [vague]                words for an open number = the number it hovers at or lies between (dozens = "24-120")
    [shares]               words for a part = the part, 0-1
    [each]                 the same, for words that stand right before the noun (one in five voters)
    [multiples]            words for so many times = the number
    [ages]                 before, after: words that make a number an age
    [not]                  before, after: words beside a number that names or dates something; share: words before a
                           part that make it one of two or a time (the first half); idioms: phrases that begin with a
                           number and count nothing
    [links]                of: words between a share or unit and its whole; the: words before a number known already;
                           counters: signs between a number and its noun
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from armillary.lexicon import load

_NO_SPACES = frozenset({"zh", "ja"})
_LETTER = r"[^\W\d_]"


@dataclass(frozen=True, slots=True)
class Listed:
    """Forms of one meaning, ready to be matched after or before a place."""

    value: str
    after: re.Pattern[str]
    before: re.Pattern[str]
    firsts: frozenset[str]
    """The letters the forms begin with, as `_first` gives them."""


@dataclass(frozen=True, slots=True)
class Units:
    """What one language says of units."""

    decimal: str
    units: tuple[Listed, ...]
    signs: tuple[Listed, ...]
    counted: Mapping[str, str]
    stems: tuple[tuple[str, str], ...]
    bounds: Mapping[str, Listed]
    join: Listed
    opening: Listed
    worded: Listed
    """Every form of the four tables that follow: a quick look whether any stands at a place."""
    vague: tuple[Listed, ...]
    shares: tuple[Listed, ...]
    each: tuple[Listed, ...]
    multiples: tuple[Listed, ...]
    age: Mapping[str, Listed]
    barred: Mapping[str, Listed]
    of: frozenset[str]
    the: frozenset[str]
    counters: frozenset[str]
    spaced: bool

    def class_of(self, *forms: str) -> str | None:
        """Canonical unit of a counted noun, by its forms."""
        for form in forms:
            if form in self.counted:
                return self.counted[form]
        for stem, unit in self.stems:
            if any(form.startswith(stem) for form in forms):
                return unit
        return None


@cache
def units(language: str) -> Units | None:
    """The units of a language; None where it has none."""
    data = load(language, "units")
    if not data:
        return None
    spaced = language not in _NO_SPACES
    counted = {form: unit for unit, forms in data.get("counted", {}).items() for form in _forms(forms)}
    return Units(
        decimal=data.get("decimal", "."),
        units=_table(data, "units", spaced),
        signs=_table(data, "before", spaced),
        counted={form: unit for form, unit in counted.items() if not form.endswith("*")},
        stems=tuple((form[:-1], unit) for form, unit in counted.items() if form.endswith("*")),
        bounds={key: _listed(key, data.get("bounds", {}).get(key, ""), spaced) for key in _BOUNDS},
        join=_listed("join", data.get("ranges", {}).get("join", ""), spaced),
        opening=_listed("open", data.get("ranges", {}).get("open", ""), spaced),
        worded=_listed(
            "", [form for key in _WORDED for forms in data.get(key, {}).values() for form in forms.split()], spaced
        ),
        vague=_table(data, "vague", spaced),
        shares=_table(data, "shares", spaced),
        each=_table(data, "each", spaced),
        multiples=_table(data, "multiples", spaced),
        age={key: _listed(key, data.get("ages", {}).get(key, ""), spaced) for key in ("before", "after")},
        barred={key: _listed(key, data.get("not", {}).get(key, ""), spaced) for key in _BARS},
        of=frozenset(_forms(data.get("links", {}).get("of", ""))),
        the=frozenset(_forms(data.get("links", {}).get("the", ""))),
        counters=frozenset(_forms(data.get("links", {}).get("counters", ""))),
        spaced=spaced,
    )


_BARS = ("before", "after", "share", "idioms")
_WORDED = ("vague", "shares", "each", "multiples")
_BOUNDS = ("low", "high", "about", "low_after", "high_after")


def _forms(listed: str | Iterable[str]) -> list[str]:
    """`more_than at_least`: forms between blanks, `_` for a blank inside one."""
    words = listed.split() if isinstance(listed, str) else list(listed)
    return [word.replace("_", " ").lower() for word in words]


def _table(data: Mapping[str, Any], key: str, spaced: bool) -> tuple[Listed, ...]:
    return tuple(_listed(str(value), forms, spaced) for value, forms in data.get(key, {}).items())


def _listed(value: str, listed: str | Iterable[str], spaced: bool) -> Listed:
    forms = sorted(_forms(listed), key=len, reverse=True)
    body = "|".join(_pattern(form, spaced) for form in forms) or "(?!)"
    ahead = re.compile(rf"[\s\-‑]{{0,2}}(?P<form>{body})", re.IGNORECASE)
    behind = re.compile(rf"{_edge(spaced)}(?P<form>{body})\s?$", re.IGNORECASE)
    return Listed(value, ahead, behind, frozenset(_first(form) for form in forms))


def _first(text: str) -> str:
    """The first letter of a text, alike for letters that are taken for each other."""
    return text[:1].lower()[:1].replace("ё", "е").replace("ı", "i")


def _edge(spaced: bool) -> str:
    return rf"(?<!{_LETTER})" if spaced else ""


def _pattern(form: str, spaced: bool) -> str:
    """A form as a pattern; a letter at its end must end a word, unless the form says that endings may follow."""
    stem = form.endswith("*")
    body = re.escape(form.rstrip("*")).replace(r"\ ", r"[\s\-]").replace("е", "[её]")
    if stem:
        return rf"{body}{_LETTER}*"
    letter = form[-1].isalpha() and (spaced or form.isascii())
    return rf"{body}(?!{_LETTER})" if letter else body


def after(listed: Listed, text: str, place: int) -> int | None:
    """End of the form that follows `place`, if one does."""
    match = listed.after.match(text, place)
    return match.end() if match else None


def before(listed: Listed, text: str, place: int, reach: int = 40) -> int | None:
    """Start of the form that ends at `place`, if one does."""
    match = listed.before.search(text[max(0, place - reach) : place])
    return max(0, place - reach) + match.start("form") if match else None


def longest_after(listed: Iterable[Listed], text: str, place: int) -> tuple[str, int] | None:
    """Value and end of the longest form that follows `place`."""
    first = _first(text[place : place + 1])
    apart = not first or first.isspace() or first in "-‑"
    likely = (one for one in listed if apart or first in one.firsts)
    found = [(end, one.value) for one in likely if (end := after(one, text, place)) is not None]
    return (max(found)[1], max(found)[0]) if found else None


def longest_before(listed: Iterable[Listed], text: str, place: int) -> tuple[str, int] | None:
    """Value and start of the longest form that ends at `place`."""
    found = [(start, one.value) for one in listed if (start := before(one, text, place)) is not None]
    return (min(found)[1], min(found)[0]) if found else None
