"""What a number counts: the noun phrase that follows it, or its unit alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from armillary.read.document import Line
from armillary.read.quantities_amounts import Amount
from armillary.read.quantities_units import Units, longest_after

_NOUNS = frozenset({"NOUN", "PROPN"})
_BEFORE = frozenset({"ADJ", "DET", "ADV", "NUM"})
_LONGEST = 9
_TIMES = frozenset({"years", "months", "weeks", "days", "hours", "minutes", "seconds", "decades", "centuries"})
_HYPHENS = frozenset({"-", "‑"})
_SMALL = 3
_HALF = 0.5
_REACH = 2
_CLAUSE = 6
_PARTS = frozenset({"%", "share", None})
_OF_GENITIVE = frozenset({"ru", "uk", "pl"})


@dataclass(frozen=True, slots=True)
class Thing:
    """Unit and words of what is counted; places are code points into the sentence."""

    start: int
    end: int
    unit: str | None
    what: str | None


@dataclass(frozen=True, slots=True)
class Span:
    """First and last token of a noun phrase, and its head."""

    first: int
    last: int
    head: int
    end: int | None = None
    """Where it ends inside the last token, in code points of the sentence."""


def folk(line: Line) -> frozenset[int]:
    """Tokens that name a people, whatever part of speech they were taken for."""
    named = [one for one in line.mentions if one.how == "demonym"]
    return frozenset(i for one in named for i in line.within(one.start_char, one.end_char))


def thing(line: Line, amount: Amount, known: Units) -> Thing | None:
    """What the amount counts; None where it is no quantity at all."""
    text = line.sentence.text
    end = _past_counter(text, amount.end, known)
    span = _phrase(line, _next_token(line, end), replace(amount, end=end), known)
    if amount.unit is None:
        return _counted(line, amount, span, known)
    if amount.unit == "share" and span is None and known.of:
        return None
    if amount.year and amount.unit in _TIMES:
        return None
    if span is None or amount.unit in _TIMES:
        return Thing(amount.start, amount.end, amount.unit, None)
    start, end = _bounds(line, span)
    return Thing(amount.start, end, amount.unit, text[max(start, amount.end) : end])


def _past_counter(text: str, place: int, known: Units) -> int:
    """In Chinese a counter stands between a number and its noun: 15个国家."""
    i = place
    while i < len(text) and text[i] == " ":
        i += 1
    return i + 1 if text[i : i + 1] in known.counters else place


def _counted(line: Line, amount: Amount, span: Span | None, known: Units) -> Thing | None:
    if span is None or amount.year:
        return None
    if amount.value == 1 and amount.word:
        return None
    if amount.word and amount.value is not None and amount.value <= _SMALL and _definite(line, amount, known):
        return None
    start, end = _bounds(line, span)
    head = line.tokens[span.head]
    measured = longest_after(known.units, line.sentence.text, head.start - line.sentence.start_char)
    if measured and measured[1] >= head.end - line.sentence.start_char:
        return Thing(amount.start, end, measured[0], None)
    if head.pos == "PROPN" and span.head not in folk(line) and not amount.word:
        return None
    unit = known.class_of(head.lemma.lower(), head.text.lower())
    if unit is None and span.head in folk(line):
        unit = "people"
    start = max(start, _past_counter(line.sentence.text, amount.end, known))
    unit = unit or known.class_of(line.sentence.text[start:end])
    return Thing(amount.start, end, unit, line.sentence.text[start:end])


def _definite(line: Line, amount: Amount, known: Units) -> bool:
    """`the two countries` takes up what was named; it counts nothing."""
    offset = line.sentence.start_char
    before = [token for token in line.tokens if token.end <= offset + amount.start]
    return bool(before) and (before[-1].lemma.lower() in known.the or before[-1].text.lower() in known.the)


def _next_token(line: Line, place: int) -> int:
    offset = line.sentence.start_char
    return next((i for i, token in enumerate(line.tokens) if token.end > offset + place), len(line.tokens))


def _bounds(line: Line, span: Span) -> tuple[int, int]:
    offset = line.sentence.start_char
    end = line.tokens[span.last].end - offset if span.end is None else span.end
    return line.tokens[span.first].start - offset, end


def _phrase(line: Line, first: int, amount: Amount, known: Units) -> Span | None:
    """The noun phrase at token `first`."""
    tokens, i = line.tokens, first
    if i >= len(tokens) or _gap(line, amount, tokens[i].start - line.sentence.start_char):
        return None
    linked = tokens[i].text.lower() in known.of and (amount.unit in _PARTS or not _genitive(line))
    if linked:
        i += 1
    elif not _may_follow(line, amount):
        return None
    found = _nouns(line, i, known) if known.spaced else _unspaced(line, i, amount, known)
    if found is None or (amount.unit is not None and not linked and not amount.linked and not _of_unit(line, found)):
        return None
    return found


def _nouns(line: Line, begin: int, known: Units) -> Span | None:
    """From `begin` to the last noun that belongs together; None where no noun comes."""
    head: int | None = None
    last = i = begin
    people = folk(line)
    while i < len(line.tokens) and i - begin < _LONGEST:
        token = line.tokens[i]
        if token.pos in _NOUNS or i in people:
            if head is not None and not _continues(line, i, head):
                break
            head = i if head is None or _compound(line) else head
            last = i
        elif not (_after_head(line, i) if head is not None else _before_head(line, i)):
            break
        i += 1
    return None if head is None else Span(begin, last, head)


def _unspaced(line: Line, i: int, amount: Amount, known: Units) -> Span | None:
    """A listed noun right after the number, else what 的 ties to it, else the next nouns."""
    offset = line.sentence.start_char
    place = line.sentence.text[amount.end : amount.end + _CLAUSE].strip()
    listed = next((place[:k] for k in range(len(place), 0, -1) if place[:k] in known.counted), None)
    if listed and i not in folk(line):
        end = offset + amount.end + line.sentence.text[amount.end :].index(listed) + len(listed)
        last = next((j for j in range(i, len(line.tokens)) if line.tokens[j].end >= end), i)
        return Span(i, last, last, end - offset)
    return _behind_link(line, i) or _nouns(line, i, known)


def _after_head(line: Line, i: int) -> bool:
    return line.tokens[i].pos == "ADJ" and _genitive(line)


def _before_head(line: Line, i: int) -> bool:
    return line.tokens[i].pos in _BEFORE or line.tokens[i].text in _HYPHENS or _modifies(line, i)


def _behind_link(line: Line, begin: int) -> Span | None:
    """In Chinese what stands before the noun is tied to it by 的: 现已独立的国家."""
    for i in range(begin, min(begin + _CLAUSE, len(line.tokens) - 1)):
        token = line.tokens[i]
        if token.pos == "PUNCT":
            return None
        if token.text == "的":
            last = i + 1
            while last + 1 < len(line.tokens) and line.tokens[last + 1].pos in _NOUNS:
                last += 1
            return Span(begin, last, last) if line.tokens[last].pos in _NOUNS else None
    return None


def _of_unit(line: Line, found: Span) -> bool:
    """`5% населения`: what a unit measures stands in the genitive."""
    first, head = line.tokens[found.first], line.tokens[found.head]
    return first.pos != "ADV" and head.feats.get("Case", "Gen") == "Gen"


def _may_follow(line: Line, amount: Amount) -> bool:
    """Whether a noun may follow without `of`: a thing counted, or a whole (`half the voters`, not `a third dose`)."""
    if amount.unit is None or _genitive(line):
        return True
    return amount.unit == "share" and (line.language == "zh" or amount.value == _HALF or amount.linked)


def _genitive(line: Line) -> bool:
    return line.language in _OF_GENITIVE


def _gap(line: Line, amount: Amount, place: int) -> bool:
    return bool(re.search(r"[^\s\-‑]", line.sentence.text[amount.end : place]))


def _compound(line: Line) -> bool:
    return line.language in ("en", "zh", "tr", "de")


def _continues(line: Line, i: int, head: int) -> bool:
    """Whether a noun after the head still belongs to the phrase."""
    if _genitive(line):
        return line.tokens[i].feats.get("Case") == "Gen" and i - head <= _REACH
    return line.language in ("en", "zh", "tr") and i - head <= _REACH + 1


def _modifies(line: Line, i: int) -> bool:
    """A participle or possessive before the noun."""
    token = line.tokens[i]
    if token.feats.get("Poss") == "Yes":
        return True
    verbal = token.feats.get("VerbForm") == "Part" or (token.pos == "VERB" and token.text.endswith("ed"))
    return verbal and not (i + 1 < len(line.tokens) and line.tokens[i + 1].pos in ("DET", "ADP"))
