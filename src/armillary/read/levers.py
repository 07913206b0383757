"""Levers: who holds what over whom, and whether it is held, threatened, used or eased."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import cast

from armillary.lexicon import actors, load
from armillary.read.document import Doc, Line, Note, row_id
from armillary.read.events import sites
from armillary.read.events.acts import scene as scene_of
from armillary.read.events.frames import frames, plain
from armillary.read.events.phrases import Phrase
from armillary.read.events.roles import Scene
from armillary.read.events.rows import standing_for
from armillary.read.events.status import negated, outlook
from armillary.read.levers_frames import PartFrames, Words, firings, part_frames, vocabulary
from armillary.read.levers_parts import Filled, fill
from armillary.schema import Domain, Lever, LeverStatus

_NO_SPACES = frozenset({"zh", "ja"})
_MOST_TOKENS = 160
_WEIGHT = 1.5
_LEAST_FIT = 3.0
_PHRASE = frozenset({"NOUN", "ADJ", "PROPN"})


@dataclass(frozen=True, slots=True)
class Levers:
    """How one language speaks of levers; see `languages/en/levers.toml`."""

    frames: PartFrames
    domains: Mapping[str, str]
    """Word of an instrument to its field."""


@cache
def levers(language: str) -> Levers | None:
    """The wordings of a language; None where it has none."""
    data = load(language, "levers")
    if not data:
        return None
    domains = {plain(word): name for name, words in data["domains"].items() for word in words}
    lists: dict[str, Words] = {name: frozenset(map(plain, words)) for name, words in data["domains"].items()}
    lists |= {name: frozenset(map(plain, words)) for name, words in data.get("lists", {}).items()}
    lists["any"] = frozenset(domains)
    return Levers(part_frames(data, lists), domains)


def find_levers(doc: Doc) -> list[Lever]:
    """The levers of an article, in order. Both sides must be named in the sentence, or be its pronouns."""
    found: dict[str, Lever] = {}
    for line in doc.lines:
        for row in _of_line(doc, line):
            found.setdefault(row.lever_id, row)
    return list(found.values())


def _of_line(doc: Doc, line: Line) -> Iterator[Lever]:
    known, grammar = levers(line.language), frames(line.language)
    if known is None or grammar is None or len(line.mentions) < 2 or len(line.tokens) > _MOST_TOKENS:
        return
    spaced = line.language not in _NO_SPACES
    words = vocabulary(line.tokens, spaced, known.frames.longest)
    fired = firings(line.tokens, words, known.frames, spaced)
    if not fired:
        return
    place = scene_of(line.tokens, sites(line), grammar)
    for filled in chosen([one for firing in fired if (one := fill(place, firing)) is not None]):
        yield from _rows(doc, line, place, filled, known)


def chosen(found: Sequence[Filled], least: float = _LEAST_FIT) -> list[Filled]:
    """The best frame at each predicate; a word inside a better frame is no head of another."""
    ranked = sorted(found, key=lambda one: (-(one.firing.weight * _WEIGHT + one.fit), one.firing.head))
    used: set[int] = set()
    kept: list[Filled] = []
    for one in ranked:
        if one.fit < least or one.firing.head in used:
            continue
        used |= set(one.firing.places)
        kept.append(one)
    return sorted(kept, key=lambda one: one.firing.head)


def _rows(doc: Doc, line: Line, scene: Scene, filled: Filled, known: Levers) -> Iterator[Lever]:
    instrument = _instrument(filled, line, known)
    domain = filled.firing.frame.kind or _domain(filled, line, known)
    status = _status(scene, filled)
    if domain is None or status is None:
        return
    holders, over = (_sides(doc, filled.parts.get(name, ())) for name in ("holder", "over"))
    for (holder, a), (other, b) in product(holders, over):
        if holder != other:
            yield _row(doc, line, filled, (holder, a), (other, b), instrument, cast(Domain, domain), status)


def _sides(doc: Doc, phrases: Sequence[Phrase]) -> list[tuple[str, Phrase]]:
    found: dict[str, Phrase] = {}
    for one in phrases:
        actor = side(doc, one.actor)
        if actor is not None:
            found.setdefault(actor, one)
    return list(found.items())


def side(doc: Doc, actor: str) -> str | None:
    """The state an actor speaks or stands for, else itself; None for what cannot act."""
    standing = standing_for(actor)
    if standing is None:
        return None
    newcomer = doc.newcomers.get(standing)
    if newcomer is not None:
        return newcomer.acts_for or standing
    return actors.acts_for(standing, doc.article.published) or standing


def _status(scene: Scene, filled: Filled) -> LeverStatus | None:
    """What the frame says, turned by `could` and `will`; None where it is said not to be so."""
    label, head = filled.firing.frame.label, filled.firing.head
    if negated(scene, head):
        return None
    light = outlook(scene, head)
    if label == "used" and light in ("possible", "conditional", "future"):
        return "threatened"
    return cast(LeverStatus, label)


def _domain(filled: Filled, line: Line, known: Levers) -> str | None:
    for i in (*filled.firing.others, filled.firing.head):
        found = _field(line, i, known)
        if found:
            return found
    near = sorted(range(len(line.tokens)), key=lambda i: abs(i - filled.firing.head))
    return next((found for i in near[:16] if (found := _field(line, i, known))), None)


def _field(line: Line, i: int, known: Levers) -> str | None:
    token = line.tokens[i]
    found = known.domains.get(plain(token.lemma)) or known.domains.get(plain(token.text))
    if found or line.language not in _NO_SPACES:
        return found
    text = "".join(token.text for token in line.tokens[i : i + 4])
    return next((known.domains[text[:k]] for k in range(len(text), 1, -1) if text[:k] in known.domains), None)


def _instrument(filled: Filled, line: Line, known: Levers) -> str:
    """The words of the instrument: the phrase around the word that names it, else the predicate."""
    places = [i for i in filled.firing.others if _field(line, i, known)] or list(filled.firing.others)
    if not places and not filled.firing.frame.nominal:
        near = sorted(range(len(line.tokens)), key=lambda i: abs(i - filled.firing.head))
        places = [i for i in near[:10] if _field(line, i, known)]
    i = places[0] if places else filled.firing.head
    first = i
    while first > 0 and line.tokens[first - 1].pos in _PHRASE and i - first < 3:
        first -= 1
    start = line.tokens[first].start - line.sentence.start_char
    return line.sentence.text[start : line.tokens[i].end - line.sentence.start_char]


def _row(
    doc: Doc,
    line: Line,
    filled: Filled,
    holder: tuple[str, Phrase],
    over: tuple[str, Phrase],
    instrument: str,
    domain: Domain,
    status: LeverStatus,
) -> Lever:
    first = min(*filled.firing.places, holder[1].first, over[1].first)
    last = max(*filled.firing.places, holder[1].last, over[1].last)
    start, end = line.tokens[first].start, line.tokens[last].end
    cue = doc.text[line.tokens[min(filled.firing.places)].start : line.tokens[max(filled.firing.places)].end]
    key = row_id(doc.article.article_id, start, end, cue, domain, status, str(holder[1].first), str(over[1].first))
    doc.notes.append(Note(key, f"frame `{filled.firing.frame.wording}`: holder {holder[0]}, over {over[0]}"))
    return Lever(
        lever_id=key,
        article_id=doc.article.article_id,
        n=line.n,
        start_char=start,
        end_char=end,
        text=doc.text[start:end],
        holder_id=holder[0],
        over_id=over[0],
        instrument=instrument,
        domain=domain,
        status=status,
        cue=cue,
        confidence=round(min(0.9, 0.4 + 0.06 * filled.fit), 2),
    )
