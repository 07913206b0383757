"""Two articles side by side, in their own scripts, with what one changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from armillary.commands.compare import beside
from armillary.commands.reports import Heading, heading_of
from armillary.schema import Alignment, Change, Link
from armillary.show import html
from armillary.show.compare import Verdict, verdict
from armillary.show.side_by_side import SideBySide
from armillary.web.asked import Words, WorldOf
from armillary.web.pages.page import Page

ROWS: Final = 400
"""Rows of a side by side on a page."""


@dataclass(frozen=True, slots=True)
class ComparePage:
    """`other` is the article that `copy` is compared with. All is NULL or empty until two articles are named.

    `measured`: whether changes were looked for between these two. A build does that against one article of each
    report, `reference_id`.
    """

    other: Heading | None = None
    copy: Heading | None = None
    verdict: Verdict | None = None
    link: Link | None = None
    alignments: tuple[Alignment, ...] = ()
    changes: tuple[Change, ...] = ()
    measured: bool = False
    reference_id: str | None = None
    pair: SideBySide | None = None

    def flat(self) -> dict[str, object]:
        """What the JSON has."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "pair"}

    @property
    def view(self) -> html.View | None:
        """The two laid out in rows."""
        return html.view(self.pair, "c1", ROWS) if self.pair else None


def find(world: WorldOf, a: Words = None, b: Words = None) -> ComparePage:
    """The two, or nothing yet."""
    if a is None or b is None:
        return ComparePage()
    pair = beside(world, a, b)
    ids = (pair.other.article.article_id, pair.copy.article.article_id)
    sql = "SELECT reference_article_id FROM reports WHERE report_id = ?"
    reference = next((one for (one,) in world.query(sql, pair.copy.article.report_id)), None)
    return ComparePage(
        other=heading_of(pair.other.article),
        copy=heading_of(pair.copy.article),
        verdict=verdict(pair),
        link=pair.link,
        alignments=pair.alignments,
        changes=pair.numbered,
        measured=pair.link is not None and reference in ids,
        reference_id=reference if pair.link else None,
        pair=pair,
    )


PAGES: Final = (
    Page(
        name="compare",
        path="/compare",
        title="Two articles side by side",
        find=find,
        about="Two articles side by side, aligned, with what the copy changed.",
        section="Reports",
        needs="trace",
    ),
)
