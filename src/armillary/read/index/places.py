"""Where terms stand in a world: units numbered through all its sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from armillary.read.index.asked import Part, Wanted
from armillary.read.index.forms import Terms, terms_of
from armillary.read.index.sentences import NUMBERED, Ints, Sentences
from armillary.world import World

_BEGINS = "(term >= ? AND term < ?)"
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
        numbers = np.asarray(table.column("number"), np.int64)
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
        anywhere = [term for term, languages in terms.items() if languages is None]
        if wanted.prefix:
            begins = [term for term, languages in terms.items() if languages is None]
            return np.unique(
                np.concatenate([self._read(world, sentences, _BEGINS, [one, one + _LAST]) for one in begins])
            )
        anywhere = [term for term, languages in terms.items() if languages is None]
        found = [self._read(world, sentences, f"term IN ({', '.join('?' * len(anywhere))})", anywhere)]
        for languages, forms in _by_languages(terms).items():
            units = self._read(world, sentences, f"term IN ({', '.join('?' * len(forms))})", forms)
            spoken = sentences.spoken(languages)
            found.append(units[spoken[self._sentence_of(units)]])
        return np.unique(np.concatenate(found)) if len(found) > 1 else np.unique(found[0])

    def _read(self, world: World, sentences: Sentences, where: str, values: list[str]) -> Ints:
        table = world.arrow(f"SELECT article_id, places FROM postings WHERE {where}", *values)
        numbers = pc.index_in(table.column("article_id"), value_set=sentences.ids).combine_chunks()
        places, sizes = _flat(table.column("places"))
        base = self.base[np.asarray(numbers, np.int64)] if len(sizes) else np.zeros(0, np.int64)
        units: Ints = places + np.repeat(base, sizes)
        return units


def _by_languages(terms: Terms) -> Mapping[frozenset[str], list[str]]:
    found: dict[frozenset[str], list[str]] = {}
    for term, languages in terms.items():
        if languages is not None:
            found.setdefault(languages, []).append(term)
    return found


def _flat(column: pa.ChunkedArray) -> tuple[Ints, Ints]:
    """All items of a column of lists, and the lengths of these."""
    lists = column.combine_chunks()
    return np.asarray(lists.flatten(), np.int64), np.asarray(pc.list_value_length(lists), np.int64)


def _kept(starts: Ints, others: Ints) -> Ints:
    """Of some ascending numbers those that are among others, ascending too."""
    if not len(others):
        return starts[:0]
    at = np.minimum(np.searchsorted(others, starts), len(others) - 1)
    found: Ints = starts[others[at] == starts]
    return found
