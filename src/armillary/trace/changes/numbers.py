"""Figures, number words and dates that a copy gives otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from armillary.lexicon.numbers import Measure, Number, measure_after, read_numbers
from armillary.schema import ChangeKind, Sentence
from armillary.trace.changes.finding import Bead, Comparison, Finding
from armillary.trace.text import Text

_HELD = frozenset({"figure", "word", "ordinal"})
_DATED = frozenset({"month", "weekday"})
_MONTHS = frozenset(map(float, range(1, 13)))


@dataclass(frozen=True, slots=True)
class Mention:
    """A number where it stands in an article; `measure` is the system of the unit that follows it."""

    sentence: Sentence
    number: Number
    measure: Measure | None

    @property
    def span(self) -> tuple[int, int]:
        start = self.sentence.start_char
        return start + self.number.start, start + self.number.end

    @property
    def words(self) -> str:
        return self.sentence.text[self.number.start : self.number.end]


def find(comparison: Comparison) -> Iterator[Finding]:
    """Numbers and dates of aligned sentences that have no counterpart, beside the one that stands in their place."""
    for bead in comparison.beads:
        now, was = mentions(comparison.copy, bead.copy), mentions(comparison.other, bead.other)
        for old, new in _replaced(_lone(was, now), _lone(now, was)):
            yield _finding(bead, old, new)


def mentions(text: Text, sentences: Iterable[Sentence]) -> list[Mention]:
    """The numbers of some sentences."""
    return [
        Mention(s, n, measure_after(s.text, n, text.language_of(s)))
        for s in sentences
        for n in read_numbers(s.text, text.language_of(s))
    ]


def _lone(mentions: Sequence[Mention], others: Sequence[Mention]) -> list[Mention]:
    """Those that could be held to and find no counterpart."""
    return [m for m in mentions if _held(m) and not any(same(m, other) for other in others)]


def _held(mention: Mention) -> bool:
    """Whether a translation must keep it: `one` and its like come and go."""
    return mention.number.kind != "partner" and not (mention.number.kind == "word" and mention.number.values <= _FREE)


_FREE = frozenset({0.0, 1.0})


def same(a: Mention, b: Mention) -> bool:
    """Whether two numbers may be one. A month may be a figure elsewhere, a weekday is one everywhere."""
    kinds = {a.number.kind, b.number.kind}
    if "weekday" in kinds and len(kinds) > 1:
        return False
    if kinds & _DATED:
        return bool(a.number.values & b.number.values)
    return any(_equal(x, y) or _equal(y, x) for x, y in product(a.number.values, b.number.values))


_NEAR = 1e-6


def _equal(x: float, y: float) -> bool:
    if abs(x - y) <= _NEAR * max(1.0, abs(x)):
        return True
    two_digit_year = 1900 <= x < 2100 and y == x % 100
    afternoon = 13 <= x <= 25 and abs(x - 12 - y) < _NEAR
    percent = 0 < x < 1 and abs(100 * x - y) < 0.5
    return two_digit_year or afternoon or percent


def _replaced(gone: Sequence[Mention], new: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Counterparts in order, each kind with its own."""
    for kinds in (_DATED, _HELD, frozenset({"tied"}), frozenset({"vague"})):
        before = [m for m in gone if m.number.kind in kinds]
        after = [m for m in new if m.number.kind in kinds]
        for old, fresh in zip(before, after, strict=False):
            if not _converted(old, fresh) and _of_a_kind(old, fresh):
                yield old, fresh
    yield from _months_as_figures(gone, new)


def _months_as_figures(gone: Sequence[Mention], new: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """November beside 12月."""
    months = [[m for m in side if m.number.kind == "month"] for side in (gone, new)]
    figures = [[m for m in side if m.number.kind == "figure" and m.number.values <= _MONTHS] for side in (gone, new)]
    if len(months[0]) == len(figures[1]) == 1 and not months[1]:
        yield months[0][0], figures[1][0]
    if len(months[1]) == len(figures[0]) == 1 and not months[0]:
        yield figures[0][0], months[1][0]


def _of_a_kind(old: Mention, new: Mention) -> bool:
    kinds = {old.number.kind, new.number.kind}
    return not kinds & _DATED or len(kinds) == 1


def _converted(old: Mention, new: Mention) -> bool:
    """Whether the two may be one quantity in two systems of units."""
    return {old.measure, new.measure} == {"metric", "imperial"}


def _finding(bead: Bead, old: Mention, new: Mention) -> Finding:
    kind: ChangeKind = "date" if {old.number.kind, new.number.kind} & _DATED else "number"
    return Finding(
        kind=kind,
        severity="major",
        n=new.sentence.n,
        span=new.span,
        other_n=old.sentence.n,
        other_span=old.span,
        confidence=0.9,
        reason=f"{_shown(old)} there, {_shown(new)} here",
        cue=new.words,
    )


def _shown(mention: Mention) -> str:
    return " or ".join(f"{value:,.12g}" for value in sorted(mention.number.values))
