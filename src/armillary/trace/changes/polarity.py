"""Words turned into their opposite: supported into opposed, rose into fell, accepted into rejected.

Each language lists the words of a concept under the same name (`lexicon/languages/*/polarity.toml`, table `concepts`).
A change is reported where one side of a bead has words of a concept and none of its opposite, and the other side the
reverse; a negation or what implies one on either side explains the difference, and so does a much longer side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from armillary.lexicon import load
from armillary.schema import Sentence
from armillary.trace.changes.beads import ratio, readable, typical_ratio
from armillary.trace.changes.cues import Span, spans
from armillary.trace.changes.finding import Bead, Comparison, Finding
from armillary.trace.changes.negation import negations

OPPOSITES = (
    ("support", "oppose"),
    ("support", "sideline"),
    ("rise", "fall"),
    ("accept", "reject"),
    ("confirm", "deny"),
    ("win", "lose"),
    ("allow", "ban"),
    ("arrest", "release"),
    ("strengthen", "weaken"),
    ("praise", "condemn"),
)
_LONGEST = 1.5

Found = Mapping[str, tuple[Sentence, Span]]


def find(comparison: Comparison) -> Iterator[Finding]:
    """Concepts the copy turns into their opposites."""
    typical = typical_ratio(comparison)
    for bead in readable(comparison):
        if 1 / _LONGEST < ratio(bead) / typical < _LONGEST:
            yield from _in_bead(comparison, bead)


def _in_bead(comparison: Comparison, bead: Bead) -> Iterator[Finding]:
    copy_language = comparison.copy.language_of(bead.copy[0])
    other_language = comparison.other.language_of(bead.other[0])
    copy, other = _concepts(bead.copy, copy_language), _concepts(bead.other, other_language)
    pairs = [*OPPOSITES, *((b, a) for a, b in OPPOSITES)]
    turned = [(was, now) for was, now in pairs if _turned(was, now, other, copy)]
    if turned and not _negated(bead, copy_language, other_language):
        was, now = turned[0]
        yield _finding(copy[now], other[was], was, now)


def _turned(was: str, now: str, other: Found, copy: Found) -> bool:
    return was in other and now in copy and not _all_of(was) & copy.keys() and not _all_of(now) & other.keys()


def _all_of(concept: str) -> set[str]:
    """A concept and those that share an opposite with it."""
    against = {b for a, b in OPPOSITES if a == concept} | {a for a, b in OPPOSITES if b == concept}
    return {concept} | {a for a, b in OPPOSITES if b in against} | {b for a, b in OPPOSITES if a in against}


def _negated(bead: Bead, copy_language: str, other_language: str) -> bool:
    sides = negations(bead.copy, copy_language), negations(bead.other, other_language)
    return any(side.stated for side in sides)


def _concepts(sentences: tuple[Sentence, ...], language: str) -> Found:
    """The concepts some sentences speak of, with the first word of each."""
    listed: Mapping[str, list[str]] = load(language, "polarity").get("concepts", {})
    found: dict[str, tuple[Sentence, Span]] = {}
    for concept, cues in listed.items():
        for sentence in sentences:
            first = next(spans(cues, sentence.text), None)
            if first:
                found.setdefault(concept, (sentence, first))
    return found


def _finding(copy: tuple[Sentence, Span], other: tuple[Sentence, Span], was: str, now: str) -> Finding:
    (here, (start, end)), (there, (other_start, other_end)) = copy, other
    said, meant = here.text[start:end], there.text[other_start:other_end]
    return Finding(
        kind="polarity",
        severity="major",
        n=here.n,
        span=(here.start_char + start, here.start_char + end),
        other_n=there.n,
        other_span=(there.start_char + other_start, there.start_char + other_end),
        confidence=0.7,
        reason=f"‘{said}’ ({now}) here, the opposite ‘{meant}’ ({was}) in the other article",
        cue=said,
    )
