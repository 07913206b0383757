"""Chances beside what came about: scores of one window, whole, by stratum and by event type, beside the floor's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from armillary.model.chances.calibration import brier, calibration_error, log_score
from armillary.model.chances.history import N_TYPES, TYPES
from armillary.model.chances.told import Chances

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SEEN, NEW = "seen triple", "seen pair"
"""Strata: the type was seen on the pair, or only others were. Of pairs that were never seen nothing is told."""


class Scored(NamedTuple):
    """What was told for one window, flat over pairs and types, and what came about."""

    probability: Floats
    low: Floats
    high: Floats
    floor: Floats
    came: Flags
    seen: Flags
    """Whether the type had been seen on the pair."""
    kind: NDArray[np.int64]

    def where(self, chosen: Flags) -> Scored:
        """Some of them."""
        return Scored._make(column[chosen] for column in self)


def scored(found: Chances, window: int, floor: Floats, came: Flags) -> Scored:
    """What is told of one window (a number in `WINDOWS`), with arrays of shape (pairs, types) to compare."""
    kinds = np.broadcast_to(np.arange(N_TYPES), came.shape)
    tables = (found.probability[window], found.low[window], found.high[window], floor, came, found.state.seen, kinds)
    return Scored._make(table[found.likely] for table in tables)


def together(parts: Sequence[Scored]) -> Scored:
    """All of some."""
    return Scored._make(np.concatenate(column) for column in zip(*parts, strict=True))


def measures(of: Scored) -> dict[str, float | int]:
    """How many were told, the share that came about, and the scores; smaller is better."""
    out: dict[str, float | int] = {"told": len(of.came), "came": _rounded(float(of.came.mean()))}
    for name, score in (("log_score", log_score), ("brier", brier), ("calibration_error", calibration_error)):
        out |= {name: _rounded(score(of.probability, of.came)), f"floor_{name}": _rounded(score(of.floor, of.came))}
    return out


def summary(of: Scored) -> dict[str, object]:
    """Measures of all, by stratum, and by event type, the one most often told first."""
    strata = {SEEN: of.seen, NEW: ~of.seen}
    counts = np.bincount(of.kind, minlength=N_TYPES)
    kinds = [int(n) for n in np.argsort(-counts, kind="stable") if counts[n]]
    return {
        **measures(of),
        "strata": {name: measures(of.where(chosen)) for name, chosen in strata.items() if chosen.any()},
        "types": {TYPES[n]: measures(of.where(of.kind == n)) for n in kinds},
    }


def _rounded(value: float) -> float:
    return round(value, 5)
