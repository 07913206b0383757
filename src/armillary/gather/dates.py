"""Dates as texts, file names and addresses write them. What a writing leaves open stays open: no year is supplied."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from armillary.gather.calendar_words import LETTER, months, months_of_all
from armillary.schema import Precision

_TOKEN = re.compile(rf"\d+|[年月日년월일號号]|{LETTER}+(?:['’]{LETTER}+)?|[^\w\s]")
_CLOCK = re.compile(
    r"\D{0,12}?\b([01]?\d|2[0-3])[:.h時时](?!\d{4})([0-5]\d)(?!\d)(?::[0-5]\d)?(?:\s*(?:[ap]\.?m\b\.?))?", re.IGNORECASE
)
_FILLERS = frozenset(
    ["de", "del", "di", "of", "the", "a", "el", "le", "den", "th", "st", "nd", "rd", "er", "ga", "m", "da"]
)
_SIGNS = frozenset(".,/-–º°ª")
_YEAR, _MONTH, _DAY = frozenset("年년"), frozenset("月월"), frozenset("日일號号")
_MONTH_FIRST = frozenset({"en", "und", "mul", "tl", "es-US"})
_PATH_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class Dated(NamedTuple):
    """A date at `text[start:end]`: the first day of what `precision` names, None where the year is left open."""

    start: int
    end: int
    date: dt.date | None
    precision: Precision


class _Token(NamedTuple):
    text: str
    start: int
    end: int

    @property
    def number(self) -> int:
        return int(self.text) if self.text.isdecimal() and len(self.text) <= 4 else -1


def find(text: str, language: str = "und") -> list[Dated]:
    """The dates in a short text, in order. Month names are those of its language and English, else of any language."""
    tokens = [_Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    return [_with_clock(text, dated) for dated in _scan(tokens, language)]


def in_path(path: str) -> dt.date | None:
    """The day in an address or file name (`/2022/06/08/`, `2022-06-08-…`, `20220608`), where there is one only."""
    days = {_day(int(m[1]), int(m[3]), int(m[4])) for m in _PATH_DATE.finditer(path)} - {None}
    return days.pop() if len(days) == 1 else None


def _scan(tokens: Sequence[_Token], language: str) -> Iterator[Dated]:
    at = 0
    while at < len(tokens):
        dated, used = _at(tokens, at, language)
        if dated:
            yield dated
        at += max(used, 1)


def _at(tokens: Sequence[_Token], at: int, language: str) -> tuple[Dated | None, int]:
    for form in (_in_ideographs, _in_figures, _in_words):
        parts, used = form(tokens, at, language)
        if used:
            year, month, day = parts
            return _dated(tokens[at].start, tokens[at + used - 1].end, year, month, day), used
    return None, 0


_Parts = tuple[int | None, int | None, int | None]
_NOTHING: tuple[_Parts, int] = ((None, None, None), 0)


def _in_ideographs(tokens: Sequence[_Token], at: int, language: str) -> tuple[_Parts, int]:
    """2022年6月8日, 2022년 6월 8일; 6月8日 leaves the year open."""
    found: dict[frozenset[str], int] = {}
    used = 0
    for unit in (_YEAR, _MONTH, _DAY):
        here = at + used
        if here + 1 < len(tokens) and tokens[here].number >= 0 and tokens[here + 1].text in unit:
            found[unit] = tokens[here].number
            used += 2
    if _MONTH not in found or used < 4:
        return _NOTHING
    return (found.get(_YEAR), found[_MONTH], found.get(_DAY)), used


def _in_figures(tokens: Sequence[_Token], at: int, language: str) -> tuple[_Parts, int]:
    """2022-06-08, 8.6.2022; 03/04/2022 is a year where the language does not settle day and month."""
    if at + 4 >= len(tokens):
        return _NOTHING
    a, sign, b, again, c = tokens[at : at + 5]
    if sign.text != again.text or sign.text not in "./-–" or min(a.number, b.number, c.number) < 0:
        return _NOTHING
    if len(a.text) == 4:
        return (a.number, b.number, c.number), 5
    if len(c.text) != 4:
        return _NOTHING
    return _year_last(a.number, b.number, c.number, sign.text, language), 5


def _year_last(a: int, b: int, year: int, sign: str, language: str) -> _Parts:
    if a > 12 or a == b or sign == "." or language.split("-")[0] not in _MONTH_FIRST:
        return year, b, a
    return (year, a, b) if b > 12 else (year, None, None)


def _in_words(tokens: Sequence[_Token], at: int, language: str) -> tuple[_Parts, int]:
    """8 June 2022, June 8, 2022, 2022. június 8., 8 de junio de 2022; June 2022; 8 June."""
    values: dict[str, int] = {}
    used = 0
    for here in range(at, min(at + 9, len(tokens))):
        token = tokens[here]
        role = _role(token, values, language)
        if role:
            values[role[0]] = role[1]
            used = here - at + 1
        elif not used or not (token.text in _SIGNS or token.text.casefold() in _FILLERS):
            break
        if len(values) == 3:
            break
    if "month" not in values or len(values) < 2:
        return _NOTHING
    return (values.get("year"), values["month"], values.get("day")), used


def _role(token: _Token, values: dict[str, int], language: str) -> tuple[str, int] | None:
    number = token.number
    if number >= 0:
        if len(token.text) == 4 and "year" not in values:
            return "year", _gregorian(number)
        return ("day", number) if 1 <= number <= 31 and "day" not in values and len(token.text) <= 2 else None
    if "month" in values or not token.text[0].isalpha():
        return None
    month = _month(token.text.casefold(), language)
    return ("month", month) if month else None


def _month(name: str, language: str) -> int | None:
    known = months(language.split("-")[0])
    return known.get(name) or months("en").get(name) or (None if name in known else months_of_all().get(name))


def _gregorian(year: int) -> int:
    """The Thai solar calendar counts 543 years more."""
    return year - 543 if 2443 <= year <= 2643 else year


def _dated(start: int, end: int, year: int | None, month: int | None, day: int | None) -> Dated | None:
    if year is None:
        possible = month and 1 <= month <= 12 and day
        return Dated(start, end, None, "none") if possible else None
    precision: Precision = "day" if month and day else "month" if month else "year"
    date = _day(year, month or 1, day or 1)
    return Dated(start, end, date, precision) if date else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def _with_clock(text: str, dated: Dated) -> Dated:
    if dated.precision != "day":
        return dated
    clock = _CLOCK.match(text, dated.end)
    return dated._replace(end=clock.end(), precision="minute") if clock else dated
