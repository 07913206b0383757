"""Units of a text, and the terms they stand under."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from armillary.lexicon.folding import fold

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_POINTS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
"""Accents, and the vowel points that Hebrew and Arabic may be written without."""
_MARKS = _POINTS + "\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd"
_UNIT = re.compile(rf"([{_UNSPACED}]+)|(?:[^\W_{_UNSPACED}][{_MARKS}]*)+")
_DROPPED = re.compile(f"[{_POINTS}]")
_LIKE = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "ё": "е", "’": "'", "ʼ": "'"})
_LONGEST = 64
"""Letters of a term; what is longer is told apart by these alone."""

Unit = tuple[int, int, bool]
"""Start, end, and whether it is of a script without blanks."""


def units(text: str) -> list[Unit]:
    """The units of a text in order; the number of a unit is its place.

    A run of n characters without blanks gives n units: each character with the next, and the last alone.
    """
    found: list[Unit] = []
    for match in _UNIT.finditer(text):
        start, end = match.span()
        if match[1] is None:
            found.append((start, end, False))
        else:
            found += [(i, min(i + 2, end), True) for i in range(start, end)]
    return found


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """A word without case, accents and vowel points."""
    if word.isascii():
        return word.lower()[:_LONGEST]
    bare = _DROPPED.sub("", unicodedata.normalize("NFKD", word.casefold()))
    return unicodedata.normalize("NFC", bare.translate(_LIKE))[:_LONGEST]


def pair(characters: str, language: str) -> str:
    """One or two characters of a script without blanks; Chinese in simplified letters."""
    return fold(characters, language) if language.startswith("zh") else characters
