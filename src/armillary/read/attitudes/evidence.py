"""What the words of a line say of one actor's attitude to another, piece by piece, before it is weighed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from armillary.read.document import Line

Kind = Literal["frame", "loose", "event", "relation", "near", "speech", "pair"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sign of an attitude at its place."""

    kind: Kind
    line: Line
    from_id: str
    to_id: str
    sign: float
    start: int
    """First code point of the words."""
    end: int
    cue_start: int
    cue_end: int
    held_by: str | None = None
    why: str = ""
