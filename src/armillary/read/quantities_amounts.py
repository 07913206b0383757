"""Amounts: which numbers of a sentence measure something, with their bounds and ranges; units come after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from armillary.lexicon.figures import FIGURE, figure_values, plain_digits
from armillary.lexicon.numbers import Number
from armillary.read.document import Line
from armillary.read.quantities_units import Units, after, before, longest_after

_YEARS = range(1400, 2200)
_VAGUE_LOW, _VAGUE_HIGH = 2.0, 10.0
"""`hundreds` is read as 200 to 1000: more than one of them, fewer than of the next."""
_TIME = re.compile(r"\d{1,2}:\d{2}")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+$")
_FIGURE = re.compile(FIGURE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that may be a quantity; places are code points into the sentence."""

    start: int
    """Of the words of bound before it, else of the number."""
    end: int
    """Of the number, its unit and words of bound."""
    first: int
    """Of the number itself."""
    number_end: int
    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    word: bool = False
    """Written in words."""
    linked: bool = False
    """A part that names its whole itself (`half of`)."""
    year: bool = False
    """It may be a year."""
    measure_end: int | None = None
    """End of the unit, where one was read."""
    confidence: float = 0.9


def amounts(line: Line, found: Sequence[Number], known: Units) -> Iterator[Amount]:
    """All amounts of a line from left to right, without units."""
    text = line.sentence.text
    numbers = [_with_dot(text, number) for number in found]
    shares = list(_listed(text, known, numbers))
    i = 0
    plain: list[Amount] = []
    while i < len(numbers):
        step, amount = _at(text, numbers, i, known)
        if amount is not None and not any(one.first < amount.number_end and amount.first < one.end for one in shares):
            plain.append(_bounded(text, amount, known))
        i += step
    yield from sorted([*plain, *shares], key=lambda one: (one.start, -one.end))


def _with_dot(text: str, number: Number) -> Number:
    """`100 tys. osób`: the full stop of an abbreviated scale word belongs to the number."""
    shortened = (
        number.unit > 1 and text[number.end : number.end + 1] == "." and text[number.end + 1 : number.end + 2] == " "
    )
    ended = text[number.end + 2 : number.end + 3].isupper()
    return replace(number, end=number.end + 1) if shortened and not ended else number


def _listed(text: str, known: Units, numbers: Sequence[Number]) -> Iterator[Amount]:
    """Parts and times that are words of their own: two thirds, half, twice; and open numbers: hundreds."""
    place = 0
    for match in re.finditer(r"[^\W\d_]+" if known.spaced else r"\w", text):
        if match.start() < place or text[match.start() - 1 : match.start()] == "-":
            continue
        if after(known.worded, text, match.start()) is None:
            continue
        one = _worded(text, match.start(), known, numbers)
        if one is not None:
            place = one.end
            yield _bounded(text, one, known)


def _worded(text: str, start: int, known: Units, numbers: Sequence[Number]) -> Amount | None:
    for table, unit in (
        (known.each, "share"),
        (known.shares, "share"),
        (known.multiples, "times"),
        (known.vague, None),
    ):
        hit = longest_after(table, text, start)
        if hit is None or (unit == "share" and _part_of_time(text, start, hit[1], numbers, known)):
            continue
        if unit is None:
            inside = any(n.start < start <= n.end + 1 and n.kind != "vague" for n in numbers)
            return None if inside else _open(Amount(start, hit[1], start, hit[1], None, word=True), hit[0])
        linked = table is known.each or text[start : hit[1]].split()[-1].lower() in known.of
        return Amount(start, hit[1], start, hit[1], float(hit[0]), unit=unit, word=True, linked=linked)
    return None


def _part_of_time(text: str, start: int, end: int, numbers: Sequence[Number], known: Units) -> bool:
    """`the first half of the year`, `half of May`, `половина 2022 года`."""
    ahead = any(n.start - end in range(5) and n.kind in ("month", "figure") for n in numbers)
    return ahead or before(known.barred["share"], text, start) is not None


def _open(one: Amount, listed: str) -> Amount:
    """`dozens`: between two numbers (`24-120`), or as many as a scale word lets one think of."""
    low, _, high = listed.partition("-")
    if high:
        return replace(one, low=float(low), high=float(high), confidence=0.8)
    return replace(one, low=float(low) * _VAGUE_LOW, high=float(low) * _VAGUE_HIGH, confidence=0.8)


def _at(text: str, numbers: Sequence[Number], i: int, known: Units) -> tuple[int, Amount | None]:
    """How many numbers were used from `i`, and the amount they make."""
    number = numbers[i]
    if not _counts(text, numbers, i, known):
        return 1, None
    if i + 1 < len(numbers) and _joined(text, number, numbers[i + 1], known):
        other = numbers[i + 1]
        if not _counts(text, numbers, i + 1, known):
            return 2, None
        low, high = _value(text, number, known), _value(text, other, known)
        if number.unit == 1 and other.unit > 1 and low < high / other.unit * 1.0001:
            low *= other.unit
        if low < high and not _years(low, high, number, other):
            start = before(known.opening, text, number.start)
            begin = number.start if start is None else start
            return 2, Amount(begin, other.end, number.start, other.end, None, low, high, word=number.kind == "word")
        if _years(low, high, number, other) or low >= high:
            return 2, None
    value = _value(text, number, known)
    year = number.kind == "figure" and number.unit == 1 and value in _YEARS and number.end - number.start == 4
    word = number.kind == "word"
    return 1, Amount(number.start, number.end, number.start, number.end, value, word=word, year=year)


def _years(low: float, high: float, a: Number, b: Number) -> bool:
    return low in _YEARS and a.end - a.start == 4 and (high in _YEARS or (high < 100 and b.end - b.start == 2))


def _joined(text: str, a: Number, b: Number, known: Units) -> bool:
    between = text[a.end : b.start]
    if b.kind not in ("figure", "word") or len(between) > 5 or "\n" in between:
        return False
    end = after(known.join, text, a.end)
    exact = end is not None and not text[end : b.start].strip()
    if exact and between.strip() and between.strip()[0].isalpha() and known.opening.after.match(between):
        return False
    return exact and (not between.strip().isalpha() or _rangelike(text, a, between, known))


def _rangelike(text: str, a: Number, between: str, known: Units) -> bool:
    """`5 to 7`, `two or three`; `and` only after `between`."""
    opened = before(known.opening, text, a.start) is not None
    return opened or between.strip().lower() not in ("and", "и", "i", "і", "und", "et", "y", "ve", "和", "与")


def _counts(text: str, numbers: Sequence[Number], i: int, known: Units) -> bool:
    """Whether a number may measure something: no name, date, time or ordinal."""
    number = numbers[i]
    if number.kind not in ("figure", "word"):
        return False
    if _dated(text, numbers, i) or _TIME.match(text, number.start) or _glued(text, number):
        return False
    if after(known.barred["idioms"], text, number.start) is not None:
        return False
    barred = after(known.barred["after"], text, number.end)
    measured = longest_after(known.units, text, number.end)
    if barred is not None and (measured is None or measured[1] <= barred):
        return False
    return before(known.barred["before"], text, number.start) is None


def _glued(text: str, number: Number) -> bool:
    """Part of a code, a date or a version: 3.5.2, 10/12, S-400, #5."""
    ahead, behind = text[number.end : number.end + 2], text[max(0, number.start - 1) : number.start]
    if number.kind == "word":
        return behind == "-" or (ahead[:1] == "-" and ahead[1:2].isalpha() and ahead[1:2].isupper())
    coded = behind in ("/", "#", ".", "_", "№", ":", "@") and text[max(0, number.start - 2) : number.start] != ". "
    return (
        coded
        or (ahead[:1] in ("/", "_", ":", "@") and ahead[1:].isdigit())
        or (ahead[:1].isalpha() and ahead[:1].isupper() and ahead[1:2].isdigit())
    )


def _dated(text: str, numbers: Sequence[Number], i: int) -> bool:
    """Beside the name of a month: a day or a year."""
    for j in (i - 1, i + 1):
        if 0 <= j < len(numbers) and numbers[j].kind == "month":
            a, b = (numbers[j], numbers[i]) if j < i else (numbers[i], numbers[j])
            gap = text[a.end : b.start].strip(" ,.\u00a0")
            if len(gap) <= 3 and (not gap or gap.lower() in ("of", "de", "del", "th", "st", "nd", "rd", "-го")):
                return True
    return False


def _value(text: str, number: Number, known: Units) -> float:
    """The one value meant, without the dust of binary fractions."""
    return float(f"{_chosen(text, number, known):.12g}")


def _chosen(text: str, number: Number, known: Units) -> float:
    """The one value meant, by how the language writes decimals."""
    if len(number.values) == 1:
        return next(iter(number.values))
    written = _FIGURE.match(plain_digits(text), number.start)
    if number.kind == "figure" and written:
        base = _figure(written.group(), known.decimal)
        if base * number.unit in number.values and text[number.start : number.end][-1:].isdigit() | (number.unit > 1):
            return base * number.unit
        scaled = [value for value in number.values if value > base]
        return min(scaled) if scaled else base
    values = sorted(number.values)
    return values[-1] if values[-1] - values[0] == 0.5 else values[0]


def _figure(written: str, decimal: str) -> float:
    values = sorted(figure_values(written))
    if len(values) == 1:
        return values[0]
    grouped = _GROUPED.search(written) and (decimal not in written or written.endswith("00"))
    return values[-1] if grouped else values[0]


def _bounded(text: str, amount: Amount, known: Units) -> Amount:
    """The amount with what the words around it say: more than, up to, about."""
    start, low, high = amount.start, amount.low, amount.high
    bound = ""
    for key in ("low", "high", "about"):
        place = before(known.bounds[key], text, _before_sign(text, amount.start, known))
        if place is not None and (not bound or place < start):
            bound, start = key, place
    end = amount.end
    for key in ("low_after", "high_after"):
        place = after(known.bounds[key], text, amount.end)
        if place is not None:
            bound, end = key, place
    if amount.value is not None:
        low = amount.value if bound.startswith("low") else low
        high = amount.value if bound.startswith("high") else high
    return replace(amount, start=start, end=end, low=low, high=high)


def _before_sign(text: str, place: int, known: Units) -> int:
    starts = [start for one in known.signs if (start := before(one, text, place)) is not None]
    return min(starts, default=place)
