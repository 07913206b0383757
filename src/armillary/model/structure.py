"""What is known of two states before any report: the institutions both belong to."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import permutations

from armillary.lexicon.actors import members


def resting(actors: Iterable[str], on: dt.date, mean: float = 0.0) -> Mapping[tuple[str, str], float]:
    """Where the ties of pairs rest that share an institution: `mean`, and 1 - prod(1 - w) of what is left up to 1.

    Args:
        actors: ids.
        on: the day on which they must be members.
        mean: of pairs that share none.
    """
    shared: dict[tuple[str, str], float] = {}
    known = frozenset(actors)
    for institution, weight in _weights().items():
        for pair in permutations(sorted(known & members(institution, on)), 2):
            shared[pair] = 1 - (1 - shared.get(pair, 0.0)) * (1 - weight)
    return {pair: mean + (1 - mean) * weight for pair, weight in shared.items()}


@cache
def _weights() -> Mapping[str, float]:
    """Weight of each institution."""
    data = tomllib.loads((files("armillary.lexicon") / "structure.toml").read_text("utf-8"))
    return {institution: entry["weight"] for entry in data.values() for institution in entry["of"]}
