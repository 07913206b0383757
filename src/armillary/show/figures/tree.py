"""The family tree of a report: who was made from whom, what each kept, and where the way is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from armillary.schema import Article
from armillary.show.families import Family, Member, other_side, source_of
from armillary.show.figures.svg import figure, link, tag
from armillary.show.words import NO_ORIGIN, RELATIONS, day, outlet_of, percent, plural, text_direction

SHOWN: Final = 60
"""Articles drawn; the rest are counted."""
_WIDE, _HIGH = 292.0, 58.0
_ACROSS, _DOWN = 366.0, 80.0
_MARGIN: Final = 16.0
_DEEPEST: Final = 5
"""Columns drawn; what is made from copies of copies of copies stands in the last."""
_NAME: Final = 27
"""Characters of an outlet's name."""

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Edge:
    """From where an article hangs to it; `way` says whether it was made from that."""

    start: Place
    end: Place
    way: bool
    title: str


def family_tree(family: Family) -> Markup:
    """The tree; each article leads to its entry in a list with the same ids."""
    drawn = family.members[:SHOWN]
    ghost = family.origin != "present" and len(family.members) > 1
    at = {m.article.article_id: _place(row, m.depth, ghost) for row, m in enumerate(drawn)}
    top = (_MARGIN, _MARGIN + (len(drawn) - 1) * _DOWN / 2)
    parts: list[Markup] = [tag("g", *(_edge(one) for one in _edges(family, drawn, at, top, ghost)), class_="ways")]
    if ghost:
        parts.append(_ghost(family, top))
    parts += [_node(member, at[member.article.article_id], family) for member in drawn]
    columns = 1 + max((round((x - _MARGIN) / _ACROSS) for x, _ in at.values()), default=0)
    left_out = len(family.members) - len(drawn)
    height = 2 * _MARGIN + len(drawn) * _DOWN - (_DOWN - _HIGH) + (26 if left_out else 0)
    if left_out:
        parts.append(tag("text", f"and {left_out:,} more, in the list below", x=_MARGIN, y=height - 8, class_="small"))
    width = 2 * _MARGIN + _WIDE + (columns - 1) * _ACROSS
    return figure(width, height, _about(family), parts, f"tree-map wide{min(columns, _DEEPEST)}")


def _about(family: Family) -> str:
    absent = NO_ORIGIN.get(family.origin) if len(family.members) > 1 else None
    return f"Family of {plural(len(family.members), 'article')}" + (f". {absent}" if absent else "")


def _place(row: int, depth: int, ghost: bool) -> Place:
    return _MARGIN + min(depth + ghost, _DEEPEST - 1) * _ACROSS, _MARGIN + row * _DOWN


def _edges(
    family: Family, drawn: Sequence[Member], at: Mapping[str, Place], top: Place, ghost: bool
) -> Iterator[_Edge]:
    articles = {m.article.article_id: m.article for m in family.members}
    for member in drawn:
        own = member.article.article_id
        if member.parent_id is not None and member.parent_id in at and member.link is not None:
            way = source_of(member.link) == member.parent_id
            yield _Edge(at[member.parent_id], at[own], way, _title(member, articles))
        elif ghost:
            way = family.origin == "absent" and (member.link is None or member.link.direction == "common")
            yield _Edge(top, at[own], way, _title(member, articles))


def _title(member: Member, articles: Mapping[str, Article]) -> str:
    link = member.link
    if link is None:
        return f"What {outlet_of(member.article)} was made from is not known"
    other = articles.get(other_side(link, member.article.article_id))
    name = outlet_of(other) if other else "another"
    if source_of(link) is None:
        return f"{outlet_of(member.article)} shares text with {name}; which way is not known"
    return f"{outlet_of(member.article)} is {RELATIONS[link.relation]} {name}, {percent(link.confidence)} sure"


def _edge(edge: _Edge) -> Markup:
    x1, y1 = edge.start[0] + _WIDE, edge.start[1] + _HIGH / 2
    x2, y2 = edge.end[0] - (9 if edge.way else 0), edge.end[1] + _HIGH / 2
    if x2 <= x1:
        x1 = edge.start[0] + 18
        y1 = edge.start[1] + _HIGH
    half = (x1 + x2) / 2
    line = tag("path", d=f"M{x1:.1f} {y1:.1f}C{half:.1f} {y1:.1f} {half:.1f} {y2:.1f} {x2:.1f} {y2:.1f}")
    head = tag("path", d=f"M{x2:.1f} {y2 - 5:.1f}l9 5l-9 5z", class_="head") if edge.way else None
    return tag("g", tag("title", edge.title), line, head, class_="way" if edge.way else "way unknown")


def _ghost(family: Family, at: Place) -> Markup:
    first, second = ("The original", "is not among the articles")
    if family.origin == "unknown":
        first, second = "Which came first", "is not known"
    return tag(
        "g",
        tag("rect", x=at[0], y=at[1], width=_WIDE, height=_HIGH, rx=9),
        tag("text", first, x=at[0] + 14, y=at[1] + 25),
        tag("text", second, x=at[0] + 14, y=at[1] + 44, class_="small"),
        class_="member ghost",
    )


def _node(member: Member, at: Place, family: Family) -> Markup:
    article = member.article
    first = article.article_id == family.report.origin_article_id
    name = outlet_of(article)
    short = name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
    below = " · ".join(part for part in (day(article.published), _kind(member, first)) if part)
    corner = at[0] + _WIDE - 8, at[1] + 4
    changes = disc = None
    if member.n_major:
        changes = tag("text", f"{member.n_major}", x=corner[0], y=corner[1] + 5, class_="n")
        disc = tag("circle", cx=corner[0], cy=corner[1], r=13, class_="major")
    indent = at[0] + 24 + 7.6 * len(article.language)
    title = f"{name}, {article.language}, {below}"
    if member.n_major:
        title += f", {plural(member.n_major, 'major change')}"
    return link(
        f"#{article.article_id}",
        title,
        tag("rect", x=at[0], y=at[1], width=_WIDE, height=_HIGH, rx=9),
        tag("text", article.language, x=at[0] + 14, y=at[1] + 25, class_="tongue"),
        tag("text", short, x=indent, y=at[1] + 25, class_="name", direction=_direction(article)),
        tag("text", below, x=at[0] + 14, y=at[1] + 45, class_="small"),
        disc,
        changes,
        class_="member first" if first else "member",
    )


def _kind(member: Member, first: bool) -> str:
    if first or member.link is None or member.parent_id is None:
        return "first version" if first else ""
    kept = f", keeps {percent(member.kept)}" if member.kept is not None else ""
    return f"{member.link.relation}{kept}"


def _direction(article: Article) -> str | None:
    """A name that is written from right to left would begin at its right end; it keeps the place of the others."""
    return None if text_direction(article.language) == "rtl" else "ltr"
