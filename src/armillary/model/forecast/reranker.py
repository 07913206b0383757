"""Training the second model on shortlists as they were before their day, and ordering new ones."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from armillary.model.forecast.questions import Block
from armillary.model.forecast.rerank import Lists, Network, Scale, keep_rows, lists_of, no_lists, scale_of
from armillary.model.forecast.shortlist import shortlist

Floats = NDArray[np.float32]

_NETWORKS = 4
_EPOCHS = 4
_BATCH = 256
_RATE = 2e-3
_WARM = 100
_LEAST = 200
"""Lists below which no network is trained."""


class Reranker:
    """Collects shortlists, learns from them once, then orders others."""

    def __init__(self, n_relations: int, most: int) -> None:
        """Nothing is collected. `most`: lists to keep, at most."""
        self._n_relations = n_relations
        self._lists, self._n = no_lists(most), 0
        self._networks: list[Network] = []
        self._scale: Scale | None = None

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
            self._scale = scale = scale_of(lists)
            with ThreadPoolExecutor(2) as pool:
                self._networks = list(pool.map(lambda seed: self._trained(lists, scale, seed), range(_NETWORKS)))
        self._lists, self._n = no_lists(0), 0

    def _trained(self, lists: Lists, scale: Scale, seed: int) -> Network:
        network, rng = Network(self._n_relations, seed), np.random.default_rng(seed)
        n = len(lists.answer)
        steps, done = _EPOCHS * max(1, n // _BATCH), 0
        for _ in range(_EPOCHS):
            order = rng.permutation(n)
            for i in range(0, max(1, n // _BATCH) * _BATCH, _BATCH):
                batch = Lists._make(part[order[i : i + _BATCH]] for part in lists)
                rate = _RATE * min(1.0, (done + 1) / _WARM) * (1.0 - done / steps)
                network.step(scale(batch.x), batch, rate)
                done += 1
        return network

    def reorder(self, block: Block, scores: Floats) -> Floats:
        """New scores [rows] of a block: the shortlists in their new order, above all others in their old one."""
        found = scores[:, 0].copy()
        if self._scale is None:
            return found
        short = shortlist(block, scores)
        lists = lists_of(short, block.target, block.answer, answered=False)
        x = self._scale(lists.x)
        outs = [network.forward(x, lists.score, lists.relation, lists.real)[0] for network in self._networks]
        new = np.mean(outs, axis=0)[lists.real]
        question = np.repeat(np.arange(len(block.subject)), np.diff(block.ptr))
        lowest = np.full(len(block.subject), np.inf, np.float32)
        np.minimum.at(lowest, question[short.row], new)
        rest = np.ones(len(found), bool)
        rest[short.row] = False
        highest = np.full(len(block.subject), -np.inf, np.float32)
        np.maximum.at(highest, question[rest], found[rest])
        drop = np.where(np.isfinite(highest), highest - lowest + np.float32(1.0), np.float32(0.0))
        found[rest] -= np.maximum(drop, 0.0)[question[rest]]
        found[short.row] = new
        return found
