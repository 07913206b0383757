"""Words that make an actor together with a country: offices, organs of states, groups.

`actors/offices.toml` says what there is (slug, PLOVER sector, whether it acts for its state, id), the files
`languages/<code>/offices.toml` and `groups.toml` say how each language writes it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from armillary.lexicon import load
from armillary.lexicon.actor_forms import split_forms
from armillary.lexicon.actors import Known, kind_of, known

Marker = Literal["former", "acting", "deputy", "elect", "late", "self-styled"]


@dataclass(frozen=True, slots=True)
class Role:
    """An office, an organ or a kind of group, whatever the language."""

    slug: str
    sector: str | None
    acts_for: bool
    """Its words and deeds are those of the state it belongs to."""
    pattern: str
    """Id, with `{country}` for the code of a state in lower case: `org:foreign-ministry-{country}`."""
    name: str
    """English name, with `{country}` for the name of a state."""
    several: bool = False
    """Many hold it at once: the office and the state do not say who is meant."""


class Word(NamedTuple):
    """One way a language writes an office, an organ or a group."""

    text: str
    """Base form, singular; plural where only the plural is said."""
    slug: str
    gender: str | None = None
    """`f` or `m` where the form tells it."""
    context: bool = False
    """Counts only with a country beside it."""


@cache
def roles() -> Mapping[str, Role]:
    """Offices by slug."""
    return _roles("office")


@cache
def organ_kinds() -> Mapping[str, Role]:
    """Organs that any state may have, by slug."""
    return _roles("organ")


@cache
def group_kinds() -> Mapping[str, Role]:
    """Kinds of groups and factions, by slug."""
    return _roles("group")


@cache
def offices(language: str) -> tuple[Word, ...]:
    """How a language writes the offices."""
    data = load(language, "offices")
    return (
        *_words(data.get("office", {}), None),
        *_words(data.get("masculine", {}), "m"),
        *_words(data.get("feminine", {}), "f"),
    )


@cache
def organs(language: str) -> tuple[Word, ...]:
    """How a language writes organs that any state may have; those of one state alone are in `actors.forms`."""
    return tuple(_words(load(language, "offices").get("organ", {}), None))


@cache
def groups(language: str) -> tuple[Word, ...]:
    """How a language writes groups and factions."""
    return tuple(_words(load(language, "groups").get("group", {}), None))


@cache
def markers(language: str) -> Mapping[Marker, tuple[str, ...]]:
    """Words before an office that say it is held no longer (`former`), for a time (`acting`), by a second (`deputy`).

    Prefixes end in a hyphen (`ex-`).
    """
    found: Mapping[Marker, str] = load(language, "offices").get("marker", {})
    return {name: tuple(text for text, _ in split_forms(value)) for name, value in found.items()}


_OWN_NAMES = {"org:finance-ministry-usa": "org:treasury-usa", "org:foreign-ministry-usa": "org:state-department-usa"}
"""Organs that the lexicon has by names of their own."""


def actor_id(role: Role, country: str | None) -> str:
    """Id of an office, organ or group of a state; without a state the bare one (`group:experts`)."""
    if country is None:
        return f"{role.pattern.split(':')[0]}:{role.slug}"
    made = role.pattern.replace("{country}", country.lower().split(":")[-1])
    return _OWN_NAMES.get(made, made)


@cache
def lookup(wanted: str) -> Known | None:
    """An actor of the lexicon, or one that a pattern makes (`gov:kaz`, `group:rus-elites`); None for all others."""
    return known().get(wanted) or next(_made(wanted), None)


def _made(wanted: str) -> Iterator[Known]:
    for role, before, after in _patterns().get(wanted.partition(":")[0], ()):
        if wanted.startswith(before) and wanted.endswith(after):
            state = _state(wanted[len(before) : len(wanted) - len(after)])
            if state is not None:
                yield Known(
                    actor_id=wanted,
                    kind=kind_of(wanted),
                    name=role.name.replace("{country}", state.name),
                    country=state.actor_id,
                    acts_for=state.actor_id if role.acts_for else None,
                    sector=role.sector,
                )


@cache
def _patterns() -> Mapping[str, list[tuple[Role, str, str]]]:
    """Kind of actor → what stands before and behind the state in the ids of each office, organ and group."""
    found: dict[str, list[tuple[Role, str, str]]] = {}
    for role in (*roles().values(), *organ_kinds().values(), *group_kinds().values()):
        before, _, after = role.pattern.partition("{country}")
        found.setdefault(before.partition(":")[0], []).append((role, before, after))
    return found


def _state(code: str) -> Known | None:
    return known().get(code.upper()) or known().get(f"sep:{code}")


@cache
def _kinds() -> Mapping[str, Any]:
    return tomllib.loads((files("armillary.lexicon") / "actors" / "offices.toml").read_text("utf-8"))


def _roles(table: str) -> Mapping[str, Role]:
    return {
        slug: Role(
            slug,
            entry.get("sector"),
            bool(entry.get("acts_for", False)),
            entry.get("id", _PATTERNS[table].replace("{slug}", slug)),
            entry.get("name", f"{slug.replace('-', ' ')} of {{country}}"),
            bool(entry.get("several", False)),
        )
        for slug, entry in _kinds().get(table, {}).items()
    }


_PATTERNS = {
    "office": "role:{slug}-of-{country}",
    "organ": "org:{slug}-{country}",
    "group": "group:{country}-{slug}",
}


def _words(data: Mapping[str, str | list[str]], gender: str | None) -> Iterator[Word]:
    for slug, value in data.items():
        for text, context in split_forms(value):
            yield Word(text, slug, gender, context)
