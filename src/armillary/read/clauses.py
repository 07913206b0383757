"""Clauses: a predicate with its arguments, the same shape in every language.

What a parse says is weighed against case, adposition and order, which decide where they speak clearly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from armillary.read.document import Line
from armillary.read.grammar.modality import modality, negated
from armillary.read.grammar.nominal import light_verb, noun_roles
from armillary.read.grammar.predicates import is_action, is_passive, is_predicate
from armillary.read.grammar.roles import roles
from armillary.read.grammar.spans import listed
from armillary.read.grammar.syntax import Syntax

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
    light: str = ""
    """Lemma of the verb that only carries a noun of action (`impose` in `imposed sanctions`)."""


def clauses(line: Line) -> list[Clause]:
    """All clauses of a line, in the order of their predicates; none of a line that is not parsed."""
    if not line.tokens or not any(token.relation for token in line.tokens):
        return []
    s = Syntax(line)
    return [_clause(s, i) for i in range(len(line.tokens)) if is_predicate(s, i)]


def _clause(s: Syntax, i: int) -> Clause:
    token = s.tokens[i]
    nominal = is_action(s, i) and not s.children(i, "cop")
    verb = light_verb(s, i) if nominal else -1
    found = noun_roles(s, i) if nominal else roles(s, i)
    subjects = _arguments(s, found.subjects)
    controlled = any(s.is_name(one.head) for one in subjects)
    own = i if verb < 0 else verb
    return Clause(
        head=i,
        lemma=token.lemma,
        nominal=nominal,
        subjects=subjects,
        objects=_arguments(s, found.objects),
        obliques=_arguments(s, [*found.obliques, *([] if nominal else _of_object(s, i))]),
        complements=tuple(s.children(i, "ccomp", "xcomp")),
        negated=negated(s, own) or (own != i and negated(s, i)),
        passive=is_passive(s, own),
        modality=cast(Modality, modality(s, own, controlled)),
        light=s.tokens[verb].lemma if verb >= 0 else "",
    )


def _arguments(s: Syntax, heads: Sequence[int]) -> tuple[Argument, ...]:
    unique = list(dict.fromkeys(_named(s, i) for i in heads))
    return tuple(Argument(i, s.marker(i), s.feat(i, "Case")) for i in unique)


def _named(s: Syntax, i: int) -> int:
    """`Mr Tokayev`: the name, where the tree has its title as the head."""
    title = s.tokens[i].text.lower().strip(".") in listed(s.line.language, "titles")
    names = s.children(i, "flat", "flat:name", "nmod", "appos") if title else []
    return next((j for j in names if j > i and not s.marker(j)), i)


def _of_object(s: Syntax, i: int) -> list[int]:
    """What stands with the noun of action that a verb carries: a parser cannot tell `imposed [sanctions on X]` from
    `imposed [sanctions] [on X]`, so both say it."""
    carried = [j for j in s.children(i, "obj", "nsubj:pass") if is_action(s, j)]
    return [k for j in carried for k in s.conjoined(s.children(j, "nmod")) if s.marker(k) and s.marker(k) not in _OF]


_OF = frozenset({"of", "de", "von", "du"})
