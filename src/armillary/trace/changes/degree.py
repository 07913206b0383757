"""Comparisons that a copy takes away or adds: weaker becomes weak, isolated becomes more isolated.

A change is reported where one side of a bead compares and the other has no word that could render a comparison. Words
per language, `lexicon/languages/*/degree.toml`:

- `comparatives`: comparisons of a quality and nothing else;
- `plain`: expressions that look like one (*more or less*);
- `any`: whatever a translation may put for a comparison, so that silence is sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from armillary.lexicon import load
from armillary.schema import Sentence
from armillary.trace.changes.beads import ratio, readable, typical_ratio
from armillary.trace.changes.cues import Span, blank, pattern, spans
from armillary.trace.changes.finding import Bead, Comparison, Finding
from armillary.trace.text import Text

_SHORTEST, _LONGEST = 0.75, 1.35
"""Beyond these the comparison may have come or gone with its clause."""


def find(comparison: Comparison) -> Iterator[Finding]:
    """Comparisons that one side of a bead has alone."""
    typical = typical_ratio(comparison)
    for bead in readable(comparison):
        if _SHORTEST < ratio(bead) / typical < _LONGEST:
            finding = _in_bead(comparison, bead)
            if finding:
                yield finding


def _in_bead(comparison: Comparison, bead: Bead) -> Finding | None:
    lost = _compared(comparison.other, bead.other)
    if lost:
        return None if _rendered(comparison.copy, bead.copy) else _finding(bead, lost, lost_there=True)
    added = _compared(comparison.copy, bead.copy)
    if added and not _rendered(comparison.other, bead.other):
        return _finding(bead, added, lost_there=False)
    return None


def _compared(text: Text, sentences: Sequence[Sentence]) -> tuple[Sentence, Span] | None:
    """The first comparison of a quality."""
    for sentence in sentences:
        listed = load(text.language_of(sentence), "degree")
        first = next(spans(listed.get("comparatives", ()), blank(listed.get("plain", ()), sentence.text)), None)
        if first:
            return sentence, first
    return None


def _rendered(text: Text, sentences: Sequence[Sentence]) -> bool:
    """Whether something may stand for a comparison, or the language's words are not known."""
    return any(_any(load(text.language_of(sentence), "degree").get("any", []), sentence) for sentence in sentences)


def _any(cues: list[str], sentence: Sentence) -> bool:
    return not cues or pattern(cues).search(sentence.text) is not None


def _finding(bead: Bead, compared: tuple[Sentence, Span], *, lost_there: bool) -> Finding:
    sentence, (start, end) = compared
    words = sentence.text[start:end]
    span = (sentence.start_char + start, sentence.start_char + end)
    lost = f"the other article compares (‘{words}’), the copy does not"
    added = f"the copy compares (‘{words}’), the other article does not"
    return Finding(
        kind="comparison",
        severity="major",
        n=bead.copy[0].n if lost_there else sentence.n,
        span=None if lost_there else span,
        other_n=sentence.n if lost_there else bead.other[0].n,
        other_span=span if lost_there else None,
        confidence=0.7,
        reason=lost if lost_there else added,
        cue=words,
    )
