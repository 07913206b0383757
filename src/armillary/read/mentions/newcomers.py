"""Actors that the lexicon does not know: which names of an article are one, and what it says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from armillary.lexicon import load
from armillary.lexicon.actors import kind_of, known
from armillary.lexicon.romanise import slug
from armillary.read.document import Doc, Newcomer
from armillary.read.grammar.morphology import readings
from armillary.read.mentions.capitals import initial
from armillary.read.mentions.found import Found
from armillary.read.mentions.keys import STEM, keys, plain, stems
from armillary.read.mentions.spots import Kind, Spot
from armillary.schema import MentionHow


@dataclass(slots=True)
class Cluster:
    """Names of one actor."""

    spots: list[Spot] = field(default_factory=list)

    @property
    def longest(self) -> Spot:
        """The fullest name, of equally full ones the first in the base case."""
        return max(self.spots, key=lambda spot: (len(words_of(spot)), _is_base(spot), -spot.start))

    @property
    def kind(self) -> Kind:
        """The kind most names that tell one have."""
        votes = Counter[Kind]()
        for spot in self.spots:
            votes[spot.kind] += 5 if spot.sure else 1
        order: tuple[Kind, ...] = ("person", "org", "place", "event")
        return max(order, key=lambda kind: votes[kind])


def words_of(spot: Spot) -> list[str]:
    """The words of a name that count: no marks, no initials."""
    return [t.text for t in spot.tokens if t.text[:1].isalnum() and not initial(t.text)] or [
        t.text for t in spot.tokens if t.text[:1].isalnum()
    ]


def word_keys(word: str, language: str) -> frozenset[str]:
    """What two forms of one name have in common."""
    found = keys(word, language)
    return found | {STEM + plain(word), *(STEM + stem for stem in stems(plain(word), language))}


def same_word(one: str, two: str, language: str) -> bool:
    """Whether two words may be forms of one name."""
    if plain(one) == plain(two):
        return True
    if one.isupper() != two.isupper() and len(one) < 6:
        return False
    return bool(word_keys(one, language) & word_keys(two, language))


def clusters(spots: Sequence[Spot]) -> list[Cluster]:
    """Names put together that are forms, or parts, of one: longer ones first."""
    found: list[Cluster] = []
    for spot in sorted(spots, key=lambda spot: (-len(words_of(spot)), spot.line.n, spot.start)):
        home = next((cluster for cluster in found if _belongs(spot, cluster)), None)
        if home is None:
            found.append(Cluster([spot]))
        else:
            home.spots.append(spot)
    return sorted(found, key=lambda cluster: min(spot.start for spot in cluster.spots))


def _belongs(spot: Spot, cluster: Cluster) -> bool:
    other = cluster.spots[0]
    language = spot.line.language
    mine, theirs = words_of(spot), words_of(other)
    if len(mine) == len(theirs):
        return all(same_word(a, b, language) for a, b in zip(mine, theirs, strict=True))
    if spot.sure and other.sure and spot.kind != other.kind:
        return False
    person = cluster.kind == "person"
    if len(mine) == 1:
        if person:
            return same_word(mine[0], theirs[-1], language) or (
                spot.kind == "person" and same_word(mine[0], theirs[0], language)
            )
        return _is_acronym(mine[0], other) or (
            spot.kind == other.kind != "person"
            and same_word(mine[0], theirs[0], language)
            and len(mine[0]) > 4
            and not spot.sure
        )
    return person and same_word(mine[-1], theirs[-1], language) and same_word(mine[0], theirs[0], language)


def _is_acronym(word: str, other: Spot) -> bool:
    if not word.isupper() or len(word) < 2:
        return False
    letters = "".join(token.text[0] for token in other.tokens if token.text[:1].isalpha()).upper()
    big = "".join(token.text[0] for token in other.tokens if token.text[:1].isupper())
    return word in (letters, big)


def _is_base(spot: Spot) -> bool:
    return spot.tokens[-1].feats.get("Case", "Nom") == "Nom"


def base_form(spot: Spot) -> str:
    """The name in the base case."""
    if _is_base(spot) or spot.line.language not in ("ru", "uk", "pl"):
        return _text(spot)
    if (spot.kind != "person" and len(spot.tokens) > 1) or _stands_in_base(spot):
        return _text(spot)
    return " ".join(
        base_word(token.text, spot.line.language, token.lemma, spot.gender)
        for token in spot.tokens
        if token.text[:1].isalnum()
    )


_BASE_ENDS = frozenset("бвгджзклнпрстфцчшщґ") | frozenset("bcdfgklłnprstwzżźćńśv")
"""Letters on which names of persons end in no case but the first (a family name of several aside)."""


def _stands_in_base(spot: Spot) -> bool:
    """Whether the ends of a full name say that it is in the base case, whatever the tagger says."""
    words = [token.text.lower() for token in spot.tokens if token.text[:1].isalpha() and not initial(token.text)]
    if spot.kind != "person" or len(words) < 2 or words[0][-1] not in _BASE_ENDS:
        return False
    return words[-1][-1] in _BASE_ENDS or words[-1].endswith(_WOMEN)


_WOMEN = ("ова", "ева", "ина", "ына", "ская", "цкая", "єва", "їна", "іна", "ська", "цька", "owa", "ewa", "ska", "cka")


def _text(spot: Spot) -> str:
    out, end = "", None
    for token in spot.tokens:
        out += (" " if end is not None and token.start > end else "") + token.text
        end = token.end
    return out


def base_word(word: str, language: str, lemma: str, gender: str | None) -> str:
    """One word of a name in the base case, with its capital."""
    if word.isupper() or not word[0].isupper():
        return word
    found = [one for one in readings(word, language) if "NameType" in one.feats]
    wanted = {"m": "Masc", "f": "Fem"}.get(gender or "")
    fits = [one for one in found if not wanted or one.feats.get("Gender") == wanted] or found
    low = fits[0].lemma if fits else lemma if len(lemma) > 2 else plain(word)
    if fits and fits[0].feats.get("Gender") == "Fem" and fits[0].feats.get("NameType") == "Sur":
        low = _feminine(low, language)
    return "-".join(part[:1].upper() + part[1:] for part in low.split("-"))


def _feminine(name: str, language: str) -> str:
    """A family name as a woman bears it, where dictionaries give the man's."""
    for man, woman in load(language, "naming").get("person", {}).get("feminine", ()):
        if name.endswith(man):
            return name[: len(name) - len(man)] + str(woman)
    return name


def admitted(doc: Doc, spots: Sequence[Spot]) -> list[Found]:
    """Mentions of the newcomers of an article, who are put into `doc.newcomers`."""
    found: list[Found] = []
    used: set[str] = set()
    for cluster in clusters(spots):
        newcomer = _newcomer(cluster, used)
        used.add(newcomer.local_id)
        doc.newcomers[newcomer.local_id] = newcomer
        for spot in cluster.spots:
            found.append(_found(spot, newcomer, cluster.kind))
    return found


def _found(spot: Spot, newcomer: Newcomer, kind: Kind) -> Found:
    tokens = tuple(range(spot.first, spot.last + 1))
    text = "".join(token.text for token in spot.tokens)
    how: MentionHow = "abbreviation" if kind == "org" and text.isupper() and len(text) < 7 else "name"
    one = Found(spot.line, spot.start, spot.end, how, newcomer.local_id, tokens=tokens, why=f"{kind}: {spot.why}")
    one.confidence = 0.85 if spot.sure else 0.65
    return one


def _newcomer(cluster: Cluster, used: set[str]) -> Newcomer:
    longest, kind = cluster.longest, cluster.kind
    language = longest.line.language
    name = base_form(longest)
    forms = {base_form(spot) for spot in cluster.spots}
    gender = next((spot.gender for spot in cluster.spots if spot.gender), None) if kind == "person" else None
    parts = name.split()
    local = f"{kind}:{slug(parts[-1] if kind == 'person' and parts else name, language) or 'unnamed'}"
    namesake = kind == "person" and len(parts) > 1 and local in known()
    if local in used or namesake:
        local = f"{kind}:{slug(name, language)}"
    n = 2
    while local in used:
        local, n = f"{kind}:{slug(name, language)}-{n}", n + 1
    return Newcomer(local, kind, name, language, gender=gender, forms=forms)


def without_parts(doc: Doc, found: Sequence[Found]) -> list[Found]:
    """Mentions without cities and regions that stand in the name of a newcomer: the London of the London Tea Board."""
    names = [one for one in found if kind_of(one.actor_id) in ("org", "event") and one.actor_id in doc.newcomers]
    return [
        one
        for one in found
        if not (kind_of(one.actor_id) in ("place", "bloc") or one.how == "metonym")
        or not any(name.line is one.line and name.holds(one) and name is not one for name in names)
    ]
