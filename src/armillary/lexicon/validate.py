"""Checks of the actor lexicon, for those who add to it: `python -m armillary.lexicon`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from armillary.errors import ArmillaryError
from armillary.lexicon import actor_files, languages, load
from armillary.lexicon.actor_forms import HOWS, SUBJECTS
from armillary.lexicon.actors import Form, Known, forms, known, shorts
from armillary.lexicon.offices import Marker, group_kinds, groups, lookup, markers, offices, organ_kinds, organs, roles

_KIND = "person|igo|bloc|initiative|org|gov|mil|group|role|place|sep|hist|event"
_ID = re.compile(rf"[A-Z]{{3}}|({_KIND}):[a-z0-9]+(-[a-z0-9]+)*")
_SECTOR = re.compile("GOV|MIL|LEG|JUD|SPY|COP|PTY|OPP|REB|ELI|BUS|EDU|MED|CVL|NGO|IGO|LAB|AGR|REL|CRM|PAR|UAF|REF|HLH")
_KEY = re.compile(
    "name|ambiguous|country|acts_for|sector|gender|qid|iso2|cowc|cown|gwno|zone|capital|seat|leader|successor|since|until"
    "|terms|members|observers|partners|candidates|[a-z]{2}"
)


def problems() -> Iterator[str]:
    """What is wrong in the lexicon of actors, a line each; nothing where all is well."""
    try:
        yield from _of_actors()
        for language in languages():
            yield from (f"{language}: {problem}" for problem in _of_language(language))
    except ArmillaryError as error:
        yield str(error)


def _of_actors() -> Iterator[str]:
    for actor_id, entry in actor_files.entries().items():
        if "name" not in entry:
            yield f"{actor_id}: has no name"
            return
        strange = {key for key in entry if not _KEY.fullmatch(key)}
        if strange:
            yield f"{actor_id}: unknown keys {', '.join(sorted(strange))}"
        for key in ("country", "acts_for", "capital", "seat", "successor"):
            if key in entry and lookup(entry[key]) is None:
                yield f"{actor_id}: {key} is {entry[key]}, which no file has"
    for actor in known().values():
        yield from (f"{actor.actor_id}: {problem}" for problem in _of_actor(actor))


def _of_actor(actor: Known) -> Iterator[str]:
    if not _ID.fullmatch(actor.actor_id):
        yield "expected three capitals, or `kind:slug` of a known kind"
    if actor.gender not in (None, "f", "m"):
        yield f"gender is {actor.gender}; expected f or m"
    if actor.sector is not None and not _SECTOR.fullmatch(actor.sector):
        yield f"sector {actor.sector} is not one of PLOVER's"
    if actor.leader is not None and actor.leader not in roles():
        yield f"leader {actor.leader} is no office of offices.toml"
    for term in (*actor.terms, *actor.members):
        if term.role != "member" and term.role not in roles():
            yield f"{term.role} is no office of offices.toml"
        if lookup(term.of) is None:
            yield f"{term.of} is in no file"
        if (term.since or dt.date.min) >= (term.until or dt.date.max):
            yield f"{term.role} {term.of} ends before it begins"


def _of_language(language: str) -> Iterator[str]:
    for subject in SUBJECTS:
        strange = set(load(language, subject)) - {*HOWS, "short", "made"}
        if strange:
            yield f"{subject}.toml: unknown tables {', '.join(sorted(strange))}"
    written: dict[str, list[Form]] = {}
    for form in forms(language):
        if not form.text or lookup(form.actor_id) is None:
            yield f"{form.text!r} names {form.actor_id}, which is in no file"
        written.setdefault(form.text, []).append(form)
    for text, found in written.items():
        actors = sorted({form.actor_id for form in found if not form.context})
        if len(actors) > 1 and not _may_share(actors):
            yield f"{text!r} names {' and '.join(actors)}: all but one need `?`"
    yield from _of_words(language)


def _may_share(actors: list[str]) -> bool:
    """Persons of one name, and a capital with the state it stands for."""
    if all(actor.startswith("person:") for actor in actors):
        return True
    seats = {seat for actor in known().values() for seat in (actor.capital, actor.seat) if actor.actor_id in actors}
    return sum(actor not in seats for actor in actors) == 1


def _of_words(language: str) -> Iterator[str]:
    words: Mapping[str, Any] = {
        "offices.toml": ({word.slug for word in offices(language)} - set(roles())),
        "offices.toml, organs": ({word.slug for word in organs(language)} - set(organ_kinds())),
        "groups.toml": ({word.slug for word in groups(language)} - set(group_kinds())),
        "offices.toml, markers": set(markers(language)) - set(get_args(Marker)),
        "actors.toml, short": {actor for ids in shorts(language).values() for actor in ids if lookup(actor) is None},
    }
    for place, unknown in words.items():
        if unknown:
            yield f"{place}: unknown {', '.join(sorted(unknown))}"
