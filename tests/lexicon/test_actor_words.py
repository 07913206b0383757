"""Offices, organs and groups: words that make an actor together with a country."""

from __future__ import annotations

import pytest

from armillary.lexicon import offices
from armillary.schema import Actor

READ = ("en", "ru", "zh", "pl", "uk", "de", "fr", "es", "tr")


@pytest.mark.parametrize(
    ("language", "text", "slug", "gender"),
    [
        ("en", "foreign minister", "foreign-minister", None),
        ("en", "spokeswoman", "spokesperson", "f"),
        ("en", "king", "monarch", "m"),
        ("ru", "глава МИД", "foreign-minister", None),
        ("ru", "журналистка", "journalist", "f"),
        ("ru", "политолог", "political-scientist", None),
        ("zh", "外长", "foreign-minister", None),
        ("zh", "议长", "parliament-speaker", None),
        ("pl", "rzeczniczka", "spokesperson", "f"),
        ("pl", "szef MON", "defence-minister", None),
        ("uk", "речниця", "spokesperson", "f"),
        ("de", "Bundeskanzlerin", "chancellor", "f"),
        ("fr", "chef de la diplomatie", "foreign-minister", None),
        ("es", "ministra", "minister", "f"),
        ("tr", "Dışişleri Bakanı", "foreign-minister", None),
    ],
)
def test_offices_in_words(language: str, text: str, slug: str, gender: str | None) -> None:
    """An office is known by its slug; the form tells the gender where it can."""
    assert (slug, gender) in {(word.slug, word.gender) for word in offices.offices(language) if word.text == text}


@pytest.mark.parametrize("slug", ["president", "foreign-minister", "spokesperson", "expert", "journalist", "mp"])
@pytest.mark.parametrize("language", READ)
def test_every_language_knows_the_usual_offices(language: str, slug: str) -> None:
    """No language read lacks the offices that news is made of."""
    assert slug in {word.slug for word in offices.offices(language)}


@pytest.mark.parametrize("language", READ)
def test_every_language_has_organs_groups_and_markers(language: str) -> None:
    """Foreign ministry, officials, opposition; `former`."""
    assert {"foreign-ministry", "parliament", "government"} <= {word.slug for word in offices.organs(language)}
    assert {"officials", "opposition", "experts"} <= {word.slug for word in offices.groups(language)}
    assert offices.markers(language)["former"]


@pytest.mark.parametrize(("table", "slug", "country", "expected"), [
    (offices.organ_kinds, "foreign-ministry", "KAZ", "org:foreign-ministry-kaz"),
    (offices.organ_kinds, "government", "KAZ", "gov:kaz"),
    (offices.organ_kinds, "army", "RUS", "mil:rus"),
    (offices.group_kinds, "hardliners", "RUS", "group:rus-hardliners"),
    (offices.roles, "foreign-minister", "CHN", "role:foreign-minister-of-chn"),
    (offices.group_kinds, "experts", None, "group:experts"),
    (offices.group_kinds, "officials", "sep:dnr", "group:dnr-officials"),
])  # fmt: skip
def test_ids_by_pattern(table: object, slug: str, country: str | None, expected: str) -> None:
    """Organs of a state end in its code, groups begin with it."""
    assert callable(table)
    assert offices.actor_id(table()[slug], country) == expected


@pytest.mark.parametrize(
    ("actor", "country", "acts_for"),
    [
        ("group:rus-officials", "RUS", "RUS"),
        ("group:rus-experts", "RUS", None),
        ("gov:kaz", "KAZ", "KAZ"),
        ("role:foreign-minister-of-chn", "CHN", "CHN"),
        ("role:mp-of-rus", "RUS", None),
        ("org:foreign-ministry-kaz", "KAZ", "KAZ"),
    ],
)
def test_actors_made_by_pattern(actor: str, country: str, acts_for: str | None) -> None:
    """Such an actor is known without standing in a file: whose it is, and whether it acts for its state."""
    found = offices.lookup(actor)
    assert found is not None
    assert (found.country, found.acts_for) == (country, acts_for)


@pytest.mark.parametrize("actor", ["gov:xyz", "org:nothing-kaz", "group:kaz", "", "KAZAKH"])
def test_what_no_pattern_makes_is_not_known(actor: str) -> None:
    """No actor is made up."""
    assert offices.lookup(actor) is None


def test_kinds_are_those_of_the_table() -> None:
    """The kinds that patterns make are kinds of the table `actors`."""
    kinds = {role.pattern.split(":")[0] for role in (*offices.roles().values(), *offices.organ_kinds().values())}
    assert kinds <= {"role", "org", "gov", "mil"}
    assert Actor.table == "actors"
