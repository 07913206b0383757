"""Whole sentences that were dropped, added, or put in another's place.

What was added or put in another's place misleads; what was dropped does where it was a denial, somebody's words or a
figure, unless it belongs to a tail that was cut off whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from armillary.lexicon import load
from armillary.lexicon.numbers import read_numbers
from armillary.schema import ChangeKind, Sentence
from armillary.trace.changes import cues
from armillary.trace.changes.finding import Comparison, Finding
from armillary.trace.text import Text


@dataclass(frozen=True, slots=True)
class Gap:
    """Sentences without a partner between two places that are aligned, on both sides."""

    copy: tuple[Sentence, ...]
    other: tuple[Sentence, ...]


_AT_MOST = 2
"""Sentences that one may be replaced by; more are new text beside it."""


def find(comparison: Comparison) -> Iterator[Finding]:
    """Dropped and added sentences; of those at the same place in both articles, the one replaces the other.

    Where more were put in than taken out, all stand in that place: neither length nor meaning tells which one was
    meant to. Where fewer were put in, what was taken out beyond them counts as dropped, which weighs less.
    """
    cut = _cut_tail(comparison)
    for gap in gaps(comparison):
        replacing = gap.copy[: _AT_MOST * len(gap.other)]
        for n, now in enumerate(replacing):
            yield _finding("replaced", now, gap.other[min(n, len(gap.other) - 1)], _minor_kind(now))
        for now in gap.copy[len(replacing) :]:
            yield _finding("added", now, None, _minor_kind(now))
        for was in gap.other[len(replacing) :]:
            missed = _denies(was, comparison.other) or (was.n < cut and _weighty(was, comparison.other))
            yield _finding("dropped", None, was, _minor_kind(was) or not missed)


_TAIL = 3
_QUOTE = re.compile(r"[“”«»„「」『』]|(?<!\w)\"")


def _cut_tail(comparison: Comparison) -> int:
    """Number of the first sentence of a tail that was cut off whole, as excerpts do; one past the last if none was."""
    aligned = {s.n for bead in comparison.beads for s in bead.other}
    numbers = [s.n for s in comparison.other.sentences]
    last = max(aligned, default=-1)
    tail = [n for n in numbers if n > last]
    return tail[0] if len(tail) >= _TAIL else max(numbers, default=-1) + 1


def _minor_kind(sentence: Sentence) -> bool:
    return sentence.kind in ("heading", "title", "caption")


def _denies(sentence: Sentence, text: Text) -> bool:
    negators = load(text.language_of(sentence), "polarity").get("negators", ())
    return next(cues.spans(negators, sentence.text), None) is not None


def _weighty(sentence: Sentence, text: Text) -> bool:
    """Whether it holds what a reader would miss: somebody's words or a figure."""
    figures = read_numbers(sentence.text, text.language_of(sentence))
    return _QUOTE.search(sentence.text) is not None or any(n.kind in ("figure", "word") for n in figures)


def gaps(comparison: Comparison) -> Iterator[Gap]:
    """Runs of unaligned sentences, paired where the same sentences surround them."""
    to_copy = {s.n: bead.copy[0].n for bead in comparison.beads for s in bead.other}
    to_other = {s.n: bead.other[0].n for bead in comparison.beads for s in bead.copy}
    in_copy = dict(_runs(comparison.copy.sentences, to_other))
    for after, run in _runs(comparison.other.sentences, to_copy):
        here = to_copy.get(after, -1) if after >= 0 else -1
        yield Gap(in_copy.pop(here, ()), run)
    for run in in_copy.values():
        yield Gap(run, ())


def _runs(sentences: Sequence[Sentence], partners: dict[int, int]) -> Iterator[tuple[int, tuple[Sentence, ...]]]:
    """Maximal runs without partners, each with the number of the aligned sentence before it (-1: none)."""
    before, run = -1, list[Sentence]()
    for sentence in sentences:
        if sentence.n not in partners:
            run.append(sentence)
            continue
        if run:
            yield before, tuple(run)
        before, run = sentence.n, []
    if run:
        yield before, tuple(run)


_REASON = {
    "dropped": "no sentence of the copy says this",
    "added": "no sentence of the other article says this",
    "replaced": "stands in the place of a sentence that says something else",
}


def _finding(kind: ChangeKind, now: Sentence | None, was: Sentence | None, minor: bool) -> Finding:
    shown = was or now
    assert shown is not None
    return Finding(
        kind=kind,
        severity="minor" if minor else "major",
        n=now.n if now else None,
        span=(now.start_char, now.end_char) if now else None,
        other_n=was.n if was else None,
        other_span=(was.start_char, was.end_char) if was else None,
        confidence=0.9,
        reason=_REASON[kind],
        cue=shown.text,
    )
