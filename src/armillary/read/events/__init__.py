"""Events: who did what to whom, in PLOVER 2.0, with its words, its day and whether it happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from armillary.read.document import Doc, Line
from armillary.read.events.acts import Act, acts, scene
from armillary.read.events.answers import answered, partners
from armillary.read.events.frames import Frames, frames, plain
from armillary.read.events.phrases import Site
from armillary.read.events.rows import events_of, is_actor, standing_for
from armillary.read.events.topics import untitled
from armillary.schema import Event

__all__ = ["find_events"]

_NO_SPACES = frozenset({"zh", "ja"})
_MOST_TOKENS = 200
_LEAST_FIT = 1.5
_TOLD_ALONE = frozenset({"agree", "refuse", "threaten"})
"""Acts that with their content are events even if they name no target (`threatened to strike`)."""


def find_events(doc: Doc) -> list[Event]:
    """The events of an article, by sentence and place.

    Needs the mentions and, for who reports and what is only claimed, the statements of the article.
    """
    found: dict[str, Event] = {}
    for line in doc.lines:
        for row in list(_of_line(doc, line, list(found.values()))):
            found.setdefault(row.event_id, row)
    return list(found.values())


def _of_line(doc: Doc, line: Line, earlier: Sequence[Event]) -> Iterator[Event]:
    known = frames(line.language)
    if known is None or len(line.tokens) > _MOST_TOKENS:
        return
    found = [*sites(doc, line), *partners(doc, line, known, earlier)]
    if not found:
        return
    place = scene(line.tokens, found, known)
    for told in acts(place, line.language not in _NO_SPACES, names(line)):
        act = answered(doc, line, told, known, earlier)
        if is_event(act):
            yield from events_of(doc, line, act, known, is_mutual(act, known))


def sites(doc: Doc, line: Line) -> list[Site]:
    """The actors of a line where they stand, the innermost left out where a longer name covers them.

    `I` and `we` inside a statement are its speaker.
    """
    found: list[Site] = []
    covered: set[int] = set()
    for mention in sorted(line.mentions, key=lambda one: (one.start_char - one.end_char, one.start_char)):
        inside = line.within(mention.start_char, mention.end_char)
        if not inside or covered & set(inside) or standing_for(mention.actor_id) is None:
            continue
        covered |= set(inside)
        bare = mention.how in ("name", "metonym", "abbreviation")
        adjective = mention.how == "adjective" or (not bare and line.tokens[inside[-1]].pos == "ADJ")
        found.append((inside[0], inside[-1], mention.actor_id, adjective))
    everybody = sorted([*found, *_first_persons(doc, line, covered)])
    known = frames(line.language)
    return untitled(line, everybody, known.grammar) if known else everybody


def _first_persons(doc: Doc, line: Line, covered: set[int]) -> Iterator[Site]:
    known = frames(line.language)
    if known is None or not doc.statements:
        return
    for i, token in enumerate(line.tokens):
        if i in covered or token.pos != "PRON" or not known.grammar.has("first", plain(token.text)):
            continue
        held = [one for one in doc.statements if one.start_char <= token.start < one.end_char]
        if held and (speaker := min(held, key=lambda one: one.end_char - one.start_char).speaker_id) != "unknown":
            yield i, i, speaker, False


def names(line: Line) -> frozenset[int]:
    """Tokens of names of several words: their words tell of no act (`Shanghai Cooperation Organisation`, `反对派`)."""
    found: set[int] = set()
    unspaced = line.language in _NO_SPACES
    known = frames(line.language)
    if known is not None and "no_acts" in known.grammar.words:
        plain_words = tuple(known.grammar.words["no_acts"])
        found.update(i for i, token in enumerate(line.tokens) if token.text.startswith(plain_words))
    for mention in line.mentions:
        inside = line.within(mention.start_char, mention.end_char)
        if unspaced or (len(inside) > 1 and mention.how in ("name", "abbreviation")):
            found.update(inside)
    return frozenset(found)


def is_event(act: Act) -> bool:
    """Whether enough is known of an act to be a row."""
    sources = [one for one in act.roles.sources if standing_for(one.actor)]
    targets = [one for one in act.roles.targets if standing_for(one.actor)]
    if not any(is_actor(one.actor) for one in (*sources, *targets)) or act.roles.fit < _LEAST_FIT:
        return False
    if targets:
        told = act.roles.agentless and not act.trigger.frame.nominal and act.status != "denied"
        return bool(sources) or told
    if not sources:
        return False
    concept = act.trigger.frame.concept
    if act.content is not None and concept.embeds in _TOLD_ALONE:
        return True
    paired = concept.mutual and len({one.actor for one in sources}) > 1
    return paired or (concept.alone and not act.trigger.frame.nominal)


def is_mutual(act: Act, known: Frames) -> bool:
    """Whether both sides act: `A and B met`, `A held talks with B`."""
    concept = act.trigger.frame.concept
    held = act.content is not None and bool(act.roles.targets)
    return concept.mutual and act.type == concept.type and not act.roles.passive and not held
