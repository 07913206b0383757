"""Chances of events: laws, hostile input, what is told and what is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.model.chances.calibration import Beta, beta, brier, calibration_error, log_score, reliability
from armillary.model.chances.floor import floor
from armillary.model.chances.history import TYPES, history
from armillary.model.chances.reasons import Reasons
from armillary.model.chances.rows import SCALE, forecasts, words
from armillary.model.chances.told import Chances, chances
from armillary.model.chances.weights import WINDOWS, read, shipped
from armillary.model.evidence import Evidence, Piece, day_of, evidence
from armillary.model.sequences import sequences

START = 19000
COERCE, REJECT = TYPES.index("COERCE"), TYPES.index("REJECT")

pieces = st.lists(
    st.builds(
        Piece,
        source=st.sampled_from("ABC"),
        target=st.sampled_from("ABC"),
        day=st.integers(START, START + 120),
        value=st.floats(-1, 1),
        weight=st.floats(0.05, 1),
        report=st.integers(0, 20).map(str),
        kind=st.sampled_from(["AID", "COERCE", "REJECT", "CONSULT", ""]),
    ),
    max_size=40,
)

WORLD = [
    *(Piece("RUS", "KAZ", START + 9 * n, -0.7, report=f"c{n}", kind="COERCE") for n in range(10)),
    *(Piece("KAZ", "RUS", START + 9 * n + 2, -0.2, report=f"r{n}", kind="REJECT") for n in range(9)),
    *(Piece("KAZ", "CHN", START + 14 * n, 0.4, report=f"f{n}", kind="CONSULT") for n in range(6)),
    *(Piece("CHN", "KAZ", START + 14 * n, 0.5, report=f"g{n}", kind="") for n in range(4)),
    Piece("USA", "KAZ", START + 5, 0.3, report="u", kind="AID"),
]


def told(found: list[Piece], day: int = START + 120) -> Chances:
    return chances(evidence(found), day)


def p_of(found: Chances, source: str, kind: str, target: str) -> list[float]:
    pair = found.history.pair_of(found.history.actors.index(source), found.history.actors.index(target))
    (n,) = np.flatnonzero(found.state.pairs == pair)
    return [float(one) for one in found.probability[:, n, TYPES.index(kind)]]


@settings(max_examples=30, deadline=None)
@given(pieces)
def test_windows_nest_and_all_is_between_0_and_1_within_its_interval(found: list[Piece]) -> None:
    one = told(found)
    for value in (one.probability, one.low, one.high):
        assert np.isfinite(value).all()
        assert (value > 0).all()
        assert (value < 1).all()
        assert (np.diff(value, axis=0) >= 0).all()
    assert (one.low <= one.probability).all()
    assert (one.probability <= one.high).all()


@settings(max_examples=30, deadline=None)
@given(pieces, st.integers(START, START + 120), st.randoms())
def test_neither_the_future_nor_the_order_of_evidence_changes_what_is_told(
    found: list[Piece], day: int, chance: object
) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    all_told, known, other = told(found, day), told([one for one in found if one.day <= day], day), told(shuffled, day)
    assert np.array_equal(all_told.probability, other.probability)
    assert np.array_equal(all_told.probability, known.probability)
    assert [*map(tuple, names(all_told))] == [*map(tuple, names(known))]
    future = chances(evidence(found).until(day_of(day)), day)
    assert np.array_equal(all_told.probability, future.probability)


def names(found: Chances) -> list[list[str]]:
    h = found.history
    return [[h.actors[h.source[pair]], h.actors[h.target[pair]]] for pair in found.state.pairs]


@settings(max_examples=20, deadline=None)
@given(pieces)
def test_what_reasons_add_sums_to_the_score(found: list[Piece]) -> None:
    one = told(found)
    reasons = Reasons(one)
    for n in range(len(one.state.pairs)):
        for kind in (COERCE, REJECT):
            for window in range(len(WINDOWS)):
                total = sum(reason.adds for reason in reasons.of(n, kind, window))
                assert total == pytest.approx(float(one.score[window, n, kind]), abs=2e-3)


def test_what_came_often_and_lately_is_likelier_than_what_is_new_or_long_ago() -> None:
    one = told(WORLD, START + 92)
    assert p_of(one, "RUS", "COERCE", "KAZ")[1] > 0.5
    assert p_of(one, "RUS", "COERCE", "KAZ")[1] > 3 * p_of(one, "RUS", "AID", "KAZ")[1]
    assert p_of(told(WORLD, START + 92), "RUS", "COERCE", "KAZ") > p_of(
        told(WORLD, START + 300), "RUS", "COERCE", "KAZ"
    )


def test_reposts_of_a_report_change_nothing_and_reports_of_one_occurrence_hardly() -> None:
    again = [*WORLD, *[WORLD[9]] * 10]
    assert np.array_equal(told(again).probability, told(WORLD).probability)


def test_a_world_of_thirty_pieces_is_told_with_reasons_and_words() -> None:
    rows = forecasts(evidence(WORLD))
    first = rows[1]
    assert (first.source_id, first.event_type, first.target_id) == ("RUS", "COERCE", "KAZ")
    assert first.made_at == dt.datetime.combine(day_of(START + 82), dt.time())
    assert (first.window_end - first.window_start).days == 29
    assert first.probability is not None
    assert first.words == words(first.probability)
    assert any("RUS did COERCE to KAZ on 10 days" in why for why in first.because)
    assert any("in 6 of 6 cases where A did COERCE to B" in why for why in first.because)
    assert first.because[-1].endswith("expected in 30 days")
    assert not any("USA" in (row.source_id, row.target_id) for row in rows)
    assert len({(row.source_id, row.event_type, row.target_id, row.window_end) for row in rows}) == len(rows)


def test_a_pair_of_few_reports_is_refused_with_why() -> None:
    rows = forecasts(evidence(WORLD), sources=["USA"], targets=["KAZ"], types=["AID"], refused=True)
    assert [row.probability for row in rows] == [None] * 3
    assert {row.words for row in rows} == {None}
    assert rows[0].because == ("too little evidence: 1 independent report of the two",)


def test_rows_can_be_chosen_by_actor_type_window_and_number() -> None:
    found = evidence(WORLD)
    assert {row.source_id for row in forecasts(found, sources=["KAZ"])} == {"KAZ"}
    assert all("CHN" in (row.source_id, row.target_id) for row in forecasts(found, actors=["CHN"]))
    assert {row.event_type for row in forecasts(found, types=["REJECT"])} == {"REJECT"}
    assert {(row.window_end - row.window_start).days for row in forecasts(found, days=[7])} == {6}
    assert len(forecasts(found, at_most=4)) == 4


def test_nothing_one_actor_one_day_and_no_numbers_are_no_harm() -> None:
    assert forecasts(evidence([])) == []
    assert forecasts(evidence([Piece("A", "A", START, 0.5, kind="AID")])) == []
    day = [Piece("A", "B", START, 0.5, report=str(n), kind="AID") for n in range(5)]
    assert all(0 < (row.probability or 0) < 1 for row in forecasts(evidence(day)))
    found = evidence(WORLD)
    broken = replace(found, value=np.where(np.arange(len(found)) % 3 == 0, np.nan, found.value))
    assert all(np.isfinite(row.probability or 0) for row in forecasts(broken))
    odd = [replace(one, kind="NO_SUCH_TYPE") for one in WORLD]
    assert forecasts(evidence(odd)) == [] or all(row.probability for row in forecasts(evidence(odd)))


def test_words_are_those_of_the_directive() -> None:
    told = [words(p) for p in (0.001, 0.049, 0.1, 0.3, 0.5, 0.6, 0.9, 0.97, 0.999)]
    assert told == [
        "almost no chance",
        "very unlikely",
        "very unlikely",
        "unlikely",
        "roughly even chance",
        "likely",
        "very likely",
        "almost certain",
        "almost certain",
    ]
    assert len(SCALE) == 7


def test_the_weights_that_ship_are_small_and_survive_their_file() -> None:
    found = shipped()
    again = read(found.saved())
    assert len(found.saved()) < 10_000
    assert np.array_equal(again.weights[1].acts, found.weights[1].acts)
    assert again.calibration == found.calibration
    assert found.shares.sum() == pytest.approx(1, abs=1e-4)


def test_beta_calibration_mends_what_is_told_too_high_and_keeps_order() -> None:
    rng = np.random.default_rng(1)
    truth = rng.uniform(0.01, 0.99, 20_000)
    came = rng.random(len(truth)) < truth
    wrong = np.sqrt(truth)
    fitted = beta(wrong, came)
    right = fitted(wrong)
    assert calibration_error(right, came) < 0.02 < calibration_error(wrong, came)
    assert log_score(right, came) < log_score(wrong, came)
    assert brier(right, came) < brier(wrong, came)
    assert (np.diff(fitted(np.sort(wrong))) >= 0).all()
    assert sum(one.n for one in reliability(right, came)) == len(truth)
    assert beta(wrong[:5], came[:5]) == Beta()


def test_the_floor_meets_the_base_rate_of_the_window_before() -> None:
    past = history(evidence(WORLD))
    one = chances(past, START + 81)
    p = floor(past, one.state, 30, shipped().shares)
    assert p.shape == one.state.counts.shape
    assert ((p > 0) & (p < 1)).all()
    assert p[one.state.seen].mean() > p[~one.state.seen].mean()


def test_hindcasts_on_a_day_before_everything_tell_nothing() -> None:
    assert forecasts(evidence(WORLD), day=START - 10) == []


def test_sequences_of_the_world_stand_in_the_reasons() -> None:
    found: Evidence = evidence(WORLD)
    one = chances(found, START + 81)
    pair = one.history.pair_of(one.history.actors.index("KAZ"), one.history.actors.index("RUS"))
    (n,) = np.flatnonzero(one.state.pairs == pair)
    lines = " ".join(reason.words for reason in Reasons(one, sequences(found)).of(int(n), REJECT, 1))
    assert "cases where A did COERCE to B, B did REJECT to A within 30 days" in lines


def test_a_short_history_is_corrected_by_its_shorter_windows() -> None:
    """Sixty days hold no ninety-day window: what the last thirty days had stands in; of six days nothing does."""
    found = told([piece for piece in WORLD if piece.day <= START + 60], START + 60)
    assert np.abs(found.own[1]).max() > 0
    np.testing.assert_array_equal(found.own[2], found.own[1])
    assert not told([piece for piece in WORLD if piece.day <= START + 6], START + 6).own.any()
