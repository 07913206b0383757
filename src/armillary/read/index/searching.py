"""Sentences of a world by word or by meaning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from armillary.encoders import quantised
from armillary.encoders.registry import available
from armillary.read.index.asked import Part, parts
from armillary.read.index.places import Matches, Places
from armillary.read.index.sentences import Filters, Ints, Mask, Sentences, allowed, load
from armillary.read.index.unindexed import scanned
from armillary.read.index.units import units
from armillary.schema import Natural
from armillary.world import World

K1: Final = 1.2
B: Final = 0.75
"""Parameters of BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, section 3.2)."""

NEAR: Final = 0.35
"""Cosine from which a sentence is said to mean something like the words searched for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that was found; `how` says by what, `score` is 0-1, higher is better among hits found alike."""

    article_id: str
    n: int
    start_char: int
    """First code point of the sentence in its article."""
    end_char: int
    starts: tuple[Natural, ...]
    """First code points, in the article, of the words that were found; none where it was found by meaning."""
    ends: tuple[Natural, ...]
    quote: str
    language: str
    outlet: str | None
    published: dt.date | None
    report_id: str | None
    how: Literal["words", "meaning"]
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, the best first, and how much there is in all."""

    hits: tuple[Hit, ...]
    n_sentences: int
    n_articles: int
    n_reports: int
    """Independent reports: copies count once."""


class Index:
    """Finds sentences of an open world. What it reads of the world is kept as long as that is open."""

    def __init__(self, world: World, sentences: Sentences, places: Places) -> None:
        self._world = world
        self._sentences = sentences
        self._places = places

    @classmethod
    def open(cls, world: World) -> Index:
        """The index of a world; opened again for the same open world, or a twin of it, it costs nothing."""
        sentences = world.once(("index", "sentences"), lambda: load(world))
        return cls(world, sentences, world.once(("index", "places"), lambda: Places.load(world, sentences)))

    @property
    def n_unindexed(self) -> int:
        """Articles whose words are not in the index: those that have not been read yet."""
        return len(self._sentences.ids) - self._places.n_articles

    def words(self, query: str, *, filters: Filters | None = None, limit: int | None = 20) -> Found:
        """Sentences that hold every word, phrase (`"in quotes"`) and beginning (`pref*`), ranked by BM25.

        A word is found in all its forms. A sentence counts as a document: the rarer a word and the shorter the
        sentence, the higher; the score is divided by the highest there can be.

        Raises:
            UsageError: there is no word in the query.
        """
        asked = parts(query)
        mask = allowed(self._world, self._sentences, filters or Filters())
        matches = [self._places.matches(self._world, self._sentences, part) for part in asked]
        both = matches[0].sentences
        for match in matches[1:]:
            both = np.intersect1d(both, match.sentences, assume_unique=True)
        if mask is not None:
            both = both[mask[both]]
        scores = self._scores(both, matches)
        order = self._best(both, scores, limit)
        pairs = list(zip(asked, matches, strict=True))
        hits = self._hits(both[order], scores[order], "words", lambda one, text: self._spans(one, text, pairs))
        if self.n_unindexed:
            return self._with_unindexed(hits, both, asked, mask, limit)
        return self._found(hits, both)

    def _with_unindexed(
        self, hits: list[Hit], found: Ints, asked: Sequence[Part], mask: Mask | None, limit: int | None
    ) -> Found:
        """What was found, and behind it what articles have that are not read yet."""
        more, shares, spans = scanned(self._world, self._sentences, asked, mask)
        order = self._best(more, shares, None if limit is None else limit - len(hits))
        where = {int(more[i]): spans[i] for i in order}
        hits += self._hits(more[order], shares[order], "words", lambda one, _: where[one])
        return self._found(hits, np.concatenate([found, more]))

    def meaning(
        self, query: str, *, filters: Filters | None = None, limit: int | None = 20, near: float = NEAR
    ) -> Found:
        """Sentences whose stored vector lies near that of the query, in whatever language; score is the cosine.

        Args:
            query: words or a sentence.
            filters: what to confine it to.
            limit: at most so many; None: all.
            near: least cosine.
        """
        from armillary.read.index import nearest  # compiled code, which a search by words does without

        encoder = available()[0]
        vectors = self._world.once(("index", "vectors"), lambda: nearest.load(self._world, self._sentences, encoder))
        asked = quantised(encoder, [query])[0]
        cosines = nearest.cosines(self._world, self._sentences, vectors, encoder, asked)
        mask = allowed(self._world, self._sentences, filters or Filters())
        near_enough = cosines >= near
        found = np.flatnonzero(near_enough if mask is None else near_enough & mask)
        order = self._best(found, cosines[found], limit)
        hits = self._hits(found[order], cosines[found][order], "meaning", lambda one, text: [])
        return self._found(hits, found)

    def _scores(self, sentences: Ints, matches: Sequence[Matches]) -> np.ndarray:
        lengths = self._places.lengths[sentences]
        norm = K1 * (1 - B + B * lengths / max(1e-9, self._places.mean_length))
        total, highest = np.zeros(len(sentences)), 0.0
        for match in matches:
            n, df = self._places.n_sentences, len(match.sentences)
            idf = float(np.log(1 + (n - df + 0.5) / (df + 0.5)))
            tf = match.counts[np.searchsorted(match.sentences, sentences)]
            total += idf * tf * (K1 + 1) / (tf + norm)
            highest += idf * (K1 + 1)
        return total / highest if highest else total

    def _best(self, sentences: Ints, scores: np.ndarray, limit: int | None) -> Ints:
        """The highest scores; of equals the latest article, then the order of the world."""
        most = len(sentences) if limit is None else min(max(0, limit), len(sentences))
        if most == 0:
            return np.zeros(0, np.int64)
        kept = np.flatnonzero(scores >= np.partition(scores, -most)[-most])
        days = self._sentences.days[self._sentences.article[sentences[kept]]]
        order: Ints = kept[np.lexsort((sentences[kept], -days, -scores[kept]))][:most]
        return order

    def _hits(
        self,
        chosen: Ints,
        scores: np.ndarray,
        how: Literal["words", "meaning"],
        spans_of: Callable[[int, str], Sequence[tuple[int, int]]],
    ) -> list[Hit]:
        texts = self._texts(chosen)
        found = []
        for sentence, score in zip(chosen.tolist(), scores.tolist(), strict=True):
            article = int(self._sentences.article[sentence])
            start, text = texts[int(self._sentences.row[sentence])]
            spans = [(start + a, start + b) for a, b in spans_of(sentence, text)]
            found.append(
                Hit(
                    article_id=self._sentences.ids[article].as_py(),
                    n=int(self._sentences.n[sentence]),
                    start_char=start,
                    end_char=start + len(text),
                    starts=tuple(Natural(a) for a, _ in spans),
                    ends=tuple(Natural(b) for _, b in spans),
                    quote=text,
                    language=self._sentences.languages[int(self._sentences.language[sentence])],
                    outlet=self._sentences.outlets[article],
                    published=self._sentences.published[article],
                    report_id=self._sentences.report_ids[int(self._sentences.reports[article])],
                    how=how,
                    score=round(score, 4),
                )
            )
        return found

    def _texts(self, chosen: Ints) -> dict[int, tuple[int, str]]:
        """Row to start and text of a sentence."""
        rows = self._sentences.row[chosen].tolist()
        sql = "SELECT rowid, start_char, text FROM sentences WHERE rowid IN (SELECT unnest(?))"
        return {row: (start, text) for row, start, text in self._world.query(sql, rows)}

    def _spans(self, sentence: int, text: str, matches: list[tuple[Part, Matches]]) -> list[tuple[int, int]]:
        """Where in a sentence the parts of a search were found; spans that touch are one."""
        cut, first = units(text), self._places.first[sentence]
        found = set()
        for part, match in matches:
            for place in match.within(first, first + len(cut)):
                begin, end = cut[place - first][0], cut[place - first + part.width - 1][1]
                found.add((begin, begin + 1 if part.alone else end))
        return _joined(sorted(found))

    def _found(self, hits: Sequence[Hit], sentences: Ints) -> Found:
        articles = np.unique(self._sentences.article[sentences])
        reports = np.unique(self._sentences.reports[articles])
        return Found(tuple(hits), len(sentences), len(articles), len(reports))


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
