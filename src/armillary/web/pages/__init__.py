"""The pages, in the order of the menu."""

from __future__ import annotations

from typing import Final

from armillary.web.pages import (
    about,
    actor,
    article,
    compare,
    levers,
    loops,
    outlooks,
    pair,
    reading,
    reports,
    rows,
    search,
    statements,
    system,
    timeline,
    whatif,
)
from armillary.web.pages.page import Page

PAGES: Final[tuple[Page, ...]] = (
    *system.PAGES,
    *reports.PAGES,
    *compare.PAGES,
    *article.PAGES,
    *statements.PAGES,
    *timeline.PAGES,
    *actor.PAGES,
    *pair.PAGES,
    *reading.PAGES,
    *rows.PAGES,
    *levers.PAGES,
    *loops.PAGES,
    *outlooks.PAGES,
    *whatif.PAGES,
    *search.PAGES,
    *about.PAGES,
)
