"""The floor: what can be foretold without learning anything.

score(s, r, o, day) = a 2^(-decay (day - last day of (s, r, o))) + (1 - a) n(., r, o) / n(., r, .): how lately the
triple was seen, and how often o is the object of r. Formula after Gastinger, Meilicke, Errica, Sztyler, Schuelke and
Stuckenschmidt, "History repeats itself: a baseline for temporal knowledge graph forecasting" (IJCAI 2024); `decay`
and `a` are chosen on the validation days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from armillary.model.forecast.state import State

Answers = Mapping[tuple[int, int], NDArray[np.int32]]

GRID = tuple((decay, share) for decay in (0.003, 0.01, 0.03, 0.1) for share in (0.3, 0.6, 0.9, 0.99))
"""Decays (a day) and shares a to choose from."""


@dataclass(frozen=True)
class Floor:
    """The floor with its two parameters."""

    decay: float
    share: float

    def ranks(self, state: State, day: int, questions: NDArray[np.int32], answers: Answers) -> NDArray[np.float64]:
        """Filtered rank, the mean over ties, of the object of each question.

        Args:
            questions: [n, 3] subject, relation, object, both directions.
            answers: the true answers of the day by (subject, relation).
        """
        usual: dict[int, tuple[NDArray[np.float64], NDArray[np.float64]]] = {}
        return np.array([self._rank(state, day, int(s), int(r), int(o), answers, usual) for s, r, o in questions])

    def _rank(
        self,
        state: State,
        day: int,
        s: int,
        r: int,
        o: int,
        answers: Answers,
        usual: dict[int, tuple[NDArray[np.float64], NDArray[np.float64]]],
    ) -> float:
        if r not in usual:
            frequency = _frequency(state, r)
            usual[r] = frequency, np.sort(frequency)
        objects, last = _own(state, s, r)
        lately = self.share * np.exp2(-self.decay * (day - last))
        special = np.union1d(objects, answers[s, r])
        often = (1.0 - self.share) * usual[r][1]
        apart = (1.0 - self.share) * usual[r][0][special]
        score = apart.copy()
        score[np.searchsorted(special, objects)] += lately
        at = int(np.searchsorted(special, o))
        rival = ~np.isin(special, answers[s, r])
        own = score[at]
        above = len(often) - np.searchsorted(often, own, "right") - np.count_nonzero(apart > own)
        level = (
            np.searchsorted(often, own, "right") - np.searchsorted(often, own, "left") - np.count_nonzero(apart == own)
        )
        above += np.count_nonzero(score[rival] > own)
        level += np.count_nonzero(score[rival] == own)
        return float(above + 0.5 * level + 1.0)


def _own(state: State, s: int, r: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Objects of (s, r) so far, sorted, and the last day of each."""
    index, counts = state.index, state.counts
    a, b = index.slot_ptr[s], index.slot_ptr[s + 1]
    slot = a + int(np.searchsorted(index.slot_relation[a:b], r))
    if slot == b or index.slot_relation[slot] != r:
        return np.empty(0, np.int32), np.empty(0, np.int32)
    triples = index.slot_triple[index.slot_triple_ptr[slot] : index.slot_triple_ptr[slot + 1]]
    triples = triples[counts.triple[triples, -1] > 0]
    order = np.argsort(index.triple_to[triples])
    return index.triple_to[triples][order], counts.triple_last[triples][order]


def _inverse(state: State, r: int) -> int:
    n = len(state.counts.relation)
    return (r + n // 2) % n


def _frequency(state: State, r: int) -> NDArray[np.float64]:
    """Share of each actor among the objects of r."""
    index, counts = state.index, state.counts
    inverse = _inverse(state, r)
    slots = index.relation_slot[index.relation_ptr[inverse] : index.relation_ptr[inverse + 1]]
    found = np.zeros(len(counts.actor))
    found[index.slot_of[slots]] = counts.slot[slots, -1]
    return found / max(float(counts.relation[r, -1]), 1.0)
