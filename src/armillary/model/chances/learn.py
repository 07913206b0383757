"""Weights by penalised maximum likelihood: complementary log-log regression, one for each window.

P(at least one in the window) = 1 - exp(-RATE), log RATE = sum of weight x feature: what a Poisson process of that rate
gives (McCullagh and Nelder, Generalized Linear Models, 2nd ed., 1989, 4.3). Found by L-BFGS.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from armillary.model.chances.features import FEATURES, State
from armillary.model.chances.weights import Weights, packed, shapes, unpacked

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

PENALTY: Final = {"common": 0.1, "typed": 2000.0, "acts": 1000.0, "answers": 1000.0}
"""Ridge penalties: types differ from each other, and rules from nothing, only where the history insists."""

_BASE = 2.0
"""Penalty of how usual a type is."""


def learn(pasts: Sequence[State], came: Sequence[Flags], *, steps: int = 80) -> Weights:
    """Learn the weights of one window.

    Args:
        pasts: states on several days.
        came: what came about in the window after each, of shape (pairs, types).
        steps: at most so many.
    """
    penalty = np.concatenate([np.full(int(np.prod(shape)), PENALTY[name]) for name, shape in shapes().items()])
    unpacked(penalty).typed[:, 0] = _BASE
    usual = float(np.mean(np.concatenate([np.ravel(one) for one in came])))
    begin = unpacked(np.zeros(len(penalty)))
    begin.typed[:, 0] = np.log(max(usual, 1e-6))

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = unpacked(flat)
        total, slope = float(penalty @ flat**2) / 2, penalty * flat
        into = unpacked(slope)
        for past, hit in zip(pasts, came, strict=True):
            score = np.clip(weights.scores(past), -20, 4)
            rate = np.exp(score)
            lost = np.where(hit, -np.log(-np.expm1(-rate)), rate)
            wrong = np.where(hit, -rate / np.expm1(rate), rate).astype(np.float32)
            total += float(lost.sum())
            for n, part in enumerate((wrong * ~past.seen, wrong * past.seen)):
                into.common[n] += part.ravel() @ past.common.reshape(-1, len(FEATURES))
                into.typed[n] += np.einsum("knt,nt->kt", past.typed, part)
            into.acts[...] += past.acts.T @ wrong
            into.answers[...] += past.answers.T @ wrong
        return total, slope

    found = minimize(loss, packed(begin), jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 20})
    return unpacked(np.asarray(found.x, np.float64))
