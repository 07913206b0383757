"""What is remembered of the past: decayed counts, last days, and what derives from them once a day."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from armillary.model.forecast.embedding import Embedding
from armillary.model.forecast.index import Facts, Index
from armillary.model.forecast.names import Groups

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

LIVES = (1.5, 5.0, 20.0, 80.0, np.inf)
"""Mean lives of the counts, days: a fact t days old counts exp(-t / life)."""
K = len(LIVES)
_NEVER = -(10**6)


class Counts(NamedTuple):
    """Decayed counts, one column a life, and the last day (-10**6: never)."""

    triple: Floats  # [triples, K]
    pair: Floats  # [pairs, K]
    slot: Floats  # [slots, K]
    actor: Floats  # [actors, K]
    relation: Floats  # [relations, K]
    triple_last: Ints
    pair_last: Ints
    slot_last: Ints
    actor_last: Ints


class Today(NamedTuple):
    """What derives from the counts at the start of a day."""

    long_walk: Floats  # [pairs] probability of the step from the first to the second actor
    short_walk: Floats  # [pairs]
    brisk_walk: Floats  # [pairs]
    country: Ints  # [actors] by name, else by company; -1 unknown
    members: Ints  # actors by country
    member_ptr: Ints  # [countries + 1]
    between: Floats  # [countries, countries] share of the first's facts that are with the second
    sector: Ints
    sector_share: Floats  # [relations, sectors] of objects
    home_share: Floats  # [relations, sectors] of objects in the subject's country
    sector_pair: Floats  # [relations, sectors, sectors] of objects, given the subject's
    vectors: Floats  # [actors, d] unit length or zero
    relation_vectors: Floats  # [relations, d] of the objects


class State:
    """The past up to some day; `add` moves it on by one."""

    def __init__(self, index: Index, groups: Groups, n_relations: int) -> None:
        """Nothing has happened. `n_relations` counts both directions."""
        n = len(groups.country)
        self.index, self.groups = index, groups
        triples, pairs, slots = len(index.triple_to), len(index.pair_to), len(index.slot_of)
        tables = [np.zeros((size, K), np.float32) for size in (triples, pairs, slots, n, n_relations)]
        days = [np.full(size, _NEVER, np.int32) for size in (triples, pairs, slots, n)]
        self.counts = Counts._make([*tables, *days])
        self._sector = np.zeros((n_relations, groups.n_sectors), np.float32)
        self._home = np.zeros((n_relations, groups.n_sectors), np.float32)
        self._sector_pair = np.zeros((n_relations, groups.n_sectors, groups.n_sectors), np.float32)
        self._size = np.maximum(np.bincount(groups.sector, minlength=groups.n_sectors), 1).astype(np.float32)
        self._country = groups.country.copy()
        self._embedding = Embedding(index)
        self._keep = np.exp(-1.0 / np.asarray(LIVES)).astype(np.float32)

    def add(self, facts: Facts, day: int) -> None:
        """Let a day pass, then add its facts."""
        a, b = facts.starts[day], facts.starts[day + 1]
        counts, index = self.counts, self.index
        for table in counts[:5]:
            table *= self._keep
            if day % 8 == 0:
                table[table < 1e-9] = 0.0
        triple = facts.triple[a:b]
        subject, relation, target = facts.subject[a:b], facts.relation[a:b], facts.object[a:b]
        pair, slot = index.triple_pair[triple], index.triple_slot[triple]
        counts.triple[triple] += 1.0
        for table, rows in (
            (counts.pair, pair),
            (counts.slot, slot),
            (counts.actor, target),
            (counts.relation, relation),
        ):
            np.add.at(table, rows, np.float32(1.0))
        for last, rows in (
            (counts.triple_last, triple),
            (counts.pair_last, pair),
            (counts.slot_last, slot),
            (counts.actor_last, target),
        ):
            last[rows] = day
        self._add_sectors(subject, relation, target)

    def _add_sectors(self, subject: Ints, relation: Ints, target: Ints) -> None:
        sector, country = self.groups.sector, self.groups.country
        np.add.at(self._sector, (relation, sector[target]), 1.0)
        np.add.at(self._sector_pair, (relation, sector[subject], sector[target]), 1.0)
        home = (country[subject] >= 0) & (country[subject] == country[target])
        np.add.at(self._home, (relation[home], sector[target[home]]), 1.0)

    def today(self, day: int) -> Today:
        """What the features of a day rest on: all of it known before that day."""
        counts, index = self.counts, self.index
        if day % 7 == 0:
            self._country = self._by_company()
        country = self._country
        order = np.argsort(country, kind="stable").astype(np.int32)
        member_ptr = np.searchsorted(country[order], np.arange(self.groups.n_countries + 1)).astype(np.int32)
        total = counts.relation[:, -1:] + 1.0
        row = self._sector_pair.sum(axis=2, keepdims=True) + 1.0
        vectors = self._embedding.update(counts.pair)
        return Today(
            self._walk(counts.pair[:, 3] + 0.02 * counts.pair[:, 4]),
            self._walk(counts.pair[:, 2]),
            self._walk(counts.pair[:, 1]),
            country,
            order,
            member_ptr,
            self._between(country),
            self.groups.sector,
            (self._sector / total / np.sqrt(self._size)).astype(np.float32),
            (self._home / total).astype(np.float32),
            (self._sector_pair / row / np.sqrt(self._size)).astype(np.float32),
            vectors,
            self._embedding.of_relations(index, counts.slot[:, 3] + 0.05 * counts.slot[:, 4], len(counts.relation)),
        )

    def _walk(self, weight: Floats) -> Floats:
        """Steps by weight; those of less than one in five hundred are left out."""
        total = np.bincount(self.index.pair_from, weight, minlength=len(self.groups.country)).astype(np.float32)
        share = (weight / np.maximum(total[self.index.pair_from], 1e-9)).astype(np.float32)
        share[share < 2e-3] = 0.0
        return share

    def _by_company(self) -> Ints:
        """Countries by name, else the one that most of an actor's facts are with."""
        named, n = self.groups.country, len(self.groups.country)
        of, to = self.index.pair_from, named[self.index.pair_to]
        weight = self.counts.pair[:, 3] + 0.05 * self.counts.pair[:, 4]
        use = (named[of] < 0) & (to >= 0) & (weight > 0)
        key = of[use].astype(np.int64) * self.groups.n_countries + to[use]
        keys, back = np.unique(key, return_inverse=True)
        found = named.copy()
        if len(keys):
            weights = np.bincount(back, weight[use])
            rows = keys // self.groups.n_countries
            order = np.lexsort((weights, rows))
            last = np.flatnonzero(np.diff(np.append(rows[order], n)))
            best = order[last]
            all_of = np.bincount(rows, weights, minlength=n)
            sure = weights[best] > 0.4 * all_of[rows[best]]
            found[rows[best][sure]] = (keys[best] % self.groups.n_countries)[sure]
        return found

    def _between(self, country: Ints) -> Floats:
        n = self.groups.n_countries
        a, b = country[self.index.pair_from], country[self.index.pair_to]
        use = (a >= 0) & (b >= 0)
        table = np.bincount(
            a[use].astype(np.int64) * n + b[use],
            self.counts.pair[use, 2] + 0.02 * self.counts.pair[use, 4],
            minlength=n * n,
        ).reshape(n, n)
        return np.asarray(table / np.maximum(table.sum(axis=1, keepdims=True), 1e-3), np.float32)
