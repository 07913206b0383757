"""Runs the Python of the gallery's pages and keeps what it prints in the block below it.

`run.py DEMO --write` writes the outputs anew, `run.py DEMO --check` names the pages whose outputs are others. DEMO is
the folder in which `armillary demo` was run; without it the demo is built first.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BLOCK = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:\n```text\n(?P<output>.*?)^```\n)?", re.DOTALL | re.MULTILINE)


def pages() -> list[Path]:
    """The pages, by name."""
    return sorted(HERE.glob("*.md"))


def blocks(page: str) -> list[tuple[str, str]]:
    """Each block of Python with the output that the page shows below it."""
    return [(found["code"], found["output"] or "") for found in BLOCK.finditer(page)]


def run(page: str) -> str:
    """The page with the outputs its Python has now, run in one namespace from top to bottom."""
    names: dict[str, Any] = {}
    fresh, end = [], 0
    for found in BLOCK.finditer(page):
        output = _output(found["code"], names)
        shown = f"\n```text\n{output}```\n" if output else ""
        fresh += [page[end : found.start()], f"```python\n{found['code']}```\n{shown}"]
        end = found.end()
    return "".join([*fresh, page[end:]])


def _output(code: str, names: dict[str, Any]) -> str:
    """What a block prints; its last line, if an expression, is shown as Python shows it."""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(tree, "gallery", "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "gallery", "eval"), names)
            if value is not None:
                print(repr(value))
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    return "".join(f"{line}\n" for line in lines)


@contextlib.contextmanager
def demo(folder: Path | None) -> Iterator[None]:
    """Work where `demo/demo.duckdb` is; build it where no folder is given."""
    from armillary import demo as build_demo

    with contextlib.ExitStack() as stack:
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            build_demo(folder / "demo")
        before = Path.cwd()
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def main() -> int:
    """Write the outputs, or name the pages where they differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("demo", nargs="?", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    stale = []
    with demo(given.demo):
        for path in pages():
            before = path.read_text("utf-8")
            after = run(before)
            if given.write:
                path.write_text(after, "utf-8")
            elif after != before:
                stale.append(path.name)
    if stale:
        print(f"not up to date: {', '.join(stale)}; run docs/gallery/run.py --write")
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
