"""One actor: who it is, whose orbit it is in, and what it said, did and suffered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from armillary.commands.filtering import Filters
from armillary.commands.quotes import Quote, quotes
from armillary.commands.readings import Counted, newest
from armillary.schema import Actor, Drift, Orbit, Tie
from armillary.web.asked import Id, PageNumber, Slice, WorldOf, sliced
from armillary.web.known import known_actor
from armillary.web.pages.page import Page
from armillary.world import World

_FEW: Final = 3
"""Sentences of each list."""
_POLES: Final = 6
_SPEAKERS: Final = 300
_TIES: Final = 20


@dataclass(frozen=True, slots=True)
class Related:
    """Another actor, and how often it is named."""

    actor_id: str
    kind: str
    n_mentions: int


@dataclass(frozen=True, slots=True)
class Orbiting:
    """The pull of a pole, period by period."""

    pole_id: str
    orbits: tuple[Orbit, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """The ties with another actor in the last period; a direction that is not measured is NULL."""

    other: str
    there: Tie | None
    back: Tie | None


@dataclass(frozen=True, slots=True)
class Sample:
    """The newest sentences of a list, how much there is in all, and the address of the whole list."""

    title: str
    address: str
    quotes: tuple[Quote, ...]
    total: Counted


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An actor. `voices` act for it. `names` are in the languages of the articles. `period` is that of the ties."""

    actor: Actor
    names: tuple[tuple[str, str], ...]
    voices: tuple[Related, ...]
    n_voices: int
    orbits: tuple[Orbiting, ...]
    hedging: float | None
    period: dt.date | None
    ties: Slice[Bound]
    drifts: tuple[Drift, ...]
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class _List:
    """A list that an actor has; `side` is the filter that names it."""

    title: str
    table: str
    address: str
    side: str

    def filters(self, actor_id: str) -> Filters:
        """What the list asks for."""
        if self.side == "source":
            return Filters(source=actor_id, limit=_FEW)
        return Filters(target=actor_id, limit=_FEW)


_LISTS: Final = (
    _List("Said by it", "statements", "/statements?speaker=", "source"),
    _List("Said about it", "statements", "/statements?about=", "target"),
    _List("Done by it", "events", "/events?source=", "source"),
    _List("Done to it", "events", "/events?target=", "target"),
    _List("Levers it holds", "levers", "/levers?source=", "source"),
    _List("Levers held over it", "levers", "/levers?target=", "target"),
    _List("What it expects", "outlooks", "/outlooks?actor=", "source"),
    _List("What is expected of it", "outlooks", "/outlooks?actor=", "target"),
    _List("What it wants", "goals", "/goals?source=", "source"),
    _List("How it feels about others", "attitudes", "/attitudes?source=", "source"),
)


def find(world: WorldOf, id: Id, page: PageNumber = 1) -> ActorPage:  # noqa: A002
    """An actor; `page` is of its ties."""
    actor = known_actor(world, id)
    voices = world.query(
        "SELECT actor_id, kind, n_mentions FROM actors WHERE acts_for = ? ORDER BY n_mentions DESC, actor_id",
        actor.actor_id,
    )
    orbits = _orbits(world, actor.actor_id)
    period, ties = _ties(world, actor.actor_id)
    return ActorPage(
        actor,
        tuple(sorted(actor.names.items())),
        tuple(Related(*row) for row in voices[:_SPEAKERS]),
        len(voices),
        orbits,
        next((one.orbits[-1].hedging for one in orbits), None),
        period,
        sliced(ties, page, _TIES),
        tuple(world.rows(Drift, "actor_id = ? OR pole_id = ?", *[actor.actor_id] * 2, order=_SUREST)),
        _samples(world, actor.actor_id),
    )


_SUREST: Final = "probability DESC NULLS LAST, actor_id, pole_id"


def _orbits(world: World, actor_id: str) -> tuple[Orbiting, ...]:
    """The poles that pull most in the last period, the strongest first."""
    rows = world.rows(Orbit, "actor_id = ?", actor_id, order="pole_id, period")
    found = [Orbiting(pole, tuple(listed)) for pole, listed in groupby(rows, lambda row: row.pole_id)]
    found.sort(key=lambda one: -_pull(one))
    return tuple(found[:_POLES])


def _pull(one: Orbiting) -> float:
    pull = one.orbits[-1].pull
    return -2.0 if pull is None else pull


def _ties(world: World, actor_id: str) -> tuple[dt.date | None, list[Bound]]:
    """The last period, and the ties of an actor in it, the strongest first."""
    last = world.once("last period", lambda: world.query("SELECT max(period) FROM ties WHERE layer = 'all'")[0][0])
    if last is None:
        return None, []
    rows = world.rows(
        Tie, "layer = 'all' AND period = ? AND (source_id = ? OR target_id = ?)", last, actor_id, actor_id
    )
    there = {row.target_id: row for row in rows if row.source_id == actor_id}
    back = {row.source_id: row for row in rows if row.target_id == actor_id}
    found = [Bound(other, there.get(other), back.get(other)) for other in {*there, *back}]
    return last, sorted(found, key=lambda one: (-_strength(one), one.other))


def _strength(one: Bound) -> float:
    return max(abs(tie.value or 0) for tie in (one.there, one.back) if tie)


def _samples(world: World, actor_id: str) -> tuple[Sample, ...]:
    """Some sentences of each list that has any."""
    found = [(one, *newest(world, one.table, **one.filters(actor_id))) for one in _LISTS]
    shown = [(one, rows, total) for one, rows, total in found if rows]
    wanted = [row for _, rows, _ in shown for row in rows]
    said = {quote.id: quote for quote in quotes(world, wanted)} if wanted else {}
    return tuple(
        Sample(one.title, one.address, tuple(said[row] for row in rows if row in said), total)
        for one, rows, total in shown
    )


PAGES: Final = (
    Page(
        name="actor",
        path="/actor/{id}",
        title="Actor",
        find=find,
        about="One actor: its orbits, its ties, what it said, did and suffered.",
        section="System",
        needs="read",
    ),
)
