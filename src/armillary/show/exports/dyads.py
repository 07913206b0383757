"""What states did to each other, day by day and month by month: directed dyads, each real-world event once."""

from __future__ import annotations

from typing import Final

import duckdb

from armillary.lexicon import plover
from armillary.schema import Event, Record
from armillary.show.exports.selection import HAPPENED, Selection, condition
from armillary.show.exports.states import PRECISION
from armillary.show.exports.tidy import Field, Tidy

QUADS: Final = {1: "verbal_coop", 2: "material_coop", 3: "verbal_conf", 4: "material_conf"}
"""Columns of the four quadrants of PLOVER."""

_RANK: Final = (
    "CASE WHEN {0} IN ('minute', 'day') THEN 0 WHEN {0} = 'week' THEN 1 "
    "WHEN {0} IN ('month', 'range') THEN 2 ELSE 3 END"
)
"""How exact a date is; the lower the better."""


def quad_of(event_type: str) -> str:
    """SQL that gives the quadrant of a type of PLOVER."""
    cases = " ".join(f"WHEN '{name}' THEN {kind.quad}" for name, kind in plover.types().items())
    return f"CASE {event_type} {cases} END"


def prepare(cursor: duckdb.DuckDBPyConnection, wanted: Selection) -> None:
    """Make `acts`: one row for each event between two states and each direction of it.

    Events count for the states that their actors act for. Only the reference articles of reports speak. An event that
    is told without a date counts on the day its article was published.
    """
    events, records = condition(Event, wanted), condition(Record, wanted)
    status = list(wanted.status or HAPPENED)
    cursor.execute(_TOLD.format(where=events.sql), [*events.values, status])
    cursor.execute(_ACTS.format(where=f"{str(wanted.loaded).lower()} AND {records.sql}"), [*records.values])


_TOLD: Final = f"""
    CREATE TEMP TABLE told AS
    SELECT coalesce(h.happening_id, t.event_id) AS act, t.event_id, f.report_id, t.event_type, t.intensity, t.mutual,
           one.principal AS source, other.principal AS target, coalesce(h.date, t.date, a.published) AS date,
           coalesce(h.date, t.date) IS NULL AS undated,
           {_RANK.format(PRECISION)} AS rank
    FROM events t JOIN articles a ON a.article_id = t.article_id JOIN reference f ON f.article_id = t.article_id
    LEFT JOIN sentences s ON s.article_id = t.article_id AND s.n = t.n
    LEFT JOIN (SELECT happening_id, date, unnest(event_ids) AS event_id FROM happenings) h ON h.event_id = t.event_id
    JOIN principal one ON one.actor_id = t.source_id JOIN principal other ON other.actor_id = t.target_id
    WHERE {{where}} AND t.status IN (SELECT unnest(?))
"""
_ACTS: Final = """
    CREATE TEMP TABLE acts AS
    WITH merged AS (
        SELECT act, source, target, event_type, bool_or(mutual) AS mutual, min(date) AS date, min(rank) AS rank,
               bool_and(undated) AS undated, avg(intensity) AS intensity, list(DISTINCT report_id) AS reports,
               list(DISTINCT event_id ORDER BY event_id) AS ids, false AS loaded
        FROM told WHERE date IS NOT NULL GROUP BY act, source, target, event_type
        UNION ALL
        SELECT t.record_id, one.principal, other.principal, t.event_type, false, t.date, 0, false, t.intensity, NULL,
               [t.record_id], true
        FROM records t JOIN principal one ON one.actor_id = t.source_id
        JOIN principal other ON other.actor_id = t.target_id
        WHERE t.event_type IS NOT NULL AND {where}
    ),
    directed AS (
        SELECT * FROM merged
        UNION ALL SELECT * REPLACE (target AS source, source AS target) FROM merged WHERE mutual
    )
    SELECT d.*, one.cown AS ccode1, other.cown AS ccode2, one.iso3c AS iso3c1, other.iso3c AS iso3c2,
           one.gwno AS gwno1, other.gwno AS gwno2
    FROM directed d JOIN known_states one ON one.state = d.source JOIN known_states other ON other.state = d.target
    WHERE d.source <> d.target
"""


def dyad_day() -> Tidy:
    """Directed dyads by day; without events that are dated to a week, month or year only."""
    day = Field("date", "t.date", "date", "the day", False)
    number = Field("day", "CAST(extract(day FROM t.date) AS INTEGER)", "integer", "of the month", False)
    return _dyads("dyad_day", "What one state did to another on a day.", (day,), (number,), 0)


def dyad_month() -> Tidy:
    """Directed dyads by month; without events that are dated to a quarter or year only."""
    return _dyads("dyad_month", "What one state did to another in a month.", (), (), 2)


def _dyads(name: str, about: str, first: tuple[Field, ...], last: tuple[Field, ...], rank: int) -> Tidy:
    times = (
        *first,
        Field("year", "CAST(extract(year FROM t.date) AS INTEGER)", "integer", "of the event", False),
        Field("month", "CAST(extract(month FROM t.date) AS INTEGER)", "integer", "1 to 12", False),
        *last,
    )
    fields = (*_STATES, *times, *_counts())
    source = f"acts t WHERE t.rank <= {rank} GROUP BY ALL"
    key = ("iso3c1", "iso3c2", *(field.name for field in times))
    return Tidy(name, about + " Only pairs and times with an event; all other counts are 0.", key, fields, source)


_STATES: Final = (
    Field("ccode1", "t.ccode1", "integer", "who: Correlates of War number; NA for Palestine"),
    Field("ccode2", "t.ccode2", "integer", "to whom: Correlates of War number"),
    Field("iso3c1", "t.iso3c1", "string", "who: ISO 3166-1 alpha-3; NA for a state that is no more"),
    Field("iso3c2", "t.iso3c2", "string", "to whom: ISO 3166-1 alpha-3"),
    Field("gwno1", "t.gwno1", "integer", "who: Gleditsch-Ward number"),
    Field("gwno2", "t.gwno2", "integer", "to whom: Gleditsch-Ward number"),
)


def _counts() -> tuple[Field, ...]:
    types = plover.types()
    return (
        Field("n_events", "CAST(count(*) AS INTEGER)", "integer", "real-world events, each once", False),
        Field(
            "n_undated",
            "CAST(count(*) FILTER (t.undated) AS INTEGER)",
            "integer",
            "of these: dated by the publication of their article",
            False,
        ),
        Field(
            "n_records",
            "CAST(count(*) FILTER (t.loaded) AS INTEGER)",
            "integer",
            "of these: loaded from event data of others",
            False,
        ),
        Field(
            "n_reports",
            "CAST(CASE WHEN NOT bool_and(t.loaded) THEN len(list_distinct(flatten(list(t.reports)))) END AS INTEGER)",
            "integer",
            "independent reports that tell them; NA where all were loaded: not measured",
        ),
        *(
            Field(
                f"n_{name}",
                f"CAST(count(*) FILTER ({quad_of('t.event_type')} = {quad}) AS INTEGER)",
                "integer",
                f"events of quadrant {quad} of PLOVER",
                False,
            )
            for quad, name in QUADS.items()
        ),
        *(
            Field(
                f"n_{name.lower()}",
                f"CAST(count(*) FILTER (t.event_type = '{name}') AS INTEGER)",
                "integer",
                f"events of type {name}",
                False,
            )
            for name in types
        ),
        Field("intensity_mean", "avg(t.intensity)", "number", "of the events, on the PLOVER scale with errata"),
        Field(
            "event_ids",
            "array_to_string(list_sort(list_distinct(flatten(list(t.ids)))), ';')",
            "string",
            "events and records behind it (joined by `;`)",
        ),
    )
