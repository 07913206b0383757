"""Attitudes that a frame or an event of the line says outright: X supports Y, Y alarms X, X sanctions Y."""

from __future__ import annotations

from collections.abc import Iterator

from armillary.read.attitudes.evidence import Evidence
from armillary.read.attitudes.grounds import Ground
from armillary.read.attitudes.lexicon import TURNED, sign_of
from armillary.read.attitudes.parties import Parties, parties, turned_by
from armillary.read.document import Doc, Line
from armillary.read.events.acts import choose
from armillary.read.events.phrases import Phrase
from armillary.read.events.roles import Scene
from armillary.read.events.rows import is_actor
from armillary.read.events.triggers import Trigger
from armillary.schema import Event

_UNREAL = frozenset({"hypothetical", "forecast"})
EVENTS = {
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


def framed(ground: Ground) -> Iterator[Evidence]:
    """What the frames of attitude find in a line."""
    line, words = ground.line, ground.words
    fired = ground.fired(words.frames)
    if not fired:
        return
    place = ground.scene(words.frames)
    for trigger, parts in choose(place, fired):
        sign = sign_of(trigger.frame.concept)
        turned = trigger.frame.concept.name.startswith(TURNED)
        if trigger.frame.nominal and abs(sign) == 1.0:
            continue  # the war of X on Y, told in passing, is an event
        for pair in parties(place, trigger, parts):
            yield from _evidence(line, place, trigger, sign, pair.turned() if turned else pair)


def playing(ground: Ground) -> Iterator[Evidence]:
    """What the nouns for friends and foes say: of both, for who is an ally has one."""
    line, words = ground.line, ground.words
    fired = ground.fired(words.roles)
    if not fired:
        return
    place = ground.scene(words.roles)
    for trigger, parts in choose(place, fired):
        for pair in parties(place, trigger, parts):
            for one in (pair, pair.turned()):
                yield from _evidence(line, place, trigger, sign_of(trigger.frame.concept), one)


def acted(ground: Ground) -> Iterator[Evidence]:
    """What acts of the line say whose parts are only likely: those that are certain are events already."""
    line, words = ground.line, ground.words
    fired = ground.fired(words.acts)
    if not any(EVENTS.get(one.frame.concept.type) and not one.frame.nominal for one in fired):
        return
    place = ground.scene(words.acts)
    for trigger, parts in choose(place, fired):
        sign = EVENTS.get(trigger.frame.concept.type, 0.0)
        for pair in parties(place, trigger, parts) if sign and not trigger.frame.nominal else ():
            if pair.kind == "loose":
                yield from _evidence(line, place, trigger, sign, pair)


def _evidence(line: Line, place: Scene, trigger: Trigger, sign: float, pair: Parties) -> Iterator[Evidence]:
    a, b = pair.feels, pair.about
    sign = turned_by(place, trigger, sign, a)
    if a.actor == b.actor or not (is_actor(a.actor) and is_actor(b.actor)) or not sign:
        return
    start, end = _reach(line, trigger.span, (a, b))
    head, why = line.tokens[trigger.head], f"frame `{trigger.frame.name}`"
    yield Evidence(pair.kind, line, a.actor, b.actor, sign, start, end, head.start, head.end, why=why)


def _reach(line: Line, span: tuple[int, int], parts: tuple[Phrase, Phrase]) -> tuple[int, int]:
    """From the first to the last of the words and the two names."""
    first = min(span[0], *(one.first for one in parts))
    last = max(span[1], *(one.last for one in parts))
    return line.tokens[first].start, line.tokens[last].end


def from_events(doc: Doc) -> Iterator[Evidence]:
    """What the events already read say of those who act."""
    for event in doc.events:
        sign, line = EVENTS.get(event.event_type, 0.0), doc.line(event.n)
        at = doc.text.find(event.cue, event.start_char, event.end_char)
        cue = (at, at + len(event.cue)) if at >= 0 else (event.start_char, event.end_char)
        if sign and line is not None and not _says_nothing(event, line, sign, cue):
            yield from _of_event(event, line, sign, cue)


def _says_nothing(event: Event, line: Line, sign: float, cue: tuple[int, int]) -> bool:
    """Whether an event tells no attitude: denied, among many, by a noun in passing, or an actor stands for a place."""
    unreal = event.status == "denied" or (sign > 0 and event.status in _UNREAL)
    named = {one.actor_id for one in line.mentions} | {event.reported_by}
    inside = line.within(*cue)
    passing = event.event_type == "ASSAULT" and bool(inside) and line.tokens[inside[0]].pos == "NOUN"
    return (
        unreal
        or passing
        or (event.mutual and event.group_id is not None)
        or event.source_id not in named
        or (event.target_id not in named)
    )


def _of_event(event: Event, line: Line, sign: float, cue: tuple[int, int]) -> Iterator[Evidence]:
    a, b = event.source_id, event.target_id
    if a is None or b is None or "unknown" in (a, b) or a == b:
        return
    ways = [(a, b), (b, a)] if event.mutual else [(a, b)]
    if event.mutual and event.reported_by in (a, b):
        ways = [way for way in ways if way[0] == event.reported_by]
    for x, y in ways:
        why = f"event {event.event_type}"
        yield Evidence("event", line, x, y, sign, event.start_char, event.end_char, *cue, why=why)
