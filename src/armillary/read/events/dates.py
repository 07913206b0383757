"""When an act took place, as its sentence says: dates written out, weekdays, relative words."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from armillary.lexicon import load
from armillary.lexicon.calendar import calendar
from armillary.schema import DateFrom, Precision

_LAST_YEAR = 2100
_FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class When:
    """A date named in a text, first day of its period."""

    start: int
    """Place in the text."""
    end: int
    date: dt.date
    precision: Precision
    origin: DateFrom
    until: dt.date | None = None


def dates(text: str, language: str, published: dt.date | None) -> list[When]:
    """The dates a sentence names, in order; what lacks a year, and a publication to tell it, is left out."""
    found = sorted(_all(text, language, published), key=lambda one: (one.start, -(one.end - one.start)))
    kept: list[When] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _all(text: str, language: str, published: dt.date | None) -> Iterator[When]:
    yield from _named(text, language, published)
    yield from _numeric(text)
    yield from _years(text, language)
    if published is not None:
        yield from _relative(text, language, published)


@cache
def _rules(language: str) -> Mapping[str, Any]:
    rules: Mapping[str, Any] = load(language, "frames").get("dates", {})
    return rules


def _named(text: str, language: str, published: dt.date | None) -> Iterator[When]:
    names = calendar(language)
    if names is None:
        return
    for name in names.find(text):
        if name.kind == "weekday":
            if published is not None:
                yield _weekday(name.start, name.end, name.value, published)
            continue
        found = _month(text, name.start, name.end, name.value, published)
        if found is not None:
            yield found


_DAY_BEFORE = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|º|er|\.)?\s*(?:de\s+)?$")
_DAY_AFTER = re.compile(r"^\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?![\d:%])(?:\s*[日号])?")
_YEAR_AFTER = re.compile(r"^[\s,.]*(?:de\s+|of\s+|roku\s+)?(\d{4})(?!\d)")
_YEAR_BEFORE = re.compile(r"(\d{4})\s*年\s*$")


def _month(text: str, start: int, end: int, month: int, published: dt.date | None) -> When | None:
    day, left, right = None, start, end
    before, after = _DAY_BEFORE.search(text[:start]), _DAY_AFTER.match(text[end:])
    if before:
        day, left = int(before.group(1)), before.start()
    elif after and int(after.group(1)) <= 31:
        day, right = int(after.group(1)), end + after.end()
    year = _YEAR_AFTER.match(text[right:])
    stated = int(year.group(1)) if year else None
    if year:
        right += year.end()
    return _dated(left, right, stated, month, day, published)


def _dated(
    left: int, right: int, year: int | None, month: int, day: int | None, published: dt.date | None
) -> When | None:
    origin: DateFrom = "text"
    if year is None:
        if published is None:
            return None
        year, origin = _nearest_year(month, day, published), "relative"
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    if day is not None and 1 <= day <= monthrange(year, month)[1]:
        return When(left, right, dt.date(year, month, day), "day", origin)
    return When(left, right, dt.date(year, month, 1), "month", origin)


def _nearest_year(month: int, day: int | None, published: dt.date) -> int:
    """The year that puts the day at most half a year after publication."""
    guess = dt.date(published.year, month, min(day or 15, 28))
    return published.year - 1 if (guess - published).days > 183 else published.year


def _weekday(start: int, end: int, value: int, published: dt.date) -> When:
    back = (published.isoweekday() - value) % 7
    return When(start, end, published - dt.timedelta(days=back), "day", "relative")


_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)|(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_CHINESE = re.compile(r"(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(?:(\d{1,2})\s*[日号])?")


def _numeric(text: str) -> Iterator[When]:
    for match in _NUMERIC.finditer(text):
        groups = [int(part) for part in match.groups() if part]
        year, month, day = groups if match.group(4) else groups[::-1]
        if 1 <= month <= 12:
            found = _dated(match.start(), match.end(), year, month, day, None)
            if found is not None:
                yield found


def _years(text: str, language: str) -> Iterator[When]:
    pattern = _rules(language).get("year")
    if not pattern:
        return
    for match in re.finditer(pattern, text, re.IGNORECASE):
        year = int(match.group("year"))
        if 1950 <= year <= _LAST_YEAR:
            yield When(match.start(), match.end(), dt.date(year, 1, 1), "year", "text")


def _relative(text: str, language: str, published: dt.date) -> Iterator[When]:
    if language == "zh":
        for match in _CHINESE.finditer(text):
            year = int(match.group(1)) if match.group(1) else None
            month, day = int(match.group(2)), int(match.group(3)) if match.group(3) else None
            if 1 <= month <= 12:
                found = _dated(match.start(), match.end(), year, month, day, published)
                if found is not None:
                    yield found
    pattern, table = _phrases(language)
    if pattern is None:
        return
    for match in pattern.finditer(text):
        unit, step = table[" ".join(match.group(0).lower().split())]
        yield _stepped(match.start(), match.end(), unit, step, published)


@cache
def _phrases(language: str) -> tuple[re.Pattern[str] | None, Mapping[str, tuple[str, int]]]:
    table: dict[str, tuple[str, int]] = {}
    for unit in ("day", "week", "month", "year"):
        for step, phrases in _rules(language).get(unit + "s", {}).items():
            table.update({phrase.lower(): (unit, int(step)) for phrase in phrases})
    if not table:
        return None, table
    edge = "" if language in ("zh", "ja") else r"\b"
    listed = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(table, key=lambda p: (-len(p), p)))
    return re.compile(f"{edge}(?:{listed}){edge}", re.IGNORECASE), table


def _stepped(start: int, end: int, unit: str, step: int, published: dt.date) -> When:
    if unit == "day":
        return When(start, end, published + dt.timedelta(days=step), "day", "relative")
    if unit == "week":
        monday = published - dt.timedelta(days=published.weekday()) + dt.timedelta(weeks=step)
        return When(start, end, monday, "week", "relative", monday + dt.timedelta(days=6))
    if unit == "month":
        months = published.year * 12 + published.month - 1 + step
        return When(start, end, dt.date(months // 12, months % 12 + 1, 1), "month", "relative")
    return When(start, end, dt.date(published.year + step, 1, 1), "year", "relative")
