"""What a tie rests on: as many rows and reports as the tie counts, in every layer and period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import armillary
from armillary.errors import UsageError
from armillary.model.collect import between, collect
from armillary.model.store import LAYERS, evidence_of, remodel
from armillary.schema import Actor, Article, Attitude, Event, Record, Report, Row, Tie
from armillary.world import Workshop, World

DAYS = [dt.date(2022, 9, 5), dt.date(2022, 9, 20), dt.date(2022, 10, 3)]


def _article(number: str, report: str, day: dt.date) -> Article:
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


def _event(
    number: str, source: str, kind: str, target: str, value: float, *, mutual: bool = False, n: int = 0
) -> Event:
    return Event(
        event_id=f"{number}-{source}-{kind}-{target}-{n}",
        article_id=number,
        n=n,
        start_char=0,
        end_char=12,
        text="It happened.",
        source_id=source,
        event_type=kind,
        target_id=target,
        status="happened",
        intensity=value,
        mutual=mutual,
        cue="happened",
        confidence=0.9 - n / 10,
    )


def _feeling(number: str, source: str, target: str, sign: float) -> Attitude:
    return Attitude(
        attitude_id=f"{number}-{source}-{target}",
        article_id=number,
        n=0,
        start_char=0,
        end_char=12,
        text="It happened.",
        from_id=source,
        to_id=target,
        sign=sign,
        cue="happened",
        confidence=0.8,
    )


def _record(n: int, source: str, target: str, intensity: float) -> Record:
    return Record(
        record_id=f"rec-{n}",
        origin="h.tsv",
        source_id=source,
        target_id=target,
        event_type="CONSULT",
        code="040",
        intensity=intensity,
        date=DAYS[n % 3],
    )


def _actor(actor_id: str, kind: str = "state", acts_for: str | None = None, country: str | None = None) -> Actor:
    return Actor(
        actor_id=actor_id, kind=kind, name=actor_id, acts_for=acts_for, country=country, names={}, n_mentions=1
    )


ROWS: Sequence[Sequence[Row]] = (
    [
        *map(_actor, ("KAZ", "RUS", "CHN")),
        _actor("person:vek", "person", "gov:kaz", "KAZ"),
        _actor("gov:kaz", "gov", "KAZ", "KAZ"),
        _actor("group:kaz-experts", "group", None, "KAZ"),
    ],
    [
        _article("a", "r-a", DAYS[0]),
        _article("a2", "r-a", DAYS[1]),
        _article("b", "r-b", DAYS[1]),
        _article("c", "r-c", DAYS[2]),
    ],
    [Report(report_id=f"r-{n}", n_articles=1, reference_article_id=n) for n in "abc"],
    [
        _event("a", "person:vek", "REJECT", "RUS", -2.0),
        _event("a", "KAZ", "REJECT", "RUS", -3.0, n=1),
        _event("a2", "KAZ", "COERCE", "RUS", -9.0),
        _event("b", "RUS", "CONSULT", "KAZ", 4.0, mutual=True),
        _event("c", "RUS", "COERCE", "gov:kaz", -6.0),
        _event("c", "group:kaz-experts", "ACCUSE", "RUS", -3.0),
        _event("c", "gov:kaz", "CONSULT", "person:vek", 3.0, mutual=True),
    ],
    [_feeling("b", "gov:kaz", "RUS", 0.4), _feeling("a2", "KAZ", "RUS", -1.0)],
    [_record(0, "KAZ", "RUS", 3.0), _record(1, "person:vek", "RUS", -4.0), _record(2, "CHN", "RUS", -4.0)],
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Reports with a copy, a thing told twice, a mutual act, somebody who acts for an organ, records."""
    path = tmp_path_factory.mktemp("grounds") / "w.duckdb"
    workshop = Workshop.open(path)
    for rows in ROWS:
        workshop.insert(type(rows[0]), rows)
    remodel(workshop)
    workshop.finish()
    with World.open(path) as opened:
        yield opened


def test_a_tie_counts_the_rows_and_reports_behind_it(world: World) -> None:
    """In the last period of every tie of every layer there are as many rows and reports as it says."""
    last = world.query(
        "SELECT source_id, target_id, layer, n_reports, n_evidence FROM ties "
        "QUALIFY period = max(period) OVER (PARTITION BY source_id, target_id, layer)"
    )
    assert {layer for _, _, layer, *_ in last} == set(LAYERS)
    for source, target, layer, n_reports, n_evidence in last:
        found = armillary.evidence(world, source, target, layer=layer)
        assert (len({one.report_id for one in found}), len(found)) == (n_reports, n_evidence)


def test_up_to_the_end_of_a_period_there_is_what_its_tie_counts(world: World) -> None:
    ties = world.rows(Tie, "layer = 'all' AND source_id = 'KAZ' AND target_id = 'RUS'")
    starts = [tie.period for tie in ties]
    assert {tie.n_evidence for tie in ties} > {ties[-1].n_evidence}
    for tie, following in zip(ties, [*starts[1:], dt.date(2023, 1, 1)], strict=True):
        found = armillary.evidence(world, "KAZ", "RUS", until=following - dt.timedelta(days=1))
        assert len(found) == tie.n_evidence


@pytest.mark.parametrize("layer", LAYERS)
def test_of_a_pair_alone_there_is_what_there_is_of_it_among_all(world: World, layer: str) -> None:
    """The quick way to the evidence of one pair gives the pieces of the way over the whole world."""
    (name,) = (one for one in LAYERS if one == layer)
    whole = evidence_of(world, name)
    for source in whole.actors:
        for target in whole.actors:
            at = [
                n
                for n in range(len(whole))
                if (whole.actors[whole.source[n]], whole.actors[whole.target[n]]) == (source, target)
            ]
            told = {(whole.rows[n], int(whole.day[n]), float(whole.value[n]), float(whole.weight[n])) for n in at}
            pieces = between(world, source, target, name)
            assert {(one.row, one.day, one.value, one.weight) for one in pieces} == told


def test_what_was_published_later_is_left_out(world: World) -> None:
    assert len(collect(world, DAYS[1])) > 0
    assert {one.id for one in armillary.evidence(world, "RUS", "KAZ", as_of=DAYS[1])} == {"b-RUS-CONSULT-KAZ-0"}


def test_the_latest_comes_first_and_is_what_was_read(world: World) -> None:
    found = armillary.evidence(world, "RUS", "KAZ")
    assert [(one.id, one.value, one.event_type, one.report_id) for one in found] == [
        ("c-RUS-COERCE-gov:kaz-0", -0.6, "COERCE", "r-c"),
        ("b-RUS-CONSULT-KAZ-0", 0.4, "CONSULT", "r-b"),
    ]
    assert found[0].words is False
    assert found[0].official is True


def test_actors_go_by_any_name_in_any_case(world: World) -> None:
    """As they do in lists of what was read."""
    assert armillary.evidence(world, "rus", "kaz") == armillary.evidence(world, "RUS", "KAZ")


def test_an_unknown_actor_or_layer_is_an_error(world: World) -> None:
    with pytest.raises(UsageError, match="no actor"):
        armillary.evidence(world, "KAZ", "QQQ")
    with pytest.raises(UsageError, match="no layer"):
        armillary.evidence(world, "KAZ", "RUS", layer="deed")


def test_a_world_without_a_model_has_its_evidence(tmp_path: Path) -> None:
    """Evidence is read from what was read, so half a world has it."""
    workshop = Workshop.open(tmp_path / "half.duckdb")
    for rows in ROWS:
        workshop.insert(type(rows[0]), rows)
    workshop.finish()
    assert len(armillary.evidence(tmp_path / "half.duckdb", "RUS", "KAZ")) == 2
