"""Levers: who holds what over whom, and whether it is held, threatened, used or eased."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import cast

from armillary.lexicon import actors, load
from armillary.read.document import Doc, Line, Note, row_id
from armillary.read.events import sites
from armillary.read.events.frames import frames, plain
from armillary.read.events.phrases import Phrase
from armillary.read.events.roles import Scene
from armillary.read.events.rows import standing_for
from armillary.read.events.status import negated, outlook
from armillary.read.levers_frames import PartFrames, Words, firings, part_frames, vocabulary
from armillary.read.levers_parts import Filled, fill, stage
from armillary.schema import Domain, Lever, LeverStatus

_NO_SPACES = frozenset({"zh", "ja"})
_MOST_TOKENS = 160
_AROUND = 12
_BACK = 4
_STATELY = frozenset({"igo", "bloc", "sep"})
_OF_STATE = frozenset({"gov", "mil", "group", "role", "person"})
_FAR = 10
_NEAR = 4
_WEIGHT = 1.5
_LEAST_FIT = 3.0
_PHRASE = frozenset({"NOUN", "ADJ", "PROPN"})


@dataclass(frozen=True, slots=True)
class Levers:
    """How one language speaks of levers; see `languages/en/levers.toml`."""

    frames: PartFrames
    domains: Mapping[str, str]
    """Word of an instrument to its field."""
    ours: Words
    """The first person plural."""
    weak: Words
    """Words that say that something is supplied, not what."""


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
    ours = frozenset(map(plain, data.get("ours", ())))
    return Levers(part_frames(data, lists), domains, ours, frozenset(map(plain, data.get("weak", ()))))


def find_levers(doc: Doc) -> list[Lever]:
    """The levers of an article, in order. Both sides must be named in the sentence, or be its pronouns."""
    found: dict[str, Lever] = {}
    for line in doc.lines:
        for row in _of_line(doc, line):
            found.setdefault(row.lever_id, row)
    return list(found.values())


def _of_line(doc: Doc, line: Line) -> Iterator[Lever]:
    known, grammar = levers(line.language), frames(line.language)
    if known is None or grammar is None or not line.mentions or len(line.tokens) > _MOST_TOKENS:
        return
    spaced = line.language not in _NO_SPACES
    words = vocabulary(line.tokens, spaced, known.frames.longest)
    fired = firings(line.tokens, words, known.frames, spaced)
    if not fired:
        return
    place = stage(line, sites(doc, line), grammar, (_ours(doc, line), known.ours))
    found: list[Lever] = []
    for filled in chosen([one for firing in fired if (one := fill(place, firing)) is not None]):
        found += _rows(doc, line, place, filled, known)
    yield from (one for one in found if not any(_outdone(one, other) for other in found))


def _ours(doc: Doc, line: Line) -> str | None:
    """The state that a speaker's `we` stands for: the speaker's own, else the one spoken of shortly before."""
    speech = next(
        (
            one
            for one in doc.statements
            if one.start_char < line.sentence.end_char and line.sentence.start_char < one.end_char
        ),
        None,
    )
    if speech is None:
        return None
    own = side(doc, speech.speaker_id)
    if own is not None and _is_state(own):
        return own
    here = {one.actor_id for one in line.mentions}
    before = [one.actor_id for other in doc.lines if line.n - _BACK <= other.n < line.n for one in other.mentions]
    counted = Counter(actor for actor in before if _is_state(actor) and actor not in here)
    return counted.most_common(1)[0][0] if counted else None


def _is_state(actor: str) -> bool:
    return ":" not in actor and actor != "unknown"


_RANK = {"held": 0, "threatened": 2, "used": 1, "eased": 1}


def _outdone(one: Lever, other: Lever) -> bool:
    """Whether another row of the sentence says the same with more: `threatened to halt` is no halt."""
    if (one.holder_id, one.over_id) != (other.holder_id, other.over_id) or one is other:
        return False
    if not (one.start_char < other.end_char and other.start_char < one.end_char):
        return False
    mine, theirs = (_RANK[row.status] + len(row.cue) / 1000 for row in (one, other))
    return theirs > mine or (theirs == mine and other.lever_id < one.lever_id)


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
        if holder != other and _weighty(holder) | _weighty(other):
            yield _row(doc, line, filled, (holder, a), (other, b), instrument, cast(Domain, domain), status)


def _weighty(actor: str) -> bool:
    """Whether one side is a state or a union of states: what firms hold over firms is no lever here."""
    return actor.split(":")[0] in _STATELY or _is_state(actor)


def _sides(doc: Doc, phrases: Sequence[Phrase]) -> list[tuple[str, Phrase]]:
    found: dict[str, Phrase] = {}
    for one in phrases:
        actor = side(doc, one.actor)
        if actor is not None:
            found.setdefault(actor, one)
    return list(found.items())


def side(doc: Doc, actor: str) -> str | None:
    """The state an actor speaks or stands for, else itself; None for what cannot hold or be held by itself."""
    standing = standing_for(actor)
    if standing is None or _is_state(standing):
        return standing
    newcomer = doc.newcomers.get(standing)
    if newcomer is not None:
        return newcomer.acts_for or (None if newcomer.kind == "person" else standing)
    stands = actors.acts_for(standing, doc.article.published)
    if stands is not None:
        return stands
    kind, known = standing.split(":")[0], actors.known().get(standing)
    if kind in _OF_STATE and known is not None and known.country:
        return known.country
    return None if kind == "person" else standing


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
    """The field of the instrument."""
    named = _named(filled, line, known)
    return None if named is None else _field(line, named, known)


def _named(filled: Filled, line: Line, known: Levers) -> int | None:
    """The token that names the instrument: specific words before general ones (`supply` says less than what is
    supplied), words of the frame before those around it."""
    places = [*filled.firing.others, filled.firing.head]
    reach = _FAR if line.language in _NO_SPACES else _NEAR
    beside = [j for i in places for j in range(i + 1, min(i + reach, len(line.tokens))) if not _broken(line, i, j)]
    beside += [j for i in places for j in range(max(0, i - 2), i)]
    listed = [i for i in (*places, *beside) if _field(line, i, known)]
    strong = [i for i in listed if not _is_weak(line, i, known)]
    if line.language in _NO_SPACES:
        strong = sorted(strong, reverse=True)
    around = sorted(range(len(line.tokens)), key=lambda i: abs(i - filled.firing.head))[:_AROUND]
    far = sorted((i for i in around if _field(line, i, known)), key=lambda i: _is_weak(line, i, known))
    return next(iter([*strong, *listed, *far]), None)


def _broken(line: Line, i: int, j: int) -> bool:
    marks = ("PUNCT",) if line.language in _NO_SPACES else ("VERB", "PUNCT", "SCONJ")
    return any(token.pos in marks for token in line.tokens[i + 1 : j + 1])


def _is_weak(line: Line, i: int, known: Levers) -> bool:
    token = line.tokens[i]
    if line.language in _NO_SPACES:
        return any(token.text.startswith(word) for word in known.weak)
    return plain(token.lemma) in known.weak or plain(token.text) in known.weak


def _field(line: Line, i: int, known: Levers) -> str | None:
    token = line.tokens[i]
    found = known.domains.get(plain(token.lemma)) or known.domains.get(plain(token.text))
    if found or line.language not in _NO_SPACES:
        return found
    text = "".join(token.text for token in line.tokens[i : i + 4])
    return next((known.domains[text[:k]] for k in range(len(text), 1, -1) if text[:k] in known.domains), None)


def _instrument(filled: Filled, line: Line, known: Levers) -> str:
    """The words of the instrument: the phrase around the word that names it, else the predicate."""
    named = _named(filled, line, known)
    i = filled.firing.head if named is None else named
    first = i
    while named is not None and first > 0 and line.tokens[first - 1].pos in _PHRASE and i - first < 3:
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
