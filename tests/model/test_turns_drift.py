"""Change points and drift against brute force: refitting, and the joint normal distribution."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.model.drift import drift, movement
from armillary.model.evidence import Piece, day_number, evidence
from armillary.model.kalman import Parameters, filtered, shocks
from armillary.model.ties import Settings, fit
from armillary.model.turns import find_shocks

P = Parameters(phi=0.95, tau=0.3, r=0.4, s=0.1)


def series(seed: int, periods: int = 9) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    return random.normal(0, 0.5, (1, periods)), random.integers(0, 3, (1, periods)).astype(float)


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1))
def test_the_bayes_factor_of_a_shock_is_that_of_fitting_anew_with_it(seed: int) -> None:
    y, weight = series(seed)
    rest, k = np.array([0.1]), P.tau**2
    plain = filtered(y, weight, rest, P)
    slope, curve = shocks(y, weight, plain, P)
    for t in range(1, y.shape[1]):
        jumps = np.zeros_like(y)
        jumps[0, t] = k
        anew = filtered(y, weight, rest, P, jumps).loglik[0] - plain.loglik[0]
        told = 0.5 * (k * slope[0, t] ** 2 / (1 + k * curve[0, t]) - np.log1p(k * curve[0, t]))
        assert told == pytest.approx(anew)


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1), st.integers(0, 7))
def test_the_variance_of_a_movement_is_that_of_the_joint_normal(seed: int, start: int) -> None:
    y, weight = series(seed)
    n = y.shape[1]
    covariance = P.tau**2 * P.phi ** np.abs(np.subtract.outer(range(n), range(n)))
    seen = np.flatnonzero(weight[0] > 0)
    noise = np.diag(P.s**2 + P.r**2 / weight[0, seen])
    gain = covariance[:, seen] @ np.linalg.inv(covariance[np.ix_(seen, seen)] + noise)
    mean, joint = 0.1 + gain @ (y[0, seen] - 0.1), covariance - gain @ covariance[seen, :]
    before, after, spread = movement(y, weight, np.array([0.1]), P, start)
    assert (before, after) == pytest.approx((mean[start], mean[-1]))
    assert spread == pytest.approx(joint[start, start] + joint[-1, -1] - 2 * joint[start, -1])


def test_series_searched_together_give_what_each_gives_alone() -> None:
    random = np.random.default_rng(2)
    y = np.cumsum(random.normal(0, 0.2, (12, 40)), axis=1)
    weight = random.integers(0, 3, (12, 40)).astype(float)
    together = find_shocks(y, weight, np.zeros(12), P, 1.0)
    alone = [
        (n, shock.period, shock.probability)
        for n in range(12)
        for shock in find_shocks(y[n : n + 1], weight[n : n + 1], np.zeros(1), P, 1.0)
    ]
    assert together
    assert [(s.series, s.period) for s in together] == [(n, t) for n, t, _ in alone]
    np.testing.assert_allclose([s.probability for s in together], [p for *_, p in alone])


def test_a_history_that_begins_inside_the_window_shows_no_movement_that_nobody_saw() -> None:
    start = day_number(dt.date(2020, 1, 15))
    found = evidence(Piece("A", "B", start + 30 * month, 0.4, report=str(month)) for month in range(8))
    ties = fit(found, Settings(step="month", parameters=Parameters(0.99, 0.3, 0.3, 0.05)))
    (steady,) = drift(found, ties, "A", ["B"], days=365)
    assert steady.change is not None
    assert steady.low is not None
    assert steady.high is not None
    assert abs(steady.change) < 0.1
    assert steady.low < 0 < steady.high
