"""Frames of reported speech that are easily missed, and words that look like them."""

from __future__ import annotations

import pytest

from armillary.gather import Document, Prepared, prepare
from armillary.read.document import Doc
from armillary.read.grammar import lines
from armillary.read.mentions import find_mentions
from armillary.read.statements import find_statements
from armillary.schema import Statement


def said(text: str, language: str) -> list[Statement]:
    prepared = prepare(Document("case", "text", text, "utf-8", "case", language=language))
    assert isinstance(prepared, Prepared)
    doc = Doc(prepared.article, lines(prepared.article, prepared.sentences))
    doc.mentions = find_mentions(doc)
    return find_statements(doc)


# language, text, speaker as named, content
CASES = [
    (
        "en",
        "Anna Marlow, president of the guild, and Stan Moss, an engineer, applauded the remarks.",
        "Stan Moss",
        "the remarks",
    ),
    (
        "en",
        "Keith Hutton, a builder who attended the rally, blamed the bank for the crisis.",
        "Keith Hutton",
        "the bank",
    ),
    (
        "en",
        "Rain moves the price of bread, said Mark Kantor, a trader who has published several books.",
        "Mark Kantor",
        "Rain moves the price of bread",
    ),
    (
        "en",
        "Oil will be cheaper, said one of the ministers who attended the meeting.",
        "one of the ministers",
        "Oil will be cheaper",
    ),
    ("en", "The envoy also jokes about losing her hat.", "The envoy", "losing her hat"),
    ("en", "He added, though, that the plan had failed.", "He", "the plan had failed"),
    ("en", "The mayor joked, waving his hat, “Bring a boat!”", "The mayor", "Bring a boat"),
    ("en", "Anna Roe, who last year threatened to close the port, resigned.", "Anna Roe", "to close the port"),
    ("en", "In Marlow's view, the change would hurt the harbour.", "Marlow", "the change would hurt the harbour"),
    ("en", "The plan was quickly derided by Anna Marlow, a lawyer.", "Anna Marlow", "The plan"),
    ("en", "The government's criticism of the report was harsh.", "The government", "the report"),
    ("en", "Traders are expecting a record harvest.", "Traders", "a record harvest"),
    ("en", "The union praised the G-12 pact and then left.", "The union", "the G-12 pact"),
    ("ru", "Министр добавил, однако, что переговоры сорвались.", "Министр", "переговоры сорвались"),
    ("uk", "Міністр додав, однак, що переговори зірвалися.", "Міністр", "переговори зірвалися"),
    ("pl", "Minister dodał, jednak, że rozmowy zostały zerwane.", "Minister", "rozmowy zostały zerwane"),
    ("fr", "Le ministre a ajouté, toutefois, que les négociations avaient échoué.", "Le ministre", "les négociations"),
    (
        "es",
        "El ministro añadió, sin embargo, que las negociaciones habían fracasado.",
        "El ministro",
        "las negociaciones",
    ),
]


@pytest.mark.parametrize(("language", "text", "speaker", "content"), CASES)
def test_speaker_and_content(language: str, text: str, speaker: str, content: str) -> None:
    """The speaker is named tightly and the content begins where it should."""
    found = [(one.speaker_text, one.text) for one in said(text, language)]
    assert any(named == speaker and told.startswith(content) for named, told in found), found


def test_blamed_without_agent() -> None:
    """A passive that blames without an agent leaves the speaker open."""
    (one,) = said("Migrants were blamed for the robberies.", "en")
    assert (one.speaker_id, one.text) == ("unknown", "Migrants were blamed for the robberies")


@pytest.mark.parametrize(
    "text",
    [
        "Russia attacked the port with missiles.",
        "The army defended the bridge.",
        "The army offered the rebels a truce.",
        "The envoy will find a way around the rule.",
        "Think tanks met in the capital.",
        "The ship was attacked by pirates.",
    ],
)
def test_deeds_are_no_statements(text: str) -> None:
    """Deeds told with a verb that can also mean speech are no statements."""
    assert not said(text, "en")


def test_thought_within_speech_is_part_of_it() -> None:
    """What a speaker says that he thinks is one statement."""
    assert len(said("The envoy said he thinks the talks will fail.", "en")) == 1
