"""Stretches of a line around a word: what stands before and after it, up to the border of its clause."""

from __future__ import annotations

from dataclasses import dataclass

from armillary.read.document import Doc, Line
from armillary.schema import Statement

_STRONG = frozenset({";", ".", "!", "?", "…", "。", "；", "！", "？", ":", "："})
_WEAK = frozenset({",", "，", "—", "–", "(", ")", "（", "）"})
_QUOTES = frozenset({'"', "“", "”", "«", "»", "„", "「", "」", "『", "』", "‘", ",,"})
_EDGE = frozenset({"PUNCT", "CCONJ", "SCONJ", "SYM"})
_HEAD = _EDGE | {"AUX"}
_TAIL = _EDGE | {"AUX", "ADV", "ADP", "DET"}
_PARTICLES = frozenset(
    {"的", "了", "着", "地", "得", "not", "n't", "не", "nie", "to", "'s", "’s", "会", "将", "吗", "正在", "可能"}
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens from `first` to `last`, both included."""

    first: int
    last: int

    @property
    def size(self) -> int:
        return self.last - self.first + 1


def is_strong(line: Line, i: int) -> bool:
    """Whether a token ends a sentence or nearly so; the point of `U.S.` is inside its token."""
    return line.tokens[i].text in _STRONG or line.tokens[i].text in _QUOTES


def is_border(line: Line, i: int) -> bool:
    """Whether a clause ends or begins at a token."""
    token = line.tokens[i]
    return is_strong(line, i) or token.text in _WEAK or (token.pos == "SCONJ" and token.text not in _PARTICLES)


def before(line: Line, i: int, low: int = 0) -> Stretch | None:
    """What stands before token `i`, not before `low`; of the clause before, where `i` opens its own."""
    end = _trimmed_end(line, low, i - 1)
    while end >= low and _only_joins(line, end):
        if is_strong(line, end):
            return None
        if not is_border(line, end) and line.tokens[end].pos not in _EDGE:
            break
        end -= 1
    if end < low:
        return None
    start = end
    while start > low and not is_border(line, start - 1):
        start -= 1
    return trimmed(line, Stretch(start, end))


def _trimmed_end(line: Line, low: int, end: int) -> int:
    while end >= low and (line.tokens[end].pos in ("AUX", "ADV") or line.tokens[end].text in _PARTICLES):
        end -= 1
    return end


def _only_joins(line: Line, end: int) -> bool:
    return is_border(line, end) or line.tokens[end].pos in _EDGE or line.tokens[end].pos in ("ADV", "PART")


def after(line: Line, i: int, high: int, borders: bool = True) -> Stretch | None:
    """What stands after token `i`, up to token `high`, to the border of the clause."""
    start = i + 1
    while start <= high and (line.tokens[start].pos in _EDGE and not is_strong(line, start)):
        start += 1
    end = start
    while end <= high and not (is_border(line, end) if borders else is_strong(line, end)):
        end += 1
    return trimmed(line, Stretch(start, end - 1)) if end > start else None


def trimmed(line: Line, one: Stretch) -> Stretch | None:
    """Without the marks and conjunctions at its edges."""
    first, last = one.first, one.last
    while first <= last and line.tokens[first].pos in _HEAD:
        first += 1
    while last >= first and (line.tokens[last].pos in _TAIL or line.tokens[last].text in _PARTICLES):
        last -= 1
    return Stretch(first, last) if first <= last else None


def words(doc: Doc, line: Line, one: Stretch) -> str:
    """The text of a stretch."""
    return doc.text[line.tokens[one.first].start : line.tokens[one.last].end]


def said_at(doc: Doc, start: int, end: int) -> Statement | None:
    """The innermost statement that holds a span."""
    found = [one for one in doc.statements if one.start_char <= start and end <= one.end_char]
    return min(found, key=lambda one: (one.end_char - one.start_char, one.statement_id), default=None)


def bounds(line: Line, said: Statement | None) -> tuple[int, int]:
    """First and last token of the line, or of the statement in it."""
    if said is None:
        return 0, len(line.tokens) - 1
    inside = line.within(said.start_char, said.end_char)
    return (inside[0], inside[-1]) if inside else (0, len(line.tokens) - 1)
