"""Train the judge of pairs on RuSentRel and write its weights.

    python scripts/train_attitudes.py shared/data/rusentrel

Two L2-regularised logistic regressions over the measures of `armillary.read.attitudes.pairs`, on the tuning documents
alone (`bench/split.py`). The threshold is chosen for F1(P,N) on folds of whole documents. Prints the nested score.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "bench"))

import read_attitudes as bench  # noqa: E402
from armillary.read.attitudes import surveyed  # noqa: E402
from armillary.read.attitudes.pairs import Pair, measures  # noqa: E402
from split import is_reported  # noqa: E402

OUT = HERE.parent / "src/armillary/read/attitudes/pairs.toml"
DECAY = {"there": 100.0, "good": 30.0}
STEPS, FOLDS = 12, 5
LEAST = np.linspace(0.1, 0.5, 41)
FOR_SIGN = (
    "words", "good words", "bad words", "friendship", "conflict", "sum", "sum back", "sum of sides",
    "sum of sides back", "a gives", "a gets", "b gives", "b gets", "frame for", "frame against", "event for",
    "event against", "relation for", "relation against", "loose for", "loose against", "speech for",
    "speech against", "meet",
)  # fmt: skip
Floats = NDArray[np.float64]
Document = tuple[bench.Pairs, dict[Pair, dict[str, float]]]
"""Listed pairs, and the measures of those that meet."""


def documents(folder: Path) -> list[Document]:
    """The tuning documents."""
    found: list[Document] = []
    for one in bench.marked(folder / "train"):
        if not is_reported(one.base):
            found.append(prepared(one, bench.read(one)))
    return found


def prepared(one: bench.Marked, doc: bench.Doc) -> Document:
    """One document, its pairs between marked actors alone."""
    doc.attitudes = []
    gold, _ = bench.compare(one, doc)
    seen = set(bench.actors(one, doc).values())
    article, _ = surveyed(doc)
    return gold, {pair: measures(article, pair) for pair in article.meetings if seen.issuperset(pair)}


def logistic(x: Floats, y: Floats, decay: float) -> tuple[Floats, float]:
    """Weights for values as they are, and a constant, by Newton's method over standardised values."""
    mean, spread = x.mean(0), x.std(0) + 1e-6
    z = np.c_[(x - mean) / spread, np.ones(len(x))]
    ridge = np.eye(z.shape[1]) * decay
    ridge[-1, -1] = 1e-6
    b = np.zeros(z.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-z @ b))
        slope = z.T @ (p - y) + ridge @ b
        b -= np.linalg.solve((z * (p * (1 - p) + 1e-9)[:, None]).T @ z + ridge, slope)
    return b[:-1] / spread, float(b[-1] - (b[:-1] * mean / spread).sum())


Model = dict[str, dict[str, float]]


def fitted(train: list[Document]) -> Model:
    """Both regressions."""
    rows = [(values, gold.get(pair, 0)) for gold, found in train for pair, values in found.items()]
    signs = np.array([sign for _, sign in rows])
    result: Model = {}
    for name, keep in (("there", np.ones(len(rows), bool)), ("good", signs != 0)):
        names = [one for one in rows[0][0] if name == "there" or one in FOR_SIGN]
        x = np.array([[values[one] for one in names] for values, _ in rows])[keep]
        y = (signs[keep] != 0 if name == "there" else signs[keep] > 0).astype(float)
        b, constant = logistic(x, y, DECAY[name])
        result[name] = {"": constant} | dict(zip(names, b.tolist(), strict=True))
    return result


def chances(model: Model, one: Document) -> dict[Pair, tuple[float, int]]:
    """Probability of an attitude and its sign, of each pair of a document."""

    def whole(name: str, values: dict[str, float]) -> float:
        return model[name][""] + sum(values[key] * value for key, value in model[name].items() if key)

    return {
        pair: (1 / (1 + np.exp(-whole("there", values))), 1 if whole("good", values) > 0 else -1)
        for pair, values in one[1].items()
    }


def score(found: list[tuple[bench.Pairs, dict[Pair, tuple[float, int]]]], least: float) -> float:
    """F1(P,N) of the pool."""
    return bench.counts(
        [(gold, {pair: sign for pair, (p, sign) in got.items() if p >= least}) for gold, got in found]
    ).mean()


def crossed(data: list[Document]) -> tuple[float, float]:
    """The best threshold over folds of documents, and the score with the threshold of the other folds."""
    folds: list[list[tuple[bench.Pairs, dict[Pair, tuple[float, int]]]]] = []
    for k in range(FOLDS):
        model = fitted([one for i, one in enumerate(data) if i % FOLDS != k])
        folds.append([(one[0], chances(model, one)) for one in data[k::FOLDS]])
    nested = []
    for k in range(FOLDS):
        rest = [one for i, fold in enumerate(folds) for one in fold if i != k]
        least = max(LEAST, key=lambda least: score(rest, least))
        nested += [(gold, {pair: sign for pair, (p, sign) in got.items() if p >= least}) for gold, got in folds[k]]
    pool = [one for fold in folds for one in fold]
    return float(max(LEAST, key=lambda least: score(pool, least))), bench.counts(nested).mean()


def written(model: Model, least: float) -> str:
    """The weights as they ship."""
    rows = ["# Written by scripts/train_attitudes.py.", f"least = {least:.2f}"]
    for name, found in model.items():
        rows += ["", f"[{name}]", *(f'"{key}" = {value:.4f}' for key, value in found.items())]
    return "\n".join(rows) + "\n"


def main() -> None:
    """Train, print the nested score, write."""
    data = documents(Path(sys.argv[1]))
    least, nested = crossed(data)
    print(f"documents {len(data)}  pairs {sum(len(one[1]) for one in data)}  least {least:.2f}  nested {nested:.3f}")
    OUT.write_text(written(fitted(data), least), "utf-8")


if __name__ == "__main__":
    main()
