"""What words of expectation do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word does: says how likely what is to come is (`chance`) or anything is (`sure`), that somebody expects
    (`expect`), or that it is to come (`future`)."""

    kind: str
    probability: float | None = None
