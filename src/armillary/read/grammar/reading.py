"""One reading of a word form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reading:
    """Lemma, part of speech and features a form may have."""

    lemma: str
    pos: str
    feats: Mapping[str, str] = field(default_factory=dict)
    weight: float = 1.0
    """How likely among the readings of the form, where the dictionary says so."""
    made_up: bool = False
    """No dictionary has the word: its form alone says what it may be."""
