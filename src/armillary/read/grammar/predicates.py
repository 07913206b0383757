"""Which words of a line are predicates: verbs, what a copula links, and nouns of action."""

from __future__ import annotations

from armillary.read.grammar.syntax import SUBJECTS, Syntax

_FUNCTION = frozenset({"aux", "aux:pass", "cop", "case", "mark", "cc", "fixed", "discourse", "compound", "flat"})


def is_predicate(s: Syntax, i: int) -> bool:
    """Whether a word is the head of a clause."""
    token = s.tokens[i]
    if token.relation in _FUNCTION and not (token.relation == "compound" and is_action(s, i)):
        return False
    if s.children(i, "aux:pass"):
        return True
    if token.pos == "VERB":
        return token.relation != "amod" or bool(s.children(i, "obl", "obj"))
    return is_action(s, i) or bool(s.children(i, *SUBJECTS, "cop"))


def is_action(s: Syntax, i: int) -> bool:
    """Whether a word is a noun of action (`visit`, `визит`), or a Chinese verb in its place (`进行访问`)."""
    token = s.tokens[i]
    if token.feats.get("VerbForm") == "Vnoun":
        return True
    if token.pos == "NOUN":
        listed = s.listed(i, "action_nouns.words") or _compounded(s, token.lemma)
        formed = len(token.lemma) > _SHORT and token.lemma.endswith(_suffixes(s))
        return listed or (formed and not s.listed(i, "action_nouns.except"))
    if token.pos != "VERB" or "yes" not in s.words.listed("typology.verbs_as_nouns") or token.head < 0:
        return False
    carried = token.relation in ("obj", "ccomp", "xcomp") and token.head < i
    listed = s.listed(i, "action_nouns.words") or _compounded(s, token.lemma)
    return carried and s.listed(token.head, "light_verbs.words") and listed


def _compounded(s: Syntax, lemma: str) -> bool:
    """`国事访问` ends in `访问`."""
    return "yes" in s.words.listed("typology.verbs_as_nouns") and lemma[-2:] in s.words.listed("action_nouns.words")


_SHORT = 6


def _suffixes(s: Syntax) -> tuple[str, ...]:
    return tuple(s.words.listed("action_nouns.suffixes"))


def is_passive(s: Syntax, i: int) -> bool:
    """Whether a verb stands in the passive: its subject is acted upon."""
    token = s.tokens[i]
    if token.pos != "VERB":
        return bool(s.children(i, "aux:pass"))
    if _perfect_after_all(s, i):
        return False
    if s.children(i, "nsubj:pass", "aux:pass") or token.feats.get("Voice") == "Pass":
        return not s.children(i, "nsubj") or bool(s.children(i, "aux:pass"))
    if token.feats.get("Person") == "0":
        return True
    if token.feats.get("VerbForm") != "Part":
        return False
    return _passive_auxiliary(s, i) or _bare_participle(s, i)


def _perfect_after_all(s: Syntax, i: int) -> bool:
    """`he's vowed to help`: the clitic is `has`, not `is`, where what is vowed follows."""
    helpers = s.children(i, "aux", "aux:pass")
    return len(helpers) == 1 and s.listed(helpers[0], "auxiliaries.ambiguous") and bool(_told(s, i))


def _told(s: Syntax, i: int) -> list[int]:
    return s.children(i, "obj", "xcomp", "ccomp")


def _passive_auxiliary(s: Syntax, i: int) -> bool:
    if s.listed(i, "auxiliaries.active_be"):
        return False
    helpers = s.children(i, "aux", "cop")
    if any(s.listed(j, "auxiliaries.have") for j in helpers) and len(helpers) == 1:
        return False
    return any(s.listed(j, "auxiliaries.passive") for j in helpers) and token_is_past(s, i)


def token_is_past(s: Syntax, i: int) -> bool:
    return s.feat(i, "Tense") != "Pres"


def _bare_participle(s: Syntax, i: int) -> bool:
    """`sanctions imposed by the EU`: a past participle that hangs on a noun."""
    return s.tokens[i].relation in ("acl", "amod") and s.feat(i, "Voice") != "Act" and token_is_past(s, i)
