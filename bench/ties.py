"""Ties: do they tell the sign of what comes next, do their intervals hold, and are turns found where they were.

On event histories (ICEWS): parameters are learnt from half of the pairs and the first half of the months; the area
under the ROC curve is that of the tie at the end of one month for the sign of the next month's interactions, of the
other pairs in the other months; then the halves of pairs change places. On made worlds, three of each sort, where the
true tie is known: coverage of the 80 % interval, the sign of drift over the last year where the program is 95 % sure,
and how sure it is of all signs against how often it is right, change points found within two months, and false ones.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from armillary.model.cells import calendar, cells
from armillary.model.collect import collect
from armillary.model.drift import drift
from armillary.model.evidence import Evidence, day_number, day_of
from armillary.model.load import load_file
from armillary.model.ties import WITHIN_80, Settings, Ties, fit
from armillary.model.turns import turns
from armillary.world import Workshop

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

PAIRS, MONTHS, SEEDS = 300, 84, 3
MEASURED = 30
"""Sure drifts of a sort of world from which the share of right ones says something."""


def auc(score: Floats, positive: Flags) -> float:
    """Area under the ROC curve, ties counted as halves."""
    ranks, n = rankdata(score), int(positive.sum())
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(positive) - n)))


def history(folder: Path) -> Evidence:
    """The evidence of a history of quadruples."""
    with tempfile.TemporaryDirectory() as place, Workshop.open(Path(place) / "w.duckdb") as workshop:
        for name in ("train", "valid"):
            load_file(workshop, folder / f"{name}.tsv.gz", "quadruples")
        return collect(workshop)


@dataclass(frozen=True)
class Asked:
    """Pairs and months asked about; arrays of one length."""

    tie: Floats
    """At the end of the month before."""
    friendly: Flags
    states: Flags
    """Between two states."""
    held_out: Flags

    def auc(self, chosen: Flags) -> dict[str, Any]:
        return {"auc": round(auc(self.tie[chosen], self.friendly[chosen]), 4), "n": int(chosen.sum())}


def signs(found: Evidence) -> dict[str, Any]:
    """Next month's signs from this month's ties."""
    out: dict[str, Any] = {}
    for name, structure in (("plain", False), ("with structure", True)):
        halves = [asked(found, half, structure) for half in (0, 1)]
        both = Asked(*(np.concatenate([getattr(one, field) for one in halves]) for field in Asked.__annotations__))
        out[name] = {
            "held out": both.auc(both.held_out),
            "held out, pairs of states": both.auc(both.held_out & both.states),
            "all months": halves[0].auc(np.ones_like(halves[0].states)),
            "all months, pairs of states": halves[0].auc(halves[0].states),
        }
    return out


def asked(found: Evidence, half: int, structure: bool) -> Asked:
    """What is asked, with parameters from one half of the pairs in the first half of the months."""

    def own(source: Ints, target: Ints) -> Flags:
        mine: Flags = (np.minimum(source, target) * 31 + np.maximum(source, target)) % 2 == half
        return mine

    middle = int(np.median(np.unique(found.day)))
    learnt = fit(found.where(own(found.source, found.target) & (found.day <= middle)), Settings(step="month")).learnt
    ties = fit(found, Settings(step="month", learnt=learnt, structure=structure))
    of = cells(found, ties.periods)
    s, t, before = of.source[of.pair], of.target[of.pair], np.maximum(of.period - 1, 0)
    known = np.flatnonzero((ties.n_evidence[of.pair, before] > 0) & (abs(of.mean) > 1e-6) & (of.period > 0))
    state = np.array([":" not in actor for actor in ties.actors])
    held_out = ~own(s, t) & (of.period > ties.periods.of(np.array([middle]))[0])
    tie = ties.value[of.pair, before].astype(np.float64)
    return Asked(tie[known], (of.mean > 0)[known], (state[s] & state[t])[known], held_out[known])


@dataclass(frozen=True)
class Made:
    """A made world."""

    truth: Floats
    """Shape (PAIRS, MONTHS)."""
    turned: Flags
    """Where a jump is, same shape."""
    evidence: Evidence


def made(seed: int, steps: Callable[[np.random.Generator], Floats], rate: float, tails: float | None = None) -> Made:
    """Reports of true ties; `tails`: degrees of freedom of their errors, None: normal."""
    random = np.random.default_rng(seed)
    truth = steps(random)
    pair, month = np.nonzero(np.ones_like(truth))
    number = np.repeat(np.arange(len(pair)), random.poisson(rate, len(pair)))
    error = random.normal(0, 1, len(number)) if tails is None else random.standard_t(tails, len(number))
    value = truth[pair[number], month[number]] + 0.25 * error
    starts = np.array([day_number(day) for day in calendar(day_of(10957), day_of(10957 + 31 * MONTHS), "month").starts])
    n, p = len(number), pair[number]
    made_of = Evidence(
        tuple(f"a{k:03}" for k in range(2 * PAIRS)),
        p,
        p + PAIRS,
        starts[month[number]] + random.integers(0, 28, n),
        value,
        np.ones(n),
        np.arange(n),
        np.zeros(n, np.bool_),
        np.ones(n, np.bool_),
        np.zeros(n, np.int64),
        ("CONSULT",),
        (),
    )
    turned = np.abs(np.diff(truth, axis=1, prepend=truth[:, :1])) > 0.45
    return Made(truth, turned, made_of)


def returning(phi: float, tau: float, jumps: float = 0.0) -> Callable[[np.random.Generator], Floats]:
    """Ties that return to their mean, with a jump of .6 in a month with probability `jumps`."""

    def steps(random: np.random.Generator) -> Floats:
        out = np.zeros((PAIRS, MONTHS))
        out[:, 0] = random.normal(0, tau, PAIRS)
        for t in range(1, MONTHS):
            hit = random.random(PAIRS) < jumps
            jump = np.where(hit, 0.6 * np.where(out[:, t - 1] > 0, -1, 1), 0.0)
            out[:, t] = phi * out[:, t - 1] + random.normal(0, tau * np.sqrt(1 - phi**2), PAIRS) + jump
        return out

    return steps


def walking(random: np.random.Generator) -> Floats:
    """A random walk."""
    start, steps = random.normal(0, 0.2, (PAIRS, 1)), random.normal(0, 0.03, (PAIRS, MONTHS))
    walk: Floats = start + np.cumsum(steps, axis=1)
    return walk


WORLDS: dict[str, Callable[[int], Made]] = {
    "mean reverting": lambda seed: made(seed, returning(0.95, 0.25), 2.0),
    "random walk": lambda seed: made(seed, walking, 2.0),
    "few reports": lambda seed: made(seed, returning(0.97, 0.25), 0.15),
    "many reports": lambda seed: made(seed, returning(0.97, 0.25), 12.0),
    "heavy tails (t with 3 degrees)": lambda seed: made(seed, returning(0.97, 0.25), 2.0, 3.0),
    "jumps": lambda seed: made(seed, returning(0.99, 0.2, 0.01), 3.0),
}


@dataclass(frozen=True)
class Outcome:
    """How well a made world is told; arrays of one length each."""

    inside: Flags
    """Of each tie and month with evidence: the truth lies in the interval."""
    drift_inside: Flags
    sure: Floats
    """Probability that a drift has its sign."""
    right: Flags
    hit: Flags
    """Of each true change point: it was found."""
    false: Flags
    """Of each change point told: there was none."""

    def summary(self, worlds: int) -> dict[str, Any]:
        surely = self.sure >= 0.95
        return {
            "coverage": round(float(self.inside.mean()), 4),
            "coverage of drift": round(float(self.drift_inside.mean()), 4),
            "drift sign where 95 % sure": round(float(self.right[surely].mean()), 4) if surely.any() else None,
            "so sure": int(surely.sum()),
            "sure of sign, on average": round(float(self.sure.mean()), 4),
            "right of sign, on average": round(float(self.right.mean()), 4),
            "turns": len(self.hit),
            "found": round(float(self.hit.mean()), 4) if len(self.hit) else None,
            "false ones in ten years of a pair": round(
                10 * float(self.false.sum()) / (worlds * PAIRS * MONTHS / 12), 4
            ),
        }


def together(parts: list[Outcome]) -> dict[str, Any]:
    """Several worlds of one sort."""
    fields = Outcome.__annotations__
    return Outcome(*(np.concatenate([getattr(one, f) for one in parts]) for f in fields)).summary(len(parts))


def world(known: Made) -> Outcome:
    """How well a made world is told."""
    ties = fit(known.evidence, Settings(step="month"))
    truth = known.truth[ties.source, : ties.value.shape[1]]
    inside = np.abs(ties.value - truth) <= WITHIN_80 * ties.spread
    return Outcome(inside[ties.n_evidence > 0], *_drift(known, ties), *_turns(known, ties))


def _drift(known: Made, ties: Ties) -> tuple[Flags, Floats, Flags]:
    told: list[tuple[bool, float, bool]] = []
    for pair in range(PAIRS):
        if ties.pair(f"a{pair:03}", f"a{pair + PAIRS:03}") is None:
            continue
        (one,) = drift(known.evidence, ties, f"a{pair:03}", [f"a{pair + PAIRS:03}"])
        end = ties.value.shape[1] - 1
        start = int(ties.periods.of(np.array([day_number(one.since)]))[0])
        moved = known.truth[pair, end] - known.truth[pair, start]
        if one.change is None or one.low is None or one.high is None or one.probability is None:
            continue
        told.append((one.low <= moved <= one.high, one.probability, (one.change > 0) == (moved > 0)))
    inside, sure, right = zip(*told, strict=True)
    return np.array(inside), np.array(sure), np.array(right)


def _turns(known: Made, ties: Ties) -> tuple[Flags, Flags]:
    months = {start: n for n, start in enumerate(ties.periods.starts)}
    told = {(int(turn.source_id[1:]), months[turn.period]) for turn in turns(_with_rows(known.evidence), ties)}
    hit = [any((p, t + d) in told for d in range(-2, 3)) for p, t in np.argwhere(known.turned).tolist()]
    false = [not known.turned[p, max(0, t - 2) : t + 3].any() for p, t in told]
    return np.array(hit, np.bool_), np.array(false, np.bool_)


def _with_rows(found: Evidence) -> Evidence:
    return replace(found, rows=[str(n) for n in range(len(found))])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    told: dict[str, Any] = {
        name: together([world(make(10 * seed + n)) for seed in range(SEEDS)])
        for n, (name, make) in enumerate(WORLDS.items())
    }
    covered = [one["coverage"] for one in told.values()]
    signed = [one["drift sign where 95 % sure"] for one in told.values() if one["so sure"] >= MEASURED]
    told |= {"coverage least": min(covered), "coverage most": max(covered), "drift sign least": min(signed)}
    for name in ("icews14", "icews18"):
        told[name] = signs(history(options.data / name))
    print(json.dumps(told, indent=1))
    if options.json:
        options.json.write_text(json.dumps(told), "utf-8")


if __name__ == "__main__":
    main()
