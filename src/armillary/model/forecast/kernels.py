"""Candidates and their raw features, question by question: the loops that NumPy cannot say."""

from __future__ import annotations

from typing import Any

import numba as nb
import numpy as np

_NEAR = 200
"""Neighbours of two steps that stand in for a subject, at most."""
_NEIGHBOURS, _COMPATRIOTS = (2, 1, 0), (3, 1)
"""Which counts of those who stand in for a subject are looked at: of neighbours, by the walk that reaches them (long,
short, long), and of compatriots."""


@nb.njit(nogil=True, cache=True)
def find(ptr: Any, keys: Any, row: Any, key: Any) -> Any:
    """Position of `key` in the sorted part ptr[row]:ptr[row + 1] of `keys`, else -1."""
    a, b = ptr[row], ptr[row + 1]
    while a < b:
        middle = (a + b) >> 1
        if keys[middle] < key:
            a = middle + 1
        else:
            b = middle
    if a < ptr[row + 1] and keys[a] == key:
        return a
    return -1


@nb.njit(nogil=True, cache=True)
def _two_steps(s: int, index: Any, walk: Any, reach: Any, touched: Any) -> int:
    """Probability to be at an actor after two steps from `s`, into `reach`; how many were touched."""
    n = 0
    for a in range(index.pair_ptr[s], index.pair_ptr[s + 1]):
        first = walk[a]
        if first <= 0.0:
            continue
        x = index.pair_to[a]
        for b in range(index.pair_ptr[x], index.pair_ptr[x + 1]):
            second = walk[b]
            y = index.pair_to[b]
            if second <= 0.0 or y == s:
                continue
            if reach[y] == 0.0:
                touched[n] = y
                n += 1
            reach[y] += first * second
    return n


@nb.njit(nogil=True, cache=True)
def _clear(values: Any, touched: Any, n: int) -> int:
    for i in range(n):
        values[touched[i]] = 0.0
    return 0


@nb.njit(nogil=True, cache=True)
def _add_top(values: Any, touched: Any, n: int, limit: int, mark: Any, out: Any, n_out: int) -> int:
    """Append the unmarked actors of highest value, `limit` at most or a few more on ties, to `out`, and mark them."""
    m = 0
    kept = np.empty(n, np.float32)
    for i in range(n):
        o = touched[i]
        if mark[o] == 0 and values[o] > 0.0:
            kept[m] = values[o]
            m += 1
    if m == 0:
        return n_out
    least = np.float32(0.0)
    if m > limit:
        least = np.partition(kept[:m], m - limit)[m - limit]
    for i in range(n):
        o = touched[i]
        if mark[o] == 0 and values[o] > 0.0 and values[o] >= least:
            mark[o] = 1
            out[n_out] = o
            n_out += 1
            limit -= 1
            if limit == 0:
                break
    return n_out


@nb.njit(nogil=True, cache=True)
def _nearest(values: Any, touched: Any, n: int, near: Any) -> int:
    """The touched actors of highest value into `near`."""
    if n <= _NEAR:
        near[:n] = touched[:n]
        return n
    kept = np.empty(n, np.float32)
    for i in range(n):
        kept[i] = values[touched[i]]
    least = np.partition(kept, n - _NEAR)[n - _NEAR]
    m = 0
    for i in range(n):
        if values[touched[i]] >= least and m < _NEAR:
            near[m] = touched[i]
            m += 1
    return m


@nb.njit(nogil=True, cache=True)
def _stand_in(
    y: int, r: int, index: Any, counts: Any, weight: Any, lives: Any, do: Any, first: int, done: Any, n_done: int
) -> int:
    """Add to whom `y` does `r`, by the counts of each of `lives` times `weight`, to the rows of `do` from `first` on.

    What once was done counts a tenth in the first of these rows. `done` lists all objects; returns how many.
    """
    slot = find(index.slot_ptr, index.slot_relation, y, r)
    if slot < 0 or counts.slot[slot, 4] <= 0.0:
        return n_done
    for z in range(index.slot_triple_ptr[slot], index.slot_triple_ptr[slot + 1]):
        t = index.slot_triple[z]
        if counts.triple[t, 4] <= 0.0:
            continue
        o = index.triple_to[t]
        if do[0, o] == 0.0 and do[len(_NEIGHBOURS), o] == 0.0:
            done[n_done] = o
            n_done += 1
        do[first, o] += weight[0] * np.float32(0.1)
        for k in range(len(lives)):
            do[first + k, o] += weight[k] * counts.triple[t, lives[k]]
    return n_done


@nb.njit(nogil=True, cache=True)
def extract(
    subjects: Any,
    relations: Any,
    day: int,
    index: Any,
    counts: Any,
    today: Any,
    n_relations: int,
    limits: Any,
    ranked: Any,
    ranked_n: Any,
    n_features: int,
    n_logged: int,
) -> Any:
    """Candidates of each question (subject, relation, ?) of a day.

    Questions are sorted by country of the subject, subject, relation. `limits`: how many new partners at most are
    proposed by [neighbours do, relation, two steps, country does, country meets, two brisk steps]; `ranked`
    [relations, limits[1]] are the usual objects of a relation, `ranked_n` how many. Returns ptr [questions + 1],
    candidate, its pair (-1 never), raw features [rows, features].
    """
    n = len(counts.actor)
    half = n_relations // 2
    mark = np.zeros(n, np.int8)
    reach = np.zeros((3, n), np.float32)
    reached = np.zeros((3, n), np.int32)
    n_reached = np.zeros(3, np.int64)
    near = np.empty(_NEAR, np.int32)
    n_near = 0
    do = np.zeros((5, n), np.float32)
    done = np.zeros(n, np.int32)
    weight = np.ones(3, np.float32)
    meets = np.zeros((2, n), np.float32)
    met = np.zeros(n, np.int32)
    n_met = 0
    n_countries = len(today.member_ptr) - 1
    towards = np.zeros(n_countries, np.float32)
    doing = np.zeros(n_countries, np.float32)
    d = today.vectors.shape[1]
    place = np.zeros(d, np.float32)
    out = np.empty(n, np.int32)
    pairs = np.empty(n, np.int32)
    ptr = np.zeros(len(subjects) + 1, np.int64)
    capacity = len(subjects) * 260 + 2 * n
    all_out = np.empty(capacity, np.int32)
    all_pairs = np.empty(capacity, np.int32)
    all_x = np.zeros((capacity, n_features), np.float32)
    last_subject, last_country = -1, -2
    for q in range(len(subjects)):
        s, r = subjects[q], relations[q]
        country = today.country[s]
        if s != last_subject:
            last_subject = s
            for i in range(3):
                _clear(reach[i], reached[i], n_reached[i])
            n_reached[0] = _two_steps(s, index, today.long_walk, reach[0], reached[0])
            n_reached[1] = _two_steps(s, index, today.short_walk, reach[1], reached[1])
            n_reached[2] = _two_steps(s, index, today.brisk_walk, reach[2], reached[2])
            n_near = _nearest(reach[0], reached[0], n_reached[0], near)
            towards[:] = 0.0
            for p in range(index.pair_ptr[s], index.pair_ptr[s + 1]):
                g = today.country[index.pair_to[p]]
                if g >= 0:
                    towards[g] += counts.pair[p, 2] + np.float32(0.05) * counts.pair[p, 4]
        if country != last_country:
            last_country = country
            for i in range(n_met):
                meets[0, met[i]] = 0.0
                meets[1, met[i]] = 0.0
            n_met = 0
            if country >= 0:
                for m in range(today.member_ptr[country], today.member_ptr[country + 1]):
                    y = today.members[m]
                    for p in range(index.pair_ptr[y], index.pair_ptr[y + 1]):
                        c = counts.pair[p, 4]
                        if c > 0.0:
                            o = index.pair_to[p]
                            if meets[0, o] == 0.0:
                                met[n_met] = o
                                n_met += 1
                            meets[0, o] += counts.pair[p, 3] + np.float32(0.1) * c
                            meets[1, o] += counts.pair[p, 1]
        # who stands in for the subject: neighbours, and its compatriots
        n_done = 0
        for i in range(n_near):
            y = near[i]
            weight[0], weight[1], weight[2] = reach[0, y], reach[1, y], reach[0, y]
            n_done = _stand_in(y, r, index, counts, weight, _NEIGHBOURS, do, 0, done, n_done)
        if country >= 0:
            weight[:] = 1.0
            for m in range(today.member_ptr[country], today.member_ptr[country + 1]):
                y = today.members[m]
                if y != s:
                    n_done = _stand_in(y, r, index, counts, weight, _COMPATRIOTS, do, len(_NEIGHBOURS), done, n_done)
        # candidates
        c = 0
        for p in range(index.pair_ptr[s], index.pair_ptr[s + 1]):
            if counts.pair[p, 4] > 0.0:
                o = index.pair_to[p]
                out[c] = o
                pairs[c] = p
                mark[o] = 1
                c += 1
        known = c
        c = _add_top(do[0], done, n_done, limits[0], mark, out, c)
        c = _add_top(do[3], done, n_done, limits[3], mark, out, c)
        for i in range(ranked_n[r]):
            o = ranked[r, i]
            if mark[o] == 0:
                mark[o] = 1
                out[c] = o
                c += 1
        c = _add_top(reach[0], reached[0], n_reached[0], limits[2], mark, out, c)
        c = _add_top(meets[0], met, n_met, limits[4], mark, out, c)
        c = _add_top(reach[2], reached[2], n_reached[2], limits[5], mark, out, c)
        base = ptr[q]
        ptr[q + 1] = base + c
        if base + c > capacity:
            grown = 2 * capacity + c
            more_out = np.empty(grown, np.int32)
            more_pairs = np.empty(grown, np.int32)
            more_x = np.zeros((grown, n_features), np.float32)
            more_out[:base] = all_out[:base]
            more_pairs[:base] = all_pairs[:base]
            more_x[:base] = all_x[:base]
            all_out, all_pairs, all_x, capacity = more_out, more_pairs, more_x, grown
        # the subject's own past in this relation
        own = find(index.slot_ptr, index.slot_relation, s, r)
        doing[:] = 0.0
        place[:] = 0.0
        if own >= 0:
            for z in range(index.slot_triple_ptr[own], index.slot_triple_ptr[own + 1]):
                t = index.slot_triple[z]
                if counts.triple[t, 4] > 0.0:
                    o = index.triple_to[t]
                    w = counts.triple[t, 2] + np.float32(0.1) * counts.triple[t, 4]
                    for k in range(d):
                        place[k] += w * today.vectors[o, k]
                    if today.country[o] >= 0:
                        doing[today.country[o]] += w
        length = np.float32(0.0)
        for k in range(d):
            length += place[k] * place[k]
        length = np.float32(1.0) / np.sqrt(length + np.float32(1e-9))
        inverse = r + half if r < half else r - half
        own_recent = counts.slot[own, 2] if own >= 0 else np.float32(0.0)
        own_ever = counts.slot[own, 4] if own >= 0 else np.float32(0.0)
        all_doing = np.float32(0.3)
        all_towards = np.float32(0.3)
        for g in range(n_countries):
            all_doing += doing[g]
            all_towards += towards[g]
        for i in range(c):
            o = out[i]
            p = pairs[i] if i < known else -1
            mark[o] = 0
            x = all_x[base + i]
            all_out[base + i] = o
            all_pairs[base + i] = p
            slot = find(index.slot_ptr, index.slot_relation, o, inverse)
            home = country >= 0 and country == today.country[o]
            f = n_logged
            if p >= 0:
                kinds = np.float32(0.0)
                for t in range(index.triple_ptr[p], index.triple_ptr[p + 1]):
                    if counts.triple[t, 4] <= 0.0:
                        continue
                    kinds += np.float32(1.0)
                    if index.triple_relation[t] == r:
                        for k in range(5):
                            x[k] = counts.triple[t, k]
                        x[f] = counts.triple[t, 2] / (own_recent + np.float32(0.3))
                        x[f + 1] = counts.triple[t, 4] / (own_ever + np.float32(1.0))
                        x[f + 2] = counts.triple[t, 4] / (counts.slot[slot, 4] + np.float32(1.0))
                        x[f + 6] = np.float32(1.0) / (day - counts.triple_last[t])
                        x[f + 11] = np.float32(1.0)
                    elif index.triple_relation[t] == inverse:
                        for k in range(5):
                            x[10 + k] = counts.triple[t, k]
                        x[f + 8] = np.float32(1.0) / (day - counts.triple_last[t])
                for k in range(5):
                    x[5 + k] = counts.pair[p, k]
                x[f + 3] = counts.pair[p, 2] / (counts.actor[s, 2] + np.float32(0.3))
                x[f + 4] = counts.pair[p, 4] / (counts.actor[s, 4] + np.float32(1.0))
                x[f + 5] = counts.pair[p, 4] / (counts.actor[o, 4] + np.float32(1.0))
                x[f + 7] = np.float32(1.0) / (day - counts.pair_last[p])
                x[f + 12] = np.float32(1.0)
                x[n_logged - 1] = kinds
            if slot >= 0 and counts.slot[slot, 4] > 0.0:
                for k in range(5):
                    x[15 + k] = counts.slot[slot, k] / (counts.relation[r, k] + np.float32(1e-3))
                x[f + 9] = np.float32(1.0) / (day - counts.slot_last[slot])
            for k in range(5):
                x[20 + k] = counts.actor[o, k]
            x[25] = reach[0, o]
            x[26] = reach[1, o]
            x[27] = reach[2, o]
            for k in range(5):
                x[28 + k] = do[k, o]
            x[33] = meets[0, o]
            x[34] = meets[1, o]
            g = today.country[o]
            if g >= 0:
                x[35] = towards[g] / all_towards
                x[36] = doing[g] / all_doing
                if country >= 0:
                    x[37] = today.between[country, g]
            x[38] = today.sector_share[r, today.sector[o]]
            pairing = today.sector_pair[r, today.sector[s], today.sector[o]]
            x[40] = pairing
            if home:
                x[39] = today.home_share[r, today.sector[o]]
                x[41] = pairing
                x[f + 14] = np.float32(1.0)
            x[f + 10] = np.float32(1.0) / (day - counts.actor_last[o])
            if o == s:
                x[f + 13] = np.float32(1.0)
            if counts.actor[o, 4] <= 0.0:
                x[f + 15] = np.float32(1.0)
            a0 = np.float32(0.0)
            a1 = np.float32(0.0)
            a2 = np.float32(0.0)
            for k in range(d):
                v = today.vectors[o, k]
                a0 += place[k] * v
                a1 += today.vectors[s, k] * v
                a2 += today.relation_vectors[r, k] * v
            x[f + 16] = a0 * length
            x[f + 17] = a1
            x[f + 18] = a2
            x[f + 19] = a0 * length * a1
        for i in range(n_done):
            for k in range(5):
                do[k, done[i]] = 0.0
    end = ptr[len(subjects)]
    return ptr, all_out[:end].copy(), all_pairs[:end].copy(), all_x[:end].copy()
