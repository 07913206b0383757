"""For `drift`: sentences aligned as `build` aligns those of two articles that share text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from armillary.encoders import Encoder
from armillary.trace.changes.finding import Bead
from armillary.trace.decide import Judge
from armillary.trace.space import Space
from armillary.trace.text import Text
from armillary.trace.trace import beads
from armillary.trace.vectors import traced
from pool import Remembered


class Shipped:
    """The alignments of a pool of texts with one encoder; with a folder its vectors stay for the next run."""

    def __init__(self, texts: Sequence[Text], cache: Path | None, encoder: Encoder) -> None:
        self._texts = sorted(texts, key=lambda text: text.article.article_id)
        self._number = {text.article.article_id: k for k, text in enumerate(self._texts)}
        vectors = Remembered(cache / "shipped" if cache else None)
        space = Space(self._texts, vectors, encoder)
        vectors.keep()
        self._judge = Judge(space, [sentence.text for text in self._texts for sentence in traced(text)])

    def beads(self, copy: Text, other: Text) -> tuple[Bead, ...]:
        """Sentences of both that say the same."""
        here, there = self._number[copy.article.article_id], self._number[other.article.article_id]
        a, b = sorted((here, there))
        pair = self._judge.pair(a, b, self._judge.judge(a, b))
        return beads(self._texts, pair, here, there) if pair else ()
