"""News agencies, as texts name them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def agencies() -> frozenset[str]:
    """Names of news agencies in the languages that write of them (`lexicon/agencies.toml`)."""
    data = tomllib.loads((files("armillary.lexicon") / "agencies.toml").read_text("utf-8"))
    return frozenset(data["names"])
