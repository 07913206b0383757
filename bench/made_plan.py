"""What happens in a made world: actors, whose ties drift over two years, and the reports that tell of it."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from armillary.lexicon import actors
from made_text import READ, UNREAD, Line, made_name

FIRST = dt.date(2021, 1, 1)
DAYS = 730
BODY = 22
"""Sentences of a report, beside title, byline and page residue."""

FOREMOST = "RUS USA CHN UKR KAZ POL DEU TUR IRN FRA GBR IND JPN BLR UZB AZE ARM GEO KGZ TJK TKM LTU HUN SRB ISR SAU"
FRIENDLY = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT")
HOSTILE = (
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
STANCES = ("says", "claims", "denies", "confirms", "warns", "promises", "asks")
LEVERS = ("held", "threatened", "used", "eased")
_STATUS = (
    ("happened",) * 75
    + ("planned",) * 10
    + ("denied",) * 5
    + ("hypothetical",) * 4
    + ("forecast",) * 3
    + ("claimed",) * 3
)
_LANGUAGES = dict(zip(READ, (28, 20, 14, 10, 6, 6, 5, 4, 2), strict=True))
_OTHER = 0.05
"""Share of reports in a language that is not read."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part."""

    actors: tuple[str, ...]
    """States and institutions; the foremost first."""
    weights: tuple[float, ...]
    cities: tuple[str, ...]
    persons: dict[str, str]
    """Person in office to the state they act for."""


@dataclass(slots=True)
class Telling:
    """One article, not yet in words."""

    number: int
    language: str
    published: dt.date | None
    lines: list[Line]


@dataclass(slots=True)
class Made:
    """A report and its copies; the first is the one the others were made from, or that they share with it."""

    members: list[Telling]
    origin_known: bool


@dataclass(slots=True)
class Tale:
    """A story: reports of the same events."""

    reports: list[Made] = field(default_factory=list)


def cast(on: dt.date = dt.date(2022, 6, 1)) -> Cast:
    """230 states and institutions that all languages with templates can name, cities, and persons in office."""
    known = actors.known()
    named = set(known).intersection(*(actors.names(code) for code in READ))
    states = sorted(one for one in named if known[one].kind == "state")
    first = FOREMOST.split()
    groups = sorted(one for one in named if known[one].kind == "igo" and known[one].acts_for is None)
    chosen = [*first, *(one for one in states if one not in first)]
    chosen = chosen[:12] + groups[:8] + chosen[12:] + groups[8 : 8 + 230 - len(chosen) - 8]
    cities = [capital for one in chosen if (capital := known[one].capital) and capital in named]
    persons = {
        one.actor_id: term.of
        for one in known.values()
        if one.kind == "person" and one.actor_id in named
        for term in one.terms
        if term.of in chosen and term.role in ("president", "prime-minister", "foreign-minister") and term.covers(on)
    }
    return Cast(tuple(chosen), tuple(1 / (rank + 2) for rank in range(len(chosen))), tuple(cities), persons)


class Chronicle:
    """Tells stories until there are enough articles."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast = cast
        self._chance = random.Random(seed)
        self._leanings: dict[tuple[str, str], tuple[float, float, int]] = {}
        self._speakers = sorted(cast.persons)
        self._number = 0

    def tales(self, n_articles: int) -> Iterator[Tale]:
        """Stories with `n_articles` articles in all."""
        while self._number < n_articles:
            yield self._tale(n_articles)

    def _tale(self, most: int) -> Tale:
        chance = self._chance
        a, b = self._pair()
        day = chance.randrange(8, DAYS)
        shared = [self._act(a, b, day) for _ in range(chance.choice((1, 1, 2)))]
        tale = Tale()
        for _ in range(min(8, 1 + int(chance.expovariate(1.1)))):
            if self._number < most:
                tale.reports.append(self._report(a, b, day, shared, most))
        return tale

    def _pair(self) -> tuple[str, str]:
        a, b = self._chance.choices(self.cast.actors, self.cast.weights, k=2)
        return (a, b) if a != b else self._pair()

    def _act(self, a: str, b: str, day: int) -> Line:
        """An event: the friendlier the pair in that month, the likelier a friendly one."""
        base, slope, turn = self._leanings.setdefault((a, b), self._leaning())
        leaning = (base if day < turn else -base) + slope * (day / DAYS - 0.5)
        friendly = self._chance.random() < 1 / (1 + math.exp(-2 * leaning))
        kind = self._chance.choice(FRIENDLY if friendly else HOSTILE)
        facts = {
            "day": FIRST + dt.timedelta(days=day - self._chance.choice((0, 0, 1, 1, 2, 5))),
            "status": self._chance.choice(_STATUS),
        }
        return Line(kind, {"A": a, "B": b, "T": self._chance.randrange(20)}, facts=facts)

    def _leaning(self) -> tuple[float, float, int]:
        """How a pair stands, how it drifts over the two years, and the day on which one pair in four turns round."""
        turn = self._chance.randrange(200, DAYS - 200) if self._chance.random() < 0.25 else DAYS
        return self._chance.gauss(0.3, 1.2), self._chance.gauss(0, 1.2), turn

    def _report(self, a: str, b: str, day: int, shared: Sequence[Line], most: int) -> Made:
        chance = self._chance
        published = FIRST + dt.timedelta(days=min(DAYS - 1, day + chance.choice((0, 0, 0, 1, 1, 2))))
        other = chance.random() < _OTHER
        language = chance.choice(UNREAD) if other else chance.choices(READ, list(_LANGUAGES.values()))[0]
        lines = self._only_said(a, b) if other else self._lines(a, b, day, shared)
        first = self._telling(language, published if chance.random() > 0.03 else None, lines)
        made = Made([first], chance.random() > 0.15)
        if not other and chance.random() < 0.22:
            for _ in range(min(6, 1 + int(chance.expovariate(0.8)))):
                if self._number < most:
                    made.members.append(self._copy(first, published))
        return made

    def _telling(self, language: str, published: dt.date | None, lines: list[Line]) -> Telling:
        self._number += 1
        return Telling(self._number - 1, language, published, lines)

    def _only_said(self, a: str, b: str) -> list[Line]:
        lines = [self._filler(a, b) for _ in range(BODY + 1)]
        lines[0] = replace(lines[0], kind="title")
        return self._framed(lines)

    def _lines(self, a: str, b: str, day: int, shared: Sequence[Line]) -> list[Line]:
        chance = self._chance
        body = [self._tailed(line) for line in shared]
        body += [self._tailed(self._act(*self._pair(), day)) for _ in range(chance.choice((0, 1, 1, 2, 3)))]
        speaker, newcomer = self._speaker()
        for _ in range(chance.choice((2, 3, 4, 5, 6))):
            if chance.random() < 0.4:
                speaker, newcomer = self._speaker()
            slots = self._slots(a, b) | {"P": speaker, "K": chance.randrange(8)}
            body.append(Line(chance.choice(STANCES), slots, newcomer=newcomer))
        for keys, share in (
            (("liking", "dislike"), 0.8),
            (LEVERS, 0.5),
            (("better", "worse"), 0.6),
            (("flow_up", "flow_down"), 0.4),
            (("drives", "brakes"), 0.5),
            (("goal",), 0.4),
            (("quantities.0",), 0.9),
        ):
            if chance.random() < share:
                x, y = (a, b) if chance.random() < 0.5 else self._pair()
                slots = self._slots(x, y) | {"P": chance.choice(self._speakers)}
                slots["V"], slots["W"] = chance.sample(range(10), 2)
                body.append(Line(chance.choice(keys), slots))
        body += [self._filler(a, b) for _ in range(BODY - len(body))]
        rest = body[1:]
        chance.shuffle(rest)
        title = replace(shared[0], kind="title", facts={})
        return self._framed([title, body[0], *rest])

    def _framed(self, lines: list[Line]) -> list[Line]:
        """With byline and page residue."""
        slots = {"X": self._name(), "C": self._chance.choice(self.cast.cities)}
        framed = [lines[0], Line("byline", slots, kind="byline"), *lines[1:], Line("residue", {}, kind="boilerplate")]
        return [replace(line, number=number) for number, line in enumerate(framed)]

    def _tailed(self, line: Line) -> Line:
        slots = self._slots(line.slots["A"], line.slots["B"]) | line.slots
        return replace(line, slots=slots | {"Z": self._chance.randrange(6)})

    def _filler(self, a: str, b: str) -> Line:
        x, y = (a, b) if self._chance.random() < 0.6 else self._pair()
        return Line(f"fillers.{self._chance.randrange(10)}", self._slots(x, y))

    def _slots(self, a: str, b: str) -> dict[str, object]:
        chance = self._chance
        return {
            "A": a,
            "B": b,
            "C": chance.choice(self.cast.cities),
            "T": chance.randrange(20),
            "N": chance.choice((2, 3, 4, 7, 12, 15, 25, 40, 86, 120, 340, 500, 900)),
            "X": self._name(),
        }

    def _name(self) -> int:
        """Some names come often, most once."""
        return int(self._chance.paretovariate(0.35)) * 7919 % 150_001

    def _speaker(self) -> tuple[str, str | None]:
        """A person in office, or a new one."""
        if self._chance.random() < 0.6:
            return self._chance.choice(self._speakers), None
        number = int(self._chance.paretovariate(0.4)) % 40_000
        name = f"{made_name(number * 31 % 211 + 60)} {made_name(number * 7919 % 40_009)}"
        return f"person:made-{name.lower().replace(' ', '-')}", name

    def _copy(self, first: Telling, published: dt.date) -> Telling:
        """An article made from another: shorter, perhaps in another language, some of it garbled."""
        chance = self._chance
        keep = chance.choice((0.5, 0.8, 0.9, 1.0))
        lines = [line for line in first.lines if line.number < 3 or chance.random() < keep]
        language = first.language if chance.random() < 0.4 else chance.choices(READ, list(_LANGUAGES.values()))[0]
        later = published + dt.timedelta(days=chance.choice((0, 0, 1, 2, 9)))
        return self._telling(language, later, [self._garbled(line) for line in lines])

    def _garbled(self, line: Line) -> Line:
        roll = self._chance.random()
        if "N" in line.slots and roll < 0.06:
            return replace(line, slots=line.slots | {"N": line.slots["N"] * 10})
        if "B" in line.slots and line.kind == "body" and roll > 0.98:
            other = self._pair()
            return replace(line, slots=line.slots | {"B": other[0] if other[0] != line.slots["A"] else other[1]})
        return line
