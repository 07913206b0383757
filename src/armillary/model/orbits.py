"""Orbits: how strongly each pole pulls an actor, and how evenly the actor leans on several.

    closeness(A, P) = mean of the ties A to P and P to A, each by its precision 1 / spread^2
    pull(A, P) = closeness + DEPENDENCE x exposure(A, P)
    share(A, P) = max(0, pull) / sum over poles of max(0, pull)
    hedging(A) = - sum of share x log(share) / log(number of poles measured)

Exposure (0-1) is what A depends on P for (`armillary.model.exposure`): an actor that needs a pole is held by it even
where they quarrel. Intervals are 80 %, with the covariance of the two ties. Hedging is normalised entropy (Shannon
1948; Pielou 1966): 0 with one pole, 1 with all alike.
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
        mean, spread = np.full((2, len(of), len(actors), len(ties.periods.starts)), np.nan)
        for p, pole in enumerate(poles.tolist()):
            out = np.array([pair.get((a, pole), -1) for a in actors.tolist()], np.int64)
            back = np.array([pair.get((pole, a), -1) for a in actors.tolist()], np.int64)
            held = np.array([exposure.get((ties.actors[a], of[p]), 0.0) for a in actors])
            mean[p], spread[p] = _closeness(ties, out, back, held[:, None])
        return mean, spread

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
    if not len(ties.source):
        return Pull(actor, pole, *np.full((2, len(ties.periods.starts)), np.nan))
    out, back = (np.array([-1 if pair is None else pair]) for pair in (ties.pair(actor, pole), ties.pair(pole, actor)))
    mean, spread = _closeness(ties, out, back, np.array([[exposure]]))
    return Pull(actor, pole, mean[0], spread[0])


def _closeness(ties: Ties, out: Ints, back: Ints, exposure: Floats) -> tuple[Floats, Floats]:
    """Pull and its spread, each of shape (actors, periods); NaN where nothing was measured.

    Args:
        ties: of the layer.
        out: pairs from each actor to a pole; -1: not measured.
        back: pairs from the pole to each actor; the same.
        exposure: of each actor, shape (actors, 1).
    """
    one, other = _precision(ties, out), _precision(ties, back)
    total = one + other
    weighted = one * ties.value[out] + other * ties.value[back]
    shared = ties.shared[ties.couple[np.maximum(out, back)]]
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(total > 0, weighted / total, np.nan) + DEPENDENCE * exposure
        return mean, np.where(total > 0, np.sqrt(1 / total + 2 * one * other * shared / total**2), np.nan)


def _precision(ties: Ties, pairs: Ints) -> Floats:
    """1 / spread^2, shape (pairs, periods); 0 before the first evidence and where a pair is -1."""
    measured = (ties.n_evidence[pairs] > 0) & (pairs[:, None] >= 0)
    out: Floats = np.where(measured, 1 / ties.spread[pairs].astype(np.float64) ** 2, 0.0)
    return out
