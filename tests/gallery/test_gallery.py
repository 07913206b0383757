"""The worked examples run, and print what their pages show."""

from __future__ import annotations

import ast
import difflib
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

PAGES = Path(__file__).parents[2] / "docs" / "gallery"


def _runner() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gallery_run", PAGES / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


runner = _runner()
ALL = [pytest.param(path, id=path.stem) for path in runner.pages()]

PAGE = """# A page

```python
word = "x"
print(word * 3)
```

```text
old
```

Prose with `code`.

```python
word
```

```sh
left alone
```

```python
unseen = 1
```
"""


def test_there_are_four() -> None:
    """One for each of those the program is for."""
    assert [path.stem for path in runner.pages()] == ["analyst-morning", "regression", "speaker", "two-versions"]


def test_outputs_are_written_below_their_blocks() -> None:
    """What a block prints and the value of its last line; old outputs go, and all else stays as it is."""
    fresh = runner.run(PAGE)
    assert runner.blocks(fresh) == [
        ('word = "x"\nprint(word * 3)\n', "xxx\n"),
        ("word\n", "'x'\n"),
        ("unseen = 1\n", ""),
    ]
    assert "Prose with `code`." in fresh
    assert "```sh\nleft alone\n```" in fresh
    assert runner.run(fresh) == fresh


@pytest.mark.parametrize("path", ALL)
def test_a_page_is_prose_python_and_outputs(path: Path) -> None:
    """Each page has blocks that parse, shows outputs, and has no other output than below a block."""
    page = path.read_text("utf-8")
    blocks = runner.blocks(page)
    assert sum(1 for _, output in blocks if output) >= 4
    assert page.count("```text") == sum(1 for _, output in blocks if output)
    for code, _ in blocks:
        ast.parse(code)


@pytest.mark.slow
@pytest.mark.parametrize("path", ALL)
def test_a_page_prints_what_it_shows(path: Path, demo_folder: Path) -> None:
    """Run from top to bottom on the demo, every block prints what stands below it."""
    pytest.importorskip("pandas")
    page = path.read_text("utf-8")
    with runner.demo(demo_folder):
        fresh = runner.run(page)
    assert not list(difflib.unified_diff(page.splitlines(), fresh.splitlines(), "page", "now", lineterm="", n=0))
