"""Who acts and who is acted upon at a verb: by the parse, and by what the clause shares with those it hangs on."""

from __future__ import annotations

from dataclasses import dataclass, field

from armillary.read.grammar.predicates import is_passive
from armillary.read.grammar.syntax import NOUNS, SUBJECTS, Syntax

_DEPTH = 6
_NONFINITE = frozenset({"Inf", "Part", "Conv", "Ger"})


@dataclass(slots=True)
class Roles:
    """Indices of the nouns at a verb."""

    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    obliques: list[int] = field(default_factory=list)


def roles(s: Syntax, i: int) -> Roles:
    """The roles at verb `i`; of a passive the agent is the subject, and the grammatical subject an object."""
    own = list(s.conjoined(s.children(i, *SUBJECTS)))
    objects = list(s.conjoined(s.children(i, "obj", "iobj")))
    obliques = list(s.conjoined(s.children(i, "obl")))
    own, objects = _relative(s, i, own, objects)
    if is_passive(s, i):
        return _passive(s, i, own, objects, obliques)
    marked = [j for j in obliques if s.marker(j) in s.words.listed("object_markers.words")]
    subjects = own or shared(s, i)
    kept = [j for j in obliques if j not in marked]
    return Roles([j for j in subjects if j not in objects], objects + marked, kept)


def _passive(s: Syntax, i: int, own: list[int], objects: list[int], obliques: list[int]) -> Roles:
    agents = [j for j in obliques if is_agent(s, j)] or _before(s, i, own)
    own = [j for j in own if j not in agents]
    acted_upon = own or ([] if objects else _patient(s, i))
    kept = [j for j in obliques if j not in agents]
    agents = list(dict.fromkeys(agents))
    return Roles(agents, [*acted_upon, *(j for j in objects if j not in acted_upon)], kept)


def _before(s: Syntax, i: int, own: list[int]) -> list[int]:
    """`被欧盟制裁`: the agent stands between the mark of the passive and the verb."""
    marks = [j for j in s.children(i, "aux:pass") if s.listed(j, "agents.words")]
    if not marks:
        return []
    nouns = [*own, *s.conjoined(s.children(i, "nmod", "obl"))]
    return [j for j in nouns if marks[0] < j < i and not s.marker(j)]


def _patient(s: Syntax, i: int) -> list[int]:
    """What a passive without a subject of its own is said of: a noun it hangs on, or the subject of its neighbour."""
    token = s.tokens[i]
    if token.relation in ("acl", "acl:relcl", "amod") and s.tokens[token.head].pos in NOUNS:
        return list(s.conjoined([token.head]))[:1]
    return shared(s, i) if token.relation in ("conj", "xcomp", "advcl") else []


def is_agent(s: Syntax, i: int) -> bool:
    """Whether an oblique of a passive is who did it: `by`, `przez`; in Russian an instrumental that names an actor."""
    marker = s.marker(i)
    if marker:
        return marker in s.words.listed("agents.words") and s.tokens[i].pos in NOUNS and not s.children(i, "nummod")
    return bool(s.words.agent_case) and s.feat(i, "Case") == s.words.agent_case and s.is_name(i)


def _relative(s: Syntax, i: int, own: list[int], objects: list[int]) -> tuple[list[int], list[int]]:
    """Puts the noun a relative clause is about in the place of its relative pronoun, or in the place that is open."""
    token = s.tokens[i]
    if token.relation not in ("acl:relcl", "acl") or token.head < 0 or s.tokens[token.head].pos not in NOUNS:
        return own, objects
    about = token.head
    if any(_is_relative(s, j) for j in own):
        return [about, *(j for j in own if not _is_relative(s, j))], objects
    if any(_is_relative(s, j) for j in objects):
        return own, [about, *(j for j in objects if not _is_relative(s, j))]
    if any(_is_relative(s, j) for j in s.children(i)) or token.feats.get("VerbForm") == "Inf":
        return own, objects
    if not own and not is_passive(s, i):
        return [about], objects
    if own and not objects and token.relation == "acl:relcl":
        return own, [about]
    return own, objects


def _is_relative(s: Syntax, i: int) -> bool:
    return s.tokens[i].pos in ("PRON", "DET", "ADJ", "SCONJ") and s.listed(i, "relatives.words")


def shared(s: Syntax, i: int, depth: int = 0) -> list[int]:
    """The subject of a verb that has none of its own, from the clause it is joined to or governed by."""
    token, above = s.tokens[i], s.tokens[i].head
    if above < 0 or depth > _DEPTH:
        return []
    if token.relation == "conj":
        return _subject_of(s, above, depth) if s.tokens[above].pos not in ("NOUN", "PROPN") else []
    if token.relation in ("xcomp", "advcl") and (token.relation == "xcomp" or _may_share(s, i)):
        controlled = token.relation == "xcomp" or token.feats.get("VerbForm") == "Inf"
        return _controller(s, above, depth) if controlled else _subject_of(s, above, depth)
    if token.relation == "acl":
        return _owner(s, above)
    if token.relation in ("ccomp", "parataxis") and _drops_subject(s, i, above):
        return _subject_of(s, above, depth)
    return []


def _may_share(s: Syntax, i: int) -> bool:
    return s.feat(i, "VerbForm") in _NONFINITE or "yes" in s.words.listed("typology.pro_drop")


def _drops_subject(s: Syntax, i: int, above: int) -> bool:
    """`Заявил, что ввёл санкции`: who speaks is who acts, where the forms agree and the language leaves it out."""
    if "yes" not in s.words.listed("typology.pro_drop") or s.tokens[above].pos != "VERB":
        return False
    return all(
        not s.feat(i, name) or not s.feat(above, name) or s.feat(i, name) == s.feat(above, name)
        for name in ("Number", "Gender", "Person")
    )


def _subject_of(s: Syntax, i: int, depth: int) -> list[int]:
    own = s.children(i, *SUBJECTS)
    if own and s.tokens[i].relation in ("acl:relcl", "acl"):
        own = _relative(s, i, list(s.conjoined(own)), [])[0]
    return list(s.conjoined(own)) if own else shared(s, i, depth + 1) or _antecedent(s, i)


def _antecedent(s: Syntax, i: int) -> list[int]:
    token = s.tokens[i]
    return [token.head] if token.relation in ("acl", "acl:relcl") and s.tokens[token.head].pos in NOUNS else []


def _controller(s: Syntax, above: int, depth: int) -> list[int]:
    """Who acts in a complement: the object of `ask`, `force`, `help`; else the subject."""
    if s.listed(above, "complement_verbs.object_control"):
        objects = s.children(above, "obj", "iobj") or [
            j for j in s.children(above, "obl") if s.feat(j, "Case") == "Dat"
        ]
        if objects:
            return list(s.conjoined(objects))
    if is_passive(s, above):
        return list(s.conjoined(s.children(above, *SUBJECTS))) or shared(s, above, depth + 1)
    return _subject_of(s, above, depth)


def _owner(s: Syntax, noun: int) -> list[int]:
    """`Russia's decision to withdraw`, `took a decision to withdraw`: whose noun it is, else who does it."""
    owners = [j for j in s.children(noun, "nmod", "nmod:poss", "compound") if s.is_name(j) and not s.marker(j)]
    if owners:
        return owners[:1]
    verb = s.head(noun)
    if verb >= 0 and s.tokens[verb].pos == "VERB" and s.tokens[noun].relation in ("obj", "obl"):
        return _subject_of(s, verb, _DEPTH - 1)
    return []
