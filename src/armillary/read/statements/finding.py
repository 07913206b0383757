"""From an article's lines to its statements."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.read.document import Doc, Line, Note, row_id
from armillary.read.statements import carrying, speaking
from armillary.read.statements.contents import View
from armillary.read.statements.cues import find_cues
from armillary.read.statements.quotes import Quote, find_quotes
from armillary.read.statements.report import Report
from armillary.read.statements.reporting import reporting
from armillary.read.statements.reports import reports
from armillary.schema import Statement

_TOO_LONG = 4000
"""Characters: a line longer than this is a table or a dump."""


def find_statements(doc: Doc) -> list[Statement]:
    """What is said in an article and by whom; nothing for languages without `reporting.toml`.

    Uses `doc.lines` with their mentions; appends to `doc.notes`.
    """
    quotes = find_quotes(doc)
    views = [view for line in doc.lines if (view := _view(doc, line, quotes)) is not None]
    found = [report for view in views for report in reports(view)]
    found = carrying.with_carried(doc, views, quotes, _outermost(_unique(found)))
    found.sort(key=lambda one: (one.start, -one.end, one.at))
    ids = speaking.speaker_ids(doc, found)
    return _rows(doc, found, ids)


def _view(doc: Doc, line: Line, quotes: Sequence[Quote]) -> View | None:
    data = reporting(line.language)
    if data is None or len(line.sentence.text) > _TOO_LONG or not line.tokens:
        return None
    near = [one for one in quotes if one.opened < line.sentence.end_char and line.sentence.start_char < one.closed]
    return View(line, doc.text, data, near, find_cues(line, data))


def _unique(found: Sequence[Report]) -> list[Report]:
    """One report a content: the one with a named speaker, then the one whose cue is nearest."""
    kept: list[Report] = []
    for report in sorted(found, key=lambda one: (one.speaker is None, -one.confidence, _distance(one))):
        if not any(_same(report, other) for other in kept):
            kept.append(report)
    return kept


def _outermost(found: Sequence[Report]) -> list[Report]:
    """Without the thoughts and wishes told of inside what somebody says: they are part of it."""
    return [one for one in found if not one.weak or not any(_holds(other, one) for other in found)]


def _holds(outer: Report, inner: Report) -> bool:
    return (
        outer is not inner and outer.start <= inner.at < outer.end and outer.end - outer.start > inner.end - inner.start
    )


def _distance(report: Report) -> int:
    return min(abs(report.at - report.start), abs(report.at - report.end))


def _same(a: Report, b: Report) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    union = max(a.end, b.end) - min(a.start, b.start)
    return shared > 0.9 * union


def _rows(doc: Doc, found: Sequence[Report], ids: Sequence[str]) -> list[Statement]:
    names = [row_id(doc.article.article_id, one.start, one.end, one.kind, one.cue, str(one.at)) for one in found]
    rows: list[Statement] = []
    for k, report in enumerate(found):
        text = doc.text[report.start : report.end]
        speaker = doc.text[slice(*report.speaker)] if report.speaker else None
        rows.append(
            Statement(
                statement_id=names[k],
                article_id=doc.article.article_id,
                n=_line_of(doc, report),
                start_char=report.start,
                end_char=report.end,
                text=text,
                kind=report.kind,
                speaker_id=ids[k],
                speaker_text=speaker,
                cue=report.cue,
                stance_of_cue=report.stance,
                about=_about(doc, report, ids[k]),
                within=_within(found, names, k),
                confidence=report.confidence,
            )
        )
        doc.notes.append(Note(names[k], report.why))
    return rows


def _line_of(doc: Doc, report: Report) -> int:
    lines = [one for one in doc.lines if one.sentence.start_char <= report.start < one.sentence.end_char]
    return lines[0].n if lines else report.line.n


def _about(doc: Doc, report: Report, speaker: str) -> tuple[str, ...]:
    held = (one.actor_id for one in doc.mentions_in(report.start, report.end))
    return tuple(dict.fromkeys(one for one in held if one not in (speaker, "unknown")))


def _within(found: Sequence[Report], names: Sequence[str], k: int) -> str | None:
    """The smallest content that holds this one with its cue."""
    one = found[k]
    around = [
        j
        for j, other in enumerate(found)
        if j != k
        and other.start <= min(one.start, one.at)
        and max(one.end, one.at) <= other.end
        and (other.end - other.start) > (one.end - one.start)
    ]
    return names[min(around, key=lambda j: found[j].end - found[j].start)] if around else None
