"""Addresses of all pairs, triples and slots that a history holds.

Facts stand twice: as they are, and turned round with the inverse relation `r + n_relations`. A *pair* is (subject,
object), a *triple* (subject, relation, object), a *slot* (subject, relation). The slot (o, inverse of r) tells how
often o was the object of r. Addresses of things that lie in the future hold zeros until their day comes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from armillary.model.forecast.history import History

Ints = NDArray[np.int32]


class Index(NamedTuple):
    """Compressed rows: the pairs of a subject, the triples of a pair, the slots of a subject, the triples of a slot."""

    pair_ptr: Ints  # [actors + 1]
    pair_to: Ints  # [pairs]
    pair_from: Ints  # [pairs]
    triple_ptr: Ints  # [pairs + 1]
    triple_relation: Ints  # [triples]
    triple_to: Ints  # [triples]
    triple_pair: Ints  # [triples]
    triple_slot: Ints  # [triples]
    slot_ptr: Ints  # [actors + 1]
    slot_relation: Ints  # [slots]
    slot_of: Ints  # [slots], the subject
    slot_triple_ptr: Ints  # [slots + 1]
    slot_triple: Ints  # [triples], by slot
    relation_ptr: Ints  # [relations + 1]
    relation_slot: Ints  # [slots], by relation


class Facts(NamedTuple):
    """Both directions of all facts, sorted by day, then subject and relation; `starts` [days + 1]."""

    subject: Ints
    relation: Ints
    object: Ints
    triple: Ints
    starts: NDArray[np.int64]


def both_ways(history: History) -> tuple[Index, Facts]:
    """The index of a history, and its facts in both directions."""
    n, n_relations = len(history.entities), len(history.relations)
    subject = np.concatenate([history.subject, history.object])
    target = np.concatenate([history.object, history.subject])
    relation = np.concatenate([history.relation, history.relation + n_relations])
    day = np.concatenate([history.day, history.day])
    key = (subject.astype(np.int64) * n + target) * (2 * n_relations) + relation
    keys, triple = np.unique(key, return_inverse=True)
    index = _index(keys, n, 2 * n_relations)
    order = np.lexsort((target, relation, subject, day))
    starts = np.searchsorted(day[order], np.arange(history.n_days + 1))
    return index, Facts(
        subject[order], relation[order], target[order], triple[order].astype(np.int32), starts.astype(np.int64)
    )


def _index(keys: NDArray[np.int64], n: int, n_relations: int) -> Index:
    relation = keys % n_relations
    pairs, pair = np.unique(keys // n_relations, return_inverse=True)
    pair_from, pair_to = pairs // n, pairs % n
    subject = pair_from[pair]
    slots, slot = np.unique(subject * n_relations + relation, return_inverse=True)
    return Index(
        *(
            np.ascontiguousarray(column, dtype=np.int32)
            for column in (
                np.searchsorted(pair_from, np.arange(n + 1)),
                pair_to,
                pair_from,
                np.searchsorted(pair, np.arange(len(pairs) + 1)),
                relation,
                pair_to[pair],
                pair,
                slot,
                np.searchsorted(slots // n_relations, np.arange(n + 1)),
                slots % n_relations,
                slots // n_relations,
                np.searchsorted(np.sort(slot), np.arange(len(slots) + 1)),
                np.argsort(slot, kind="stable"),
                np.searchsorted(np.sort(slots % n_relations), np.arange(n_relations + 1)),
                np.argsort(slots % n_relations, kind="stable"),
            )
        )
    )
