"""What a number counts: the noun phrase that follows it, or its unit alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from armillary.read.document import Line, Token
from armillary.read.quantities_amounts import Amount
from armillary.read.quantities_units import Units

_NOUNS = frozenset({"NOUN", "PROPN"})
_BEFORE = frozenset({"ADJ", "DET", "ADV", "NUM"})
_LONGEST = 9
_TIMES = frozenset({"years", "months", "weeks", "days", "hours", "minutes", "seconds", "decades", "centuries"})
_SMALL = 3
_OF_GENITIVE = frozenset({"ru", "uk", "pl"})


@dataclass(frozen=True, slots=True)
class Thing:
    """Unit and words of what is counted; places are code points into the sentence."""

    start: int
    end: int
    unit: str | None
    what: str | None


def thing(line: Line, amount: Amount, known: Units) -> Thing | None:
    """What the amount counts; None where it is no quantity at all."""
    text = line.sentence.text
    first = _next_token(line, amount.end)
    span = _phrase(line, first, amount, known)
    if amount.unit is None:
        return _counted(line, amount, span, known)
    if amount.unit == "share" and span is None:
        return None
    if amount.year and amount.unit in _TIMES:
        return None
    if span is None or amount.unit in _TIMES:
        return Thing(amount.start, amount.end, amount.unit, None)
    start, end = _bounds(line, span)
    return Thing(amount.start, end, amount.unit, text[start:end])


def _counted(line: Line, amount: Amount, span: tuple[int, int, int] | None, known: Units) -> Thing | None:
    if span is None or amount.year:
        return None
    if amount.value == 1 and amount.word:
        return None
    if amount.word and amount.value is not None and amount.value <= _SMALL and _definite(line, amount, known):
        return None
    start, end = _bounds(line, span)
    head = line.tokens[span[2]]
    unit = known.class_of(head.lemma.lower(), head.text.lower()) or _demonym(line, head)
    return Thing(amount.start, end, unit, line.sentence.text[start:end])


def _definite(line: Line, amount: Amount, known: Units) -> bool:
    """`the two countries` takes up what was named; it counts nothing."""
    offset = line.sentence.start_char
    before = [token for token in line.tokens if token.end <= offset + amount.start]
    return bool(before) and (before[-1].lemma.lower() in known.the or before[-1].text.lower() in known.the)


def _demonym(line: Line, head: Token) -> str | None:
    named = any(m.how == "demonym" and m.start_char <= head.start and head.end <= m.end_char for m in line.mentions)
    return "people" if named else None


def _next_token(line: Line, place: int) -> int:
    offset = line.sentence.start_char
    return next((i for i, token in enumerate(line.tokens) if token.start >= offset + place), len(line.tokens))


def _bounds(line: Line, span: tuple[int, int, int]) -> tuple[int, int]:
    offset = line.sentence.start_char
    return line.tokens[span[0]].start - offset, line.tokens[span[1]].end - offset


def _phrase(line: Line, first: int, amount: Amount, known: Units) -> tuple[int, int, int] | None:
    """First and last token of the noun phrase at `first`, and its head."""
    tokens = line.tokens
    i = first
    offset = line.sentence.start_char
    if i >= len(tokens) or _gap(line, amount, tokens[i].start - offset):
        return None
    while i < len(tokens) and tokens[i].text in known.counters:
        i += 1
    if i >= len(tokens):
        return None
    if tokens[i].text.lower() in known.of:
        i += 1
    elif amount.unit is not None and amount.unit != "share" and line.language not in _OF_GENITIVE:
        return None
    begin, head = i, None
    while i < len(tokens) and i - begin < _LONGEST:
        token = tokens[i]
        if token.pos in _NOUNS:
            if head is not None and not _continues(line, i, head):
                break
            head = i if head is None or _compound(line) else head
            last = i
        elif token.pos not in _BEFORE and not (head is None and _participle(token)):
            if not (head is not None and _inner(line, i, known)):
                break
        i += 1
    if head is None:
        return None
    if amount.unit is not None and tokens[begin].feats.get("Case", "Gen") != "Gen" and line.language in _OF_GENITIVE:
        return None
    return begin, last, head


def _gap(line: Line, amount: Amount, place: int) -> bool:
    return bool(re.search(r"[^\s\-‑]", line.sentence.text[amount.end : place]))


def _compound(line: Line) -> bool:
    return line.language in ("en", "zh", "tr", "de")


def _continues(line: Line, i: int, head: int) -> bool:
    """Whether a noun after the head still belongs to the phrase."""
    if line.language in _OF_GENITIVE:
        return line.tokens[i].feats.get("Case") == "Gen" and i - head <= 2
    return line.language in ("en", "zh", "tr") and i - head <= 3


def _participle(token: Token) -> bool:
    return token.feats.get("VerbForm") == "Part" or (token.pos == "VERB" and token.text.endswith("ed"))


def _inner(line: Line, i: int, known: Units) -> bool:
    return line.language == "zh" and line.tokens[i].text == "的"
