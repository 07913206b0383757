"""What is known of a word before its neighbours are looked at, as numbers that mean the same in every language.

Dictionaries (readings of the form) and the language's list of function words give them, so that what the parser learns
of one language holds in others.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from armillary.read.grammar.morphology import readings
from armillary.read.grammar.reading import Reading
from armillary.read.grammar.words import function_words

UPOS = (
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
)
VALUES = {
    "Case": "Nom Gen Dat Acc Ins Loc Voc",
    "Number": "Sing Plur",
    "Gender": "Masc Fem Neut",
    "Person": "0 1 2 3",
    "Tense": "Past Pres Fut",
    "VerbForm": "Fin Inf Part Conv Ger Vnoun",
    "Mood": "Ind Imp Cnd",
    "Voice": "Act Pass",
    "Aspect": "Perf Imp",
    "Animacy": "Anim Inan",
    "Variant": "Short",
    "Poss": "Yes",
    "Reflex": "Yes",
    "PronType": "Rel",
    "Degree": "Cmp Sup",
}
LISTS = (
    "relatives.words",
    "negators.words",
    "negators.arguments",
    "auxiliaries.be",
    "auxiliaries.have",
    "auxiliaries.passive",
    "auxiliaries.will",
    "auxiliaries.do",
    "complementisers.words",
    "conditionals.words",
    "agents.words",
    "light_verbs.words",
    "action_nouns.words",
    "complement_verbs.planned",
    "complement_verbs.wanted",
    "complement_verbs.real",
    "complement_verbs.object_control",
    "object_markers.words",
)
_MARKS = {
    "comma": ",，、،",
    "stop": ".。!?！？…",
    "colon": ":：",
    "semicolon": ";；",
    "open": "“«„‘「『‹",
    "close": "”»’」』›",
    "quote": "\"'",
    "bracket": "([{（",
    "bracket_end": ")]}）",
    "dash": "—–-−―",
}
_SHAPES = ("capital", "capitals", "digit", "hyphen", "one", "apostrophe", "known", "modal", "long")
NAMES = (
    *(f"pos={value}" for value in UPOS),
    *(f"{name}={value}" for name, values in VALUES.items() for value in values.split()),
    *(f"governs={value}" for value in VALUES["Case"].split()),
    *(f"list={name}" for name in LISTS),
    *(f"mark={name}" for name in _MARKS),
    *_SHAPES,
)
WIDTH = len(NAMES)
_INDEX = {name: i for i, name in enumerate(NAMES)}
_PAIRS = {tuple(name.split("=", 1)): i for name, i in _INDEX.items() if "=" in name}


def word_features(word: str, language: str) -> NDArray[np.float32]:
    """The features of a word, in the order of `NAMES`, each from 0 to 1."""
    row = [0.0] * WIDTH
    found = readings(word, language)
    total = sum([one.weight for one in found]) or 1.0
    for one in found:
        share = one.weight / total
        for place in _reading_places(one):
            row[place] += share
    for place in (*_list_places(word, found[0], language), *_shape_places(word)):
        row[place] = 1.0
    row[_INDEX["known"]] = float(found[0].pos != "X")
    return np.array(row, np.float32)


def _reading_places(one: Reading) -> Iterator[int]:
    pairs = (("pos", one.pos), *one.feats.items())
    return (place for pair in pairs if (place := _PAIRS.get(pair)) is not None)


def _list_places(word: str, first: Reading, language: str) -> Iterator[int]:
    words, low, listed = function_words(language), word.lower(), _listed(language)
    yield from listed.get(low, ())
    yield from listed.get(first.lemma, ())
    if first.pos == "ADP":
        cases = words.adpositions.get(low) or words.adpositions.get(first.lemma, ())
        yield from (_INDEX[f"governs={case}"] for case in cases)


@cache
def _listed(language: str) -> dict[str, tuple[int, ...]]:
    """Word → the places of the lists it is in."""
    words = function_words(language)
    lists = [(f"list={name}", words.listed(name)) for name in LISTS] + [("modal", frozenset(words.modals))]
    found: dict[str, tuple[int, ...]] = {}
    for name, members in lists:
        for member in members:
            found[member] = (*found.get(member, ()), _INDEX[name])
    return found


def _shape_places(word: str) -> Iterator[int]:
    if not word.isalnum():
        yield from (_INDEX[f"mark={name}"] for name, marks in _MARKS.items() if word[0] in marks)
        if "-" in word[1:]:
            yield _INDEX["hyphen"]
        if "'" in word or "’" in word:
            yield _INDEX["apostrophe"]
    if word[0].isupper():
        yield _INDEX["capital"]
    if len(word) > 1 and word.isupper():
        yield _INDEX["capitals"]
    if not word.isalpha() and any(c.isdigit() for c in word):
        yield _INDEX["digit"]
    if len(word) == 1:
        yield _INDEX["one"]
    if len(word) > _LONG:
        yield _INDEX["long"]


_LONG = 9


@cache
def spelling_slots(word: str, slots: int) -> tuple[int, int, int]:
    """Where the vectors of a word, and of its endings of three and two letters, are in a table of `slots` rows."""
    from zlib import crc32

    low = word.lower()
    return tuple(crc32(f"{kind}{part}".encode("utf-8", "replace")) % slots for kind, part in _parts(low))  # type: ignore[return-value]


def _parts(low: str) -> tuple[tuple[str, str], ...]:
    return (("w", low), ("s", low[-3:]), ("t", low[-2:]))


def bare_features(word: str, language: str) -> NDArray[np.float32]:
    """The features of a word where no dictionary of its language is known: only function words and marks have readings.

    The parser meets some sentences so while it learns, and reads languages so that have no dictionary of forms.
    """
    words = function_words(language)
    low = word.lower()
    if not word.isalpha() or low in words.closed or low in words.adpositions or low in words.pronouns:
        return word_features(word, language)
    row = np.zeros(WIDTH, np.float32)
    row[list(_shape_places(word))] = 1.0
    return row
