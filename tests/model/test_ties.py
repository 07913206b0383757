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
from armillary.model.kalman import WIDE, Parameters, Seen, bends, filtered, smoothed
from armillary.model.ties import WITHIN_80, Settings, Ties, fit

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


def looked_back(found: Evidence, ties: Ties) -> tuple[np.ndarray, np.ndarray]:
    """Means and covariances of the first couple's ties in each period, given all evidence."""
    of = cells(found, ties.periods)
    seen = of.seen(slice(0, 1), slice(0, len(of.pair)))
    state = filtered(seen, of.of_couples(ties.rests_at)[:, :1], ties.learnt.parameters)
    return smoothed(state, *bends(seen, state, ties.learnt.parameters))


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1), st.floats(0, 0.95))
def test_filter_and_smoother_agree_with_the_joint_normal_distribution(seed: int, rho: float) -> None:
    """Oracle: condition the joint distribution of all states of both directions by linear algebra."""
    random, periods, p = np.random.default_rng(seed), 6, replace(PARAMETERS, rho=rho)
    seen = some(random, periods)
    y, weight, mean = seen.y.ravel(), seen.weight.ravel(), np.tile([0.2, -0.1], periods)
    lag = np.abs(np.subtract.outer(range(periods), range(periods)))
    covariance = np.kron(p.phi**lag, p.spread())

    def conditioned(upto: int) -> tuple[np.ndarray, np.ndarray, float]:
        at = np.flatnonzero(weight[: 2 * upto] > 0)
        noise = np.diag(p.s**2 + p.r**2 / weight[at])
        total = covariance[np.ix_(at, at)] + noise
        gain, error = covariance[:, at] @ np.linalg.inv(total), y[at] - mean[at]
        fit = -0.5 * (len(at) * np.log(2 * np.pi) + np.linalg.slogdet(total)[1] + error @ np.linalg.solve(total, error))
        return (mean + gain @ error).reshape(-1, 2), covariance - gain @ covariance[at], float(fit)

    found = filtered(seen, np.array([[0.2], [-0.1]]), p)
    for t in range(periods):
        m, v, _ = conditioned(t + 1)
        np.testing.assert_allclose(found.mean[t, :, 0], m[t], atol=1e-9)
        np.testing.assert_allclose(found.cov[t, :, :, 0], v[2 * t : 2 * t + 2, 2 * t : 2 * t + 2], atol=1e-9)
    means, covariances = smoothed(found, *bends(seen, found, p))
    m, v, fit = conditioned(periods)
    np.testing.assert_allclose(means[:, :, 0], m, atol=1e-9)
    for t in range(periods):
        np.testing.assert_allclose(covariances[t, :, :, 0], v[2 * t : 2 * t + 2, 2 * t : 2 * t + 2], atol=1e-9)
    assert found.loglik[0] == pytest.approx(fit)


def some(random: np.random.Generator, periods: int) -> Seen:
    """Made evidence of one couple, one piece of some weight a period and side, or none."""
    shape = periods, 2, 1
    nothing = np.zeros(shape)
    return Seen(random.normal(0, 0.5, shape), random.integers(0, 3, shape).astype(float), nothing, nothing)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_with_jumps_and_outliers_a_period_is_the_mixture_of_its_cases(seed: int) -> None:
    """Oracle for two periods: the cases are filtered each on its own, and mixed by their likelihoods."""
    random, rest = np.random.default_rng(seed), np.array([[0.2], [-0.1]])
    p = Parameters(0.9, 0.3, 0.4, 0.1, rho=0.6, jumps=0.1, sudden=0.7, outliers=0.2)
    seen = replace(some(random, 2), weight=np.array([[[0.0], [0.0]], [[1.0], [2.0]]]))
    moved = (1 - p.phi**2) * p.spread()
    cases = [(0.7, 0.3, 1.0), (0.1, 0.3 + 0.7 / p.jumps, 1.0), (0.2, 0.3, WIDE)]
    told = []
    for chance, part, wider in cases:
        ahead, noise = p.phi**2 * p.spread() + part * moved, wider**2 * (p.s**2 + p.r**2 / seen.weight[1, :, 0])
        total = ahead + np.diag(noise)
        error, gain = (seen.y[1] - rest)[:, 0], ahead @ np.linalg.inv(total)
        fit = -0.5 * (np.linalg.slogdet(2 * np.pi * total)[1] + error @ np.linalg.solve(total, error))
        told.append((chance * np.exp(fit), rest[:, 0] + gain @ error, ahead - gain @ ahead))
    share = np.array([one for one, _, _ in told]) / sum(one for one, _, _ in told)
    mean = sum(s * m for s, (_, m, _) in zip(share, told, strict=True))
    cov = sum(s * (v + np.outer(m - mean, m - mean)) for s, (_, m, v) in zip(share, told, strict=True))
    found = filtered(seen, rest, p)
    np.testing.assert_allclose(found.mean[1, :, 0], mean)
    np.testing.assert_allclose(found.cov[1, :, :, 0], cov)


def test_a_sudden_and_lasting_change_is_followed_sooner_where_jumps_are_known() -> None:
    level = np.where(np.arange(30) < 20, 0.4, -0.6)
    seen = Seen(
        np.stack([level, 0 * level], 1)[:, :, None], np.tile([[1.0], [0.0]], (30, 1, 1)), *np.zeros((2, 30, 2, 1))
    )
    steady = Parameters(0.97, 0.4, 0.2, 0.02)
    jumping = replace(steady, jumps=0.02, sudden=0.9)
    late, soon = (filtered(seen, np.zeros((2, 1)), p).mean[21, 0, 0] for p in (steady, jumping))
    assert soon < late - 0.05


def test_an_outlier_moves_a_tie_less_where_outliers_are_known() -> None:
    y = np.full((30, 2, 1), 0.4)
    y[20, 0] = -1.0
    seen = Seen(y, np.tile([[1.0], [0.0]], (30, 1, 1)), *np.zeros((2, 30, 2, 1)))
    usual = Parameters(0.97, 0.4, 0.2, 0.02)
    far, near = (filtered(seen, np.zeros((2, 1)), p).mean[20, 0, 0] for p in (usual, replace(usual, outliers=0.03)))
    assert near > far + 0.05


def test_what_one_does_tells_of_how_the_other_stands() -> None:
    both = Settings(step="week", parameters=replace(PARAMETERS, rho=0.8))
    pieces = [Piece("A", "B", START, 0.0, report="a"), *(Piece("B", "A", START, 0.9, report=str(n)) for n in range(5))]
    together, alone = (fit(evidence(pieces), settings) for settings in (both, FIXED))
    assert together.value[together.pair("A", "B"), 0] > alone.value[alone.pair("A", "B"), 0] + 0.1


def test_looking_back_ends_where_the_tie_ends() -> None:
    found = evidence([Piece("A", "B", START + 9 * day, (-1) ** day * 0.5, report=str(day)) for day in range(9)])
    ties = fit(found, FIXED)
    mean, cov = looked_back(found, ties)
    assert mean[-1, 0, 0] == pytest.approx(ties.value[0, -1], abs=1e-6)
    assert (np.sqrt(cov[:, 0, 0, 0]) <= ties.spread[0] + 1e-6).all()


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


def test_jumps_and_outliers_are_learnt_where_they_are_and_not_where_they_are_not() -> None:
    random = np.random.default_rng(11)
    x = np.cumsum(0.6 * random.choice([-1, 0, 1], (80, 60), p=[0.01, 0.98, 0.01]), axis=1)
    start = day_number(dt.date(2000, 1, 10))
    jumping = evidence(
        Piece(f"a{a:02}", "b", start + 30 * t, x[a, t] + e, report=f"{a} {t} {k}")
        for a in range(80)
        for t in range(60)
        for k, e in enumerate(random.normal(0, 0.1, 2))
        if abs(x[a, t] + e) < 1
    )
    _, even = made_world(3, phi=0.95, tau=0.2, r=0.15, rate=2.0, pairs=80)
    assert 0.005 < fit(jumping, Settings(step="month")).learnt.parameters.jumps < 0.05
    assert fit(even, Settings(step="month")).learnt.parameters.jumps == 0


def test_few_pieces_take_the_default() -> None:
    assert fit(evidence([Piece("A", "B", START, 0.8)])).learnt.n_cells == 0


def test_cells_hold_all_the_evidence() -> None:
    _, found = made_world(5, phi=0.9, tau=0.2, r=0.2, rate=1.0, pairs=20, periods=12)
    months = calendar(dt.date(2000, 1, 1), dt.date(2001, 1, 1), "month")
    summed = cells(found, months)
    assert summed.n_evidence.sum() == summed.n_new_reports.sum() == len(found)
