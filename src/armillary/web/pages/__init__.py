"""The pages, in the order of the menu."""

from __future__ import annotations

from typing import Final

from armillary.web.pages import levers, loops, outlooks, system, whatif
from armillary.web.pages.page import Page

PAGES: Final[tuple[Page, ...]] = (
    *system.PAGES,
    *levers.PAGES,
    *loops.PAGES,
    *outlooks.PAGES,
    *whatif.PAGES,
)
