"""Newcomers at corresponding places of aligned sentences."""

from __future__ import annotations

import random

import pytest

from armillary.read.counterparts import Named, counterparts
from armillary.read.linking import Sighting, link
from armillary.schema import Alignment

Given = tuple[str, str]
"""Kind and name of somebody new, or the id of somebody known with the words that name them."""


def new(article: str, language: str, kind: str, name: str) -> Sighting:
    """Somebody as one article names them."""
    return Sighting(article, f"{kind}:{name}", kind, name, language, report_id="r")


def two(
    languages: tuple[str, str], sentences: list[tuple[list[Given], list[Given]]], *, aligned: bool = True
) -> dict[tuple[str, str], str]:
    """Ids in two articles of one family; an actor with capitals in place of a kind is a known one."""
    sightings: dict[tuple[str, str], Sighting] = {}
    places: list[tuple[str, str, int, int, str, str]] = []
    for n, sides in enumerate(sentences):
        for article, language, side in zip("ab", languages, sides, strict=True):
            for at, (kind, name) in enumerate(side):
                local = kind if kind.isupper() or ":" in kind else f"{kind}:{name}"
                if local.startswith(f"{kind}:"):
                    sightings[article, local] = new(article, language, kind, name)
                places.append((article, language, n, at, local, name))
    seen = list(sightings.values())
    alone = link(seen)
    named = [Named(a, lang, n, at, alone.get((a, local), local), name) for a, lang, n, at, local, name in places]
    rows = [
        Alignment(article_a="a", n_a=n, article_b="b", n_b=n, similarity=0.9) for n in range(len(sentences)) if aligned
    ]
    joined = counterparts(seen, alone, named, rows)
    for seed in range(3):
        mixed, order = (named[:], rows[:]), random.Random(seed)
        order.shuffle(mixed[0])
        order.shuffle(mixed[1])
        assert counterparts(seen[::-1], alone, *mixed) == joined
    return link(seen, joined)


@pytest.mark.parametrize(
    ("languages", "one", "other"),
    [
        (("en", "zh"), "Lindgren Foundation", "林德格伦基金会"),
        (("en", "ru"), "Danube Trade Observatory", "Обсерватория торговли на Дунае"),
        (("en", "de"), "Baltic Institute for Maritime Law", "Baltisches Institut für Seerecht"),
        (("pl", "ru"), "Fundacja Czystego Powietrza", "Фонд чистого воздуха"),
        (("ru", "tr"), "Фонд черноморских исследований", "Karadeniz Araştırmaları Vakfı"),
        (("en", "uk"), "Willow Relief Network", "Вербова мережа допомоги"),
        (("en", "fr"), "Alpine Water Council", "Conseil alpin de l'eau"),
        (("en", "es"), "Andean Energy Forum", "Foro Andino de la Energía"),
    ],
)
def test_translated_names_of_organisations(languages: tuple[str, str], one: str, other: str) -> None:
    """No word of them sounds the same; their place and their meaning tell."""
    found = two(languages, [([("RUS", "x"), ("org", one)], [("RUS", "y"), ("org", other)])])
    assert len(set(found.values())) == 1


def test_the_english_name_gives_the_id() -> None:
    """Whatever the language of the original."""
    found = two(("zh", "en"), [([("org", "林德格伦基金会")], [("org", "Lindgren Foundation")])])
    assert set(found.values()) == {"org:lindgren-foundation"}


def test_a_kind_that_one_article_guessed_wrong() -> None:
    """The same sound at the same place, though a person here and an organisation there."""
    found = two(("en", "tr"), [([("person", "Serik Dalabayev")], [("org", "Serik Dalabayev")])])
    assert len(set(found.values())) == 1


def test_a_place_that_the_lexicon_has_in_one_language_alone() -> None:
    """It keeps the id of the lexicon."""
    found = two(("en", "tr"), [([("place:doha", "Doha")], [("org", "Doha")])])
    assert set(found.values()) == {"place:doha"}


def test_two_organisations_in_one_sentence() -> None:
    """Each finds its own, in whatever order."""
    found = two(
        ("en", "ru"),
        [
            (
                [("org", "Harbour Workers Union"), ("org", "Coastal Research Institute")],
                [("org", "Институт прибрежных исследований"), ("org", "Союз портовых рабочих")],
            )
        ],
    )
    assert found["a", "org:Harbour Workers Union"] == found["b", "org:Союз портовых рабочих"]
    assert found["a", "org:Coastal Research Institute"] == found["b", "org:Институт прибрежных исследований"]
    assert len(set(found.values())) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("org", "Harbour Workers Union"), ("org", "Академия космических исследований")),
        (("person", "Laura Pemberton"), ("person", "Иван Кузнецов")),
        (("place", "Greenfield"), ("place", "Каракульское")),
        (("person", "Olga Hartmann"), ("org", "Совет ветеранов")),
    ],
)
def test_other_names_at_the_same_place_stay_apart(one: Given, other: Given) -> None:
    """A translation may put another actor in place of one: position alone is no proof."""
    found = two(("en", "ru"), [([one], [other]), ([one], [other])])
    assert len(set(found.values())) == 2


def test_two_that_are_equally_near_stay_apart() -> None:
    """One name there, two of about the same meaning here: no margin, no guess."""
    found = two(
        ("en", "ru"),
        [([("org", "Institute of Energy"), ("org", "Energy Institute")], [("org", "Институт энергетики")])],
    )
    assert found["b", "org:Институт энергетики"] not in {
        found["a", "org:Institute of Energy"],
        found["a", "org:Energy Institute"],
    }


def test_two_known_actors_never_become_one() -> None:
    """Neither directly nor by a newcomer between them."""
    known = [([("igo:nato", "NATO")], [("igo:eu", "ЕС")]), ([("place:doha", "Doha")], [("place:cairo", "Каир")])]
    assert two(("en", "ru"), known) == {}
    found = two(("en", "tr"), [([("place:doha", "Doha")], [("org", "Doha"), ("place:cairo", "Kahire")])])
    assert set(found.values()) == {"place:doha"}


def test_who_is_named_in_the_other_article_too_is_no_counterpart() -> None:
    """Doha stands in both, so that the other name means something else."""
    found = two(("en", "tr"), [([("place:doha", "Doha")], [("org", "Doha Bank")]), ([], [("place:doha", "Doha")])])
    assert set(found.values()) == {"org:doha-bank"}


def test_without_alignment_nothing_happens() -> None:
    """A world that has not been traced, or articles of two reports."""
    sentences: list[tuple[list[Given], list[Given]]] = [
        ([("org", "Alpine Water Council")], [("org", "阿尔卑斯水务委员会")])
    ]
    assert len(set(two(("en", "zh"), sentences, aligned=False).values())) == 2


def test_what_an_article_keeps_apart_stays_apart() -> None:
    """Over three articles, where two names of one would both go to one of another."""
    seen = [
        new("a", "en", "org", "Lindgren Foundation"),
        new("b", "ru", "org", "Фонд Линдгрена"),
        new("c", "de", "org", "Lindgren-Stiftung"),
        new("c", "de", "org", "Stiftung von Lindgren"),
    ]
    alone = link(seen)
    place = {("a", 0): [0], ("b", 0): [1], ("b", 1): [1], ("c", 0): [2], ("c", 1): [3], ("a", 1): [0]}
    named = [
        Named(seen[k].article_id, seen[k].language, n, 0, alone[seen[k].article_id, seen[k].local_id], seen[k].name)
        for (_, n), found in place.items()
        for k in found
    ]
    rows = [
        Alignment(article_a=a, n_a=n, article_b=b, n_b=n, similarity=0.9)
        for a, b, n in (("a", "b", 0), ("b", "c", 1), ("a", "c", 0))
    ]
    found = link(seen, counterparts(seen, alone, named, rows))
    assert found["c", seen[2].local_id] != found["c", seen[3].local_id]
