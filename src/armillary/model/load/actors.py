"""Actors of event data as ours: states by name and code, organs and groups by country and sector, persons by name."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any, Final

from anyascii import anyascii
from babel import Locale

from armillary.lexicon import actors as lexicon
from armillary.model.load.raw import Party
from armillary.schema import Actor

_BRACKETS: Final = re.compile(r"^(?P<part>.+?)\s*\((?P<country>[^()]+)\)\s*$")
_ORGANISATION: Final = re.compile(
    r"\b(of|for|the|and|party|council|union|group|bank|agency|front|movement|organi[sz]ation|committee|commission|court|"
    r"ministry|department|university|company|corporation|inc|ltd|league|association|forces|army|police|congress|senate|"
    r"parliament|government|federation|network|media|news|times|authority|force|service|club|institute|foundation)\b|[&/0-9]",
    re.IGNORECASE,
)


@dataclass
class Actors:
    """The actors met so far; each name is looked up once."""

    rows: dict[str, Actor] = field(default_factory=dict)
    _known: dict[tuple[Party, bool], str | None] = field(default_factory=dict)

    def id_of(self, party: Party, date: dt.date) -> str | None:
        """Our id; None where the file names nobody."""
        early = date < _last_change()
        key = (party, early)
        if early or key not in self._known:
            found = _found(party, date)
            if found is not None:
                self.rows.setdefault(found.actor_id, found)
            self._known[key] = found.actor_id if found else None
        return self._known[key]


def _found(party: Party, date: dt.date) -> Actor | None:
    name = " ".join(party.name.replace("_", " ").split())
    if not name and not party.code and not party.country:
        return None
    state = country(name, date)
    if party.code:
        return _coded(party, date)
    if state and not party.sectors:
        return _actor(state)
    inside = _BRACKETS.match(name)
    if inside and (of := country(inside["country"], date)):
        return _part(inside["part"], of)
    if state:
        return _actor(state)
    known = _by_name().get(name.lower()) or _without_middle_names(name)
    if known:
        return _actor(known, date)
    if not name:
        of = country(party.country, date)
        return _part(party.sectors.split(";")[0], of) if of and party.sectors else _actor(of) if of else None
    return _newcomer(name, country(party.country, date), party)


def _without_middle_names(name: str) -> str | None:
    """A person of the lexicon by first and last name alone."""
    words = name.split()
    found = _by_name().get(f"{words[0]} {words[-1]}".lower()) if len(words) in (3, 4) else None
    return found if found and found.startswith("person:") else None


def country(text: str, date: dt.date) -> str | None:
    """Id of a country, or of a bloc that event data treat as one, by name or code; dated where the state ended."""
    plain = " ".join(text.split())
    if not plain:
        return None
    data = _data()
    if len(plain) == 3 and plain.isupper():
        ended = data["until"].get(plain)
        if ended and date < ended["day"]:
            return str(ended["was"])
        return data["codes"].get(plain) or (plain if plain in lexicon.known() else None)
    return _countries().get(plain.lower())


def sector_of(words: str) -> tuple[str | None, bool]:
    """PLOVER sector that words or codes name, and whether it is an organ of its state."""
    lowered = words.lower()
    for part in re.split(r"[;,|]", lowered):
        part = part.strip()
        if part.upper() in _codes():
            return _codes()[part.upper()]
        for word, found in _words():
            if part.startswith(word) or f" {word}" in part or f"/{word}" in part:
                return found
    return None, False


def _part(part: str, of: str) -> Actor:
    """An organ or a group of a country."""
    sector, official = sector_of(part)
    slug = _slug(part)
    if ":" in of:
        return Actor(actor_id=f"{of}-{slug}", kind=of.split(":")[0], name=part, sector=sector, names={}, n_mentions=0)
    if official:
        kind = {"MIL": "mil"}.get(sector or "", "gov") if slug in ("government", "military") else "org"
        actor_id = f"{kind}:{of.lower()}" if kind != "org" else f"org:{slug}-{of.lower()}"
    else:
        kind, actor_id = "group", f"group:{of.lower()}-{slug}"
    return Actor(
        actor_id=actor_id,
        kind=kind,
        name=f"{part} ({of})",
        country=of,
        acts_for=of if official else None,
        sector=sector,
        names={},
        n_mentions=0,
    )


def _coded(party: Party, date: dt.date) -> Actor | None:
    """An actor by its CAMEO code: three letters of a country, then three of each role."""
    code = party.code.strip().upper()
    of = country(code[:3], date)
    roles = [code[n : n + 3] for n in range(3 if of else 0, len(code), 3)]
    sector = next((found for role in roles if (found := sector_of(role)[0])), None)
    if of and not roles:
        return _actor(of)
    if of and sector:
        plain = {"GOV": "government", "MIL": "military"}.get(sector, sector.lower())
        return replace(_part(plain, of), sector=sector)
    if of and ":" not in of:
        return _newcomer(party.name or code, of, party)
    return _newcomer(party.name or code, None, party)


def _newcomer(name: str, of: str | None, party: Party) -> Actor:
    """Somebody the lexicon does not know."""
    sector, official = sector_of(party.sectors)
    state = of if of and ":" not in of else None
    words = name.split()
    person = (
        2 <= len(words) <= 5 and not _ORGANISATION.search(name) and words[0][:1].isupper() and words[-1][:1].isupper()
    )
    kind = "person" if person else "org"
    former = "former" in party.sectors.lower()
    return Actor(
        actor_id=f"{kind}:{_slug(name)}",
        kind=kind,
        name=name,
        country=state,
        acts_for=state if official and not former else None,
        sector=sector,
        qid=party.qid or None,
        names={},
        n_mentions=0,
    )


def _actor(actor_id: str, date: dt.date | None = None) -> Actor:
    known = lexicon.known().get(actor_id)
    if known is None:
        kind = actor_id.split(":")[0] if ":" in actor_id else "state"
        name = actor_id.split(":")[-1].replace("-", " ")
        return Actor(actor_id=actor_id, kind=kind, name=name, names={}, n_mentions=0)
    return Actor(
        actor_id=actor_id,
        kind=known.kind,
        name=known.name,
        country=known.country,
        acts_for=lexicon.acts_for(actor_id, date),
        sector=known.sector,
        gender=known.gender,
        qid=known.qid,
        names={},
        n_mentions=0,
    )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-") or "nameless"


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files("armillary.lexicon") / "sectors.toml").read_text("utf-8"))


@cache
def _last_change() -> dt.date:
    days: list[dt.date] = [entry["day"] for entry in _data()["until"].values()]
    return max(days)


@cache
def _codes() -> Mapping[str, tuple[str, bool]]:
    sectors = _data()["sectors"]
    own = {name: (name, entry["official"]) for name, entry in sectors.items()}
    return own | {
        code: (name, entry["official"])
        for name, entry in sectors.items()
        for code in entry["codes"]
        if code not in own or code == name
    }


@cache
def _words() -> tuple[tuple[str, tuple[str, bool]], ...]:
    """Words of sectors, those of former and local people first, then the longest."""
    found = [(word, (name, entry["official"])) for name, entry in _data()["sectors"].items() for word in entry["words"]]
    return tuple(sorted(found, key=lambda one: (one[1][0] != "ELI", -len(one[0]), one[0])))


@cache
def _countries() -> Mapping[str, str]:
    """States by their names in English, with those of CLDR."""
    by_iso2 = {actor.codes["iso2"]: actor_id for actor_id, actor in lexicon.known().items() if "iso2" in actor.codes}
    found = {name.lower(): by_iso2[code] for code, name in Locale("en").territories.items() if code in by_iso2}
    for form in lexicon.forms("en"):
        if form.how in ("name", "abbreviation") and len(form.actor_id) == 3:
            found.setdefault(form.text.lower(), form.actor_id)
    for actor_id, actor in lexicon.known().items():
        if len(actor_id) == 3:
            found[actor.name.lower()] = actor_id
    names: Mapping[str, str] = _data()["names"]
    return {**found, **names}


@cache
def _by_name() -> Mapping[str, str]:
    """Persons and institutions of the lexicon by their full English names."""
    found: dict[str, str] = {}
    for form in lexicon.forms("en"):
        whole = " " in form.text or not form.actor_id.startswith("person:")
        if form.how == "name" and whole and len(form.actor_id) > 3 and not form.actor_id.startswith("place:"):
            found.setdefault(form.text.lower(), form.actor_id)
    for actor_id, actor in lexicon.known().items():
        if not actor_id.startswith("place:"):
            found.setdefault(actor.name.lower(), actor_id)
    return found
