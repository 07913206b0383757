"""From acts to rows of the table `events`."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from itertools import combinations, product

from armillary.lexicon import actors, plover
from armillary.read.document import Doc, Line, Note, row_id
from armillary.read.events.acts import Act
from armillary.read.events.dates import When, dates
from armillary.read.events.frames import Frames, plain
from armillary.read.events.phrases import Phrase
from armillary.schema import DateFrom, Event, EventStatus, Precision, Statement

UNKNOWN = "unknown"
_TIME_ZONES = dt.timedelta(days=1)
"""What has happened lies before the article that tells of it, but for the hour."""
_CONFIDENT = 7.0
_STATES_OF = {"place"}
_NO_ACTORS = {"place", "event", "initiative"}


def events_of(doc: Doc, line: Line, act: Act, frames: Frames, mutual: bool) -> Iterator[Event]:
    """The rows of one act: one for each pair of source and target."""
    pairs = list(_pairs(act, mutual))
    group = _group(doc, line, act) if len(pairs) > 1 else None
    for source, target in pairs:
        if source and target and source != target and state_for(source, doc) == target and _is_word(act):
            continue
        row = _row(doc, line, act, frames, source, target, group, mutual)
        doc.notes.append(Note(row.event_id, _explained(act, source, target)))
        yield row


def _is_word(act: Act) -> bool:
    """Whether an act is said, not done: nobody says so to the state for which he speaks."""
    return act.trigger.frame.concept.embeds is not None or act.type in ("AGREE", "REJECT", "REQUEST", "THREATEN")


def _explained(act: Act, source: str | None, target: str | None) -> str:
    turned = f", {act.why}" if act.why else ""
    return f"frame `{act.trigger.frame.name}`: source {source}, target {target}{turned}"


def is_actor(actor: str) -> bool:
    """Whether an id can act: states, persons, organisations, groups; not places and occasions."""
    return ":" not in actor or actor.split(":")[0] not in _NO_ACTORS


def standing_for(actor: str) -> str | None:
    """Who a place in a part stands for: its state; None where nobody is known."""
    if is_actor(actor):
        return actor
    known = actors.known().get(actor)
    return known.country if known and actor.split(":")[0] in _STATES_OF else None


def _ids(phrases: Sequence[Phrase]) -> list[str]:
    found = [standing_for(one.actor) for one in phrases]
    return list(dict.fromkeys(one for one in found if one))


def _pairs(act: Act, mutual: bool) -> Iterator[tuple[str | None, str | None]]:
    sources, targets = _ids(act.roles.sources), _ids(act.roles.targets)
    if mutual:
        found = product(sources, targets) if targets else combinations(sources, 2)
        yield from sorted({(min(a, b), max(a, b)) for a, b in found if a != b})
        return
    starts: list[str | None] = [*sources] or [UNKNOWN]
    goals: list[str | None] = [*targets] or [None]
    pairs = [(a, b) for a, b in product(starts, goals) if a != b]
    own = [(a, None) for a in starts if act.trigger.frame.concept.alone]
    yield from pairs or own


def _group(doc: Doc, line: Line, act: Act) -> str:
    first, last = act.span
    key = f"{doc.article.article_id}\x1f{line.tokens[first].start}\x1f{line.tokens[last].end}\x1f{act.type}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _row(
    doc: Doc,
    line: Line,
    act: Act,
    frames: Frames,
    source: str | None,
    target: str | None,
    group: str | None,
    mutual: bool,
) -> Event:
    start, end = _span(line, act)
    cue = _cue(doc, line, act)
    speech = _statement(doc, line.tokens[act.trigger.head].start, line.tokens[act.trigger.head].end)
    when, precision, origin, until = _when(doc, line, act)
    status = _status(act.status, speech, source, target, doc)
    return Event(
        event_id=row_id(doc.article.article_id, start, end, cue, act.type, *_places(act, source, target)),
        article_id=doc.article.article_id,
        n=line.n,
        start_char=start,
        end_char=end,
        text=doc.text[start:end],
        source_id=source,
        event_type=act.type,
        mode=act.mode,
        target_id=target,
        date=when,
        date_precision=precision,
        date_from=origin,
        date_end=until,
        status=status,
        reported_by=speech.speaker_id if speech else None,
        contexts=_contexts(line, act, frames),
        place_id=_place(line, act),
        intensity=plover.intensity(act.type, act.mode),
        group_id=group,
        mutual=mutual,
        cue=cue,
        confidence=_confidence(act),
    )


def _places(act: Act, source: str | None, target: str | None) -> list[str]:
    """Where the two stand: tells pairs of one act apart without naming actors."""
    firsts = []
    for wanted, phrases in ((source, act.roles.sources), (target, act.roles.targets)):
        found = [
            one.first for one in (*phrases, *act.roles.sources, *act.roles.targets) if standing_for(one.actor) == wanted
        ]
        firsts.append(str(found[0]) if found else "")
    return firsts


def _span(line: Line, act: Act) -> tuple[int, int]:
    first, last = act.span
    taking = [*act.roles.sources, *act.roles.targets]
    begin = min([first, *(one.first for one in taking)])
    end = max([last, *(one.last for one in taking)])
    return line.tokens[begin].start, line.tokens[end].end


def _cue(doc: Doc, line: Line, act: Act) -> str:
    first, last = act.span
    return doc.text[line.tokens[first].start : line.tokens[last].end]


def _statement(doc: Doc, start: int, end: int) -> Statement | None:
    """The innermost statement that holds a span."""
    holding = [one for one in doc.statements if one.start_char <= start and end <= one.end_char]
    return min(holding, key=lambda one: (one.end_char - one.start_char, one.start_char), default=None)


def _status(
    status: EventStatus, speech: Statement | None, source: str | None, target: str | None, doc: Doc
) -> EventStatus:
    """What an involved party says of itself or the other side is claimed, unless the cue confirms it."""
    if speech is None or status != "happened" or speech.stance_of_cue == "confirms":
        return status
    if speech.stance_of_cue == "denies":
        return "denied"
    speaker = speech.speaker_id
    sides = {side for one in (source, target) if one for side in (one, state_for(one, doc))}
    return "claimed" if speaker in sides or state_for(speaker, doc) in sides else status


def state_for(actor: str, doc: Doc) -> str:
    """The state an actor speaks for on the day, else itself."""
    newcomer = doc.newcomers.get(actor)
    if newcomer is not None:
        return newcomer.country or actor
    return actors.acts_for(actor, doc.article.published) or actor


def _contexts(line: Line, act: Act, frames: Frames) -> tuple[str, ...]:
    words = {plain(token.lemma) for token in line.tokens} | {plain(token.text) for token in line.tokens}
    text, spaced = plain(line.sentence.text), frames.grammar.order != "zh"
    found = {
        name
        for name, cues in frames.contexts.items()
        if cues & words or any((" " in cue or not spaced) and cue in text for cue in cues)
    }
    own = {one.frame.concept.context for one in (act.trigger, act.content) if one is not None}
    return tuple(sorted(found | {name for name in own if name}))


def _place(line: Line, act: Act) -> str | None:
    """A place named in the sentence that takes no part itself."""
    first, last = act.span
    taken = {one.first for one in (*act.roles.sources, *act.roles.targets)}
    best: tuple[int, str] | None = None
    for mention in line.mentions:
        if not mention.actor_id.startswith("place:"):
            continue
        inside = line.within(mention.start_char, mention.end_char)
        if not inside or inside[0] in taken:
            continue
        gap = min(abs(inside[0] - first), abs(inside[0] - last))
        if gap <= 12 and (best is None or gap < best[0]):
            best = (gap, mention.actor_id)
    return best[1] if best else None


def _when(doc: Doc, line: Line, act: Act) -> tuple[dt.date | None, Precision, DateFrom, dt.date | None]:
    article = doc.article
    published = article.published if article.published_precision in ("day", "minute") else None
    found = dates(line.sentence.text, line.language, published)
    if published is not None and act.status in ("happened", "denied", "claimed"):
        found = [one for one in found if one.date is None or one.date <= published + _TIME_ZONES]
    chosen = _nearest_date(line, act, found)
    if chosen is not None:
        return chosen.date, chosen.precision, chosen.origin, chosen.until
    recent = act.status == "happened" and line is doc.lines[0] and act.trigger.verb in _main_verbs(line, act)
    if published is not None and recent:
        return published, "week", "published", None
    return None, "none", "none", None


def _main_verbs(line: Line, act: Act) -> set[int]:
    """The predicate, unless it is a noun without a verb of its own: only main tenses go back to publication."""
    return set() if act.trigger.frame.nominal and act.trigger.verb == act.trigger.head else {act.trigger.verb}


def _nearest_date(line: Line, act: Act, found: list[When]) -> When | None:
    at = line.tokens[act.trigger.head].start - line.sentence.start_char
    text = line.sentence.text

    def gap(one: When) -> tuple[int, int]:
        between = text[min(at, one.end) : max(at, one.start)]
        return abs(one.start - at) + 40 * sum(between.count(mark) for mark in ";:.…"), one.start

    return min(found, key=gap, default=None)


def _confidence(act: Act) -> float:
    base = 0.5 + min(act.roles.fit, _CONFIDENT) / _CONFIDENT * 0.35 + 0.03 * min(act.trigger.weight, 2)
    return round(min(0.95, max(0.2, base - (0.1 if act.trigger.frame.nominal else 0.0))), 2)
