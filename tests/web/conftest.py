"""Small worlds written by hand, and a browser of any world."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from armillary.web.app import create_app

sys.path.insert(0, str(Path(__file__).parents[1] / "show"))

Visit = Callable[[Path], TestClient]


@pytest.fixture
def visit() -> Iterator[Visit]:
    """A browser of the world that is named."""
    with ExitStack() as open_ones:
        yield lambda path: open_ones.enter_context(TestClient(create_app(path), base_url="http://localhost"))


@pytest.fixture(scope="session")
def lake_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven articles, three independent reports: a treaty and its copies in four languages."""
    import small_world

    return small_world.write(tmp_path_factory.mktemp("lake") / "lake.duckdb")


@pytest.fixture(scope="session")
def shown() -> Callable[[str], str]:
    """What a page says, without its marks and with single blanks."""
    return lambda page: " ".join(re.sub(r"<[^>]+>", " ", page).split())
