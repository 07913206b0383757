"""A browser, and the app served to it over several worlds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from served_app import App, Serve

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright: install the group `browser`")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("needs Chromium on the PATH (apt-get install chromium), or its path in CHROMIUM")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def served() -> Iterator[Serve]:
    """Serves a world, each once, until all tests are done."""
    from served_app import running

    known: dict[Path, App] = {}
    with ExitStack() as stack:

        def serve(world: Path) -> App:
            if world not in known:
                known[world] = stack.enter_context(running(world))
            return known[world]

        yield serve


@pytest.fixture(scope="session")
def big_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world of 2,000 made articles."""
    import worlds

    path = tmp_path_factory.mktemp("big") / "big.duckdb"
    worlds.make(path, 2000, 7)
    return path
