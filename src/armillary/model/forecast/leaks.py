"""The leak check: what a day's questions look like when all later facts are deleted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from armillary.model.forecast.history import History
from armillary.model.forecast.index import both_ways
from armillary.model.forecast.names import groups_of
from armillary.model.forecast.questions import Block, blocks
from armillary.model.forecast.state import State


def largest_difference(history: History, day: int) -> float:
    """Largest difference of any feature of the questions of `day` between a history and the same without its future.

    0 where nothing leaks; infinite where the candidates differ.
    """
    (keys, full), (cut_keys, cut) = (_table(known, day) for known in (history, history.until(day)))
    if keys.shape != cut_keys.shape or np.any(keys != cut_keys):
        return float("inf")
    return float(np.max(np.abs(full - cut), initial=0.0))


def _table(history: History, day: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Subject, relation, candidate of each row of a day, sorted, and its features."""
    index, facts = both_ways(history)
    state = State(index, groups_of(history.entities), 2 * len(history.relations))
    for earlier in range(day):
        state.add(facts, earlier)
    with ThreadPoolExecutor(2) as pool:
        found = list(blocks(state, facts, day, pool))
    keys = np.concatenate([_keys(block) for block in found])
    order = np.lexsort(keys.T)
    return keys[order], np.concatenate([block.x for block in found])[order]


def _keys(block: Block) -> NDArray[np.int64]:
    question = np.repeat(np.arange(len(block.subject)), np.diff(block.ptr))
    columns = [block.subject[question], block.relation[question], block.candidate]
    return np.stack(columns, axis=1).astype(np.int64)
