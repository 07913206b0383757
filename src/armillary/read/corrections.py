"""What the user knows better, put into what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from armillary.read.document import Doc
from armillary.schema import Correction, Event, EventStatus

NO = "no"
"""`now` of what is not so at all."""


def correct_mentions(doc: Doc, corrections: Sequence[Correction]) -> None:
    """Give mentions the actors the user says they have; `no` takes a mention away."""
    wanted = _by_span(corrections, "actor")
    if not wanted:
        return
    for line in doc.lines:
        line.mentions = [
            replace(one, actor_id=wanted[span], cue=f"{one.cue} (corrected)", confidence=1.0) if span in wanted else one
            for one in line.mentions
            if wanted.get(span := (one.start_char, one.end_char)) != NO
        ]
    doc.mentions = [one for line in doc.lines for one in line.mentions]


def correct_statements(doc: Doc, corrections: Sequence[Correction]) -> None:
    """Give statements the speakers the user says they have."""
    wanted = _by_span(corrections, "speaker")
    doc.statements = [
        replace(one, speaker_id=wanted[span], confidence=1.0) if span in wanted else one
        for one in doc.statements
        if wanted.get(span := (one.start_char, one.end_char)) != NO
    ]


def correct_events(doc: Doc, corrections: Sequence[Correction]) -> None:
    """Take events away that did not happen, and give others the form the user says they have."""
    wanted = {(one.start_char, one.end_char, one.was): one.now or NO for one in corrections if one.kind == "event"}
    kept = [(one, wanted.get((one.start_char, one.end_char, triple(one)))) for one in doc.events]
    doc.events = [event if now is None else _recast(event, now) for event, now in kept if now != NO]


def triple(event: Event) -> str:
    """`SOURCE TYPE TARGET`, as corrections name an event; a slot it does not have is `-`."""
    return f"{event.source_id or '-'} {event.event_type} {event.target_id or '-'}"


def _recast(event: Event, now: str) -> Event:
    """An event with another status (`denied`), or with others in it (`RUS COERCE KAZ planned`)."""
    words = now.split()
    statuses: tuple[EventStatus, ...] = get_args(EventStatus)
    status = next((one for one in statuses if one in words), event.status)
    rest = [word for word in words if word not in statuses]
    recast: Event = replace(event, status=status, confidence=1.0)
    if len(rest) < 3:
        return recast
    source, event_type, target = (None if word == "-" else word for word in rest[:3])
    return replace(recast, source_id=source, event_type=event_type or event.event_type, target_id=target)


def _by_span(corrections: Sequence[Correction], kind: str) -> dict[tuple[int | None, int | None], str]:
    return {(one.start_char, one.end_char): one.now or NO for one in corrections if one.kind == kind}
