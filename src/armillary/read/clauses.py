"""Clauses: a predicate with its arguments, the same shape in every language.

What a parse says is weighed against case, adposition and order, which decide where they speak clearly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from armillary.read.document import NO_HEAD, Line
from armillary.read.grammar.words import FunctionWords, function_words

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


_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})


def clauses(line: Line) -> list[Clause]:
    """All clauses of a line, in the order of their predicates."""
    words = function_words(line.language)
    if not words.known or not line.tokens or all(token.head == NO_HEAD for token in line.tokens):
        return []
    return [_clause(line, i, words) for i, token in enumerate(line.tokens) if _is_predicate(line, i, words)]


def _is_predicate(line: Line, i: int, words: FunctionWords) -> bool:
    token = line.tokens[i]
    return token.pos == "VERB" or (token.pos == "NOUN" and token.lemma in words.listed("action_nouns.words"))


def _clause(line: Line, i: int, words: FunctionWords) -> Clause:
    token, nominal = line.tokens[i], line.tokens[i].pos != "VERB"
    children = line.children(i)
    related = {name: [j for j in children if line.tokens[j].relation.split(":")[0] == name] for name in _RELATIONS}
    subjects = _conjoined(line, related["nsubj"] or _shared_subject(line, i))
    objects = _conjoined(line, related["obj"] + related["iobj"])
    obliques = _conjoined(line, related["obl"] + related["nmod"])
    return Clause(
        head=i,
        lemma=token.lemma,
        nominal=nominal,
        subjects=tuple(_argument(line, j) for j in subjects),
        objects=tuple(_argument(line, j) for j in objects),
        obliques=tuple(_argument(line, j) for j in obliques),
        complements=tuple(related["ccomp"] + related["xcomp"]),
        negated=any(line.tokens[j].text.lower() in words.listed("negators.words") for j in children),
        passive=token.feats.get("Voice") == "Pass",
        modality=_modality(line, children, words),
    )


_RELATIONS = ("nsubj", "obj", "iobj", "obl", "nmod", "ccomp", "xcomp")


def _shared_subject(line: Line, i: int) -> list[int]:
    token = line.tokens[i]
    if token.relation not in ("conj", "xcomp") or token.head == NO_HEAD:
        return []
    return [j for j in line.children(token.head) if line.tokens[j].relation == "nsubj"]


def _conjoined(line: Line, heads: list[int]) -> list[int]:
    joined = [k for j in heads for k in line.children(j) if line.tokens[k].relation == "conj"]
    return [*heads, *(k for k in joined if line.tokens[k].pos in _NOUNS)]


def _argument(line: Line, i: int) -> Argument:
    marker = next((line.tokens[j].lemma for j in line.children(i) if line.tokens[j].relation == "case"), "")
    return Argument(i, marker, line.tokens[i].feats.get("Case", ""))


def _modality(line: Line, children: list[int], words: FunctionWords) -> Modality:
    for j in children:
        found = words.modals.get(line.tokens[j].lemma)
        if found and line.tokens[j].relation in ("aux", "advmod"):
            return cast(Modality, found)
    return "real"
