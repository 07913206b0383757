"""The second model: small networks that order the best candidates of a question anew.

score = a s + w . relu(W2 h + W3 m + v[r]), h = relu(W1 x + u[r]) for each candidate; s is the additive score, r the
relation, and m the mean of h over the candidates by their additive probability (a set network: Zaheer et al., "Deep
sets", NeurIPS 2017). Softmax over the candidates, Adam (Kingma and Ba 2015), plain NumPy; the mean of a few networks.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from armillary.model.forecast.features import N_FEATURES
from armillary.model.forecast.shortlist import N_ALL, TOP, Shortlist

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]

N_INPUT = N_ALL - 1
_HIDDEN, _LAST = 128, 64
_EMPTY = np.float32(-30.0)
_EDGE = 6.0


class Lists(NamedTuple):
    """Shortlists filled up to one length."""

    x: NDArray[np.float16]  # [lists, TOP, N_INPUT]
    score: Floats  # [lists, TOP] additive, below the best
    relation: Longs  # [lists]
    real: Flags  # [lists, TOP] no filling
    rival: Flags  # [lists, TOP] the answer, or what counts against it
    answer: Longs  # [lists], -1 not among them


def no_lists(n: int) -> Lists:
    """Room for `n` lists."""
    return Lists(
        np.zeros((n, TOP, N_INPUT), np.float16),
        np.zeros((n, TOP), np.float32),
        np.zeros(n, np.int64),
        np.zeros((n, TOP), bool),
        np.zeros((n, TOP), bool),
        np.zeros(n, np.int64),
    )


def keep_rows(into: Lists, at: int, lists: Lists, rows: Longs) -> None:
    """Copy some lists into others, from number `at` on."""
    for name in Lists._fields:
        getattr(into, name)[at : at + len(rows)] = getattr(lists, name)[rows]


def lists_of(short: Shortlist, target: Longs, other: Flags, *, answered: bool) -> Lists:
    """Shortlists of a block as arrays of one shape.

    Args:
        target: [questions] row of the true answer in the block, -1 for none.
        other: [rows of the block] other true answers of the day.
        answered: keep only the lists with their answer.
    """
    sizes = np.diff(short.ptr)
    n = len(sizes)
    question = np.repeat(np.arange(n), sizes)
    place = np.arange(len(question)) - short.ptr[question]
    x = np.zeros((n, TOP, N_INPUT), np.float16)
    score = np.full((n, TOP), _EMPTY, np.float32)
    real, rival = np.zeros((n, TOP), bool), np.zeros((n, TOP), bool)
    relation, answer = np.zeros(n, np.int64), np.full(n, -1, np.int64)
    x[question, place] = short.x[:, :N_INPUT]
    score[question, place] = short.x[:, N_FEATURES]
    real[question, place] = True
    hit = short.row == target[question]
    rival[question, place] = hit | ~other[short.row]
    answer[question[hit]] = place[hit]
    relation[question] = short.x[:, N_INPUT].astype(np.int64)
    found = Lists(x, score, relation, real, rival, answer)
    return Lists._make(part[answer >= 0] for part in found) if answered else found


class Scale(NamedTuple):
    """Mean and spread of each input."""

    mean: Floats
    spread: Floats

    def __call__(self, x: NDArray[np.float16]) -> Floats:
        """The inputs on one scale, in float32."""
        found: Floats = x.astype(np.float32)
        found -= self.mean
        found /= self.spread
        np.clip(found, -_EDGE, _EDGE, out=found)
        return found


def scale_of(lists: Lists) -> Scale:
    """Mean and spread over a sample of the lists."""
    step = max(1, len(lists.answer) // 8000)
    sample = lists.x[::step].astype(np.float32)[lists.real[::step]]
    return Scale(sample.mean(axis=0), sample.std(axis=0) + np.float32(1e-3))


class Network:
    """Weights by name, with Adam's moments."""

    def __init__(self, n_relations: int, seed: int) -> None:
        """Small random weights; the output begins as the additive score."""
        rng = np.random.default_rng(seed)

        def normal(a: int, b: int) -> Floats:
            return np.asarray(rng.standard_normal((a, b)) * np.sqrt(2.0 / a), np.float32)

        self.weights: dict[str, Floats] = {
            "first": normal(N_INPUT, _HIDDEN),
            "first of relation": np.zeros((n_relations, _HIDDEN), np.float32),
            "second": normal(_HIDDEN, _LAST),
            "second of mean": normal(_HIDDEN, _LAST) * np.float32(0.5),
            "second of relation": np.zeros((n_relations, _LAST), np.float32),
            "last": np.zeros((_LAST, 1), np.float32),
            "score": np.ones(1, np.float32),
        }
        self._m = {name: np.zeros_like(value) for name, value in self.weights.items()}
        self._v = {name: np.zeros_like(value) for name, value in self.weights.items()}
        self._steps = 0

    def forward(self, x: Floats, score: Floats, relation: Longs, real: Flags) -> tuple[Floats, tuple[Floats, ...]]:
        """Scores [lists, TOP], and what the gradient needs: h, shares, their mean, and the second layer."""
        w = self.weights
        n, length, f = x.shape
        h: Floats = (x.reshape(-1, f) @ w["first"]).reshape(n, length, -1)
        h += w["first of relation"][relation][:, None]
        np.maximum(h, 0.0, out=h)
        share: Floats = np.where(real, np.exp(score), np.float32(0.0))
        share /= np.maximum(share.sum(axis=1, keepdims=True), np.float32(1e-9))
        mean = np.matmul(share[:, None, :], h)[:, 0]
        k: Floats = (h.reshape(n * length, -1) @ w["second"]).reshape(n, length, -1)
        k += (mean @ w["second of mean"] + w["second of relation"][relation])[:, None]
        np.maximum(k, 0.0, out=k)
        out = (k.reshape(n * length, -1) @ w["last"]).reshape(n, length) + w["score"] * score
        return out, (h, share, mean, k)

    def step(self, x: Floats, lists: Lists, rate: float) -> None:
        """One step of Adam on some lists, with their scaled inputs."""
        out, kept = self.forward(x, lists.score, lists.relation, lists.real)
        p = np.where(lists.rival, out, np.float32(-1e9))
        p = np.exp(p - p.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        p[np.arange(len(p)), lists.answer] -= 1.0
        self._adam(self._gradient(x, lists, (p / len(p)).astype(np.float32), kept), rate)

    def _gradient(self, x: Floats, lists: Lists, slope: Floats, kept: tuple[Floats, ...]) -> dict[str, Floats]:
        """By the chain rule from the slope of the loss by the scores [lists, TOP]."""
        w, (h, share, mean, k) = self.weights, kept
        n, length, f = x.shape
        flat = slope.reshape(-1, 1)
        d_k = (flat @ w["last"].T).reshape(n, length, -1)
        d_k *= k > 0
        summed = d_k.sum(axis=1)
        flat_k = d_k.reshape(n * length, -1)
        d_h = (flat_k @ w["second"].T).reshape(n, length, -1)
        d_h += share[:, :, None] * (summed @ w["second of mean"].T)[:, None]
        d_h *= h > 0
        return {
            "first": x.reshape(-1, f).T @ d_h.reshape(n * length, -1),
            "first of relation": self._by_relation("first of relation", lists.relation, d_h.sum(axis=1)),
            "second": h.reshape(n * length, -1).T @ flat_k,
            "second of mean": mean.T @ summed,
            "second of relation": self._by_relation("second of relation", lists.relation, summed),
            "last": k.reshape(n * length, -1).T @ flat,
            "score": np.array([np.sum(slope * lists.score)], np.float32),
        }

    def _by_relation(self, name: str, relation: Longs, slope: Floats) -> Floats:
        found = np.zeros_like(self.weights[name])
        np.add.at(found, relation, slope)
        return found + np.float32(1e-5) * self.weights[name]

    def _adam(self, gradient: dict[str, Floats], rate: float) -> None:
        self._steps += 1
        rate *= float(np.sqrt(1 - 0.999**self._steps) / (1 - 0.9**self._steps))
        for name, value in self.weights.items():
            g, m, v = gradient[name], self._m[name], self._v[name]
            m += np.float32(0.1) * (g - m)
            v += np.float32(0.001) * (g * g - v)
            value -= np.float32(rate) * m / (np.sqrt(v) + np.float32(1e-8))
