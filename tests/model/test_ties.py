"""Ties: the laws of evidence, against an oracle and on made worlds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.model.cells import calendar, cells
from armillary.model.evidence import Evidence, Piece, day_number, evidence
from armillary.model.kalman import Parameters, filtered, smoothed
from armillary.model.ties import WITHIN_80, Settings, Ties, fit, look_back

PARAMETERS = Parameters(phi=0.95, tau=0.3, r=0.4, s=0.1)
FIXED = Settings(step="week", parameters=PARAMETERS)
START = day_number(dt.date(2022, 1, 3))

pieces = st.lists(
    st.builds(
        Piece,
        source=st.sampled_from("ABC"),
        target=st.sampled_from("ABC"),
        day=st.integers(START, START + 70),
        value=st.floats(-1, 1),
        weight=st.floats(0.05, 1),
        report=st.sampled_from("uvwxyz"),
    ),
    min_size=1,
    max_size=25,
).filter(lambda found: any(p.source != p.target for p in found))


def series(ties: Ties, source: str = "A", target: str = "B") -> list[float]:
    pair = ties.pair(source, target)
    return [] if pair is None else [row.value or 0.0 for row in ties.rows_of(pair)]


@settings(max_examples=30, deadline=None)
@given(pieces, st.randoms())
def test_order_of_evidence_does_not_matter(found: list[Piece], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert list(fit(evidence(found), FIXED).rows()) == list(fit(evidence(shuffled), FIXED).rows())


@settings(max_examples=30, deadline=None)
@given(pieces)
def test_turning_all_signs_turns_all_ties(found: list[Piece]) -> None:
    turned = [replace(piece, value=-piece.value) for piece in found]
    there, here = fit(evidence(turned), FIXED), fit(evidence(found), FIXED)
    np.testing.assert_allclose(there.value, -here.value, atol=1e-6)
    np.testing.assert_allclose(there.spread, here.spread)


@settings(max_examples=30, deadline=None)
@given(pieces, st.floats(0.1, 1))
def test_ties_scale_with_the_evidence(found: list[Piece], scale: float) -> None:
    smaller = [replace(piece, value=piece.value * scale) for piece in found]
    np.testing.assert_allclose(
        fit(evidence(smaller), FIXED).value, scale * fit(evidence(found), FIXED).value, atol=1e-6
    )


@settings(max_examples=30, deadline=None)
@given(pieces, st.integers(0, 70))
def test_what_comes_later_changes_nothing_before(found: list[Piece], days: int) -> None:
    early = [piece for piece in found if piece.day <= START + days]
    if not any(piece.source != piece.target for piece in early):
        return
    known = {(row.source_id, row.target_id, row.period): row for row in fit(evidence(early), FIXED).rows()}
    last = max(period for _, _, period in known)
    for row in fit(evidence(found), FIXED).rows():
        if row.period < last:
            assert known[row.source_id, row.target_id, row.period] == row


@settings(max_examples=30, deadline=None)
@given(st.floats(-1, 1), st.integers(1, 6))
def test_each_confirmation_moves_the_tie_further_and_narrows_it(value: float, n: int) -> None:
    def tie(n: int) -> tuple[float, float]:
        found = fit(evidence([Piece("A", "B", START, value, report=f"r{i}") for i in range(n)]), FIXED)
        return float(found.value[0, 0]), float(found.spread[0, 0])

    (less, wider), (more, narrower) = tie(n), tie(n + 1)
    assert abs(more) >= abs(less)
    assert narrower < wider


def test_silence_widens_the_interval_up_to_the_prior() -> None:
    ties = fit(evidence([Piece("A", "B", START, 0.8), Piece("B", "A", START + 700, 0.1)]), FIXED)
    pair = ties.pair("A", "B")
    assert pair is not None
    spread = ties.spread[pair]
    assert all(np.diff(spread) > 0)
    assert spread[-1] == pytest.approx(PARAMETERS.tau, abs=0.01)


def test_pairs_without_evidence_are_not_there() -> None:
    ties = fit(evidence([Piece("A", "B", START, 0.8)]), FIXED)
    assert ties.pair("B", "A") is None
    assert ties.pair("A", "Z") is None


def test_evidence_of_one_actor_alone_gives_no_tie() -> None:
    assert list(fit(evidence([Piece("A", "A", START, 0.8)]), FIXED).rows()) == []


def test_values_that_are_no_numbers_are_left_out() -> None:
    assert len(evidence([Piece("A", "B", START, float("nan")), Piece("A", "B", START, 0.5)])) == 1


def test_reports_count_once_however_often_they_come() -> None:
    found = [Piece("A", "B", START + day, 0.3, report="same") for day in (0, 0, 20)]
    rows = list(fit(evidence(found), FIXED).rows())
    assert {row.n_reports for row in rows} == {1}
    assert rows[-1].n_evidence == 3


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1))
def test_filter_and_smoother_agree_with_the_joint_normal_distribution(seed: int) -> None:
    """Oracle: condition the joint distribution of all states on the observations, by linear algebra."""
    random, periods, p = np.random.default_rng(seed), 7, PARAMETERS
    weight = random.integers(0, 3, periods).astype(float)
    y, mean = random.normal(0, 0.5, periods), 0.2
    lag = np.abs(np.subtract.outer(range(periods), range(periods)))
    covariance = p.tau**2 * p.phi**lag

    def conditioned(upto: int) -> tuple[np.ndarray, np.ndarray]:
        seen = [t for t in range(upto) if weight[t] > 0]
        noise = np.diag([p.s**2 + p.r**2 / weight[t] for t in seen])
        gain = covariance[:, seen] @ np.linalg.inv(covariance[np.ix_(seen, seen)] + noise)
        return mean + gain @ (y[seen] - mean), np.diag(covariance - gain @ covariance[seen, :])

    found = filtered(y[None], weight[None], np.array([mean]), p)
    for t in range(periods):
        m, v = conditioned(t + 1)
        assert found.mean[0, t] == pytest.approx(m[t])
        assert found.variance[0, t] == pytest.approx(v[t])
    means, variances = smoothed(found, p)
    m, v = conditioned(periods)
    np.testing.assert_allclose(means[0], m, atol=1e-9)
    np.testing.assert_allclose(variances[0], v, atol=1e-9)


def test_looking_back_ends_where_the_tie_ends() -> None:
    found = evidence([Piece("A", "B", START + 9 * day, (-1) ** day * 0.5, report=str(day)) for day in range(9)])
    ties = fit(found, FIXED)
    mean, spread = look_back(found, ties, 0)
    assert mean[-1] == pytest.approx(ties.value[0, -1], abs=1e-6)
    assert (spread <= ties.spread[0] + 1e-6).all()


def made_world(
    seed: int, *, phi: float, tau: float, r: float, rate: float, pairs: int = 300, periods: int = 60
) -> tuple[np.ndarray, Evidence]:
    """True ties of shape (pairs, months), and evidence of them."""
    random = np.random.default_rng(seed)
    x = np.zeros((pairs, periods))
    x[:, 0] = random.normal(0, tau, pairs)
    for t in range(1, periods):
        x[:, t] = phi * x[:, t - 1] + random.normal(0, tau * np.sqrt(1 - phi**2), pairs)
    months = calendar(dt.date(2000, 1, 1), dt.date(2000 + periods // 12, 1, 1), "month").starts
    found = [
        Piece(
            f"a{pair:03}",
            "b",
            day_number(months[t]) + int(random.integers(28)),
            x[pair, t] + e,
            report=f"{pair} {t} {k}",
        )
        for pair in range(pairs)
        for t in range(periods)
        for k, e in enumerate(random.normal(0, r, random.poisson(rate)))
    ]
    return x, evidence(found)


@pytest.mark.parametrize(
    ("phi", "tau", "r", "rate"), [(0.98, 0.15, 0.2, 2.0), (0.9, 0.2, 0.2, 0.5), (0.999, 0.25, 0.2, 1.0)]
)
def test_eight_of_ten_true_ties_lie_in_the_interval(phi: float, tau: float, r: float, rate: float) -> None:
    x, found = made_world(7, phi=phi, tau=tau, r=r, rate=rate)
    ties = fit(found, Settings(step="month"))
    truth = x[:, : ties.value.shape[1]][[int(ties.actors[a][1:]) for a in ties.source]]
    seen = ties.n_evidence > 0
    inside = np.abs(ties.value - truth) <= WITHIN_80 * ties.spread
    assert 0.76 <= inside[seen].mean() <= 0.84


def test_what_is_learnt_is_what_made_the_world() -> None:
    _, found = made_world(3, phi=0.95, tau=0.2, r=0.15, rate=2.0)
    learnt = fit(found, Settings(step="month")).learnt
    assert learnt.parameters.phi == pytest.approx(0.95, abs=0.02)
    assert learnt.parameters.tau == pytest.approx(0.2, abs=0.03)
    assert learnt.parameters.r == pytest.approx(0.15, abs=0.02)


def test_few_pieces_take_the_default() -> None:
    assert fit(evidence([Piece("A", "B", START, 0.8)])).learnt.n_cells == 0


def test_cells_hold_all_the_evidence() -> None:
    _, found = made_world(5, phi=0.9, tau=0.2, r=0.2, rate=1.0, pairs=20, periods=12)
    months = calendar(dt.date(2000, 1, 1), dt.date(2001, 1, 1), "month")
    summed = cells(found, months)
    assert summed.n_evidence.sum() == summed.n_new_reports.sum() == len(found)
