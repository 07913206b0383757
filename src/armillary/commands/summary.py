"""What is in a world, on one screen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from armillary import schema
from armillary.commands.opening import opened
from armillary.results import Shown
from armillary.schema import Article, Change, Drift, Failure, Link, Report
from armillary.show.families import Family, Origin, families, source_of
from armillary.world import World

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Count:
    """How often something occurs."""

    name: str
    n: int


@dataclass(frozen=True, slots=True)
class Relative:
    """An article in the tree of its family, without its text; `shared` and `kept` as in `Member`.

    `relation` is NULL where it is not known from which article it was made.
    """

    article_id: str
    language: str
    outlet: str | None
    source: str
    title: str | None
    published: dt.date | None
    depth: int
    parent_id: str | None
    relation: str | None
    shared: float | None
    kept: float | None
    n_major: int
    n_minor: int


@dataclass(frozen=True, slots=True)
class Tree:
    """A report that has copies."""

    report_id: str
    origin: Origin
    reference_article_id: str
    members: tuple[Relative, ...]


@dataclass(frozen=True, slots=True)
class ReadSummary:
    """What was read. `not_read`: articles none of whose sentences are in a language that is read, by language."""

    n_actors: int
    n_mentions: int
    n_statements: int
    n_events: int
    n_happenings: int
    others: tuple[Count, ...]
    actors: tuple[Count, ...]
    not_read: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class ModelSummary:
    """What the model makes of it. `drift`: how the state that most is told of moved between the great powers."""

    n_pairs: int
    n_turns: int
    n_forecasts: int
    n_loops: int
    drift: tuple[Drift, ...]


@dataclass(frozen=True, slots=True)
class Summary(Shown):
    """What is in a world. `n_reports`, `n_copies`, `read` and `model` are NULL until that room has been there."""

    world: str
    n_articles: int
    n_reports: int | None
    n_copies: int | None
    languages: tuple[Count, ...]
    relations: tuple[Count, ...]
    n_major: int
    n_minor: int
    families: tuple[Tree, ...]
    n_families: int
    n_stories: int
    first_date: dt.date | None
    last_date: dt.date | None
    n_undated: int
    n_outlets: int
    n_without_outlet: int
    n_publishers: int | None
    n_sentences: int
    n_set_aside: int
    failures: tuple[Failure, ...]
    read: ReadSummary | None = None
    model: ModelSummary | None = None

    def graph(self) -> nx.MultiDiGraph[str]:
        """The families as a graph: a node for each article, an edge from the one that another was made from to it."""
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for tree in self.families:
            for one in tree.members:
                about = {"title": one.title, "outlet": one.outlet, "language": one.language, "published": one.published}
                graph.add_node(one.article_id, report_id=tree.report_id, **about)
            for one in tree.members:
                if one.parent_id is not None:
                    kept = {name: getattr(one, name) for name in ("shared", "kept", "n_major", "n_minor")}
                    graph.add_edge(one.parent_id, one.article_id, key=one.relation or "unknown", **kept)
        return graph


def summary(world: World | str | Path, *, families: int = 12) -> Summary:
    """What is in a world; of its families with copies the `families` largest, as trees.

    Raises:
        WorldError: no such file, not a world, or a world of another layout.
    """
    with opened(world) as w:
        traced = bool(w.query("SELECT 1 FROM runs WHERE room = 'trace' AND finished IS NOT NULL LIMIT 1")) or bool(
            w.count(Report)
        )
        n_articles = w.count(Article)
        n_reports = w.count(Report) if traced else None
        first, last, undated, outlets, without = w.query(
            "SELECT min(published), max(published), count(*) FILTER (published IS NULL), count(DISTINCT outlet), "
            "count(*) FILTER (outlet IS NULL) FROM articles"
        )[0]
        severities = dict(w.query("SELECT severity, count(*) FROM changes GROUP BY severity"))
        return Summary(
            world=str(w.path),
            n_articles=n_articles,
            n_reports=n_reports,
            n_copies=None if n_reports is None else n_articles - n_reports,
            languages=_counts(w, "SELECT language, count(*) FROM articles GROUP BY 1 ORDER BY 2 DESC, 1"),
            relations=_counts(w, "SELECT relation, count(*) FROM links GROUP BY 1 ORDER BY 2 DESC, 1"),
            n_major=severities.get("major", 0),
            n_minor=severities.get("minor", 0),
            families=_largest(w, families),
            n_families=_number(w, "SELECT count(*) FROM reports WHERE n_articles > 1"),
            n_stories=w.count(schema.Story),
            first_date=first,
            last_date=last,
            n_undated=undated,
            n_outlets=outlets,
            n_without_outlet=without,
            n_publishers=_publishers(w),
            n_sentences=w.count(schema.Sentence),
            n_set_aside=_number(w, "SELECT count(*) FROM sentences WHERE kind IN ('boilerplate', 'byline')"),
            failures=tuple(latest_failures(w)),
            read=_read(w) if w.count(schema.ReadingRun) else None,
            model=_model(w) if w.query("SELECT 1 FROM runs WHERE room = 'model' AND finished IS NOT NULL") else None,
        )


def _read(world: World) -> ReadSummary:
    others = (
        schema.Attitude,
        schema.Quantity,
        schema.Lever,
        schema.Outlook,
        schema.Flow,
        schema.Mechanism,
        schema.Goal,
    )
    return ReadSummary(
        n_actors=world.count(schema.Actor),
        n_mentions=world.count(schema.Mention),
        n_statements=world.count(schema.Statement),
        n_events=world.count(schema.Event),
        n_happenings=world.count(schema.Happening),
        others=tuple(Count(row.table, world.count(row)) for row in others),
        actors=_counts(world, "SELECT name, n_mentions FROM actors ORDER BY n_mentions DESC, actor_id LIMIT 8"),
        not_read=_counts(
            world,
            "SELECT language, count(*) FROM readings JOIN articles USING (article_id) "
            "WHERE len(languages_read) = 0 GROUP BY 1 ORDER BY 2 DESC, 1",
        ),
    )


def _model(world: World) -> ModelSummary:
    return ModelSummary(
        n_pairs=_number(world, "SELECT count(DISTINCT (source_id, target_id)) FROM ties WHERE layer = 'all'"),
        n_turns=_number(world, "SELECT count(*) FROM turns WHERE layer = 'all'"),
        n_forecasts=world.count(schema.Forecast),
        n_loops=world.count(schema.Loop),
        drift=_moves(world),
    )


def _moves(world: World) -> tuple[Drift, ...]:
    """Drift of the state that most is told of beside the poles."""
    told = world.query(
        "SELECT actor_id FROM drifts d WHERE length(actor_id) = 3 AND actor_id NOT IN (SELECT pole_id FROM drifts) "
        "GROUP BY 1 ORDER BY (SELECT count(*) FROM mentions m WHERE m.actor_id = d.actor_id) DESC, "
        "sum(n_evidence) DESC, 1 LIMIT 1"
    )
    return tuple(world.rows(Drift, "actor_id = ?", told[0][0])) if told else ()


def latest_failures(world: World) -> list[Failure]:
    """What failed, each source and stage once."""
    found = {(f.source, f.stage): f for f in world.rows(Failure, order="run_id, source, stage, error")}
    return list(found.values())


def _counts(world: World, sql: str) -> tuple[Count, ...]:
    return tuple(Count(str(name), int(n)) for name, n in world.query(sql))


def _number(world: World, sql: str) -> int:
    return int(world.query(sql)[0][0])


def _publishers(world: World) -> int | None:
    """Owners of the outlets; NULL where no owner is known."""
    known = _number(
        world,
        "SELECT count(DISTINCT o.publisher) FROM articles a JOIN outlets o ON lower(o.outlet) = lower(a.outlet) "
        "WHERE o.publisher IS NOT NULL",
    )
    return known or None


def _largest(world: World, limit: int) -> tuple[Tree, ...]:
    reports = world.rows(Report, "n_articles > 1", order=f"n_articles DESC, report_id LIMIT {int(limit)}")
    ids = [report.report_id for report in reports]
    inside = "SELECT article_id FROM articles WHERE report_id IN (SELECT unnest(?))"
    articles = world.rows(Article, "report_id IN (SELECT unnest(?))", ids)
    links = world.rows(Link, f"article_a IN ({inside}) AND article_b IN ({inside})", ids, ids)
    changes = world.rows(Change, f"article_id IN ({inside})", ids)
    return tuple(_tree(family) for family in families(articles, reports, links, changes))


def _tree(family: Family) -> Tree:
    return Tree(
        report_id=family.report.report_id,
        origin=family.origin,
        reference_article_id=family.reference.article_id,
        members=_relatives(family),
    )


def _relatives(family: Family) -> tuple[Relative, ...]:
    return tuple(
        Relative(
            article_id=m.article.article_id,
            language=m.article.language,
            outlet=m.article.outlet,
            source=m.article.source,
            title=m.article.title,
            published=m.article.published,
            depth=m.depth,
            parent_id=m.parent_id,
            relation=m.link.relation if m.link and m.parent_id and source_of(m.link) == m.parent_id else None,
            shared=m.shared,
            kept=m.kept,
            n_major=m.n_major,
            n_minor=m.n_minor,
        )
        for m in family.members
    )
