"""The floor: what can be foretold without learning anything.

score(s, r, o, day) = a 2^(-decay (day - last day of (s, r, o))) + (1 - a) n(., r, o) / n(., r, .): how lately the
triple was seen, and how often o is the object of r. Formula after Gastinger, Meilicke, Errica, Sztyler, Schuelke and
Stuckenschmidt, "History repeats itself: a baseline for temporal knowledge graph forecasting" (IJCAI 2024); `decay`
and `a` are chosen on the validation days by the mean reciprocal rank, and two numbers more that make probabilities of
scores by the log score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from armillary.model.forecast.kernels import find
from armillary.model.forecast.probabilities import Told
from armillary.model.forecast.state import State

Answers = Mapping[tuple[int, int], NDArray[np.int32]]
Doubles = NDArray[np.float64]

GRID = tuple((decay, share) for decay in (0.003, 0.01, 0.03, 0.1) for share in (0.3, 0.6, 0.9, 0.99))
"""Decays (a day) and shares a to choose from."""
SURE = tuple((power, beside) for power in (0.5, 0.75, 1.0, 1.5, 2.0, 3.0) for beside in (0.02, 0.05, 0.1, 0.2, 0.3))
"""Powers of the score, and shares that all actors have alike, to choose from."""


_LEAST = 1e-12
_Sums = tuple[float, float]


class _Scored(NamedTuple):
    """Scores of all actors for one question, in two parts."""

    frequency: Doubles  # [actors] the part that all questions of a relation share
    often: Doubles  # [actors] the same, sorted
    special: NDArray[np.int32]  # actors of whom more is known: past objects, and true answers of the day
    apart: Doubles  # [special] their shared part
    score: Doubles  # [special] their whole score
    rival: NDArray[np.bool_]  # [special] counts against the answer, or is it
    answer: int  # place of the answer among the special
    objects: NDArray[np.int32]  # past objects

    @property
    def n(self) -> int:
        """Actors that count."""
        return len(self.often) - int(np.count_nonzero(~self.rival))


@dataclass(frozen=True)
class Floor:
    """The floor with its parameters.

    P(o) = (1 - beside) score(o)^power / (sum over all actors) + beside / (number of actors).
    """

    decay: float
    share: float
    power: float = 1.0
    beside: float = 0.1

    def ranks(self, state: State, day: int, questions: NDArray[np.int32], answers: Answers) -> Doubles:
        """Filtered rank, the mean over ties, of the object of each question.

        Args:
            questions: [n, 3] subject, relation, object, both directions.
            answers: the true answers of the day by (subject, relation).
        """
        return np.array([_rank(one) for one in self._scored(state, day, questions, answers)])

    def tell(self, state: State, day: int, questions: NDArray[np.int32], answers: Answers) -> tuple[Doubles, Told]:
        """Ranks, and probabilities of the answers; the arguments are those of `ranks`."""
        sums: dict[int, _Sums] = {}
        places, rows = [], []
        for (s, r, _), one in zip(questions.tolist(), self._scored(state, day, questions, answers), strict=True):
            if r not in sums:
                sums[r] = _sums(one.often, self.power)
            *numbers, actor = self._told(one, sums[r])
            rows.append((*numbers, _stratum(state, s, actor, bool(np.isin(actor, one.objects)))))
            places.append(_rank(one))
        *columns, stratum = np.array(rows, np.float64).reshape(-1, 5).T
        return np.array(places), Told._make([*columns, stratum.astype(np.int8)])

    def losses(self, state: State, day: int, questions: NDArray[np.int32], answers: Answers) -> Doubles:
        """-log P(answer), summed over questions, for each of `SURE`."""
        sums: dict[tuple[int, float], _Sums] = {}
        lost = np.zeros(len(SURE))
        powers = np.array([power for power, _ in SURE])
        beside = np.array([beside for _, beside in SURE])
        for r, one in zip(questions[:, 1].tolist(), self._scored(state, day, questions, answers), strict=True):
            shares = {}
            for power in np.unique(powers).tolist():
                if (r, power) not in sums:
                    sums[r, power] = _sums(one.often, power)
                total, _ = _whole(one, sums[r, power], power)
                shares[power] = one.score[one.answer] ** power / total if total > _LEAST else 0.0
            share = np.array([shares[power] for power in powers.tolist()])
            lost -= np.log((1.0 - beside) * share + beside / one.n)
        return lost

    def _told(self, one: _Scored, sums: _Sums) -> tuple[float, float, float, float, int]:
        """Probability of the answer, sum of squares, probability of the first choice, whether it came true, and it."""
        total, squares = _whole(one, sums, self.power)
        first, level, actor = _first(one)
        own, even = float(one.score[one.answer]), 1.0 / one.n
        hit = 1.0 / level if own == first else 0.0
        if total <= _LEAST:
            return even, even, even, hit, actor
        scale, rest = (1.0 - self.beside) / total, self.beside * even
        all_squares = scale**2 * squares + 2 * scale * rest * total + one.n * rest**2
        return scale * own**self.power + rest, all_squares, scale * first**self.power + rest, hit, actor

    def _scored(self, state: State, day: int, questions: NDArray[np.int32], answers: Answers) -> Iterator[_Scored]:
        usual: dict[int, tuple[Doubles, Doubles]] = {}
        for s, r, o in questions.tolist():
            if r not in usual:
                often = (1.0 - self.share) * _frequency(state, r)
                usual[r] = often, np.sort(often)
            objects, last = _own(state, s, r)
            true = answers[s, r]
            special = np.union1d(objects, true)
            apart = usual[r][0][special]
            score = apart.copy()
            score[np.searchsorted(special, objects)] += self.share * np.exp2(-self.decay * (day - last))
            place = int(np.searchsorted(special, o))
            rival = ~np.isin(special, true)
            rival[place] = True
            yield _Scored(*usual[r], special, apart, score, rival, place, objects)


class FloorChoice:
    """Chooses the parameters of the floor by questions whose answers are known."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._floors = [Floor(*choice) for choice in GRID]
        self._gained = np.zeros(len(GRID))
        self._lost = np.zeros(len(SURE))

    def see(self, state: State, day: int, questions: NDArray[np.int32], answers: Answers) -> None:
        """Add questions of a day. How sure it may be is measured with the best floor so far."""
        best = self._floors[int(np.argmax(self._gained))]
        self._lost += best.losses(state, day, questions, answers)
        for n, floor in enumerate(self._floors):
            self._gained[n] += float(np.sum(1.0 / floor.ranks(state, day, questions, answers)))

    @property
    def best(self) -> Floor:
        """The floor of the highest mean reciprocal rank, with the best log score."""
        best = self._floors[int(np.argmax(self._gained))]
        power, beside = SURE[int(np.argmin(self._lost))]
        return replace(best, power=power, beside=beside)


def _sums(often: Doubles, power: float) -> _Sums:
    raised = often**power
    return float(raised.sum()), float((raised**2).sum())


def _whole(one: _Scored, sums: _Sums, power: float) -> _Sums:
    """Sums over all actors that count for one question: of score^power, and of its square."""
    shared, score = one.apart**power, one.score[one.rival] ** power
    total = max(0.0, sums[0] - float(shared.sum())) + float(score.sum())
    return total, max(0.0, sums[1] - float((shared**2).sum())) + float((score**2).sum())


def _rank(one: _Scored) -> float:
    own = one.score[one.answer]
    right, left = (np.searchsorted(one.often, own, side) for side in ("right", "left"))
    above = len(one.often) - right - np.count_nonzero(one.apart > own)
    level = right - left - np.count_nonzero(one.apart == own)
    above += np.count_nonzero(one.score[one.rival] > own)
    level += np.count_nonzero(one.score[one.rival] == own) - 1
    return float(above + 0.5 * level + 1.0)


def _first(one: _Scored) -> tuple[float, int, int]:
    """Highest score of those that count, how many have it, and one who has."""
    known = np.where(one.rival, one.score, -1.0)
    best = int(np.argmax(known))
    first, actor, level = float(known[best]), int(one.special[best]), int(np.count_nonzero(known == known[best]))
    if one.often[-1] >= first:
        rest = one.frequency.copy()
        rest[one.special] = -1.0
        if rest.max() > first:
            first, actor, level = float(rest.max()), int(np.argmax(rest)), 0
        level += int(np.count_nonzero(rest == first))
    return first, level, actor


def _stratum(state: State, s: int, actor: int, seen: bool) -> int:
    """0 the triple was seen, 1 the pair was, 2 neither."""
    if seen:
        return 0
    pair = find(state.index.pair_ptr, state.index.pair_to, s, actor)
    return 1 if pair >= 0 and state.counts.pair[pair, -1] > 0 else 2


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
