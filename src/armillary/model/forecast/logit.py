"""The additive model: a conditional logit over the candidates of a question.

score(o | s, r, day) = x . (w[cell] + v[r]) + sum of A[r, r'] . rule(s, r', o) + sum of B[r, r'] . profile(o, r'),
both sums over all relations r', and P(o) = exp(score) / sum over the candidates (McFadden 1974). A learns "r' lately
on this pair makes r likelier", B "those who do r' are those to whom r is done". Adagrad (Duchi, Hazan and Singer
2011), a question at a time.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numba as nb
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

N_RULE, N_PROFILE = 3, 2
CELLS = 9
"""Strata of the candidate times what the question says of the subject's habits: see `questions.Block.cell`."""


class Weights(NamedTuple):
    """What is learnt, and Adagrad's sums of squared gradients (names ending in `2`)."""

    common: Floats  # [cells, features + 1]
    own: Floats  # [relations, features + cells]
    rules: Floats  # [relations, relations, N_RULE]
    profiles: Floats  # [relations, relations, N_PROFILE]
    common2: Floats
    own2: Floats
    rules2: Floats
    profiles2: Floats


def no_weights(n_relations: int, n_features: int) -> Weights:
    """Zero weights; sums of squares start at one."""
    shapes = (
        (CELLS, n_features + 1),
        (n_relations, n_features + CELLS),
        (n_relations, n_relations, N_RULE),
        (n_relations, n_relations, N_PROFILE),
    )
    return Weights(*(np.zeros(s, np.float32) for s in shapes), *(np.ones(s, np.float32) for s in shapes))


def rule_values(triple: Floats) -> Floats:
    """[triples, N_RULE] from decayed counts [triples, K]."""
    return np.stack(
        [np.log1p(20 * triple[:, 1]) * 0.3, np.log1p(20 * triple[:, 3]) * 0.2, (triple[:, 4] > 0) * 0.3], axis=1
    ).astype(np.float32)


def profile_values(slot: Floats, actor: Floats, slot_of: Any) -> Floats:
    """[slots, N_PROFILE] from decayed counts of slots and actors."""
    share = np.sqrt(slot[:, 4] / np.maximum(actor[slot_of, 4], 1.0))
    return np.stack([share, np.log1p(20 * slot[:, 2]) * 0.1], axis=1).astype(np.float32)


@nb.njit(nogil=True, cache=True, fastmath=True)
def _profile(o: int, r: int, index: Any, values: Any, weights: Any) -> Any:
    total = np.float32(0.0)
    for z in range(index.slot_ptr[o], index.slot_ptr[o + 1]):
        r2 = index.slot_relation[z]
        total += weights.profiles[r, r2, 0] * values[z, 0] + weights.profiles[r, r2, 1] * values[z, 1]
    return total


@nb.njit(nogil=True, cache=True, fastmath=True)
def _features(x: Any, j: int, z: int, both: Any) -> Any:
    n = x.shape[1]
    total = both[z, n]
    for f in range(n):
        total += x[j, f] * both[z, f]
    return total


@nb.njit(nogil=True, cache=True, fastmath=True)
def _rules(r: int, p: int, index: Any, rules: Any, weights: Any) -> Any:
    total = np.float32(0.0)
    if p >= 0:
        for t in range(index.triple_ptr[p], index.triple_ptr[p + 1]):
            if rules[t, 2] > 0.0:
                r2 = index.triple_relation[t]
                for k in range(3):
                    total += weights.rules[r, r2, k] * rules[t, k]
    return total


@nb.njit(nogil=True, cache=True, fastmath=True)
def _both(r: int, weights: Any, both: Any) -> None:
    """Common and own weights of a relation together, for each stratum."""
    n = weights.common.shape[1] - 1
    for z in range(both.shape[0]):
        for f in range(n):
            both[z, f] = weights.common[z, f] + weights.own[r, f]
        both[z, n] = weights.common[z, n] + weights.own[r, n + z]


@nb.njit(nogil=True, cache=True, fastmath=True)
def score(
    relations: Any,
    ptr: Any,
    out: Any,
    pairs: Any,
    x: Any,
    cells: Any,
    index: Any,
    rules: Any,
    profiles: Any,
    weights: Any,
) -> Any:
    """Scores [rows, 3]: whole, of the rules, of the profiles; the questions are in any order, best by relation."""
    scores = np.empty((len(out), 3), np.float32)
    n = len(index.slot_ptr) - 1
    known = np.empty(n, np.float32)
    stamp = np.full(n, -1, np.int32)
    both = np.empty(weights.common.shape, np.float32)
    for q in range(len(relations)):
        r = relations[q]
        _both(r, weights, both)
        for j in range(ptr[q], ptr[q + 1]):
            o = out[j]
            if stamp[o] != r:
                stamp[o] = r
                known[o] = _profile(o, r, index, profiles, weights)
            scores[j, 1] = _rules(r, pairs[j], index, rules, weights)
            scores[j, 2] = known[o]
            scores[j, 0] = _features(x, j, cells[j], both) + scores[j, 1] + scores[j, 2]
    return scores


@nb.njit(nogil=True, cache=True, fastmath=True)
def _step(value: Any, squared: Any, g: Any, rate: Any) -> Any:
    """Adagrad: the new value and sum of squares."""
    squared += g * g
    return value - rate * g / np.sqrt(squared), squared


@nb.njit(nogil=True, cache=True, fastmath=True)
def learn(
    order: Any,
    relations: Any,
    ptr: Any,
    out: Any,
    pairs: Any,
    x: Any,
    cells: Any,
    target: Any,
    answer: Any,
    index: Any,
    rules: Any,
    profiles: Any,
    weights: Any,
    rate: Any,
    shrink: Any,
) -> Any:
    """One pass over the questions of a day in `order`, which keeps those of one relation together.

    `target` [questions] is the row of the true answer (-1: not among the candidates); `answer` [rows] marks all true
    answers of the day, the other ones of which are left out. Returns the sum of losses and how many questions.
    """
    n_features = x.shape[1]
    n = len(index.slot_ptr) - 1
    known = np.empty(n, np.float32)
    slope = np.zeros(n, np.float32)
    seen = np.zeros(n, np.int8)
    touched = np.empty(n, np.int32)
    n_touched = 0
    p = np.empty(n, np.float32)
    g_common = np.zeros(weights.common.shape, np.float32)
    g_own = np.zeros(weights.own.shape[1], np.float32)
    both = np.empty(weights.common.shape, np.float32)
    loss = 0.0
    asked = 0
    for i in range(len(order)):
        q = order[i]
        r = relations[q]
        if target[q] >= 0:
            a, b = ptr[q], ptr[q + 1]
            top = np.float32(-1e30)
            _both(r, weights, both)
            for j in range(a, b):
                if answer[j] and j != target[q]:
                    p[j - a] = np.float32(-1e30)
                    continue
                o = out[j]
                if seen[o] == 0:
                    seen[o] = 1
                    touched[n_touched] = o
                    n_touched += 1
                    known[o] = _profile(o, r, index, profiles, weights)
                    slope[o] = 0.0
                v = _features(x, j, cells[j], both) + _rules(r, pairs[j], index, rules, weights) + known[o]
                p[j - a] = v
                top = max(top, v)
            total = np.float32(0.0)
            for j in range(b - a):
                p[j] = np.exp(p[j] - top) if p[j] > np.float32(-1e29) else np.float32(0.0)
                total += p[j]
            loss -= np.log(p[target[q] - a] / total + 1e-12)
            asked += 1
            g_common[:] = 0.0
            g_own[:] = 0.0
            for j in range(a, b):
                g = p[j - a] / total
                if j == target[q]:
                    g -= np.float32(1.0)
                if abs(g) < np.float32(1e-3):
                    continue
                z = cells[j]
                for f in range(n_features):
                    g_common[z, f] += g * x[j, f]
                g_common[z, n_features] += g
                slope[out[j]] += g
                if pairs[j] >= 0:
                    for t in range(index.triple_ptr[pairs[j]], index.triple_ptr[pairs[j] + 1]):
                        if rules[t, 2] > 0.0:
                            r2 = index.triple_relation[t]
                            for k in range(3):
                                v = weights.rules[r, r2, k]
                                weights.rules[r, r2, k], weights.rules2[r, r2, k] = _step(
                                    v, weights.rules2[r, r2, k], g * rules[t, k] + shrink * v, rate
                                )
            for z in range(len(g_common)):
                for f in range(n_features + 1):
                    g_own[f if f < n_features else n_features + z] += g_common[z, f]
                    weights.common[z, f], weights.common2[z, f] = _step(
                        weights.common[z, f], weights.common2[z, f], g_common[z, f], rate
                    )
            for f in range(len(g_own)):
                v = weights.own[r, f]
                weights.own[r, f], weights.own2[r, f] = _step(v, weights.own2[r, f], g_own[f] + shrink * v, rate)
        if i + 1 == len(order) or relations[order[i + 1]] != r:
            for j in range(n_touched):
                o = touched[j]
                seen[o] = 0
                if abs(slope[o]) < np.float32(1e-3):
                    continue
                for z in range(index.slot_ptr[o], index.slot_ptr[o + 1]):
                    if profiles[z, 0] <= 0.0:
                        continue
                    r2 = index.slot_relation[z]
                    for k in range(2):
                        v = weights.profiles[r, r2, k]
                        weights.profiles[r, r2, k], weights.profiles2[r, r2, k] = _step(
                            v, weights.profiles2[r, r2, k], slope[o] * profiles[z, k] + shrink * v, rate
                        )
            n_touched = 0
    return loss, asked
