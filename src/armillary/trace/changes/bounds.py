"""More than, at least, up to: bounds that a copy took from a number or turned round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from armillary.lexicon import load
from armillary.trace.changes import cues
from armillary.trace.changes.finding import Comparison, Finding
from armillary.trace.changes.numbers import Mention, mentions, same

Way = Literal["more", "less"]
_REACH = 28
"""Characters before or after a number in which a cue may begin."""
_GAP = 4
"""Characters that may stand between a cue and its number: a blank, a sign of currency, an article."""


class Bound(NamedTuple):
    """Which way a number is open, and where that is said (code points into the sentence)."""

    way: Way
    start: int
    end: int


def find(comparison: Comparison) -> Iterator[Finding]:
    """Numbers both articles give, of which one is a lower or upper bound in one of them only or the other way."""
    for bead in comparison.beads:
        here, there = mentions(comparison.copy, bead.copy), mentions(comparison.other, bead.other)
        for was in there:
            twins = [now for now in here if _counts(was, now)]
            rivals = [other for other in there if _counts(other, was)]
            if len(twins) == len(rivals) == 1:
                yield from _compare(comparison, was, twins[0])


def _counts(a: Mention, b: Mention) -> bool:
    held = ("figure", "word")
    return a.number.kind in held and b.number.kind in held and max(a.number.values) > 1 and same(a, b)


def _compare(comparison: Comparison, was: Mention, now: Mention) -> Iterator[Finding]:
    before = bound(was, comparison.other.language_of(was.sentence))
    after = bound(now, comparison.copy.language_of(now.sentence))
    if before is None or (after and after.way == before.way) or (after is None and _hedged(comparison, now)):
        return
    start, end = _with_bound(now, after)
    other_start, other_end = _with_bound(was, before)
    cue = was.sentence.text[before.start : before.end]
    yield Finding(
        kind="comparison",
        severity="major" if after else "minor",
        n=now.sentence.n,
        span=(start, end),
        other_n=was.sentence.n,
        other_span=(other_start, other_end),
        confidence=0.85,
        reason=f"{before.way} than the number there, {after.way + ' than it' if after else 'the number itself'} here",
        cue=cue,
    )


def _hedged(comparison: Comparison, now: Mention) -> bool:
    """Whether any word near the number may be a bound, or the language's words are not known."""
    language, text, number = comparison.copy.language_of(now.sentence), now.sentence.text, now.number
    known = [cue for place in _PLACES for cue in _cues(language, place)]
    near = text[max(0, number.start - _REACH) : number.start] + " " + text[number.end : number.end + _REACH]
    return not known or next(cues.spans(known, near), None) is not None


_PLACES = ("more", "less", "more_after", "less_after", "any")


def _with_bound(mention: Mention, found: Bound | None) -> tuple[int, int]:
    start, end = mention.number.start, mention.number.end
    if found:
        start, end = min(start, found.start), max(end, found.end)
    return mention.sentence.start_char + start, mention.sentence.start_char + end


@cache
def _cues(language: str, place: str) -> tuple[str, ...]:
    return tuple(load(language, "numbers").get("bounds", {}).get(place, ()))


def bound(mention: Mention, language: str) -> Bound | None:
    """The bound a number is given, if its language's lexicon knows the words."""
    text, number = mention.sentence.text, mention.number
    from_ = max(0, number.start - _REACH)
    before = _nearest(text[from_ : number.start], language, ("more", "less"), last=True)
    if before and number.start - (from_ + before.end) <= _GAP and _clean(text[from_ + before.end : number.start]):
        return Bound(before.way, from_ + before.start, from_ + before.end)
    after = _nearest(text[number.end : number.end + _REACH], language, ("more_after", "less_after"), last=False)
    if after and after.start <= _GAP and _clean(text[number.end : number.end + after.start]):
        return Bound(after.way, number.end + after.start, number.end + after.end)
    return None


def _clean(between: str) -> bool:
    return not any(char in ",.;:，。、；" or char.isdigit() for char in between)


def _nearest(text: str, language: str, places: Sequence[str], last: bool) -> Bound | None:
    found = [
        Bound("more" if place.startswith("more") else "less", *span)
        for place in places
        for span in cues.spans(_cues(language, place), text)
    ]
    if not found:
        return None
    return max(found, key=lambda b: (b.end, b.end - b.start)) if last else min(found, key=lambda b: b.start)
