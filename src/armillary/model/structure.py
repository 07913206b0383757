"""What is known of two states before any report: the institutions both belong to."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import permutations

from armillary.lexicon.actors import members


def resting(actors: Iterable[str], on: dt.date) -> Mapping[tuple[str, str], float]:
    """Of pairs that share an institution, how much of the way up to 1 it lifts their tie: 1 - prod(1 - weight).

    Args:
        actors: ids.
        on: the day on which they must be members.
    """
    shared: dict[tuple[str, str], float] = {}
    known = frozenset(actors)
    for institution, weight in _weights().items():
        for pair in permutations(sorted(known & members(institution, on)), 2):
            shared[pair] = 1 - (1 - shared.get(pair, 0.0)) * (1 - weight)
    return shared


@cache
def _weights() -> Mapping[str, float]:
    """Weight of each institution."""
    data = tomllib.loads((files("armillary.lexicon") / "structure.toml").read_text("utf-8"))
    return {institution: entry["weight"] for entry in data.values() for institution in entry["of"]}
