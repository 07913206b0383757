"""Numbers of scripts that write no blanks: 三十五, 2億8600万, 3.5万, 10만."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from armillary.lexicon import load

_PART = r"\d[\d,]*(?:\.\d+)?"
_HALF = re.compile(r" ?[^\W\d]{1,3} ?[半반]")
"""A counter and half: 三年半, 3か月半, 3년 반."""
_SHORT = {"k": 1e3, "m": 1e6, "bn": 1e9, "million": 1e6, "billion": 1e9}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and where it stands; `unit` is the scale it ends in."""

    start: int
    end: int
    values: tuple[float, ...]
    kind: Literal["figure", "tied", "word", "vague", "partner"]
    unit: float


@dataclass(frozen=True, slots=True)
class Numerals:
    """The signs of one language."""

    digits: Mapping[str, int]
    tens: Mapping[str, float]
    myriads: Mapping[str, float]
    vague: str
    counters: str
    not_numbers: re.Pattern[str] | None
    figures_only: bool

    def find(self, text: str, figure: str, values_of: Callable[[str], frozenset[float]]) -> Iterator[Numeral]:
        """Numbers in a text; `figure` is the pattern of a figure, `values_of` reads it."""
        if self.not_numbers:
            text = self.not_numbers.sub(lambda m: "#" * len(m.group()), text)
        for match in self._pattern(figure).finditer(text):
            if match.group("signs"):
                if not self.figures_only:
                    yield self._signs(match, text)
            else:
                yield self._figure(match, text, values_of)

    def _pattern(self, figure: str) -> re.Pattern[str]:
        signs = "".join((*self.digits, *self.tens, *self.myriads))
        scale = f"[{''.join((*self.tens, *self.myriads))}]+"
        return re.compile(
            rf"(?P<first>{figure})(?:(?P<rest> ?[{self.vague}多余餘]? ?{scale}(?: ?{_PART}(?:{scale}|(?![\d.,])))*)"
            rf"| ?(?P<short>{'|'.join(_SHORT)})(?![A-Za-z]))?"
            rf"|(?P<signs>[{signs}]+)"
        )

    def _figure(self, match: re.Match[str], text: str, values_of: Callable[[str], frozenset[float]]) -> Numeral:
        values, unit = set(values_of(match.group("first"))), 1.0
        done = 0.0
        for written, scale in re.findall(rf"({_PART})?([^\d., ]+)?", match.group("rest") or ""):
            if written:
                values = {float(written.replace(",", ""))}
            unit = self._factor(scale) if scale else 1.0
            if written or scale:
                values = {done + value * unit for value in values}
                done = max(values)
        if short := match.group("short"):
            values |= {value * _SHORT[short] for value in values}
        if _HALF.match(text, match.end()):
            values |= {value + 0.5 for value in values}
        tied = re.search(r"[A-Za-z]-?$", text[max(0, match.start() - 2) : match.start()]) is not None
        return Numeral(match.start(), match.end(), tuple(values), "tied" if tied else "figure", unit)

    def _factor(self, scale: str) -> float:
        factor = 1.0
        for sign in scale:
            factor *= self.tens.get(sign) or self.myriads.get(sign) or 1.0
        return factor

    def _signs(self, match: re.Match[str], text: str) -> Numeral:
        signs = match.group("signs")
        if all(sign in self.digits for sign in signs) and len(signs) > 1:
            values = {float("".join(str(self.digits[sign]) for sign in signs))}
            values |= {float(self.digits[sign]) for sign in signs}
            return Numeral(match.start(), match.end(), tuple(values), "partner", 1.0)
        value = self._value(signs)
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        kind: Literal["word", "vague", "partner"] = "partner"
        if before and before in self.vague:
            kind = "vague"
        elif (len(signs) > 1 and any(sign in self.digits for sign in signs)) or (
            after and after in self.counters and signs in self.digits and value > 1
        ):
            kind = "word"
        read = (value, value + 0.5) if _HALF.match(text, match.end()) else (value,)
        return Numeral(match.start(), match.end(), read, kind, 1.0)

    def _value(self, signs: str) -> float:
        total = section = digit = 0.0
        for sign in signs:
            if sign in self.digits:
                digit = float(self.digits[sign])
            elif sign in self.tens:
                section += (digit or 1.0) * self.tens[sign]
                digit = 0.0
            else:
                total += (section + digit or 1.0) * self.myriads[sign]
                section = digit = 0.0
        return total + section + digit


def _scales(listed: str) -> dict[str, float]:
    return {sign: float(value) for sign, value in (entry.split("=") for entry in listed.split())}


@cache
def numerals(language: str) -> Numerals | None:
    """The signs of a language that has its own; None for the others."""
    data = load(language, "numbers").get("numerals")
    if not data:
        return None
    digits = {sign: value for value, group in enumerate(data["digits"].split()) for sign in group}
    words = data.get("not_numbers", "").split()
    return Numerals(
        digits,
        _scales(data["tens"]),
        _scales(data["myriads"]),
        data.get("vague", ""),
        data.get("counters", ""),
        re.compile("|".join(map(re.escape, words))) if words else None,
        bool(data.get("figures_only")),
    )
