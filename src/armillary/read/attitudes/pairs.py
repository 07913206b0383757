"""What a whole article shows of two actors: where they meet, how much it is about them, what is said near them.

The measures are of one pair in one order, free of ids and of words of a language, so that weights learnt in one
language hold in others (see `judging`).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from armillary.lexicon import actors
from armillary.read.attitudes.evidence import Evidence
from armillary.read.attitudes.grounds import Ground
from armillary.read.attitudes.weighing import weight
from armillary.read.document import Doc
from armillary.read.events.phrases import Site
from armillary.read.wording import Hit

Pair = tuple[str, str]
_FADES = 6
_MOST_ACTORS = 12
_KINDS = {"igo": "bloc", "bloc": "bloc", "gov": "state", "person": "person", "role": "person"}
_POWERS = frozenset({"state", "bloc"})


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two actors in one line, where they stand nearest."""

    ground: Ground
    a: Site
    b: Site

    @property
    def between(self) -> tuple[int, int]:
        """First and last token of the two."""
        return min(self.a[0], self.b[0]), max(self.a[1], self.b[1])

    def away(self, hit: Hit[float]) -> int:
        """Tokens from a word to the two."""
        low, high = self.between
        return max(0, low - hit.first, hit.first - high)


@dataclass(slots=True)
class Article:
    """What the measures of all pairs of an article share."""

    lines: int
    """That are read."""
    count: Mapping[str, int]
    """Lines that name an actor."""
    rank: Mapping[str, int]
    first: Mapping[str, float]
    """Where an actor is first named: 0 at the top, 1 at the end."""
    speaks: Mapping[str, int]
    side: Callable[[str], str]
    direct: Mapping[Pair, Sequence[Evidence]]
    sums: Mapping[Pair, float]
    sides: Mapping[Pair, float]
    """Sums between the states that the actors belong to."""
    gives: Mapping[str, float]
    gets: Mapping[str, float]
    meetings: dict[Pair, list[Meeting]] = field(default_factory=dict)


def survey(doc: Doc, lines: Sequence[Ground], evidence: Sequence[Evidence], side: Callable[[str], str]) -> Article:
    """One pass over the lines and the evidence of an article."""
    places: dict[str, list[int]] = defaultdict(list)
    meetings: dict[Pair, list[Meeting]] = defaultdict(list)
    for ground in lines:
        for actor in dict.fromkeys(one[2] for one in ground.actors):
            places[actor].append(ground.index)
        for pair, meeting in _meetings(ground):
            meetings[pair].append(meeting)
    count = {actor: len(found) for actor, found in places.items()}
    ranked = sorted(count, key=lambda actor: (-count[actor], places[actor][0], actor))
    whole = max(1, len(doc.lines))
    direct, sums, sides, gives, gets = _sums(evidence, side)
    return Article(
        lines=whole,
        count=count,
        rank={actor: i for i, actor in enumerate(ranked)},
        first={actor: found[0] / whole for actor, found in places.items()},
        speaks=Counter(one.speaker_id for one in doc.statements),
        side=side,
        direct=direct,
        sums=sums,
        sides=sides,
        gives=gives,
        gets=gets,
        meetings={pair: met for pair, met in meetings.items() if side(pair[0]) != pair[1] and pair[0] != side(pair[1])},
    )


def _meetings(ground: Ground) -> Iterator[tuple[Pair, Meeting]]:
    places: dict[str, list[Site]] = defaultdict(list)
    for one in ground.actors[:_MOST_ACTORS]:
        places[one[2]].append(one)
    for a, found in places.items():
        for b, others in places.items():
            if a != b:
                x, y = min(((x, y) for x in found for y in others), key=lambda two: abs(two[0][0] - two[1][0]))
                yield (a, b), Meeting(ground, x, y)


Sums = tuple[dict[Pair, list[Evidence]], dict[Pair, float], dict[Pair, float], dict[str, float], dict[str, float]]


def _sums(evidence: Sequence[Evidence], side: Callable[[str], str]) -> Sums:
    direct: dict[Pair, list[Evidence]] = defaultdict(list)
    sums: dict[Pair, float] = defaultdict(float)
    sides: dict[Pair, float] = defaultdict(float)
    gives: dict[str, float] = defaultdict(float)
    gets: dict[str, float] = defaultdict(float)
    for one in evidence:
        value = weight(one)
        direct[one.from_id, one.to_id].append(one)
        sums[one.from_id, one.to_id] += value
        sides[side(one.from_id), side(one.to_id)] += value
        gives[one.from_id] += value
        gets[one.to_id] += value
    return direct, sums, sides, gives, gets


def measures(article: Article, pair: Pair) -> dict[str, float]:
    """The measures of a pair that meets: named numbers of about -2 to 4."""
    met = article.meetings[pair]
    return {
        **_meeting(article, pair, met),
        **_kinds(*pair),
        **_words(met),
        **_evidence(article, pair),
    }


def _meeting(article: Article, pair: Pair, met: Sequence[Meeting]) -> dict[str, float]:
    (a, b), times = pair, len(met)
    return {
        "meet": math.log1p(times),
        "meet once": float(times == 1),
        "named a": math.log1p(article.count[a]),
        "named b": math.log1p(article.count[b]),
        "rank a": 1 / (1 + article.rank[a]),
        "rank b": 1 / (1 + article.rank[b]),
        "share a": times / article.count[a],
        "share b": times / article.count[b],
        "first a": article.first[a],
        "first b": article.first[b],
        "before": sum(one.a[0] < one.b[0] for one in met) / times,
        "verb": sum(_verb(one) for one in met) / times,
        "adjective b": sum(one.b[3] for one in met) / times,
        "away": math.log1p(min(abs(one.a[0] - one.b[0]) for one in met)),
        "speaks a": math.log1p(article.speaks.get(a, 0)),
        "speaks b": math.log1p(article.speaks.get(b, 0)),
    }


def _verb(one: Meeting) -> bool:
    low, high = one.between
    return any(token.pos == "VERB" for token in one.ground.line.tokens[low + 1 : high])


def _kinds(a: str, b: str) -> dict[str, float]:
    kinds = (_kind(a), _kind(b))
    found = {
        f"{kind} {name}": float(kind == own)
        for name, own in zip("ab", kinds, strict=True)
        for kind in ("state", "bloc", "person")
    }
    powers = tuple(kind in _POWERS for kind in kinds)
    return found | {
        "two powers": float(all(powers)),
        "two persons": float(kinds == ("person", "person")),
        "person on power": float(kinds[0] == "person" and powers[1]),
        "power on person": float(kinds[1] == "person" and powers[0]),
        "known a": float(a in actors.known()),
        "known b": float(b in actors.known()),
    }


def _kind(actor: str) -> str:
    kind, _, rest = actor.partition(":")
    return _KINDS.get(kind, "org") if rest else "state"


def _words(met: Sequence[Meeting]) -> dict[str, float]:
    good, bad, friends, foes = 0.0, 0.0, 0.0, 0.0
    for one in met:
        for hit in one.ground.polar:
            value = math.exp(-one.away(hit) / _FADES)
            good, bad = good + value * (hit.value > 0), bad + value * (hit.value < 0)
        for hit in one.ground.relations:
            value = math.exp(-one.away(hit) / _FADES)
            friends, foes = friends + value * (hit.value > 0), foes + value * (hit.value < 0)
    return {
        "good words": math.log1p(good),
        "bad words": math.log1p(bad),
        "words": (good - bad) / (1 + good + bad),
        "friendship": math.log1p(friends),
        "conflict": math.log1p(foes),
    }


def _evidence(article: Article, pair: Pair) -> dict[str, float]:
    a, b = pair
    found = {
        f"{kind} {'for' if sign > 0 else 'against'}": math.log1p(
            sum(abs(one.sign) for one in article.direct.get(pair, ()) if one.kind == kind and one.sign * sign > 0)
        )
        for kind in ("frame", "event", "relation", "loose", "speech")
        for sign in (1, -1)
    }
    sides = (article.side(a), article.side(b))
    return found | {
        "sum": math.tanh(article.sums.get(pair, 0.0)),
        "sum back": math.tanh(article.sums.get((b, a), 0.0)),
        "sum of sides": math.tanh(article.sides.get(sides, 0.0)),
        "sum of sides back": math.tanh(article.sides.get((sides[1], sides[0]), 0.0)),
        "a gives": math.tanh(article.gives.get(a, 0.0)),
        "a gets": math.tanh(article.gets.get(a, 0.0)),
        "b gives": math.tanh(article.gives.get(b, 0.0)),
        "b gets": math.tanh(article.gets.get(b, 0.0)),
    }
