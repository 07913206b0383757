"""One self-contained HTML file of what a world holds."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from armillary.commands.forecast import forecast
from armillary.commands.model import exposure, loops
from armillary.commands.opening import opened
from armillary.commands.quotes import Quote, names, quotes
from armillary.commands.summary import Summary, summary
from armillary.commands.system import System, main_actors, system, told
from armillary.errors import UsageError
from armillary.schema import Alignment, Arrow, Article, Change, Happening, Link, Loop, Orbit, Report, Sentence, Story
from armillary.show import phrases
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
_ACTORS: Final = 48
_PER_ROW: Final = 4
_OF_ONE: Final = 3


@dataclass(frozen=True, slots=True)
class Page:
    """The file that was written. `n_articles` of the `n_all` in the world are on it."""

    path: str
    n_bytes: int
    n_articles: int
    n_all: int


def report(
    world: World | str | Path, output: str | Path = "report.html", *, limit: int = 300, language: str = "en"
) -> Page:
    """Write the report of a world; of a large one the largest families, up to about `limit` articles.

    Args:
        world: a world or its file.
        output: the file to write.
        limit: articles on the page.
        language: of the report's own words and of actors' names: `en`, `ru`, `zh` or `pl`. Sentences stay in theirs.

    Raises:
        UsageError: `output` cannot be written, `limit` is none, or the language is another.
        WorldError: the world cannot be used.
    """
    if language not in phrases.LANGUAGES:
        known = ", ".join(phrases.LANGUAGES)
        raise UsageError(f"expected a language in which reports are written, came {language!r}; choose one of {known}")
    if limit < 1:
        raise UsageError(f"expected at least 1 article for the report, came {limit}")
    with opened(world) as w, phrases.speaking(language):
        contents = _contents(w, limit)
    page = report_page(contents, language).encode()
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
        model=_model(world) if found.model is not None or _number(world, "SELECT count(*) FROM ties") else None,
    )


def _model(world: World) -> ModelPart:
    found = system(world, limit=_ACTORS)
    moves = [replace(one, evidence_ids=_bodies_first(world, one.evidence_ids)) for one in told(found.moves)]
    happenings = world.rows(Happening, order=f"{_TOLD_FIRST} LIMIT {_HAPPENINGS}")
    happenings = [replace(one, event_ids=_bodies_first(world, one.event_ids)) for one in happenings]
    dependences = sorted(exposure(world), key=lambda one: (-one.exposure, one.actor, one.on))[:_DEPENDENCES]
    circles, arrows = _drivers(world)
    statements = _distinct(world, _SAID, _STATEMENTS)
    outlooks = _distinct(world, _EXPECTED, _OUTLOOKS)
    ids = [
        *(one for move in moves for one in move.evidence_ids),
        *(one for happening in happenings for one in happening.event_ids[:_PER_ROW]),
        *(one for row in dependences for one in row.lever_ids[:_PER_ROW]),
        *(one for arrow in arrows for one in arrow.mechanism_ids[:2]),
    ]
    known = names(world, phrases.language())
    return ModelPart(
        system=_named(main_actors(found), known),
        moves=moves,
        orbits={
            actor: world.rows(Orbit, "actor_id = ?", actor, order="pole_id, period")
            for actor in list(dict.fromkeys(move.actor_id for move in moves))[:_MOVERS]
        },
        statements=[quote.id for quote in statements],
        happenings=sorted(happenings, key=lambda one: (one.date is None, one.date or dt.date.min, one.happening_id)),
        dependences=dependences,
        arrows=arrows,
        loops=circles,
        forecasts=[one for one in forecast(world, days=30, limit=_FORECASTS) if one.probability is not None],
        outlooks=[quote.id for quote in outlooks],
        quotes={one.id: one for one in [*quotes(world, ids, language=phrases.language()), *statements, *outlooks]},
        names=known,
        days=_days(world, happenings),
        n_happenings=_number(world, "SELECT count(*) FROM happenings"),
        n_records=_number(world, "SELECT count(*) FROM records"),
    )


def _number(world: World, sql: str) -> int:
    return int(world.query(sql)[0][0])


def _named(found: System, known: Mapping[str, str]) -> System:
    return replace(
        found, bodies=tuple(replace(body, name=known.get(body.actor_id, body.name)) for body in found.bodies)
    )


def _drivers(world: World) -> tuple[Sequence[Loop], Sequence[Arrow]]:
    """Loops, and arrows: those of the loops before others, then those of most reports."""
    found = loops(world)
    circles = found.loops[:_LOOPS]
    inside = {one for loop in circles for one in loop.mechanism_ids}
    arrows = sorted(
        found.arrows,
        key=lambda one: (not inside & set(one.mechanism_ids), -one.n_reports, one.cause_node, one.effect_node),
    )
    return circles, arrows[:_ARROWS]


_TOLD_FIRST: Final = """
    n_reports DESC, (source_id IS NULL OR source_id = 'unknown' OR target_id IS NULL OR target_id = 'unknown'),
    date NULLS LAST, happening_id
"""
_BODY: Final = """
    SELECT event_id FROM events JOIN sentences s USING (article_id, n)
    WHERE s.kind = 'body' AND event_id IN (SELECT unnest($1))
    UNION ALL SELECT attitude_id FROM attitudes JOIN sentences s USING (article_id, n)
    WHERE s.kind = 'body' AND attitude_id IN (SELECT unnest($1))
"""


def _bodies_first(world: World, ids: Sequence[str]) -> tuple[str, ...]:
    """Events and attitudes told in sentences of the text before those told in headings."""
    bodies = {one for (one,) in world.query(_BODY, list(ids))}
    return tuple(sorted(ids, key=lambda one: one not in bodies))


def _days(world: World, happenings: Sequence[Happening]) -> dict[str, str]:
    """Days of happenings, no more exact than any of their events tells: `2022-05-16`, `2022-05`, `2022`."""
    ids = [one for happening in happenings for one in happening.event_ids]
    sql = "SELECT event_id, date_precision FROM events WHERE event_id IN (SELECT unnest(?)) AND date IS NOT NULL"
    exact = dict(world.query(sql, ids))
    found: dict[str, str] = {}
    for one in happenings:
        length = max((_EXACT.get(exact[event], 10) for event in one.event_ids if event in exact), default=10)
        if one.date is not None:
            found[one.happening_id] = one.date.isoformat()[:length]
    return found


_EXACT: Final = {"year": 4, "quarter": 7, "month": 7}
_SAID: Final = """
    SELECT statement_id, speaker_id
    FROM statements t JOIN sentences s USING (article_id, n) JOIN articles a USING (article_id)
    LEFT JOIN reports r USING (report_id)
    WHERE (r.report_id IS NULL OR r.reference_article_id = t.article_id) AND speaker_id <> 'unknown' AND s.kind = 'body'
    ORDER BY (t.kind = 'direct') DESC, t.confidence DESC, statement_id
"""
_EXPECTED: Final = """
    SELECT outlook_id, by_id
    FROM outlooks o JOIN sentences s USING (article_id, n) JOIN articles a USING (article_id)
    LEFT JOIN reports r USING (report_id)
    WHERE (r.report_id IS NULL OR r.reference_article_id = o.article_id) AND s.kind = 'body'
    ORDER BY (by_id = 'unknown'), o.confidence DESC, outlook_id
"""


def _distinct(world: World, sql: str, most: int) -> list[Quote]:
    """The first rows that say something else than those before them, few of one person and none twice of a sentence."""
    who = dict(world.query(f"{sql} LIMIT {8 * most}"))
    said: Counter[object] = Counter()
    found: list[Quote] = []
    for quote in quotes(world, who, language=phrases.language()):
        words = " ".join(quote.sentence[quote.start : quote.end].casefold().split())
        keys = (words, (quote.article_id, quote.n))
        if said[who[quote.id], ()] < _OF_ONE and not any(said[key] for key in keys) and len(found) < most:
            said.update((*keys, (who[quote.id], ())))
            found.append(quote)
    return found


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
        done=frozenset(room for (room,) in world.query("SELECT DISTINCT room FROM runs WHERE finished IS NOT NULL")),
    )
