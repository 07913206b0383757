"""Who acts at a word of a line, among the actors named there."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.read.document import NO_HEAD, Doc, Line
from armillary.read.events import sites
from armillary.read.events.phrases import Site
from armillary.read.events.rows import is_actor
from armillary.read.stretches import is_strong

_FAR = 24
_CLIMB = 4
_INSIDE = frozenset({"nmod", "amod", "compound", "flat", "flat:name", "appos"})
_OBLIQUE = frozenset({"Gen", "Dat", "Ins", "Loc", "Abl"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’", "的"})


def subject(doc: Doc, line: Line, i: int, low: int = 0) -> str | None:
    """The actor that is the subject of token `i`: the one the parse names, else the nearest that can be one."""
    actors = [one for one in sites(doc, line) if is_actor(one[2])]
    return _parsed(line, i, actors) or _nearest(line, i, low, actors)


def _parsed(line: Line, i: int, actors: Sequence[Site]) -> str | None:
    """The subject of the token, else of the predicates it depends on (`came in search of …`)."""
    for _ in range(_CLIMB):
        heads = [j for j in line.children(i) if line.tokens[j].relation == "nsubj"]
        found = next((one[2] for j in heads for one in actors if _names(line, one, j)), None)
        if heads or line.tokens[i].head == NO_HEAD:
            return found
        i = line.tokens[i].head
    return None


def _names(line: Line, one: Site, head: int) -> bool:
    """Whether an actor is the noun, or whose noun it is (`Tokayev's government`), or its name (`President Tokayev`)."""
    if one[0] <= head <= one[1]:
        return True
    inside = [line.tokens[k] for k in range(one[0], one[1] + 1)]
    return any(token.head == head and token.relation in _INSIDE for token in inside)


def _nearest(line: Line, i: int, low: int, actors: Sequence[Site]) -> str | None:
    best, least = None, float(_FAR)
    for one in actors:
        if not low <= one[0] < i or any(is_strong(line, k) for k in range(one[1], i)):
            continue
        cost = _cost(line, one, i)
        if cost is not None and cost < least:
            best, least = one[2], cost
    return best


def _cost(line: Line, one: Site, i: int) -> float | None:
    """How badly an actor fits as the subject; None where it cannot be one."""
    first, last, _, adjective = one
    case = line.tokens[last].feats.get("Case", "")
    if first and line.tokens[first - 1].pos == "ADP":
        return None
    cost = 0.5 * (i - last)
    cost += sum(2.0 for k in range(last + 1, i) if line.tokens[k].pos == "VERB")
    if adjective or (last + 1 < len(line.tokens) and line.tokens[last + 1].text in _POSSESSIVE):
        cost += 3.0
    return cost + (4.0 if case in _OBLIQUE else 0.0)
