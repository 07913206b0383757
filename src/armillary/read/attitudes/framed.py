"""Attitudes that a frame or an event of the line says outright: X supports Y, Y alarms X, X has imposed sanctions on Y."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from armillary.read.attitudes.evidence import Evidence
from armillary.read.attitudes.lexicon import TURNED, Lexicon, sign_of
from armillary.read.document import Doc, Line
from armillary.read.events import sites
from armillary.read.events.acts import choose, scene
from armillary.read.events.phrases import Phrase
from armillary.read.events.roles import Roles, Scene
from armillary.read.events.rows import is_actor
from armillary.read.events.status import negated, outlook
from armillary.read.events.triggers import Trigger, triggers

_NO_SPACES = frozenset({"zh", "ja"})
_LEAST_FIT = 1.5
_UNREAL = 0.6
_EVENTS = {
    "AGREE": 0.4,
    "SUPPORT": 0.7,
    "CONCEDE": 0.3,
    "COOPERATE": 0.5,
    "AID": 0.7,
    "ACCUSE": -0.7,
    "REJECT": -0.4,
    "THREATEN": -0.7,
    "PROTEST": -0.7,
    "SANCTION": -0.7,
    "MOBILIZE": -0.5,
    "COERCE": -0.7,
    "ASSAULT": -1.0,
}
"""What an act says of the one who does it; talks and demands say nothing."""


def framed(line: Line, words: Lexicon) -> Iterator[Evidence]:
    """What the frames of attitude find in a line."""
    place = scene(line.tokens, sites(line), words.frames)
    for trigger, parts in choose(place, triggers(line.tokens, words.frames, line.language not in _NO_SPACES)):
        sign = _sign(place, trigger)
        if parts.fit >= _LEAST_FIT and sign:
            yield from _pairs(line, trigger, parts, sign)


def _sign(place: Scene, trigger: Trigger) -> float:
    """Sign and strength; a lack of goodwill is ill will, a lack of ill will is nothing."""
    sign = sign_of(trigger.frame.concept)
    if negated(place, trigger.verb) or (trigger.verb != trigger.head and negated(place, trigger.head)):
        sign = min(0.0, -0.7 * sign)
    return sign if outlook(place, trigger.verb) == "real" else _UNREAL * sign


def _pairs(line: Line, trigger: Trigger, parts: Roles, sign: float) -> Iterator[Evidence]:
    feels, about = parts.sources, parts.targets
    if trigger.frame.concept.name.startswith(TURNED):
        feels, about = about, feels
    first, last = trigger.span
    for a, b in product(feels, about):
        if a.actor != b.actor and is_actor(a.actor) and is_actor(b.actor):
            start, end = _reach(line, (first, last), (a, b))
            head = line.tokens[trigger.head]
            why = f"frame `{trigger.frame.name}`"
            yield Evidence("frame", line, a.actor, b.actor, sign, start, end, head.start, head.end, why=why)


def _reach(line: Line, span: tuple[int, int], parts: tuple[Phrase, Phrase]) -> tuple[int, int]:
    """From the first to the last of the words and the two names."""
    first = min(span[0], *(one.first for one in parts))
    last = max(span[1], *(one.last for one in parts))
    return line.tokens[first].start, line.tokens[last].end


def from_events(doc: Doc) -> Iterator[Evidence]:
    """What the events already read say of those who act."""
    for event in doc.events:
        sign, line = _EVENTS.get(event.event_type, 0.0), doc.line(event.n)
        source, target = event.source_id, event.target_id
        if not sign or line is None or event.status == "denied" or source is None or target in (None, source):
            continue
        assert target is not None
        at = doc.text.find(event.cue, event.start_char, event.end_char)
        cue = (at, at + len(event.cue)) if at >= 0 else (event.start_char, event.end_char)
        why, span = f"event {event.event_type}", (event.start_char, event.end_char)
        yield Evidence("event", line, source, target, sign, *span, *cue, why=why)
        if event.mutual:
            yield Evidence("event", line, target, source, sign, *span, *cue, why=why)
