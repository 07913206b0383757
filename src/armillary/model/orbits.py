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

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from armillary.model.ties import WITHIN_80, Ties
from armillary.schema import Orbit, arrow_schema

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DEPENDENCE: Final = 0.5
"""What full exposure adds to the pull of a pole: as much as a tie half as close as can be."""

POLES: Final = ("USA", "CHN", "RUS", "igo:eu", "TUR", "IND", "IRN")
"""Poles looked at where none are named, as far as they are measured."""

_OTHERWISE = 5
"""Where none of these is measured: so many of the actors with the most evidence."""


_ACTORS = 2048
"""Actors worked on at once: what bounds the memory."""


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


def orbits(
    ties: Ties, of: Sequence[str], exposure: Mapping[tuple[str, str], float] | None = None
) -> Iterator[pa.Table]:
    """Rows of the table `orbits`: of all actors that have a tie with a pole, every period since the first."""
    actors, cube = _all(ties, of, exposure or {})
    for start in range(0, len(actors), _ACTORS):
        yield _table(ties, of, actors[start : start + _ACTORS], cube(actors[start : start + _ACTORS]))


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


def _all(
    ties: Ties, of: Sequence[str], exposure: Mapping[tuple[str, str], float]
) -> tuple[Ints, Callable[[Ints], tuple[Floats, Floats]]]:
    """Actors with a tie to a pole, and what gives means and spreads of some of them, (poles, actors, periods) each."""
    number = {actor: n for n, actor in enumerate(ties.actors)}
    poles = np.array([number.get(pole, -1) for pole in of], np.int64)
    pair = {key: n for n, key in enumerate(zip(ties.source.tolist(), ties.target.tolist(), strict=True))}
    near = np.isin(ties.source, poles) | np.isin(ties.target, poles)

    def cube(actors: Ints) -> tuple[Floats, Floats]:
        shape = (len(of), len(actors), len(ties.periods.starts))
        total, weighted = np.zeros(shape), np.zeros(shape)
        for p, pole in enumerate(poles.tolist()):
            for direction in ([(a, pole) for a in actors.tolist()], [(pole, a) for a in actors.tolist()]):
                at = np.array([pair.get(key, -1) for key in direction], np.int64)
                known = np.flatnonzero(at >= 0)
                weight = _precision(ties, at[known])
                total[p, known] += weight
                weighted[p, known] += weight * ties.value[at[known]]
        held = np.array([[exposure.get((ties.actors[a], pole), 0.0) for a in actors] for pole in of])
        return _closeness(total, weighted, held[:, :, None])

    return np.unique(np.concatenate([ties.source[near], ties.target[near]])), cube


def _table(ties: Ties, of: Sequence[str], actors: Ints, found: tuple[Floats, Floats]) -> pa.Table:
    mean, spread = found
    share, hedging = shares(mean.reshape(len(of), -1))
    p, a, t = np.nonzero(~np.isnan(mean))
    value, half = mean[p, a, t], WITHIN_80 * spread[p, a, t]
    columns = {
        "actor_id": np.array(ties.actors, object)[actors[a]],
        "pole_id": np.array(of, object)[p],
        "period": np.array(ties.periods.starts, "datetime64[D]")[t],
        "pull": np.round(value, 6),
        "low": np.round(value - half, 6),
        "high": np.round(value + half, 6),
        "share": np.round(share.reshape(mean.shape)[p, a, t], 6),
        "hedging": np.round(hedging.reshape(mean.shape[1:])[a, t], 6),
    }
    schema = arrow_schema(Orbit)
    return pa.table([pa.array(columns[field.name], field.type, from_pandas=True) for field in schema], schema=schema)


def _pull(ties: Ties, actor: str, pole: str, exposure: float) -> Pull:
    """Both directions by their precision; one alone where the other is not measured."""
    found = [pair for pair in (ties.pair(actor, pole), ties.pair(pole, actor)) if pair is not None]
    weight = _precision(ties, np.array(found, np.int64))
    total, weighted = weight.sum(axis=0), (weight * ties.value[found]).sum(axis=0)
    return Pull(actor, pole, *_closeness(total, weighted, exposure))


def _precision(ties: Ties, pairs: Ints) -> Floats:
    """1 / spread^2, shape (pairs, periods); 0 before the first evidence."""
    out: Floats = np.where(ties.n_evidence[pairs] > 0, 1 / ties.spread[pairs].astype(np.float64) ** 2, 0.0)
    return out


def _closeness(total: Floats, weighted: Floats, exposure: Floats | float) -> tuple[Floats, Floats]:
    """Pull and its spread; NaN where nothing was measured."""
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(total > 0, weighted / total, np.nan) + DEPENDENCE * exposure
        return mean, np.where(total > 0, 1 / np.sqrt(total), np.nan)
