"""The classifier for sentences whose two actors are given."""

from __future__ import annotations

import pytest

from armillary.lexicon import plover
from armillary.read.events.classify import classify_event, features, locate, masked, windows

CASES = [
    ("Ruritania has imposed sanctions on Freedonia.", "SANCTION"),
    ("Ruritania attacked Freedonia at dawn.", "ASSAULT"),
    ("Ruritania has refused to meet Freedonia.", "REJECT"),
    ("Ruritania condemned Freedonia over the raid.", "ACCUSE"),
    ("Ruritania signed an agreement with Freedonia.", "SUPPORT"),
    ("Ruritania held talks with Freedonia.", "CONSULT"),
    ("Ruritania demanded that Freedonia withdraw its troops.", "REQUEST"),
    ("Ruritania is willing to provide loans to Freedonia.", "AGREE"),
    ("Ruritania sent food and medicine to Freedonia.", "AID"),
    ("Ruritania arrested ten citizens of Freedonia.", "COERCE"),
    ("Ruritania threatened to shell Freedonia.", "THREATEN"),
    ("Ruritania withdrew its forces from Freedonia.", "RETREAT"),
]


@pytest.mark.parametrize(("text", "kind"), CASES)
def test_the_type_is_of_what_source_does_to_target(text: str, kind: str) -> None:
    """One plain sentence a type."""
    call = classify_event(text, "Ruritania", "Freedonia", "en")
    assert call.event_type == kind
    assert call.cue is not None
    assert call.cue in text
    assert 0 < call.confidence <= 1


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Россия ввела санкции против Польши.", "ru", "SANCTION"),
        ("俄罗斯批评了波兰。", "zh", "ACCUSE"),
        ("Rosja zaatakowała Polskę.", "pl", "ASSAULT"),
        ("Russland drohte Polen.", "de", "THREATEN"),
    ],
)
def test_other_languages(text: str, language: str, kind: str) -> None:
    """The same in other languages, actors as they stand."""
    pair = {
        "ru": ("Россия", "Польши"),
        "zh": ("俄罗斯", "波兰"),
        "pl": ("Rosja", "Polskę"),
        "de": ("Russland", "Polen"),
    }
    assert classify_event(text, *pair[language], language).event_type == kind


@pytest.mark.parametrize("text", ["", "x", "Ruritania", "?" * 3000])
def test_anything_is_answered(text: str) -> None:
    """Actors that are not there, empty or endless text: an answer without an error."""
    call = classify_event(text, "Ruritania", "Freedonia", "en")
    assert call.event_type is None or call.event_type in plover.types()


def test_actors_are_masked_where_they_are_nearest() -> None:
    """Of several places the pair nearest to each other counts."""
    text = "Ruritania said Freedonia lies, and Ruritania sued Freedonia."
    spans = locate(text, "Ruritania", "Freedonia")
    whole, near = masked("Ruritania sued Freedonia.", ((0, 9), (15, 24)))
    assert spans[0] is not None
    assert spans[1] is not None
    assert whole == "A sued B."
    assert near == whole


def test_windows_lie_around_the_actors() -> None:
    """Between, before and after the two, and who stands first."""
    text = "On Monday Ruritania praised Freedonia again."
    seen = windows(text, locate(text, "Ruritania", "Freedonia"))
    assert (seen.before, seen.between, seen.after) == ("On Monday", "praised", "again.")
    assert seen.order == 1.0
    assert windows(text, locate(text, "Freedonia", "Ruritania")).order == -1.0


def test_features_without_actors() -> None:
    """A row of finite numbers even where nobody is named."""
    row = features([""], [(None, None)])
    assert row.shape[0] == 1
    assert abs(row).max() < 100


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ruritania's marines torpedoed a ferry of Freedonia.", "ASSAULT"),
        ("Ruritania banished the bishop of Freedonia.", "COERCE"),
        ("Ruritania heaped praise on Freedonia.", "SUPPORT"),
        ("Ruritania disowned the accord with Freedonia.", "REJECT"),
    ],
)
def test_idioms(text: str, kind: str) -> None:
    """Less common wordings of the same acts."""
    assert classify_event(text, "Ruritania", "Freedonia", "en").event_type == kind
