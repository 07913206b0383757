"""Balance of triads: does B move towards C as B's tie to A moved, times A's tie to C?

On an event history by months, over pairs of states: the change of a tie in the next month is regressed on the sum over
third states of the change of one tie times the level of the other. Prints the slope that `armillary.model.whatif`
uses as BALANCE, its standard error, and the number of changes.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from armillary.commands import load
from armillary.model.collect import collect
from armillary.model.ties import Settings, Ties, fit
from armillary.world import World

Floats = NDArray[np.float64]


def levels(ties: Ties) -> Floats:
    """Mean of both directions of the ties of states, shape (periods, states, states); NaN: not measured."""
    states = {n: k for k, n in enumerate(n for n, actor in enumerate(ties.actors) if len(actor) == 3)}
    total, count = (np.zeros((ties.value.shape[1], len(states), len(states))) for _ in range(2))
    for pair, (source, target) in enumerate(zip(ties.source, ties.target, strict=True)):
        if source in states and target in states:
            seen = ties.n_evidence[pair] > 0
            for a, b in ((states[source], states[target]), (states[target], states[source])):
                total[seen, a, b] += ties.value[pair, seen]
                count[seen, a, b] += 1
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def slope(level: Floats) -> tuple[float, float, int]:
    """Slope, standard error and number of changes."""
    pushes, changes = [], []
    for t in range(1, len(level) - 1):
        moved = np.nan_to_num(level[t] - level[t - 1])
        push = moved @ np.nan_to_num(level[t - 1])
        change = level[t + 1] - level[t]
        i, j = np.nonzero(np.triu(np.isfinite(change) & (change != 0) & ((push != 0) | (push.T != 0)), 1))
        pushes.append(push[i, j] + push[j, i])
        changes.append(change[i, j])
    x, y = np.concatenate(pushes), np.concatenate(changes)
    b = float(x @ y / (x @ x))
    return b, float(np.sqrt(np.mean((y - b * x) ** 2) / (x @ x))), len(x)


def main() -> None:
    """Print the slope."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    given = parser.parse_args()
    files = [given.data / "icews18" / f"{name}.tsv.gz" for name in ("train", "valid")]
    with tempfile.TemporaryDirectory() as place:
        loaded = load(files, Path(place) / "w.duckdb", format="quadruples", until="read")
        with World.open(loaded.world) as world:
            b, error, n = slope(levels(fit(collect(world), Settings(step="month"))))
    print(json.dumps({"slope": round(b, 4), "standard error": round(error, 4), "changes": n}))


if __name__ == "__main__":
    main()
