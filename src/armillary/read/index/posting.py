"""Where each term stands in an article, and how that is kept in a world."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from armillary.read.document import Line
from armillary.read.index.units import pair, plain, units
from armillary.read.index.words import Words
from armillary.schema import Indexed, Natural, Posting, arrow_schema, ddl
from armillary.world import Workshop


def words_of(lines: Sequence[Line]) -> Words:
    """The terms of the lines of an article: letters, and the dictionary form that the grammar chose."""
    found: dict[str, list[int]] = defaultdict(list)
    starts, place = [], 0
    for line in lines:
        starts.append(place)
        lemmas = {(token.start, token.end): token.lemma for token in line.tokens}
        text, base = line.sentence.text, line.sentence.start_char
        for start, end, unspaced in units(text):
            if unspaced:
                found[pair(text[start:end], line.language)].append(place)
            else:
                term = plain(text[start:end])
                found[term].append(place)
                lemma = lemmas.get((base + start, base + end))
                if lemma is not None and (form := plain(lemma)) != term:
                    found[form].append(place)
            place += 1
        place += 1
    terms = tuple(sorted(found))
    places = array("I", [one for term in terms for one in found[term]])
    numbers = tuple(Natural(line.n) for line in lines)
    begins = tuple(map(Natural, (*starts, place)))
    return Words(numbers, begins, terms, tuple(len(found[term]) for term in terms), places)


def keep(workshop: Workshop, written: Sequence[tuple[str, Words]]) -> None:
    """Put the words of articles that a world has no words of into it."""
    workshop.insert(
        Indexed,
        [Indexed(article_id=own, sentences=words.sentences, starts=words.starts) for own, words in written],
    )
    workshop.insert_arrow(Posting, _table(written))


def forget(workshop: Workshop, article_ids: Sequence[str]) -> None:
    """Remove the words of articles. Those that have none cost nothing: most articles come for the first time."""
    known = workshop.query("SELECT article_id FROM indexed WHERE article_id IN (SELECT unnest(?))", list(article_ids))
    if known:
        ids = [article_id for (article_id,) in known]
        workshop.delete(Posting, "article_id", ids)
        workshop.delete(Indexed, "article_id", ids)


def put_in_order(workshop: Workshop) -> None:
    """Rewrite the postings in the order of their terms, so that a term is found without reading them all."""
    with workshop.transaction():
        workshop.execute("ALTER TABLE postings RENAME TO postings_as_they_came")
        workshop.execute(ddl(Posting))
        workshop.execute("INSERT INTO postings SELECT * FROM postings_as_they_came ORDER BY term, article_id")
        workshop.execute("DROP TABLE postings_as_they_came")


def _table(written: Sequence[tuple[str, Words]]) -> pa.Table:
    counts = np.array([one for _, words in written for one in words.counts], np.int32)
    offsets = np.concatenate([np.zeros(1, np.int32), np.cumsum(counts, dtype=np.int32)])
    places = np.concatenate([np.zeros(0, np.uint32), *(np.frombuffer(words.places, np.uint32) for _, words in written)])
    return pa.Table.from_arrays(
        [
            pa.array([term for _, words in written for term in words.terms], pa.string()),
            pa.array([article_id for article_id, words in written for _ in words.terms], pa.string()),
            pa.ListArray.from_arrays(pa.array(offsets), pa.array(places)),
        ],
        schema=arrow_schema(Posting),
    )
