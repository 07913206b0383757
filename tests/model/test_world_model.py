"""The model of a world: reports count once, structure, drift, the file, the commands."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import armillary
from armillary.errors import UsageError
from armillary.model.collect import collect, voices
from armillary.model.drift import drift
from armillary.model.evidence import Piece, day_number, evidence
from armillary.model.exposure import dependences, exposures
from armillary.model.kalman import Parameters, Seen
from armillary.model.loops import causal_map
from armillary.model.orbits import orbits, poles, shares
from armillary.model.store import fitted, remodel
from armillary.model.structure import resting
from armillary.model.ties import Settings, fit
from armillary.model.turns import find_shocks, turns
from armillary.schema import (
    Actor,
    Article,
    Attitude,
    Event,
    EventStatus,
    Lever,
    Mechanism,
    Orbit,
    Report,
    Sentence,
    Tie,
)
from armillary.world import Workshop, World

DAY = dt.date(2022, 9, 5)
MONTHLY = Parameters(phi=0.97, tau=0.3, r=0.3, s=0.05)


def article(number: str, report: str, day: dt.date = DAY) -> Article:
    return Article(
        article_id=number,
        source=f"{number}.txt",
        text="It happened.",
        sha256=number,
        n_sentences=1,
        language="en",
        published=day,
        report_id=report,
    )


def event(
    number: str,
    source: str,
    kind: str,
    target: str,
    *,
    intensity: float,
    status: EventStatus = "happened",
    date: dt.date | None = None,
    mutual: bool = False,
) -> Event:
    return Event(
        event_id=f"{number} {source} {kind} {target} {status}",
        article_id=number,
        n=0,
        start_char=0,
        end_char=12,
        text="It happened.",
        source_id=source,
        event_type=kind,
        target_id=target,
        date=date,
        status=status,
        intensity=intensity,
        mutual=mutual,
        cue="happened",
        confidence=0.9,
    )


def actor(actor_id: str, kind: str = "state", acts_for: str | None = None, country: str | None = None) -> Actor:
    return Actor(
        actor_id=actor_id, kind=kind, name=actor_id, country=country, acts_for=acts_for, names={}, n_mentions=1
    )


ACTORS = [
    *(actor(state) for state in ("KAZ", "RUS", "CHN", "USA")),
    actor("person:tokayev", "person", "KAZ", "KAZ"),
    actor("group:kaz-experts", "group", None, "KAZ"),
    actor("unknown", "unknown"),
]


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    made = Workshop.open(tmp_path / "w.duckdb")
    made.insert(Actor, ACTORS)
    made.insert(Article, [article("a", "r-a"), article("b", "r-b", dt.date(2022, 9, 20))])
    made.insert(Report, [Report(report_id=f"r-{n}", n_articles=1, reference_article_id=n) for n in "ab"])
    made.insert(
        Event,
        [
            event("a", "person:tokayev", "REJECT", "RUS", intensity=-2.0),
            event("a", "RUS", "THREATEN", "KAZ", intensity=-3.5, status="denied"),
            event("a", "unknown", "ASSAULT", "KAZ", intensity=-9.0),
            event("b", "KAZ", "CONSULT", "CHN", intensity=4.0, mutual=True),
            event("b", "group:kaz-experts", "ACCUSE", "RUS", intensity=-3.0),
        ],
    )
    return made


def test_copies_add_nothing_to_any_tie(workshop: Workshop) -> None:
    before = list(fitted(collect(workshop)).rows())
    for n in range(10):
        workshop.insert(Article, [article(f"copy{n}", "r-a", dt.date(2022, 9, 6 + n))])
        workshop.insert(Event, [event(f"copy{n}", "KAZ", "ASSAULT", "RUS", intensity=-9.0)])
    assert list(fitted(collect(workshop)).rows()) == before


def test_a_copy_in_another_language_of_another_day_adds_no_feeling_either(workshop: Workshop) -> None:
    def feels(number: str, n: int) -> Attitude:
        return Attitude(
            attitude_id=f"{number}{n}",
            article_id=number,
            n=n,
            start_char=0,
            end_char=12,
            text="It happened.",
            from_id="KAZ",
            to_id="CHN",
            sign=0.5,
            cue="happened",
            confidence=0.8,
        )

    workshop.insert(Article, [replace(article("c", "r-c"), published=None)])
    workshop.insert(Report, [Report(report_id="r-c", n_articles=1, reference_article_id="c")])
    workshop.insert(Attitude, [feels("a", 0), feels("c", 0)])
    before = list(fitted(collect(workshop)).rows())
    for n in range(10):
        translated = article(f"copy{n}", "r-a", dt.date(2021, 1, 1 + n))
        workshop.insert(Article, [replace(translated, language="ru" if n % 2 else "zh", published=None)])
        workshop.insert(Article, [article(f"late{n}", "r-c", dt.date(2023, 1, 1 + n))])
        workshop.insert(Attitude, [feels(f"copy{n}", 0)])
    workshop.insert(Attitude, [feels("a", 1)])
    assert list(fitted(collect(workshop)).rows()) == before


def test_one_report_that_tells_a_thing_twice_tells_it_once(workshop: Workshop) -> None:
    before = list(fitted(collect(workshop)).rows())
    workshop.insert(
        Event, [replace(event("a", "KAZ", "REJECT", "RUS", intensity=-2.0), event_id="again", confidence=0.5)]
    )
    assert list(fitted(collect(workshop)).rows()) == before


def test_what_was_denied_or_done_by_nobody_knows_whom_is_no_evidence(workshop: Workshop) -> None:
    found = fitted(collect(workshop))
    assert found.pair("RUS", "KAZ") is None
    assert "unknown" not in found.actors


def test_persons_in_office_count_for_their_state_and_experts_do_not(workshop: Workshop) -> None:
    found = collect(workshop)
    named = {(found.actors[s], found.actors[t]) for s, t in zip(found.source, found.target, strict=True)}
    assert ("KAZ", "RUS") in named
    assert ("group:kaz-experts", "RUS") in named
    other = voices(workshop)
    assert {(other.actors[s], other.actors[t]) for s, t in zip(other.source, other.target, strict=True)} == {
        ("KAZ", "RUS")
    }


def test_mutual_acts_count_both_ways(workshop: Workshop) -> None:
    found = fitted(collect(workshop))
    assert found.pair("KAZ", "CHN") is not None
    assert found.pair("CHN", "KAZ") is not None


def test_as_of_leaves_out_what_was_published_later(workshop: Workshop) -> None:
    assert fitted(collect(workshop, DAY)).pair("KAZ", "CHN") is None


def test_allies_rest_nearer_unless_structure_is_switched_off(workshop: Workshop) -> None:
    near, plain = fitted(collect(workshop)), fitted(collect(workshop), structure=False)
    assert near.rests_at[near.pair("KAZ", "RUS") or 0] > plain.rests_at[plain.pair("KAZ", "RUS") or 0] == 0
    assert resting(["KAZ", "RUS", "USA"], DAY).keys() == {("KAZ", "RUS"), ("RUS", "KAZ")}


def test_the_tables_hold_what_was_fitted(workshop: Workshop, tmp_path: Path) -> None:
    with workshop.transaction():
        workshop.execute("SELECT 1")
    remodel(workshop)
    rows = {(row.source_id, row.target_id): row for row in workshop.rows(Tie, "layer = 'all'")}
    assert rows["KAZ", "RUS"].value is not None
    assert (rows["KAZ", "RUS"].n_reports, rows["KAZ", "RUS"].n_evidence) == (1, 1)
    assert ("KAZ", "USA") not in rows
    assert {orbit.pole_id for orbit in workshop.rows(Orbit, "actor_id = 'KAZ'")} == {"RUS", "CHN"}
    workshop.finish()
    assert armillary.ties(tmp_path / "w.duckdb", "KAZ", "USA") == []
    assert len(armillary.ties(tmp_path / "w.duckdb", "KAZ", "RUS")) == 3
    moved = {one.pole_id: one for one in armillary.drift(tmp_path / "w.duckdb", "KAZ", poles=["RUS", "CHN", "USA"])}
    assert (moved["RUS"].change or 0) < 0 < (moved["CHN"].change or 0)
    assert moved["USA"].change is None
    with pytest.raises(UsageError, match="KAZ"):
        armillary.ties(tmp_path / "w.duckdb", "KZA", "RUS")
    with pytest.raises(UsageError, match="deeds"):
        armillary.ties(tmp_path / "w.duckdb", "KAZ", "RUS", layer="dreams")


def lever(number: str, status: str, domain: str = "transit", holder: str = "RUS") -> Lever:
    return Lever(
        lever_id=f"{number} {status} {domain} {holder}",
        article_id=number,
        n=0,
        start_char=0,
        end_char=12,
        text="It happened.",
        holder_id=holder,
        over_id="person:tokayev",
        instrument="pipeline",
        domain=domain,  # type: ignore[arg-type]
        status=status,  # type: ignore[arg-type]
        cue="pipeline",
        confidence=0.9,
    )


def test_dependence_grows_with_independent_reports_and_names_alternatives(workshop: Workshop) -> None:
    workshop.insert(Lever, [lever("a", "held")])
    (one,) = dependences(workshop)
    workshop.insert(Lever, [lever("b", "used"), lever("b", "held", holder="CHN")])
    found = {(found.actor, found.on): found for found in dependences(workshop)}
    assert found["KAZ", "RUS"].exposure > one.exposure
    assert found["KAZ", "RUS"].alternatives == ("CHN",)
    assert found["KAZ", "RUS"].used == 1
    assert exposures(list(found.values()))["KAZ", "RUS"] < found["KAZ", "RUS"].exposure


def mechanism(number: str, cause: str, effect: str, sign: int, article_id: str = "a") -> Mechanism:
    return Mechanism(
        mechanism_id=number,
        article_id=article_id,
        n=0,
        start_char=0,
        end_char=12,
        text="It happened.",
        cause=cause,
        effect=effect,
        sign=sign,
        cue="so",
        confidence=0.9,
    )


def test_mechanisms_of_one_meaning_merge_and_close_loops(workshop: Workshop) -> None:
    workshop.insert(
        Mechanism,
        [
            mechanism("1", "threats", "the search for new routes", 1),
            mechanism("2", "new routes", "dependence", -1, "b"),
            mechanism("3", "dependence", "threats", 1, "b"),
        ],
    )

    def encode(texts: list[str], language: str) -> np.ndarray:
        words = ("threats", "routes", "dependence")
        return np.array([[float(word in text) for word in words] for text in texts])

    found = causal_map(workshop, encode)  # type: ignore[arg-type]
    assert len(found.nodes) == 3
    (loop,) = found.loops
    assert loop.kind == "balancing"
    assert set(loop.mechanism_ids) == {"1", "2", "3"}
    assert loop.n_reports == 2


def test_a_shock_is_found_where_it_was_and_none_in_a_quiet_series() -> None:
    random = np.random.default_rng(1)
    level = np.where(np.arange(60) < 30, 0.3, -0.5)
    weight = np.full(60, 3.0)
    noise = random.normal(0, 0.3 / np.sqrt(3), 60)
    both = np.stack([level + noise, 0.2 + noise], axis=1)[:, None]
    y, none = np.concatenate([both, np.zeros_like(both)], axis=1), np.zeros((60, 2, 2))
    seen = Seen(y, np.where(y != 0, weight[:, None, None], 0.0), none, none)
    (shock,) = find_shocks(seen, np.zeros((2, 2)), MONTHLY, 1.0)
    assert shock.couple == 0
    assert abs(shock.period - 30) <= 1
    assert shock.after[0] < 0 < shock.before[0]


def test_a_turn_names_the_evidence_of_its_period() -> None:
    start = day_number(dt.date(2020, 1, 15))
    found = evidence(
        Piece("A", "B", start + 30 * month, 0.5 if month < 10 else -0.9, report=f"{month}{k}", row=f"{month}")
        for month in range(20)
        for k in range(4)
    )
    ties = fit(found, Settings(step="month", parameters=MONTHLY))
    (turn,) = turns(found, ties)
    assert "10" in turn.evidence_ids
    assert "2" not in turn.evidence_ids


def test_shares_sum_to_one_and_hedging_is_even_leaning() -> None:
    share, hedging = shares(np.array([[0.4, 0.4, -0.1], [0.4, np.nan, -0.2], [0.4, np.nan, np.nan]]))
    assert share[:, 0] == pytest.approx(1 / 3)
    assert hedging[0] == pytest.approx(1)
    assert np.isnan(hedging[1])
    assert np.isnan(share[:, 2]).all()


def test_a_pole_that_is_not_measured_has_no_orbit() -> None:
    found = evidence([Piece("KAZ", "RUS", 19000, 0.5), Piece("USA", "RUS", 19000, 0.5)])
    ties = fit(found, Settings(step="week", parameters=MONTHLY))
    assert poles(ties) == ("USA", "RUS")
    assert {(row["actor_id"], row["pole_id"]) for table in orbits(ties, poles(ties)) for row in table.to_pylist()} == {
        ("KAZ", "RUS"),
        ("USA", "RUS"),
        ("RUS", "USA"),
    }


def test_drift_of_a_steady_tie_is_small_and_of_a_turned_one_sure() -> None:
    start = day_number(dt.date(2020, 1, 15))
    pieces = [Piece("A", "B", start + 30 * month, 0.4, report=str(month)) for month in range(24)]
    turned = [replace(p, value=-0.6) if n >= 12 else p for n, p in enumerate(pieces)]
    steady, moved = (
        drift(evidence(found), fit(evidence(found), Settings(step="month", parameters=MONTHLY)), "A", ["B"])[0]
        for found in (pieces, turned)
    )
    assert abs(steady.change or 1) < 0.1
    assert (moved.change or 0) < -0.3
    assert (moved.probability or 0) > 0.95


def test_a_world_of_articles_alone_is_modelled_by_build(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    text = "Kazakhstan condemned Russia on Monday. President Xi Jinping met Kassym-Jomart Tokayev in Beijing."
    (folder / "one.txt").write_text(text, "utf-8")
    armillary.build([folder], tmp_path / "w.duckdb")
    with World.open(tmp_path / "w.duckdb") as world:
        assert world.query("SELECT count(*) FROM runs WHERE room = 'model' AND finished IS NOT NULL") == [(1,)]
        assert world.count(Sentence) == 2
        assert world.query("SELECT value < 0 FROM ties WHERE source_id = 'KAZ' AND target_id = 'RUS' AND layer = 'all'")


def test_half_a_model_that_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    """A run that did not finish leaves ties of some layers; the next command does not show them."""
    file, world = tmp_path / "q.tsv", tmp_path / "w.duckdb"
    file.write_text("Russia\tConsult\tKazakhstan\t2018-01-01\nChina\tConsult\tKazakhstan\t2018-02-01\n", "utf-8")
    armillary.load([file], world, format="quadruples")
    with Workshop.open(world) as workshop, workshop.transaction():
        workshop.execute("UPDATE runs SET finished = NULL WHERE room = 'model'")
    armillary.load([file], world, format="quadruples", until="read")
    with World.open(world) as opened:
        assert opened.count(Tie) == 0
    armillary.load([file], world, format="quadruples")
    with World.open(world) as opened:
        assert opened.count(Tie) > 0
