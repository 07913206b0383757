"""The examples of the page on exports run."""

from __future__ import annotations

import re
from pathlib import Path

import export_worlds
import pytest

import armillary
from armillary.show.exports import FORMATS

PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")


def test_the_python_examples_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On exports named as they are by default."""
    monkeypatch.chdir(tmp_path)
    world = export_worlds.world(tmp_path / "world.duckdb")
    armillary.export(world, "csv")
    armillary.export(world, "gexf")
    examples = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        exec(compile(example, "docs/exports.md", "exec"), {})
    told = capsys.readouterr().out
    assert re.search(r"RUS\s+KAZ\s+1", told)
    assert "('RUS', 'KAZ', 0.1)" in told
    assert "e2;e3" in told


def test_every_format_is_on_the_page() -> None:
    """In the table of formats."""
    table = PAGE[: PAGE.index("`--actor`")]
    assert all(f"`{name}`" in table for name in FORMATS)
