"""Parts of sentences that a copy left out.

A sentence is suspected when it is shorter than the article's other sentences lead to expect (Gale & Church 1993: the
deviation of the length grows with the root of the length). It is reported when the other sentence has a run of words
without counterparts, and its own words all have theirs. Where the run is a whole sentence, that was dropped; a few
words for which the copy has an abbreviation were not left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from armillary.encoders.registry import available
from armillary.lexicon.numbers import read_numbers
from armillary.schema import Sentence, Severity
from armillary.trace.changes.finding import Bead, Comparison, Finding
from armillary.trace.changes.words import Cover, Said, Span, Words, lack, narrowed, uncovered

_FEWEST = 4
"""Aligned sentences from which an article's ratio of lengths can be told."""
_SUSPECT_RATIO = -0.12
_SUSPECT_DEVIATION = 1.2
_SMOOTHING = 5
_LEVEL = 0.9
"""Share of the other side's level of similarity below which a word lacks its counterpart."""
_GENEROUS = 1.25
"""Characters shown for each that the copy is short of."""
_DETAIL = 12
"""Characters below which what was left out is a detail."""


class Evidence(NamedTuple):
    """What speaks for and against an omission.

    deviation: of the length from what is expected, in its spread.
    similarity: of the two sentences as wholes.
    lacking: how far the run of words without counterparts falls short, by the root of all words' weight.
    share: the same by the whole weight: a paraphrase lacks a little everywhere.
    own: as `lacking`, of the copy's words.
    fair: 1 where the encoder knows the languages less well.
    gain: in similarity when the run is cut out.
    run: similarity of the run to the copy's sentence.
    numbers: figures of the other sentence that the copy's has not, up to two.
    """

    deviation: float
    similarity: float
    lacking: float
    share: float
    own: float
    fair: float
    gain: float
    run: float
    numbers: float


_WEIGHTS = Evidence(1.25, -4.5, 4.3, -15.5, -3.2, -1.6, 3.7, 1.5, 1.7)
"""Logistic, rounded; tuned on two thirds of planted omissions (bench/drift.py)."""
_BIAS = -1.8


class Measure(NamedTuple):
    """A suspected sentence: the log of how much shorter it is than expected, and the deviation."""

    bead: Bead
    ratio: float
    deviation: float


def find(comparison: Comparison) -> Iterator[Finding]:
    """Clauses of the other article that the aligned sentence of the copy lacks."""
    copy, other = comparison.copy.article.language, comparison.other.article.language
    words = _words(copy.split("-")[0], other.split("-")[0])
    if words is None:
        return
    for measure in suspects(comparison.beads):
        here, there = _joined(measure.bead.copy), _joined(measure.bead.other)
        weighed = _weigh(words, measure, Said(here, copy), Said(there, other))
        if weighed and weighed[0] > 0 and not _abbreviated(here, there, weighed[1]):
            yield _finding(measure, there, weighed[1], weighed[0])


def _weigh(words: Words, measure: Measure, here: Said, there: Said) -> tuple[float, Span] | None:
    """How likely the copy's sentence lacks a part of the other (log odds), and which part."""
    covers = words.covers(there, here)
    if covers is None:
        return None
    other, copy = covers
    lacking, span = uncovered(other, _LEVEL * copy.level)
    own, _ = uncovered(copy, _LEVEL * other.level)
    start, end = span
    if start == end:
        return None
    cut = there.text[:start] + there.text[end:]
    whole, rest, run = words.similarities(here, (there.text, cut, there.text[start:end]), there.language)
    evidence = Evidence(
        measure.deviation,
        whole,
        lacking / math.sqrt(other.weight),
        lacking / other.weight,
        own / math.sqrt(copy.weight),
        float(words.fair(here.language, there.language)),
        rest - whole,
        run,
        _lost_numbers(here, there),
    )
    missing = _GENEROUS * (1 - math.exp(measure.ratio)) * len(there.text)
    part = narrowed(other, _LEVEL * copy.level, span, max(missing, _DETAIL))
    part = _one_clause(there.text, other, _LEVEL * copy.level, part)
    if _said(words, here, there, part, whole):
        return None
    return _BIAS + sum(w * e for w, e in zip(_WEIGHTS, evidence, strict=True)), part


def _said(words: Words, here: Said, there: Said, part: Span, whole: float) -> bool:
    """Whether the copy is less like the other sentence without the part: then it says it in words of its own."""
    without = there.text[: part[0]] + there.text[part[1] :]
    return words.similarities(here, (without,), there.language)[0] - whole < _MISSED


_MISSED = -0.04
"""Change of the similarity of two sentences from which it is surely missed when a part is cut out."""
_PAUSE = re.compile(r"[,;:()–—](?!\d)|[，；：、（）]")


def _one_clause(text: str, cover: Cover, level: float, span: Span) -> Span:
    """The part of a span between two pauses whose words lack counterparts most; all of it where there is no pause."""
    cuts = [m.start() for m in _PAUSE.finditer(text, *span)]
    edges = [span[0], *cuts, span[1]]
    if not cuts:
        return span
    start, end = max(pairwise(edges), key=lambda part: lack(cover, level, part))
    if end - start <= _DETAIL:
        return span
    return (start + 1 if start in cuts else start), end


_ABBREVIATION = re.compile(r"(?<!\w)[^\W\d_a-z]{2,6}(?!\w)")
_FEW_WORDS = 4


def _abbreviated(here: str, there: str, span: Span) -> bool:
    """Whether a run of a few words may be what the copy abbreviates (МВД, EZB)."""
    short = [w for w in _ABBREVIATION.findall(here) if w.isupper() and w not in there]
    return bool(short) and len(there[slice(*span)].split()) <= _FEW_WORDS


def _lost_numbers(here: Said, there: Said) -> float:
    kept = {value for number in read_numbers(*here) for value in number.values}
    held = [n for n in read_numbers(*there) if n.kind in ("figure", "word")]
    return float(min(2, sum(not (number.values & kept) for number in held)))


@cache
def _words(copy: str, other: str) -> Words | None:
    """The words of the fastest encoder that covers both languages."""
    encoder = next((e for e in available() if copy in e.languages and other in e.languages), None)
    return _vocabulary(encoder.name) if encoder else None


@cache
def _vocabulary(name: str) -> Words:
    return Words(next(e for e in available() if e.name == name))


def suspects(beads: Sequence[Bead]) -> Iterator[Measure]:
    """Aligned sentences much shorter in the copy than the article's own ratio of lengths lets expect."""
    if len(beads) < _FEWEST:
        return
    lengths = [(len(_joined(bead.copy)), len(_joined(bead.other))) for bead in beads]
    ratios = [math.log((here + _SMOOTHING) / (there + _SMOOTHING)) for here, there in lengths]
    usual = median(ratios)
    for bead, (here, there), ratio in zip(beads, lengths, ratios, strict=True):
        expected = math.exp(usual) * there
        deviation = (expected - here) / (math.sqrt(expected) + _SMOOTHING)
        if ratio - usual < _SUSPECT_RATIO and deviation > _SUSPECT_DEVIATION:
            yield Measure(bead, ratio - usual, deviation)


def _joined(sentences: Sequence[Sentence]) -> str:
    return " ".join(s.text for s in sentences)


def _finding(measure: Measure, there: str, span: Span, score: float) -> Finding:
    was, start, end = _placed(measure.bead.other, span)
    words = was.text[start - was.start_char : end - was.start_char]
    now = measure.bead.copy[-1]
    if len(words) >= _WHOLE * len(was.text.strip()):
        return _dropped(was, score)
    return Finding(
        kind="detail" if len(words) < _DETAIL else "clause",
        severity=_severity(words),
        n=now.n,
        span=None,
        other_n=was.n,
        other_span=(start, end),
        confidence=round(1 / (1 + math.exp(-score)), 2),
        reason=f"{1 - math.exp(measure.ratio):.0%} shorter than expected, and nothing in it says this",
        cue=words,
    )


_WHOLE = 0.85
"""Share of a sentence that is all of it but a word or two."""


def _dropped(was: Sentence, score: float) -> Finding:
    return Finding(
        kind="dropped",
        severity="minor" if was.kind in ("heading", "title", "caption") else _severity(was.text),
        n=None,
        span=None,
        other_n=was.n,
        other_span=(was.start_char, was.end_char),
        confidence=round(1 / (1 + math.exp(-score)), 2),
        reason="the sentence it is aligned with says nothing of this",
        cue=was.text,
    )


def _placed(sentences: Sequence[Sentence], span: Span) -> tuple[Sentence, int, int]:
    """The sentence that holds most of a span of the joined text, and the span in the article."""
    at = 0
    parts = []
    for sentence in sentences:
        start, end = max(span[0] - at, 0), min(span[1] - at, len(sentence.text))
        parts.append((end - start, sentence, start, end))
        at += len(sentence.text) + 1
    _, sentence, start, end = max(parts, key=lambda part: part[0])
    start, end = _whole(sentence.text, start, end)
    return sentence, sentence.start_char + start, sentence.start_char + end


_EDGE = re.compile(r"[,;:()，；：、（）。！？….!?–—]")
_SLACK = 14


def _whole(text: str, start: int, end: int) -> Span:
    """The span, widened to the punctuation around it where that is near."""
    before = [m.end() for m in _EDGE.finditer(text, max(0, start - _SLACK), start)]
    if before:
        start = before[-1]
    elif start <= _SLACK:
        start = 0
    after = _EDGE.search(text, end, min(len(text), end + _SLACK))
    if after:
        end = after.start()
    while start < end and text[start].isspace():
        start += 1
    return start, end


_QUOTE = re.compile(r"[\"“”«»„「」『』]")


def _severity(words: str) -> Severity:
    """Major where a figure, a name or quoted words went with it."""
    named = re.search(r"(?<=\s)[^\W\d_a-z]", words) is not None and any(
        c.isupper() for w in words.split()[1:] for c in w[:1]
    )
    return "major" if named or _QUOTE.search(words) or any(c.isdigit() for c in words) else "minor"
