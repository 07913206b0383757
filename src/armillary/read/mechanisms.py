"""Mechanisms: what the text says drives what, and whether more of the one makes more or less of the other.

`languages/<code>/causes.toml` has lists `more` and `less` in the tables `forward` (the cause stands before, the effect
after: `X leads to Y`), `actors` (the same where an actor follows at once: `made Russia …`), `backward` (the effect
before: `Y because of X`; after, where the word opens its sentence), `behind` (the same, but it never opens one) and
`fronted` (only there). `falling` are words of decline that turn the sign of an effect told as a clause (`because of X,
Y is falling`); `topics`, words of international life, one of which must stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from armillary.lexicon import load
from armillary.read.document import Doc, Line, Note, row_id
from armillary.read.stretches import Stretch, after, before, bounds, is_border, said_at, words
from armillary.read.wording import Hit, Wording
from armillary.schema import Mechanism

_MOST_TOKENS = 200
_MOST = 30


@dataclass(frozen=True, slots=True)
class Cause:
    """How a word of cause stands between cause and effect."""

    order: str
    sign: int


@dataclass(frozen=True, slots=True)
class Causes:
    """The words of cause of one language."""

    words: Wording[Cause]
    topics: Wording[None]
    falling: Wording[None]


@cache
def causes(language: str) -> Causes | None:
    """The words of cause of a language; None where it has none."""
    data: Mapping[str, Any] = load(language, "causes")
    if not data:
        return None
    phrases = {
        phrase: Cause(order, sign)
        for order in ("fronted", "actors", "forward", "behind", "backward")
        for key, sign in (("more", 1), ("less", -1))
        for phrase in data.get(order, {}).get(key, ())
    }
    topics, falling = (dict.fromkeys(data.get(name, {}).get("words", ())) for name in ("topics", "falling"))
    return Causes(Wording(phrases, language), Wording(topics, language), Wording(falling, language))


def find_mechanisms(doc: Doc) -> list[Mechanism]:
    """The mechanisms of an article, by place. Needs its mentions and statements."""
    found: dict[str, Mechanism] = {}
    for line in doc.lines:
        known = causes(line.language)
        if known is not None and 0 < len(line.tokens) <= _MOST_TOKENS:
            for row in _of_line(doc, line, known):
                found.setdefault(row.mechanism_id, row)
    return list(found.values())


def _of_line(doc: Doc, line: Line, known: Causes) -> Iterator[Mechanism]:
    hits = known.words.find(line)
    topics = known.topics.find(line) if hits else []
    last: tuple[Hit[Cause], Sides] | None = None
    for hit in hits:
        said = said_at(doc, hit.start, hit.end)
        found = _shared(last, hit, _sides(line, hit, *bounds(line, said)))
        if found is None or not all(1 <= side.size <= _MOST for side in found):
            continue
        last = (hit, found)
        if _matters(line, found, topics):
            yield _row(doc, line, hit, found, _sign(line, hit, found, known), said.speaker_id if said else None)


def _shared(last: tuple[Hit[Cause], Sides] | None, hit: Hit[Cause], found: Sides | None) -> Sides | None:
    """`X causes Y and causes Z`: the second has the cause of the first."""
    if last is None or found is None or not last[0].value.order == hit.value.order == "forward":
        return found
    return (last[1][0], found[1]) if found[0].first <= last[0].first <= found[0].last else found


def _sign(line: Line, hit: Hit[Cause], found: Sides, known: Causes) -> int:
    effect = found[1]
    falls = hit.value.order in ("backward", "fronted") and any(
        effect.first <= one.first <= effect.last for one in known.falling.find(line)
    )
    return -hit.value.sign if falls else hit.value.sign


Sides = tuple[Stretch, Stretch]
"""Cause and effect."""


def _sides(line: Line, hit: Hit[Cause], low: int, high: int) -> Sides | None:
    order = hit.value.order
    opens = all(is_border(line, i) or line.tokens[i].pos == "CCONJ" for i in range(low, hit.first))
    if order in ("forward", "actors") and _no_verb(line, hit):
        return None
    if opens or order == "fronted":
        return _fronted(line, hit, high) if opens and order in ("backward", "fronted") else None
    left, right = before(line, hit.first, low), after(line, hit.last, high)
    if left is None or right is None or (order == "actors" and not _begins_with_actor(line, right)):
        return None
    return (right, left) if order in ("backward", "behind") else (left, right)


def _no_verb(line: Line, hit: Hit[Cause]) -> bool:
    """Whether the word is a noun here, or what stands before it is driven and does not drive."""
    token = line.tokens[hit.first]
    passive = any(line.tokens[i].relation == "aux:pass" for i in line.children(hit.first))
    return token.pos == "NOUN" or passive or (token.feats.get("Voice") == "Pass" and "VerbForm" in token.feats)


def _begins_with_actor(line: Line, side: Stretch) -> bool:
    return any(one.start_char == line.tokens[side.first].start for one in line.mentions)


def _fronted(line: Line, hit: Hit[Cause], high: int) -> Sides | None:
    """`Because of X, Y`; without a comma X ends where its phrase does."""
    cause = after(line, hit.last, high)
    if cause is None:
        return None
    verbal = line.tokens[hit.last].pos == "ADP" and any(
        line.tokens[i].pos == "VERB" and line.tokens[i].feats.get("VerbForm", "Fin") == "Fin"
        for i in range(cause.first, cause.last + 1)
    )
    if verbal or cause.last + 2 > high or not is_border(line, cause.last + 1):
        cause = _phrase(line, hit, cause)
    effect = after(line, cause.last, high) if cause is not None else None
    return (cause, effect) if cause is not None and effect is not None else None


def _phrase(line: Line, hit: Hit[Cause], most: Stretch) -> Stretch | None:
    """The noun phrase that opens a stretch, as the parse has it."""
    tree = line.subtree(hit.last) | line.subtree(most.first)
    last = most.first
    while last + 1 < most.last and last + 1 in tree:
        last += 1
    return Stretch(most.first, last) if last > most.first else None


def _matters(line: Line, found: Sides, topics: list[Hit[None]]) -> bool:
    """Whether it speaks of international life, not of the weather."""
    if not all(_has_noun(line, side) for side in found):
        return False
    ids = [_ids(line, side) for side in found]
    there = [any(side.first <= hit.first <= side.last for hit in topics) for side in found]
    both = all(actors or topic for actors, topic in zip(ids, there, strict=True))
    return any(there) and (both or any(ids))


def _has_noun(line: Line, side: Stretch) -> bool:
    return any(line.tokens[i].pos in ("NOUN", "PROPN") for i in range(side.first, side.last + 1))


def _ids(line: Line, side: Stretch) -> tuple[str, ...]:
    start, end = line.tokens[side.first].start, line.tokens[side.last].end
    inside = [one.actor_id for one in line.mentions if start <= one.start_char and one.end_char <= end]
    return tuple(dict.fromkeys(one for one in inside if one != "unknown"))


def _row(doc: Doc, line: Line, hit: Hit[Cause], found: Sides, sign: int, by: str | None) -> Mechanism:
    cause, effect = found
    first, last = min(cause.first, effect.first), max(cause.last, effect.last)
    start = min(line.tokens[first].start, hit.start)
    end = max(line.tokens[last].end, hit.end)
    texts = words(doc, line, cause), words(doc, line, effect)
    row = Mechanism(
        mechanism_id=row_id(doc.article.article_id, start, end, *texts, str(sign)),
        article_id=doc.article.article_id,
        n=line.n,
        start_char=start,
        end_char=end,
        text=doc.text[start:end],
        cause=texts[0],
        effect=texts[1],
        sign=sign,
        cause_ids=_ids(line, cause),
        effect_ids=_ids(line, effect),
        by_id=None if by == "unknown" else by,
        cue=doc.text[hit.start : hit.end],
        confidence=0.6,
    )
    doc.notes.append(Note(row.mechanism_id, f"`{hit.phrase}` ({line.language}/causes.toml: {hit.value.order})"))
    return row
