"""Who takes part in what a noun of action means (`Russia's invasion of Ukraine`, `визит Си`, `imposed sanctions`)."""

from __future__ import annotations

from armillary.read.grammar.predicates import is_passive
from armillary.read.grammar.roles import Roles, is_agent, roles
from armillary.read.grammar.syntax import Syntax

_OBJECTS = ("obj", "nsubj:pass", "xcomp", "ccomp")
_INSIDE = ("nmod", "nmod:poss", "compound", "amod", "obl", "nsubj", "obj", "acl")


def light_verb(s: Syntax, i: int) -> int:
    """The verb that only carries a noun of action (`impose` in `imposed sanctions`); -1 where there is none."""
    token = s.tokens[i]
    verb = token.head
    while verb >= 0 and token.relation == "conj":
        token, verb = s.tokens[verb], s.tokens[verb].head
    if (
        verb >= 0
        and s.listed(verb, "light_verbs.words")
        and s.tokens[verb].pos == "VERB"
        and token.relation in _OBJECTS
    ):
        return verb
    said = [j for j in s.children(i, "acl") if s.listed(j, "light_verbs.words") and is_passive(s, j)]
    return said[0] if said else -1


def noun_roles(s: Syntax, i: int) -> Roles:
    """The roles at noun `i`, its own first, then those of the verb that carries it."""
    found = Roles()
    for j in s.conjoined(s.children(i, *_INSIDE)):
        _sort_in(s, i, j, found)
    verb = light_verb(s, i)
    if verb >= 0:
        _carry(s, i, verb, found)
    return found


def _sort_in(s: Syntax, i: int, j: int, found: Roles) -> None:
    marker, case, token = s.marker(j), s.feat(j, "Case"), s.tokens[j]
    if token.relation == "amod" and not _names(s, j):
        return
    if marker in s.words.listed("agents.words") or (not marker and is_agent(s, j)):
        found.objects += found.subjects if not _possessive(s, found.subjects) else []
        found.subjects = [j]
    elif marker in s.words.listed("action_nouns.of") or (not marker and case == "Gen" and not _pronoun(s, j)):
        (found.subjects if _of_is_subject(s, i) and not found.subjects else found.objects).append(j)
    elif marker in s.words.listed("action_nouns.object_markers"):
        found.objects.append(j)
    elif marker:
        found.obliques.append(j)
    elif _names(s, j) or _owns(s, j) or token.relation == "nsubj":
        found.subjects.append(j)


def _possessive(s: Syntax, subjects: list[int]) -> bool:
    return any(s.tokens[j].relation in ("nmod:poss", "amod") for j in subjects)


def _pronoun(s: Syntax, j: int) -> bool:
    return s.tokens[j].pos in ("PRON", "DET")


def _owns(s: Syntax, j: int) -> bool:
    """`the country's decision`, `该国的决定`."""
    return any(s.tokens[k].text in _POSSESSIVE for k in s.children(j, "case", "mark"))


_POSSESSIVE = frozenset({"'s", "’s", "'", "’", "的", "之"})


def _names(s: Syntax, j: int) -> bool:
    token = s.tokens[j]
    if token.relation == "amod":
        return bool(s.line.mentions_at(j)) or (token.text[0].isupper() and j > 0)
    return token.relation != "acl" and (s.is_name(j) or bool(s.line.mentions_at(j)))


def _of_is_subject(s: Syntax, i: int) -> bool:
    """`the visit of Xi` against `the annexation of Crimea`."""
    return s.listed(i, "action_nouns.of_subject")


def _carry(s: Syntax, i: int, verb: int, found: Roles) -> None:
    """Adds what the verb has: its subject acts; what it is done to, for or with is told of the noun."""
    of_verb = roles(s, verb)
    if s.listed(verb, "auxiliaries.passive"):  # `遭到谴责`, `received criticism`: what it happens to is the subject
        found.objects += [j for j in of_verb.subjects if j != i]
    else:
        found.subjects = [j for j in of_verb.subjects if j != i] or found.subjects
    for j in of_verb.objects:
        if j != i and s.tokens[j].relation == "iobj":
            found.objects.append(j)
    for j in of_verb.obliques:
        aimed = s.marker(j) in s.words.listed("action_nouns.object_markers")
        (found.objects if aimed else found.obliques).append(j)
