"""Training the second model on shortlists as they were before their day, and ordering new ones."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from armillary.model.forecast.probabilities import POWERS
from armillary.model.forecast.questions import Block
from armillary.model.forecast.rerank import Lists, Network, Scale, keep_rows, lists_of, no_lists, scale_of
from armillary.model.forecast.shortlist import shortlist

Floats = NDArray[np.float32]

_NETWORKS = 5
_EPOCHS = 4
_FORGET = 0.6
"""Epoch e, from 0, leaves out the oldest e / `_EPOCHS` of this share of the lists: late ones are nearer what comes."""
_BATCH = 256
_RATE = 2e-3
_WARM = 100
_LEAST = 200
"""Lists below which no network is trained."""
_HELD = 20
"""Each such list is kept from the networks, to choose how sure of themselves they may be."""


class Reranker:
    """Collects shortlists, learns from them once, then orders others."""

    def __init__(self, n_relations: int, most: int) -> None:
        """Nothing is collected. `most`: lists to keep, at most."""
        self._n_relations = n_relations
        self._lists, self._n = no_lists(most), 0
        self._networks: list[Network] = []
        self._scale: Scale | None = None
        self._power = 1.0

    def collect(self, block: Block, scores: Floats, share: float, rng: np.random.Generator) -> None:
        """Keep a random share of the shortlists of a block that hold their answer.

        Args:
            scores: [rows, 3] of the additive model before it has learnt from the block.
        """
        lists = lists_of(shortlist(block, scores), block.target, block.answer, answered=True)
        use = np.flatnonzero(rng.random(len(lists.answer)) < share)[: len(self._lists.answer) - self._n]
        keep_rows(self._lists, self._n, lists, use)
        self._n += len(use)

    def train(self) -> None:
        """Learn from all that was collected, and forget it. Without enough of it, the additive order stays."""
        if self._n >= _LEAST:
            lists = Lists._make(part[: self._n] for part in self._lists)
            held = np.arange(self._n) % _HELD == _HELD - 1
            use, kept = np.flatnonzero(~held), Lists._make(part[held] for part in lists)
            self._scale = scale = scale_of(lists)
            with ThreadPoolExecutor(2) as pool:
                self._networks = list(pool.map(lambda seed: self._trained(lists, use, scale, seed), range(_NETWORKS)))
            self._power = self._chosen(kept)
        self._lists, self._n = no_lists(0), 0

    def _chosen(self, lists: Lists) -> float:
        """What makes the outputs the likeliest for lists that were not learnt from."""
        out = np.where(lists.rival, self._outputs(lists), -np.inf).astype(np.float64)
        answer = out[np.arange(len(out)), lists.answer]
        losses = [np.sum(logsumexp(power * out, axis=1) - power * answer) for power in POWERS]
        return POWERS[int(np.argmin(losses))]

    def _outputs(self, lists: Lists) -> Floats:
        """Mean over the networks, [lists, TOP]."""
        if self._scale is None:
            return lists.score
        x = self._scale(lists.x)
        outs = [network.forward(x, lists.score, lists.relation, lists.real)[0] for network in self._networks]
        return np.asarray(np.mean(outs, axis=0), np.float32)

    def _trained(self, lists: Lists, use: NDArray[np.intp], scale: Scale, seed: int) -> Network:
        network, rng = Network(self._n_relations, seed), np.random.default_rng(seed)
        orders = [rng.permutation(use[int(_FORGET * epoch / _EPOCHS * len(use)) :]) for epoch in range(_EPOCHS)]
        batches = [part for order in orders for part in np.array_split(order, max(1, len(order) // _BATCH))]
        for done, part in enumerate(batches):
            batch = Lists._make(column[part] for column in lists)
            rate = _RATE * min(1.0, (done + 1) / _WARM) * (1.0 - done / len(batches))
            network.step(scale(batch.x), batch, rate)
        return network

    def reorder(self, block: Block, scores: Floats, power: float) -> Floats:
        """New scores [rows] of a block, logarithms of probabilities.

        A shortlist shares among its candidates, in their new order, what the additive model gives it as a whole; all
        others keep what they have.

        Args:
            scores: [rows, 3] of the additive model.
            power: what makes its scores probabilities.
        """
        found = power * scores[:, 0]
        sizes = np.diff(block.ptr)
        question = np.repeat(np.arange(len(sizes)), sizes)
        found -= _log_sums(found, question, len(sizes))[question]
        if self._scale is None:
            return found
        short = shortlist(block, scores)
        lists = lists_of(short, block.target, block.answer, answered=False)
        new = self._power * self._outputs(lists)[lists.real]
        of = question[short.row]
        whole, listed = (_log_sums(part, of, len(sizes)) for part in (found[short.row], new))
        found[short.row] = new + (whole - listed)[of]
        return found


def _log_sums(values: Floats, group: NDArray[np.intp], n: int) -> Floats:
    """Logarithm of the sum of exponentials of each group; 0 for an empty one."""
    top = np.full(n, -np.inf, np.float32)
    np.maximum.at(top, group, values)
    top[~np.isfinite(top)] = 0.0
    total = np.bincount(group, np.exp(values - top[group]), minlength=n)
    return np.asarray(top + np.log(np.where(total > 0, total, 1.0)), np.float32)
