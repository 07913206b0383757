"""Readings of words by their endings and dictionary forms, for languages without a dictionary of forms.

The endings are data (`[endings]` of `grammar.toml`). What fits several kinds of words gets several readings.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from armillary import lexicon
from armillary.read.grammar.reading import Reading

_LEAST_STEM = 3


def guesses(word: str, base: str, language: str) -> tuple[Reading, ...]:
    """Readings of an open-class word; none where the language has no data on endings.

    Args:
        word: the form.
        base: its dictionary form.
        language: ISO 639-1.
    """
    data = _endings(language)
    if not data or not word.isalpha():
        return ()
    low = word.lower()
    found = [one for kind, pos, feats in _KINDS if (one := _reading(low, base, kind, pos, feats, data))]
    if data.get("verb") and base != low and base.endswith(tuple(data["verb"])) and not found:
        found.append(Reading(base, "VERB", {"VerbForm": "Fin"}, 0.8))
    if word[0].isupper():
        name = "NOUN" if data.get("capital_nouns") else "PROPN"
        return (Reading(base, name, {}, 0.7), *(Reading(one.lemma, one.pos, one.feats, 0.1) for one in found))
    return tuple(found)


def names(word: str, language: str) -> tuple[Reading, ...]:
    """Readings of a capitalised word that the dictionary of an inflected language lacks; none without data."""
    rows = lexicon.load(language, "grammar").get("unknown", {}).get("names", ())
    if not rows or not word[:1].isupper():
        return ()
    low, found = word.lower(), []
    for ending, case, gender, ending_of_base in (row.split() for row in rows):
        if low.endswith(ending) and len(low) >= len(ending) + _LEAST_STEM:
            base = low[: -len(ending)] + ending_of_base.strip("-")
            found.append(Reading(base, "PROPN", {"Case": case, "Gender": gender, "Number": "Sing"}, 0.3))
    if low[-1] not in _VOWELS:
        found.append(Reading(low, "PROPN", {"Case": "Nom", "Gender": "Masc", "Number": "Sing"}, 0.3))
    return tuple(found)


_VOWELS = frozenset("aeiouyąęó")

_KINDS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("infinitive", "VERB", {"VerbForm": "Inf"}),
    ("participle", "VERB", {"VerbForm": "Part", "Tense": "Past"}),
    ("gerund", "VERB", {"VerbForm": "Ger"}),
    ("past", "VERB", {"VerbForm": "Fin", "Tense": "Past"}),
    ("present", "VERB", {"VerbForm": "Fin", "Tense": "Pres"}),
    ("future", "VERB", {"VerbForm": "Fin", "Tense": "Fut"}),
    ("noun", "NOUN", {}),
    ("adjective", "ADJ", {}),
    ("adverb", "ADV", {}),
)


def _reading(
    low: str, base: str, kind: str, pos: str, feats: Mapping[str, str], data: Mapping[str, Any]
) -> Reading | None:
    endings = data.get(kind, ())
    least = _LEAST_STEM - bool(data.get("harmony"))
    fitting = (one for one in endings if low.endswith(one) and len(low) >= len(one) + least)
    ending = max(fitting, key=len, default="")
    if not ending:
        return None
    if pos == "VERB" and data.get("harmony") and kind != "infinitive":
        return Reading(_harmonised(low[: -len(ending)]), pos, feats, 0.6)
    if pos == "VERB" and data["verb"] and not base.endswith(tuple(data["verb"])):
        base = _infinitive(low[: -len(ending)], data) if kind == "participle" and base == low else ""
    return Reading(base, pos, feats, 0.6) if base else None


def _harmonised(stem: str) -> str:
    """The dictionary form of a Turkish verb: `-mak` behind a back vowel, else `-mek`."""
    last = next((letter for letter in reversed(stem) if letter in "aıoueiöü"), "e")
    return stem + ("mak" if last in "aıou" else "mek")


def _infinitive(stem: str, data: Mapping[str, Any]) -> str:
    """The verb a participle belongs to, where its dictionary form is not known to be one."""
    from simplemma import is_known

    return next((stem + ending for ending in data["verb"] if is_known(stem + ending, data["language"])), "")


@cache
def _endings(language: str) -> Mapping[str, Any]:
    data = lexicon.load(language, "grammar").get("endings", {})
    found = {name: tuple(value.split()) if isinstance(value, str) else value for name, value in data.items()}
    return {"verb": (), "language": language, **found} if found else {}
