"""Actors known beforehand: states, territories, institutions, persons, groups, and how each language writes them.

Who there is stands in `actors/*.toml` and `actors/persons/*.toml`, one table an actor, its id the key; how a language
writes them in `languages/<code>/actors.toml` and `institutions.toml`, one table a way of naming, actor id = forms.
Words that make actors only together with a country (offices, organs, groups) are in `armillary.lexicon.offices`.
`docs/lexicon.md` describes the files; `python -m armillary.lexicon` checks them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from armillary.lexicon import actor_files, actor_forms
from armillary.schema import MentionHow


@dataclass(frozen=True, slots=True)
class Term:
    """An office held, or a membership, for a time."""

    role: str
    """Slug of the office (`president`, `prime-minister`, `foreign-minister`, `defence-minister`), or `member`."""
    of: str
    """Actor the office belongs to: a state or an institution; of a membership, the member."""
    since: dt.date | None = None
    until: dt.date | None = None
    """First day no longer in office; None while it lasts."""

    def covers(self, on: dt.date) -> bool:
        """Whether a day falls into it."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Known:
    """One actor of the lexicon."""

    actor_id: str
    kind: str
    name: str
    """Usual English name."""
    country: str | None = None
    acts_for: str | None = None
    """Fixed actor it stands for; persons in office stand for the state for the time of their terms."""
    sector: str | None = None
    gender: str | None = None
    qid: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    """Other codes of a state: iso2, cowc, cown, gwno."""
    terms: tuple[Term, ...] = ()
    """Offices of a person; memberships of a state are in `members` of the institution."""
    members: tuple[Term, ...] = ()
    """Of an institution or bloc: its members, `of` being the member."""
    capital: str | None = None
    """Of a state: its capital, a place."""
    seat: str | None = None
    """Of a state: where its government sits, where that is not the capital."""
    leader: str | None = None
    """Of a state: the office that leads it in fact (`president`, `prime-minister`, `chancellor`, `monarch`)."""


class Form(NamedTuple):
    """One way to write an actor."""

    text: str
    """Base form as a dictionary would give it; matched by lemma in inflected languages, by letters in Chinese."""
    actor_id: str
    how: MentionHow
    language: str
    """ISO 639-1; empty: any language of that script."""
    context: bool = False
    """Ambiguous: counts only beside other words of politics, or a mention of the same actor (`Turkey`, `Georgia`)."""


@cache
def known() -> Mapping[str, Known]:
    """All actors by id."""
    return {actor_id: _known(actor_id, entry) for actor_id, entry in actor_files.entries().items()}


@cache
def forms(language: str) -> tuple[Form, ...]:
    """All ways a language writes the actors; for a language without files, the names of states that CLDR has.

    The name of a capital, or of the seat of government, comes twice: as the place and as a metonym of the state.
    A form of several actors comes once for each.
    """
    return tuple(Form(text, actor_id, how, language, context) for actor_id, how, text, context in _written(language))


@cache
def names(language: str) -> Mapping[str, str]:
    """The usual name of each actor in a language, for those that have one there."""
    found: dict[str, str] = {}
    for form in forms(language):
        if form.how in ("name", "abbreviation"):
            found.setdefault(form.actor_id, form.text)
    return found


@cache
def shorts(language: str) -> Mapping[str, tuple[str, ...]]:
    """States by the one or two characters that stand for them in compounds: 中俄 are 中 and 俄; only Chinese has them.

    A character may stand for several (乌: Ukraine, Uzbekistan), the likeliest first.
    """
    found: dict[str, list[str]] = {}
    for actor_id, text, _ in sorted(actor_forms.shorts(language), key=lambda one: one[2]):
        found.setdefault(text, []).append(actor_id)
    return {text: tuple(ids) for text, ids in found.items()}


@cache
def members(institution: str, on: dt.date | None = None) -> frozenset[str]:
    """Ids of the members of an institution or bloc on a day; without a day the latest."""
    actor = known().get(institution)
    if actor is None:
        return frozenset()
    return frozenset(term.of for term in actor.members if (term.covers(on) if on else term.until is None))


def holder(role: str, of: str, on: dt.date) -> str | None:
    """Who held an office of an actor on a day; None where that is not known.

    `leader` stands for the office that leads a state in fact; `prime-minister` for a chancellor where there is one.
    """
    for one in _roles(role, of):
        held = [(term, person) for term, person in _holders().get((one, of), ()) if term.covers(on)]
        if held:
            return max(held, key=lambda pair: pair[0].since or dt.date.min)[1]
    return None


def acts_for(actor_id: str, on: dt.date | None) -> str | None:
    """The actor whose words and deeds it stands for on a day: a minister's state while in office.

    None for states and institutions, which stand for themselves, and for all who speak for nobody else. Without a
    day only an office that is still held counts.
    """
    from armillary.lexicon.offices import lookup, roles

    actor = lookup(actor_id)
    if actor is None:
        return None
    for term in actor.terms:
        holds = term.covers(on) if on else term.until is None
        if holds and term.role in roles() and roles()[term.role].acts_for:
            return _principal(term.of)
    return actor.acts_for


def kind_of(actor_id: str) -> str:
    """Kind of actor an id tells: its prefix, `state` where it has none."""
    return actor_id.split(":")[0] if ":" in actor_id else "state"


def _principal(of: str) -> str | None:
    actor = known().get(of)
    if actor is None or actor.kind in ("state", "igo", "sep", "hist"):
        return of
    return actor.acts_for


def _roles(role: str, of: str) -> tuple[str, ...]:
    actor = known().get(of)
    if role == "leader":
        return (actor.leader or "president" if actor else "president", "prime-minister", "head")
    return (role, "chancellor") if role == "prime-minister" else (role,)


@cache
def _holders() -> Mapping[tuple[str, str], list[tuple[Term, str]]]:
    found: dict[tuple[str, str], list[tuple[Term, str]]] = {}
    for actor in known().values():
        for term in actor.terms:
            found.setdefault((term.role, term.of), []).append((term, actor.actor_id))
    return found


def _known(actor_id: str, entry: Mapping[str, object]) -> Known:
    def text(key: str) -> str | None:
        value = entry.get(key)
        return str(value) if value is not None else None

    return Known(
        actor_id=actor_id,
        kind=kind_of(actor_id),
        name=str(entry["name"]),
        country=actor_id if kind_of(actor_id) == "state" else text("country"),
        acts_for=text("acts_for"),
        sector=text("sector"),
        gender=text("gender"),
        qid=text("qid"),
        codes={code: str(entry[code]) for code in ("iso2", "cowc", "cown", "gwno") if code in entry},
        terms=tuple(Term(*parts) for parts in actor_files.terms(entry.get("terms", ()))),
        members=tuple(Term(*parts) for parts in actor_files.memberships(entry.get("members", ()))),
        capital=text("capital"),
        seat=text("seat"),
        leader=text("leader"),
    )


def _written(language: str) -> Iterator[actor_forms.Written]:
    seen: set[tuple[str, str, str]] = set()
    for one in actor_forms.written(language):
        key = (one.text, one.actor_id, one.how)
        if key not in seen:
            seen.add(key)
            yield one
