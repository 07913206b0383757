"""Sources and items graded on the two axes of the Admiralty scale (NATO AJP-2.1; also STANAG 2511).

Reliability of a source, A to F, is the user's judgement alone: it is taken from the user's table of outlets, and F
(cannot be judged) stands where that says nothing. Credibility of an item, 1 to 6, is 1 (confirmed by other independent
sources) only where it can be shown, and else 6 (cannot be judged): 2 to 5 would be judgements that nothing here makes.

A happening is confirmed where at least two independent reports say that it happened, their first versions are among the
articles, these came out at outlets of different known owners, and the versions do not conflict. Copies confirm nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from armillary.commands.opening import opened
from armillary.results import Shown
from armillary.schema import Happening
from armillary.world import World

RELIABILITY: Final[Mapping[str, str]] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY: Final[Mapping[int, str]] = {
    1: "confirmed by other independent sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
UNKNOWN: Final = "F"
CONFIRMED: Final = 1
OPEN: Final = 6


@dataclass(frozen=True, slots=True)
class OutletGrade:
    """An outlet of the world's articles. `given`: the grade is the user's, else nobody has judged."""

    outlet: str
    publisher: str | None
    country: str | None
    state_owned: bool | None
    reliability: str
    given: bool
    tag: str
    n_articles: int


@dataclass(frozen=True, slots=True)
class ItemGrade:
    """Happenings of one grade."""

    credibility: int
    tag: str
    n_happenings: int


@dataclass(frozen=True, slots=True)
class Grading(Shown):
    """What is graded, and how. `confirmed` are the ids of the happenings of credibility 1."""

    outlets: tuple[OutletGrade, ...]
    items: tuple[ItemGrade, ...]
    confirmed: tuple[str, ...]


def grading(world: World | str | Path) -> Grading:
    """Grade all outlets and happenings of a world.

    Tags are those of the MISP taxonomy `admiralty-scale`.

    Raises:
        WorldError: the world cannot be used.
    """
    with opened(world) as w:
        return w.once("grading", lambda: _grading(w))


def outlet_grade(world: World, outlet: str | None) -> str:
    """Reliability of an outlet, A to F."""
    grades = world.once("outlet grades", lambda: _grades(world))
    return grades.get((outlet or "").casefold(), UNKNOWN)


def credibility(world: World, happening_id: str) -> int:
    """Credibility of a happening: 1 or 6."""
    return CONFIRMED if happening_id in world.once("confirmed", lambda: _confirmed(world)) else OPEN


def reliability_tag(grade: str) -> str:
    """Machine tag of a reliability."""
    return f'admiralty-scale:source-reliability="{grade.lower()}"'


def credibility_tag(grade: int) -> str:
    """Machine tag of a credibility."""
    return f'admiralty-scale:information-credibility="{grade}"'


def _grading(world: World) -> Grading:
    confirmed = world.once("confirmed", lambda: _confirmed(world))
    counts = {CONFIRMED: len(confirmed), OPEN: world.count(Happening) - len(confirmed)}
    return Grading(
        outlets=_outlets(world),
        items=tuple(ItemGrade(grade, credibility_tag(grade), n) for grade, n in counts.items()),
        confirmed=tuple(sorted(confirmed)),
    )


def _outlets(world: World) -> tuple[OutletGrade, ...]:
    sql = (
        "SELECT a.outlet, any_value(o.publisher), any_value(o.country), any_value(o.state_owned), "
        "any_value(o.reliability), count(DISTINCT a.article_id) FROM articles a "
        "LEFT JOIN outlets o ON lower(o.outlet) = lower(a.outlet) WHERE a.outlet IS NOT NULL "
        "GROUP BY a.outlet ORDER BY 6 DESC, 1"
    )
    return tuple(
        OutletGrade(outlet, publisher, country, owned, g or UNKNOWN, g is not None, reliability_tag(g or UNKNOWN), n)
        for outlet, publisher, country, owned, g, n in world.query(sql)
    )


def _grades(world: World) -> dict[str, str]:
    sql = "SELECT outlet, reliability FROM outlets WHERE reliability IS NOT NULL ORDER BY outlet"
    return {outlet.casefold(): grade for outlet, grade in world.query(sql)}


def _confirmed(world: World) -> frozenset[str]:
    """Each report speaks with the voice of the owner of its first version; so two owners are two reports."""
    sql = (
        "WITH told AS (SELECT happening_id, unnest(event_ids) AS event_id FROM happenings "
        "WHERE n_reports > 1 AND conflict IS NULL) "
        "SELECT told.happening_id FROM told JOIN events e USING (event_id) JOIN articles a USING (article_id) "
        "JOIN reports r ON r.report_id = a.report_id JOIN articles f ON f.article_id = r.origin_article_id "
        "JOIN outlets o ON lower(o.outlet) = lower(f.outlet) WHERE e.status = 'happened' "
        "GROUP BY told.happening_id HAVING count(DISTINCT lower(o.publisher)) > 1"
    )
    return frozenset(happening_id for (happening_id,) in world.query(sql))
