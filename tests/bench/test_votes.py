"""Ties against votes, on made data: both forms of file, and the correlation that was put in."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from armillary.model.evidence import Piece, evidence
from armillary.model.kalman import Parameters
from armillary.model.ties import Settings, fit

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from votes import agreement, compared, yearly

STATES = ("AUT", "BEL", "CHE", "DNK", "ESP", "FIN", "GRC")
NUMBERS = {state: str(300 + n) for n, state in enumerate(STATES)}
POINTS = {state: 0.3 * n for n, state in enumerate(STATES)}


def points(folder: Path) -> Path:
    """Ideal points of 2018, by session, with a state that never voted."""
    file = folder / "points.csv"
    rows = [f"{NUMBERS[state]},73,{value},{state}" for state, value in POINTS.items()]
    file.write_text("\n".join(["ccode,session,IdealPointAll,iso3c", *rows, "999,73,NA,XXX", "999,1,0.5,XXX"]), "utf-8")
    return file


def test_states_agree_the_more_the_nearer_their_ideal_points(tmp_path: Path) -> None:
    found = agreement(points(tmp_path), 2018)
    assert len(found) == 21
    assert found["AUT", "BEL"] == pytest.approx(-0.3)
    assert found["AUT", "BEL"] > found["AUT", "GRC"]


def test_agreement_scores_name_states_by_number_or_code(tmp_path: Path) -> None:
    file = tmp_path / "agree.csv"
    file.write_text("ccode1,ccode2,year,agree\n301,300,2018,0.9\n300,302,2018,NA\n300,302,2017,0.2\n", "utf-8")
    assert agreement(file, 2018, points(tmp_path)) == {("AUT", "BEL"): 0.9}
    file.write_text("iso3c1,iso3c2,year,agree\nBEL,AUT,2018,0.9\n", "utf-8")
    assert agreement(file, 2018) == {("AUT", "BEL"): 0.9}


def test_a_year_without_votes_and_a_file_of_another_form_are_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no votes of 2014"):
        agreement(points(tmp_path), 2014)
    other = tmp_path / "other.csv"
    other.write_text("year,state\n2018,AUT\n", "utf-8")
    with pytest.raises(SystemExit, match="expected `agree`"):
        agreement(other, 2018)


@pytest.mark.parametrize("sign", [1, -1])
def test_the_correlation_that_was_put_in_is_found(tmp_path: Path, sign: int) -> None:
    votes = agreement(points(tmp_path), 2018)
    pieces = [
        Piece(*pair, day, sign * (0.9 + vote / 2), report=f"{pair} {day} {turn}")
        for (a, b), vote in votes.items()
        for turn, pair in enumerate([(a, b), (b, a)])
        for day in range(17532, 17800, 20)
    ]
    ties = yearly(fit(evidence(pieces), Settings(step="month", parameters=Parameters(0.97, 0.3, 0.3, 0.05))), 2018)
    told = compared(ties, votes)
    assert sign * told["spearman"] > 0.95
    assert told["pairs"] == 21
    low, high = told["interval by pairs"]
    assert low <= told["spearman"] <= high


def test_too_few_pairs_are_not_measured() -> None:
    assert compared({("AUT", "BEL"): (0.5, 3)}, {("AUT", "BEL"): 0.9})["spearman"] is None
