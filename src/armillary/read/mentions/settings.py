"""Of which country a group or an officer is that a text names without one: `rebels`, `police`, `President Ode`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from armillary.lexicon import load
from armillary.lexicon.actors import kind_of, known
from armillary.read.document import Line
from armillary.read.mentions.found import Found
from armillary.read.mentions.keys import plain
from armillary.read.mentions.naming import words
from armillary.read.mentions.phrases import Phrase

_LANDS = frozenset({"state", "sep", "place", "hist"})
_BACK = 4
"""Tokens between an adposition and the name of a place (`in the town of`)."""


class Setting:
    """What an article says of the country it speaks of; built once an article."""

    def __init__(self, found: Sequence[Found]) -> None:
        lands = Counter(land for one in found if (land := land_of(one)))
        most = max(lands.values(), default=0)
        self.chief = frozenset(land for land, n in lands.items() if n == most)
        """The countries that the article names most often."""

    def of_group(self, line: Line, slug: str, here: Sequence[Found], said: Sequence[Phrase]) -> Found | None:
        """What in a line tells the country of a group without one: the place it acts in, or its own authorities."""
        if slug not in _listed(line.language, "domestic"):
            return None
        located = [one for one in here if _is_located(line, one)]
        owners = _owned(line, here, said, None)
        if len({land_of(one) for one in located}) == 1:
            return located[0] if {land_of(one) for one in owners} <= {land_of(located[0])} else None
        return None if located else self.of_officer(line, here, said)

    def of_officer(self, line: Line, here: Sequence[Found], said: Sequence[Phrase]) -> Found | None:
        """The country of a line that names only one, as that of its own authorities, if it is the article's."""
        lands = {land for one in here if (land := land_of(one))}
        if len(lands) != 1 or not lands <= self.chief:
            return None
        return next(iter(_owned(line, here, said, _listed(line.language, "authorities"))), None)


def land_of(one: Found) -> str | None:
    """The country that a mention names or belongs to."""
    actor, kind = known().get(one.actor_id), kind_of(one.actor_id)
    if kind in ("state", "sep", "hist"):
        return one.actor_id
    return actor.country if actor is not None and kind in ("place", "person") else None


def _listed(language: str, key: str) -> frozenset[str]:
    return frozenset(str(load(language, "naming").get("group", {}).get(key, "")).split())


def _is_located(line: Line, one: Found) -> bool:
    """Whether a land is where something is: `in northern Lebanon`, `throughout Ghana`."""
    if kind_of(one.actor_id) not in _LANDS or one.how in ("adjective", "demonym") or land_of(one) is None:
        return False
    marks = words(line.language, "group", "located")
    for i in range(one.tokens[0] - 1 if one.tokens else -1, max(-1, one.tokens[0] - _BACK if one.tokens else -1), -1):
        token = line.tokens[i]
        if plain(token.text) in marks:
            return True
        if token.pos not in ("ADJ", "DET", "NOUN", "ADP", "PROPN"):
            return False
    return False


def _owned(line: Line, here: Sequence[Found], said: Sequence[Phrase], slugs: Collection[str] | None) -> list[Found]:
    """Lands whose own authorities a line names (`the Chilean government`, `Ghana's president`), and leaders."""
    firsts = {phrase.first for phrase in said if slugs is None or phrase.slug in slugs}
    found = []
    for one in here:
        if not one.tokens or land_of(one) is None:
            continue
        after = one.tokens[-1] + 1
        possessive = after < len(line.tokens) and line.tokens[after].text in ("'s", "’s", "'", "’")
        if kind_of(one.actor_id) == "person" or after + possessive in firsts:
            found.append(one)
    return found
