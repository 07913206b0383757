"""How a language writes the actors: its own files first, then what CLDR knows of states and cities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, cast, get_args

from armillary.lexicon import actor_files, load
from armillary.schema import MentionHow

SUBJECTS = ("actors", "institutions")
HOWS: tuple[MentionHow, ...] = get_args(MentionHow)
_LENDERS = {"Latn": "en", "Cyrl": "ru"}
_PARENTHESIS = re.compile(r"\s*[(（].*?[)）]")


class Written(NamedTuple):
    """One form of one actor."""

    actor_id: str
    how: MentionHow
    text: str
    context: bool


def written(language: str) -> Iterator[Written]:
    """All forms of a language, the usual name of an actor first; the same form may come again."""
    own = [*_own(language)]
    given = [*_cldr(language, {one.actor_id for one in own if one.how == "name"})]
    states = {one.text: one.actor_id for one in (*own, *given) if one.how == "name" and ":" not in one.actor_id}
    named = [_behind(states, one) for one in (*own, *given)]
    yield from named
    yield from _made(language, own)
    yield from (_behind(states, one) for one in _capitals(named))
    yield from _persons(language)


def _behind(states: Mapping[str, str], one: Written) -> Written:
    """A city with the name of a state (`Алжир`, `Panama`) stands behind the state: it needs the context."""
    city = one.actor_id.startswith("place:") or one.how == "metonym"
    if city and states.get(one.text, one.actor_id) != one.actor_id:
        return one._replace(context=True)
    return one


def shorts(language: str) -> Iterator[tuple[str, str, bool]]:
    """Characters that stand for states in compounds: actor id, text, and whether it seldom does (`?`)."""
    for actor_id, value in load(language, "actors").get("short", {}).items():
        for text, rare in _split(value):
            yield actor_id, text, rare


def split_forms(value: str | list[str]) -> list[tuple[str, bool]]:
    """Forms of an entry, separated by commas or as a list; True beside those that end in `?`."""
    return [*_split(value)]


def _split(value: str | list[str]) -> Iterator[tuple[str, bool]]:
    for part in value.split(",") if isinstance(value, str) else value:
        text = part.strip()
        if text:
            yield text.rstrip("?"), text.endswith("?")


def _own(language: str) -> Iterator[Written]:
    for subject in SUBJECTS:
        data = load(language, subject)
        for how in HOWS:
            for actor_id, value in data.get(how, {}).items():
                for text, context in _split(value):
                    yield Written(actor_id, how, text, context)


def _made(language: str, own: Iterable[Written]) -> Iterator[Written]:
    """Forms by the language's patterns: `[made.metonym] short = "{}方"` makes 俄方 of the short form 俄."""
    patterns: Mapping[str, Mapping[str, Any]] = load(language, "actors").get("made", {})
    of_state = [one for one in own if ":" not in one.actor_id and one.how == "name" and not one.context]
    bases = {
        "name": [(one.actor_id, one.text, one.context) for one in of_state],
        "short": [*shorts(language)],
    }
    for how, sources in patterns.items():
        for source, value in sources.items():
            for pattern, context in _split(value):
                for actor_id, text, rare in bases[source]:
                    yield Written(actor_id, cast(MentionHow, how), pattern.replace("{}", text), context or rare)
    for actor_id, text, _ in bases["short"]:
        yield Written(actor_id, "abbreviation", text, True)


def _cldr(language: str, named: Collection[str]) -> Iterator[Written]:
    territories, zones = _locale(language)
    latin = _script(language) == "Latn"
    for actor_id, entry in actor_files.entries().items():
        unnamed = actor_id.startswith("place:") and actor_id not in named and entry.get("zone", "") not in zones
        if (latin and unnamed) or (language == "en" and not actor_id.startswith("person:")):
            yield Written(actor_id, "name", entry["name"], bool(entry.get("ambiguous")))
        name = territories.get(entry.get("iso2", ""))
        if name:
            yield Written(actor_id, "name", name, bool(entry.get("ambiguous")))
        city = zones.get(entry.get("zone", ""))
        if city:
            yield Written(actor_id, "name", city, bool(entry.get("ambiguous")))


@cache
def _locale(language: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return {}, {}
    zones = {
        zone: _PARENTHESIS.sub("", values["city"]) for zone, values in locale.time_zones.items() if "city" in values
    }
    return _plain(locale.territories), zones


def _plain(territories: Mapping[str, str]) -> dict[str, str]:
    """Names without what stands in brackets; names that two territories then share are left out."""
    plain = {code: _PARENTHESIS.sub("", name) for code, name in territories.items()}
    often = Counter(plain.values())
    return {code: name for code, name in plain.items() if often[name] == 1}


def _script(language: str) -> str:
    from babel.core import get_global

    return str(get_global("likely_subtags").get(language, "")).partition("_")[2][:4]


def _capitals(found: Iterable[Written]) -> Iterator[Written]:
    seats: dict[str, list[str]] = {}
    for actor_id, entry in actor_files.entries().items():
        for key in ("capital", "seat"):
            if key in entry:
                seats.setdefault(entry[key], []).append(actor_id)
    for one in found:
        if one.how == "name":
            for state in seats.get(one.actor_id, ()):
                yield Written(state, "metonym", one.text, one.context)


def _persons(language: str) -> Iterator[Written]:
    """Names of persons; a language without its own takes those of English or Russian, by its script."""
    key = _LENDERS.get(_script(language), language)
    for actor_id, entry in actor_files.entries().items():
        if actor_id.startswith("person:"):
            for text, context in _split(entry.get(language) or entry.get(key) or ""):
                yield from _person(actor_id, text, context)


def _person(actor_id: str, text: str, context: bool) -> Iterator[Written]:
    whole = text.replace("?/", "/").replace("/", "")
    yield Written(actor_id, "name", whole, context)
    if text.count("/") == 2:
        family = text.split("/")[1]
        yield Written(actor_id, "name", family.rstrip("?"), context or family.endswith("?"))
