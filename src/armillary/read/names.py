"""How alike two names are, each in its language: by sound, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from armillary.lexicon import load
from armillary.lexicon.romanise import romanise
from armillary.lexicon.sound import letters, likeness, script
from armillary.read.grammar.morphology import readings
from armillary.read.mentions.newcomers import same_word

_COARSE = str.maketrans("cqgdbvwrzSCJZmhHj", "kkktpfflsssssnkks", "aeiouy")
_INFLECTED = frozenset({"ru", "uk", "pl"})


@lru_cache(maxsize=200_000)
def roman(word: str, language: str) -> str:
    """A word in plain small Latin letters."""
    return romanise(word, language).lower()


@lru_cache(maxsize=200_000)
def skeleton(word: str, language: str) -> str:
    """The consonants of a word, those that spellings exchange as one."""
    plain = letters(roman(word, language)).translate(_COARSE)
    return re.sub(r"(.)\1+", r"\1", plain)


def hearts(words: Sequence[str], language: str) -> list[tuple[str, ...]]:
    """The words of a name of a thing that are no word for an organisation, each with its dictionary forms."""
    return [forms for word in words if not set(forms := _forms(word, language)) & _generic(language)]


@lru_cache(maxsize=100_000)
def _forms(word: str, language: str) -> tuple[str, ...]:
    low = word.lower()
    found = [one.lemma for one in readings(word, language)[:3]] if language in _INFLECTED else []
    return tuple(dict.fromkeys([low, *found]))


@cache
def _generic(language: str) -> frozenset[str]:
    listed = load(language, "naming").get("org", {})
    return frozenset(" ".join(listed.get(name, "") for name in ("heads", "quoted")).split())


@lru_cache(maxsize=500_000)
def alike(one: str, language: str, two: str, other: str, loosely: bool, least: int = 3) -> bool:
    """Whether two words, each in its language, are one name by their sound."""
    a, b = roman(one, language), roman(two, other)
    if a == b or (language == other and language != "zh" and same_word(one, two, language)):
        return True
    if min(len(letters(a)), len(letters(b))) < least:
        return False
    han = "han" in (script(one), script(two))
    like = likeness(one, two) if han else likeness(a, b)
    enough = like.head and like.agreed >= (3 if han or len(a) > 5 else 2)
    return enough and (like.same or (loosely and like.slip))
