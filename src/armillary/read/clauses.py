"""Clauses: a predicate with its arguments, the same shape in every language.

What a parse says is weighed against case, adposition and order, which decide where they speak clearly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from armillary.read.document import Line

Modality = Literal["real", "planned", "wanted", "possible", "obliged", "hypothetical", "forecast"]


@dataclass(frozen=True, slots=True)
class Argument:
    """A noun phrase in its place at a predicate."""

    head: int
    """Index of its head token."""
    marker: str
    """Lemma of its adposition or coverb (`with`, `с`, `对`), empty where it has none."""
    case: str
    """Universal Case feature where the language shows one, else empty."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate (a verb, or a noun of action such as `visit`) and who takes part in it."""

    head: int
    """Index of the predicate."""
    lemma: str
    nominal: bool
    """The predicate is a noun of action."""
    subjects: tuple[Argument, ...]
    """Who acts: grammatical subject, or agent phrase of a passive; compound subjects are several."""
    objects: tuple[Argument, ...]
    """Direct and indirect objects, or the subject of a passive."""
    obliques: tuple[Argument, ...]
    """All else that has a marker or an oblique case."""
    complements: tuple[int, ...]
    """Predicates of clauses it takes as its content (`said that …`, `agreed to …`)."""
    negated: bool
    passive: bool
    modality: Modality


def clauses(line: Line) -> list[Clause]:
    """All clauses of a line, in the order of their predicates."""
    return []
