"""Names in plain Latin letters: slugs of ids, and letters to compare names by.

Russian, Ukrainian and Belarusian follow BGN/PCGN as English-language news simplifies it (no soft signs, `y` for й,
ий and ый); Chinese is pinyin without tones; all else loses its accents.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_SHARED = {
    "а": "a", "б": "b", "в": "v", "д": "d", "ж": "zh", "з": "z", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ь": "", "ъ": "", "ю": "yu", "я": "ya", "й": "y", "ы": "y", "э": "e", "ё": "yo", "е": "e", "г": "g",
    "и": "i", "’": "'", "'": "'", "ў": "w", "қ": "k", "ғ": "g", "ә": "a", "ө": "o", "ү": "u", "ұ": "u", "ң": "n",
    "һ": "h", "ө́": "o",
}  # fmt: skip
_UKRAINIAN = {**_SHARED, "г": "h", "ґ": "g", "и": "y", "і": "i", "ї": "yi", "є": "ye"}
_LANGUAGES = {"uk": _UKRAINIAN, "be": {**_SHARED, "г": "h", "і": "i"}}
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_GROUND = re.compile(r"[^a-z0-9]+")
_SPECIAL = str.maketrans({"ı": "i", "İ": "I", "ş": "sh", "Ş": "Sh", "ə": "a", "Ə": "A"})


@lru_cache(maxsize=100_000)
def romanise(text: str, language: str) -> str:
    """A name in plain Latin letters; case and blanks stay."""
    if not _CYRILLIC.search(text):
        return anyascii(text.translate(_SPECIAL) if language == "az" else text)
    table = _LANGUAGES.get(language, _SHARED)
    return "".join(_letters(text, i, table) for i in range(len(text)))


def _letters(text: str, i: int, table: dict[str, str]) -> str:
    letter = text[i]
    low = letter.lower()
    before, after = text[i - 1 : i].lower() if i else "", text[i + 1 : i + 2].lower()
    found = table.get(low)
    if found is None:
        return anyascii(letter)
    if low in "иы" and after == "й" and not text[i + 2 : i + 3].isalpha():
        return ""
    if low == "е" and table is _SHARED and (not before.isalpha() or before in "аеиоуыэюяьъ"):
        found = "ye"
    return found.capitalize() if letter.isupper() else found


def slug(text: str, language: str = "") -> str:
    """A name as the part of an id: lower-case ASCII, every run of other characters one hyphen."""
    return _GROUND.sub("-", romanise(text, language).lower()).strip("-")
