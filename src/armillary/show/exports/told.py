"""Events for programs that code one event a row: those that each independent report tells, then loaded records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Final, NamedTuple

import duckdb

from armillary.schema import Event, EventStatus, Record
from armillary.show.exports import states
from armillary.show.exports.selection import HAPPENED, Condition, Selection, condition
from armillary.show.exports.tables import HAPPENING_OF
from armillary.world import World

_BATCH: Final = 5_000


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an event; empty where the text names nobody."""

    actor_id: str | None
    name: str | None
    kind: str | None
    sector: str | None
    gender: str | None
    qid: str | None
    surface: str | None
    """Its words in the sentence."""
    state: str | None
    """ISO 3166-1 alpha-3."""
    cown: int | None
    cowc: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """One event. What only a sentence can tell is None for a loaded record."""

    event_id: str
    article_id: str | None
    n: int | None
    start_char: int | None
    end_char: int | None
    text: str | None
    sentence: str | None
    event_type: str
    mode: str | None
    code: str | None
    """Of a loaded record: its code or label in the file it came from."""
    date: dt.date
    date_precision: str
    date_from: str
    """`published`: the text gives no date, that of its article stands in."""
    date_end: dt.date | None
    status: str
    reported_by: str | None
    contexts: list[str]
    place: str | None
    place_state: str | None
    intensity: float | None
    mutual: bool
    confidence: float | None
    cue: str | None
    language: str | None
    outlet: str | None
    title: str | None
    url: str | None
    source_path: str | None
    published: dt.date | None
    report_id: str | None
    happening_id: str | None
    n_reports: int | None
    n_articles: int | None
    origin: str | None
    own_id: str | None
    source: Party
    target: Party

    def turned(self) -> Told:
        """The same with sides exchanged, for a mutual event."""
        return replace(self, source=self.target, target=self.source)

    def ways(self) -> tuple[Told, ...]:
        """Once, or for a mutual event once in each direction, as event data have it."""
        return (self, self.turned()) if self.mutual and self.target.actor_id else (self,)


def told(world: World, wanted: Selection, *, daily: bool = True, merged: bool = False) -> Iterator[Told]:
    """Events in the order of their dates, a few thousand in memory at a time; then records in the order of theirs.

    Only the reference article of each report speaks, so that copies add nothing. Only events that are dated, or whose
    article is, and by default only those that happened or are claimed to have.

    Args:
        world: the world.
        wanted: which of them.
        daily: without those of which no more than the quarter or the year is known, for formats that know days only.
        merged: those of one real-world event together instead, in the order of its id.
    """
    with states.session(world) as cursor:
        order = "h.happening_id" if merged else "coalesce(t.date, a.published)"
        exact = f"AND NOT {_VAGUE}" if daily else ""
        sql = f"{_EVENTS} {exact} ORDER BY {order}, {_PLACES}"
        yield from _stream(cursor, sql, condition(Event, _settled(wanted)))
        if wanted.loaded:
            yield from _stream(cursor, _RECORDS, condition(Record, wanted))


class LeftOut(NamedTuple):
    """Events that are wanted, but that formats of one event a row do not hold."""

    n_undated: int
    """Neither they nor their article have a date."""
    n_vague: int
    """Only the quarter or the year is known, and the format knows days only."""
    n_not_happened: int
    """Planned, denied, supposed or foretold; none where the statuses were asked for."""


def left_out(world: World, wanted: Selection, *, daily: bool) -> LeftOut:
    """How many events `told` leaves out."""
    where = condition(Event, wanted)
    happened, undated = "t.status IN (SELECT unnest(?))", "coalesce(t.date, a.published) IS NULL"
    conditions = (f"{happened} AND {undated}", f"{happened} AND {_VAGUE}" if daily else "false", f"NOT {happened}")
    counts = ", ".join(f"count(*) FILTER ({one})" for one in conditions)
    sql = f"SELECT {counts} {_FROM_EVENTS} WHERE {where.sql}"
    told = list(wanted.status or HAPPENED)
    with states.session(world) as cursor:
        return LeftOut(*cursor.execute(sql, [told] * (3 if daily else 2) + [*where.values]).fetchall()[0])


def _settled(wanted: Selection) -> Selection:
    status: tuple[EventStatus, ...] = wanted.status or HAPPENED
    return Selection(
        wanted.actor, wanted.source, wanted.target, wanted.after, wanted.before, wanted.type, wanted.language, status
    )


def _stream(cursor: duckdb.DuckDBPyConnection, sql: str, where: Condition) -> Iterator[Told]:
    found = cursor.sql(sql.format(where=where.sql), params=list(where.values))
    for batch in found.to_arrow_reader(_BATCH):
        for row in batch.to_pylist():
            yield _told(row)


def _told(row: dict[str, Any]) -> Told:
    sides: dict[str, Any] = {
        side: Party(**{field.name: row.pop(f"{side}_{field.name}") for field in fields(Party)})
        for side in ("source", "target")
    }
    return Told(**row, **sides)


_FROM_EVENTS: Final = (
    "FROM events t JOIN articles a ON a.article_id = t.article_id JOIN reference f ON f.article_id = t.article_id "
    "LEFT JOIN sentences s ON s.article_id = t.article_id AND s.n = t.n"
)
_SURFACE: Final = "(SELECT article_id, n, actor_id, arg_min(surface, start_char) AS surface FROM mentions GROUP BY ALL)"


def _side(side: str, surface: str) -> str:
    return (
        f"t.{side}_id AS {side}_actor_id, {side}.name AS {side}_name, {side}.kind AS {side}_kind, "
        f"{side}.sector AS {side}_sector, {side}.gender AS {side}_gender, {side}.qid AS {side}_qid, "
        f"{surface} AS {side}_surface, {side}_state.iso3c AS {side}_state, {side}_state.cown AS {side}_cown, "
        f"{side}_state.cowc AS {side}_cowc"
    )


def _actors(side: str) -> str:
    return (
        f"LEFT JOIN actors {side} ON {side}.actor_id = t.{side}_id "
        f"LEFT JOIN state_of {side}_state ON {side}_state.actor_id = t.{side}_id"
    )


_EVENTS: Final = f"""
    SELECT t.event_id, t.article_id, t.n, t.start_char, t.end_char, t.text, s.text AS sentence, t.event_type, t.mode,
           NULL::VARCHAR AS code, coalesce(t.date, a.published) AS date,
           {states.PRECISION} AS date_precision,
           CASE WHEN t.date IS NULL THEN 'published' ELSE t.date_from END AS date_from, t.date_end, t.status,
           t.reported_by, t.contexts, place.name AS place, place_state.iso3c AS place_state, t.intensity, t.mutual,
           t.confidence, t.cue, coalesce(s.language, a.language) AS language, a.outlet, a.title, a.url,
           a.source AS source_path, a.published, f.report_id, h.happening_id, h.n_reports, h.n_articles,
           NULL::VARCHAR AS origin, NULL::VARCHAR AS own_id,
           {_side("source", "source_said.surface")}, {_side("target", "target_said.surface")}
    {_FROM_EVENTS}
    LEFT JOIN ({HAPPENING_OF}) h ON h.event_id = t.event_id
    {_actors("source")} {_actors("target")}
    LEFT JOIN actors place ON place.actor_id = t.place_id
    LEFT JOIN state_of place_state ON place_state.actor_id = t.place_id
    LEFT JOIN {_SURFACE} source_said
        ON source_said.article_id = t.article_id AND source_said.n = t.n AND source_said.actor_id = t.source_id
    LEFT JOIN {_SURFACE} target_said
        ON target_said.article_id = t.article_id AND target_said.n = t.n AND target_said.actor_id = t.target_id
    WHERE coalesce(t.date, a.published) IS NOT NULL AND {{where}}
"""
_VAGUE: Final = f"({states.PRECISION} IN ('quarter', 'year'))"
_PLACES: Final = "t.article_id, t.n, t.start_char, t.event_id"
_NOTHING: Final = ", ".join(
    f"NULL::{kind} AS {name}"
    for kind, names in (
        (
            "VARCHAR",
            (
                "article_id",
                "text",
                "sentence",
                "reported_by",
                "place",
                "place_state",
                "cue",
                "language",
                "outlet",
                "title",
                "url",
                "source_path",
                "report_id",
                "happening_id",
            ),
        ),
        ("INTEGER", ("n", "start_char", "end_char", "n_reports", "n_articles")),
        ("DATE", ("date_end", "published")),
        ("DOUBLE", ("confidence",)),
    )
    for name in names
)
_RECORDS: Final = f"""
    SELECT t.record_id AS event_id, t.event_type, t.mode, t.code, t.date, 'day' AS date_precision, 'text' AS date_from,
           'happened' AS status, []::VARCHAR[] AS contexts, coalesce(t.intensity, t.goldstein) AS intensity,
           false AS mutual, t.origin, t.own_id, {_NOTHING},
           {_side("source", "t.source_name")}, {_side("target", "t.target_name")}
    FROM records t {_actors("source")} {_actors("target")}
    WHERE t.event_type IS NOT NULL AND {{where}} ORDER BY t.date, t.record_id
"""
