"""Tracing a whole world: articles and known vectors out of its file, what was found back into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from armillary.encoders import Encoder
from armillary.encoders.registry import available
from armillary.engine import Engine
from armillary.progress import Progress, track
from armillary.schema import (
    Alignment,
    Article,
    Change,
    Correction,
    Link,
    Outlet,
    Report,
    Sentence,
    Story,
    Vector,
    arrow_schema,
)
from armillary.trace.text import Text
from armillary.trace.trace import Traced, trace
from armillary.trace.vectors import Encoded, traced
from armillary.world import Workshop

_BATCH = 128
"""Articles whose vectors are written in one transaction."""


def retrace(workshop: Workshop, crew: Engine, progress: Progress) -> dict[str, object]:
    """Find links, changes, reports and stories among all articles of a world, and keep them there.

    Vectors are kept as they are made, so that a killed run need not make them again.

    Returns:
        The settings used, as the run records them.
    """
    texts = _texts(workshop)
    vectors = Stored(workshop)
    vectors.prepare(texts, available()[0], crew, progress)
    found = trace(
        texts, vectors, outlets=workshop.rows(Outlet), refuted=_refuted(workshop), crew=crew, progress=progress
    )
    vectors.write()
    with workshop.transaction():
        _keep(workshop, found)
    return {"encoders": sorted({link.encoder for link in found.links} | {available()[0].name})}


class Stored:
    """The vectors of a world's file; what it lacks is made when it is first asked for."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._known: dict[str, dict[str, NDArray[np.int8]]] = {}
        self._fresh: list[_Made] = []

    def of(self, text: Text, encoder: Encoder) -> NDArray[np.int8]:
        """See `Vectors.of`."""
        article_id = text.article.article_id
        known = self._of_encoder(encoder)
        if article_id not in known:
            self._add(text, encoder, Encoded().of(text, encoder))
        return known[article_id]

    def prepare(self, texts: Sequence[Text], encoder: Encoder, crew: Engine, progress: Progress) -> None:
        """Make, on all workers, the vectors that `texts` lack."""
        known = self._of_encoder(encoder)
        lacking = [text for text in texts if text.article.article_id not in known]
        made = crew.map(_Encode(encoder.name), lacking, chunk=4)
        for text, vectors in zip(lacking, track(made, progress, "encoding sentences", len(lacking)), strict=True):
            self._add(text, encoder, vectors)

    def write(self) -> None:
        """Keep what was made since the last time."""
        if not self._fresh:
            return
        with self._workshop.transaction():
            self._workshop.insert_arrow(Vector, _vector_table(self._fresh))
        self._fresh.clear()

    def _add(self, text: Text, encoder: Encoder, vectors: NDArray[np.int8]) -> None:
        self._of_encoder(encoder)[text.article.article_id] = vectors
        self._fresh.append(_Made(text, encoder.name, vectors))
        if len(self._fresh) >= _BATCH:
            self.write()

    def _of_encoder(self, encoder: Encoder) -> dict[str, NDArray[np.int8]]:
        if encoder.name not in self._known:
            self._known[encoder.name] = dict(_read_vectors(self._workshop, encoder))
        return self._known[encoder.name]


@dataclass(frozen=True, slots=True)
class _Made:
    text: Text
    encoder: str
    vectors: NDArray[np.int8]


class _Encode:
    """Encodes a text in whichever process it is called."""

    def __init__(self, encoder: str) -> None:
        self._encoder = encoder

    def __call__(self, text: Text) -> NDArray[np.int8]:
        (encoder,) = (one for one in available() if one.name == self._encoder)
        return Encoded().of(text, encoder)


def _refuted(workshop: Workshop) -> frozenset[frozenset[str]]:
    rows = workshop.rows(Correction, "kind = 'copy' AND now = 'no'")
    return frozenset(frozenset((one.sha256, one.was or "")) for one in rows)


def _texts(workshop: Workshop) -> list[Text]:
    sentences = groupby(workshop.rows(Sentence), key=lambda sentence: sentence.article_id)
    by_article = {article_id: tuple(group) for article_id, group in sentences}
    return [Text(article, by_article.get(article.article_id, ())) for article in workshop.rows(Article)]


def _read_vectors(workshop: Workshop, encoder: Encoder) -> Iterator[tuple[str, NDArray[np.int8]]]:
    sql = "SELECT article_id, n, vector FROM vectors WHERE encoder = ? ORDER BY article_id, n"
    table = workshop.arrow(sql, encoder.name).combine_chunks()
    if not table.num_rows:
        return
    column = table.column("vector").chunk(0)
    values = column.flatten().to_numpy().reshape(-1, encoder.dim)
    start = 0
    for article_id, group in groupby(table.column("article_id").to_pylist()):
        end = start + sum(1 for _ in group)
        yield article_id, values[start:end]
        start = end


def _vector_table(made: Sequence[_Made]) -> pa.Table:
    sentences = [sentence for one in made for sentence in traced(one.text)]
    names = [one.encoder for one in made for _ in one.vectors]
    return pa.Table.from_arrays(
        [
            pa.array([sentence.article_id for sentence in sentences]),
            pa.array([sentence.n for sentence in sentences], type=pa.int32()),
            pa.array(names),
            _listed([one.vectors for one in made]),
        ],
        schema=arrow_schema(Vector),
    )


def _listed(blocks: Sequence[NDArray[np.int8]]) -> pa.Array:
    """Rows of matrices, which may differ in width, as one list column."""
    widths = np.concatenate([np.full(len(block), block.shape[1], np.int32) for block in blocks])
    offsets = np.concatenate([np.zeros(1, np.int32), np.cumsum(widths, dtype=np.int32)])
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(np.concatenate([block.ravel() for block in blocks])))


def _keep(workshop: Workshop, found: Traced) -> None:
    """Replace what the world says of copies by what was found."""
    workshop.clear(Link, Alignment, Change, Report, Story)
    workshop.insert(Link, found.links)
    workshop.insert(Alignment, found.alignments)
    workshop.insert(Change, found.changes)
    workshop.insert(Report, found.reports)
    workshop.insert(Story, found.stories)
    ids = pa.table(
        {
            "article_id": pa.array(found.membership.keys(), type=pa.string()),
            "report_id": pa.array([report for report, _ in found.membership.values()], type=pa.string()),
            "story_id": pa.array([story for _, story in found.membership.values()], type=pa.string()),
        }
    )
    workshop.update(Article, ids, "article_id")
