"""Worlds that many tests read, each built once a run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))


@pytest.fixture(scope="session")
def demo_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world of the demo articles."""
    from armillary.commands import build
    from armillary.demo_articles import articles, outlets

    path = tmp_path_factory.mktemp("session") / "demo" / "demo.duckdb"
    build([str(article) for article in articles()], path, outlets=str(outlets()))
    return path


@pytest.fixture(scope="session")
def demo_folder(demo_world: Path) -> Path:
    """The folder in which `armillary demo` might have been run."""
    return demo_world.parent.parent


@pytest.fixture(scope="session")
def made_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small world with rows in every table, in thirteen languages."""
    import worlds

    path = tmp_path_factory.mktemp("made") / "made.duckdb"
    worlds.make(path, 80, 7)
    return path
