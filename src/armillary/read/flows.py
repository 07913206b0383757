"""Flows: people, energy, goods, money, arms and data that move: whence, whither, by which way, and with what change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import cast

from armillary.lexicon import load
from armillary.read.document import Doc, Line, Note, row_id
from armillary.read.events import sites
from armillary.read.events.frames import frames, plain
from armillary.read.events.phrases import Phrase
from armillary.read.events.status import negated
from armillary.read.levers import chosen, side
from armillary.read.levers_frames import PartFrames, Words, firings, part_frames, vocabulary
from armillary.read.levers_parts import Filled, fill, folk, stage
from armillary.schema import Flow, FlowChange

_NO_SPACES = frozenset({"zh", "ja"})
_MOST_TOKENS = 160
_LEAST_FIT = 2.2
_FOLK = "<folk>"
"""Stands among the words of `people` for the name of any nation's people."""
_NO_ENDS = frozenset({"person", "group", "org", "event", "role", "initiative"})
_ENDS = ("from", "to", "via")


@dataclass(frozen=True, slots=True)
class Flows:
    """How one language speaks of flows; see `languages/en/flows.toml`."""

    frames: PartFrames
    things: Mapping[str, str]
    """Word of what moves to its class."""
    changes: Mapping[str, str]
    """Word that says how a flow changes to the change."""
    weak: Words
    """Words that say that something moves, not what."""


@cache
def flows(language: str) -> Flows | None:
    """The wordings of a language; None where it has none."""
    data = load(language, "flows")
    if not data:
        return None
    things = {plain(word): name for name, words in data["things"].items() for word in words}
    lists: dict[str, Words] = {name: frozenset(map(plain, words)) for name, words in data["things"].items()}
    lists |= {name: frozenset(map(plain, words)) for name, words in data.get("lists", {}).items()}
    lists["people"] |= {_FOLK}
    lists["any"] = frozenset(word for word, name in things.items() if name != "people")
    changes = {plain(word): name for name, words in data["changes"].items() for word in words}
    lists["change"] = frozenset(changes)
    return Flows(part_frames(data, lists), things, changes, frozenset(map(plain, data.get("weak", ()))))


def find_flows(doc: Doc) -> list[Flow]:
    """The flows of an article, in order; at least one end must be named."""
    found: dict[str, Flow] = {}
    for line in doc.lines:
        for row in _of_line(doc, line):
            found.setdefault(row.flow_id, row)
    return list(found.values())


def _of_line(doc: Doc, line: Line) -> Iterator[Flow]:
    known, grammar = flows(line.language), frames(line.language)
    if known is None or grammar is None or not line.mentions or len(line.tokens) > _MOST_TOKENS:
        return
    spaced = line.language not in _NO_SPACES
    words = vocabulary(line.tokens, spaced, known.frames.longest)
    words[_FOLK] = sorted(folk(line))
    fired = firings(line.tokens, words, known.frames, spaced)
    if not fired:
        return
    place = stage(line, sites(doc, line), grammar)
    filled = [one for firing in fired if (one := fill(place, firing)) is not None and one.parts]
    found: list[Flow] = []
    for one in chosen(filled, _LEAST_FIT):
        if not negated(place, one.firing.head):
            found += _rows(doc, line, one, known)
    yield from (one for one in found if not any(_outdone(one, other) for other in found))


def _outdone(one: Flow, other: Flow) -> bool:
    """Whether another row of the sentence tells the same flow with more ends."""
    if one is other or one.what != other.what:
        return False
    ends = [(getattr(one, f"{name}_id"), getattr(other, f"{name}_id")) for name in _ENDS]
    if any(mine is not None and mine != theirs for mine, theirs in ends):
        return False
    more = sum(theirs is not None for _, theirs in ends) - sum(mine is not None for mine, _ in ends)
    changed = (other.change is not None) - (one.change is not None)
    return (more, changed) > (0, 0) or ((more, changed) == (0, 0) and other.start_char < one.start_char)


def _rows(doc: Doc, line: Line, filled: Filled, known: Flows) -> Iterator[Flow]:
    what = filled.firing.frame.kind or _what(filled, line, known)
    if not what:
        return
    ends = [_ids(doc, filled.parts.get(name, ())) for name in _ENDS]
    for whence, whither, via in product(*(found or [None] for found in ends)):
        if (whence or whither) and whence != whither:
            yield _row(doc, line, filled, what, (whence, whither, via), _change(filled, line, known))


def _ids(doc: Doc, phrases: Sequence[Phrase]) -> list[str | None]:
    """Where or with whom a flow begins or ends: places as they are, people and organs as their states."""
    found = [one.actor if one.actor.startswith("place:") else side(doc, one.actor) for one in phrases]
    return list(dict.fromkeys(one for one in found if one and one.split(":")[0] not in _NO_ENDS))


def _what(filled: Filled, line: Line, known: Flows) -> str | None:
    """What moves; `exports` says less than what is exported."""
    places = [*filled.firing.others, filled.firing.head]
    beside = [j for i in places for j in (i + 1, i + 2, i - 1, i + 3) if 0 <= j < len(line.tokens)]
    named = [(i, found) for i in (*places, *beside) if (found := _thing(line, i, known)) is not None]
    strong = [found for i, found in named if not _is_weak(line, i, known)]
    return next(iter(strong or [found for _, found in named]), None)


def _thing(line: Line, i: int, known: Flows) -> str | None:
    token = line.tokens[i]
    if i in folk(line):
        return "people"
    found = known.things.get(plain(token.lemma)) or known.things.get(plain(token.text))
    if found or line.language not in _NO_SPACES:
        return found
    text = "".join(token.text for token in line.tokens[i : i + 4])
    return next((known.things[text[:k]] for k in range(len(text), 0, -1) if text[:k] in known.things), None)


def _is_weak(line: Line, i: int, known: Flows) -> bool:
    token = line.tokens[i]
    if line.language in _NO_SPACES:
        return any(token.text.startswith(word) for word in known.weak)
    return plain(token.lemma) in known.weak or plain(token.text) in known.weak


def _change(filled: Filled, line: Line, known: Flows) -> FlowChange | None:
    label = filled.firing.frame.label
    if label != "moves":
        return cast(FlowChange, label)
    for i in filled.firing.others:
        found = known.changes.get(plain(line.tokens[i].lemma)) or known.changes.get(plain(line.tokens[i].text))
        if found:
            return cast(FlowChange, found)
    return None


def _row(
    doc: Doc,
    line: Line,
    filled: Filled,
    what: str,
    ends: tuple[str | None, str | None, str | None],
    change: FlowChange | None,
) -> Flow:
    phrases = [one for found in filled.parts.values() for one in found]
    first = min(*filled.firing.places, *(one.first for one in phrases), len(line.tokens))
    last = max(*filled.firing.places, *(one.last for one in phrases), 0)
    start, end = line.tokens[first].start, line.tokens[last].end
    cue = doc.text[line.tokens[min(filled.firing.places)].start : line.tokens[max(filled.firing.places)].end]
    order = [str(one.first) for one in phrases]
    key = row_id(doc.article.article_id, start, end, cue, what, change, *order, *_slots(doc, filled, ends))
    shown = ", ".join(f"{name} {actor}" for name, actor in zip(_ENDS, ends, strict=True) if actor)
    doc.notes.append(Note(key, f"frame `{filled.firing.frame.wording}`: {what}, {shown}"))
    return Flow(
        flow_id=key,
        article_id=doc.article.article_id,
        n=line.n,
        start_char=start,
        end_char=end,
        text=doc.text[start:end],
        what=what,
        from_id=ends[0],
        to_id=ends[1],
        via_id=ends[2],
        change=change,
        cue=cue,
        confidence=round(min(0.9, 0.45 + 0.06 * filled.fit), 2),
    )


def _slots(doc: Doc, filled: Filled, ends: Sequence[str | None]) -> list[str]:
    """Which of several joined phrases stand at the ends, without naming actors."""
    found: list[str] = []
    for name, actor in zip(_ENDS, ends, strict=True):
        phrases = filled.parts.get(name, ())
        found.append(next((str(one.first) for one in phrases if actor in _ids(doc, [one])), ""))
    return found
