"""English events whose actors the whole chain must tell: groups of a country, leaders of the past, headlines."""

from __future__ import annotations

import pytest

from armillary.read import grammar
from armillary.read.document import Doc
from armillary.read.events import find_events
from armillary.read.mentions import find_mentions
from armillary.read.statements import find_statements
from armillary.schema import Article, Sentence


def read(text: str) -> Doc:
    """One English sentence as an article without a date."""
    sentence = Sentence(article_id="a", n=0, start_char=0, end_char=len(text), text=text)
    article = Article(article_id="a", source="a", language="en", text=text, sha256="", n_sentences=1)
    doc = Doc(article, grammar.lines(article, [sentence]))
    doc.mentions = find_mentions(doc)
    doc.statements = find_statements(doc)
    doc.events = find_events(doc)
    return doc


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels in Chad freed two French engineers held since March.", ("group:tcd-rebels", "RETREAT", "FRA")),
        ("Uganda's government banned opposition rallies in Kampala.", ("gov:uga", "COERCE", "group:uga-opposition")),
        ("Egyptian police arrested 60 Islamists after the march.", ("org:police-egy", "COERCE", "group:egy-islamists")),
        ("Iraq allowed U.N. inspectors back into the country.", ("IRQ", "RETREAT", "igo:un")),
        ("President Suharto accused Australia of meddling.", ("person:suharto", "ACCUSE", "AUS")),
        ("The Soviet Union recalled its ambassador to Albania.", ("hist:ussr", "SANCTION", "ALB")),
        ("Angola says it is willing to pull its soldiers out of neighbouring Zambia.", ("AGO", "AGREE", "ZMB")),
        ("Ethiopia withdrew its soldiers from the Somali capital.", ("ETH", "RETREAT", "SOM")),
        ("Cuban troops began pulling out of Angola.", ("mil:cub", "RETREAT", "AGO")),
        ("Israel refused to pull out of southern Lebanon.", ("ISR", "REJECT", "LBN")),
        ("The French president telephoned his Algerian counterpart.", ("DZA", "CONSULT", "role:president-of-fra")),
        ("Thousands marched in Peru against the Japanese embassy.", ("PER", "PROTEST", "org:embassy-jpn")),
        ("Ugandan troops massacred villagers in eastern Congo.", ("mil:uga", "ASSAULT", "COD")),
        ("The Red Cross pulled its staff out of Burundi.", ("igo:red-cross", "SANCTION", "BDI")),
        ("Bosnian Serbs rejected a German plan.", ("BIH", "REJECT", "DEU")),
        ("Israeli intelligence officials shared evidence with Jordan.", ("group:isr-officials", "COOPERATE", "JOR")),
    ],
)  # fmt: skip
def test_who_does_what_to_whom(text: str, expected: tuple[str, str, str]) -> None:
    """Sources and targets that no slot of a frame names outright."""
    assert expected in {(one.source_id, one.event_type, one.target_id) for one in read(text).events}


@pytest.mark.parametrize(
    "text",
    [
        "Russia supports the rebels.",
        "French officials said rebels had crossed the river.",
    ],
)
def test_groups_stay_without_a_country(text: str) -> None:
    """Whoever speaks of rebels or helps them is not where they are at home."""
    assert not any(one.actor_id.endswith("-rebels") for one in read(text).mentions)


def test_threat_without_a_target() -> None:
    """A threatened act is a threat even where nobody is named who is threatened."""
    found = read("Algeria threatened to break off talks.").events
    assert [(one.source_id, one.event_type, one.target_id) for one in found] == [("DZA", "THREATEN", None)]


def test_names_with_a_comma_open_a_headline() -> None:
    """`Paris, Rome sign pact`: both sign."""
    found = read("Paris, Rome sign pact on army brigade").events
    assert {(one.source_id, one.event_type, one.target_id) for one in found} == {("FRA", "SUPPORT", "ITA")}
