"""The PLOVER ontology as data."""

from __future__ import annotations

import pytest

from armillary.lexicon import load, plover
from armillary.read.events.frames import frames

FULL = ("en", "ru", "zh", "pl")
FAIR = ("uk", "de", "fr", "es", "tr")


def test_there_are_sixteen_types_in_four_classes() -> None:
    """Version 2.0 has 16 types; each belongs to one of the four classes."""
    assert len(plover.types()) == 16
    assert {one.quad for one in plover.types().values()} == {1, 2, 3, 4}


@pytest.mark.parametrize("name", sorted(plover.types()))
def test_conflict_is_negative_and_cooperation_positive(name: str) -> None:
    """The sign of the score follows the class: ACCUSE is negative, SANCTION is material conflict."""
    kind = plover.types()[name]
    scores = [kind.intensity, *(plover.intensity(name, mode) for mode in kind.modes)]
    assert all(score >= 1 if kind.cooperative else score <= 0.5 for score in scores)


def test_the_errata_are_applied() -> None:
    """What the errata say is what the data hold."""
    assert plover.intensity("ACCUSE") == -3.0
    assert plover.intensity("ACCUSE", "allege") == -3.5
    assert plover.types()["SANCTION"].quad == 4
    assert all({"where", "says", "ours"} <= set(one) for one in plover.errata())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("DEMAND", ("REQUEST",)),
        ("DISAPPROVE", ("ACCUSE",)),
        ("INVESTIGATE", ("ACCUSE",)),
        ("FIGHT", ("ASSAULT",)),
        ("YIELD", ("CONCEDE", "RETREAT")),
        ("aid", ("AID",)),
        ("CRIME", ()),
    ],
)
def test_old_names_are_read(old: str, new: tuple[str, ...]) -> None:
    """Names of older versions lead to today's; an unknown one to none."""
    assert plover.current_names(old) == new


def test_concepts_point_to_modes_and_contexts_that_exist() -> None:
    """No concept names a type, mode or context that the ontology lacks."""
    for concept in plover.concepts().values():
        assert concept.type in plover.types()
        assert concept.mode is None or concept.mode in plover.types()[concept.type].modes
        assert concept.context is None or concept.context in plover.contexts()


@pytest.mark.parametrize("language", FULL)
def test_every_concept_has_a_wording_in_the_full_languages(language: str) -> None:
    """The frames of the four languages are parallel: the same concepts, each with a wording."""
    worded = {name for name, frames in load(language, "frames")["verbs"].items() if frames}
    assert set(plover.concepts()) - worded == set()


@pytest.mark.parametrize("language", FULL + FAIR)
def test_frames_name_only_known_concepts_and_contexts(language: str) -> None:
    """A slip in a name of a data file is found here."""
    data = load(language, "frames")
    assert {*data["verbs"], *data["nouns"]} <= set(plover.concepts())
    assert set(data.get("contexts", {})) <= plover.contexts()
    assert frames(language) is not None


def test_a_language_without_frames_has_none() -> None:
    """A language that is not read gives no frames, and no error."""
    assert frames("fi") is None
