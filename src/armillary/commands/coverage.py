"""What of a world was read, dated, traced and left out, by language; and what its builds did."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from armillary.commands.opening import opened
from armillary.commands.summary import latest_failures
from armillary.results import Shown
from armillary.schema import Failure, Run
from armillary.world import World

RUNS: Final = 40
"""Runs given, the latest first."""


@dataclass(frozen=True, slots=True)
class LanguageCoverage:
    """Articles of one language. `n_read`: those in which at least one sentence could be read; NULL before any was."""

    language: str
    n_articles: int
    n_reports: int | None
    n_read: int | None
    n_dated: int
    n_with_outlet: int
    n_sentences: int
    n_set_aside: int


@dataclass(frozen=True, slots=True)
class DatesFrom:
    """Articles whose date was found in one place."""

    published_from: str
    n_articles: int


@dataclass(frozen=True, slots=True)
class Coverage(Shown):
    """What a world covers. `n_set_aside` counts sentences kept but never read as news: page residue and bylines."""

    languages: tuple[LanguageCoverage, ...]
    dates: tuple[DatesFrom, ...]
    runs: tuple[Run, ...]
    n_runs: int
    failures: tuple[Failure, ...]


def coverage(world: World | str | Path) -> Coverage:
    """What a world covers, its languages by the number of articles.

    Raises:
        WorldError: the world cannot be used.
    """
    with opened(world) as w:
        return w.once("coverage", lambda: _coverage(w))


def _coverage(world: World) -> Coverage:
    rooms = frozenset(room for (room,) in world.query("SELECT DISTINCT room FROM runs WHERE finished IS NOT NULL"))
    dates = world.query("SELECT published_from, count(*) FROM articles GROUP BY 1 ORDER BY 2 DESC, 1")
    return Coverage(
        languages=_languages(world, traced="trace" in rooms, read="read" in rooms),
        dates=tuple(DatesFrom(*row) for row in dates),
        runs=tuple(world.rows(Run, order=f"started DESC, run_id, room LIMIT {RUNS}")),
        n_runs=world.count(Run),
        failures=tuple(latest_failures(world)),
    )


def _languages(world: World, *, traced: bool, read: bool) -> tuple[LanguageCoverage, ...]:
    sql = (
        "WITH sets AS (SELECT article_id, count(*) AS n FROM sentences WHERE kind IN ('boilerplate', 'byline') "
        "GROUP BY 1), done AS (SELECT article_id FROM readings WHERE len(languages_read) > 0) "
        "SELECT a.language, count(*), if($1, count(DISTINCT a.report_id), NULL), if($2, count(done.article_id), NULL), "
        "count(a.published), count(a.outlet), sum(a.n_sentences)::BIGINT, coalesce(sum(sets.n), 0)::BIGINT "
        "FROM articles a LEFT JOIN done USING (article_id) LEFT JOIN sets USING (article_id) "
        "GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    return tuple(LanguageCoverage(*row) for row in world.query(sql, traced, read))
