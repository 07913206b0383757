"""The demo, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from armillary import demo


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which `armillary demo` was run."""
    folder = tmp_path_factory.mktemp("gallery")
    demo(folder / "demo")
    return folder
