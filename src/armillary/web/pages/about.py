"""What the world is made of, what was not read, and how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from armillary.commands.coverage import Coverage, coverage
from armillary.commands.doctor import LanguageCover, doctor
from armillary.commands.grading import CREDIBILITY, RELIABILITY, Grading, grading
from armillary.commands.summary import Summary, summary
from armillary.show.quality import Measured, quality
from armillary.web.asked import WorldOf
from armillary.web.pages.page import Page

FAILURES: Final = 100
"""Failures shown."""
OUTLETS: Final = 100
"""Outlets shown with their grades."""


@dataclass(frozen=True, slots=True)
class AboutPage:
    """`languages` say of each language here how it is traced and read; `quality` is what was measured elsewhere."""

    summary: Summary
    coverage: Coverage
    languages: tuple[LanguageCover, ...]
    quality: tuple[Measured, ...]
    grading: Grading

    @property
    def reliability(self) -> dict[str, str]:
        """Words of the grades of sources."""
        return dict(RELIABILITY)

    @property
    def credibility(self) -> dict[int, str]:
        """Words of the grades of items."""
        return dict(CREDIBILITY)

    @property
    def failures(self) -> int:
        """How many failures are shown."""
        return FAILURES

    @property
    def outlets(self) -> int:
        """How many outlets are shown."""
        return OUTLETS


def find(world: WorldOf) -> AboutPage:
    """All of it, found once while the world is open."""
    return world.once(
        "about",
        lambda: AboutPage(
            summary=summary(world, families=0),
            coverage=coverage(world),
            languages=doctor().languages,
            quality=quality(),
            grading=grading(world),
        ),
    )


PAGES: Final = (
    Page(
        name="about",
        path="/about",
        title="About this world",
        find=find,
        about="Runs, coverage, failures, the quality to expect, and the grading of sources.",
        section="About",
    ),
)
