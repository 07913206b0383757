"""News agencies, as texts name them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def agencies() -> frozenset[str]:
    """Names of news agencies in the languages that write of them (`lexicon/agencies.toml`)."""
    return _listed("names")


@cache
def picture_agencies() -> frozenset[str]:
    """Names of agencies and archives that give pictures alone."""
    return _listed("pictures")


def _listed(key: str) -> frozenset[str]:
    data = tomllib.loads((files("armillary.lexicon") / "agencies.toml").read_text("utf-8"))
    return frozenset(data[key])
