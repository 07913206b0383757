"""The weights that chances are told with, and the file they ship in: learnt parameters, no data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Final

import numpy as np
from numpy.typing import NDArray

from armillary.model.chances.calibration import Beta
from armillary.model.chances.features import BY_TYPE, FEATURES, State
from armillary.model.chances.history import N_TYPES

Floats = NDArray[np.float64]

WINDOWS: Final = (7, 30, 90)
"""Days."""

COUNTS: Final = (0.0, 1.5, 3.5, 8.5)
"""Edges of classes of how often a type was seen on a pair: never, once, two or three times, four to eight, oftener."""


@dataclass(frozen=True, eq=False)
class Weights:
    """Of one window."""

    common: Floats
    """Of types new to the pair, and of types seen on it; shape (2, features)."""
    typed: Floats
    """The same by type; shape (2, by type, types)."""
    acts: Floats
    """Of an act on what follows on the same pair; shape (types, types)."""
    answers: Floats
    """Of an act of the other side."""

    def scores(self, past: State) -> Floats:
        """log RATE, of shape (pairs, types)."""
        new, seen = (
            past.common @ common.astype(np.float32) + np.einsum("knt,kt->nt", past.typed, typed.astype(np.float32))
            for common, typed in zip(self.common, self.typed, strict=True)
        )
        rules = past.acts @ self.acts + past.answers @ self.answers
        out: Floats = np.where(past.seen, seen, new) + rules
        return out


def shapes() -> dict[str, tuple[int, ...]]:
    """Of the parts of `Weights`."""
    square = (N_TYPES, N_TYPES)
    return {"common": (2, len(FEATURES)), "typed": (2, len(BY_TYPE), N_TYPES), "acts": square, "answers": square}


def packed(weights: Weights) -> Floats:
    """All numbers in one row."""
    return np.concatenate([np.ravel(getattr(weights, name)) for name in shapes()])


def unpacked(flat: Floats) -> Weights:
    """The same as weights, which share its memory."""
    out, at = {}, 0
    for name, shape in shapes().items():
        size = int(np.prod(shape))
        out[name] = flat[at : at + size].reshape(shape)
        at += size
    return Weights(**out)


@dataclass(frozen=True, eq=False)
class Trained:
    """All that is learnt; one entry a window."""

    weights: tuple[Weights, ...]
    calibration: tuple[Beta, ...]
    spread: Floats
    """Variance of how far the rate of a pair is from what is told, as a share of it squared, by class of `COUNTS`; of
    shape (windows, classes)."""
    shares: Floats
    """How usual each type is; shape (types,)."""

    def saved(self) -> bytes:
        """As an `.npz` file of numbers in single and half precision."""
        out: dict[str, NDArray[np.generic]] = {
            "shares": self.shares.astype(np.float32),
            "spread": self.spread.astype(np.float32),
            "calibration": np.array([(one.a, one.b, one.c) for one in self.calibration], np.float32),
        }
        for name in shapes():
            out[name] = np.stack([getattr(one, name) for one in self.weights]).astype(np.float16)
        file = BytesIO()
        np.savez_compressed(file, allow_pickle=False, **out)
        return file.getvalue()


def read(saved: bytes) -> Trained:
    """What `Trained.saved` gives."""
    with np.load(BytesIO(saved), allow_pickle=False) as found:
        arrays = {name: found[name].astype(np.float64) for name in found.files}
    weights = tuple(Weights(*(arrays[name][n] for name in shapes())) for n in range(len(WINDOWS)))
    calibration = tuple(Beta(*(float(one) for one in row)) for row in arrays["calibration"])
    return Trained(weights, calibration, arrays["spread"], arrays["shares"])


@cache
def shipped() -> Trained:
    """What Armillary ships: learnt from public event histories of 2014 and 2018."""
    return read((files("armillary.model.chances") / "weights.npz").read_bytes())
