"""Chances of events against what came about, and against the floor that needs no learning: `--folder FOLDER`.

Weights, calibration and spreads are learnt anew from the first part of each history; told and scored are the windows
that begin after it, two weeks apart. The folder holds icews14/ and icews18/ with train.tsv.gz and valid.tsv.gz.

Intervals are to hold 80 % of where true rates lie. Rates are not seen, but how often a type came about on a pair in a
few windows that follow each other is. `inside` is the share of such frequencies that lie between `low` and `high`,
`claimed` the share that would if rates lay as the intervals say (drawn from them, then windows drawn from the rates).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from armillary.model.chances.calibration import reliability
from armillary.model.chances.floor import floor
from armillary.model.chances.history import History, history
from armillary.model.chances.scored import Scored, measures, scored, together
from armillary.model.chances.told import Chances, chances, spreads
from armillary.model.chances.training import Part, train
from armillary.model.chances.weights import WINDOWS, Trained

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
from train_chances import loaded

EVERY = 14
"""Days between those from which is told."""

CUTS = {"icews14": 0.64, "icews18": 0.62}
"""Share of each history's days that is learnt from."""

FOLLOWING = {7: 4, 30: 3}
"""Windows that follow each other, by their length: in how many of them intervals are checked."""

TELLING = 0.1
"""Chance below which so few windows say nothing."""

Floats = NDArray[np.float64]


def days_of(past: History, first: int, ahead: int) -> range:
    """Days to tell from that leave so many days after them."""
    return range(first, past.last - ahead + 1, EVERY)


def told(past: History, trained: Trained, first: int) -> dict[int, Scored]:
    """By window: what is told, and what came about."""
    out: dict[int, list[Scored]] = {days: [] for days in WINDOWS}
    for day in days_of(past, first, min(WINDOWS)):
        found = chances(past, day, trained=trained)
        for n, days in enumerate(WINDOWS):
            if day + days <= past.last:
                came = past.happened(day, days)[found.state.pairs]
                out[days].append(scored(found, n, floor(past, found.state, days, trained.shares), came))
    return {days: together(rows) for days, rows in out.items() if rows}


def intervals(past: History, trained: Trained, first: int, days: int) -> dict[str, float]:
    """Share of observed frequencies inside the intervals, and what share is claimed."""
    n, times, rng = WINDOWS.index(days), FOLLOWING[days], np.random.default_rng(0)
    inside: list[NDArray[np.bool_]] = []
    claimed: list[NDArray[np.bool_]] = []
    for day in days_of(past, first, days * times):
        found = chances(past, day, trained=trained)
        use = found.likely & (found.probability[n] >= TELLING)
        low, high = found.low[n][use], found.high[n][use]
        seen = [past.happened(day + k * days, days)[found.state.pairs][use] for k in range(times)]
        drawn = rng.binomial(times, drawn_chances(found, trained, n, rng)[use]) / times
        for into, often in ((inside, np.mean(seen, axis=0)), (claimed, drawn)):
            into.append((low <= often) & (often <= high))
    of, as_claimed = np.concatenate(inside), np.concatenate(claimed)
    return {"n": len(of), "inside": round(float(of.mean()), 3), "claimed": round(float(as_claimed.mean()), 3)}


def drawn_chances(found: Chances, trained: Trained, n: int, rng: np.random.Generator) -> Floats:
    """Chances drawn from what the intervals of a window say of them; shape (pairs, types)."""
    sigma = spreads(trained, found.state)[n]
    rate = -np.log1p(-found.probability[n])
    out: Floats = -np.expm1(-rate * np.exp(sigma * rng.standard_normal(sigma.shape) - sigma**2 / 2))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--bins", action="store_true", help="show the reliability too")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    given = parser.parse_args()
    found = {name: loaded([given.folder / name / part for part in ("train.tsv.gz", "valid.tsv.gz")]) for name in CUTS}
    pasts = {name: history(one) for name, one in found.items()}
    cuts = {name: past.first + int(CUTS[name] * (past.last - past.first + 1)) for name, past in pasts.items()}
    start = time.perf_counter()
    trained = train([Part(past, cuts[name]) for name, past in pasts.items()])
    print(json.dumps({"learnt in seconds": round(time.perf_counter() - start, 1)}))
    results: dict[str, Any] = {}
    for name, past in pasts.items():
        for days, one in told(past, trained, cuts[name]).items():
            for which, at in (("all", one.came | ~one.came), ("seen", one.seen), ("new", ~one.seen)):
                results[f"{name} {days} {which}"] = measures(one.where(at))
            if given.bins:
                for part in reliability(one.probability, one.came):
                    print(f"  {part.low:.1f}-{part.high:.1f} n {part.n:8d} told {part.told:.3f} came {part.came:.3f}")
        for days in FOLLOWING:
            results[f"{name} {days} intervals"] = intervals(past, trained, cuts[name], days)
    for key, measured in results.items():
        print(key, json.dumps(measured))
    if given.json:
        given.json.write_text(json.dumps(results, indent=1), "utf-8")


if __name__ == "__main__":
    main()
