"""Text of a translation that was left in the language of the original."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz import fuzz

from armillary.schema import Sentence
from armillary.trace.changes.finding import Bead, Comparison, Finding

_SAME = 90.0
"""Similarity in percent above which two sentences are one text; below 100 for quotation marks and blanks."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SQUARE = re.compile(r"\[[^\[\]]{2,80}\]")
_MANY = 4
_SHORTEST = 6


def find(comparison: Comparison) -> Iterator[Finding]:
    """Whole sentences, insertions in square brackets and longer runs of words that a translation kept as they were."""
    for bead in comparison.beads:
        there = " ".join(s.text for s in bead.other)
        for now in bead.copy:
            if comparison.copy.article.language == comparison.other.language_of(bead.other[0]):
                continue
            if _is_prose(now.text) and fuzz.ratio(now.text, there) >= _SAME:
                yield _finding(bead, now, 0, len(now.text))
            else:
                yield from (_finding(bead, now, start, end) for start, end in _pieces(now.text, there))


def _is_prose(text: str) -> bool:
    """More than names and figures, which all languages share."""
    caseless = sum(unicodedata.category(char) == "Lo" for char in text)
    return caseless >= _SHORTEST or sum(word[0].islower() for word in _WORD.findall(text)) >= 2


def _pieces(here: str, there: str) -> Iterator[tuple[int, int]]:
    """Spans kept from the original: an editor's insertion, a run in a foreign script."""
    last = 0
    for start, end in sorted((*_insertions(here, there), *_foreign_runs(here, there))):
        if start >= last:
            yield start, end
            last = end


def _insertions(here: str, there: str) -> Iterator[tuple[int, int]]:
    """What stands in square brackets, the mark of an editor's insertion. Round ones hold names glossed on purpose."""
    for match in _SQUARE.finditer(here):
        inside = match.group()[1:-1].strip()
        words = _WORD.findall(inside)
        foreign = bool(words) and _script(words[0]) != _script_of(here)
        if inside in there and len(words) >= 2 and (foreign or any(word[0].islower() for word in words)):
            yield match.start(), match.end()


def _foreign_runs(here: str, there: str) -> Iterator[tuple[int, int]]:
    """Four words and more in a row, names apart, in a script that is not the sentence's own."""
    own = _script_of(here)
    if own == "LATIN":
        return
    for match in re.finditer(r"[A-Za-z][A-Za-z'’,\- ]+[A-Za-z]", here):
        words = _WORD.findall(match.group())
        if len(words) >= _MANY and sum(word[0].islower() for word in words) >= 2 and match.group() in there:
            yield match.start(), match.end()


def _script(word: str) -> str:
    return unicodedata.name(word[0], "").split(" ")[0]


def _script_of(text: str) -> str:
    scripts = [_script(char) for char in text if char.isalpha()]
    return max(sorted(set(scripts)), key=scripts.count, default="")


def _finding(bead: Bead, now: Sentence, start: int, end: int) -> Finding:
    was = bead.other[0]
    words = now.text[start:end]
    at = was.text.find(words)
    begin = was.start_char + max(at, 0)
    return Finding(
        kind="untranslated",
        severity="minor",
        n=now.n,
        span=(now.start_char + start, now.start_char + end),
        other_n=was.n,
        other_span=(begin, begin + len(words)) if at >= 0 else (was.start_char, was.end_char),
        confidence=0.95,
        reason="stands as in the original, in its language",
        cue=words,
    )
