"""Change points and drift against brute force: refitting, and the joint normal distribution."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.model.drift import drift, movement
from armillary.model.evidence import Piece, day_number, evidence
from armillary.model.kalman import Parameters, Seen, bends, filtered
from armillary.model.ties import Settings, fit
from armillary.model.turns import find_shocks, gain

P = Parameters(phi=0.95, tau=0.3, r=0.4, s=0.1, rho=0.6)
REST = np.array([[0.1], [-0.2]])


def made(seed: int, periods: int = 9, couples: int = 1) -> Seen:
    random, shape = np.random.default_rng(seed), (periods, 2, couples)
    weight, nothing = random.integers(0, 3, shape).astype(float), np.zeros(shape)
    return Seen(np.cumsum(random.normal(0, 0.3, shape), axis=0), weight, nothing, nothing)


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1))
def test_the_bayes_factor_of_a_shock_is_that_of_fitting_anew_with_it(seed: int) -> None:
    seen = made(seed)
    plain = filtered(seen, REST, P)
    told = gain(*bends(seen, plain, P), P)
    for t in range(1, len(seen.y)):
        steps = np.zeros((len(seen.y), 2, 2, 1))
        steps[t, :, :, 0] = P.spread()
        anew = filtered(seen, REST, P, steps=steps).loglik[0] - plain.loglik[0]
        assert told[t, 0] == pytest.approx(anew)


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1), st.integers(0, 8))
def test_the_movement_is_that_of_the_joint_normal(seed: int, start: int) -> None:
    """Oracle: the joint distribution of all states of both directions, conditioned by linear algebra."""
    seen = made(seed)
    n, y, weight, rest = len(seen.y), seen.y.ravel(), seen.weight.ravel(), np.tile(REST[:, 0], len(seen.y))
    covariance = np.kron(P.phi ** np.abs(np.subtract.outer(range(n), range(n))), P.spread())
    at = np.flatnonzero(weight > 0)
    total = covariance[np.ix_(at, at)] + np.diag(P.s**2 + P.r**2 / weight[at])
    weights = covariance[:, at] @ np.linalg.inv(total)
    mean, joint = rest + weights @ (y[at] - rest[at]), covariance - weights @ covariance[at]
    before, after, cov = movement(seen, REST, P, start)
    np.testing.assert_allclose([before, after], [mean[2 * start : 2 * start + 2], mean[-2:]], atol=1e-9)
    change = np.zeros((2, 2 * n))
    change[:, -2:] += np.eye(2)
    change[:, 2 * start : 2 * start + 2] -= np.eye(2)
    np.testing.assert_allclose(cov, change @ joint @ change.T, atol=1e-8)


def test_couples_searched_together_give_what_each_gives_alone() -> None:
    seen = made(2, 40, 12)
    together = find_shocks(seen, np.zeros((2, 12)), P, 1.0)
    alone = [
        (n, shock.period, shock.probability)
        for n in range(12)
        for shock in find_shocks(seen[..., n : n + 1], np.zeros((2, 1)), P, 1.0)
    ]
    assert together
    assert [(s.couple, s.period) for s in together] == [(n, t) for n, t, _ in alone]
    np.testing.assert_allclose([s.probability for s in together], [p for *_, p in alone])


def test_both_directions_that_move_together_tell_of_more_movement_than_chance_allows_each() -> None:
    """The spread of a drift is wider than if the two directions were independent, as they are not."""
    day = day_number(dt.date(2020, 1, 15))
    pieces = [
        Piece(source, target, day + 30 * m, 0.02 * m, report=f"{m} {source}")
        for m in range(24)
        for source, target in ("AB", "BA")
    ]
    found = evidence(pieces)

    def width(rho: float) -> float:
        ties = fit(found, Settings(step="month", parameters=Parameters(0.98, 0.3, 0.3, 0.05, rho=rho)))
        (moved,) = drift(found, ties, "A", ["B"], days=365)
        assert moved.high is not None
        assert moved.low is not None
        return moved.high - moved.low

    assert width(0.9) > width(0.0) * 1.1


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
