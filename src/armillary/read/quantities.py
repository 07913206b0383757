"""Quantities: numbers with their unit and what they count; no dates, ordinals or numbers in names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from armillary.lexicon.numbers import Number, read_numbers
from armillary.read.document import Doc, Line, Note, row_id
from armillary.read.quantities_amounts import Amount, amounts
from armillary.read.quantities_things import Thing, thing
from armillary.read.quantities_units import Units, longest_after, longest_before, units
from armillary.schema import Quantity

_LONGEST = 4000
"""Characters of a sentence beyond which it is a table, not a sentence."""


def find_quantities(doc: Doc) -> list[Quantity]:
    """The quantities of an article, in order."""
    return [row for line in doc.lines for row in _of_line(doc, line)]


def _of_line(doc: Doc, line: Line) -> Iterator[Quantity]:
    known = units(line.language)
    if known is None or not line.tokens or len(line.sentence.text) > _LONGEST:
        return
    numbers = read_numbers(line.sentence.text, line.language)
    taken = 0
    for amount in amounts(line, numbers, known):
        if amount.start < taken:
            continue
        measured = _measured(line, amount, known)
        found = thing(line, measured, known)
        if found is None or _named(line, measured):
            continue
        taken = found.end
        yield _row(doc, line, measured, found)


def _measured(line: Line, amount: Amount, known: Units) -> Amount:
    """The amount with the unit that stands before or after it."""
    text = line.sentence.text
    if amount.unit:
        return amount
    sign = longest_before(known.signs, text, amount.first)
    unit = longest_after(known.units, text, amount.end)
    if sign and not (unit and unit[0] == sign[0]):
        return replace(amount, unit=sign[0], start=min(amount.start, sign[1]), measure_end=amount.end)
    if unit:
        start = min(amount.start, sign[1]) if sign else amount.start
        return replace(amount, unit=unit[0], start=start, end=unit[1], measure_end=unit[1])
    return amount


def _named(line: Line, amount: Amount) -> bool:
    """Whether the number is part of a name (`Group of Seven`, `Boeing 737`)."""
    offset = line.sentence.start_char
    first, last = offset + amount.first, offset + amount.number_end
    return any(m.start_char <= first and last <= m.end_char and m.how != "pronoun" for m in line.mentions)


def _row(doc: Doc, line: Line, amount: Amount, found: Thing) -> Quantity:
    offset, text = line.sentence.start_char, line.sentence.text
    start, end = offset + min(amount.start, found.start), offset + found.end
    cue = text[amount.start : amount.end].strip()
    key = row_id(doc.article.article_id, start, end, cue)
    doc.notes.append(Note(key, f"number `{cue}`, unit {found.unit or 'none'}, of `{found.what or ''}`"))
    return Quantity(
        quantity_id=key,
        article_id=doc.article.article_id,
        n=line.n,
        start_char=start,
        end_char=end,
        text=doc.text[start:end],
        value=amount.value,
        low=amount.low,
        high=amount.high,
        unit=found.unit,
        what=found.what,
        cue=cue,
        confidence=amount.confidence,
    )


__all__ = ["Number", "find_quantities"]
