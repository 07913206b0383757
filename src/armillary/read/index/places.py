"""Where terms stand in a world: units numbered through all its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from armillary.read.index.asked import Part, Wanted
from armillary.read.index.forms import terms_of
from armillary.read.index.sentences import NUMBERED, Ints, Sentences
from armillary.world import World

_LAST = "\U0010ffff"
"""Sorts behind all that may follow a beginning."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Where one part of a search was found."""

    sentences: Ints
    """Ascending."""
    counts: Ints
    """How often in each."""
    starts: Ints
    """Units at which it begins, ascending."""

    def within(self, first: int, end: int) -> list[int]:
        """Units of a stretch at which it begins."""
        a, b = np.searchsorted(self.starts, (first, end))
        return [int(one) for one in self.starts[a:b]]


@dataclass(frozen=True, slots=True)
class Places:
    """Units of all indexed sentences."""

    base: Ints
    """Number of the first unit of each article; -1 where it is not indexed."""
    begins: Ints
    """First unit of each indexed sentence, ascending."""
    sentence: Ints
    """The sentence that begins there."""
    first: Ints
    """First unit of each sentence; -1 where it is not indexed."""
    lengths: Ints
    """Units of each sentence."""
    n_articles: int

    @property
    def n_sentences(self) -> int:
        return len(self.begins)

    @property
    def mean_length(self) -> float:
        return float(self.lengths.sum()) / max(1, self.n_sentences)

    @classmethod
    def load(cls, world: World, sentences: Sentences) -> Places:
        """Read where the units of each sentence begin."""
        sql = (
            f"WITH {NUMBERED} SELECT number, sentences, starts FROM indexed JOIN numbered USING (article_id) ORDER BY 1"
        )
        table = world.arrow(sql)
        numbers = _plain(table.column("number").combine_chunks())
        n, sizes = _flat(table.column("sentences"))
        starts, _ = _flat(table.column("starts"))
        last = np.cumsum(sizes + 1) - 1
        ends = starts[last] if len(starts) else starts
        offsets = np.cumsum(ends) - ends
        begins = np.delete(starts, last) + np.repeat(offsets, sizes)
        after = np.delete(starts, np.cumsum(sizes + 1) - sizes - 1) + np.repeat(offsets, sizes)
        here = sentences.find(np.repeat(numbers, sizes), n)
        base = np.full(len(sentences.ids), -1, np.int64)
        base[numbers] = offsets
        first, lengths = np.full(len(sentences.n), -1, np.int64), np.zeros(len(sentences.n), np.int64)
        first[here], lengths[here] = begins, after - begins - 1
        return cls(base, begins, here, first, lengths, len(numbers))

    def matches(self, world: World, sentences: Sentences, part: Part) -> Matches:
        """The sentences that hold a part of a search."""
        starts = self._units(world, sentences, part.units[0])
        for wanted in part.units[1:]:
            starts = _kept(starts, self._units(world, sentences, wanted) - wanted.offset)
        found, counts = np.unique(self._sentence_of(starts), return_counts=True)
        return Matches(found, counts, starts)

    def _sentence_of(self, units: Ints) -> Ints:
        found: Ints = self.sentence[np.searchsorted(self.begins, units, "right") - 1]
        return found

    def _units(self, world: World, sentences: Sentences, wanted: Wanted) -> Ints:
        """Units at which a word stands in any of its forms, ascending."""
        terms = terms_of(wanted, sentences.languages)
        if wanted.prefix:
            written = [term for term, languages in terms.items() if languages is None]
            where = " OR ".join(["(term >= ? AND term < ?)"] * len(written))
            units, _ = self._read(world, sentences, where, [end for term in written for end in (term, term + _LAST)])
            return np.unique(units)
        names = list(terms)
        units, found = self._read(world, sentences, f"term IN ({', '.join('?' * len(names))})", names)
        fits = np.array([_fits(terms[name], sentences.languages) for name in names], np.bool_)
        if not fits.all():
            units = units[fits[found, sentences.language[self._sentence_of(units)]]]
        return np.unique(units)

    def _read(self, world: World, sentences: Sentences, where: str, values: list[str]) -> tuple[Ints, Ints]:
        """Units, and the number among `values` of the term that stands at each."""
        table = world.arrow(f"SELECT term, article_id, places FROM postings WHERE {where}", *values)
        numbers = _numbers(table.column("article_id"), sentences.ids)
        places, sizes = _flat(table.column("places"))
        units: Ints = places + np.repeat(self.base[numbers], sizes)
        return units, np.repeat(_numbers(table.column("term"), pa.array(values, pa.string())), sizes)


def _fits(allowed: frozenset[str] | None, languages: Sequence[str]) -> list[bool]:
    return [allowed is None or language in allowed for language in languages]


def _numbers(column: pa.ChunkedArray, values: pa.Array) -> Ints:
    """Of each item its place among values; 0 where it is not there."""
    return _plain(pc.fill_null(pc.index_in(column, value_set=values), 0).combine_chunks())


def _flat(column: pa.ChunkedArray) -> tuple[Ints, Ints]:
    """All items of a column of lists, and the lengths of these."""
    lists = column.combine_chunks()
    return _plain(lists.flatten()), _plain(pc.list_value_length(lists))


def _plain(numbers: pa.Array) -> Ints:
    return np.asarray(numbers.to_numpy(), np.int64)


def _kept(starts: Ints, others: Ints) -> Ints:
    """Of some ascending numbers those that are among others, ascending too."""
    if not len(others):
        return starts[:0]
    at = np.minimum(np.searchsorted(others, starts), len(others) - 1)
    found: Ints = starts[others[at] == starts]
    return found
