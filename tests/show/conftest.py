"""A small world on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_world


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world of `small_world`."""
    return small_world.write(tmp_path_factory.mktemp("show") / "small.duckdb")
