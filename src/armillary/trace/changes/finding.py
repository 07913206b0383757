"""What the detectors of changes are given and what they give."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from armillary.schema import ChangeKind, Sentence, Severity
from armillary.trace.text import Text


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences of the copy and of the other article that say the same; at least one on each side."""

    copy: tuple[Sentence, ...]
    other: tuple[Sentence, ...]
    similarity: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A copy beside the reference of its report (`other`), and all articles of that report."""

    copy: Text
    other: Text
    beads: tuple[Bead, ...]
    family: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One change. Spans are code points into the article's text; `None` where the side has no words."""

    kind: ChangeKind
    severity: Severity
    n: int | None
    span: tuple[int, int] | None
    other_n: int | None
    other_span: tuple[int, int] | None
    confidence: float
    reason: str
    cue: str


Detector = Callable[[Comparison], Iterable[Finding]]
