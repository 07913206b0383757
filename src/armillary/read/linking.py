"""One id over the whole world for actors that the lexicon does not know.

Names are compared by sound across languages and scripts (`lexicon.sound`), word by word. Two persons are one where
family and given names agree; inside one report (a family of copies) a slip in the spelling is forgiven; a family name
alone goes to the only person of the world who bears it. What comes out depends on the set of sightings, not on their
order.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from armillary.lexicon.actors import known
from armillary.lexicon.romanise import slug
from armillary.lexicon.sound import script
from armillary.read.mentions.newcomers import same_word
from armillary.read.names import alike, hearts, roman, skeleton

_BREAKS = re.compile(r"[\s\u00a0·•‧・=]+")
_CROWD = 400
"""Names in one block beyond which only those of one beginning are compared."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """An actor that the lexicon does not know, as one article names it."""

    article_id: str
    local_id: str
    """Its id inside the article."""
    kind: str
    name: str
    """Fullest form, base case, original script."""
    language: str
    office: str | None = None
    country: str | None = None
    gender: str | None = None
    forms: tuple[str, ...] = ()
    report_id: str | None = None
    """The family of copies its article belongs to."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A sighting as it is compared."""

    seen: Sighting
    words: tuple[str, ...]
    """Of its fullest form in Latin letters where it has one, else of its name."""
    language: str
    person: bool

    @property
    def family(self) -> str:
        return self.words[-1]

    @property
    def given(self) -> str:
        return self.words[0] if len(self.words) > 1 else ""

    @property
    def key(self) -> tuple[str, str]:
        """Its place among all sightings."""
        return self.seen.article_id, self.seen.local_id


def link(seen: Sequence[Sighting], joined: Collection[Collection[str]] = ()) -> dict[tuple[str, str], str]:
    """The id of each sighting, by article and local id; the same whatever the order.

    `joined` are ids, as given without it, that are known to be one actor (`counterparts`); at most one of each set is
    no newcomer's, and stays then.
    """
    names = sorted((_name(one) for one in seen), key=lambda one: one.key)
    groups = _Groups(names)
    for block in _blocks(names):
        for i, one in enumerate(block):
            for other in block[i + 1 :]:
                if groups.root(one) != groups.root(other) and _one_actor(one, other):
                    groups.join(one, other)
    _families(groups, names)
    alone = _ids(groups.all())
    if not joined:
        return alone
    home = {actor: min(one) for one in joined for actor in one}
    together: dict[str, list[_Name]] = defaultdict(list)
    for one in names:
        together[home.get(alone[one.key], alone[one.key])].append(one)
    new = set(alone.values()) - known().keys()
    listed = {min(one): actor for one in joined for actor in one if actor not in new}
    return _ids([together[root] for root in sorted(together)], {together[root][0].key: listed[root] for root in listed})


def _name(one: Sighting) -> _Name:
    latin = [form for form in one.forms if form.isascii() or (script(form) == "letters" and _is_latin(form))]
    best = max(latin, key=lambda form: (len(split(form)), len(form), form), default=None)
    own = split(one.name)
    foreign = best is not None and not _is_latin(one.name) and len(split(best)) >= min(2, len(own))
    words = split(best) if foreign and best else own
    return _Name(one, tuple(words) or (one.local_id,), "en" if foreign else one.language, one.kind == "person")


def split(text: str) -> list[str]:
    """The words of a name."""
    return [word for word in _BREAKS.split(text) if word]


def _is_latin(text: str) -> bool:
    return all(ord(c) < 0x250 for c in text if c.isalpha())


class _Groups:
    """Sightings that are one actor."""

    def __init__(self, names: Sequence[_Name]) -> None:
        self._names = {one.key: one for one in names}
        self._parent = {one.key: one.key for one in names}

    def root(self, one: _Name) -> tuple[str, str]:
        key = one.key
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, one: _Name, other: _Name) -> None:
        a, b = sorted((self.root(one), self.root(other)))
        self._parent[b] = a

    def all(self) -> list[list[_Name]]:
        found: dict[tuple[str, str], list[_Name]] = defaultdict(list)
        for one in self._names.values():
            found[self.root(one)].append(one)
        return [sorted(found[root], key=lambda one: one.key) for root in sorted(found)]


def _blocks(names: Iterable[_Name]) -> list[list[_Name]]:
    """Sightings that may be one actor: family (or first) names that begin with like consonants."""
    found: dict[tuple[bool, str], list[_Name]] = defaultdict(list)
    for one in names:
        start = skeleton(one.family if one.person else one.words[0], one.language)[:2]
        found[one.person, start].append(one)
    blocks = _families_of_copies(names)
    for block in found.values():
        if len(block) < _CROWD:
            blocks.append(block)
            continue
        narrow: dict[str, list[_Name]] = defaultdict(list)
        for one in block:
            narrow[roman(one.family if one.person else one.words[0], one.language)[:4]].append(one)
        blocks += narrow.values()
    return blocks


def _families_of_copies(names: Iterable[_Name]) -> list[list[_Name]]:
    """Sightings of one report, where a name may be garbled in any letter."""
    found: dict[tuple[bool, str], list[_Name]] = defaultdict(list)
    for one in names:
        if one.seen.report_id is not None:
            found[one.person, one.seen.report_id].append(one)
    return [block for block in found.values() if len({one.seen.article_id for one in block}) > 1]


def _one_actor(one: _Name, other: _Name) -> bool:
    family = one.seen.report_id is not None and one.seen.report_id == other.seen.report_id
    if one.seen.article_id == other.seen.article_id:
        return False
    return _one_person(one, other, family) if one.person else _one_thing(one, other, family)


def _one_person(one: _Name, other: _Name, family: bool) -> bool:
    if one.seen.gender and other.seen.gender and one.seen.gender != other.seen.gender and not family:
        return False
    if not alike(one.family, one.language, other.family, other.language, family):
        return False
    if one.given and other.given:
        return _given_alike(one, other, family)
    return family or (not one.given and not other.given)


def _given_alike(one: _Name, other: _Name, family: bool) -> bool:
    a, b = roman(one.given, one.language).strip("."), roman(other.given, other.language).strip(".")
    if min(len(a), len(b)) == 1:
        return a[:1] == b[:1]
    if a.startswith(b) or b.startswith(a) or skeleton(one.given, one.language) == skeleton(other.given, other.language):
        return True
    return alike(one.given, one.language, other.given, other.language, family)


def _one_thing(one: _Name, other: _Name, family: bool) -> bool:
    if family and one.language != other.language and _one_by_heart(one, other):
        return True
    if len(one.words) != len(other.words):
        return False
    if one.language == other.language and one.language != "zh":
        return all(same_word(a, b, one.language) for a, b in zip(one.words, other.words, strict=True))
    return all(
        alike(a, one.language, b, other.language, family, least=4) or roman(a, one.language) == roman(b, other.language)
        for a, b in zip(one.words, other.words, strict=True)
    )


def _one_by_heart(one: _Name, other: _Name) -> bool:
    """Whether, inside one report, all but the words for organisations agree: Fenwick Centre, Центр Фенвика."""
    a, b = hearts(one.words, one.language), hearts(other.words, other.language)
    if len(a) != len(b) or not a or (len(a) == len(one.words) and len(b) == len(other.words)):
        return False
    return all(
        any(alike(x, one.language, y, other.language, True, least=4) for x in forms for y in others)
        for forms, others in zip(a, b, strict=True)
    )


def _families(groups: _Groups, names: Sequence[_Name]) -> None:
    """Family names alone go to the only one who bears them in full."""
    full: dict[str, list[_Name]] = defaultdict(list)
    for one in names:
        if one.person and one.given:
            full[skeleton(one.family, one.language)[:2]].append(one)
    for one in names:
        if not one.person or one.given:
            continue
        bearers = {
            groups.root(other): other
            for other in full.get(skeleton(one.family, one.language)[:2], ())
            if alike(one.family, one.language, other.family, other.language, False)
            and not (one.seen.gender and other.seen.gender and one.seen.gender != other.seen.gender)
        }
        if len(bearers) == 1:
            groups.join(one, next(iter(bearers.values())))


def _ids(
    groups: Sequence[Sequence[_Name]], listed: Mapping[tuple[str, str], str] | None = None
) -> dict[tuple[str, str], str]:
    """An id for each group: the commoner takes the short one where two would be called alike.

    `listed` has the actor of the lexicon that the group of a name is, by the key of its first.
    """
    found: dict[tuple[str, str], str] = {}
    used: set[str] = set()
    for group in sorted(groups, key=lambda group: (-len({one.seen.article_id for one in group}), group[0].key)):
        kind = _kind(group)
        sure = (listed or {}).get(group[0].key)
        choices = [sure] if sure else [_listed(group)] if kind == "person" else []
        choices += [f"{kind}:{text}" for text in _slugs(group, kind)]
        actor = next(
            (
                choice
                for choice in choices
                if choice and (choice not in used or (choice == choices[0] and choice in known()))
            ),
            None,
        )
        if actor is None:
            base, n = choices[-1], 2
            while f"{base}-{n}" in used:
                n += 1
            actor = f"{base}-{n}"
        used.add(actor)
        for one in group:
            found[one.key] = actor
    return found


def _kind(group: Sequence[_Name]) -> str:
    counts = Counter(one.seen.kind for one in group)
    return max(sorted(counts), key=lambda kind: counts[kind])


def _listed(group: Sequence[_Name]) -> str | None:
    """The person of the lexicon whose name, given and family, a group has."""
    for one in group:
        for person, given in _bearers().get(slug(one.family, one.language), ()):
            if not one.given or alike(one.given, one.language, given, "en", False):
                return person
    return None


@cache
def _bearers() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Persons of the lexicon by the slug of their family name, with their given name."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for actor in known().values():
        words = actor.name.split()
        if actor.kind == "person" and len(words) > 1:
            found[slug(words[-1])].append((actor.actor_id, words[0]))
    return {family: tuple(sorted(same)) for family, same in found.items()}


def _slugs(group: Sequence[_Name], kind: str) -> list[str]:
    """Slugs by preference: the short one, the full one; of the spelling of English, else of Latin letters."""
    ranked = sorted(group, key=lambda one: (_rank(one), -_count(group, one), one.words, one.key))
    best = ranked[0]
    if kind != "person":
        return [slug(" ".join(best.words), best.language) or "unnamed"]
    full = next((one for one in ranked if one.given and _rank(one) == _rank(best)), best)
    if best.seen.language == "zh" and best.language == "zh":
        own = best.seen.local_id.partition(":")[2]
        return [own or "unnamed", slug(" ".join(full.words), full.language) or "unnamed"]
    short = slug(best.family, best.language) or "unnamed"
    if f"person:{short}" in known():
        return [slug(" ".join(full.words), full.language)] if full.given else [short]
    return [short, slug(" ".join(full.words), full.language) or short]


def _rank(one: _Name) -> int:
    """English spelling first, then other Latin letters as they are, then what is romanised; Chinese last."""
    if one.language == "en":
        return 0
    if one.language == "zh":
        return 3
    return 2 if _is_latin(" ".join(one.words)) else 1


def _count(group: Sequence[_Name], one: _Name) -> int:
    return sum(other.family == one.family for other in group)
