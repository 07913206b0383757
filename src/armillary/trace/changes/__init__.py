"""What a copy says otherwise than the article it is compared with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import partial

from armillary.schema import Change, Sentence
from armillary.trace.changes import (
    attribution,
    bounds,
    certainty,
    clause,
    degree,
    han,
    names,
    negation,
    numbers,
    polarity,
    quote,
    speakers,
    structure,
    terms,
    untranslated,
)
from armillary.trace.changes.finding import Bead, Comparison, Detector, Finding
from armillary.trace.text import Text

_NEVER = frozenset({"byline", "boilerplate"})
_WHOLE = frozenset({"dropped", "added", "replaced"})

DETECTORS: tuple[Detector, ...] = (
    structure.find,
    untranslated.find,
    numbers.find,
    bounds.find,
    clause.find,
    han.find,
    names.find,
    negation.find,
    polarity.find,
    terms.find,
    speakers.find,
    certainty.find,
    attribution.find,
    quote.find,
    degree.find,
)
"""In the order they are asked; what an earlier one reported, a later one does not report again."""


def find_changes(comparison: Comparison) -> list[Change]:
    """The changes of a copy against the other article, in the order of the copy's text.

    Boilerplate and bylines give no change, and no fact is reported twice.
    """
    news = _news(comparison)
    found = (finding for detector in DETECTORS for finding in detector(news))
    rows = {row.change_id: row for row in (_row(news, finding) for finding in _settled(found))}
    return sorted(rows.values(), key=_place)


def _news(comparison: Comparison) -> Comparison:
    """The comparison without bylines and boilerplate, and without what is aligned with nothing else."""
    beads, gone = [], set[tuple[str, int]]()
    for bead in comparison.beads:
        copy, other = _kept(bead.copy), _kept(bead.other)
        if copy and other:
            beads.append(Bead(copy, other, bead.similarity))
        else:
            gone.update((s.article_id, s.n) for s in bead.copy + bead.other)
    without = partial(_without, gone=gone)
    family = tuple(map(without, comparison.family))
    return Comparison(without(comparison.copy), without(comparison.other), tuple(beads), family)


def _kept(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    return tuple(s for s in sentences if s.kind not in _NEVER)


def _without(text: Text, gone: set[tuple[str, int]]) -> Text:
    return Text(text.article, tuple(s for s in _kept(text.sentences) if (s.article_id, s.n) not in gone))


def _settled(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings less those that tell a fact again."""
    kept: list[Finding] = []
    for finding in findings:
        if not any(_tells(earlier, finding) for earlier in kept):
            kept.append(finding)
            yield finding


def _tells(earlier: Finding, later: Finding) -> bool:
    """Whether `earlier` already says what `later` says."""
    same_here = earlier.n is not None and earlier.n == later.n
    same_there = earlier.other_n is not None and earlier.other_n == later.other_n
    if earlier.kind == later.kind == "replaced":
        return same_here
    if earlier.kind in _WHOLE:
        return same_here or same_there
    return (same_here and _overlap(earlier.span, later.span)) or (
        same_there and _overlap(earlier.other_span, later.other_span)
    )


def _overlap(a: tuple[int, int] | None, b: tuple[int, int] | None) -> bool:
    return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]


def _row(comparison: Comparison, finding: Finding) -> Change:
    copy, other = comparison.copy.article, comparison.other.article
    start, end = finding.span or (None, None)
    other_start, other_end = finding.other_span or (None, None)
    now = copy.text[start:end] if finding.span else None
    was = other.text[other_start:other_end] if finding.other_span else None
    content = (copy.article_id, other.article_id, finding.kind, finding.n, start, end, other_start, other_end, was, now)
    return Change(
        change_id=hashlib.sha256(repr(content).encode()).hexdigest()[:16],
        article_id=copy.article_id,
        n=finding.n,
        other_id=other.article_id,
        other_n=finding.other_n,
        start_char=start,
        end_char=end,
        other_start=other_start,
        other_end=other_end,
        kind=finding.kind,
        severity=finding.severity,
        was=was,
        now=now,
        confidence=finding.confidence,
        reason=finding.reason,
        cue=finding.cue,
    )


def _place(change: Change) -> tuple[int, int, str]:
    at = change.n if change.n is not None else -1
    return (at, change.other_n if change.other_n is not None else -1, change.change_id)
