"""Reading a whole world: what is not yet read, one id for an actor over all articles, and what follows from it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby, islice

import pyarrow as pa

from armillary import __version__
from armillary.engine import Engine
from armillary.errors import ArmillaryError
from armillary.lexicon.actors import known
from armillary.progress import Progress, track
from armillary.read.counterparts import Named, counterparts
from armillary.read.document import Newcomer, Reading
from armillary.read.happenings import Seen, happenings
from armillary.read.index import posting
from armillary.read.linking import Sighting, link
from armillary.read.read import read
from armillary.read.roster import roster
from armillary.schema import (
    ACTOR_COLUMNS,
    Actor,
    Alignment,
    Article,
    Correction,
    Event,
    Failure,
    Happening,
    Naming,
    ReadingRun,
    Row,
    Sentence,
)
from armillary.world import Workshop

_BATCH = 64
"""Articles whose readings are written in one transaction: what a killed build may have to read again."""


Reader = Callable[[Article, Sequence[Sentence], Sequence[Correction]], Reading]
"""Reads one article: `read`, or a `RemoteReader`."""


def reread(
    workshop: Workshop,
    crew: Engine,
    progress: Progress,
    *,
    reader: Reader = read,
    run_id: str = "",
    again: bool = False,
) -> tuple[int, list[Failure]]:
    """Read the articles of a world that are not read yet, or were read otherwise than they would be now.

    Args:
        reader: what reads an article; picklable.
        run_id: the run that failures are recorded with.
        again: read all anew.

    Returns:
        How many articles were tried, and what failed.
    """
    todo = _unread(workshop, again=again)
    outcomes = track(crew.map(_Safely(reader), todo, chunk=4), progress, "reading", len(todo))
    paired = zip(todo, outcomes, strict=True)
    failures: list[Failure] = []
    while batch := list(islice(paired, _BATCH)):
        failures += _keep(workshop, batch, run_id)
    _conclude(workshop, _Safely(reader))
    if todo:
        posting.put_in_order(workshop)
    return len(todo), failures


def forget_readings(workshop: Workshop, article_ids: Sequence[str]) -> None:
    """Remove all that was read from some articles."""
    for row in (*ACTOR_COLUMNS, Naming, ReadingRun):
        workshop.delete(row, "article_id", article_ids)
    posting.forget(workshop, article_ids)


@dataclass(frozen=True, slots=True)
class _Todo:
    article: Article
    sentences: tuple[Sentence, ...]
    corrections: tuple[Correction, ...]
    state: str


@dataclass(frozen=True, slots=True)
class _Safely:
    """Reads one article; a fault is a failure of this article alone."""

    reader: Reader

    def __call__(self, todo: _Todo) -> Reading | Failure:
        try:
            return self.reader(todo.article, todo.sentences, todo.corrections)
        except ArmillaryError as error:
            return Failure(source=todo.article.source, stage="read", error=str(error), hint="then build again")
        except Exception as error:  # one bad article must not end the build
            return Failure(
                source=todo.article.source,
                stage="read",
                error=f"Armillary failed on it: {type(error).__name__}: {error}",
                hint="this is a fault of ours; please report it with the article, if you may",
            )


def _unread(workshop: Workshop, *, again: bool) -> list[_Todo]:
    done = {} if again else dict(workshop.query("SELECT article_id, state FROM readings"))
    everything = _of_articles(
        workshop, [article_id for (article_id,) in workshop.query("SELECT article_id FROM articles")]
    )
    return [todo for todo in everything if done.get(todo.article.article_id) != todo.state]


def _of_articles(workshop: Workshop, ids: Sequence[str]) -> list[_Todo]:
    """What reading these articles needs."""
    mine = "article_id IN (SELECT unnest(?))"
    rows = workshop.rows(Sentence, mine, list(ids))
    sentences = {article_id: tuple(group) for article_id, group in groupby(rows, key=lambda row: row.article_id)}
    corrections: dict[str, list[Correction]] = defaultdict(list)
    for correction in workshop.rows(Correction):
        corrections[correction.sha256].append(correction)
    return [
        _Todo(
            article,
            sentences.get(article.article_id, ()),
            own := tuple(corrections[article.sha256]),
            _state(article, own),
        )
        for article in workshop.rows(Article, mine, list(ids))
    ]


def _state(article: Article, corrections: Sequence[Correction]) -> str:
    """What a reading depends on, apart from the text itself, which the id of the article stands for."""
    key = repr((__version__, article.published, article.published_precision, sorted(corrections, key=repr)))
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _keep(workshop: Workshop, batch: Sequence[tuple[_Todo, Reading | Failure]], run_id: str = "") -> list[Failure]:
    """Write what one batch of articles says, in one transaction; a failed article keeps what it had."""
    done = [(todo, outcome) for todo, outcome in batch if isinstance(outcome, Reading)]
    readings = [reading for _, reading in done]
    ids = [reading.article_id for reading in readings]
    failures = [replace(outcome, run_id=run_id) for _, outcome in batch if isinstance(outcome, Failure)]
    with workshop.transaction():
        forget_readings(workshop, ids)
        for row, rows in _rows(readings).items():
            workshop.insert(row, rows)
        workshop.insert(Naming, [_naming(reading.article_id, one) for reading in readings for one in reading.newcomers])
        workshop.insert(ReadingRun, [_run(todo, reading) for todo, reading in done])
        posting.keep(workshop, [(reading.article_id, reading.words) for reading in readings])
        workshop.execute(
            "DELETE FROM failures WHERE stage = 'read' AND source IN (SELECT unnest(?))",
            [todo.article.source for todo, _ in batch],
        )
        workshop.insert(Failure, failures)
    return failures


def _rows(readings: Sequence[Reading]) -> dict[type[Row], list[Row]]:
    names = {field.name for field in fields(Reading)}
    return {
        row: [one for reading in readings for one in getattr(reading, row.table)]
        for row in ACTOR_COLUMNS
        if row.table in names
    }


def _run(todo: _Todo, reading: Reading) -> ReadingRun:
    return ReadingRun(article_id=reading.article_id, state=todo.state, languages_read=reading.languages_read)


def _naming(article_id: str, one: Newcomer) -> Naming:
    return Naming(
        article_id=article_id,
        local_id=one.local_id,
        actor_id=one.local_id,
        kind=one.kind,
        name=one.name,
        language=one.language,
        office=one.office,
        country=one.country,
        gender=one.gender,
        forms=tuple(sorted(one.forms)),
        acts_for=one.acts_for,
        sector=one.sector,
    )


def _conclude(workshop: Workshop, reader: _Safely) -> None:
    """What rests on all articles together: one id an actor, the table of actors, and events merged."""
    sightings = _sightings(workshop)
    alone = link(sightings)
    torn = _torn(workshop.rows(Naming), alone)
    if torn:
        _keep(workshop, [(todo, reader(todo)) for todo in _of_articles(workshop, torn)])
        sightings = _sightings(workshop)
        alone = link(sightings)
    found = link(sightings, counterparts(sightings, alone, *_aligned(workshop, alone)))
    parted = _parted(workshop.rows(Naming), found)
    if parted:
        _keep(workshop, [(todo, reader(todo)) for todo in _of_articles(workshop, parted)])
    with workshop.transaction():
        _rename(workshop, found)
        workshop.clear(Actor, Happening)
        actors = roster(_mentioned(workshop), workshop.rows(Naming), _last_named(workshop))
        workshop.insert(Actor, actors)
        workshop.insert(Happening, happenings(_seen(workshop, actors)))


def _sightings(workshop: Workshop) -> list[Sighting]:
    """Actors new to the lexicon, as each article names them."""
    reports = dict(workshop.query("SELECT article_id, report_id FROM articles"))
    return [_sighting(one, reports.get(one.article_id)) for one in workshop.rows(Naming)]


def _aligned(workshop: Workshop, alone: Mapping[tuple[str, str], str]) -> tuple[list[Named], list[Alignment]]:
    """Sentences that say the same in articles of one family and of two languages, and whom these articles name.

    Mentions of an article read earlier have ids of the world as it was then.
    """
    pairs = (
        "SELECT article_a, article_b FROM links JOIN articles a ON a.article_id = article_a JOIN articles b "
        "ON b.article_id = article_b WHERE a.report_id = b.report_id "
        "AND split_part(a.language, '-', 1) <> split_part(b.language, '-', 1)"
    )
    rows = workshop.rows(Alignment, f"(article_a, article_b) IN ({pairs})")
    now = {(one.article_id, one.actor_id): alone[one.article_id, one.local_id] for one in workshop.rows(Naming)}
    named = workshop.query(
        "SELECT article_id, split_part(language, '-', 1), n, start_char, actor_id, surface FROM mentions "
        "JOIN articles USING (article_id) WHERE how <> 'pronoun' AND article_id IN (SELECT unnest(?))",
        sorted({article_id for row in rows for article_id in (row.article_a, row.article_b)}),
    )
    return [
        Named(article_id, language, n, start, now.get((article_id, actor_id), actor_id), surface)
        for article_id, language, n, start, actor_id, surface in named
    ], rows


def _torn(namings: Sequence[Naming], found: Mapping[tuple[str, str], str]) -> list[str]:
    """Articles in which two actors that were taken for one are two now: their rows no longer tell which is which."""
    now: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in namings:
        now[one.article_id, one.actor_id].add(found[one.article_id, one.local_id])
    return sorted({article_id for (article_id, _), ids in now.items() if len(ids) > 1})


def _parted(namings: Sequence[Naming], found: Mapping[tuple[str, str], str]) -> list[str]:
    """Articles in which a newcomer was taken for an actor of the lexicon and is not now: rows may mean either."""
    return sorted(
        {
            one.article_id
            for one in namings
            if one.actor_id != one.local_id
            and one.actor_id in known()
            and one.actor_id != found[one.article_id, one.local_id]
        }
    )


def _rename(workshop: Workshop, found: Mapping[tuple[str, str], str]) -> None:
    """Put the ids of this world in place of those the rows have."""
    renames = {
        (one.article_id, one.actor_id, now)
        for one in workshop.rows(Naming)
        if (now := found[one.article_id, one.local_id]) != one.actor_id
    }
    if not renames:
        return
    article_ids, old, new = zip(*sorted(renames), strict=True)
    table = pa.table({"article_id": article_ids, "old": old, "new": new})
    columns: dict[type[Row], tuple[tuple[str, ...], tuple[str, ...]]] = {**ACTOR_COLUMNS, Naming: (("actor_id",), ())}
    for row, (single, lists) in columns.items():
        sets = [f"{name} = coalesce(r.names[{name}], {name})" for name in single]
        sets += [f"{name} = list_transform({name}, lambda x: coalesce(r.names[x], x))" for name in lists]
        if sets:
            workshop.execute(
                f"UPDATE {row.table} SET {', '.join(sets)} "
                "FROM (SELECT article_id, map(list(old), list(new)) AS names FROM renames GROUP BY article_id) r "
                f"WHERE {row.table}.article_id = r.article_id",
                renames=table,
            )
    workshop.execute(
        "UPDATE events SET source_id = least(source_id, target_id), target_id = greatest(source_id, target_id) "
        "WHERE mutual"
    )


def _sighting(one: Naming, report_id: str | None) -> Sighting:
    return Sighting(
        article_id=one.article_id,
        local_id=one.local_id,
        kind=one.kind,
        name=one.name,
        language=one.language,
        office=one.office,
        country=one.country,
        gender=one.gender,
        forms=one.forms,
        report_id=report_id,
    )


def _mentioned(workshop: Workshop) -> dict[str, int]:
    """How often each actor is mentioned; actors that rows name without a mention have 0."""
    counts: dict[str, int] = dict(workshop.query("SELECT actor_id, count(*) FROM mentions GROUP BY 1"))
    for row, (single, lists) in ACTOR_COLUMNS.items():
        for name in (*single, *(f"unnest({name})" for name in lists)):
            for (actor_id,) in workshop.query(f"SELECT DISTINCT {name} FROM {row.table}"):
                if actor_id is not None and actor_id != "unknown":
                    counts.setdefault(actor_id, 0)
    return counts


def _last_named(workshop: Workshop) -> dict[str, dt.date]:
    """Date of the latest article that mentions an actor: offices are held for a time."""
    return dict(
        workshop.query(
            "SELECT actor_id, max(published) FROM mentions JOIN articles USING (article_id) "
            "WHERE published IS NOT NULL GROUP BY 1"
        )
    )


def _seen(workshop: Workshop, actors: Sequence[Actor]) -> list[Seen]:
    """Events with the report and story of their article, and the actors that theirs act for."""
    stands_for = {actor.actor_id: actor.acts_for or actor.actor_id for actor in actors}
    rows = workshop.query("SELECT article_id, report_id, story_id FROM articles")
    places = {article_id: (report_id or article_id, story_id or article_id) for article_id, report_id, story_id in rows}
    return [
        Seen(
            event,
            *places[event.article_id],
            stands_for.get(event.source_id, event.source_id) if event.source_id else None,
            stands_for.get(event.target_id, event.target_id) if event.target_id else None,
        )
        for event in workshop.rows(Event)
    ]
