"""The demo articles that ship with the package, and what is true of them.

A made-up but lifelike small world of articles about real states: independent reports, their translations, cuts and
garbled copies. Outlets, analysts and officials who are quoted are invented.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

__all__ = ["articles", "outlets", "truth"]

_ROOT = files("armillary.demo_articles")


def articles() -> list[Traversable]:
    """The files of the demo articles, sorted by name."""
    folder = (entry for entry in (_ROOT / "articles").iterdir() if entry.is_file())
    return sorted(folder, key=lambda entry: entry.name)


def outlets() -> Traversable:
    """A CSV file with the columns of `schema.Outlet`: who owns the invented outlets."""
    return _ROOT / "outlets.csv"


@cache
def truth() -> Mapping[str, Any]:
    """What is true of the articles (`truth.toml`): reports, relations, residue, planted changes, links."""
    return tomllib.loads((_ROOT / "truth.toml").read_text("utf-8"))
