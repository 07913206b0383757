"""Writes the pages that derive from the code: tables, commands, Python. `--check` fails where one is out of date."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

from typer.testing import CliRunner

from armillary import commands, schema
from armillary.cli import app

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


def python_page() -> str:
    """The page of functions."""
    parts = ["# Python", "", "`from armillary.commands import …`; the [commands](commands.md) call these.", ""]
    functions = [getattr(commands, name) for name in commands.__all__]
    for function in filter(inspect.isfunction, functions):
        parts += [f"## {function.__name__}", "", "```python", f"{function.__name__}{_signature(function)}", "```", ""]
        parts += [inspect.getdoc(function) or "", ""]
    return "\n".join(parts)


def _signature(function: object) -> str:
    signature = str(inspect.signature(function))  # type: ignore[arg-type]
    return signature.replace("'", "").replace(", ", ",\n    ").replace("(", "(\n    ", 1).replace(") ->", ",\n) ->")


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
