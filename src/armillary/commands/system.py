"""The system at a glance: who stands how near to whom in a period, and who moved."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from armillary.commands.opening import opened
from armillary.errors import UsageError
from armillary.schema import Drift, Layer, Tie
from armillary.world import World

SHOWN = 200
"""Actors of a system at a glance; the rest are counted."""

_STATES = frozenset({"state", "igo", "bloc", "sep"})
_OFTEN = 8
"""Pieces of evidence from which other actors are among the main ones."""

SURE = 0.8
"""Probability from which a movement is told first."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """How strongly a pole pulls; NULL: not measured."""

    pole_id: str
    pull: float | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Body:
    """An actor in the system. `n_evidence`: rows that its ties rest on."""

    actor_id: str
    name: str
    kind: str
    is_pole: bool
    n_evidence: int
    hedging: float | None
    pulls: tuple[Pulled, ...]


@dataclass(frozen=True, slots=True)
class Bond:
    """The tie of two actors in both directions, `a` before `b`; a direction that is not measured is NULL."""

    a: str
    b: str
    value: float
    """Mean of the directions that are measured, by what they rest on, -1 to 1."""
    low: float
    high: float
    there: Tie | None
    back: Tie | None


@dataclass(frozen=True, slots=True)
class System:
    """What a world says of its actors in one period.

    `bodies` have most evidence first, `n_others` were left out. `moves` are those of the last period, surest first,
    and empty for an earlier one.
    """

    period: dt.date | None
    periods: tuple[dt.date, ...]
    layer: Layer
    bodies: tuple[Body, ...]
    n_others: int
    bonds: tuple[Bond, ...]
    moves: tuple[Drift, ...]


def system(
    world: World | str | Path, *, period: dt.date | None = None, layer: Layer = "all", limit: int = SHOWN
) -> System:
    """The ties of a period, the actors between whom they are, and how these moved up to the last period.

    Args:
        world: a world or its file.
        period: a day; its period is taken. None: the last.
        layer: which evidence the ties rest on.
        limit: at most so many actors, those with most evidence.

    Raises:
        UsageError: a day before the first period.
        WorldError: the world cannot be used.
    """
    with opened(world) as w:
        periods = w.once(
            ("periods", layer),
            lambda: tuple(
                one for (one,) in w.query("SELECT DISTINCT period FROM ties WHERE layer = ? ORDER BY 1", layer)
            ),
        )
        chosen = _chosen(periods, period)
        return w.recent(("system", layer, chosen, limit), lambda: _system(w, periods, chosen, layer, limit))


def told(moves: Sequence[Drift], most: int = 6) -> list[Drift]:
    """The movements to tell first: sure ones, that between two poles once."""
    seen: set[frozenset[str]] = set()
    found = []
    for move in moves:
        pair = frozenset((move.actor_id, move.pole_id))
        if (move.probability or 0) >= SURE and pair not in seen:
            found.append(move)
        seen.add(pair)
    return found[:most]


def main_actors(found: System) -> System:
    """A system without those told of seldom who are no state or organisation of states; they are counted."""
    kept = [body for body in found.bodies if body.is_pole or body.kind in _STATES or body.n_evidence >= _OFTEN]
    ids = {body.actor_id for body in kept}
    return replace(
        found,
        bodies=tuple(kept),
        n_others=found.n_others + len(found.bodies) - len(kept),
        bonds=tuple(bond for bond in found.bonds if bond.a in ids and bond.b in ids),
    )


def _chosen(periods: Sequence[dt.date], wanted: dt.date | None) -> dt.date | None:
    if not periods:
        return None
    if wanted is None:
        return periods[-1]
    found = [one for one in periods if one <= wanted]
    if not found:
        raise UsageError(f"expected a day from {periods[0]} on, came {wanted}: nothing is told of earlier ones")
    return found[-1]


def _system(world: World, periods: tuple[dt.date, ...], period: dt.date | None, layer: Layer, limit: int) -> System:
    if period is None:
        return System(None, (), layer, (), 0, (), ())
    ties = world.rows(Tie, "layer = ? AND period = ?", layer, period)
    bonds = _bonds(ties)
    bodies = _bodies(world, bonds, period)
    kept = {body.actor_id for body in bodies[:limit]}
    moves = world.rows(Drift, "layer = ?", layer) if period == periods[-1] else []
    return System(
        period,
        periods,
        layer,
        tuple(bodies[:limit]),
        max(0, len(bodies) - limit),
        tuple(bond for bond in bonds if bond.a in kept and bond.b in kept),
        tuple(sorted(moves, key=_by_sureness)),
    )


def _by_sureness(move: Drift) -> tuple[bool, float, str, str]:
    """Sure ones first, the largest of them before others."""
    sure = (move.probability or 0) >= SURE
    size = abs(move.change or 0) if sure else (move.probability or 0)
    return not sure, -size, move.actor_id, move.pole_id


def _bonds(ties: Sequence[Tie]) -> list[Bond]:
    found = {(tie.source_id, tie.target_id): tie for tie in ties if tie.value is not None}
    pairs = sorted({(min(pair), max(pair)) for pair in found})
    return [_bond(a, b, found.get((a, b)), found.get((b, a))) for a, b in pairs]


def _bond(a: str, b: str, there: Tie | None, back: Tie | None) -> Bond:
    measured = [tie for tie in (there, back) if tie is not None]
    weight = sum(tie.n_evidence for tie in measured)
    value, low, high = (
        sum((getattr(tie, name) or 0.0) * tie.n_evidence for tie in measured) / weight
        for name in ("value", "low", "high")
    )
    return Bond(a, b, value, low, high, there, back)


def _bodies(world: World, bonds: Sequence[Bond], period: dt.date) -> list[Body]:
    amount: defaultdict[str, int] = defaultdict(int)
    for bond in bonds:
        for tie in (bond.there, bond.back):
            for one in (bond.a, bond.b) if tie else ():
                amount[one] += tie.n_evidence if tie else 0
    known = {one: (name, kind) for one, name, kind in world.query("SELECT actor_id, name, kind FROM actors")}
    pulls: defaultdict[str, list[Pulled]] = defaultdict(list)
    hedging: dict[str, float | None] = {}
    sql = "SELECT actor_id, pole_id, pull, share, hedging FROM orbits WHERE period = ? ORDER BY 1, 2"
    for actor_id, pole_id, pull, share, hedges in world.query(sql, period):
        pulls[actor_id].append(Pulled(pole_id, pull, share))
        hedging[actor_id] = hedges
    poles = {pole for (pole,) in world.query("SELECT DISTINCT pole_id FROM orbits")}
    found = []
    for one in sorted(amount, key=lambda one: (one not in poles, -amount[one], one)):
        name, kind = known.get(one, (one, one.split(":")[0]))
        found.append(Body(one, name, kind, one in poles, amount[one], hedging.get(one), tuple(pulls.get(one, ()))))
    return found
