"""Backtest: forecast each day of a test history from the days before it, and rank what really happened.

Parameters are learnt on the training days; on the validation days each day is first forecast, which measures choices,
and then learnt from; the test days are only forecast. Every figure of a day rests on earlier days alone.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import psutil
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from armillary.errors import UsageError
from armillary.model.forecast.floor import Floor, FloorChoice
from armillary.model.forecast.history import History, Row, history_of
from armillary.model.forecast.leaks import largest_difference
from armillary.model.forecast.learner import Learner
from armillary.model.forecast.questions import Block
from armillary.model.forecast.ranks import ranks
from armillary.model.forecast.ranks_file import RanksFile
from armillary.model.forecast.tally import Tally
from armillary.progress import Progress, Silent


@dataclass(frozen=True)
class Split:
    """One history cut in three by time: the first day of validation, of test, and the day after the last."""

    history: History
    valid: int
    test: int
    end: int


def split_of(train: Sequence[Row], valid: Sequence[Row], test: Sequence[Row]) -> Split:
    """One history of three parts that follow each other in time.

    Raises:
        UsageError: a part is empty, or begins before the one before it has ended.
    """
    parts = {"TRAIN": train, "VALID": valid, "TEST": test}
    for name, part in parts.items():
        if not part:
            raise UsageError(f"{name} holds no facts")
    spans = [(name, min(row[3] for row in part), max(row[3] for row in part)) for name, part in parts.items()]
    for (before, _, last), (after, first, _) in pairwise(spans):
        if first <= last:
            raise UsageError(
                f"{after} begins on {first}, but {before} ends on {last}; "
                f"the days of {after} must all come after those of {before}"
            )
    history = history_of([*train, *valid, *test])
    days = [(first - history.first_day).days for _, first, _ in spans]
    return Split(history, days[1], days[2], history.n_days)


def backtest(
    split: Split,
    *,
    rerank: bool = False,
    check_leaks: bool = False,
    ranks_to: Path | None = None,
    progress: Progress | None = None,
) -> dict[str, object]:
    """Forecast the test days of a split; what `armillary backtest` prints.

    Args:
        rerank: let a second model order the best candidates anew.
        check_leaks: also compare the features of the first test day with those without all later facts.
        ranks_to: Parquet file for the rank and the best candidates of each question.
    """
    with threadpool_limits(1):  # small matrices: threads of BLAS would only wait for each other
        told = _run(split, rerank, ranks_to, progress or Silent())
        if check_leaks:
            told["leak_check"] = {"largest_difference": largest_difference(split.history, split.test)}
        return told


def _run(split: Split, rerank: bool, ranks_to: Path | None, progress: Progress) -> dict[str, object]:
    began = time.perf_counter()
    learner = Learner(split.history, split.test, rerank=rerank)
    learner.learn(split.valid, progress)
    floor = _best_floor(learner, split, progress)
    if learner.reranker is not None:
        learner.reranker.train()
    tally = Tally()
    progress.begin("forecasting the test days", split.end - split.test)
    with RanksFile(ranks_to, split.history) if ranks_to else nullcontext() as file:
        for day in range(split.test, split.end):
            for block, scores in learner.forecast(day):
                _count(tally, learner, floor, block, scores, file)
            learner.pass_day(day)
            progress.advance()
    progress.end()
    return {
        **tally.summary(split.history.relations),
        "floor": asdict(floor),
        "seconds": round(time.perf_counter() - began, 2),
        "peak_memory_gb": round(_peak(), 2),
    }


def _count(
    tally: Tally, learner: Learner, floor: Floor, block: Block, scores: NDArray[np.float32], file: RanksFile | None
) -> None:
    answers = learner.answers(block.day)
    found = ranks(block, scores, learner.state.counts.actor[:, -1], answers)
    stratum = np.append(block.stratum, np.int8(2))[block.target]
    questions = np.stack([block.subject, block.relation, block.object], axis=1)
    tally.model.add(found, learner.told(block, scores))
    tally.floor.add(*floor.tell(learner.state, block.day, questions, answers))
    tally.relation.append(block.relation)
    tally.stratum.append(stratum)
    if file is not None:
        file.write(block, scores, found, stratum)


def _best_floor(learner: Learner, split: Split, progress: Progress) -> Floor:
    """Learn from the validation days, and choose the floor's parameters on a sample of their questions."""
    rng, choice = np.random.default_rng(0), FloorChoice()
    share = min(1.0, 1500 / max(1, int(np.count_nonzero(split.history.day >= split.valid))))

    def look(day: int) -> None:
        facts = learner.facts
        use = np.arange(facts.starts[day], facts.starts[day + 1])
        use = use[rng.random(len(use)) < share]
        questions = np.stack([facts.subject[use], facts.relation[use], facts.object[use]], axis=1)
        choice.see(learner.state, day, questions, learner.answers(day))

    learner.learn(split.test, progress, before_day=look, choose=True)
    return choice.best


def _peak() -> float:
    """Most memory this process has held, GB."""
    if sys.platform == "win32":
        return float(psutil.Process().memory_info().peak_wset / 1e9)
    import resource

    kilo = 1e9 if sys.platform == "darwin" else 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / kilo
