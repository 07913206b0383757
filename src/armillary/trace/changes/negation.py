"""Negations that a copy adds or loses.

A sentence and its counterpart are compared by how many clauses they negate. Languages negate the same clause with one
word or two (никто не), and they exchange a negation for a word that implies it (fails to, ohne, 拒绝): what is implied
may stand for what is spelled out on the other side, never the other way round. Words per language:
`lexicon/languages/*/polarity.toml`, keys

- `negators`: a clause that holds one is negated;
- `concord`: negative words that accompany a negator, or stand for one where there is none;
- `implied`: words that a translation may exchange for a negation;
- `ignore`: expressions that hold such a word and negate nothing (not only).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from armillary.lexicon import load
from armillary.schema import Sentence
from armillary.trace.changes.beads import ratio, readable, typical_ratio
from armillary.trace.changes.cues import Span, blank, pattern, spans
from armillary.trace.changes.finding import Bead, Comparison, Finding

_SHORTER, _LONGER = 0.7, 1.5
"""Beyond these a clause was dropped or added, and its negation with it: another change."""


@dataclass(frozen=True, slots=True)
class Negations:
    """The negated clauses of one side of a bead, and how many more are implied."""

    stated: tuple[tuple[Sentence, Span], ...]
    implied: int

    @property
    def most(self) -> int:
        """How many negations a translation of this side may spell out."""
        return len(self.stated) + self.implied


def find(comparison: Comparison) -> Iterator[Finding]:
    """Negations the copy adds to, or takes from, what the other article says."""
    typical = typical_ratio(comparison)
    for bead in readable(comparison):
        finding = _compare(comparison, bead, ratio(bead) / typical)
        if finding:
            yield finding


def _compare(comparison: Comparison, bead: Bead, length: float) -> Finding | None:
    copy_language = comparison.copy.language_of(bead.copy[0])
    other_language = comparison.other.language_of(bead.other[0])
    if not (_known(copy_language) and _known(other_language)):
        return None
    copy = negations(bead.copy, copy_language)
    other = negations(bead.other, other_language)
    if len(copy.stated) > other.most and not other.stated and length < _LONGER:
        return _added(bead, copy)
    if len(other.stated) > copy.most and not copy.stated and length > _SHORTER:
        return _lost(bead, other)
    return None


def _known(language: str) -> bool:
    return "negators" in load(language, "polarity")


def negations(sentences: tuple[Sentence, ...], language: str) -> Negations:
    """The negations of some sentences of one language."""
    stated: list[tuple[Sentence, Span]] = []
    implied = 0
    for sentence in sentences:
        spans, more = _in_text(sentence.text, language)
        stated += [(sentence, span) for span in spans]
        implied += more
    return Negations(tuple(stated), implied)


@lru_cache(maxsize=4096)
def _in_text(text: str, language: str) -> tuple[list[Span], int]:
    words = load(language, "polarity")
    expressions = _expressions(language)
    text = blank(words["ignore"], text)
    extra = sum(1 for _ in spans(expressions, text))
    text = blank(expressions, text)
    stated = list(spans(words["negators"], text))
    rest = blank(words["negators"], text)
    concord = list(spans(words["concord"], rest))
    rest = blank(words["concord"], rest)
    if not stated:
        stated, extra = concord[:1], extra + len(concord[1:])
    return stated, extra + sum(1 for _ in spans(words["implied"], rest))


@cache
def _expressions(language: str) -> tuple[str, ...]:
    """What is implied by more than a word, or by a word that holds a negator: it goes before the negators."""
    words = load(language, "polarity")
    holds = pattern(words["negators"]).search
    return tuple(cue for cue in words["implied"] if not cue.strip("*").isalpha() or ("*" not in cue and holds(cue)))


def _added(bead: Bead, copy: Negations) -> Finding:
    sentence, span = copy.stated[0]
    counterpart = bead.other[0]
    words = sentence.text[span[0] : span[1]]
    return Finding(
        kind="negation",
        severity="major",
        n=sentence.n,
        span=(sentence.start_char + span[0], sentence.start_char + span[1]),
        other_n=counterpart.n,
        other_span=None,
        confidence=0.8,
        reason=f"the copy denies it (‘{words}’); nothing in the other article does",
        cue=words,
    )


def _lost(bead: Bead, other: Negations) -> Finding:
    counterpart, span = other.stated[0]
    sentence = bead.copy[0]
    words = counterpart.text[span[0] : span[1]]
    return Finding(
        kind="negation",
        severity="major",
        n=sentence.n,
        span=None,
        other_n=counterpart.n,
        other_span=(counterpart.start_char + span[0], counterpart.start_char + span[1]),
        confidence=0.75,
        reason=f"the other article denies it (‘{words}’); nothing in the copy does",
        cue=words,
    )
