"""Directions within a family, where two articles alone do not tell.

As in textual criticism: two versions of one source are siblings unless one has the other's errors (Maas, Textkritik).
Dates alone make a later version the copy of an earlier one only where no third version can be the source of both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import get_args

from armillary.schema import Change, ChangeKind, Direction
from armillary.trace.direction import WHOLE, Descent
from armillary.trace.families import Family
from armillary.trace.pair import Pair, coverage
from armillary.trace.text import Text
from armillary.trace.vectors import traced

Key = tuple[int, int]
Descents = Mapping[Key, Descent]

INHERITED = 2
"""Errors two versions must share for one to come from the other."""
MOST = 0.6
"""Share of the parent's errors that its copy must have."""
VERBATIM = 0.5
"""Share of linked sentences that are the same to the letter, for a version in the same language to be copied from."""
_ERRORS: frozenset[ChangeKind] = frozenset(get_args(ChangeKind)) - {"dropped", "added", "replaced", "clause", "detail"}
"""Kinds of change that are slips; what was left out or put in is often a cut, and two may cut alike."""


def among_siblings(
    texts: Sequence[Text], found: Sequence[Family], pairs: Mapping[Key, Pair], told: Descents
) -> Descents:
    """What dates said of two versions, taken back where a third may be the source of both.

    With the origin known, two articles made from it are siblings. Without one, dates alone tell nothing in a family of
    three or more. A version that repeats another's wording is its copy all the same.
    """
    home = {member: place for place, family in enumerate(found) for member in family.members}
    mixed = Descent("unknown", "one of the two is put together from several reports")
    known = {key: mixed if told[key].weak and home[key[0]] != home[key[1]] else told[key] for key in told}
    for family in found:
        if len(family.members) < 3:
            continue
        for key in combinations(family.members, 2):
            descent = told.get(key)
            if descent is None or not (descent.weak or descent.direction == "unknown") or family.origin in key:
                continue
            if descent.weak and _verbatim(texts, pairs[key]):
                continue
            known[key] = _sibling(texts, family, key, told)
    return known


def _sibling(texts: Sequence[Text], family: Family, key: Key, told: Descents) -> Descent:
    if family.origin is not None and all(_made_from(other, family.origin, told) for other in key):
        name = texts[family.origin].article.article_id
        return Descent("common", f"both were made from {name}")
    return Descent("unknown", "a third version may be the source of both")


def _made_from(article: int, source: int, told: Descents) -> bool:
    key = min(article, source), max(article, source)
    descent = told.get(key)
    return descent is not None and descent.direction == _way(key, article)


def _way(key: Key, copy: int) -> Direction:
    return "a-from-b" if copy == key[0] else "b-from-a"


def _verbatim(texts: Sequence[Text], pair: Pair) -> bool:
    here, there = traced(texts[pair.a]), traced(texts[pair.b])
    same = sum(here[i].text == there[j].text for i, j in pair.links)
    return same >= VERBATIM * len(pair.links)


@dataclass(frozen=True, slots=True)
class _Error:
    """What a copy says otherwise than the reference: where, in what way, and as which words were."""

    other_n: int | None
    kind: str
    was: str | None


def by_errors(
    texts: Sequence[Text], found: Sequence[Family], pairs: Mapping[Key, Pair], told: Descents, changes: Iterable[Change]
) -> Descents:
    """Directions that inherited errors tell: a later version with the errors of an earlier one is its copy.

    Where dates do not tell which is later, an absent third version may have had the errors first.
    """
    errors: defaultdict[str, set[_Error]] = defaultdict(set)
    for change in changes:
        if change.kind in _ERRORS:
            errors[change.article_id].add(_Error(change.other_n, change.kind, change.was))
    known = dict(told)
    for family in found:
        rare = _rare(errors[texts[member].article.article_id] for member in family.members)
        own = {m: errors[texts[m].article.article_id] & rare for m in family.members if m != family.reference}
        for key in combinations(sorted(own), 2):
            open_still = key in told and (told[key].direction in ("unknown", "common") or told[key].weak)
            descent = _inherited(texts, pairs[key], own) if open_still else None
            if descent is not None:
                known[key] = descent
    return known


def _rare(errors: Iterable[set[_Error]]) -> set[_Error]:
    """Errors that not all versions have: one that all have is the reference's own."""
    listed = list(errors)
    counts = Counter(error for one in listed for error in one)
    return {error for error, n in counts.items() if n < len(listed) - 1 or len(listed) == 3}


def _inherited(texts: Sequence[Text], pair: Pair, own: Mapping[int, set[_Error]]) -> Descent | None:
    shared = own[pair.a] & own[pair.b]
    if len(shared) < INHERITED:
        return None
    order = _by_date(texts, pair)
    if order is not None:
        copy, parent = order
        text = texts[copy]
        enough = len(shared) >= MOST * len(own[parent])
        whole = coverage(pair, copy, len(traced(text))) >= WHOLE
        if enough and whole:
            name = texts[parent].article.article_id
            return Descent(
                _way((pair.a, pair.b), copy), f"has {len(shared)} of the {len(own[parent])} errors of {name}"
            )
    return Descent("common", f"share {len(shared)} errors that others lack")


def _by_date(texts: Sequence[Text], pair: Pair) -> tuple[int, int] | None:
    """The later and the earlier, where both are dated and differ."""
    first, second = texts[pair.a].article.published, texts[pair.b].article.published
    if not first or not second or first == second:
        return None
    return (pair.b, pair.a) if first < second else (pair.a, pair.b)
