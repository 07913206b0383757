"""Whether what a predicate says is denied, planned, wanted, possible, expected, or real."""

from __future__ import annotations

from armillary.read.grammar.syntax import SUBJECTS, Syntax

_INHERITED = ("planned", "wanted", "possible", "forecast")
_CARRIED = ("xcomp", "obj", "obl", "nsubj:pass", "ccomp", "nmod", "acl")
_DEPTH = 5


def negated(s: Syntax, i: int, depth: int = 0) -> bool:
    """Whether a predicate is negated by grammar: `not`, `never`, `no one`, `without`."""
    for j in s.children(i, "advmod", "aux", "aux:pass", "det", "mark", "case", "cc", "cop"):
        if s.listed(j, "negators.words"):
            return True
        if any(s.listed(k, "negators.words") for k in s.children(j, "advmod")):
            return True
    if any(_negates(s, j) for j in s.children(i, *SUBJECTS, "obj")):
        return True
    if s.tokens[i].relation not in ("xcomp", "ccomp") or s.head(i) < 0 or depth > _DEPTH:
        return False
    if s.listed(s.head(i), "negators.words"):  # `没有承认`, parsed as `not-have recognise`
        return True
    return s.tokens[i].relation == "xcomp" and negated(s, s.head(i), depth + 1)


def _negates(s: Syntax, i: int) -> bool:
    return s.listed(i, "negators.arguments") or any(
        s.listed(j, "negators.arguments") for j in s.children(i, "det", "advmod", "nmod")
    )


def modality(s: Syntax, i: int, controlled: bool, depth: int = 0) -> str:
    """One of the modalities of a clause.

    controlled: whether someone acts in it who can plan it; what is merely to come is a forecast otherwise.
    """
    if _conditional(s, i):
        return "hypothetical"
    found = _own(s, i, controlled)
    if found:
        return found
    return _governed(s, i, controlled, depth) if depth < _DEPTH else "real"


def _conditional(s: Syntax, i: int) -> bool:
    if any(s.listed(j, "conditionals.words") for j in s.children(i, "mark", "advmod", "cc", "case")):
        return s.tokens[i].relation != "ccomp"
    above = s.head(i)
    return s.tokens[i].relation == "conj" and above >= 0 and s.tokens[above].pos == "VERB" and _conditional(s, above)


def _own(s: Syntax, i: int, controlled: bool) -> str:
    """What auxiliaries, modal words and the tense of the predicate itself say."""
    found = ""
    for j in s.children(i, "aux", "advmod", "cop", "aux:pass", "mark", "discourse"):
        said = s.words.modals.get(s.tokens[j].lemma) or s.words.modals.get(s.tokens[j].text.lower(), "")
        if (said == "hypothetical" and _reported(s, i)) or (said == "forecast" and s.listed(j, "future.auxiliaries")):
            said = _to_come(s, i, controlled)
        if s.listed(j, "auxiliaries.be") and not said and _is_to(s, i, j):
            said = "planned"
        if s.listed(j, "future.auxiliaries") and _future_auxiliary(s, i, j):
            said = _to_come(s, i, controlled)
        found = said or found
    if not found and s.feat(i, "Tense") == "Fut":
        return _to_come(s, i, controlled)
    if not found and s.feat(i, "Mood") == "Cnd":
        return "hypothetical"
    return found


def _is_to(s: Syntax, i: int, j: int) -> bool:
    """`is to visit`, `was to have visited`."""
    return any(j < k < i and s.tokens[k].lemma == "to" and k - j <= 2 for k in s.children(i, "mark", "aux"))


def _future_auxiliary(s: Syntax, i: int, j: int) -> bool:
    """`будет вводить`, `będzie wprowadzać`, `wird einführen`, but not `wurde eingeführt`."""
    if s.tokens[j].relation == "aux:pass" and s.feat(j, "Tense") != "Fut":
        return False
    return s.feat(j, "Tense") == "Fut" or (s.feat(i, "VerbForm") == "Inf" and s.tokens[j].lemma not in s.words.modals)


def _to_come(s: Syntax, i: int, controlled: bool) -> str:
    return "planned" if controlled and not s.listed(i, "future.uncontrolled") else "forecast"


def _reported(s: Syntax, i: int) -> bool:
    """`said it would`: the future seen from the past, if nothing sets a condition."""
    told = s.tokens[i].relation in ("ccomp", "parataxis") or (
        s.tokens[i].relation == "conj" and s.tokens[s.head(i)].relation == "ccomp"
    )
    return told and not any(_conditional(s, j) for j in s.children(i, "advcl"))


def _governed(s: Syntax, i: int, controlled: bool, depth: int) -> str:
    """What the word says that a predicate is the content of: `plans to`, `called for`, `готов`, `希望`."""
    token, above = s.tokens[i], s.head(i)
    if above < 0:
        return "real"
    if token.relation == "conj" and s.tokens[above].pos == token.pos:
        shared = modality(s, above, controlled, depth + 1)
        return (
            shared
            if shared in ("planned", "wanted", "forecast", "hypothetical") and _same_form(s, i, above)
            else "real"
        )
    if token.relation == "advcl":
        return "wanted" if _purpose(s, i) else "real"
    if token.relation not in _CARRIED:
        return "real"
    if token.relation == "acl":
        return "planned" if s.feat(i, "VerbForm") == "Inf" else "real"
    return _by_verb(s, above, token.relation, controlled, depth)


def _same_form(s: Syntax, i: int, above: int) -> bool:
    return s.feat(i, "VerbForm") == s.feat(above, "VerbForm") and s.feat(i, "Tense") == s.feat(above, "Tense")


def _purpose(s: Syntax, i: int) -> bool:
    return s.feat(i, "VerbForm") == "Inf" and any(
        s.tokens[j].lemma in ("to", "чтобы", "żeby", "aby", "um", "pour", "para", "щоб")
        for j in s.children(i, "mark", "case")
    )


def _by_verb(s: Syntax, verb: int, relation: str, controlled: bool, depth: int) -> str:
    for name in _INHERITED:
        if s.listed(verb, f"complement_verbs.{name}"):
            return name
    if relation == "xcomp" and s.tokens[verb].lemma in s.words.matrix:
        return s.words.matrix[s.tokens[verb].lemma]
    if relation == "xcomp" or (relation in ("obj", "nsubj:pass") and s.listed(verb, "light_verbs.words")):
        return modality(s, verb, controlled, depth + 1)
    return "real"
