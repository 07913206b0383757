"""States and cities a sentence names, in whatever language, by the names CLDR gives them.

Countries and the cities of time zones come from Babel (cities CLDR does not spell out are called as in English in the
name of their zone); a word counts for a name when it begins with its stem, so that
inflected forms and adjectives count too (Россия, России, российский). What CLDR lacks (irregular adjectives, short
forms, alliances) is in `lexicon/languages/*/names.toml`, table `places`: what the words stand for (`KR_or_KP`: either),
and the words, written as cues. `loose` there says that capitals (or katakana) are no sign of a name, `common` lists
words of titles and institutions, which are translated and never spelt by sound.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from armillary.lexicon import load
from armillary.trace.changes.cues import pattern

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LEAST_STEM = 4
_OPEN = "aeioyаеияяоьйáéíę"
_CONTINENTS = ("002", "003", "005", "009", "019", "142", "143", "150")


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
        if len(code) == 2 or code in _CONTINENTS:
            found.setdefault(name.lower(), set()).add(code)
    zones = get_global("zone_territories")
    for zone, about in locale.time_zones.items():
        city = about.get("city") or zone.rpartition("/")[2].replace("_", " ")
        if "/" in zone and not zone.startswith("Etc/"):
            found.setdefault(city.lower(), set()).update((zone, zones.get(zone, zone)))
    for zone in zones if language.split("-")[0] == "en" else ():
        if zone.count("/") == 1 and zone not in locale.time_zones and not zone.startswith("Etc/"):
            found.setdefault(zone.partition("/")[2].replace("_", " ").lower(), set()).update((zone, zones[zone]))
    return {name: frozenset(ids) for name, ids in found.items()}


@cache
def _stems(language: str) -> Mapping[str, frozenset[str]]:
    """Stems of the one-word names; where two places share a stem it may stand for either."""
    stems: dict[str, frozenset[str]] = {}
    for name, ids in _named(language).items():
        if " " not in name and "-" not in name and len(name) >= _LEAST_STEM:
            stem = name[: max(_LEAST_STEM, round(0.62 * len(name)))]
            stems[stem] = stems.get(stem, frozenset()) | ids
    return stems


def places(text: str, language: str) -> list[Mention]:
    """The places a text names, in order; none where CLDR does not know the language."""
    return list(_places(text, language))


@lru_cache(4096)  # the same reference is held against each of its copies
def _places(text: str, language: str) -> tuple[Mention, ...]:
    found = _from_lexicon(text, language)
    taken = [(mention.start, mention.end) for mention in found]
    named = _unspaced(text, language) if _UNSPACED.search(text) else _spaced(text, language)
    for mention in named:
        if all(mention.end <= start or end <= mention.start for start, end in taken):
            found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


@cache
def _any_of_lexicon(language: str) -> re.Pattern[str]:
    return pattern(cue for cues in load(language, "names").get("places", {}).values() for cue in cues)


@cache
def _lexicon(language: str) -> tuple[tuple[frozenset[str], re.Pattern[str], re.Pattern[str]], ...]:
    """Per entry of the lexicon: what it stands for, its abbreviations (in capitals only), its other cues."""
    entries: Mapping[str, list[str]] = load(language, "names").get("places", {})
    return tuple(
        (
            frozenset(identifier.split("_or_")),
            pattern(cue for cue in cues if _abbreviation(cue)),
            pattern(cue for cue in cues if not _abbreviation(cue)),
        )
        for identifier, cues in entries.items()
    )


def _abbreviation(cue: str) -> bool:
    return cue.isupper() and len(cue) < 6


def _from_lexicon(text: str, language: str) -> list[Mention]:
    found: list[Mention] = []
    if not _any_of_lexicon(language).search(text):
        return found
    for ids, abbreviations, cues in _lexicon(language):
        found += [Mention(ids, *m.span()) for m in abbreviations.finditer(text) if m.group().isupper()]
        found += [Mention(ids, *m.span()) for m in cues.finditer(text)]
    return found


def _spaced(text: str, language: str) -> list[Mention]:
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        ids = of_word(word, language) if word[0].isupper() or _adjective(word) else frozenset[str]()
        if ids:
            found.append(Mention(ids, *match.span()))
    return found


def _adjective(word: str) -> bool:
    return len(word) > 6


def sure(word: str, language: str) -> frozenset[str]:
    """What a word surely names: the name as CLDR has it, or with the ending of a case; never by a mere stem."""
    word = word.lower()
    named = _named(language)
    for end in range(len(word), max(len(word) - 3, 2), -1):
        for name in (word[:end], *(word[:end] + ending for ending in _endings(language))):
            if name in named:
                return named[name] - set(_CONTINENTS)
    return frozenset()


@cache
def _endings(language: str) -> tuple[str, ...]:
    """Last letters of CLDR's one-word names, which inflected forms replace."""
    return tuple(sorted({name[-1] for name in _named(language) if " " not in name and name[-1] in _OPEN}))


@lru_cache(65536)
def of_word(word: str, language: str) -> frozenset[str]:
    """What a word may stand for as the name of a place; empty where it is none that CLDR knows."""
    exact = _named(language).get(word.lower())
    if exact:
        return exact
    listed = frozenset(i for m in _from_lexicon(word, language) if m.end - m.start == len(word) for i in m.ids)
    if listed or sure(word, language):
        return listed or sure(word, language)
    word = word.lower()
    stems = _stems(language)
    shortest = max(_LEAST_STEM, len(word) - 7)
    return frozenset(i for end in range(shortest, len(word) + 1) for i in stems.get(word[:end], ()))


@cache
def _unspaced_pattern(language: str) -> re.Pattern[str]:
    names = sorted((n for n in _named(language) if len(n) >= 2), key=lambda n: (-len(n), n))
    return re.compile("|".join(map(re.escape, names)) or r"(?!)")


def _unspaced(text: str, language: str) -> list[Mention]:
    named = _named(language)
    return [Mention(named[m.group()], *m.span()) for m in _unspaced_pattern(language).finditer(text)]


@cache
def calendar(language: str) -> Mapping[str, frozenset[str]]:
    """Names of days and months, lower case, with what they stand for."""
    try:
        locale = Locale.parse(language.replace("-", "_"), sep="_")
    except (UnknownLocaleError, ValueError):
        return {}
    found: dict[str, set[str]] = {}
    for subject, table in (("day", locale.days), ("month", locale.months)):
        for form in table.values():
            for number, word in form["wide"].items():
                found.setdefault(word.lower(), set()).add(f"{subject}-{number}")
    return {word: frozenset(ids) for word, ids in found.items()}


def known(word: str, language: str) -> bool:
    """Whether a word is a correct name of a place, or of a day or month, in a language."""
    return bool(sure(word, language)) or word.lower() in calendar(language)


@cache
def _by_meaning(language: str) -> Mapping[str, tuple[str, ...]]:
    names: dict[str, list[str]] = {}
    for table in (_named(language), calendar(language)):
        for name, ids in table.items():
            cities = [identifier for identifier in ids if "/" in identifier]
            for identifier in cities or ids:
                names.setdefault(identifier, []).append(name)
    return {identifier: tuple(listed) for identifier, listed in names.items()}


def named_alike(text: str, language: str, other_language: str) -> dict[str, tuple[int, int]]:
    """What one would call, in another language, the places, days and months a text names; with where they stand."""
    found: dict[str, tuple[int, int]] = {}
    dated = [
        Mention(calendar(language)[match.group().lower()], *match.span())
        for match in _WORD.finditer(text)
        if match.group().lower() in calendar(language)
    ]
    for mention in places(text, language) + dated:
        word = text[mention.start : mention.end]
        if mention not in dated and not sure(word, language) and not _from_lexicon(word, language):
            continue
        for identifier in mention.ids:
            for name in _by_meaning(other_language).get(identifier, ()):
                found.setdefault(name, (mention.start, mention.end))
    return found
