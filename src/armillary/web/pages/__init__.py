"""The pages, in the order of the menu."""

from __future__ import annotations

from typing import Final

from armillary.web.pages import system
from armillary.web.pages.page import Page

PAGES: Final[tuple[Page, ...]] = (*system.PAGES,)
