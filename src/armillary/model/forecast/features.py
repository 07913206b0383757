"""The features of a candidate for a question: their names, and how raw values are put on a common scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from armillary.model.forecast.state import LIVES

_LIFE = tuple("ever" if life == np.inf else f"{life:g}d" for life in LIVES)


def _lives(stem: str, scale: float, unit: float) -> tuple[tuple[str, float, float], ...]:
    return tuple((f"{stem} {life}", scale, unit) for life in _LIFE)


LOGGED: tuple[tuple[str, float, float], ...] = (
    *_lives("triple", 20.0, 0.3),
    *_lives("pair", 20.0, 0.3),
    *_lives("inverse", 20.0, 0.3),
    *_lives("object of relation", 1e4, 0.2),
    *_lives("object", 20.0, 0.25),
    ("two steps, long", 1e4, 0.2),
    ("two steps, short", 1e4, 0.2),
    ("two steps, brisk", 1e4, 0.2),
    ("neighbours do, long", 1e3, 0.2),
    ("neighbours do, short", 1e3, 0.2),
    ("neighbours do, brisk", 1e3, 0.2),
    ("country does, long", 20.0, 0.25),
    ("country does, short", 20.0, 0.25),
    ("country meets, long", 20.0, 0.25),
    ("country meets, short", 20.0, 0.25),
    ("subject meets its country", 1e3, 0.2),
    ("subject does to its country", 1e3, 0.2),
    ("countries meet", 1e3, 0.2),
    ("sector", 1e3, 0.3),
    ("sector, same country", 1e3, 0.3),
    ("sector pair", 1e3, 0.3),
    ("sector pair, same country", 1e3, 0.3),
    ("kinds of facts", 1.0, 0.7),
)
"""Name, scale a and unit b of the values x that enter as b log(1 + a x)."""

PLAIN: tuple[str, ...] = (
    "triple share, recent",
    "triple share, ever",
    "triple share of object, ever",
    "pair share, recent",
    "pair share, ever",
    "pair share of object, ever",
    "triple age",
    "pair age",
    "inverse age",
    "object of relation age",
    "object age",
    "triple seen",
    "pair seen",
    "same actor",
    "same country",
    "object new",
    "place, subject doing this",
    "place, subject",
    "place, relation",
    "place, both",
)
"""Names of the values that enter as they are."""

NAMES = tuple(name for name, _, _ in LOGGED) + PLAIN
N_LOGGED, N_FEATURES = len(LOGGED), len(NAMES)
_SCALE = np.array([scale for _, scale, _ in LOGGED], np.float32)
_UNIT = np.array([unit for _, _, unit in LOGGED], np.float32)


def scaled(raw: NDArray[np.float32]) -> NDArray[np.float32]:
    """Raw features [rows, features] on the common scale, in place."""
    logged = raw[:, :N_LOGGED]
    logged *= _SCALE
    logged += 1.0
    np.log(logged, out=logged)
    logged *= _UNIT
    return raw
