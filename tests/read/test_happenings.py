"""One real-world event over articles."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from armillary.read.happenings import Seen, happenings
from armillary.schema import Event

BASE = Event(
    event_id="e1", article_id="a1", n=0, start_char=0, end_char=5, text="x", source_id="person:x",
    event_type="SANCTION", target_id="POL", status="happened", cue="x", confidence=0.9,
)  # fmt: skip


def seen(report: str, source: str = "RUS", target: str = "POL", story: str = "s", **changes: object) -> Seen:
    """A member; the actors are the rolled-up ones."""
    return Seen(replace(BASE, **changes), report, story, source, target)  # type: ignore[arg-type]


def test_copies_count_once() -> None:
    """Two articles of one report are one report and two articles."""
    found = happenings([seen("r1"), seen("r1", event_id="e2", article_id="a2")])
    assert [(one.n_reports, one.n_articles, one.source_id) for one in found] == [(1, 2, "RUS")]


def test_days_that_may_be_the_same_are_merged() -> None:
    """A week and a day in it are one happening; the day is its date."""
    week = seen("r1", date=dt.date(2022, 10, 3), date_precision="week")
    day = seen("r2", event_id="e2", article_id="a2", date=dt.date(2022, 10, 5), date_precision="day")
    found = happenings([week, day])
    assert [(one.n_reports, one.date) for one in found] == [(2, dt.date(2022, 10, 5))]


def test_far_days_and_other_stories_stay_apart() -> None:
    """A month later, or in another story, it is another happening."""
    first = seen("r1", date=dt.date(2022, 10, 3), date_precision="day")
    later = seen("r2", event_id="e2", article_id="a2", date=dt.date(2022, 11, 9), date_precision="day")
    other = seen("r3", event_id="e3", article_id="a3", story="t", date=dt.date(2022, 10, 3), date_precision="day")
    assert len(happenings([first, later, other])) == 3


def test_versions_that_differ_are_told() -> None:
    """Status, date and the direction are conflicts; both versions stay."""
    denied = happenings([seen("r1"), seen("r2", event_id="e2", article_id="a2", status="denied")])
    assert denied[0].conflict == "status: denied / happened"
    assert len(denied[0].event_ids) == 2
    swapped = happenings([seen("r1"), seen("r2", source="POL", target="RUS", event_id="e2", article_id="a2")])
    assert len(swapped) == 2
    assert all("swapped" in (one.conflict or "") for one in swapped)


def test_mutual_acts_merge_whoever_stands_first() -> None:
    """A met B is B met A."""
    one = seen("r1", event_type="CONSULT", mutual=True)
    other = seen("r2", source="POL", target="RUS", event_id="e2", article_id="a2", event_type="CONSULT", mutual=True)
    assert len(happenings([one, other])) == 1


def test_the_order_of_events_does_not_matter() -> None:
    """The same happenings, ids included, for any order."""
    days = [dt.date(2022, 10, 1) + dt.timedelta(days=3 * k) for k in range(8)]
    members = [
        seen(f"r{k % 3}", event_id=f"e{k}", article_id=f"a{k}", date=day, date_precision="day")
        for k, day in enumerate(days)
    ]
    expected = happenings(members)
    for round_ in range(5):
        shuffled = random.Random(round_).sample(members, len(members))
        assert happenings(shuffled) == expected


def test_nothing_gives_nothing() -> None:
    """No events, no happenings."""
    assert happenings([]) == []
