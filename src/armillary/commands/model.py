"""The model of a world: ties, drift, levers as dependence, loops."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from armillary.commands.filtering import called, nobody
from armillary.commands.opening import opened
from armillary.errors import UsageError
from armillary.model import drift as moving
from armillary.model import whatif as supposing
from armillary.model.drift import WINDOW
from armillary.model.evidence import day_of
from armillary.model.exposure import Dependence, dependences
from armillary.model.loops import CausalMap, stored
from armillary.model.orbits import poles as usual_poles
from armillary.model.store import LAYERS, evidence_of, fitted, settings_of, ties_of
from armillary.model.whatif import Act, WhatIf, parse
from armillary.results import Rows
from armillary.schema import Drift, Layer, Tie
from armillary.world import World


def ties(
    world: World | str | Path,
    actor: str,
    other: str,
    *,
    layer: str = "all",
    as_of: dt.date | None = None,
    structure: bool = True,
) -> Rows[Tie]:
    """The tie of one actor to another and back, period by period; empty: not measured.

    Args:
        world: a world or its file.
        actor: id or name.
        other: id or name.
        layer: `all`, `words`, `deeds`, `official` or `other`.
        as_of: only what was published, and happened, up to this day.
        structure: let pairs that share an institution rest nearer to each other.

    Raises:
        UsageError: an actor that the world does not have, or no such layer.
        WorldError: the world cannot be used.
    """
    with opened(world) as w:
        source, target = actor_id(w, actor), actor_id(w, other)
        wanted = layer_of(layer)
        if as_of is None and structure:
            stored = w.rows(
                Tie,
                "layer = ? AND ((source_id = ? AND target_id = ?) OR (source_id = ? AND target_id = ?))",
                *(wanted, source, target, target, source),
            )
            return Rows(Tie, stored, world=w.path)
        found = fitted(evidence_of(w, wanted, as_of), wanted, structure=structure)
        pairs = [found.pair(source, target), found.pair(target, source)]
        fresh = [row for pair in pairs if pair is not None for row in found.rows_of(pair)]
        return Rows(Tie, fresh, world=w.path, as_of=as_of)


def drift(
    world: World | str | Path,
    actor: str,
    *,
    poles: Sequence[str] = (),
    days: int = WINDOW,
    layer: str = "all",
    as_of: dt.date | None = None,
) -> Rows[Drift]:
    """How an actor's ties with poles moved over the last days that the world tells of.

    Args:
        world: a world or its file.
        actor: id or name.
        poles: ids or names; none: the great powers that the world tells of.
        days: length of the window.
        layer: as in `ties`.
        as_of: as in `ties`.

    Raises:
        UsageError: an actor that the world does not have, or no such layer.
        WorldError: the world cannot be used.
    """
    with opened(world) as w:
        one = actor_id(w, actor)
        wanted = layer_of(layer)
        found = evidence_of(w, wanted, as_of)
        fit = ties_of(w, wanted) if as_of is None else fitted(found, wanted)
        chosen = [actor_id(w, pole, strict=False) for pole in poles] or usual_poles(fit)
        moves = moving.drift(found, fit, one, [p for p in chosen if p != one], days)
        return Rows(Drift, moves, world=w.path, as_of=as_of)


def exposure(world: World | str | Path, *, actor: str | None = None) -> Rows[Dependence]:
    """Who depends on whom for what, and what of it was threatened or used. Raises as `ties`."""
    with opened(world) as w:
        one = actor_id(w, actor) if actor else None
        kept = [
            found for found in w.once("dependences", lambda: dependences(w)) if one in (None, found.actor, found.on)
        ]
        return Rows(Dependence, kept, world=w.path)


def loops(world: World | str | Path) -> CausalMap:
    """What the articles say drives what, merged by meaning, and the loops it closes.

    Raises:
        WorldError: the world cannot be used.
    """
    with opened(world) as w:
        return w.once("causal map", lambda: stored(w))


def actor_id(world: World, given: str, *, strict: bool = True) -> str:
    """Id of an actor given by id or name; with `strict` false an unknown one is taken as it is.

    Raises:
        UsageError: nobody is called so; names the nearest.
    """
    found = called(world, given)
    if strict and not found:
        raise nobody(world, given)
    return found[0] if found else given


def layer_of(given: str) -> Layer:
    """The layer of this name.

    Raises:
        UsageError: there is none.
    """
    for name in LAYERS:
        if name == given:
            return name
    raise UsageError(f"no layer {given!r}: one of {', '.join(LAYERS)}")


def whatif(world: World | str | Path, acts: Sequence[str], *, poles: Sequence[str] = ()) -> WhatIf:
    """What acts would change in ties, orbits and what comes next.

    Args:
        world: a world or its file.
        acts: each as WHO TYPE WHOM DATE (`RUS COERCE KAZ 2022-11-01`), actors by id; several happen together.
        poles: whose pull is compared; none: the great powers that the world tells of.

    Raises:
        UsageError: an act that does not read as one, or an actor that the world does not have.
        WorldError: the world cannot be used.
    """
    if not acts:
        raise UsageError("nothing is supposed: give an act such as 'RUS COERCE KAZ 2022-11-01'")
    with opened(world) as w:
        found = evidence_of(w, "all")
        latest = day_of(int(found.day.max())) if len(found) else dt.date(1970, 1, 1)
        supposed = [_resolved(w, parse(text, latest)) for text in acts]
        chosen = [actor_id(w, pole, strict=False) for pole in poles] or usual_poles(ties_of(w))
        return supposing.whatif(
            found,
            supposed,
            settings_of(),
            poles=chosen,
            levers=w.once("dependences", lambda: dependences(w)),
            base=ties_of(w),
            drivers=w.once("causal map", lambda: stored(w)),
        )


def _resolved(world: World, act: Act) -> Act:
    return replace(act, source=actor_id(world, act.source), target=actor_id(world, act.target))
