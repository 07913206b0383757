"""Merging of causes and effects by meaning: which wordings of a causal map become one thing.

`bench/causes.toml` holds wordings by topic and thing, in nine languages. All wordings of a half are merged as if they
named the same actors, which is the hardest case: in a world, wordings that name others are never merged. A pair of
wordings counts as found where both are in one node. The topics are halved by a hash of their name; the threshold is
chosen on one half (F1), the figures for the threshold that ships are those of the other.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from armillary.model.loops import NEAR, grouped, shipped, way

Wording = tuple[str, str, str, str]
"""Topic, thing, language, words."""

NEAREST = [round(float(near), 2) for near in np.arange(0.40, 0.81, 0.02)]


def halves(file: Path) -> tuple[list[Wording], list[Wording]]:
    """Wordings of the topics to choose on, and of those to report."""
    topics = tomllib.loads(file.read_text("utf-8"))
    order = sorted(topics, key=lambda topic: hashlib.sha256(topic.encode()).digest())

    def of(names: Sequence[str]) -> list[Wording]:
        return [(t, thing, *one) for t in names for thing, said in topics[t].items() for one in said]

    return of(order[::2]), of(order[1::2])


def vectors(wordings: Sequence[Wording]) -> NDArray[np.floating]:
    """One row a wording, each encoded as of its language."""
    out: dict[int, NDArray[np.floating]] = {}
    for language in sorted({wording[2] for wording in wordings}):
        at = [n for n, wording in enumerate(wordings) if wording[2] == language]
        out |= dict(zip(at, shipped([wordings[n][3] for n in at], language), strict=True))
    return np.array([out[n] for n in range(len(wordings))])


def scores(wordings: Sequence[Wording], near: float, found: NDArray[np.floating]) -> dict[str, Any]:
    """Precision, recall and F1 over pairs; and recall of pairs of one language and of two."""
    node = np.array(grouped(found, [way(words, language) for *_, language, words in wordings], near))
    upper = np.triu_indices(len(wordings), 1)
    one, other = ([wordings[int(n)] for n in side] for side in upper)
    same = np.array([a[:2] == b[:2] for a, b in zip(one, other, strict=True)])
    across = np.array([a[2] != b[2] for a, b in zip(one, other, strict=True)])
    told = node[upper[0]] == node[upper[1]]
    right = int((told & same).sum())
    precision, recall = right / max(1, int(told.sum())), right / max(1, int(same.sum()))
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 3),
        "recall, two languages": round(float(told[same & across].mean()), 3),
        "recall, one language": round(float(told[same & ~across].mean()), 3),
        "pairs that mean the same": int(same.sum()),
        "pairs of one topic that do not": int(sum(a[0] == b[0] for a, b in zip(one, other, strict=True)) - same.sum()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, default=Path(__file__).with_name("causes.toml"))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    chosen_on, reported = halves(options.file)
    found = vectors(chosen_on)
    tried = {near: scores(chosen_on, near, found)["f1"] for near in NEAREST}
    told = {
        "best threshold on the first half": max(tried, key=lambda near: tried[near]),
        "threshold that ships": NEAR,
        "first half": scores(chosen_on, NEAR, found),
        "other half": scores(reported, NEAR, vectors(reported)),
    }
    print(json.dumps(told | {"f1 on the first half": tried}, indent=1))
    if options.json:
        options.json.write_text(json.dumps(told), "utf-8")


if __name__ == "__main__":
    main()
