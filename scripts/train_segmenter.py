"""Trains the cutter of Chinese text into words, and lists the words it met, from treebanks in CoNLL-U.

    python scripts/train_segmenter.py OUT_FOLDER TRAIN.conllu [TEST.conllu]

Writes `zh_cuts.npz` (weights) and `zh_words.tsv` (word, count, parts of speech by count).
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from armillary.read.grammar import chinese

ROUNDS, RATE, LEAST = 8, 0.1, 3
_HAN = re.compile("[\u4e00-\u9fff]+")


def sentences(path: str) -> list[list[tuple[str, str]]]:
    """Words with their parts of speech."""
    found = []
    for block in Path(path).read_text("utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        if rows:
            found.append([(row[1], row[3]) for row in rows if row[0].isdigit()])
    return found


def runs(sentence: list[tuple[str, str]]) -> list[list[str]]:
    """Stretches of words that are all ideographs."""
    found: list[list[str]] = [[]]
    for word, _ in sentence:
        if _HAN.fullmatch(word):
            found[-1].append(word)
        elif found[-1]:
            found.append([])
    return [run for run in found if run]


def gold(words: list[str]) -> np.ndarray:
    """Whether a word ends behind each character."""
    ends = np.zeros(sum(map(len, words)), np.float32)
    at = 0
    for word in words:
        at += len(word)
        ends[at - 1] = 1
    return ends


def write_words(folder: Path, read: list[list[tuple[str, str]]]) -> None:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in read:
        for word, pos in sentence:
            if _HAN.fullmatch(word) and len(word) <= chinese.LONGEST:
                counts[word][pos] += 1
    lines = (f"{word}\t{sum(c.values())}\t{_classes(c)}" for word, c in sorted(counts.items()))
    (folder / "zh_words.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def _classes(counts: Counter[str]) -> str:
    total = sum(counts.values())
    return " ".join(f"{pos}:{n}" for pos, n in counts.most_common(4) if n > 0.05 * total)


def train(out: str, path: str, test: str | None) -> None:
    folder, read = Path(out), sentences(path)
    write_words(folder, read)
    chinese.forget()
    words = chinese.dictionary(LEAST)
    texts = [run for sentence in read for run in runs(sentence)]
    rng, weights = np.random.default_rng(0), np.zeros(chinese.SLOTS, np.float32)
    squares = np.full(chinese.SLOTS, 1e-6, np.float32)
    mean = np.zeros_like(weights)
    slots = [chinese.slots("".join(run), words) for run in texts]
    ends = [gold(run) for run in texts]
    for _ in range(ROUNDS):
        order = rng.permutation(len(texts))
        for group in np.array_split(order, len(order) // 16):
            rows = np.concatenate([slots[i] for i in group])
            target = np.concatenate([ends[i] for i in group])
            wrong = 1 / (1 + np.exp(-weights[rows].sum(1))) - target
            touched, place = np.unique(rows.ravel(), return_inverse=True)
            gradient = np.bincount(place, np.repeat(wrong, rows.shape[1]), len(touched)).astype(np.float32)
            squares[touched] += gradient**2
            weights[touched] -= RATE * gradient / np.sqrt(squares[touched])
        mean += weights
    mean /= ROUNDS
    scale = float(np.abs(mean).max()) / 127
    np.savez_compressed(folder / "zh_cuts.npz", weights=np.rint(mean / scale).astype(np.int8), scale=np.float32(scale))
    chinese.forget()
    if test:
        report(sentences(test))


def report(read: list[list[tuple[str, str]]]) -> None:
    """F1 of words."""
    right = cut = real = 0
    for sentence in read:
        for run in runs(sentence):
            found = set(chinese.segment("".join(run), "zh"))
            at, spans = 0, set()
            for word in run:
                spans.add((at, at + len(word)))
                at += len(word)
            right, cut, real = right + len(found & spans), cut + len(found), real + len(spans)
    print(f"words F1 {2 * right / (cut + real):.4f}")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    train(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else None)
