"""What if: what acts would change, and why."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import armillary
from armillary.errors import UsageError
from armillary.model.evidence import Piece, day_of, evidence
from armillary.model.exposure import Dependence
from armillary.model.kalman import Parameters
from armillary.model.ties import Settings
from armillary.model.whatif import Act, WhatIf, parse, whatif

START = 19000
SETTINGS = Settings(step="week", parameters=Parameters(0.98, 0.3, 0.4, 0.05))
LATEST = day_of(START + 400)

PAST = [
    *(Piece("RUS", "KAZ", START + 40 * n, -0.7, report=f"c{n}", kind="COERCE") for n in range(10)),
    *(Piece("KAZ", "RUS", START + 40 * n + 5, -0.2, report=f"r{n}", kind="REJECT") for n in range(9)),
    *(Piece("BLR", "RUS", START + 20 * n, 0.6, report=f"b{n}", kind="SUPPORT") for n in range(20)),
    *(Piece("RUS", "BLR", START + 20 * n, 0.6, report=f"d{n}", kind="SUPPORT") for n in range(20)),
    *(Piece("BLR", "KAZ", START + 60 * n, 0.2, report=f"e{n}", kind="CONSULT") for n in range(6)),
    *(Piece("KAZ", "CHN", START + 60 * n, 0.4, report=f"f{n}", kind="CONSULT") for n in range(6)),
]
ACT = Act("RUS", "COERCE", "KAZ", day_of(START + 410))
PIPELINE = Dependence("KAZ", "RUS", "transit", 0.8, 2, 0, 0, (), (), 3, ("l",))


def test_a_hostile_act_moves_the_tie_down_and_brings_the_usual_answer() -> None:
    found = whatif(evidence(PAST), [ACT], SETTINGS, poles=["RUS", "CHN"], levers=[PIPELINE])
    moved = {(move.what, move.source, move.target): move for move in found.moves}
    assert moved["tie", "RUS", "KAZ"].change < 0
    assert moved["tie", "RUS", "KAZ"].low < moved["tie", "RUS", "KAZ"].change < moved["tie", "RUS", "KAZ"].high
    assert moved["pull", "KAZ", "RUS"].change < 0
    (answer,) = [one for one in found.answers if (one.event_type, one.source) == ("REJECT", "KAZ")]
    assert (answer.hits, answer.cases) == (9, 9)
    assert answer.after > answer.before
    assert {one.kind for one in found.mechanisms} >= {"act", "answer", "lever"}
    assert "transit" in next(one.words for one in found.mechanisms if one.kind == "lever")


def test_levers_change_answers_where_there_are_cases_enough_and_else_say_that_they_do_not() -> None:
    def of(source: str, target: str, answered: int, day: int) -> list[Piece]:
        pair = f"{source}{target}"
        acts = [Piece(source, target, day + 60 * n, -0.7, report=f"{pair} {n}", kind="COERCE") for n in range(20)]
        return acts + [
            Piece(target, source, day + 60 * n + 5, -0.2, report=f"{pair} r{n}", kind="REJECT") for n in range(answered)
        ]

    history = [
        *of("RUS", "KAZ", 2, START),
        *of("RUS", "BLR", 2, START + 3),
        *of("RUS", "POL", 19, START + 6),
        *of("USA", "CHN", 19, START + 9),
    ]
    held = [Dependence(actor, "RUS", "energy", 0.9, 2, 0, 0, (), (), 3, ("l",)) for actor in ("KAZ", "BLR")]
    act = Act("RUS", "COERCE", "KAZ", day_of(START + 1400))
    with_levers, without = (whatif(evidence(history), [act], SETTINGS, levers=levers) for levers in (held, []))

    def rejected(found: WhatIf) -> tuple[int, int, str]:
        answers = [one for one in found.answers if (one.event_type, one.source) == ("REJECT", "KAZ")]
        return (answers[0].hits, answers[0].cases, answers[0].among) if answers else (0, 0, "")

    assert rejected(without)[:2] == (42, 76)
    assert rejected(with_levers)[:2] in ((0, 0), (4, 38))
    (weight,) = [one.weight for one in with_levers.mechanisms if one.kind == "lever"]
    assert "counted on 38 past cases" in weight
    few = whatif(evidence(PAST), [ACT], SETTINGS, levers=[PIPELINE, PIPELINE])
    assert all("listed only: 9 past cases" in one.weight for one in few.mechanisms if one.kind == "lever")


def test_shares_of_others_move_as_surely_as_the_pull_that_moved() -> None:
    friends = [Piece("RUS", "KAZ", START + 30 * n, 0.6, report=f"g{n}", kind="AID") for n in range(13)]
    calm = [piece for piece in PAST if {piece.source, piece.target} != {"RUS", "KAZ"}]
    found = whatif(evidence([*calm, *friends]), [ACT], SETTINGS, poles=["RUS", "CHN"])
    shares = [move for move in found.moves if move.what == "share"]
    assert {move.target for move in shares} == {"RUS", "CHN"}
    assert sum(move.change for move in shares) == pytest.approx(0, abs=1e-5)
    assert all(move.low < move.change < move.high for move in shares)


def test_friends_of_the_source_lean_its_way() -> None:
    found = whatif(evidence(PAST), [ACT], SETTINGS)
    (third,) = [move for move in found.moves if move.why == "triad"]
    assert (third.source, third.target) == ("BLR", "KAZ")
    assert third.change < 0


def test_the_same_question_has_the_same_answer() -> None:
    assert whatif(evidence(PAST), [ACT], SETTINGS) == whatif(evidence(PAST[::-1]), [ACT], SETTINGS)


def test_a_pair_never_heard_of_moves_from_not_measured_and_is_not_trusted() -> None:
    found = whatif(evidence(PAST), [Act("USA", "AID", "KAZ", LATEST)], SETTINGS)
    (move,) = [one for one in found.moves if (one.source, one.target) == ("USA", "KAZ")]
    assert move.before is None
    assert move.change > 0
    assert found.trust.startswith("Little more")
    assert "no report of the pair" in found.trust


def test_nothing_is_known_and_still_an_answer_comes() -> None:
    found = whatif(evidence([]), [ACT], SETTINGS)
    assert [move.target for move in found.moves] == ["KAZ"]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("RUS COERCE KAZ 2022-11-01", Act("RUS", "COERCE", "KAZ", dt.date(2022, 11, 1))),
        ("RUS coerce KAZ", Act("RUS", "COERCE", "KAZ", LATEST + dt.timedelta(days=1))),
        ("RUS DEMAND KAZ", Act("RUS", "REQUEST", "KAZ", LATEST + dt.timedelta(days=1))),
    ],
)
def test_acts_are_read(text: str, act: Act) -> None:
    assert parse(text, LATEST) == act


@pytest.mark.parametrize(
    ("text", "told"),
    [("RUS", "WHO TYPE WHOM"), ("RUS DANCE KAZ", "COERCE"), ("RUS AID KAZ soon", "2022-11-01"), ("", "WHO TYPE WHOM")],
)
def test_what_is_no_act_is_refused_with_what_to_write(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        parse(text, LATEST)


def test_an_actor_nobody_knows_is_refused_with_the_nearest(tmp_path: Path) -> None:
    file = tmp_path / "q.tsv"
    file.write_text("Russia\tConsult\tKazakhstan\t2018-01-01\nChina\tConsult\tKazakhstan\t2018-02-01\n", "utf-8")
    armillary.load([file], tmp_path / "w.duckdb", format="quadruples")
    with pytest.raises(UsageError, match="KAZ"):
        armillary.whatif(tmp_path / "w.duckdb", ["RUS COERCE KAX"])
    with pytest.raises(UsageError, match="nothing is supposed"):
        armillary.whatif(tmp_path / "w.duckdb", [])
    assert armillary.whatif(tmp_path / "w.duckdb", ["RUS COERCE Kazakhstan"]).acts[0].target == "KAZ"
