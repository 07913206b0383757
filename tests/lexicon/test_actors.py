"""The lexicon of actors: who there is, what they are called, whom they stand for."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from armillary.errors import UsageError
from armillary.lexicon import actors, validate
from armillary.lexicon.actor_files import memberships, terms

READ = ("en", "ru", "zh", "pl", "uk", "de", "fr", "es", "tr")


def named(language: str, text: str) -> set[tuple[str, str, bool]]:
    return {(form.actor_id, form.how, form.context) for form in actors.forms(language) if form.text == text}


def ids(language: str, text: str) -> set[str]:
    return {actor for actor, _, _ in named(language, text)}


def test_the_lexicon_is_in_order() -> None:
    """Every id fits the pattern, all that is referred to exists, dates are ordered, no form is shared unmarked."""
    assert list(validate.problems()) == []


def test_all_states_are_there() -> None:
    """The 193 members of the UN, and Kosovo, Taiwan, Palestine and the Vatican."""
    states = {actor.actor_id for actor in actors.known().values() if actor.kind == "state"}
    assert len(states) == 197
    assert {"XKX", "TWN", "PSE", "VAT", "KAZ", "SSD", "TLS"} <= states


@pytest.mark.parametrize("language", READ)
def test_every_state_has_a_name_in_every_language_read(language: str) -> None:
    """CLDR fills what the language's own file leaves out."""
    named_there = {form.actor_id for form in actors.forms(language) if form.how == "name"}
    assert {actor.actor_id for actor in actors.known().values() if actor.kind == "state"} <= named_there


@pytest.mark.parametrize(
    ("language", "text", "state"),
    [
        ("cs", "Kazachstán", "KAZ"),
        ("ja", "カザフスタン", "KAZ"),
        ("ar", "كازاخستان", "KAZ"),
        ("ko", "폴란드", "POL"),
        ("sw", "Ufaransa", "FRA"),
    ],
)
def test_names_of_states_in_languages_without_files(language: str, text: str, state: str) -> None:
    """CLDR alone gives the names of states."""
    assert ids(language, text) == {state}


@pytest.mark.parametrize(
    ("language", "text", "actor", "how"),
    [
        ("en", "Kremlin", "RUS", "metonym"),
        ("en", "UK", "GBR", "abbreviation"),
        ("en", "Kazakhs", "KAZ", "demonym"),
        ("en", "Dutch", "NLD", "adjective"),
        ("en", "Burma", "MMR", "name"),
        ("en", "Soviet", "hist:ussr", "adjective"),
        ("en", "Pentagon", "org:pentagon-usa", "name"),
        ("en", "Strait of Hormuz", "place:strait-of-hormuz", "name"),
        ("ru", "Акорда", "KAZ", "metonym"),
        ("ru", "КНДР", "PRK", "abbreviation"),
        ("ru", "Штаты", "USA", "name"),
        ("ru", "казахстанец", "KAZ", "demonym"),
        ("ru", "Госдума", "org:state-duma-rus", "name"),
        ("ru", "Средняя Азия", "bloc:central-asia", "name"),
        ("zh", "中方", "CHN", "metonym"),
        ("zh", "俄方", "RUS", "metonym"),
        ("zh", "哈方", "KAZ", "metonym"),
        ("zh", "白俄罗斯", "BLR", "name"),
        ("zh", "中国台湾", "TWN", "name"),
        ("zh", "俄罗斯人", "RUS", "demonym"),
        ("pl", "RFN", "DEU", "abbreviation"),
        ("pl", "Holandia", "NLD", "name"),
        ("pl", "Rosjanka", "RUS", "demonym"),
        ("pl", "ZSRR", "hist:ussr", "abbreviation"),
        ("uk", "Білорусь", "BLR", "name"),
        ("de", "Kreml", "RUS", "metonym"),
        ("fr", "Quai d'Orsay", "FRA", "metonym"),
        ("es", "EE.UU.", "USA", "abbreviation"),
        ("tr", "ABD", "USA", "abbreviation"),
    ],
)
def test_ways_to_write_an_actor(language: str, text: str, actor: str, how: str) -> None:
    """Names, abbreviations, adjectives, demonyms and metonyms lead to the actor without help of the context."""
    assert (actor, how, False) in named(language, text)


@pytest.mark.parametrize(
    ("language", "text", "actor"),
    [
        ("en", "Georgia", "GEO"),
        ("en", "Jordan", "JOR"),
        ("en", "Chad", "TCD"),
        ("zh", "美", "USA"),
        ("zh", "乌", "UZB"),
        ("ru", "Корея", "KOR"),
    ],
)
def test_ambiguous_forms_need_context(language: str, text: str, actor: str) -> None:
    """A form that is also another word counts only beside other words of politics."""
    assert {context for found, _, context in named(language, text) if found == actor} == {True}


@pytest.mark.parametrize(
    ("language", "city", "place", "state"),
    [
        ("en", "Astana", "place:astana", "KAZ"),
        ("en", "Nur-Sultan", "place:astana", "KAZ"),
        ("ru", "Пекин", "place:beijing", "CHN"),
        ("zh", "莫斯科", "place:moscow", "RUS"),
        ("pl", "Kijów", "place:kyiv", "UKR"),
        ("en", "The Hague", "place:the-hague", "NLD"),
    ],
)
def test_a_capital_is_a_place_and_a_metonym(language: str, city: str, place: str, state: str) -> None:
    """Which of the two is meant is for the context to say."""
    assert {(place, "name"), (state, "metonym")} <= {(actor, how) for actor, how, _ in named(language, city)}


def test_a_city_that_is_no_capital_is_a_place_alone() -> None:
    """Almaty is no metonym of Kazakhstan."""
    assert ids("en", "Almaty") == {"place:almaty"}


def test_short_forms_of_chinese_compounds() -> None:
    """Each character leads to the states it may stand for, the likeliest first."""
    shorts = actors.shorts("zh")
    assert shorts["俄"] == ("RUS",)
    assert shorts["乌"] == ("UKR", "UZB")
    assert actors.shorts("en") == {}


def test_the_usual_name_comes_first() -> None:
    """`names` gives one name an actor."""
    assert actors.names("en")["CIV"] == "Ivory Coast"
    assert actors.names("ru")["USA"] == "США"
    assert actors.names("pl")["place:astana"] == "Astana"


@pytest.mark.parametrize(("actor", "kind"), [("KAZ", "state"), ("igo:csto", "igo"), ("place:crimea", "place")])
def test_kind_of_an_id(actor: str, kind: str) -> None:
    """The prefix tells the kind; states have none."""
    assert actors.kind_of(actor) == kind


def test_disputed_places_and_entities() -> None:
    """Crimea belongs to Ukraine, the separatist entities stand for nobody but themselves."""
    assert actors.known()["place:crimea"].country == "UKR"
    for actor in actors.known().values():
        if actor.kind == "sep":
            assert actors.acts_for(actor.actor_id, None) is None


def test_members_of_a_bloc() -> None:
    """Without a day the latest members; a bloc that is not known has none."""
    assert actors.members("bloc:central-asia") == {"KAZ", "KGZ", "TJK", "TKM", "UZB"}
    assert actors.members("bloc:nowhere") == frozenset()


def test_members_change_with_time() -> None:
    """A member counts from the day it joins to the day before it leaves."""
    assert "UZB" in actors.members("igo:csto", dt.date(2010, 1, 1))
    assert "UZB" not in actors.members("igo:csto", dt.date(2022, 1, 1))
    assert "FIN" not in actors.members("igo:nato", dt.date(2022, 1, 1))
    assert "FIN" in actors.members("igo:nato")


def test_who_holds_an_office() -> None:
    """The holder of the day; `leader` is the office that leads the state in fact."""
    assert actors.holder("president", "KAZ", dt.date(2022, 6, 1)) == "person:tokayev"
    assert actors.holder("leader", "DEU", dt.date(2020, 6, 1)) == actors.holder(
        "chancellor", "DEU", dt.date(2020, 6, 1)
    )
    assert actors.holder("prime-minister", "DEU", dt.date(2020, 6, 1)) == "person:merkel"
    assert actors.holder("president", "KAZ", dt.date(1900, 1, 1)) is None


def test_a_person_stands_for_the_state_while_in_office() -> None:
    """A former president speaks for nobody but himself."""
    assert actors.acts_for("person:tokayev", dt.date(2022, 6, 1)) == "KAZ"
    assert actors.acts_for("person:merkel", dt.date(2020, 6, 1)) == "DEU"
    assert actors.acts_for("person:merkel", dt.date(2023, 6, 1)) is None
    assert actors.acts_for("person:merkel", None) is None


@pytest.mark.parametrize("actor", ["org:state-duma-rus", "gov:rus", "mil:rus", "org:foreign-ministry-rus"])
def test_organs_stand_for_their_state(actor: str) -> None:
    """With a name of their own or by pattern."""
    assert actors.acts_for(actor, None) == "RUS"


@pytest.mark.parametrize("actor", ["RUS", "igo:un", "group:rus-experts", "org:unheard-of", "person:nobody"])
def test_others_stand_for_nobody_else(actor: str) -> None:
    """States and institutions stand for themselves; experts, and actors not known, for nobody."""
    assert actors.acts_for(actor, dt.date(2022, 1, 1)) is None


def test_terms_are_written_in_words() -> None:
    """A month or a year stands for its first day."""
    assert list(terms(["president KAZ 2019-03..2024"])) == [
        ("president", "KAZ", dt.date(2019, 3, 1), dt.date(2024, 1, 1))
    ]
    assert [part[1] for part in memberships("KAZ UZB 1994..")] == ["KAZ", "UZB"]


@pytest.mark.parametrize("value", ["president KAZ 2019-13..", "president 2019..", "president of KAZ 2019.."])
def test_a_term_that_is_none_is_refused(value: str) -> None:
    """The message says how terms are written."""
    with pytest.raises(UsageError, match=re.escape("expected")):
        list(terms([value]))
