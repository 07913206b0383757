"""The questions of a day, (subject, relation, ?) in both directions, with their candidates."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from armillary.model.forecast.features import N_FEATURES, N_LOGGED, NAMES, scaled
from armillary.model.forecast.index import Facts, Index
from armillary.model.forecast.kernels import extract
from armillary.model.forecast.state import Counts, State, Today

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

LIMITS = np.array([40, 40, 40, 30, 30, 20])
"""New partners proposed at most: by neighbours that do this, relation, two steps, country that does this, country that
meets them, two brisk steps."""
BLOCK = 256
"""Questions worked on at once: what bounds the memory."""
_SEEN = NAMES.index("triple seen")


class Block(NamedTuple):
    """Questions with their candidates; the rows of question q are ptr[q]:ptr[q + 1]."""

    day: int
    subject: Ints  # [questions]
    relation: Ints  # [questions]
    object: Ints  # [questions] the true answer
    ptr: NDArray[np.int64]
    candidate: Ints  # [rows]
    pair: Ints  # [rows], -1 where the two never met
    x: Floats  # [rows, features]
    stratum: NDArray[np.int8]  # [rows] 0 the triple was seen, 1 the pair was, 2 neither
    cell: NDArray[np.int8]  # [rows] stratum + 3 x (0 the subject never did this, 1 rarely lately, 2 often lately)
    target: NDArray[np.int64]  # [questions] row of the true answer, -1 not among the candidates
    answer: NDArray[np.bool_]  # [rows] true on this day, for this question


class Asked(NamedTuple):
    """The questions of a block before their candidates are known."""

    subject: Ints
    relation: Ints
    object: Ints


def asked(
    facts: Facts, day: int, today: Today, share: float = 1.0, rng: np.random.Generator | None = None
) -> list[Asked]:
    """The questions of a day in blocks of about `BLOCK`; only a random `share` of them if below one.

    All questions on subjects of one country are in one block, sorted by country, subject and relation.
    """
    a, b = facts.starts[day], facts.starts[day + 1]
    subject, relation, target = facts.subject[a:b], facts.relation[a:b], facts.object[a:b]
    if share < 1.0 and rng is not None:
        use = rng.random(len(subject)) < share
        subject, relation, target = subject[use], relation[use], target[use]
    country = today.country[subject]
    n_blocks = -(-len(subject) // BLOCK)
    key = np.where(country >= 0, country, subject + len(today.member_ptr)).astype(np.int64)
    block = (key * 2654435761 >> 7) % max(n_blocks, 1)
    order = np.lexsort((relation, subject, country, block))
    ends = np.searchsorted(block[order], np.arange(n_blocks + 1))
    parts = (order[i:j] for i, j in pairwise(ends) if i < j)
    return [Asked(subject[part], relation[part], target[part]) for part in parts]


def usual_objects(index: Index, counts: Counts, limit: int) -> tuple[Ints, Ints]:
    """The most frequent objects of each relation: int32 [relations, limit], and how many there are [relations]."""
    n_relations = len(counts.relation)
    weight = counts.slot[:, 3] + 0.05 * counts.slot[:, 4]
    objects, known = np.zeros((n_relations, limit), np.int32), np.zeros(n_relations, np.int32)
    for relation in range(n_relations):
        inverse = (relation + n_relations // 2) % n_relations
        slots = index.relation_slot[index.relation_ptr[inverse] : index.relation_ptr[inverse + 1]]
        slots = slots[weight[slots] > 0]
        slots = slots[np.argsort(-weight[slots], kind="stable")[:limit]]
        objects[relation, : len(slots)], known[relation] = index.slot_of[slots], len(slots)
    return objects, known


def blocks(
    state: State,
    facts: Facts,
    day: int,
    pool: ThreadPoolExecutor,
    share: float = 1.0,
    rng: np.random.Generator | None = None,
) -> Iterator[Block]:
    """The questions of a day with candidates and features, from what was known before that day.

    The threads of `pool` work a little ahead; `state` must not move on before the last block is taken.
    """
    if facts.starts[day] == facts.starts[day + 1]:
        return
    today = state.today(day)
    usual = usual_objects(state.index, state.counts, int(LIMITS[1]))
    answers = _keys(facts, day, state)
    waiting: list[Future[Block]] = []
    for part in asked(facts, day, today, share, rng):
        waiting.append(pool.submit(_block, state, today, usual, answers, part, day))
        if len(waiting) > 3:
            yield waiting.pop(0).result()
    for one in waiting:
        yield one.result()


def _keys(facts: Facts, day: int, state: State) -> NDArray[np.int64]:
    a, b = facts.starts[day], facts.starts[day + 1]
    return np.sort(_key(facts.subject[a:b], facts.relation[a:b], facts.object[a:b], state))


def _key(subject: Ints, relation: Ints, target: Ints, state: State) -> NDArray[np.int64]:
    n, n_relations = len(state.counts.actor), len(state.counts.relation)
    return (subject.astype(np.int64) * n_relations + relation) * n + target


def _habit(state: State, part: Asked) -> NDArray[np.int8]:
    """How often the subjects did this: 0 never, 1 less than once in the last twenty days or so, 2 more."""
    index, counts = state.index, state.counts
    keys = index.slot_of.astype(np.int64) * len(counts.relation) + index.slot_relation
    slot = np.searchsorted(keys, part.subject.astype(np.int64) * len(counts.relation) + part.relation)
    return np.asarray((counts.slot[slot, -1] > 0).astype(np.int8) + (counts.slot[slot, 2] >= 1.0), np.int8)


def _block(
    state: State, today: Today, usual: tuple[Ints, Ints], answers: NDArray[np.int64], part: Asked, day: int
) -> Block:
    ptr, candidate, pair, x = extract(
        part.subject,
        part.relation,
        day,
        state.index,
        state.counts,
        today,
        len(state.counts.relation),
        LIMITS,
        *usual,
        N_FEATURES,
        N_LOGGED,
    )
    scaled(x)
    question = np.repeat(np.arange(len(part.subject)), np.diff(ptr))
    target = np.full(len(part.subject), -1, np.int64)
    hit = np.flatnonzero(candidate == part.object[question])
    target[question[hit]] = hit
    key = _key(part.subject[question], part.relation[question], candidate, state)
    answer = answers[np.minimum(np.searchsorted(answers, key), len(answers) - 1)] == key
    stratum = np.where(x[:, _SEEN] > 0, 0, np.where(pair >= 0, 1, 2)).astype(np.int8)
    cell = stratum + 3 * _habit(state, part)[question]
    return Block(day, *part, ptr, candidate, pair, x, stratum, cell, target, answer)
