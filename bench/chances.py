"""Chances of events against what came about, and against the floor that needs no learning.

Weights, calibration and spreads are learnt anew from the first part of each history; told and scored are the windows
that begin after it, two weeks apart. `--folder` holds icews14/ and icews18/ with train.tsv.gz and valid.tsv.gz.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from armillary.model.chances.calibration import brier, calibration_error, log_score, reliability
from armillary.model.chances.floor import floor
from armillary.model.chances.history import History, history
from armillary.model.chances.told import chances
from armillary.model.chances.training import Part, train
from armillary.model.chances.weights import WINDOWS, Trained

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
from train_chances import loaded

EVERY = 14
"""Days between those from which is told."""

CUTS = {"icews14": 0.64, "icews18": 0.62}
"""Share of each history's days that is learnt from."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def told(past: History, trained: Trained, first: int) -> dict[int, tuple[Floats, Floats, Flags, Flags]]:
    """By window: what is told, the floor, what came about, and whether the type had been seen on the pair."""
    out: dict[int, list[tuple[Floats, Floats, Flags, Flags]]] = {days: [] for days in WINDOWS}
    for day in range(first, past.last - min(WINDOWS) + 1, EVERY):
        found = chances(past, day, trained=trained)
        for n, days in enumerate(WINDOWS):
            if day + days > past.last:
                continue
            came = past.happened(day, days)[found.state.pairs]
            known = floor(past, found.state, days, trained.shares)
            out[days].append(
                tuple(a[found.likely] for a in (found.probability[n], known, came, found.state.seen))  # type: ignore[arg-type]
            )
    return {days: _joined(rows) for days, rows in out.items() if rows}


def _joined(rows: list[tuple[Floats, Floats, Flags, Flags]]) -> tuple[Floats, Floats, Flags, Flags]:
    probability, base, came, seen = zip(*rows, strict=True)
    return np.concatenate(probability), np.concatenate(base), np.concatenate(came), np.concatenate(seen)


def scores(p: Floats, base: Floats, came: Flags) -> dict[str, float]:
    """Ours and the floor's."""
    found = {"n": len(p), "came": float(came.mean())}
    for name, score in (("ece", calibration_error), ("log", log_score), ("brier", brier)):
        found |= {name: round(score(p, came), 5), f"floor_{name}": round(score(base, came), 5)}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--bins", action="store_true", help="show the reliability too")
    given = parser.parse_args()
    found = {name: loaded([given.folder / name / part for part in ("train.tsv.gz", "valid.tsv.gz")]) for name in CUTS}
    pasts = {name: history(one) for name, one in found.items()}
    cuts = {name: past.first + int(CUTS[name] * (past.last - past.first + 1)) for name, past in pasts.items()}
    start = time.perf_counter()
    trained = train([Part(past, cuts[name]) for name, past in pasts.items()])
    print(json.dumps({"learnt in seconds": round(time.perf_counter() - start, 1)}))
    for name, past in pasts.items():
        start = time.perf_counter()
        for days, (p, base, came, seen) in told(past, trained, cuts[name]).items():
            for which, at in (("all", np.ones(len(p), np.bool_)), ("seen", seen), ("new", ~seen)):
                print(json.dumps({"history": name, "days": days, "of": which, **scores(p[at], base[at], came[at])}))
            if given.bins:
                for one in reliability(p, came):
                    print(f"  {one.low:.1f}-{one.high:.1f} n {one.n:8d} told {one.told:.3f} came {one.came:.3f}")
        print(json.dumps({"history": name, "seconds": round(time.perf_counter() - start, 1)}))


if __name__ == "__main__":
    main()
