"""The model of a world: evidence in; ties, change points, orbits, loops, forecasts out. What alone knows the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from armillary.model.chances.rows import forecasts
from armillary.model.collect import collect, voices
from armillary.model.drift import drift
from armillary.model.evidence import Evidence
from armillary.model.exposure import dependences, exposures
from armillary.model.loops import causal_map
from armillary.model.orbits import orbits, poles
from armillary.model.ties import Settings, Ties, fit
from armillary.model.turns import turns
from armillary.progress import Progress, Silent, track
from armillary.schema import Arrow, Drift, Forecast, Layer, Loop, Orbit, Tie, Turn
from armillary.world import Workshop, World

LAYERS: Final[tuple[Layer, ...]] = ("all", "words", "deeds", "official", "other")

_MOVERS: Final = 60
"""Actors whose drift is written; that of others is found when asked for."""

_MEMORY: Final = "1GB"
"""What the file's cache may take while ties are written."""


@dataclass(frozen=True, slots=True)
class Modelled:
    """What was fitted, and how, as `runs` keeps it."""

    settings: Mapping[str, object]
    n_evidence: int
    n_ties: int


def layer(found: Evidence, name: Layer) -> Evidence:
    """The evidence of a layer; that of `other` is given by `voices`."""
    if name == "words":
        return found.where(found.words)
    if name == "deeds":
        return found.where(~found.words)
    if name == "official":
        return found.where(found.official)
    return found


def evidence_of(world: World | Workshop, name: Layer, as_of: dt.date | None = None) -> Evidence:
    """The evidence of one layer of a world; `as_of`: only what was published, and happened, up to this day."""

    def found() -> Evidence:
        return voices(world, as_of) if name == "other" else layer(collect(world, as_of), name)

    return world.once(("evidence", name), found) if isinstance(world, World) and as_of is None else found()


def ties_of(world: World, name: Layer = "all") -> Ties:
    """The ties of one layer of a finished world, fitted at most once while it is open."""
    return world.once(("ties", name), lambda: fitted(evidence_of(world, name), name))


def fitted(found: Evidence, name: Layer = "all", *, structure: bool = True) -> Ties:
    """Ties of one layer; with `structure` pairs that share an institution rest nearer to each other."""
    return fit(found, settings_of(structure=structure), layer=name)


def remodel(workshop: Workshop, progress: Progress | None = None, *, structure: bool = True) -> Modelled:
    """Fit all layers of a world anew and write them.

    Ties are written some pairs at a time, not in one transaction, which would hold them all in memory; the world itself
    is replaced when all is done.

    Returns:
        parameters of each layer, and counts.
    """
    found = collect(workshop)
    with workshop.transaction():
        workshop.clear(Tie, Turn, Orbit, Drift, Arrow, Loop, Forecast)
    learnt: dict[str, object] = {}
    workshop.execute(f"SET memory_limit = '{_MEMORY}'")
    try:
        for name in track(LAYERS, progress or Silent(), "fitting ties"):
            learnt[name] = _write(
                workshop, voices(workshop) if name == "other" else layer(found, name), name, structure
            )
        with workshop.transaction():
            drivers = causal_map(workshop)
            workshop.insert(Arrow, drivers.arrows)
            workshop.insert(Loop, drivers.loops)
            workshop.insert(Forecast, forecasts(found))
    finally:
        workshop.execute("RESET memory_limit")
    return Modelled({"structure": structure, "parameters": learnt}, len(found), workshop.count(Tie))


def _write(workshop: Workshop, found: Evidence, name: Layer, structure: bool) -> Mapping[str, object]:
    """Fit a layer, write it, and tell its parameters."""
    ties = fitted(found, name, structure=structure)
    for table in ties.tables():
        workshop.insert_arrow(Tie, table)
    workshop.insert(Turn, turns(found, ties))
    if name == "all":
        workshop.insert(Drift, drifts(found, ties))
        for table in orbits(ties, poles(ties), exposures(dependences(workshop))):
            workshop.insert_arrow(Orbit, table)
    return _shown(ties)


def drifts(found: Evidence, ties: Ties, most: int = _MOVERS) -> list[Drift]:
    """How the actors with most evidence, the poles among them, moved between the poles; what is measured of it."""
    of = poles(ties)
    amount = np.zeros(len(ties.actors))
    np.add.at(amount, ties.source, ties.n_evidence[:, -1] if len(ties.source) else 0)
    np.add.at(amount, ties.target, ties.n_evidence[:, -1] if len(ties.source) else 0)
    movers = [ties.actors[n] for n in np.argsort(-amount, kind="stable")[:most]]
    return [row for actor in movers for row in drift(found, ties, actor, of) if row.change is not None]


def settings_of(*, structure: bool = True) -> Settings:
    """How the ties of a world are fitted: with what is known of who shares which institution, or without."""
    return Settings(structure=structure)


def _shown(ties: Ties) -> Mapping[str, object]:
    p = ties.learnt.parameters
    return {
        "step": ties.periods.step,
        "phi": round(p.phi, 6),
        "tau": round(p.tau, 6),
        "r": round(p.r, 6),
        "s": round(p.s, 6),
        "rho": round(p.rho, 6),
        "jumps": round(p.jumps, 6),
        "sudden": round(p.sudden, 6),
        "outliers": round(p.outliers, 6),
        "mean": round(ties.learnt.mean, 6),
        "leanings": [round(one, 6) for one in ties.learnt.leanings],
        "learnt_from": ties.learnt.n_cells,
    }
