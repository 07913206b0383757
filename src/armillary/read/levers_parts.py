"""Who takes the parts of a frame: case, preposition, order and what belongs to what, with the parse as one voice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from armillary.read.document import Line
from armillary.read.events.frames import Frames, plain
from armillary.read.events.phrases import Phrase, Site, phrases
from armillary.read.events.roles import Scene, case_cost, is_passive
from armillary.read.levers_frames import Firing

_FAR = 30
_CLOSE = 14
_CASES = frozenset({"dat", "ins", "gen", "loc", "abl"})
_VERBS = frozenset({"VERB"})
_LEAST = 1.0
_RELATIVE = 4
_COMPOUND = 2
"""Tokens that a Chinese head may go on for."""
Ours = tuple[str | None, frozenset[str]]
"""The state that the first person plural stands for, and its words."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A frame with its parts, and how well they fit."""

    firing: Firing
    parts: Mapping[str, tuple[Phrase, ...]]
    fit: float


class Stage(Scene):
    """A scene that knows which names are those of peoples."""

    folk: frozenset[int] = frozenset()
    we: frozenset[int] = frozenset()
    """Tokens of the first person plural."""


def stage(line: Line, sites: Iterable[Site], frames: Frames, ours: Ours | None = None) -> Stage:
    """A line ready to be asked for parts; `ours` says which state `we` stands for, where that is known."""
    state, words = ours or (None, frozenset())
    we = {i for i, token in enumerate(line.tokens) if state and plain(token.text) in words and not line.mentions_at(i)}
    listed = [site for site in sites if not (site[0] == site[1] and site[0] in we)]
    listed += [(i, i, state, False) for i in sorted(we) if state]
    made = Stage(line.tokens, phrases(line.tokens, listed, frames.grammar), frames)
    made.folk, made.we = folk(line), frozenset(we)
    return made


def folk(line: Line) -> frozenset[int]:
    """Tokens that name a people: `Syrians`, `россиян`."""
    named = [one for one in line.mentions if one.how == "demonym"]
    return frozenset(i for one in named for i in line.within(one.start_char, one.end_char))


def fill(scene: Stage, firing: Firing) -> Filled | None:
    """The parts of a frame; None where one that must be there is not."""
    found: dict[str, tuple[Phrase, ...]] = {}
    fit = 0.0
    taken: list[Phrase] = []
    for name, slots, needed in firing.frame.parts:
        best = _best(scene, firing, slots, taken)
        if best is None:
            if needed:
                return None
            continue
        found[name] = tuple(one for one in best[0].group if one not in taken) or (best[0],)
        taken += found[name]
        fit += best[1]
    return Filled(firing, found, fit)


def _best(scene: Stage, firing: Firing, slots: Sequence[str], taken: Sequence[Phrase]) -> tuple[Phrase, float] | None:
    best: tuple[Phrase, float] | None = None
    actors = {one.actor for one in taken}
    for rank, slot in enumerate(slots):
        for one in scene.phrases:
            if one in taken or one.actor in actors:
                continue
            score = _score(scene, firing, one, slot)
            if score is not None and score - 0.4 * rank >= _LEAST and (best is None or score - 0.4 * rank > best[1]):
                best = (one, score - 0.4 * rank)
    return best


def _score(scene: Stage, firing: Firing, one: Phrase, slot: str) -> float | None:
    if slot == "subj":
        return _subject(scene, firing.head, one)
    if slot == "obj":
        return _object(scene, firing.head, one)
    if slot == "own":
        return _owner(scene, firing, one)
    if slot == "rel":
        return _user(scene, firing, one)
    if slot == "we":
        return 3.0 if one.first in scene.we else None
    if slot == "folk":
        return _folk(scene, firing, one)
    if slot == "near":
        cost = _cost(scene, firing, one.anchor)
        return None if cost is None else 3.0 - cost
    if slot in _CASES:
        return _cased(scene, firing, one, slot)
    return _marked(scene, firing, one, slot)


def _subject(scene: Stage, verb: int, one: Phrase) -> float | None:
    fits = case_cost(one.case, "Nom") if scene.grammar.cases else 0.0
    if one.marker or fits is None or is_passive(scene, verb):
        return None
    if one.anchor > verb:
        inverted = scene.grammar.cases and one.case == "Nom" and one.start <= verb + 4
        cost = scene.cost(verb, one.start) if inverted else None
        return None if cost is None else 3.0 - cost
    cost = scene.cost(one.end, verb)
    if cost is None or verb - one.anchor > _FAR:
        return None
    return 4.0 - cost - fits + _arc(scene, one, verb, "nsubj")


def _object(scene: Stage, verb: int, one: Phrase) -> float | None:
    if is_passive(scene, verb):
        fits = case_cost(one.case, "Nom") if scene.grammar.cases else 0.0
        cost = scene.cost(one.end, verb) if one.anchor < verb else None
        return None if one.marker or fits is None or cost is None else 4.0 - cost - fits
    fits = case_cost(one.case, "Acc") if scene.grammar.cases else 0.0
    disposal = scene.grammar.has("disposal", one.marker)
    if fits is None or (one.marker and not disposal):
        return None
    left = one.anchor < verb
    if left and not disposal and scene.grammar.order != "sov" and not scene.grammar.cases:
        return None
    cost = scene.cost(verb, one.anchor if left else one.start)
    if cost is None or abs(one.anchor - verb) > _CLOSE:
        return None
    front = 1.5 if left and not disposal and scene.grammar.order != "sov" else 0.0
    return 4.0 - cost - fits - front - 0.4 * len(one.hosts) + _arc(scene, one, verb, "obj")


def _arc(scene: Stage, one: Phrase, verb: int, relation: str) -> float:
    token = scene.tokens[one.anchor]
    return 0.8 if token.head == verb and token.relation.startswith(relation) else 0.0


def _owner(scene: Stage, firing: Firing, one: Phrase) -> float | None:
    """Whose the head or one of the other words is: a possessive, an adjective, a genitive or `of`."""
    runs = _COMPOUND if scene.grammar.order == "zh" else 0
    hosts = [host for host in one.hosts if any(place <= host <= place + runs for place in firing.places)]
    if hosts:
        return 4.0 - 0.3 * one.hosts.index(hosts[0])
    if scene.grammar.words.get("possessive") and _possessive(scene, firing, one):
        return 3.0
    token = scene.tokens[one.last]
    tied = token.head in firing.places and token.relation.split(":")[0] in ("nmod", "amod")
    return 3.0 if tied and (not one.own or scene.grammar.has("of", one.own)) else None


def _user(scene: Stage, firing: Firing, one: Phrase) -> float | None:
    """Who uses the thing named: `the pipelines that Kazakhstan uses`."""
    if one.marker or not one.direct or (scene.grammar.cases and one.case not in ("", "Nom")):
        return None
    if not firing.others or not any(scene.tokens[i].pos in _VERBS for i in _after(scene, one.end)):
        return None
    gaps = [abs(one.start - i) for i in firing.others]
    between = scene.grammar.order == "zh" and firing.head < one.start < max(firing.others)
    behind = any(0 < one.start - i <= _RELATIVE for i in firing.others)
    return 3.4 - 0.2 * min(gaps) if behind or between else None


def _after(scene: Stage, i: int) -> range:
    return range(i + 1, min(i + 4, len(scene.tokens)))


def _folk(scene: Stage, firing: Firing, one: Phrase) -> float | None:
    """Whose people they are: the nation's name is the one that moves (`Syrians fled`)."""
    inside = set(range(one.first, one.last + 1))
    return 3.2 if inside & set(firing.others) and inside & scene.folk else None


def _possessive(scene: Stage, firing: Firing, one: Phrase) -> bool:
    """`Australia's largest trading partner`: nothing but what describes it stands between."""
    i = one.last + 1
    if i >= len(scene.tokens) or not scene.grammar.has("possessive", scene.plain[i]):
        return False
    between = range(i + 1, firing.head)
    return len(between) <= _RELATIVE and not any(scene.tokens[j].pos in ("ADP", "PUNCT", "AUX") for j in between)


def _cost(scene: Stage, firing: Firing, i: int) -> float | None:
    costs = [cost for j in firing.places if (cost := scene.cost(j, i)) is not None]
    return min(costs, default=None)


def _cased(scene: Stage, firing: Firing, one: Phrase, slot: str) -> float | None:
    best: float | None = None
    for found, marker, penalty in ((one.case, one.marker, 0.0), (one.own_case, one.own, 0.5)):
        fits = case_cost(found, slot.capitalize())
        cost = _cost(scene, firing, one.start)
        if fits is None or marker or cost is None or cost > 4.0:
            continue
        score = 4.0 - cost - penalty - fits
        best = score if best is None else max(best, score)
    return best


def _marked(scene: Stage, firing: Firing, one: Phrase, slot: str) -> float | None:
    before = scene.plain[one.start - 1] if one.start else ""
    if slot not in (one.marker, one.own, before):
        return None
    place = one.start if slot in (one.marker, before) else one.first
    cost = _cost(scene, firing, place)
    left = place < min(firing.places)
    if cost is None or abs(place - firing.head) > _CLOSE + 4:
        return None
    if left and scene.grammar.order == "svo" and not scene.grammar.cases:
        cost += 1.0
    return 4.0 - cost - (0.3 if one.marker != slot else 0.0)
