"""Actors known beforehand: states, territories, institutions, persons, groups, and how each language writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from armillary.schema import MentionHow


@dataclass(frozen=True, slots=True)
class Term:
    """An office held, or a membership, for a time."""

    role: str
    """Slug of the office (`president`, `prime-minister`, `foreign-minister`, `defence-minister`), or `member`."""
    of: str
    """Actor the office belongs to: a state or an institution."""
    since: dt.date | None = None
    until: dt.date | None = None
    """First day no longer in office; None while it lasts."""


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
    return {}


@cache
def forms(language: str) -> tuple[Form, ...]:
    """All ways a language writes the actors."""
    return ()


def members(institution: str, on: dt.date | None = None) -> frozenset[str]:
    """Ids of the members of an institution or bloc on a day; without a day the latest."""
    return frozenset()


def holder(role: str, of: str, on: dt.date) -> str | None:
    """Who held an office of an actor on a day; None where that is not known."""
    return None


def acts_for(actor_id: str, on: dt.date | None) -> str | None:
    """The actor whose words and deeds it stands for on a day: a minister's state while in office."""
    return None
