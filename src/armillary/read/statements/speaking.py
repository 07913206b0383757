"""Who the speaker is: the actor that the words in the speaker's place stand for."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.read.document import Doc
from armillary.read.statements.dropped import Subject, carried, spoke
from armillary.read.statements.report import Report
from armillary.schema import Mention

UNKNOWN = "unknown"
_OFFICE = 40
"""Characters an office may go on behind its head (`minister of foreign affairs`)."""
_TITLE = 2
"""Characters of a title after a name (先生)."""


def speaker_ids(doc: Doc, found: Sequence[Report]) -> list[str]:
    """The actor of each report, `unknown` where the text leaves it open or the words name none."""
    by_cue = sorted(range(len(found)), key=lambda k: (found[k].at, found[k].carried))
    ids = [UNKNOWN] * len(found)
    spoken: list[Subject] = []
    for k in by_cue:
        report = found[k]
        ids[k] = _named(doc, report)
        if report.speaker is None and not report.left_open:
            ids[k] = carried(doc, report, found, spoken) or UNKNOWN
        elif ids[k] != UNKNOWN:
            spoken.append(spoke(doc, report, ids[k]))
    return ids


def _named(doc: Doc, report: Report) -> str:
    if report.speaker is None:
        return UNKNOWN
    start, end = report.speaker
    inside = [one for one in doc.mentions if one.start_char < end and start < one.end_char and _fits(one, report)]
    best = max(inside, key=lambda one: _rank(one, report), default=None)
    covers = best is not None and report.head is not None and best.start_char <= report.head < best.end_char
    if best is None or not covers or best.how == "adjective" or best.actor_id.startswith("role:"):
        best = _apposed(doc, end) or best
    return UNKNOWN if best is None else best.actor_id


def _apposed(doc: Doc, end: int) -> Mention | None:
    """The person whose name follows an office between commas (`the minister of trade, Ann Roe, said`)."""
    comma = doc.text.find(", ", end, end + _OFFICE)
    if comma < 0 or any(letter in '«»“”".;:' for letter in doc.text[end:comma]):
        return None
    persons = (one for one in doc.mentions if one.start_char == comma + 2 and one.actor_id.startswith("person:"))
    return next((one for one in persons if doc.text[one.end_char : one.end_char + 1] in (",", ".", "")), None)


def _fits(one: Mention, report: Report) -> bool:
    """In scripts without blanks a syllable inside a longer name is no mention of the speaker."""
    if not report.unspaced or report.speaker is None or one.actor_id.startswith("person:"):
        return True
    return report.speaker[1] - one.end_char <= _TITLE and (
        one.end_char - one.start_char > 1 or one.end_char == report.speaker[1]
    )


def _rank(one: Mention, report: Report) -> tuple[int, int, int]:
    """A person's name first, then what covers the head, then the longest; a mere adjective last."""
    person = one.actor_id.startswith("person:")
    covers = report.head is not None and one.start_char <= report.head < one.end_char
    return (
        (2 if person else 0) + covers - (3 if one.how == "adjective" else 0),
        one.end_char - one.start_char,
        -one.start_char,
    )
