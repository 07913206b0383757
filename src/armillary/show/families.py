"""Families: each independent report with its copies, as a tree of who was made from whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from armillary.schema import Article, Change, Link, Report

Origin = Literal["present", "absent", "unknown"]
_AS_NEAR = 0.03
"""Difference of nearness that tells nothing."""


@dataclass(frozen=True, slots=True)
class Member:
    """An article in its family.

    `parent_id` is the article it was made from, NULL at the top. `link` is the decision that ties it to its parent, at
    the top to the reference of its family. `shared` is the part of its own sentences found there, `kept` the part of
    the sentences there that it has; both 0-1.
    """

    article: Article
    parent_id: str | None
    link: Link | None
    shared: float | None
    kept: float | None
    depth: int
    n_major: int
    n_minor: int


@dataclass(frozen=True, slots=True)
class Family:
    """One independent report: its articles, each after the one it was made from.

    `origin` says whether the article all others come from is among them (`present`), is not (`absent`: some have
    a source in common that is none of them), or cannot be told (`unknown`).
    """

    report: Report
    members: tuple[Member, ...]
    origin: Origin

    @property
    def reference(self) -> Article:
        """The member the others' changes are measured against."""
        wanted = self.report.reference_article_id
        return next((m.article for m in self.members if m.article.article_id == wanted), self.members[0].article)


@dataclass(slots=True)
class _Tree:
    parents: dict[str, Link] = field(default_factory=dict)
    children: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def families(
    articles: Iterable[Article], reports: Iterable[Report], links: Iterable[Link], changes: Iterable[Change]
) -> list[Family]:
    """All reports with their members, those with most articles first."""
    counts: Counter[tuple[str, str]] = Counter((change.article_id, change.severity) for change in changes)
    by_report: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        by_report[article.report_id or article.article_id].append(article)
    linked = _links_by_article(links)
    found = [
        _family(report, by_report[report.report_id], linked, counts)
        for report in reports
        if by_report[report.report_id]
    ]
    return sorted(found, key=lambda f: (-len(f.members), str(f.reference.published or "9"), f.report.report_id))


def _links_by_article(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: defaultdict[str, list[Link]] = defaultdict(list)
    for link in links:
        found[link.article_a].append(link)
        found[link.article_b].append(link)
    return found


def _family(
    report: Report,
    articles: Sequence[Article],
    links: Mapping[str, Sequence[Link]],
    counts: Mapping[tuple[str, str], int],
) -> Family:
    by_id = {article.article_id: article for article in articles}
    tree = _tree(report, by_id, links)
    tops = [i for i in by_id if i not in tree.parents]
    members: list[Member] = []
    pending = [(i, 0) for i in sorted(tops, key=lambda i: _order(report, by_id[i]), reverse=True)]
    while pending:
        article_id, depth = pending.pop()
        members.append(_member(by_id[article_id], depth, report, tree, links, counts))
        below = sorted(tree.children[article_id], key=lambda i: _order(report, by_id[i]), reverse=True)
        pending += [(i, depth + 1) for i in below]
    common = any(link.direction == "common" for i in by_id for link in links.get(i, ()))
    origin: Origin = "absent" if common else "unknown"
    return Family(report, tuple(members), "present" if report.origin_article_id in by_id else origin)


def _member(
    article: Article,
    depth: int,
    report: Report,
    tree: _Tree,
    links: Mapping[str, Sequence[Link]],
    counts: Mapping[tuple[str, str], int],
) -> Member:
    own = article.article_id
    up = tree.parents.get(own)
    link = up or _between(own, report.reference_article_id, links.get(own, ()))
    return Member(
        article=article,
        parent_id=other_side(up, own) if up else None,
        link=link,
        shared=coverage_of(link, own) if link else None,
        kept=coverage_of(link, other_side(link, own)) if link else None,
        depth=depth,
        n_major=counts.get((own, "major"), 0),
        n_minor=counts.get((own, "minor"), 0),
    )


def _order(report: Report, article: Article) -> tuple[bool, bool, str, str]:
    return (
        article.article_id != report.origin_article_id,
        article.published is None,
        str(article.published),
        article.article_id,
    )


def _tree(report: Report, by_id: Mapping[str, Article], links: Mapping[str, Sequence[Link]]) -> _Tree:
    """The nearest source of each member; a member without one hangs on the origin, if that is there."""
    sources = {i: _sources(i, by_id, links.get(i, ())) for i in by_id}
    tree = _Tree()
    for article_id in sorted(by_id):
        if article_id == report.origin_article_id:
            continue
        link = _nearest(article_id, sources) or _between(
            article_id, report.origin_article_id, links.get(article_id, ())
        )
        if link is not None and not _above(other_side(link, article_id), article_id, tree):
            tree.parents[article_id] = link
            tree.children[other_side(link, article_id)].append(article_id)
    return tree


def _sources(article_id: str, by_id: Mapping[str, Article], links: Iterable[Link]) -> dict[str, Link]:
    return {
        other_side(link, article_id): link
        for link in links
        if source_of(link) not in (None, article_id) and other_side(link, article_id) in by_id
    }


def _nearest(article_id: str, sources: Mapping[str, Mapping[str, Link]]) -> Link | None:
    """Among an article's sources the one that shares most with it; where two are as near, the later in the chain."""
    own = sources[article_id]
    if not own:
        return None
    covered = {i: coverage_of(link, article_id) for i, link in own.items()}
    best = max(covered.values())
    near = [i for i in own if covered[i] >= best - _AS_NEAR]
    further = {source for i in near for source in sources.get(i, {})}
    return own[max(near, key=lambda i: (i not in further, covered[i], own[i].similarity, i))]


def _between(article_id: str, wanted: str | None, links: Iterable[Link]) -> Link | None:
    return next((link for link in links if wanted and wanted == other_side(link, article_id)), None)


def _above(article_id: str, wanted: str, tree: _Tree) -> bool:
    """Whether `wanted` lies above `article_id`, or is it."""
    while article_id != wanted:
        link = tree.parents.get(article_id)
        if link is None:
            return False
        article_id = other_side(link, article_id)
    return True


def other_side(link: Link, article_id: str) -> str:
    """The other article of a link."""
    return link.article_b if article_id == link.article_a else link.article_a


def source_of(link: Link) -> str | None:
    """The article of a link the other was made from, where known."""
    return {"a-from-b": link.article_b, "b-from-a": link.article_a}.get(link.direction)


def coverage_of(link: Link, article_id: str) -> float:
    """Share of an article's sentences found in the other, 0-1."""
    return link.coverage_a if article_id == link.article_a else link.coverage_b
