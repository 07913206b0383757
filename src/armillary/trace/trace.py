"""From articles to links, alignments, changes, reports and stories."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from armillary.encoders import Encoder
from armillary.encoders.registry import available
from armillary.engine import Engine
from armillary.engine.here import Here
from armillary.progress import Progress, Silent, track
from armillary.schema import Alignment, Change, Link, Outlet, Report, Story
from armillary.trace.changes import find_changes
from armillary.trace.changes.finding import Bead, Comparison
from armillary.trace.direction import Descent, descent, relation
from armillary.trace.families import Family, families
from armillary.trace.judging import shared_text
from armillary.trace.pair import Pair, coverage
from armillary.trace.space import Space
from armillary.trace.stemma import among_siblings, by_errors
from armillary.trace.stories import stories
from armillary.trace.text import Text
from armillary.trace.vectors import Vectors, traced


@dataclass(frozen=True, slots=True)
class Traced:
    """What was found. `membership`: article_id to (report_id, story_id)."""

    links: tuple[Link, ...]
    alignments: tuple[Alignment, ...]
    changes: tuple[Change, ...]
    reports: tuple[Report, ...]
    stories: tuple[Story, ...]
    membership: Mapping[str, tuple[str, str]]


def trace(
    texts: Sequence[Text],
    vectors: Vectors,
    *,
    encoders: Sequence[Encoder] | None = None,
    outlets: Iterable[Outlet] = (),
    refuted: Collection[frozenset[str]] = (),
    crew: Engine | None = None,
    progress: Progress | None = None,
) -> Traced:
    """Find which articles share text, which way it went, what it changed, and which reports tell the same story.

    The result depends on the set of articles alone, not on their order.

    Args:
        vectors: where sentence vectors come from.
        encoders: those that may be used, the fastest first; None takes those of this installation.
        outlets: who owns whom, for `n_publishers`.
        refuted: pairs of texts, by their `sha256`, that the user knows to be no copies of each other.
        crew: where comparisons run; None is this process.
        progress: told how far it is.
    """
    told = progress or Silent()
    ordered = sorted(texts, key=lambda text: text.article.article_id)
    usable = encoders or available()
    space = Space(ordered, vectors, usable[0])
    pairs = [
        pair
        for pair in shared_text(ordered, space, vectors, usable, told)
        if frozenset((ordered[pair.a].article.sha256, ordered[pair.b].article.sha256)) not in refuted
    ]
    descents = {(pair.a, pair.b): descent(pair, ordered[pair.a], ordered[pair.b]) for pair in pairs}
    directions = {key: found.direction for key, found in descents.items()}
    grouped = families(ordered, pairs, directions)
    by_key = {(pair.a, pair.b): pair for pair in pairs}
    siblings = among_siblings(ordered, grouped, by_key, descents)
    told_of = stories(space, ordered, grouped)
    comparisons = list(_comparisons(ordered, space, grouped, pairs))
    compared = track((crew or Here()).map(find_changes, comparisons), told, "finding changes", len(comparisons))
    changes = tuple(change for found in compared for change in found)
    lineage = by_errors(ordered, grouped, by_key, siblings, changes)
    reports = [_report(ordered, family) for family in grouped]
    owners = {outlet.outlet.casefold(): outlet.publisher for outlet in outlets}
    rows = [_story(ordered, space, [grouped[k] for k in group], owners) for group in told_of]
    return Traced(
        links=tuple(_link(ordered, pair, lineage[pair.a, pair.b]) for pair in pairs),
        alignments=tuple(row for pair in pairs for row in _alignments(ordered, pair)),
        changes=changes,
        reports=tuple(reports),
        stories=tuple(rows),
        membership=_membership(ordered, grouped, reports, told_of, rows),
    )


def _link(texts: Sequence[Text], pair: Pair, found: Descent) -> Link:
    a, b = texts[pair.a], texts[pair.b]
    shared = f"{len(pair.links)} sentences in common"
    return Link(
        article_a=a.article.article_id,
        article_b=b.article.article_id,
        relation=relation(pair, a, b, found.direction),
        direction=found.direction,
        coverage_a=round(coverage(pair, pair.a, len(traced(a))), 3),
        coverage_b=round(coverage(pair, pair.b, len(traced(b))), 3),
        similarity=round(sum(pair.similarities) / len(pair.similarities), 3),
        confidence=pair.probability,
        reason=f"{shared}; {found.reason}",
        encoder=pair.encoder,
    )


def _alignments(texts: Sequence[Text], pair: Pair) -> Iterator[Alignment]:
    a, b = traced(texts[pair.a]), traced(texts[pair.b])
    for (i, j), similarity in zip(pair.links, pair.similarities, strict=True):
        yield Alignment(
            article_a=a[i].article_id, n_a=a[i].n, article_b=b[j].article_id, n_b=b[j].n, similarity=similarity
        )


def _comparisons(
    texts: Sequence[Text], space: Space, found: Sequence[Family], pairs: Sequence[Pair]
) -> Iterator[Comparison]:
    """Each member of a family beside its reference."""
    known = {(pair.a, pair.b): pair for pair in pairs}
    for family in found:
        relatives = tuple(texts[number] for number in family.members)
        for member in family.members:
            pair = known.get((min(member, family.reference), max(member, family.reference)))
            if member != family.reference and pair is not None:
                yield Comparison(
                    texts[member], texts[family.reference], beads(texts, pair, member, family.reference), relatives
                )


def beads(texts: Sequence[Text], pair: Pair, copy: int, other: int) -> tuple[Bead, ...]:
    """What a comparison of two articles starts from: their links, joined where they share a sentence."""
    here, there = traced(texts[copy]), traced(texts[other])
    groups: list[tuple[set[int], set[int], list[float]]] = []
    for (i, j), similarity in zip(pair.links, pair.similarities, strict=True):
        mine, theirs = (i, j) if copy == pair.a else (j, i)
        touching = [group for group in groups if mine in group[0] or theirs in group[1]]
        groups = [group for group in groups if group not in touching]
        joined = ({mine}, {theirs}, [similarity])
        for group in touching:
            joined = (joined[0] | group[0], joined[1] | group[1], joined[2] + group[2])
        groups.append(joined)
    beads = [
        Bead(tuple(here[i] for i in sorted(mine)), tuple(there[j] for j in sorted(theirs)), sum(near) / len(near))
        for mine, theirs, near in groups
    ]
    return tuple(sorted(beads, key=lambda bead: bead.copy[0].n))


def _first(texts: Sequence[Text], members: Iterable[int]) -> str:
    """The id of the earliest member: by publication, the undated last."""
    return min(
        (text.article.published is None, str(text.article.published or ""), text.article.article_id)
        for text in (texts[number] for number in members)
    )[2]


def _report(texts: Sequence[Text], family: Family) -> Report:
    return Report(
        report_id=f"r-{_first(texts, family.members)}",
        origin_article_id=texts[family.origin].article.article_id if family.origin is not None else None,
        origin_language=family.origin_language,
        n_articles=len(family.members),
        reference_article_id=texts[family.reference].article.article_id,
    )


def _story(texts: Sequence[Text], space: Space, group: Sequence[Family], owners: Mapping[str, str | None]) -> Story:
    members = [number for family in group for number in family.members]
    dates = sorted(found for number in members if (found := texts[number].article.published))
    published = {owners.get(outlet.casefold()) or outlet for n in members if (outlet := texts[n].article.outlet)}
    first = _first(texts, members)
    titled = next(text for text in texts if text.article.article_id == first)
    return Story(
        story_id=f"s-{first}",
        title=title_of(titled),
        first_date=dates[0] if dates else None,
        last_date=dates[-1] if dates else None,
        n_articles=len(members),
        n_reports=len(group),
        n_publishers=len(published) or None,
    )


def title_of(text: Text) -> str:
    """The headline, else the first sentence that takes part."""
    if text.article.title:
        return text.article.title
    sentences = traced(text) or text.sentences
    return sentences[0].text if sentences else text.article.source


def _membership(
    texts: Sequence[Text],
    found: Sequence[Family],
    reports: Sequence[Report],
    groups: Sequence[tuple[int, ...]],
    rows: Sequence[Story],
) -> dict[str, tuple[str, str]]:
    story_of = {place: row.story_id for group, row in zip(groups, rows, strict=True) for place in group}
    return {
        texts[number].article.article_id: (report.report_id, story_of[place])
        for place, (family, report) in enumerate(zip(found, reports, strict=True))
        for number in family.members
    }
