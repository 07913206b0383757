"""Quotations without a cue: the speaker before goes on, or the line before names who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from armillary.read.document import Doc, Line
from armillary.read.statements.contents import View, trimmed
from armillary.read.statements.quotes import Quote
from armillary.read.statements.report import Report

_NEAR = 3
"""Lines back that a speaker is carried over."""
_STOPS = '?!.…。？！"”»'


def with_carried(doc: Doc, views: Sequence[View], quotes: Sequence[Quote], found: Sequence[Report]) -> list[Report]:
    """The reports and those that the quotations without cue add, each with the speaker it is carried over from."""
    out = sorted(found, key=lambda one: one.at)
    for quote in quotes:
        if quote.depth or any(_covers(one, quote) for one in out):
            continue
        line = _line_at(doc, quote.opened)
        if line is None or not _is_speech(doc, quote, line):
            continue
        source = _source(doc, out, quote, line)
        if source is not None and _goes_on(doc, source, quote):
            source.end = trimmed(doc.text, quote.start, quote.end)[1]
        elif source is not None:
            out.append(_carried(doc, quote, line, source))
    return out


def _covers(report: Report, quote: Quote) -> bool:
    """Whether a report tells of the quotation, not only of a part from within it."""
    shared = report.start < quote.end and quote.start < report.end
    return shared and not (quote.holds(report.at) and quote.start < report.start and not report.carried)


def _line_at(doc: Doc, at: int) -> Line | None:
    return next((one for one in doc.lines if one.sentence.start_char <= at < one.sentence.end_char), None)


def _is_speech(doc: Doc, quote: Quote, line: Line) -> bool:
    """A quotation that makes a sentence: it fills its line, or the line up to a trailing mark."""
    if line.sentence.kind != "body":
        return False
    lead = doc.text[line.sentence.start_char : quote.opened].strip(" \t—–-…")
    last = _line_at(doc, max(quote.start, quote.end - 1)) or line
    tail = doc.text[quote.closed : last.sentence.end_char].strip(" \t\n.,!?…—–")
    return not lead and not tail and len(doc.text[quote.start : quote.end].strip()) > 8


def _source(doc: Doc, found: Sequence[Report], quote: Quote, line: Line) -> Report | None:
    """The report whose speaker goes on: the last before the quotation, near enough."""
    earlier = [one for one in found if one.start < quote.start and one.speaker is not None and not one.left_open]
    if not earlier:
        return None
    last = max(earlier, key=lambda one: (max(one.at, one.end), -one.start))
    at = _line_at(doc, max(last.at, last.end - 1))
    order = {one.n: k for k, one in enumerate(doc.lines)}
    gap = order[line.n] - order[(at or last.line).n]
    return last if gap <= (_NEAR if last.kind != "indirect" else 1) else None


def _goes_on(doc: Doc, source: Report, quote: Quote) -> bool:
    """`"A," he said. "B."`: one quotation, broken by who says it."""
    between = doc.text[source.end : quote.opened]
    broken = source.kind == "direct" and source.end < source.at < quote.opened and len(between) < 250
    return broken and "\n" not in between


def _carried(doc: Doc, quote: Quote, line: Line, source: Report) -> Report:
    start, end = trimmed(doc.text, quote.start, quote.end)
    return replace(
        source,
        line=line,
        start=start,
        end=end,
        kind="direct",
        stance="says",
        at=start,
        cue=doc.text[quote.opened : quote.start],
        confidence=0.6,
        carried=True,
        why="quotation without cue: the speaker before goes on",
    )
