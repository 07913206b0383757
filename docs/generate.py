"""Writes the pages that derive from the code: tables, commands, Python. `--check` fails where one is out of date."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from pathlib import Path

from typer.testing import CliRunner

from armillary import commands, schema
from armillary.cli import app
from armillary.results import Rows
from armillary.world import World

HERE = Path(__file__).parent
WIDTH = {"COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1", "TERM": "dumb"}


def command_names() -> list[str]:
    """Names of all commands, in the order of the help."""
    return [str(info.name or info.callback.__name__) for info in app.registered_commands if info.callback]


def help_of(*words: str) -> str:
    """What `armillary WORDS --help` prints."""
    return CliRunner().invoke(app, [*words, "--help"], env=WIDTH, prog_name="armillary").stdout.strip()


def commands_page() -> str:
    """The page of commands."""
    parts = ["# Commands", "", "Each is also a function of the same name: see [Python](python.md).", ""]
    parts += ["```text", help_of(), "```", ""]
    for name in command_names():
        parts += [f"## {name}", "", "```text", help_of(name), "```", ""]
    return "\n".join(parts)


INTRODUCTION = """# Python

```python
import armillary

with armillary.World.open("world.duckdb") as world:
    events = armillary.events(world, actor="Kazakhstan")
    print(len(events), "events; the first:", events[0].sentence)
    frame = events.pandas()
```

Every [command](commands.md) is a function of the same name. A world is given as its file, or open. In a notebook the
world and every result show themselves as tables; [worked examples](gallery/analyst-morning.md) show how they are used.
pandas and polars come with `pip install 'armillary[frames]'`; Arrow and networkx are always there.
"""
"""What stands before the functions."""


def python_page() -> str:
    """The page of the world, of results, and of functions."""
    parts = [INTRODUCTION]
    parts += _of_class(World, ("open", "table", "graph", "rows", "query", "arrow"))
    parts += _of_class(Rows, ("arrow", "pandas", "polars", "graph"))
    functions = [getattr(commands, name) for name in commands.__all__]
    for function in filter(inspect.isfunction, functions):
        parts += [f"## {function.__name__}", "", *_described(function.__name__, function)]
    return "\n".join(parts)


def _of_class(kind: type, methods: tuple[str, ...]) -> list[str]:
    parts = [f"## {kind.__name__}", "", inspect.getdoc(kind) or "", ""]
    for name in methods:
        parts += [f"### {kind.__name__}.{name}", "", *_described(name, getattr(kind, name))]
    return parts


def _described(name: str, function: Callable[..., object]) -> list[str]:
    return ["```python", f"{name}{_signature(function)}", "```", "", inspect.getdoc(function) or "", ""]


def _signature(function: Callable[..., object]) -> str:
    """The parameters, one a line where there are several."""
    found = inspect.signature(function)
    parameters = [one for one in found.parameters.values() if one.name != "self"]
    shown: list[str] = []
    for one in parameters:
        if one.kind is one.KEYWORD_ONLY and not any(line.startswith("*") for line in shown):
            shown.append("*")
        stars = {one.VAR_POSITIONAL: "*", one.VAR_KEYWORD: "**"}.get(one.kind, "")
        default = "" if one.default is one.empty else f" = {one.default!r}"
        shown.append(f"{stars}{one.name}: {one.annotation}{default}")
    inside = ", ".join(shown) if len(shown) < 2 else "".join(f"\n    {line}," for line in shown) + "\n"
    return f"({inside}) -> {found.return_annotation}"


PAGES = {"tables.md": schema.markdown, "commands.md": commands_page, "python.md": python_page}


def main() -> int:
    """Write the pages, or with `--check` name those that differ."""
    stale = []
    for name, make in PAGES.items():
        path, text = HERE / name, make().rstrip() + "\n"
        if "--check" not in sys.argv:
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
    if stale:
        print(f"not up to date: {', '.join(stale)}; run `make docs`")
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
