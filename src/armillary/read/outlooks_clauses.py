"""The clause that a cue of expectation stands in: from its subject to where the thought ends."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.read.document import Doc, Line
from armillary.read.grammar.words import FunctionWords, function_words
from armillary.read.wording import Hit

_ENDS = frozenset({".", "!", "?", ";", "…", "。", "！", "？", "；"})
_SOFT = frozenset({",", "，", ":", "：", "—", "–", "(", ")", "（", "）"})
_QUOTES = frozenset({'"', "“", "”", "«", "»", "„", "「", "」", "‘", "’", ",,"})
_VERBS = frozenset({"VERB", "AUX"})


def clause(doc: Doc, line: Line, group: Sequence[Hit[object]]) -> tuple[int, int] | None:
    """First and last token of the clause around the cues; None where nothing but them is there."""
    words = function_words(line.language)
    low, high = _limits(doc, line, group)
    first = _leftwards(line, group[0].first, low, words)
    last = _rightwards(line, group[-1].last, high, words)
    while first < last and line.tokens[first].pos in ("PUNCT", "CCONJ", "SCONJ"):
        first += 1
    while last > first and line.tokens[last].pos == "PUNCT":
        last -= 1
    return (first, last) if last > group[-1].last or first < group[0].first else None


def _limits(doc: Doc, line: Line, group: Sequence[Hit[object]]) -> tuple[int, int]:
    """Tokens of the innermost statement that holds the cues, else the whole line."""
    holding = [one for one in doc.statements if one.start_char <= group[0].start and group[-1].end <= one.end_char]
    inner = min(holding, key=lambda one: one.end_char - one.start_char, default=None)
    if inner is None:
        return 0, len(line.tokens) - 1
    inside = line.within(inner.start_char, inner.end_char)
    return (inside[0], inside[-1]) if inside else (0, len(line.tokens) - 1)


def _leftwards(line: Line, place: int, low: int, words: FunctionWords) -> int:
    i = place
    seen = False
    while i > low:
        token = line.tokens[i - 1]
        if token.text in _ENDS or token.text in _QUOTES or _joins(line, i - 1, words):
            break
        if token.text in _SOFT and seen:
            break
        seen = seen or token.pos in ("NOUN", "PROPN", "PRON")
        i -= 1
    return i


def _rightwards(line: Line, place: int, high: int, words: FunctionWords) -> int:
    i = place
    seen = False
    while i < high:
        token = line.tokens[i + 1]
        if token.text in _ENDS or token.text in _QUOTES:
            break
        if token.text in _SOFT and seen:
            break
        seen = seen or token.pos in _VERBS or (i - place > 2)
        i += 1
    return i


def _joins(line: Line, i: int, words: FunctionWords) -> bool:
    """Whether a clause begins after the token: `that`, `because`, `but`."""
    token = line.tokens[i]
    return token.pos == "SCONJ" or (token.relation == "mark" and token.pos != "PART")
