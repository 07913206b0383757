"""What a word is looked up by: the same for a word of the lexicon and one of a text, so that errors cancel."""

from __future__ import annotations

from functools import lru_cache

from armillary.lexicon import load
from armillary.read.grammar.morphology import dictionary, readings

STEM = "~"
"""Marks a key that is a stem: of a name the dictionary does not know, whatever ending it has."""
_LEAST_STEM = 3
_LIKELY = 0.02
_LONGEST_ENDING = 2
"""Letters a name may be longer than its dictionary form; more is another word (`Polisario`, `polis`)."""
_PLAIN = str.maketrans({"ё": "е", "Ё": "Е", "’": "'", "ʼ": "'", "‑": "-", "‐": "-"})


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """A word in lower case, without marks that writers leave out."""
    return word.translate(_PLAIN).lower()


@lru_cache(maxsize=200_000)
def keys(word: str, language: str, lemma: str = "") -> frozenset[str]:
    """Keys of a word: itself and the dictionary forms it may have; stems where it may be a name in any case."""
    found = {plain(word), undotted(plain(word))}
    likely = {plain(lemma), *(plain(one.lemma) for one in readings(word, language) if one.weight > _LIKELY)}
    whole = "-" in plain(word).strip("-")
    found.update(one for one in likely if one and ("-" in one or not whole))
    found.update(_masculine(plain(word), language))
    if word[:1].isupper():
        found.update(STEM + stem for stem in stems(plain(word), language))
    return frozenset(found)


def undotted(word: str) -> str:
    """An abbreviation without its dots (`U.N.`); all else as it is."""
    bare = word.replace(".", "")
    return bare if 2 * len(bare) - 1 <= len(word) <= 2 * len(bare) and len(bare) > 1 else word


def _masculine(word: str, language: str) -> set[str]:
    """What an adjective may be in its base form, where its language says how forms end (`kongolesischen`)."""
    ends = load(language, "naming").get("adjective", {}).get("ends", ())
    return {word[: len(word) - len(old)] + new for old, new in ends if word.endswith(old)}


@lru_cache(maxsize=100_000)
def base_keys(word: str, language: str, alone: bool = False) -> frozenset[str]:
    """Keys of a word of the lexicon, which stands in its base form; in a longer form it may be in another case."""
    found = {plain(word)}
    likely = [one for one in readings(word, language) if one.weight > _LIKELY]
    if alone and word[:1].isupper():
        likely = [one for one in likely if len(word) - len(one.lemma) <= _LONGEST_ENDING]
    found.update(plain(one.lemma) for one in likely if not alone or one.feats.get("Case", "Nom") == "Nom")
    if word[:1].isupper() and not word.isupper() and _strange(word, language):
        stem = base_stem(plain(word), language)
        if stem:
            found.add(STEM + stem)
    return frozenset(found)


def _strange(word: str, language: str) -> bool:
    """Whether the dictionary may not know it: what it knows needs no stems."""
    return len(word) > 3 and ("-" in word or language in ("ru", "uk") or not dictionary(language)(word))


@lru_cache(maxsize=100_000)
def stems(word: str, language: str) -> tuple[str, ...]:
    """What may be the stem of a name, by the endings names take in the language."""
    if len(word) < _LEAST_STEM + 1:
        return ()
    endings = load(language, "naming").get("case", {}).get("endings", ())
    cut = (word[: len(word) - len(ending)] for ending in endings if word.endswith(ending))
    return tuple(stem for stem in dict.fromkeys(cut) if len(stem) >= _LEAST_STEM)


def base_stem(word: str, language: str) -> str:
    """The stem of a name in its base form; empty where the language has no case endings."""
    case = load(language, "naming").get("case", {})
    if not case:
        return ""
    for ending in case.get("base", ()):
        if word.endswith(ending) and len(word) - len(ending) > _LEAST_STEM:
            return word[: len(word) - len(ending)]
    return word
