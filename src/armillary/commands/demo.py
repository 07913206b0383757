"""The main job on the demo articles that ship with the package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from armillary import demo_articles as material
from armillary.commands.report import report
from armillary.pipeline import Built, build
from armillary.progress import Progress


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Where the demo's world and report are."""

    built: Built
    world: Path
    report: Path


def demo(folder: str | Path = "demo", *, progress: Progress | None = None) -> Demonstration:
    """Build a world from the demo articles and write its report, both into `folder`."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    world, page = place / "demo.duckdb", place / "report.html"
    sources = [str(path) for path in material.articles()]
    built = build(sources, world, outlets=str(material.outlets()), progress=progress)
    report(world, page)
    return Demonstration(built, world, page)
