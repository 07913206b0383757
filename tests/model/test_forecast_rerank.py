"""The second model."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from armillary.model.backtest import backtest, split_of
from armillary.model.forecast.history import Row
from armillary.model.forecast.rerank import N_INPUT, Lists, Network
from armillary.model.forecast.shortlist import TOP


def rows_of(first: int, last: int) -> list[Row]:
    """Five facts a day among seven actors, from one day to before another."""
    rng = np.random.default_rng(first)
    days = np.repeat(np.arange(first, last), 5)
    pairs = (rng.choice(list("ABCDEFG"), 2, replace=False) for _ in days)
    start = dt.date(2020, 1, 1)
    return [
        (str(s), str(rng.choice(["Arrest", "Praise"])), str(o), start + dt.timedelta(days=int(day)))
        for (s, o), day in zip(pairs, days, strict=True)
    ]


def some_lists(n: int, seed: int = 0) -> Lists:
    """Random lists of different lengths."""
    rng = np.random.default_rng(seed)
    real = np.arange(TOP) < rng.integers(3, TOP, n)[:, None]
    rival = real & (rng.random((n, TOP)) < 0.9)
    rival[:, 1] = True
    score = np.where(real, -rng.random((n, TOP)), -30).astype(np.float32)
    x = rng.standard_normal((n, TOP, N_INPUT)).astype(np.float16)
    return Lists(x, score, rng.integers(0, 4, n), real, rival, np.ones(n, np.int64))


def loss(network: Network, lists: Lists) -> float:
    """Mean of -log softmax of the answers."""
    x = lists.x.astype(network.weights["first"].dtype)
    out = network.forward(x, lists.score, lists.relation, lists.real)[0].astype(np.float64)
    out = np.where(lists.rival, out, -np.inf)
    total = np.log(np.exp(out).sum(axis=1))
    return float(np.mean(total - out[np.arange(len(out)), lists.answer]))


def test_at_first_the_order_is_the_additive_one() -> None:
    """Before it has learnt, the network gives the additive score."""
    lists = some_lists(5)
    out = Network(4, 0).forward(lists.x.astype(np.float32), lists.score, lists.relation, lists.real)[0]
    np.testing.assert_allclose(out, lists.score)


@pytest.mark.parametrize("name", list(Network(4, 0).weights))
def test_the_gradient_is_that_of_finite_differences(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chain rule written out agrees with small steps of each table of weights."""
    lists, network = some_lists(6), Network(4, 1)
    rng = np.random.default_rng(2)
    for key, small in network.weights.items():
        moved = small.astype(np.float64) + rng.standard_normal(small.shape) * 0.05
        cast(dict[str, Any], network.weights)[key] = moved
    caught: dict[str, NDArray[np.float32]] = {}
    monkeypatch.setattr(network, "_adam", lambda gradient, _: caught.update(gradient))
    network.step(cast(Any, lists.x.astype(np.float64)), lists, 0.0)
    value = network.weights[name]
    way = rng.standard_normal(value.shape)
    start, found = value.copy(), []
    for sign in (1, -1):
        value[...] = start + sign * 1e-6 * way
        found.append(loss(network, lists))
    slope = (found[0] - found[1]) / 2e-6
    assert float(np.sum(caught[name] * way)) == pytest.approx(slope, rel=1e-3, abs=1e-3)


def test_it_learns_what_the_additive_score_does_not_see() -> None:
    """A feature that marks the answer is found."""
    lists, network = some_lists(256), Network(4, 0)
    lists.x[np.arange(256), lists.answer, 0] = 4.0
    before = loss(network, lists)
    for _ in range(30):
        network.step(lists.x.astype(np.float32), lists, 3e-3)
    assert loss(network, lists) < before / 2


def test_a_backtest_with_the_second_model() -> None:
    """Two runs agree, and the figures stand beside the same floor."""
    split = split_of(rows_of(0, 60), rows_of(60, 75), rows_of(75, 90))
    first, second, plain = backtest(split, rerank=True), backtest(split, rerank=True), backtest(split)
    assert first["mrr"] == second["mrr"] != plain["mrr"]
    assert first["floor_mrr"] == plain["floor_mrr"]
