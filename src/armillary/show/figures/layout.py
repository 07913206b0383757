"""Where the actors of a map stand: poles on an ellipse, the others where the poles pull them.

Springs lead from an actor to each pole that is measured, the stronger the pull the shorter, as in stress layouts
(Gansner, Koren and North 2004); actors that would overlap push each other away. No chance enters: the same pulls give
the same map, and a small change of pull moves an actor a little.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]

_STEPS = 90
_SHAPE = np.array([1.7, 0.7])
"""Of the room an actor takes, beside its height."""
_ANGLE = 2.399963
"""Of the sunflower, radians: those without any pull are laid out by it around the middle."""


def places(
    actors: Sequence[str],
    poles: Sequence[str],
    pulls: Mapping[tuple[str, str], float],
    *,
    width: float,
    height: float,
    apart: float,
) -> dict[str, tuple[float, float]]:
    """Points in a frame of `width` by `height`.

    Args:
        actors: all, poles among them.
        poles: those that stand still.
        pulls: of (actor, pole), -1 to 1.
        apart: least distance of two actors.
    """
    middle, reach = np.array([width / 2, height / 2]), np.array([width * 0.39, height * 0.37])
    fixed = {pole: middle + reach * _on_circle(n, len(poles)) for n, pole in enumerate(poles)}
    others = [one for one in actors if one not in fixed]
    if not others:
        return {pole: (float(at[0]), float(at[1])) for pole, at in fixed.items()}
    at = np.array([_start(n, one, fixed, pulls, middle, reach) for n, one in enumerate(others)])
    anchors = np.array(list(fixed.values())) if fixed else np.empty((0, 2))
    strength = np.array([[pulls.get((one, pole), math.nan) for pole in fixed] for one in others]).reshape(
        len(others), -1
    )
    wanted = _wanted(strength, float(reach.mean()))
    for step in range(_STEPS):
        at = at + (1 - step / _STEPS) * (_springs(at, anchors, wanted) + _apart(at, anchors, apart))
        at = np.clip(at, [apart * 1.2, apart * 0.8], [width - apart * 1.2, height - apart * 0.8])
    found = {one: (float(x), float(y)) for one, (x, y) in zip(others, at, strict=True)}
    return found | {pole: (float(p[0]), float(p[1])) for pole, p in fixed.items()}


def _on_circle(n: int, of: int) -> Floats:
    """Places begin at the upper right, so that two poles stand right and left."""
    turn = 2 * math.pi * (n + 0.5) / max(1, of) - math.pi / 2
    return np.array([math.cos(turn), math.sin(turn)])


def _start(
    n: int,
    one: str,
    fixed: Mapping[str, Floats],
    pulls: Mapping[tuple[str, str], float],
    middle: Floats,
    reach: Floats,
) -> Floats:
    weights = {pole: max(0.0, pulls.get((one, pole), 0.0)) for pole in fixed}
    total = sum(weights.values())
    leaning = sum((fixed[pole] - middle) * weight for pole, weight in weights.items()) / total if total else 0
    turn = _ANGLE * n
    spread = reach * 0.6 * math.sqrt((n + 1) / 60) * np.array([math.cos(turn), math.sin(turn)])
    return np.asarray(middle + 0.75 * leaning + spread, np.float64)


def _wanted(strength: Floats, reach: float) -> Floats:
    """Distance to each pole; NaN where nothing is measured."""
    return np.asarray(reach * (1.15 - 0.95 * np.clip(strength, -0.6, 1)), np.float64)


def _springs(at: Floats, anchors: Floats, wanted: Floats) -> Floats:
    if not len(anchors):
        return np.zeros_like(at)
    away = at[:, None, :] - anchors[None, :, :]
    far = np.maximum(np.linalg.norm(away, axis=2), 1e-6)
    push = np.nan_to_num((wanted - far) / far, nan=0.0)
    measured = np.maximum(1, (~np.isnan(wanted)).sum(axis=1))[:, None]
    return np.asarray(0.35 * (push[:, :, None] * away).sum(axis=1) / measured, np.float64)


def _apart(at: Floats, anchors: Floats, apart: float) -> Floats:
    """Half of what each must move to be `apart` from its neighbours; names are wide, so side by side needs more."""
    everyone = np.concatenate([at, anchors])
    pairs = cKDTree(everyone / _SHAPE).query_pairs(apart, output_type="ndarray")
    away = everyone[pairs[:, 0]] - everyone[pairs[:, 1]]
    far = np.linalg.norm(away / _SHAPE, axis=1)
    push = (0.5 * (apart - far) / np.maximum(far, 1e-6))[:, None] * away
    moved = np.zeros_like(everyone)
    np.add.at(moved, pairs[:, 0], push)
    np.add.at(moved, pairs[:, 1], -push)
    return moved[: len(at)]
