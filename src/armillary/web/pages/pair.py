"""Two actors: their tie over time, and everything it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Final, Literal, NamedTuple

from fastapi import Query

from armillary.commands.evidence import Ground, evidence
from armillary.commands.quotes import Quote, quotes
from armillary.commands.readings import Counted, newest
from armillary.errors import UsageError
from armillary.schema import Drift, Forecast, Layer, Lever, Record, Tie, Turn
from armillary.web.asked import Id, LayerOf, PageNumber, Slice, WorldOf, sliced
from armillary.web.known import known_actor
from armillary.web.pages.page import Page
from armillary.world import World

Way = Annotated[Literal["both", "there", "back"], Query(description="Evidence of which direction.")]

PER_PAGE: Final = 15
"""Reports of the evidence on one page."""
MARKS: Final = 240
"""Rows of evidence that a drawing marks."""
_FEW: Final = 4
_TYPES: Final = 12


@dataclass(frozen=True, slots=True)
class Told:
    """What one independent report says of the two: its sentences, or a record from elsewhere without one."""

    report_id: str
    day: dt.date
    grounds: tuple[Ground, ...]
    quotes: tuple[Quote, ...]
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Direction:
    """The tie of one to the other, period by period, in the layer asked for, in words and in deeds.

    `n_reports` counts the independent reports behind it, `turns` are its change points.
    """

    source_id: str
    target_id: str
    ties: tuple[Tie, ...]
    words: tuple[Tie, ...]
    deeds: tuple[Tie, ...]
    turns: tuple[Turn, ...]
    n_reports: int


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely one is to do something to the other, in windows of growing length."""

    source_id: str
    event_type: str
    target_id: str
    windows: tuple[Forecast, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """Some sentences of levers that one holds over the other, and how many there are."""

    quotes: tuple[Quote, ...]
    total: Counted


@dataclass(frozen=True, slots=True)
class PairPage:
    """Two actors. `n_reports` counts the reports of both directions, each once; `marks` are their latest rows.

    `turned` are sentences behind the change points. `levers` are those one holds over the other.
    """

    a: str
    b: str
    layer: Layer
    way: str
    there: Direction
    back: Direction
    drifts: tuple[Drift, ...]
    n_reports: int
    n_evidence: int
    marks: tuple[Ground, ...]
    turned: tuple[Quote, ...]
    told: Slice[Told]
    levers_there: Held
    levers_back: Held
    chances: tuple[Chance, ...]


def find(world: WorldOf, a: Id, b: Id, layer: LayerOf = "all", way: Way = "both", page: PageNumber = 1) -> PairPage:
    """The tie of two actors, both ways."""
    one, other = known_actor(world, a).actor_id, known_actor(world, b).actor_id
    if one == other:
        raise UsageError(f"expected two actors, came {one!r} twice; its own page is /actor/{one}")
    ties = _ties(world, one, other)
    sides = {(s, t): evidence(world, s, t, layer=layer) for s, t in ((one, other), (other, one))}
    grounds = sorted(
        {ground.id: ground for listed in sides.values() for ground in listed}.values(),
        key=lambda ground: (-ground.day.toordinal(), ground.id),
    )
    turns = world.rows(Turn, _EITHER, one, other, other, one, order="period")
    there, back = (
        _direction(s, t, layer, ties, turns, len({ground.report_id for ground in sides[s, t]}))
        for s, t in ((one, other), (other, one))
    )
    told = _by_report({"there": sides[one, other], "back": sides[other, one]}.get(way, grounds), page)
    turned = [row for turn in (*there.turns, *back.turns) for row in turn.evidence_ids[:_FEW]]
    held = [_levers(world, s, t) for s, t in ((one, other), (other, one))]
    said = _said(
        world, [*(row.id for _, rows in told.rows for row in rows), *turned, *(one for h in held for one in h.ids)]
    )
    return PairPage(
        one,
        other,
        layer,
        way,
        there,
        back,
        tuple(world.rows(Drift, _DRIFT, one, other, other, one)),
        len({ground.report_id for ground in grounds}),
        len(grounds),
        tuple(grounds[:MARKS]),
        tuple(said[row] for row in dict.fromkeys(turned) if row in said),
        _told(world, told, said),
        _held(held[0], said),
        _held(held[1], said),
        _chances(world, one, other),
    )


_EITHER: Final = "(source_id = ? AND target_id = ?) OR (source_id = ? AND target_id = ?)"
_DRIFT: Final = "(actor_id = ? AND pole_id = ?) OR (actor_id = ? AND pole_id = ?)"


def _ties(world: World, one: str, other: str) -> dict[tuple[str, str, str], list[Tie]]:
    """Ties of the two in all layers, each in order of time."""
    found = [
        tie
        for pair in ((one, other), (other, one))
        for tie in world.rows(Tie, "source_id = ? AND target_id = ?", *pair, order="layer, period")
    ]
    by_layer = groupby(found, lambda tie: (tie.source_id, tie.target_id, tie.layer))
    return {key: list(rows) for key, rows in by_layer}


def _direction(
    source: str,
    target: str,
    layer: Layer,
    ties: dict[tuple[str, str, str], list[Tie]],
    turns: Iterable[Turn],
    n_reports: int,
) -> Direction:
    here, words, deeds = (tuple(ties.get((source, target, name), ())) for name in (layer, "words", "deeds"))
    turned = tuple(turn for turn in turns if (turn.source_id, turn.target_id, turn.layer) == (source, target, layer))
    return Direction(source, target, here, words, deeds, turned, n_reports)


def _by_report(grounds: Sequence[Ground], page: int) -> Slice[tuple[str, list[Ground]]]:
    """The evidence by report, the report of the latest row first."""
    found: dict[str, list[Ground]] = {}
    for ground in grounds:
        found.setdefault(ground.report_id, []).append(ground)
    return sliced(list(found.items()), page, PER_PAGE)


def _said(world: World, ids: Sequence[str]) -> dict[str, Quote]:
    return {quote.id: quote for quote in quotes(world, ids)} if ids else {}


def _told(world: World, found: Slice[tuple[str, list[Ground]]], said: Mapping[str, Quote]) -> Slice[Told]:
    left = [row.id for _, rows in found.rows for row in rows if row.id not in said]
    records = (
        {one.record_id: one for one in world.rows(Record, "record_id IN (SELECT unnest(?))", left)} if left else {}
    )
    told = (
        Told(
            report_id,
            rows[0].day,
            tuple(rows),
            tuple(said[row.id] for row in rows if row.id in said),
            tuple(records[row.id] for row in rows if row.id in records),
        )
        for report_id, rows in found.rows
    )
    return Slice(tuple(told), found.total, found.page, found.pages)


class _Levers(NamedTuple):
    ids: list[str]
    total: Counted


def _levers(world: World, holder: str, over: str) -> _Levers:
    """What one holds over the other, the newest articles first."""
    return _Levers(*newest(world, Lever.table, source=holder, target=over, limit=_FEW))


def _held(found: _Levers, said: Mapping[str, Quote]) -> Held:
    return Held(tuple(said[row] for row in found.ids if row in said), found.total)


def _chances(world: World, one: str, other: str) -> tuple[Chance, ...]:
    """What was forecast of the two, the likeliest first."""
    rows = world.rows(Forecast, _EITHER, one, other, other, one, order="source_id, event_type, target_id, window_end")
    by_kind = groupby(rows, lambda row: (row.source_id, row.event_type, row.target_id))
    found = [Chance(*key, tuple(windows)) for key, windows in by_kind]
    found.sort(key=lambda one: -max(window.probability or 0 for window in one.windows))
    return tuple(found[:_TYPES])


PAGES: Final = (
    Page(
        name="pair",
        path="/pair/{a}/{b}",
        title="Two actors",
        find=find,
        about="The tie of two actors over time, both ways, and the sentences it rests on.",
        section="System",
        needs="model",
    ),
)
