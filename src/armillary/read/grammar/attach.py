"""Heads and relations by rules of order and case, for sentences that no model has parsed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from armillary.read.document import NO_HEAD, Token

_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_GROUP = _NOUNS | {"DET", "ADJ", "NUM"}
_SKIPPED = frozenset({"ADV", "PART", "PUNCT", "SYM"})


@dataclass(slots=True)
class _State:
    root: int = NO_HEAD
    verb: int = NO_HEAD
    noun: int = NO_HEAD
    waiting: int = NO_HEAD
    """A noun before its verb."""
    adposition: int = NO_HEAD
    conjunction: int = NO_HEAD
    objects: int = 0


def attach(tokens: Sequence[Token], head_last: bool) -> None:
    """Sets `head` and `relation` of all tokens.

    head_last: the noun of a group of nouns is its last one (English, Chinese, Turkish, German).
    """
    state = _State()
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.pos in _GROUP:
            i = _group(tokens, i, head_last, state)
            continue
        if token.pos == "VERB":
            _verb(tokens, i, state)
        elif token.pos == "ADP":
            state.adposition = i
        elif token.pos == "CCONJ":
            state.conjunction = i
        i += 1
    _finish(tokens, state)


def _group(tokens: Sequence[Token], start: int, head_last: bool, state: _State) -> int:
    end = start
    while end < len(tokens) and tokens[end].pos in _GROUP:
        end += 1
    nouns = [i for i in range(start, end) if tokens[i].pos in _NOUNS] or [end - 1]
    head = nouns[-1] if head_last else nouns[0]
    for i in range(start, end):
        if i != head:
            _set(tokens[i], head, _inner(tokens[i], i < head))
    _place(tokens, head, state)
    return end


def _inner(token: Token, before: bool) -> str:
    if token.pos == "DET":
        return "det"
    if token.pos == "NUM":
        return "nummod"
    if token.pos == "ADJ":
        return "amod"
    return "compound" if before else "nmod"


def _place(tokens: Sequence[Token], head: int, state: _State) -> None:
    """Attaches a noun group to what came before, or leaves it waiting for its verb."""
    if state.conjunction != NO_HEAD and state.noun != NO_HEAD and state.conjunction > state.noun > state.verb:
        _set(tokens[state.conjunction], head, "cc")
        _set(tokens[head], state.noun, "conj")
    elif state.adposition != NO_HEAD:
        _set(tokens[state.adposition], head, "case")
        near = state.noun == state.adposition - 1
        target = state.noun if near or state.verb == NO_HEAD else state.verb
        if target != NO_HEAD:
            _set(tokens[head], target, "nmod" if near else "obl")
        state.noun = head
    elif state.verb == NO_HEAD or tokens[head].feats.get("Case") == "Nom":
        state.waiting = state.noun = head
    else:
        _set(tokens[head], state.verb, "obj" if not state.objects else "obl")
        state.objects += 1
        state.noun = head
    state.adposition = state.conjunction = NO_HEAD


def _verb(tokens: Sequence[Token], i: int, state: _State) -> None:
    if state.root == NO_HEAD:
        state.root = i
    elif state.conjunction != NO_HEAD:
        _set(tokens[state.conjunction], i, "cc")
        _set(tokens[i], state.verb, "conj")
    else:
        _set(tokens[i], state.verb, "xcomp" if tokens[i].feats.get("VerbForm") == "Inf" else "ccomp")
    if state.waiting != NO_HEAD:
        _set(tokens[state.waiting], i, "nsubj")
    state.verb, state.waiting, state.conjunction, state.objects, state.noun = i, NO_HEAD, NO_HEAD, 0, NO_HEAD


def _finish(tokens: Sequence[Token], state: _State) -> None:
    root = state.root if state.root != NO_HEAD else max(state.waiting, 0)
    for i, token in enumerate(tokens):
        if token.head == NO_HEAD and i != root:
            relation = {"PUNCT": "punct", "AUX": "aux", "ADP": "case", "ADV": "advmod", "PART": "advmod"}
            target = next((j for j in range(i + 1, len(tokens)) if tokens[j].pos == "VERB"), root)
            _set(token, target if token.pos in ("AUX", "PART", "ADV") else root, relation.get(token.pos, "dep"))
    if tokens:
        tokens[root].relation = "root"


def _set(token: Token, head: int, relation: str) -> None:
    token.head, token.relation = head, relation
