"""One person spelt two ways in one article, as careless translations do: Тогаев and Токаев, Kasenova and Kazenova."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from armillary.lexicon.actors import kind_of, known
from armillary.lexicon.romanise import romanise
from armillary.lexicon.sound import letters, likeness, script
from armillary.read.document import Doc, Newcomer
from armillary.read.mentions.found import Found

_LEAST = 5
_VOICED = frozenset(frozenset(pair) for pair in ("gk", "dt", "bp", "vf", "zs", "ZS"))
"""Letters that differ in voice alone, which careless ears exchange."""


def merge(doc: Doc, found: Sequence[Found]) -> None:
    """Give a newcomer whose name is a slip of another person's that person's id; the fuller name stays."""
    counts = Counter(one.actor_id for one in found)
    spelt: dict[str, set[str]] = {}
    for one in found:
        if kind_of(one.actor_id) == "person":
            words = re.split("[ \u00a0·•‧・=]+", doc.text[one.start : one.end])
            spelt.setdefault(one.actor_id, set()).add(words[-1])
    renamed: dict[str, str] = {}
    for local in sorted(
        doc.newcomers, key=lambda local: (len(doc.newcomers[local].name.split()), counts[local], local)
    ):
        newcomer = doc.newcomers[local]
        if newcomer.kind == "person":
            home = _home(doc, newcomer, spelt, renamed, counts)
            if home is not None:
                renamed[local] = home
    for one in found:
        while one.actor_id in renamed:
            one.actor_id, one.confidence = renamed[one.actor_id], min(one.confidence, 0.7)
            one.why += "; a spelling of this name"
    for local in renamed:
        gone = doc.newcomers.pop(local)
        kept = doc.newcomers.get(_last(local, renamed))
        if kept is not None:
            kept.forms |= gone.forms
            kept.office, kept.country = kept.office or gone.office, kept.country or gone.country


def _last(local: str, renamed: dict[str, str]) -> str:
    while local in renamed:
        local = renamed[local]
    return local


def _home(
    doc: Doc, one: Newcomer, spelt: dict[str, set[str]], renamed: dict[str, str], counts: Counter[str]
) -> str | None:
    """The person an odd spelling means, where there is just one."""
    fits = []
    for other in sorted(spelt):
        if other == one.local_id or other in renamed or not _compatible(doc, one, other):
            continue
        if any(_one_name(a, b, one.language) for a in spelt[one.local_id] for b in spelt[other]):
            fits.append(other)
    listed = [other for other in fits if other in known()]
    fits = listed or fits
    return max(fits, key=lambda other: (counts[other], other), default=None) if len(fits) < 3 else None


def _compatible(doc: Doc, one: Newcomer, other: str) -> bool:
    """Whether nothing but the spelling speaks against their being one: given name, gender."""
    if other in doc.newcomers:
        name, gender = doc.newcomers[other].name, doc.newcomers[other].gender
        if len(name.replace("·", " ").split()) < len(one.name.replace("·", " ").split()):
            return False
    else:
        actor = known().get(other)
        name, gender = (actor.name, actor.gender) if actor else ("", None)
    if one.gender and gender and one.gender != gender:
        return False
    mine, theirs = one.name.replace("·", " ").split(), name.replace("·", " ").split()
    if len(mine) > 1 and len(theirs) > 1:
        return _one_name(mine[0], theirs[0], one.language)
    return len(mine) == 1


def _one_name(one: str, two: str, language: str) -> bool:
    """Whether two spellings sound the same, or but for one letter."""
    if "han" in (script(one), script(two)):
        heard = likeness(one, two)
        return script(one) != script(two) and heard.same and heard.head and heard.agreed >= 3
    a, b = romanise(one, language), romanise(two, language)
    if min(len(letters(a)), len(letters(b))) < _LEAST:
        return False
    like = likeness(a, b)
    voiced = len(like.hard) == 1 and frozenset(like.hard[0]) in _VOICED and like.soft <= 0.3
    return like.head and (like.same or like.slip or voiced)
