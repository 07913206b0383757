"""Uncertainty that a copy takes away or adds: it may be so, it is so.

A change is reported where one side of a bead hedges and the other has no word that could render a hedge. Words per
language, `lexicon/languages/*/certainty.toml`:

- `hedges`: words that leave something open and nothing else; none with a capital, since May is a month and a wish;
- `possible`: whatever a translation may put for them, moods included, so that silence is sure;
- `hearsay`: words that tell another's view; they render a hedge unless the hedging side has such a word beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from armillary.lexicon import load
from armillary.schema import Sentence
from armillary.trace.changes.beads import ratio, readable, typical_ratio
from armillary.trace.changes.cues import Span, pattern, spans
from armillary.trace.changes.finding import Bead, Comparison, Finding

_SHORTEST, _LONGEST = 0.75, 1.35
"""Beyond these the hedge may have come or gone with its clause."""


def find(comparison: Comparison) -> Iterator[Finding]:
    """Hedges the copy loses or adds."""
    typical = typical_ratio(comparison)
    for bead in readable(comparison):
        if _SHORTEST < ratio(bead) / typical < _LONGEST:
            finding = _in_bead(comparison, bead)
            if finding:
                yield finding


def _in_bead(comparison: Comparison, bead: Bead) -> Finding | None:
    copy_language = comparison.copy.language_of(bead.copy[0])
    other_language = comparison.other.language_of(bead.other[0])
    if not (load(copy_language, "certainty") and load(other_language, "certainty")):
        return None
    lost = _hedge(bead.other, other_language)
    if lost and not _rendered(lost, other_language, bead.other, bead.copy, copy_language):
        return _finding(bead, lost, lost_there=True)
    added = _hedge(bead.copy, copy_language)
    if added and not _rendered(added, copy_language, bead.copy, bead.other, other_language):
        return _finding(bead, added, lost_there=False)
    return None


def _hedge(sentences: tuple[Sentence, ...], language: str) -> tuple[Sentence, Span] | None:
    """The first hedge."""
    cues = load(language, "certainty")["hedges"]
    found = ((s, span) for s in sentences for span in spans(cues, s.text) if not s.text[span[0]].isupper())
    return next(found, None)


def _rendered(
    hedge: tuple[Sentence, Span],
    language: str,
    hedging: tuple[Sentence, ...],
    plain: tuple[Sentence, ...],
    plain_language: str,
) -> bool:
    """Whether something on the plain side may stand for the hedge."""
    if _any(plain, plain_language, "possible"):
        return True
    sentence, (start, end) = hedge
    told = pattern(load(language, "certainty").get("hearsay", ())).fullmatch(sentence.text[start:end])
    return _any(plain, plain_language, "hearsay") and (bool(told) or not _any(hedging, language, "hearsay"))


def _any(sentences: tuple[Sentence, ...], language: str, key: str) -> bool:
    cues: list[str] = load(language, "certainty").get(key, [])
    return any(pattern(cues).search(sentence.text) for sentence in sentences)


def _finding(bead: Bead, hedge: tuple[Sentence, Span], *, lost_there: bool) -> Finding:
    sentence, (start, end) = hedge
    words = sentence.text[start:end]
    span = (sentence.start_char + start, sentence.start_char + end)
    told = "the other article leaves it open (‘{}’), the copy does not"
    opened = "the copy leaves it open (‘{}’), the other article does not"
    return Finding(
        kind="certainty",
        severity="major",
        n=bead.copy[0].n if lost_there else sentence.n,
        span=None if lost_there else span,
        other_n=sentence.n if lost_there else bead.other[0].n,
        other_span=span if lost_there else None,
        confidence=0.7,
        reason=(told if lost_there else opened).format(words),
        cue=words,
    )
