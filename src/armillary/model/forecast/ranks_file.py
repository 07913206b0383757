"""Ranks and best candidates of each question, as a Parquet file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from armillary.model.forecast.history import History
from armillary.model.forecast.questions import Block

BEST = 50
STRATA = ("seen triple", "seen pair", "new pair")
_SCHEMA = pa.schema(
    [
        ("date", pa.date32()),
        ("asked", pa.string()),
        ("known", pa.string()),
        ("relation", pa.string()),
        ("answer", pa.string()),
        ("stratum", pa.string()),
        ("rank", pa.float64()),
        ("candidates", pa.list_(pa.string())),
        ("scores", pa.list_(pa.float32())),
    ]
)


class RanksFile:
    """Writes one row a question.

    `asked` is `object` or `subject`, `known` the other of the two, `answer` what happened, `rank` its time-aware
    filtered rank; `candidates` are the 50 best of all, other true answers of the day among them, with their `scores`.
    """

    def __init__(self, path: Path, history: History) -> None:
        """Open the file; it is written block by block."""
        self._history = history
        self._names = np.array(history.entities, dtype=object)
        self._writer = pq.ParquetWriter(path, _SCHEMA, compression="zstd")

    def __enter__(self) -> RanksFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()

    def write(
        self, block: Block, scores: NDArray[np.float32], found: NDArray[np.float64], stratum: NDArray[np.int8]
    ) -> None:
        """Add the questions of a block with their ranks."""
        names, n = self._names, len(self._history.relations)
        best = [self._best(block, scores, q) for q in range(len(found))]
        rows: dict[str, Any] = {
            "date": [self._history.first_day + dt.timedelta(days=block.day)] * len(found),
            "asked": np.where(block.relation < n, "object", "subject"),
            "known": names[block.subject],
            "relation": np.array(self._history.relations, dtype=object)[block.relation % n],
            "answer": names[block.object],
            "stratum": np.array(STRATA, dtype=object)[stratum],
            "rank": found,
            "candidates": [names[block.candidate[rows]] for rows in best],
            "scores": [scores[rows] for rows in best],
        }
        self._writer.write_table(pa.table(rows, schema=_SCHEMA))

    def _best(self, block: Block, scores: NDArray[np.float32], q: int) -> NDArray[np.int64]:
        a, b = block.ptr[q], block.ptr[q + 1]
        return np.asarray(a + np.argsort(-scores[a:b], kind="stable")[:BEST], np.int64)
