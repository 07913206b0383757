"""States and cities a sentence names, in whatever language, by the names CLDR gives them.

Countries and the cities of time zones come from Babel; a word counts for a name when it begins with its stem, so that
inflected forms and adjectives count too (Россия, России, российский). What CLDR lacks (irregular adjectives, short
forms, alliances) is in `lexicon/languages/*/names.toml`, table `names`: identifier to words, written as cues.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from armillary.lexicon import load
from armillary.trace.changes.cues import pattern

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LEAST_STEM = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text: what it may be (ISO 3166 codes, time zones, identifiers of the lexicon), and where."""

    ids: frozenset[str]
    start: int
    end: int


@cache
def _named(language: str) -> Mapping[str, frozenset[str]]:
    """Names of countries and cities in a language, lower case, with what they may stand for."""
    try:
        locale = Locale.parse(language.replace("-", "_"), sep="_")
    except (UnknownLocaleError, ValueError):
        return {}
    found: dict[str, set[str]] = {}
    for code, name in locale.territories.items():
        if len(code) == 2 and code.isalpha():
            found.setdefault(name.lower(), set()).add(code)
    zones = get_global("zone_territories")
    for zone, about in locale.time_zones.items():
        city = about.get("city")
        if city:
            found.setdefault(city.lower(), set()).update((zone, zones.get(zone, zone)))
    return {name: frozenset(ids) for name, ids in found.items()}


@cache
def _stems(language: str) -> Mapping[str, frozenset[str]]:
    """Stems of the one-word names; where two places share a stem it may stand for either."""
    stems: dict[str, frozenset[str]] = {}
    for name, ids in _named(language).items():
        if " " not in name and "-" not in name:
            stem = name[: max(_LEAST_STEM, len(name) - 2)]
            if len(stem) >= _LEAST_STEM:
                stems[stem] = stems.get(stem, frozenset()) | ids
    return stems


def places(text: str, language: str) -> list[Mention]:
    """The places a text names, in order; none where CLDR does not know the language."""
    found = _from_lexicon(text, language)
    taken = [(mention.start, mention.end) for mention in found]
    named = _unspaced(text, language) if _UNSPACED.search(text) else _spaced(text, language)
    for mention in named:
        if all(mention.end <= start or end <= mention.start for start, end in taken):
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _from_lexicon(text: str, language: str) -> list[Mention]:
    words: Mapping[str, list[str]] = load(language, "names").get("names", {})
    found = []
    for identifier, cues in words.items():
        ids = frozenset(identifier.split("_or_"))
        found += [
            Mention(ids, *match.span())
            for match in pattern(cues).finditer(text)
            if match.group()[0].isupper() or _UNSPACED.match(match.group())
        ]
    return found


def _spaced(text: str, language: str) -> list[Mention]:
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        ids = _of_word(word.lower(), language) if word[0].isupper() or _adjective(word) else frozenset[str]()
        if ids:
            found.append(Mention(ids, *match.span()))
    return found


def _adjective(word: str) -> bool:
    return len(word) > 6


def _of_word(word: str, language: str) -> frozenset[str]:
    exact = _named(language).get(word)
    if exact:
        return exact
    stems = _stems(language)
    for end in range(len(word), _LEAST_STEM - 1, -1):
        ids = stems.get(word[:end])
        if ids and len(word) - end <= 7:
            return ids
    return frozenset()


@cache
def _unspaced_pattern(language: str) -> re.Pattern[str]:
    names = sorted((n for n in _named(language) if len(n) >= 2), key=lambda n: (-len(n), n))
    return re.compile("|".join(map(re.escape, names)) or r"(?!)")


def _unspaced(text: str, language: str) -> list[Mention]:
    named = _named(language)
    return [Mention(named[m.group()], *m.span()) for m in _unspaced_pattern(language).finditer(text)]


@cache
def _calendar(language: str) -> frozenset[str]:
    """Names of days and months, lower case."""
    try:
        locale = Locale.parse(language.replace("-", "_"), sep="_")
    except (UnknownLocaleError, ValueError):
        return frozenset()
    tables = (locale.days, locale.months)
    return frozenset(word.lower() for t in tables for form in t.values() for word in form["wide"].values())


def known(word: str, language: str) -> bool:
    """Whether a word is a correct name of a place, or of a day or month, in a language."""
    return bool(_of_word(word.lower(), language)) or word.lower() in _calendar(language)
