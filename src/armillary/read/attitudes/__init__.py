"""Attitudes: who stands how to whom, as an article's words say, with sign and holder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from armillary.lexicon import actors
from armillary.read.attitudes.evidence import Evidence
from armillary.read.attitudes.framed import acted, framed, from_events, playing
from armillary.read.attitudes.grounds import Ground, grounds
from armillary.read.attitudes.hinted import near, related, spoken
from armillary.read.attitudes.labels import labelled
from armillary.read.attitudes.weighing import kept
from armillary.read.document import Doc, Note, row_id
from armillary.read.stretches import said_at
from armillary.schema import Attitude

__all__ = ["find_attitudes"]

_OPENING = 16


def find_attitudes(doc: Doc) -> list[Attitude]:
    """The attitudes of an article, one row for each pair and sentence.

    Needs the mentions, statements and events of the article. A pair of which nothing is said outright is kept where
    the whole article speaks of it often enough (see `weighing`).
    """
    found = kept(_between_sides(doc, list(_all(doc, list(grounds(doc))))))
    rows = {row.attitude_id: row for row in (_row(doc, one, sure) for one, sure in found)}
    return sorted(rows.values(), key=lambda row: (row.n, row.start_char, row.end_char, row.attitude_id))


def _between_sides(doc: Doc, found: Sequence[Evidence]) -> list[Evidence]:
    """The evidence between actors of different sides: a leader and his state are one."""
    side: dict[str, str] = {}

    def side_of(actor: str) -> str:
        if actor not in side:
            side[actor] = _side(doc, actor) or actor
        return side[actor]

    return [
        one
        for one in found
        if one.to_id not in (side_of(one.from_id), one.from_id) and one.from_id != side_of(one.to_id)
    ]


def _side(doc: Doc, actor: str) -> str | None:
    known, new = actors.known().get(actor), doc.newcomers.get(actor)
    if known is not None or actor.startswith("role:"):
        return actors.acts_for(actor, doc.article.published)
    return new.acts_for if new is not None else None


def _all(doc: Doc, lines: Sequence[Ground]) -> Iterator[Evidence]:
    yield from (one for one in from_events(doc) if _together(doc, one))
    for ground in lines:
        yield from labelled(ground)
        yield from spoken(ground)
        if len({actor for _, _, actor, _ in ground.sites}) > 1:
            found = (*framed(ground), *playing(ground), *acted(ground))
            yield from (one for one in found if _together(doc, one))
            yield from related(ground)
            yield from near(ground)


def _together(doc: Doc, one: Evidence) -> bool:
    """Whether both actors stand in the statement that the words stand in; its speaker may stand outside."""
    said = said_at(doc, one.cue_start, one.cue_end)
    inside = said is None or said.start_char <= one.start < one.end <= said.end_char
    opens = said is not None and said.kind != "indirect" and one.cue_start - said.start_char <= _OPENING
    return inside or (opens and said is not None and said.speaker_id == one.from_id)


def _row(doc: Doc, one: Evidence, sure: float) -> Attitude:
    said = said_at(doc, one.cue_start, one.cue_end)
    cue = doc.text[one.cue_start : one.cue_end]
    row = Attitude(
        attitude_id=row_id(doc.article.article_id, one.start, one.end, cue, f"{one.sign:+.1f}", *_places(doc, one)),
        article_id=doc.article.article_id,
        n=one.line.n,
        start_char=one.start,
        end_char=one.end,
        text=doc.text[one.start : one.end],
        from_id=one.from_id,
        to_id=one.to_id,
        sign=round(max(-1.0, min(1.0, one.sign)), 2),
        held_by=said.speaker_id if said and said.speaker_id != "unknown" else None,
        cue=cue,
        confidence=round(sure, 2),
    )
    doc.notes.append(Note(row.attitude_id, f"{one.why}: {one.from_id} towards {one.to_id}"))
    return row


def _places(doc: Doc, one: Evidence) -> Iterator[str]:
    """Where the two stand in the sentence: tells pairs with the same words apart without naming actors."""
    for actor in (one.from_id, one.to_id):
        yield str(next((m.start_char for m in one.line.mentions if m.actor_id == actor), -1))
