"""Names of months and weekdays in all languages, from the Unicode CLDR by way of Babel."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError

LANGUAGES = tuple(
    entry
    for line in (
        "ar ar_SY az be bg bn bs bs_Cyrl ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka",
        "kk ko ky lt lv mk mn mr ms mt nb ne nl pa pl ps pt ro ru sk sl so sq sr sr_Latn sv sw ta te tg th tr uk ur uz",
        "vi zh",
    )
    for entry in line.split()
)
"""CLDR locales that month and weekday names are looked up in."""

_MARKS = "".join(chr(c) for c in range(0x300, 0x10000) if unicodedata.category(chr(c)) in ("Mn", "Mc"))
LETTER = rf"(?:[^\W\d_]|[{re.escape(_MARKS)}])"
"""Pattern of a letter or a sign written on one, which `\\w` does not match: vowels in Hindi and Thai."""

_NAME = re.compile(f"{LETTER}+")
_ALSO = {"ar": ("ar_SY",), "sr": ("sr_Latn",), "bs": ("bs_Cyrl",), "no": ("nb",)}


@cache
def months(language: str) -> dict[str, int]:
    """Month names of one language, full and short, in all their cases: casefolded name to 1-12."""
    return _names(language, "months")


@cache
def weekdays(language: str) -> dict[str, int]:
    """Weekday names of one language, full and short: casefolded name to 0-6, Monday first."""
    return _names(language, "days")


@cache
def months_of_all() -> dict[str, int]:
    """Month names that mean the same month in every language that has them ("listopad" is left out)."""
    return _unambiguous([months(language) for language in LANGUAGES])


@cache
def weekdays_of_all() -> dict[str, int]:
    """Weekday names of all languages."""
    return _unambiguous([weekdays(language) for language in LANGUAGES])


def _names(language: str, kind: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for code in (language.replace("-", "_").split("_Han")[0], *_ALSO.get(language, ())):
        found |= _of_locale(code, kind)
    return found


def _of_locale(code: str, kind: str) -> dict[str, int]:
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return {}
    table = locale.months if kind == "months" else locale.days
    return {
        folded: number
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in table[context][width].items()
        if len(folded := name.casefold().rstrip(".")) > 1 and _NAME.fullmatch(folded)
    }


def _unambiguous(tables: list[dict[str, int]]) -> dict[str, int]:
    merged: dict[str, int] = {}
    doubtful: set[str] = set()
    for table in tables:
        doubtful |= {name for name, number in table.items() if merged.setdefault(name, number) != number}
    return {name: number for name, number in merged.items() if name not in doubtful}
