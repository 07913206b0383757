"""Who says it: a claim that becomes a fact in the copy.

A change is reported where the other article's side of a bead names a source or tells what somebody said, and the
copy's side tells the same with nothing that could render it: no word of speech or opinion, no quotation mark, dash or
colon, and no sentence beside it that took the attribution over. Words per language, `lexicon/languages/*/speech.toml`:

- `attributes`: words that tell who says it and nothing else;
- `plain`: expressions with these words that do not (*according to plan*);
- `told`: whatever a translation may put for them, moods included, so that silence is sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from armillary.lexicon import load
from armillary.schema import Sentence
from armillary.trace.changes.beads import ratio, readable, typical_ratio
from armillary.trace.changes.cues import Span, blank, pattern, spans
from armillary.trace.changes.finding import Bead, Comparison, Finding
from armillary.trace.changes.quotation import MARKS
from armillary.trace.text import Text

_SHORTEST, _LONGEST = 0.5, 1.35
"""Beyond these more than the attribution came or went."""
_SPEECH = frozenset(MARKS + ":：")
_DASH = re.compile(r"^\s*[—–―-]|[,?!….]\s*[—–―-]")
"""A dash of speech; one between words may be a copula."""
_SAID = ("attributes", "female", "male")


def find(comparison: Comparison) -> Iterator[Finding]:
    """Claims whose source the copy leaves out."""
    typical = typical_ratio(comparison)
    for bead in readable(comparison):
        if _SHORTEST < ratio(bead) / typical < _LONGEST:
            claim = _attributed(comparison.other, bead.other)
            if claim and _bare(comparison, bead):
                yield _finding(bead, *claim)


def _attributed(text: Text, sentences: Sequence[Sentence]) -> tuple[Sentence, Span] | None:
    """The first words that tell who says it."""
    for sentence in sentences:
        listed = load(text.language_of(sentence), "speech")
        first = next(spans(listed.get("attributes", ()), blank(listed.get("plain", ()), sentence.text)), None)
        if first:
            return sentence, first
    return None


def _bare(comparison: Comparison, bead: Bead) -> bool:
    """Whether nothing in the copy's sentences, nor beside them, may tell who says it."""
    sides = {s.n: b.other for b in comparison.beads for s in b.copy}
    beside = _beside(comparison.copy, bead)
    taken = (s for s in beside if told(comparison.copy, s))
    return not any(told(comparison.copy, s) for s in bead.copy) and all(
        any(told(comparison.other, s) for s in sides.get(sentence.n, ())) for sentence in taken
    )


def _beside(text: Text, bead: Bead) -> list[Sentence]:
    """The sentence before and the one after."""
    around = {bead.copy[0].n - 1, bead.copy[-1].n + 1}
    return [sentence for sentence in text.sentences if sentence.n in around]


def told(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence may tell who says it; always where the language's words are not known."""
    language = text.language_of(sentence)
    listed = load(language, "speech")
    hearsay: list[str] = load(language, "certainty").get("hearsay", [])
    known: list[str] = listed.get("told", [])
    if not known or not _SPEECH.isdisjoint(sentence.text) or _DASH.search(sentence.text):
        return True
    every = [*known, *hearsay, *(cue for key in _SAID for cue in listed.get(key, ()))]
    return pattern(every).search(sentence.text) is not None


def _finding(bead: Bead, sentence: Sentence, span: Span) -> Finding:
    start, end = span
    words = sentence.text[start:end]
    return Finding(
        kind="attribution",
        severity="major",
        n=bead.copy[0].n,
        span=None,
        other_n=sentence.n,
        other_span=(sentence.start_char + start, sentence.start_char + end),
        confidence=0.75,
        reason=f"the other article tells who says it (‘{words}’), the copy tells it as a fact",
        cue=words,
    )
