"""Articles about the same event, independently written: how many are wrongly taken for copies.

Of the source documents in `data/trace` those count as telling of the same event whose mean sentence vectors (the mean
of each language taken away, all versions together) have a cosine of `SAME` or more. They share no segment. The pool is
all documents made of such sources; a same-event pair is two documents that have no source in common, but two such
sources.
"""

from __future__ import annotations

import argparse
import json
from itertools import combinations
from pathlib import Path

import numpy as np

from armillary.encoders import Encoder
from armillary.encoders.registry import available
from armillary.trace import trace
from armillary.trace.space import Space, unit
from pairs import score
from pool import Key, Pool, Remembered, load

SAME = 0.55


def same_event(pool: Pool, vectors: Remembered, encoder: Encoder) -> set[frozenset[str]]:
    """Pairs of sources of the same event."""
    ordered = sorted(pool.texts, key=lambda text: text.article.article_id)
    space = Space(ordered, vectors, encoder)
    rows: dict[str, list[int]] = {}
    for number, text in enumerate(ordered):
        sources = pool.sources[text.article.article_id]
        if len(sources) == 1:
            rows.setdefault(min(sources), []).extend(range(*space.rows(number).indices(len(space.points))))
    names = sorted(rows)
    means = unit(np.stack([space.points[rows[name]].mean(0) for name in names]))
    near = means @ means.T
    return {frozenset((names[a], names[b])) for a, b in combinations(range(len(names)), 2) if near[a, b] >= SAME}


def distractors(pool: Pool, events: set[frozenset[str]]) -> set[Key]:
    """Same-event pairs of documents."""
    found = set()
    for a, b in combinations(sorted(pool.sources), 2):
        here, there = pool.sources[a], pool.sources[b]
        if not here & there and any(frozenset((x, y)) in events for x in here for y in there):
            found.add((a, b))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, help="folder that keeps vectors between runs")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    pool, vectors = load(options.data), Remembered(options.cache)
    events = same_event(pool, vectors, available()[0])
    told = frozenset().union(*events)
    texts = tuple(text for text in pool.texts if pool.sources[text.article.article_id] & told)
    members = {text.article.article_id for text in texts}
    hard = {key for key in distractors(pool, events) if members.issuperset(key)}
    found = trace(texts, vectors, encoders=available())
    vectors.keep()
    keys = {(link.article_a, link.article_b) for link in found.links}
    result = {
        "documents": len(texts),
        "sources": len(told),
        "same_event_pairs": len(hard),
        "wrongly_linked": len(keys & hard),
        "all": score(pool, keys, members.issuperset),
        "reported third": score(pool, keys, lambda key: members.issuperset(key) and pool.reported.issuperset(key)),
        "wrongly_linked_reported": len({key for key in keys & hard if pool.reported.issuperset(key)}),
    }
    print(json.dumps(result, indent=1))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
