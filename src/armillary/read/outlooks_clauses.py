"""The clause that a cue of expectation stands in: from its subject to where the thought ends."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.read.document import Doc, Line
from armillary.read.grammar.words import FunctionWords, function_words
from armillary.read.outlooks_cues import Cue
from armillary.read.wording import Hit

_ENDS = frozenset({".", "!", "?", ";", "…", "。", "！", "？", "；"})
_SOFT = frozenset({",", "，", ":", "：", "—", "–", "(", ")", "（", "）"})
_QUOTES = frozenset({'"', "“", "”", "«", "»", "„", "「", "」", "‘", "’", ",,"})
_OPENING = frozenset({"“", "«", "„", "「", "‘"})
_INFINITIVE = frozenset({"to"})
_VERBS = frozenset({"VERB", "AUX"})
_SHORT = 2


def clause(doc: Doc, line: Line, group: Sequence[Hit[Cue]], complement: bool) -> tuple[int, int] | None:
    """First and last token of the clause around the cues; None where nothing but them is there.

    `complement`: the first cue is a verb that takes what is expected as its content, so the clause begins behind it,
    unless nothing does (`is expected to`).
    """
    words = function_words(line.language)
    low, high = _limits(doc, line, group)
    last = _rightwards(line, group[-1].last, high)
    first = _behind(line, group[0], last, words) if complement else None
    if complement and first is None and not _infinitive(line, group[0]):
        return None
    if first is None:
        first = _leftwards(line, group[0].first, low, words)
        if first == group[0].first and _begins_clause(line, first, words):
            return None
        if _relative(line, first, words):
            return None
    while first < last and line.tokens[first].pos in ("PUNCT", "CCONJ", "SCONJ"):
        first += 1
    while last > first and line.tokens[last].pos == "PUNCT" and line.tokens[last].text not in _QUOTES:
        last -= 1
    return (first, last) if last > group[-1].last or first < group[0].first else None


def _behind(line: Line, verb: Hit[Cue], last: int, words: FunctionWords) -> int | None:
    """Where the content of a verb of expecting begins; None where it has none of its own (`is expected to grow`)."""
    i = verb.last + 1
    while i < last and (line.tokens[i].text in _SOFT or line.tokens[i].pos in ("SCONJ", "PUNCT")):
        i += 1
    if i >= last or line.tokens[i].text.lower() in _INFINITIVE or line.tokens[i].feats.get("VerbForm") == "Inf":
        return None
    passive = verb.first > 0 and line.tokens[verb.first - 1].lemma.lower() in words.listed("auxiliaries.be")
    return None if passive or line.tokens[i].pos in ("VERB", "ADP") else i


def _infinitive(line: Line, verb: Hit[Cue]) -> bool:
    """`is expected to grow`, `powinien wzrosnąć`: what is expected has its subject before the verb."""
    after = line.tokens[verb.last + 1 : verb.last + 4]
    return any(t.text.lower() in _INFINITIVE or t.feats.get("VerbForm") == "Inf" for t in after)


def _begins_clause(line: Line, first: int, words: FunctionWords) -> bool:
    """A modal right behind `that` has its subject elsewhere: it speaks of ability."""
    modal = line.tokens[first].pos in ("VERB", "AUX")
    return modal and first > 0 and (line.tokens[first - 1].pos == "SCONJ" or _joins(line, first - 1, words))


def _relative(line: Line, first: int, words: FunctionWords) -> bool:
    token = line.tokens[first]
    return token.pos in ("PRON", "SCONJ") and token.lemma.lower() in words.listed("relatives.words")


def _limits(doc: Doc, line: Line, group: Sequence[Hit[Cue]]) -> tuple[int, int]:
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


def _rightwards(line: Line, place: int, high: int) -> int:
    i, opened, seen = place, 0, False
    while i < high:
        token = line.tokens[i + 1]
        if token.text in _OPENING:
            opened += 1
        elif token.text in _QUOTES:
            if not opened:
                break
            opened -= 1
        if token.text in _ENDS or (token.text in _SOFT and seen and not opened):
            break
        seen = seen or token.pos in _VERBS or i - place > _SHORT
        i += 1
    return i


def _joins(line: Line, i: int, words: FunctionWords) -> bool:
    """Whether a clause begins after the token: `that`, `because`, `but`."""
    token = line.tokens[i]
    return token.pos == "SCONJ" or (token.relation == "mark" and token.pos != "PART")
