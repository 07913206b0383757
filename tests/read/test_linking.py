"""One id over the whole world."""

from __future__ import annotations

import random

import pytest

from armillary.read.linking import Sighting, link


def seen(article: str, name: str, language: str, report: str | None = None, kind: str = "person") -> Sighting:
    """A sighting with an id of its own."""
    local = f"{kind}:{article}"
    return Sighting(article_id=article, local_id=local, kind=kind, name=name, language=language, report_id=report)


def ids(*sightings: Sighting) -> list[str]:
    """The ids in the order of the sightings."""
    found = link(sightings)
    return [found[one.article_id, one.local_id] for one in sightings]


@pytest.mark.parametrize(
    ("one", "language", "other", "other_language"),
    [
        ("Temira Abdova", "en", "Темира Абдова", "ru"),
        ("Temira Abdova", "en", "Temira Abdowa", "pl"),
        ("Остап Гнатишин", "uk", "Ostap Hnatyshyn", "en"),
        ("马克斯·格林伯格", "zh", "Max Grinberg", "en"),
        ("Макс Гринберг", "ru", "Max Grünberg", "de"),
    ],
)
def test_one_person_across_languages(one: str, language: str, other: str, other_language: str) -> None:
    """Given and family name that sound alike make one person."""
    first, second = ids(seen("a", one, language), seen("b", other, other_language))
    assert first == second


def test_the_spelling_of_english_gives_the_id() -> None:
    """The slug is the family name as English text has it, whatever came first."""
    found = ids(seen("a", "Темира Каженова", "ru"), seen("b", "Temira Kazhenova", "en"))
    assert set(found) == {"person:kazhenova"}
    assert ids(seen("a", "Остап Гнатишин", "uk")) == ["person:hnatyshyn"]


def test_other_given_names_are_other_persons() -> None:
    """Two bearers of a family name stay two, one of them with the given name in the id."""
    first, second = ids(seen("a", "Temira Abdova", "en"), seen("b", "Larisa Abdova", "en"))
    assert {first, second} == {"person:abdova", "person:larisa-abdova"}


def test_a_family_name_alone_goes_to_its_only_bearer() -> None:
    """Where one person of that name is known in full it is that one; where two are, neither."""
    alone, full = ids(seen("a", "Абдова", "ru"), seen("b", "Temira Abdova", "en"))
    assert alone == full
    one, two, open_ = ids(seen("a", "Temira Abdova", "en"), seen("b", "Larisa Abdova", "en"), seen("c", "Abdova", "en"))
    assert one != two
    assert open_ not in (one, two)


def test_a_slip_is_forgiven_inside_a_report() -> None:
    """A copy that garbles a name by a letter means the same person; another report may not."""
    family = ids(seen("a", "Temira Kazhenova", "en", "r"), seen("b", "Temira Kamenova", "en", "r"))
    apart = ids(seen("a", "Temira Kazhenova", "en", "r"), seen("b", "Temira Kamenova", "en", "s"))
    assert family[0] == family[1]
    assert apart[0] != apart[1]


def test_a_listed_person_comes_before_a_new_one() -> None:
    """Given and family name of somebody in the lexicon give that id."""
    assert ids(seen("a", "Władimir Putin", "pl")) == ["person:putin"]


def test_organisations_by_all_their_words() -> None:
    """Organisations are one where every word is, in its cases."""
    one, two, other = ids(
        seen("a", "Линдквист Групп", "ru", kind="org"),
        seen("b", "Lindkvist Grupp", "en", kind="org"),
        seen("c", "Lindqvist Bank", "en", kind="org"),
    )
    assert one == two != other


def test_the_order_of_articles_does_not_matter() -> None:
    """The same sightings in another order get the same ids."""
    all_ = [
        seen("a", "Temira Abdova", "en"),
        seen("b", "Темира Абдова", "ru"),
        seen("c", "Абдова", "ru"),
        seen("d", "Larisa Abdova", "en"),
        seen("e", "马克斯·格林伯格", "zh"),
        seen("f", "Max Grinberg", "en"),
    ]
    wanted = link(all_)
    for seed in range(5):
        shuffled = all_[:]
        random.Random(seed).shuffle(shuffled)
        assert link(shuffled) == wanted


def test_two_of_one_article_stay_two() -> None:
    """What an article keeps apart the world keeps apart."""
    one = Sighting("a", "person:x", "person", "Ivan Petrov", "en")
    two = Sighting("a", "person:y", "person", "Ivan Petrow", "en")
    found = link([one, two])
    assert found["a", "person:x"] != found["a", "person:y"]
