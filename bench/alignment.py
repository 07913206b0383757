"""Links between the sentences of articles known to share text: precision, recall, F1."""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

from armillary.encoders import Encoder
from armillary.encoders.registry import available
from armillary.trace.decide import Judge
from armillary.trace.space import Space
from armillary.trace.vectors import traced
from pool import Pool, Remembered, load


def measure(pool: Pool, encoder: Encoder, vectors: Remembered) -> dict[str, list[int]]:
    """Links found right, found wrong and missed, by kind of pair."""
    ordered = sorted(pool.texts, key=lambda text: text.article.article_id)
    number = {text.article.article_id: k for k, text in enumerate(ordered)}
    sentences = [[sentence.n for sentence in traced(text)] for text in ordered]
    space = Space(ordered, vectors, encoder)
    judge = Judge(space, [sentence.text for text in ordered for sentence in traced(text)])
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for key, truth in pool.pairs.items():
        if not truth.counts:
            continue
        a, b = number[key[0]], number[key[1]]
        links = judge.links(a, b, judge.judge(a, b))
        found = {(sentences[a][i], sentences[b][j]) for i, j in links}
        told = [len(found & truth.links), len(found - truth.links), len(truth.links - found)]
        part = "reported third" if pool.reported.issuperset(key) else "other two thirds"
        names = ["all", part, f"type {truth.kind}"]
        names += ["reordered", f"reordered, {part}"] if "reordered" in truth.types else []
        names.append(
            "one language" if ordered[a].article.language == ordered[b].article.language else "across languages"
        )
        for name in names:
            counts[name] = [x + y for x, y in zip(counts[name], told, strict=True)]
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, help="folder that keeps vectors between runs")
    parser.add_argument("--gather", action="store_true", help="sentences and boilerplate as the gather room finds them")
    parser.add_argument("--fast", action="store_true", help="only the first encoder")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    pool, vectors = load(options.data, gather=options.gather), Remembered(options.cache)
    results: dict[str, dict[str, float]] = {}
    for encoder in available()[:1] if options.fast else available():
        counts = measure(pool, encoder, vectors)
        print(f"\n{encoder.name}\n{'':32}{'P':>7}{'R':>7}{'F1':>7}")
        results[encoder.name.split("-")[0]] = {
            name: round(2 * right / max(1, 2 * right + wrong + missed), 4)
            for name, (right, wrong, missed) in counts.items()
        }
        for name, (right, wrong, missed) in sorted(counts.items()):
            p, r = right / max(1, right + wrong), right / max(1, right + missed)
            print(f"{name:32}{p:>7.3f}{r:>7.3f}{2 * p * r / max(1e-9, p + r):>7.3f}")
    vectors.keep()
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
