"""Persons of the lexicon: who held which office on a day, and how nine languages write them."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter

import pytest

from armillary.lexicon import actor_files, actors

G20 = "ARG AUS BRA CAN CHN FRA DEU IND IDN ITA JPN KOR MEX RUS SAU ZAF TUR GBR USA"
SHARED = {("president", "CIV"), ("president", "KGZ"), ("prime-minister", "ISR")}
"""Offices that two claimed, or that one held for another who could not."""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def persons() -> list[actors.Known]:
    return [actor for actor in actors.known().values() if actor.kind == "person"]


@pytest.mark.parametrize(
    ("role", "of", "on", "person"),
    [
        ("president", "KAZ", "2019-03-19", "person:nazarbayev"),
        ("president", "KAZ", "2022-06-17", "person:tokayev"),
        ("foreign-minister", "KAZ", "2022-01-15", "person:tleuberdi"),
        ("foreign-minister", "CHN", "2022-06-01", "person:wang-yi"),
        ("foreign-minister", "CHN", "2023-03-01", "person:qin-gang"),
        ("foreign-minister", "CHN", "2023-08-01", "person:wang-yi"),
        ("foreign-minister", "RUS", "2003-01-01", "person:igor-ivanov"),
        ("foreign-minister", "RUS", "2022-01-01", "person:lavrov"),
        ("president", "RUS", "2010-01-01", "person:medvedev"),
        ("prime-minister", "RUS", "2010-01-01", "person:putin"),
        ("defence-minister", "RUS", "2022-02-24", "person:shoigu"),
        ("defence-minister", "RUS", "2025-01-01", "person:belousov"),
        ("president", "UKR", "2014-01-01", "person:yanukovych"),
        ("president", "UKR", "2022-02-24", "person:zelensky"),
        ("foreign-minister", "UKR", "2022-02-24", "person:kuleba"),
        ("president", "USA", "2003-03-20", "person:george-w-bush"),
        ("president", "USA", "2018-01-01", "person:trump"),
        ("president", "USA", "2022-01-01", "person:biden"),
        ("foreign-minister", "USA", "2010-01-01", "person:hillary-clinton"),
        ("foreign-minister", "USA", "2022-01-01", "person:blinken"),
        ("chancellor", "DEU", "2015-09-01", "person:merkel"),
        ("prime-minister", "DEU", "2022-01-01", "person:scholz"),
        ("foreign-minister", "DEU", "2016-01-01", "person:steinmeier"),
        ("prime-minister", "GBR", "2016-12-01", "person:theresa-may"),
        ("prime-minister", "GBR", "2022-09-20", "person:truss"),
        ("prime-minister", "POL", "2018-01-01", "person:morawiecki"),
        ("president", "POL", "2010-01-01", "person:lech-kaczynski"),
        ("president", "FRA", "2008-08-12", "person:sarkozy"),
        ("prime-minister", "PAK", "2020-01-01", "person:imran-khan"),
        ("president", "TUR", "2016-07-15", "person:erdogan"),
        ("prime-minister", "JPN", "2022-06-01", "person:kishida"),
        ("president", "IRN", "2022-09-16", "person:raisi"),
        ("president", "SYR", "2015-09-30", "person:assad"),
        ("secretary-general", "igo:un", "2012-01-01", "person:ban-ki-moon"),
        ("secretary-general", "igo:nato", "2022-02-24", "person:stoltenberg"),
        ("secretary-general", "igo:csto", "2022-01-06", "person:zas"),
        ("commission-president", "igo:eu", "2022-01-01", "person:von-der-leyen"),
        ("high-representative", "igo:eu", "2022-01-01", "person:borrell"),
        ("presidential-spokesperson", "RUS", "2022-01-01", "person:peskov"),
    ],
)
def test_who_held_the_office(role: str, of: str, on: str, person: str) -> None:
    """An office on a day leads to the person who held it."""
    assert actors.holder(role, of, day(on)) == person


@pytest.mark.parametrize(
    ("person", "on", "state"),
    [
        ("person:blinken", "2022-01-01", "USA"),
        ("person:blinken", "2020-01-01", None),
        ("person:nazarbayev", "2010-01-01", "KAZ"),
        ("person:nazarbayev", "2022-06-01", None),
        ("person:navalny", "2021-01-17", None),
        ("person:stoltenberg", "2012-01-01", "NOR"),
        ("person:stoltenberg", "2022-01-01", "igo:nato"),
    ],
)
def test_words_are_those_of_the_state_while_in_office(person: str, on: str, state: str | None) -> None:
    """A minister stands for the state for the time of the term, before and after it for nobody."""
    assert actors.acts_for(person, day(on)) == state


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        ("en", "Kassym-Jomart Tokayev", "person:tokayev"),
        ("ru", "Токаев", "person:tokayev"),
        ("uk", "Токаєв", "person:tokayev"),
        ("zh", "托卡耶夫", "person:tokayev"),
        ("pl", "Tokajew", "person:tokayev"),
        ("de", "Tokajew", "person:tokayev"),
        ("fr", "Tokaïev", "person:tokayev"),
        ("tr", "Tokayev", "person:tokayev"),
        ("zh", "普京", "person:putin"),
        ("fr", "Poutine", "person:putin"),
        ("uk", "Путін", "person:putin"),
        ("uk", "Зеленський", "person:zelensky"),
        ("ru", "Зеленский", "person:zelensky"),
        ("pl", "Zełenski", "person:zelensky"),
        ("de", "Selenskyj", "person:zelensky"),
        ("pl", "Ławrow", "person:lavrov"),
        ("de", "Lawrow", "person:lavrov"),
        ("pl", "Szojgu", "person:shoigu"),
        ("fr", "Medvedev", "person:medvedev"),
        ("pl", "Pieskow", "person:peskov"),
        ("es", "Zajárova", "person:zakharova"),
        ("zh", "习近平", "person:xi-jinping"),
        ("ru", "Си Цзиньпин", "person:xi-jinping"),
        ("zh", "毛宁", "person:mao-ning"),
        ("tr", "Esad", "person:assad"),
        ("es", "Jamenei", "person:khamenei"),
    ],
)
def test_written_in_each_language(language: str, text: str, person: str) -> None:
    """Full and family names lead to the person, in the spelling of each language."""
    assert {form.actor_id for form in actors.forms(language) if form.text == text and not form.context} == {person}


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "May"), ("en", "Bush"), ("en", "Brown"), ("en", "Kim"), ("en", "Lee"), ("en", "Li"), ("en", "Price")],
)
def test_family_names_that_are_words_need_context(language: str, text: str) -> None:
    """A family name that is a word or that many bear does not count alone."""
    found = [form for form in actors.forms(language) if form.text == text and form.actor_id.startswith("person:")]
    assert found
    assert all(form.context for form in found)


def test_no_single_character_stands_for_a_person() -> None:
    """Chinese family names of one character are never matched alone."""
    assert all(len(form.text) > 1 for form in actors.forms("zh") if form.actor_id.startswith("person:"))


def test_ids_are_well_formed_and_single() -> None:
    """Ids are slugs; each person is in one file and has a gender."""
    text = [entry.read_text("utf-8") for entry in actor_files.actor_files()]
    ids = re.findall(r'^\["(person:[^"]+)"\]', "\n".join(text), flags=re.M)
    assert not [one for one, count in Counter(ids).items() if count > 1]
    assert all(re.fullmatch(r"person:[a-z0-9]+(-[a-z0-9]+)*", one) for one in ids)
    assert {person.gender for person in persons()} == {"m", "f"}


def test_terms_are_in_order_and_their_actors_known() -> None:
    """A term ends after it begins, and belongs to an actor of the lexicon."""
    known = actors.known()
    for person in persons():
        for term in person.terms:
            assert term.of in known, person.actor_id
            assert term.since is None or term.until is None or term.since < term.until, person.actor_id


@pytest.mark.parametrize("role", ["president", "prime-minister", "chancellor", "foreign-minister", "defence-minister"])
def test_an_office_has_one_holder_at_a_time(role: str) -> None:
    """Terms of one office of one state do not overlap."""
    held: dict[str, list[tuple[dt.date, dt.date, str]]] = {}
    for person in persons():
        for term in person.terms:
            if term.role == role and (role, term.of) not in SHARED:
                span = (term.since or dt.date.min, term.until or dt.date.max, person.actor_id)
                held.setdefault(term.of, []).append(span)
    for spans in held.values():
        spans.sort()
        for (_, until, one), (since, _, other) in itertools.pairwise(spans):
            assert until <= since, (one, other)


def test_states_covered() -> None:
    """Leaders of all G20 states, and of eighty states at least, are known in this century."""
    leaders = {
        term.of
        for person in persons()
        for term in person.terms
        if term.role in ("president", "prime-minister", "chancellor", "monarch", "supreme-leader", "party-leader")
        and len(term.of) == 3
    }
    assert set(G20.split()) <= leaders
    assert len(leaders) >= 80
