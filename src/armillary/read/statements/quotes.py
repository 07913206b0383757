"""Quotations: where they open and close, in all the marks newspapers use, and where they never close."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from armillary.read.document import Doc, Line
from armillary.read.statements.dashes import Span, dashed

_PAIRS: dict[str, str | tuple[str, ...]] = {
    "“": "”",
    "„": '”“"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’",
    "‚": "‘’",
    "「": "」",
    "『": "』",
    '"': '"”',
    "”": "”",
    ",,": '”“"',
    "'": "'’",
    "``": ("''",),
    "''": ("''",),
}
_MARK = re.compile(r",,(?=\w)|``|''|[“”„«»‹›‘’‚「」『』\"']")
_OPENS_BEFORE = frozenset(" \t\n\r\u00a0\u3000([{—–-:：，。、；！？,“‘«„「『\u202f/…")
_APOSTROPHES = frozenset("’'‘")


@dataclass(slots=True)
class Quote:
    """A quotation; `start` and `end` without its marks."""

    opened: int
    """First character of the opening mark."""
    start: int
    end: int
    closed: int
    """One past the closing mark; equals `end` where it never closes."""
    depth: int
    continues: bool = False
    """Never closed, and the next paragraph opens with a mark again: the same speaker goes on."""

    @property
    def is_closed(self) -> bool:
        return self.closed > self.end

    def holds(self, at: int) -> bool:
        """Whether a character lies inside, marks included."""
        return self.opened <= at < self.closed


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines with no line break between them."""

    start: int
    end: int


def paragraphs(doc: Doc) -> list[Paragraph]:
    """Runs of lines between which the text does not break."""
    found: list[Paragraph] = []
    for line in doc.lines:
        start, end = line.sentence.start_char, line.sentence.end_char
        if found and "\n" not in doc.text[found[-1].end : start] and found[-1].end <= start:
            found[-1] = Paragraph(found[-1].start, end)
        else:
            found.append(Paragraph(start, end))
    return found


def find_quotes(doc: Doc) -> list[Quote]:
    """All quotations of an article by their start, outer before inner. One that never closes ends its paragraph."""
    found: list[Quote] = []
    pending: Quote | None = None
    for part in paragraphs(doc):
        quotes = _with_dashes(list(_in_paragraph(doc.text, part)), dashed(doc, part.start, part.end))
        if pending is not None:
            pending.continues = bool(quotes) and quotes[0].opened == part.start
        found += quotes
        last = [one for one in quotes if one.depth == 0]
        pending = last[-1] if last and not last[-1].is_closed else None
    return sorted(found, key=lambda one: (one.start, -one.end))


def _with_dashes(quotes: list[Quote], dashes: Iterable[Span]) -> list[Quote]:
    """With what a dash opens; quotations within it lie deeper."""
    spoken = [Quote(opened, start, end, end + 1, 0) for opened, start, end in dashes]
    for one in quotes:
        one.depth += any(outer.opened < one.opened and one.closed <= outer.closed for outer in spoken)
    return spoken + quotes


def _in_paragraph(text: str, part: Paragraph) -> Iterator[Quote]:
    stack: list[tuple[str, Quote]] = []
    for mark in _MARK.finditer(text, part.start, part.end):
        sign = mark.group()
        closes = next((k for k in range(len(stack) - 1, -1, -1) if sign in _PAIRS[stack[k][0]]), None)
        if closes is not None and _may_close(text, mark.start(), mark.end(), sign, stack[closes][0]):
            for _, inner in stack[closes + 1 :]:
                if inner.end - inner.start > 0 and text[inner.opened] not in "'‘’":
                    inner.end = inner.closed = mark.start()
                    yield inner
            quote = stack[closes][1]
            quote.end, quote.closed = mark.start(), mark.end()
            del stack[closes:]
            yield quote
        elif sign in _PAIRS and _may_open(text, mark.start(), mark.end(), sign, part):
            stack.append((sign, Quote(mark.start(), mark.end(), part.end, part.end, len(stack))))
    yield from (quote for sign, quote in stack if sign not in ("'", "‘", "‚", "”", "»"))


def _may_open(text: str, start: int, end: int, sign: str, part: Paragraph) -> bool:
    before = text[start - 1] if start > part.start else " "
    after = text[end] if end < part.end else " "
    if sign in "「『":
        return True
    if sign == "»":
        return before in _OPENS_BEFORE and after.isalnum() and "«" in text[end : part.end]
    if sign in ("‘", "'"):
        return before in _OPENS_BEFORE and after.isalnum() and _has_partner(text, end, part.end, sign)
    if sign in ('"', "”", "''"):
        return (before in _OPENS_BEFORE or _is_wide(before)) and not after.isspace() and after not in ".,;:!?)，。"
    return not after.isspace() or sign in "„«"


def _is_wide(letter: str) -> bool:
    return "\u3040" <= letter <= "\u9fff"


def _has_partner(text: str, start: int, end: int, sign: str) -> bool:
    partners = _PAIRS[sign]
    return any(
        letter in partners and (at + 1 >= end or not text[at + 1].isalnum()) and not text[at - 1].isspace()
        for at, letter in enumerate(text[start:end], start)
    )


def _may_close(text: str, start: int, end: int, sign: str, opening: str) -> bool:
    after = text[end] if end < len(text) else " "
    if sign in _APOSTROPHES:
        return not after.isalnum()
    if sign == opening:
        return not text[start - 1].isspace() or not after.isalnum()
    return True


def end_at(quote: Quote, at: int) -> None:
    """End a quotation that never closes where the words of the reporter begin."""
    quote.end = quote.closed = at


def quote_at(quotes: Sequence[Quote], at: int, depth: int = 0) -> Quote | None:
    """The quotation of a depth that holds a character."""
    return next((one for one in quotes if one.depth == depth and one.holds(at)), None)


def opens_line(quotes: Sequence[Quote], line: Line) -> Quote | None:
    """The outer quotation that the line begins with."""
    return next((one for one in quotes if one.depth == 0 and one.opened == line.sentence.start_char), None)
