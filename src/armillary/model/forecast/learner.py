"""Learning and forecasting day by day, in one pass over the history."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from armillary.model.forecast import logit
from armillary.model.forecast.features import N_FEATURES
from armillary.model.forecast.history import History
from armillary.model.forecast.index import both_ways
from armillary.model.forecast.names import groups_of
from armillary.model.forecast.probabilities import Choice, Told, told
from armillary.model.forecast.questions import Block, blocks
from armillary.model.forecast.reranker import Reranker
from armillary.model.forecast.state import State
from armillary.progress import Progress

Floats = NDArray[np.float32]

_RATE, _SHRINK = np.float32(0.03), np.float32(1e-3)
_BURN_IN = 0.15
"""Share of the training days that only fill the counts."""
_QUESTIONS = 250_000
"""Questions to learn from, at most; the rest of a longer history only fills the counts."""
_LIST_BURN_IN = 0.25
"""Share of the training days before the second model's first shortlist."""
_LISTS, _LISTED = 120_000, 0.75
"""Shortlists for the second model, at most, and how many questions about have their answer on one."""
_MEMORY = 20
"""Days that the mean of the weights goes back."""
_THREADS = 2


class Learner:
    """The additive model and the past it has seen. Deterministic: the same history gives the same weights."""

    def __init__(self, history: History, until: int, *, rerank: bool = False) -> None:
        """Nothing is learnt; day 0 comes next.

        Args:
            until: the first day that will not be learnt from.
            rerank: a second model orders the best candidates anew.
        """
        n_relations = 2 * len(history.relations)
        self.index, self.facts = both_ways(history)
        self.state = State(self.index, groups_of(history.entities), n_relations)
        self.weights = logit.no_weights(n_relations, N_FEATURES)
        self.day = 0
        starts = self.facts.starts
        self._first, first_list = int(_BURN_IN * until), int(_LIST_BURN_IN * until)
        self._share = min(1.0, _QUESTIONS / max(1, int(starts[until] - starts[self._first])))
        asked = self._share * int(starts[until] - starts[first_list])
        self._first_list, self._list_share = first_list, min(1.0, _LISTS / max(1.0, _LISTED * asked))
        self.reranker = Reranker(n_relations, min(_LISTS, int(asked) + 1)) if rerank else None
        self.choice = Choice()
        self._mean = logit.no_weights(n_relations, N_FEATURES)
        self._days_learnt = 0
        self._rng = np.random.default_rng(0)
        self._answers: tuple[int, dict[tuple[int, int], NDArray[np.int32]]] = (-1, {})

    def learn(
        self, end: int, progress: Progress, before_day: Callable[[int], None] | None = None, *, choose: bool = False
    ) -> None:
        """Learn from all days before `end` that have not passed yet; `before_day` is told of each beforehand.

        Args:
            choose: by what would have been told of these days, also choose how sure forecasts may be.
        """
        progress.begin("learning", end - self.day)
        with ThreadPoolExecutor(1) as worker, ThreadPoolExecutor(_THREADS) as pool:
            waiting: list[Future[None]] = []
            for day in range(self.day, end):
                if before_day is not None:
                    before_day(day)
                if day >= self._first:
                    rules, profiles = self.values()
                    for block in blocks(self.state, self.facts, day, pool, self._share, self._rng):
                        waiting.append(worker.submit(self._learn, block, rules, profiles, choose))
                        while len(waiting) > 2:
                            waiting.pop(0).result()
                    waiting.append(worker.submit(self._average))
                self.pass_day(day)
                progress.advance()
            for one in waiting:
                one.result()
        progress.end()

    @property
    def scoring(self) -> logit.Weights:
        """The weights that score: averaged over the last days learnt."""
        return self._mean

    def values(self) -> tuple[Floats, Floats]:
        """What the rules and the profiles rest on today: [triples, N_RULE] and [slots, N_PROFILE]."""
        counts = self.state.counts
        return logit.rule_values(counts.triple), logit.profile_values(counts.slot, counts.actor, self.index.slot_of)

    def _learn(self, block: Block, rules: Floats, profiles: Floats, choose: bool) -> None:
        listed = self.reranker is not None and block.day >= self._first_list
        if listed or choose:
            scores = self._scores(block, rules, profiles)
            if self.reranker is not None and listed:
                self.reranker.collect(block, scores, self._list_share, self._rng_of(block))
            if choose:
                self.choice.see(block, scores[:, 0])
        shuffled = self._rng_of(block).permutation(len(self.weights.own))
        order = np.lexsort((self._rng_of(block).random(len(block.relation)), shuffled[block.relation]))
        logit.learn(
            order,
            block.relation,
            block.ptr,
            block.candidate,
            block.pair,
            block.x,
            block.cell,
            block.target,
            block.answer,
            self.index,
            rules,
            profiles,
            self.weights,
            _RATE,
            _SHRINK,
        )

    def _rng_of(self, block: Block) -> np.random.Generator:
        return np.random.default_rng((block.day, len(block.candidate)))

    def _average(self) -> None:
        """After a day: the weights that score are the mean over about the last `_MEMORY` days learnt."""
        self._days_learnt += 1
        share = np.float32(max(1.0 / self._days_learnt, 1.0 / _MEMORY))
        for mean, value in zip(self._mean[:4], self.weights[:4], strict=True):
            mean += share * (value - mean)

    def _scores(self, block: Block, rules: Floats, profiles: Floats) -> Floats:
        return np.asarray(
            logit.score(
                block.relation,
                block.ptr,
                block.candidate,
                block.pair,
                block.x,
                block.cell,
                self.index,
                rules,
                profiles,
                self._mean,
            ),
            np.float32,
        )

    def forecast(self, day: int) -> Iterator[tuple[Block, Floats]]:
        """The questions of a day with the scores [rows] of their candidates, from what was known before it."""
        rules, profiles = self.values()
        with ThreadPoolExecutor(_THREADS) as pool:
            for block in blocks(self.state, self.facts, day, pool):
                scores = self._scores(block, rules, profiles)
                if self.reranker is None:
                    yield block, scores[:, 0]
                else:
                    yield block, self.reranker.reorder(block, scores, self.choice.power)

    def told(self, block: Block, scores: Floats) -> Told:
        """Probabilities of the answers of a block, from the scores that `forecast` gave."""
        power = self.choice.power if self.reranker is None else 1.0
        return told(block, scores, power, self.choice.beside, len(self.state.counts.actor))

    def pass_day(self, day: int) -> None:
        """The facts of a day become known."""
        self.state.add(self.facts, day)
        self.day = day + 1

    def answers(self, day: int) -> dict[tuple[int, int], NDArray[np.int32]]:
        """The true answers of a day by (subject, relation)."""
        if self._answers[0] != day:
            a, b = self.facts.starts[day], self.facts.starts[day + 1]
            found: dict[tuple[int, int], list[int]] = {}
            for s, r, o in zip(self.facts.subject[a:b], self.facts.relation[a:b], self.facts.object[a:b], strict=True):
                found.setdefault((int(s), int(r)), []).append(int(o))
            self._answers = day, {key: np.array(sorted(value), np.int32) for key, value in found.items()}
        return self._answers[1]
