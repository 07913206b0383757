"""Figures: how digits, Roman numerals and fractions are written, and what they may mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

NumberKind = Literal["figure", "tied", "word", "ordinal", "vague", "partner", "month", "weekday"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its span, and the values it may stand for (several where the writing is ambiguous).

    `tied`: a figure that is part of a name (COVID-19); `vague`: a scale word alone (thousands); `partner`: a word or
    numeral that is too free to be held to. `unit`: what it was multiplied by, 1 where no scale word follows.
    """

    start: int
    end: int
    values: frozenset[float]
    kind: NumberKind
    unit: float = 1.0


_FULLWIDTH = str.maketrans("．，％：～", ".,%:~")


@cache
def _digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


def plain_digits(text: str) -> str:
    """The text with all decimal digits and full-width marks as ASCII, code point for code point."""
    if text.isascii():
        return text
    marked = "".join(map(_digit, text.translate(_FULLWIDTH)))
    return re.sub(r"(?<=\d)[・٫](?=\d)", ".", re.sub(r"(?<=\d)٬(?=\d)", ",", marked))


FIGURE = (
    r"\d{1,3}(?P<group>[.,'’ \u00a0\u202f\u2009])\d{3}(?:(?P=group)\d{3})*(?!\d)(?:[.,]\d+)?"
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"
    r"|(?<![\d:])\d{1,2}:\d{2}(?![\d:])"
    r"|\d+(?:[.,]\d+)?"
)


def figure_values(written: str) -> frozenset[float]:
    """What a figure may mean: `1,234` is a thousand in some countries and one and a bit in others."""
    bare = re.sub(r"[ \u00a0\u202f\u2009’']", "", written)
    if bare.isdigit():
        return frozenset({float(bare)})
    if ":" in bare:
        return frozenset({float(bare.replace(":", ".")), float(bare.split(":")[0])})
    values = set[float]()
    if re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}", bare):
        values.add(float(re.sub(r"[.,]", "", bare)))
    if len(re.findall(r"[.,]", bare)) == 1 or len(set(re.findall(r"[.,]", bare))) == 2:
        values.add(float(re.sub(r"[.,](?=.*[.,])", "", bare).replace(",", ".")))
    return frozenset(values)


_ROMAN = re.compile(r"\b(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})(?=[eè]?(?!\w))")
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10}


def free(text: str) -> Iterator[Number]:
    """Roman numerals, vulgar fractions and the minutes of a time: partners for what the other side may write."""
    yield from _roman(text)
    yield from _vulgar(text)
    for match in re.finditer(r"(?<=\d:)\d{2}(?!\d)", text):
        yield Number(match.start(), match.end(), frozenset({float(match.group())}), "partner")


def _roman(text: str) -> Iterator[Number]:
    for match in _ROMAN.finditer(text):
        digits = [_ROMAN_VALUE[c] for c in match.group()]
        value = sum(-a if a < b else a for a, b in pairwise([*digits, 0]))
        yield Number(match.start(), match.end(), frozenset({float(value)}), "partner")


def _vulgar(text: str) -> Iterator[Number]:
    for match in re.finditer(r"(\d+)?\s?([¼-¾⅐-⅞])", text):
        value = float(match.group(1) or 0) + unicodedata.numeric(match.group(2))
        yield Number(match.start(), match.end(), frozenset({value}), "partner")
