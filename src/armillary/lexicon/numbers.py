"""Numbers as texts write them: figures, words, scale words, dates.

A language's words are `languages/<code>/numbers.toml`. Every value lists its forms, separated by blanks; a form that
ends in `*` stands for any ending, `_` in a form for a blank or hyphen. Keys (all but `[words]` may be left out):

    and = "and"              words that join the parts of one number
    one = "ein"              articles that mean one inside a number (einundzwanzig)
    skip = "a of"            words that may stand between a number and its scale word
    half = "and_a_half"      what adds a half to the number before (four and a half billion)
    prefixes = "و ال"        letters written together with the word that follows
    fused = true             compounds are written as one word (fünfundzwanzig)
    units_first = true       units stand before tens
    ten_and_unit = true      eleven is "ten one"
    score_and_teen = true    seventy is "sixty ten"
    dates_inflect = true     names of months and weekdays take endings (known where CLDR gives two cases)
    [words]                  cardinals below a hundred, and hundreds that are one word
    [scales]                 hundred and above; they multiply what stands before
    [short]                  abbreviations that may also mean something else (m: metres), read only after a figure
    [ordinals]               third, fourth …
    [partners]               words that may stand for a number in another language and are free to come and go: both,
                             pair, half, once, a decade
    [numerals]               for scripts without blanks: digits = "一二…", tens = "十=10 …", myriads = "万=10000 …",
                             vague = "数几", counters = "个人…"; figures_only = true where the signs count only after
                             a figure (3만) and [words] has the rest
    [bounds]                 lists of cues that stand before a number (more, less) or after it (more_after, less_after):
                             more = ["more than", "at least"]; any = words that may be one, but may be something else
    [measures]               metric = "km kilomet* …", imperial = "mile miles foot …": units that texts convert

Names of months and weekdays come from CLDR (Babel).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from armillary.lexicon import load
from armillary.lexicon.calendar import calendar
from armillary.lexicon.figures import FIGURE, Number, NumberKind, figure_values, free, plain_digits
from armillary.lexicon.number_words import in_words
from armillary.lexicon.numerals import Numerals, numerals

__all__ = ["Measure", "Number", "NumberKind", "figure_values", "measure_after", "read_numbers"]

Measure = Literal["metric", "imperial"]


@lru_cache(maxsize=8192)
def read_numbers(text: str, language: str) -> tuple[Number, ...]:
    """The numbers of a text in order; spans are code points into it."""
    language = language.split("-")[0]
    plain = plain_digits(text)
    days = calendar(language)
    dated = tuple(
        Number(d.start, d.end, frozenset({float(d.value)}), d.kind) for d in (days.find(plain) if days else ())
    )
    for number in dated:
        plain = plain[: number.start] + "#" * (number.end - number.start) + plain[number.end :]
    script = numerals(language)
    if script is None:
        found = tuple(in_words(plain, language))
    elif script.figures_only:
        words = tuple(n for n in in_words(plain, language) if n.kind not in ("figure", "tied"))
        found = (*words, *_in_numerals(plain, script))
    else:
        found = _in_numerals(plain, script)
    return tuple(sorted((*_ranges(plain, sorted(found, key=_start)), *dated), key=_start))


def _start(number: Number) -> int:
    return number.start


# --- scripts without blanks -------------------------------------------------------------------------------------------


def _in_numerals(text: str, script: Numerals) -> tuple[Number, ...]:
    found = tuple(
        Number(f.start, f.end, frozenset(f.values), f.kind, f.unit) for f in script.find(text, FIGURE, figure_values)
    )
    return (*found, *free(text))


# --- ranges -----------------------------------------------------------------------------------------------------------

_BETWEEN = re.compile(r"\s?(?:[-–—~～至到]|から|[^\W\d_]{1,3})\s?")
_DECADE = 10.0


def _ranges(text: str, found: Sequence[Number]) -> Iterator[Number]:
    """In `5 to 10 million` the five may mean millions as well; `three decades` may mean thirty."""
    for number, following in pairwise([*found, None]):
        assert number is not None
        factor = _factor(text, number, following) if following else 1.0
        yield replace(number, values=number.values | {value * factor for value in number.values})


def _factor(text: str, number: Number, following: Number) -> float:
    if number.unit == 1 and following.unit > 1 and _BETWEEN.fullmatch(text, number.end, following.start):
        return following.unit
    counted = number.kind in ("figure", "word") and following.kind == "partner"
    if counted and min(following.values) >= _DECADE and text[number.end : following.start].isspace():
        return min(following.values)
    return 1.0


# --- units that texts convert -----------------------------------------------------------------------------------------

_REACH = 14


@cache
def _measures(language: str) -> tuple[tuple[Measure, re.Pattern[str]], ...]:
    patterns: list[tuple[Measure, re.Pattern[str]]] = []
    for system in ("metric", "imperial"):
        forms = load(language, "numbers").get("measures", {}).get(system, "").split()
        if forms:
            listed = "|".join(re.escape(f).replace(r"\*", r"[^\W\d_]*") for f in forms)
            edge = r"(?![^\W\d_])" if numerals(language) is None else ""
            patterns.append((system, re.compile(rf"[\s\-‑()]*(?:[^\W\d_]+[\s-])?(?:{listed}){edge}", re.IGNORECASE)))
    return tuple(patterns)


def measure_after(text: str, number: Number, language: str) -> Measure | None:
    """The system of the unit a number is followed by, where the language lists it."""
    for system, pattern in _measures(language.split("-")[0]):
        if pattern.match(text, number.end, number.end + _REACH):
            return system
    return None
