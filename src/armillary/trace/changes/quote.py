"""Quotations whose marks a copy loses or sets: another's words become its own, or the reverse.

A change is reported where a sentence of one article stands as a whole between quotation marks and the other article
tells it without any: no mark, dash or colon in the sentence, no quotation around it, and no word of speech (direct
speech told indirectly is no change). Both articles must be able to tell, that is, use marks elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from armillary.schema import Sentence
from armillary.trace.changes.attribution import told
from armillary.trace.changes.beads import ratio, readable, typical_ratio
from armillary.trace.changes.cues import Span
from armillary.trace.changes.finding import Bead, Comparison, Finding
from armillary.trace.changes.quotation import quotations
from armillary.trace.text import Text

_SHORTEST, _LONGEST = 0.6, 1.6
"""Beyond these more than the marks came or went."""
_LETTERS = {True: 8, False: 20}
"""Fewer letters are a name or a phrase; by whether the language writes without blanks."""
_FACING = "“”„«»「」『』"
_UNSPACED = ("ja", "zh")


def find(comparison: Comparison) -> Iterator[Finding]:
    """Quotations that are none in the other article."""
    here, there = _Quoted(comparison.copy), _Quoted(comparison.other)
    if not (here.spans and there.spans):
        return
    typical = typical_ratio(comparison)
    for bead in readable(comparison):
        if not _SHORTEST < ratio(bead) / typical < _LONGEST:
            continue
        if there.whole(bead.other) and here.none(bead.copy):
            yield _finding(bead, lost=True)
        elif here.whole(bead.copy) and there.none(bead.other):
            yield _finding(bead, lost=False)


class _Quoted:
    """Which sentences of an article are quotations."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.spans: tuple[Span, ...] = tuple(quotations(text.article.text))

    def whole(self, sentences: Sequence[Sentence]) -> bool:
        """Whether each sentence is a quotation from its first mark to its last."""
        return all(self._marked(s) and _letters(s.text) >= self._least(s) for s in sentences)

    def _marked(self, sentence: Sentence) -> bool:
        first = next(quotations(sentence.text), None)
        return first is not None and not any(map(str.isalnum, sentence.text[: first[0]] + sentence.text[first[1] :]))

    def none(self, sentences: Sequence[Sentence]) -> bool:
        """Whether no sentence can be a quotation."""
        return not any(self._share(s) or told(self.text, s) or self._open_beside(s) for s in sentences)

    def _share(self, sentence: Sentence) -> float:
        text, first, last = self.text.article.text, sentence.start_char, sentence.end_char
        inside = sum(_letters(text[max(first, a) : min(last, b)]) for a, b in self.spans if a < last and first < b)
        return inside / max(1, _letters(sentence.text))

    def _least(self, sentence: Sentence) -> int:
        return _LETTERS[self.text.language_of(sentence) in _UNSPACED]

    def _open_beside(self, sentence: Sentence) -> bool:
        """Whether a mark beside the sentence belongs to no quotation, so that it may be the sentence's."""
        text = self.text.article.text
        beside = (s for s in self.text.sentences if abs(s.n - sentence.n) <= _REACH)
        places = (at for s in beside for at in range(s.start_char, s.end_char))
        marks = (at for at in places if text[at] in _MARKS and not (at >= sentence.end_char and text[at] in _OPENING))
        return any(not any(a <= at < b for a, b in self.spans) for at in marks)


_REACH = 3
"""Sentences before and after that may hold the other mark of a quotation."""
_OPENING = "«„「『"
_MARKS = _FACING + '"＂'


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _finding(bead: Bead, *, lost: bool) -> Finding:
    copy, other = bead.copy[0], bead.other[0]
    told_as = "the other article quotes this, the copy says it in its own name"
    set_as = "the copy quotes this, the other article says it in its own name"
    return Finding(
        kind="quote",
        severity="major" if lost else "minor",
        n=copy.n,
        span=(copy.start_char, bead.copy[-1].end_char),
        other_n=other.n,
        other_span=(other.start_char, bead.other[-1].end_char),
        confidence=0.75,
        reason=told_as if lost else set_as,
        cue=other.text[:1] if lost else copy.text[:1],
    )
