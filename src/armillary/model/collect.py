"""Evidence from a world: events, attitudes, and records from elsewhere, each independent report once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa

from armillary.model.evidence import Evidence, Ids, Ints, Piece, counts, day_number, evidence, joined
from armillary.schema import Layer
from armillary.world import Workshop, World

T = TypeVar("T")

COUNTS: Final[Mapping[str, float]] = {
    "happened": 1.0,
    "claimed": 0.5,
    "planned": 0.3,
    "denied": 0.0,
    "hypothetical": 0.0,
    "forecast": 0.0,
}
"""How far an event of each status counts. What is denied, supposed or foretold has not happened."""

SPOKEN: Final = frozenset(("AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"))
"""Event types that are done by speaking: of the layer `words`; all others are deeds."""

_NAMELESS: Final = frozenset(("unknown", ""))


class _Read(NamedTuple):
    """A row of what was read, before actors are rolled up."""

    row: str
    source: str | None
    target: str | None
    day: dt.date
    value: float | None
    weight: float
    report: str
    kind: str
    mutual: bool


@dataclass(frozen=True, slots=True)
class Rolled:
    """For whom an actor counts."""

    actor: str
    official: bool


_REFERENCES: Final = """
    WITH told AS (
        SELECT a.article_id, coalesce(a.report_id, a.article_id) AS report, a.published, a.story_id
        FROM articles a LEFT JOIN reports r USING (report_id)
        WHERE r.report_id IS NULL OR r.reference_article_id = a.article_id
    )
    SELECT article_id, report,
           coalesce(published, max(published) OVER (PARTITION BY coalesce(story_id, article_id)),
                    max(published) OVER (), CAST(run.started AS DATE))
    FROM told
    LEFT JOIN arrivals USING (article_id)
    LEFT JOIN (SELECT run_id, min(started) AS started FROM runs GROUP BY ALL) run USING (run_id)
"""
"""One article a report. Its day: when it was published; of an undated one the last day of the other reports of its
story, else of the world's reports, else when it arrived. Copies have no say in this."""

_EVENTS: Final = """
    SELECT event_id, source_id, target_id, date, intensity, confidence, event_type, mutual, status, article_id
    FROM events WHERE source_id IS NOT NULL AND target_id IS NOT NULL
"""

_ATTITUDES: Final = "SELECT attitude_id, from_id, to_id, sign, confidence, article_id FROM attitudes WHERE true"

_RECORDS: Final = """
    SELECT record_id, source_id, target_id, date_diff('day', DATE '1970-01-01', date) AS day,
           coalesce(intensity, goldstein) / 10 AS value, coalesce(event_type, '') AS kind
    FROM records
    WHERE source_id IS NOT NULL AND target_id IS NOT NULL AND isfinite(coalesce(intensity, goldstein))
      AND ($1 IS NULL OR date <= $1)
"""


def collect(world: World | Workshop, as_of: dt.date | None = None) -> Evidence:
    """All evidence of a world.

    Copies are left out (of each report its reference article speaks), and a report that tells a thing several times
    tells it once. Actors count for whom they act; those who act for nobody count for themselves, and in the layer
    `other` for their country.

    Args:
        world: what was read, or loaded.
        as_of: only what was published, and happened, up to this day.
    """
    roll = _rolls(world)
    return joined(evidence(_pieces(world, roll, as_of)), _records(world, roll, as_of))


def voices(world: World | Workshop, as_of: dt.date | None = None) -> Evidence:
    """Evidence of those who speak for nobody (experts, media, opposition, people), under their countries' names."""
    own = _countries(world)
    found = joined(evidence(_pieces(world, own, as_of)), _records(world, own, as_of))
    return found.where(~found.official)


def between(
    world: World | Workshop, source: str, target: str, name: Layer, as_of: dt.date | None = None
) -> list[Piece]:
    """The evidence of one layer from one actor to another, by id of row; the same pieces as in `collect`.

    Args:
        world: what was read, or loaded.
        source: id of the actor that acts, or for whom others act.
        target: id of the other.
        name: of the layer.
        as_of: as in `collect`.
    """
    roll = _countries(world) if name == "other" else _rolls(world)
    sides = _Sides(_all_of(roll, source), _all_of(roll, target))
    found = [*_pieces(world, roll, as_of, sides), *_recorded(world, roll, as_of, sides)]
    ours = (piece for piece in found if (piece.source, piece.target) == (source, target))
    return sorted((one for one in ours if counts(one) and _IN_LAYER[name](one)), key=lambda piece: piece.row)


_IN_LAYER: Final[Mapping[Layer, Callable[[Piece], bool]]] = {
    "all": lambda piece: True,
    "words": lambda piece: piece.words,
    "deeds": lambda piece: not piece.words,
    "official": lambda piece: piece.official,
    "other": lambda piece: not piece.official,
}


class _Sides(NamedTuple):
    """Actors that count for one and for the other."""

    source: list[str]
    target: list[str]


def _all_of(roll: Mapping[str, Rolled], actor: str) -> list[str]:
    return sorted({actor, *(one for one, rolled in roll.items() if rolled.actor == actor)})


def _pieces(
    world: World | Workshop, roll: Mapping[str, Rolled], as_of: dt.date | None, sides: _Sides | None = None
) -> Iterator[Piece]:
    seen: dict[tuple[str, str, str, str, int, bool], Piece] = {}
    for read in _read(world, as_of, sides):
        for piece in _rolled(read, roll):
            same = (piece.report, piece.source, piece.target, piece.kind, piece.day, piece.value > 0)
            known = seen.get(same)
            if known is None or (piece.weight, piece.row) > (known.weight, known.row):
                seen[same] = piece
    yield from seen.values()


def _read(world: World | Workshop, as_of: dt.date | None, sides: _Sides | None = None) -> Iterator[_Read]:
    events, attitudes, given = _EVENTS, _ATTITUDES, list[list[str]]()
    if sides is not None:
        one, other = "source_id IN (SELECT unnest($1))", "target_id IN (SELECT unnest($2))"
        back = "mutual AND source_id IN (SELECT unnest($2)) AND target_id IN (SELECT unnest($1))"
        events += f" AND (({one} AND {other}) OR ({back}))"
        attitudes += " AND from_id IN (SELECT unnest($1)) AND to_id IN (SELECT unnest($2))"
        given = [sides.source, sides.target]
    references = _references(world)
    for row, source, target, date, value, confidence, kind, mutual, status, article in world.query(events, *given):
        report, told = references.get(article, ("", dt.date.max))
        if report and (as_of is None or told <= as_of):
            day = told if date is None else min(date, told)
            yield _Read(row, source, target, day, _tenth(value), confidence * COUNTS[status], report, kind, mutual)
    for row, source, target, sign, confidence, article in world.query(attitudes, *given):
        report, told = references.get(article, ("", dt.date.max))
        if report and (as_of is None or told <= as_of):
            yield _Read(row, source, target, told, sign, confidence, report, "", False)


def _references(world: World | Workshop) -> Mapping[str, tuple[str, dt.date]]:
    """Report and day of each article that speaks for its report; without one that nothing gives a day."""

    def made() -> dict[str, tuple[str, dt.date]]:
        return {article: (report, day) for article, report, day in world.query(_REFERENCES) if day is not None}

    return _kept(world, "references", made)


def _kept(world: World | Workshop, key: str, make: Callable[[], T]) -> T:
    """What is made once of a finished world, and anew of one under way."""
    return world.once(key, make) if isinstance(world, World) else make()


def _rolled(read: _Read, roll: Mapping[str, Rolled]) -> Iterator[Piece]:
    source, target = roll.get(read.source or ""), roll.get(read.target or "")
    if source is None or target is None or read.value is None:
        return
    ways = [(source, target), (target, source)] if read.mutual else [(source, target)]
    for one, other in ways:
        yield Piece(
            one.actor,
            other.actor,
            day_number(read.day),
            read.value,
            read.weight,
            read.report,
            words=read.kind in SPOKEN or not read.kind,
            official=one.official,
            kind=read.kind,
            row=read.row,
        )


def _records(world: World | Workshop, roll: Mapping[str, Rolled], as_of: dt.date | None) -> Evidence:
    """Event data from elsewhere, each record as a report of its own."""
    table = world.arrow(f"{_RECORDS} ORDER BY record_id", as_of)
    source, sources = _coded(table.column("source_id"))
    target, targets = _coded(table.column("target_id"))
    kind, kinds = _coded(table.column("kind"))
    rolled = [roll.get(one, Rolled(one, True)) for one in (*sources, *targets)]
    actors = tuple(sorted({one.actor for one in rolled}))
    number = {actor: n for n, actor in enumerate(actors)}
    place = np.array([number[one.actor] for one in rolled], np.int64)
    official = np.array([one.official for one in rolled], np.bool_)
    found = Evidence(
        actors,
        place[source],
        place[target + len(sources)],
        table.column("day").to_numpy().astype(np.int64),
        np.clip(table.column("value").to_numpy(), -1, 1),
        np.ones(len(table)),
        np.arange(len(table)),
        np.array([one in SPOKEN for one in kinds], np.bool_)[kind],
        official[source],
        kind,
        tuple(kinds),
        Ids(table.column("record_id").combine_chunks()),
    )
    return found.where(found.source != found.target)


def _recorded(
    world: World | Workshop, roll: Mapping[str, Rolled], as_of: dt.date | None, sides: _Sides
) -> Iterator[Piece]:
    """The records from one side to the other."""
    sql = f"{_RECORDS} AND source_id IN (SELECT unnest($2)) AND target_id IN (SELECT unnest($3))"
    for row, source, target, day, value, kind in world.query(sql, as_of, *sides):
        one, other = (roll.get(actor, Rolled(actor, True)) for actor in (source, target))
        yield Piece(
            one.actor,
            other.actor,
            day,
            max(-1.0, min(1.0, value)),
            report=row,
            words=kind in SPOKEN,
            official=one.official,
            kind=kind,
            row=row,
        )


def _coded(column: pa.ChunkedArray) -> tuple[Ints, list[str]]:
    """Numbers of a column's values, and the values."""
    encoded = column.combine_chunks().dictionary_encode()
    return encoded.indices.to_numpy().astype(np.int64), encoded.dictionary.to_pylist()


def _tenth(value: float | None) -> float | None:
    return None if value is None else value / 10


def _rolls(world: World | Workshop) -> Mapping[str, Rolled]:
    """Actors as those for whom they act, up to the last."""
    return _kept(world, "rolls", lambda: _rolled_up(world))


def _rolled_up(world: World | Workshop) -> dict[str, Rolled]:
    rows = {
        actor: (kind, acts_for) for actor, kind, acts_for in world.query("SELECT actor_id, kind, acts_for FROM actors")
    }
    out = {}
    for actor, (kind, _) in rows.items():
        principal, passed = actor, {actor}
        while (above := rows.get(principal, ("", None))[1]) and above not in passed:
            principal = above
            passed.add(above)
        if actor not in _NAMELESS:
            out[actor] = Rolled(principal, principal != actor or kind in ("state", "gov", "igo", "bloc", "sep", "mil"))
    return out


def _countries(world: World | Workshop) -> dict[str, Rolled]:
    """The same, but those who act for nobody as their country."""
    country = dict(world.query("SELECT actor_id, country FROM actors WHERE acts_for IS NULL AND country IS NOT NULL"))
    return {
        actor: rolled if rolled.official or actor not in country else Rolled(country[actor], False)
        for actor, rolled in _rolls(world).items()
    }
