"""What a backtest found, question by question, and its summary: whole, by stratum and by relation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from armillary.model.forecast.probabilities import Told, among, calibration_error, scores_of, together
from armillary.model.forecast.ranks import measures
from armillary.model.forecast.ranks_file import STRATA

Doubles = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass
class Side:
    """Ranks and probabilities that the model gave, or the floor."""

    ranks: list[Doubles] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def add(self, ranks: Doubles, told: Told) -> None:
        """Add the questions of a block."""
        self.ranks.append(ranks)
        self.told.append(told)


@dataclass
class Tally:
    """The questions of the test days, in their order."""

    model: Side = field(default_factory=Side)
    floor: Side = field(default_factory=Side)
    relation: list[NDArray[np.int32]] = field(default_factory=list)
    stratum: list[NDArray[np.int8]] = field(default_factory=list)

    def summary(self, relations: Sequence[str]) -> dict[str, object]:
        """All measures; `relations` are the names, without their inverses."""
        ranks, base = np.concatenate(self.model.ranks), np.concatenate(self.floor.ranks)
        told, floor = together(self.model.told), together(self.floor.told)
        stratum, relation = np.concatenate(self.stratum), np.concatenate(self.relation) % len(relations)

        def of(chosen: Flags) -> dict[str, float | int]:
            return {
                "questions": int(chosen.sum()),
                "mrr": round(float(np.mean(1.0 / ranks[chosen])), 4),
                "floor_mrr": round(float(np.mean(1.0 / base[chosen])), 4),
                **_beside(among(told, chosen), among(floor, chosen)),
            }

        strata = _by(stratum, STRATA, of)
        for name, found in strata.items():
            which = STRATA.index(name)
            found["calibration_error"] = _first(told, which)
            found["floor_calibration_error"] = _first(floor, which)
        return {
            **measures(ranks),
            "floor_mrr": measures(base)["mrr"],
            "questions": len(ranks),
            **_beside(told, floor),
            "strata": strata,
            "relations": _by(relation, relations, of),
        }


def _beside(told: Told, floor: Told) -> dict[str, float]:
    """Scores of probabilities, each beside the floor's."""
    ours, theirs = scores_of(told), scores_of(floor)
    return {
        key: round(value, 4) for name in ours for key, value in ((name, ours[name]), (f"floor_{name}", theirs[name]))
    }


def _first(told: Told, stratum: int) -> float | None:
    """Calibration error where the first choice is of a stratum; None where it never is."""
    chosen = told.stratum == stratum
    return round(calibration_error(among(told, chosen)), 4) if chosen.any() else None


def _by(
    groups: NDArray[np.integer], names: Sequence[str], of: Callable[[Flags], dict[str, float | int]]
) -> dict[str, dict[str, float | int | None]]:
    """Measures by group: those that were asked about, the most asked first."""
    numbers, counts = (part.tolist() for part in np.unique(groups, return_counts=True))
    most: list[tuple[int, int]] = sorted(zip(counts, numbers, strict=True), key=lambda pair: (-pair[0], pair[1]))
    return {names[i]: {**of(groups == i)} for _, i in most}
