"""One self-contained HTML file of what a world holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from armillary.commands.forecast import forecast
from armillary.commands.model import exposure, loops
from armillary.commands.opening import opened
from armillary.commands.quotes import quotes
from armillary.commands.summary import Summary, summary
from armillary.commands.system import main_actors, system, told
from armillary.errors import UsageError
from armillary.schema import Alignment, Article, Change, Happening, Link, Orbit, Report, Sentence, Story
from armillary.show.counts import Counts
from armillary.show.families import Family, families
from armillary.show.model_part import ModelPart
from armillary.show.report import Contents, report_page
from armillary.world import World

_STATEMENTS: Final = 30
_OUTLOOKS: Final = 12
_HAPPENINGS: Final = 40
_DEPENDENCES: Final = 16
_ARROWS: Final = 16
_LOOPS: Final = 6
_FORECASTS: Final = 12
_MOVERS: Final = 3


@dataclass(frozen=True, slots=True)
class Page:
    """The file that was written. `n_articles` of the `n_all` in the world are on it."""

    path: str
    n_bytes: int
    n_articles: int
    n_all: int


def report(world: World | str | Path, output: str | Path = "report.html", *, limit: int = 300) -> Page:
    """Write the report of a world; of a large one the largest families, up to about `limit` articles.

    Raises:
        UsageError: `output` cannot be written, or `limit` is none.
        WorldError: the world cannot be used.
    """
    if limit < 1:
        raise UsageError(f"expected at least 1 article for the report, came {limit}")
    with opened(world) as w:
        contents = _contents(w, limit)
    page = report_page(contents).encode()
    try:
        Path(output).write_bytes(page)
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}; choose another place with --output") from error
    shown = sum(len(family.members) for family in contents.families)
    return Page(str(output), len(page), shown, contents.counts.n_articles)


def _contents(world: World, limit: int) -> Contents:
    found = summary(world, families=0)
    shown = _shown(world, limit)
    ids = [m.article.article_id for family in shown for m in family.members]
    inside, both = (
        "article_id IN (SELECT unnest(?))",
        "article_a IN (SELECT unnest(?)) AND article_b IN (SELECT unnest(?))",
    )
    sentences: dict[str, list[Sentence]] = {}
    for sentence in world.rows(Sentence, inside, ids):
        sentences.setdefault(sentence.article_id, []).append(sentence)
    return Contents(
        counts=_counts(world, found),
        families=shown,
        sentences=sentences,
        links=world.rows(Link, both, ids, ids),
        alignments=_alignments(world, shown),
        changes=world.rows(Change, inside, ids),
        stories=world.rows(Story),
        failures=found.failures,
        model=_model(world) if found.model is not None else None,
    )


def _model(world: World) -> ModelPart:
    found = system(world)
    moves = told(found.moves)
    statements = _ids(world, _SAID, _STATEMENTS)
    outlooks = _ids(world, "SELECT outlook_id FROM outlooks ORDER BY confidence DESC, outlook_id", _OUTLOOKS)
    happenings = world.rows(Happening, order=f"n_reports DESC, date NULLS LAST, happening_id LIMIT {_HAPPENINGS}")
    dependences = sorted(exposure(world), key=lambda one: (-one.exposure, one.actor, one.on))[:_DEPENDENCES]
    drivers = loops(world)
    arrows = sorted(drivers.arrows, key=lambda one: (-one.n_reports, one.cause_node, one.effect_node))
    in_loops = {one for loop in drivers.loops[:_LOOPS] for one in loop.mechanism_ids}
    arrows.sort(key=lambda one: not in_loops & set(one.mechanism_ids))
    ids = [
        *(one for move in moves for one in move.evidence_ids[:8]),
        *(one for happening in happenings for one in happening.event_ids[:4]),
        *statements,
        *outlooks,
        *(one for row in dependences for one in row.lever_ids[:4]),
        *(one for arrow in arrows[:_ARROWS] for one in arrow.mechanism_ids[:2]),
    ]
    return ModelPart(
        system=main_actors(found),
        moves=moves,
        orbits={
            actor: world.rows(Orbit, "actor_id = ?", actor, order="pole_id, period")
            for actor in list(dict.fromkeys(move.actor_id for move in moves))[:_MOVERS]
        },
        statements=statements,
        happenings=sorted(happenings, key=lambda one: (one.date is None, one.date or dt.date.min, one.happening_id)),
        dependences=dependences,
        arrows=arrows[:_ARROWS],
        loops=drivers.loops[:_LOOPS],
        forecasts=[one for one in forecast(world, days=30, limit=_FORECASTS) if one.probability is not None],
        outlooks=outlooks,
        quotes={quote.id: quote for quote in quotes(world, ids)},
        names=dict(world.query("SELECT actor_id, name FROM actors")),
    )


_SAID: Final = """
    SELECT statement_id FROM statements s JOIN articles a USING (article_id) LEFT JOIN reports r USING (report_id)
    WHERE (r.report_id IS NULL OR r.reference_article_id = s.article_id) AND speaker_id <> 'unknown'
    ORDER BY (kind = 'direct') DESC, s.confidence DESC, statement_id
"""


def _ids(world: World, sql: str, most: int) -> list[str]:
    return [one for (one,) in world.query(f"{sql} LIMIT {most}")]


def _shown(world: World, limit: int) -> list[Family]:
    """Families, largest first, until `limit` articles are reached; a family is never cut."""
    sizes = world.query("SELECT report_id, n_articles FROM reports ORDER BY n_articles DESC, report_id LIMIT ?", limit)
    chosen: list[str] = []
    total = 0
    for report_id, n in sizes:
        if chosen and total + n > limit:
            continue
        chosen.append(report_id)
        total += n
    inside = "report_id IN (SELECT unnest(?))"
    articles = world.rows(Article, inside, chosen)
    ids = [article.article_id for article in articles]
    links = world.rows(Link, "article_a IN (SELECT unnest(?)) AND article_b IN (SELECT unnest(?))", ids, ids)
    changes = world.rows(Change, "article_id IN (SELECT unnest(?))", ids)
    return families(articles, world.rows(Report, inside, chosen), links, changes)


def _alignments(world: World, shown: list[Family]) -> list[Alignment]:
    """Those between a copy and the reference of its family."""
    found = []
    for family in shown:
        if len(family.members) > 1:
            reference = family.reference.article_id
            found += world.rows(Alignment, "article_a = ? OR article_b = ?", reference, reference)
    return found


def _counts(world: World, found: Summary) -> Counts:
    built = world.query("SELECT max(coalesce(finished, started)) FROM runs")[0][0]
    changed = world.query("SELECT count(DISTINCT article_id) FROM changes WHERE severity = 'major'")[0][0]
    return Counts(
        world=found.world,
        n_articles=found.n_articles,
        n_reports=found.n_reports,
        n_major=found.n_major,
        n_changed=changed,
        n_stories=found.n_stories,
        languages=tuple((count.name, count.n) for count in found.languages),
        first_date=found.first_date,
        last_date=found.last_date,
        n_undated=found.n_undated,
        n_outlets=found.n_outlets,
        n_without_outlet=found.n_without_outlet,
        n_publishers=found.n_publishers,
        n_sentences=found.n_sentences,
        n_set_aside=found.n_set_aside,
        built=built.date() if built else None,
    )
