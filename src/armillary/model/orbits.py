"""Orbits: how strongly each pole pulls an actor, and how evenly the actor leans on several.

    closeness(A, P) = mean of the ties A to P and P to A, each by its precision 1 / spread^2
    pull(A, P) = closeness + DEPENDENCE x exposure(A, P)
    share(A, P) = max(0, pull) / sum over poles of max(0, pull)
    hedging(A) = - sum of share x log(share) / log(number of poles measured)

Exposure (0-1) is what A depends on P for (`armillary.model.exposure`): an actor that needs a pole is held by it even
where they quarrel. Intervals are 80 %; the two ties are taken as independent given their evidence. Hedging is
normalised entropy (Shannon 1948; Pielou 1966): 0 with one pole, 1 with all alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from armillary.model.ties import WITHIN_80, Ties
from armillary.schema import Orbit

Floats = NDArray[np.float64]

DEPENDENCE: Final = 0.5
"""What full exposure adds to the pull of a pole: as much as a tie half as close as can be."""

POLES: Final = ("USA", "CHN", "RUS", "igo:eu", "TUR", "IND", "IRN")
"""Poles looked at where none are named, as far as they are measured."""

_OTHERWISE = 5
"""Where none of these is measured: so many of the actors with the most evidence."""


@dataclass(frozen=True, slots=True)
class Pull:
    """The pull of one pole on one actor in each period; NaN where nothing was measured. Arrays of shape (periods,)."""

    actor: str
    pole: str
    mean: Floats
    spread: Floats


def poles(ties: Ties, wanted: Sequence[str] = ()) -> tuple[str, ...]:
    """The poles to look at: those wanted, else the usual ones that are measured, else those with most evidence."""
    if wanted:
        return tuple(wanted)
    usual = tuple(pole for pole in POLES if pole in ties.actors)
    if len(usual) > 1 or not len(ties.source):
        return usual
    amount = np.zeros(len(ties.actors))
    np.add.at(amount, ties.source, ties.n_evidence[:, -1])
    np.add.at(amount, ties.target, ties.n_evidence[:, -1])
    return tuple(ties.actors[n] for n in np.argsort(-amount, kind="stable")[:_OTHERWISE])


def pulls(
    ties: Ties, actor: str, of: Sequence[str], exposure: Mapping[tuple[str, str], float] | None = None
) -> list[Pull]:
    """Pull of each pole on an actor.

    Args:
        ties: of the layer to look at.
        actor: who is pulled.
        of: the poles.
        exposure: of (actor, pole), 0-1.
    """
    return [_pull(ties, actor, pole, (exposure or {}).get((actor, pole), 0.0)) for pole in of if pole != actor]


def orbits(ties: Ties, of: Sequence[str], exposure: Mapping[tuple[str, str], float] | None = None) -> Iterator[Orbit]:
    """Orbits of all actors that have a tie with a pole, for every period since the first."""
    numbers = {ties.actors.index(pole) for pole in of if pole in ties.actors}
    near = np.isin(ties.source, list(numbers)) | np.isin(ties.target, list(numbers))
    for number in np.unique(np.concatenate([ties.source[near], ties.target[near]])):
        yield from _orbits(ties, pulls(ties, ties.actors[number], of, exposure))


def shares(means: Floats) -> tuple[Floats, Floats]:
    """Shares, of the shape of `means` (poles, periods), and hedging, shape (periods,); NaN where nothing pulls."""
    positive = np.where(np.isnan(means), 0.0, np.maximum(means, 0.0))
    total = positive.sum(axis=0)
    measured = (~np.isnan(means)).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(np.isnan(means), np.nan, positive / total)
        entropy = -np.where(positive > 0, positive / total * np.log(positive / total), 0.0).sum(axis=0)
        hedging = np.where((measured > 1) & (total > 0), entropy / np.log(measured), np.nan)
    return share, hedging


def _orbits(ties: Ties, found: list[Pull]) -> Iterator[Orbit]:
    if not found:
        return
    share, hedging = shares(np.array([pull.mean for pull in found]))
    for pull, shared in zip(found, share, strict=True):
        for t in np.flatnonzero(~np.isnan(pull.mean)):
            mean, half = float(pull.mean[t]), WITHIN_80 * float(pull.spread[t])
            yield Orbit(
                actor_id=pull.actor,
                pole_id=pull.pole,
                period=ties.periods.starts[t],
                pull=round(mean, 6),
                low=round(mean - half, 6),
                high=round(mean + half, 6),
                share=_known(shared[t]),
                hedging=_known(hedging[t]),
            )


def _pull(ties: Ties, actor: str, pole: str, exposure: float) -> Pull:
    """Both directions by their precision; one alone where the other is not measured."""
    n = len(ties.periods.starts)
    total, weighted = np.zeros(n), np.zeros(n)
    for pair in (ties.pair(actor, pole), ties.pair(pole, actor)):
        if pair is not None:
            precision = np.where(ties.n_evidence[pair] > 0, 1 / ties.spread[pair].astype(np.float64) ** 2, 0.0)
            total += precision
            weighted += precision * ties.value[pair]
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(total > 0, weighted / total, np.nan) + DEPENDENCE * exposure
        return Pull(actor, pole, mean, np.where(total > 0, 1 / np.sqrt(total), np.nan))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 6)
