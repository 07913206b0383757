"""Who is meant where a sentence leans on the one before: `rejected the request`, `the two countries signed`.

Both are told from the events read so far: whose request or charge the other side has just heard, and which two have
just dealt with each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from armillary.read.document import Doc, Line
from armillary.read.events.acts import Act
from armillary.read.events.frames import Frames, Grammar, plain
from armillary.read.events.phrases import Phrase, Site
from armillary.read.events.rows import is_actor, state_for
from armillary.schema import Event

_REACH = 3
"""Tokens between an act and the noun that it answers."""
_BACK = 2
"""Sentences that an answer looks back."""
_ANSWERS = frozenset({"REJECT", "ACCUSE"})
_NOUNS = {
    "asked": frozenset({"REQUEST", "AGREE"}),
    "charged": frozenset({"ACCUSE"}),
    "done": frozenset({"THREATEN", "REJECT", "COERCE", "SANCTION", "MOBILIZE"}),
}
"""Words of the grammar that name what is answered, and the types of act that they stand for."""


def answered(doc: Doc, line: Line, act: Act, known: Frames, earlier: Sequence[Event]) -> Act:
    """An act without a target, with whom it answers: who has just demanded, charged or done something."""
    sources = [one for one in act.roles.sources if is_actor(one.actor)]
    if act.type not in _ANSWERS or act.roles.targets or act.roles.passive or len(sources) != 1:
        return act
    asked = _asked(line, act, known.grammar)
    if asked is None:
        return act
    who = _whom(doc, line, sources[0].actor, asked[1], earlier)
    if who is None:
        return act
    phrase = Phrase(who, asked[0], asked[0], asked[0], asked[0])
    why = f"{act.why} answers {who}".strip()
    return replace(act, roles=replace(act.roles, targets=(phrase,), fit=act.roles.fit + 1.0), why=why)


def _asked(line: Line, act: Act, grammar: Grammar) -> tuple[int, frozenset[str]] | None:
    """The noun of what is answered, with the types of act that it may stand for; of a refusal to harm, a demand."""
    head = act.trigger.head
    if act.content is not None:
        return act.span[1], frozenset({"REQUEST"})
    step = -1 if grammar.order == "sov" else 1
    for i in range(head + step, head + step * (_REACH + 1), step):
        if not 0 <= i < len(line.tokens) or line.tokens[i].pos in ("VERB", "PUNCT", "ADP") or line.mentions_at(i):
            return None
        words = plain(line.tokens[i].lemma), plain(line.tokens[i].text)
        types = [found for kind, found in _NOUNS.items() if grammar.has(kind, *words)]
        if types and not _said_whose(line, i):
            return i, types[0]
    return None


def _said_whose(line: Line, i: int) -> bool:
    """Whether the sentence itself says whose request or charge it is."""
    after = range(i + 1, min(i + _REACH, len(line.tokens)))
    return any(line.mentions_at(k) for k in after) or any(line.mentions_at(k) for k in line.subtree(i))


def _whom(doc: Doc, line: Line, source: str, types: frozenset[str], earlier: Sequence[Event]) -> str | None:
    """Who did something of these types to a source last."""
    own = state_for(source, doc)
    for event in reversed(earlier):
        if line.n - event.n > _BACK:
            return None
        hit = event.target_id is not None and event.event_type in types and state_for(event.target_id, doc) == own
        if hit and event.source_id not in (None, "unknown") and state_for(str(event.source_id), doc) != own:
            return event.source_id
    return None


def partners(doc: Doc, line: Line, known: Frames, earlier: Sequence[Event]) -> Iterator[Site]:
    """Both of the two whom a sentence calls `the two countries`, `the sides`, `its leaders`."""
    grammar = known.grammar
    for i, token in enumerate(line.tokens):
        words = plain(token.lemma), plain(token.text)
        first = i - (grammar.order == "zh" and i > 0 and grammar.has("the_two", line.tokens[i - 1].text + token.text))
        alone = first < i or grammar.has("the_two", *words)
        counted = grammar.has("pairs", *words) and _counted(line, i, grammar)
        if not (alone or counted) or line.mentions_at(i) or _said_whose(line, i) or _qualifies(line, i, grammar):
            continue
        for actor in _pair(doc, line, first, earlier):
            yield first, i, actor, False


def _counted(line: Line, i: int, grammar: Grammar) -> bool:
    return any(grammar.has("two", plain(line.tokens[k].text)) for k in range(max(0, i - 2), i))


def _qualifies(line: Line, i: int, grammar: Grammar) -> bool:
    """Whether the two only qualify something: `a pact between the two countries`, 两国企业."""
    if any(token.pos == "ADP" for token in line.tokens[max(0, i - _REACH) : i]):
        return True
    return grammar.order == "zh" and i + 1 < len(line.tokens) and line.tokens[i + 1].pos in ("NOUN", "PROPN")


def _pair(doc: Doc, line: Line, first: int, earlier: Sequence[Event]) -> tuple[str, ...]:
    """The two states that the sentence has named so far; where it names none, the last that dealt with each other."""
    at = line.tokens[first].start
    named = {state_for(one.actor_id, doc) for one in line.mentions if one.end_char <= at}
    states = sorted(one for one in named if ":" not in one and one != "unknown")
    if states:
        return tuple(states) if len(states) == 2 else ()
    for event in reversed(earlier):
        if line.n - event.n > _BACK + 1:
            break
        if event.source_id in (None, "unknown") or event.target_id is None:
            continue
        found = tuple(dict.fromkeys(state_for(str(one), doc) for one in (event.source_id, event.target_id)))
        if len(found) == 2 and all(":" not in one or one.startswith("igo:") for one in found):
            return found
    return ()
