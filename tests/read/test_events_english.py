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


@pytest.mark.parametrize(
    "text",
    [
        "Diplomats expect that the annual ASEAN summit in October will fail to produce a statement.",
        "President Erdogan wants to keep Western capital flowing.",
        "Kremlin spokesman Dmitry Peskov denied that Russia was behind the coup.",
    ],
)
def test_what_is_wanted_expected_or_denied_in_general_is_no_event(text: str) -> None:
    """An actor inside a wish, an expectation or a denial is not its target."""
    assert read(text).events == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Washington wants Ukraine to hold elections.", ("USA", "REQUEST", "UKR", "happened")),
        ("Aid is to be given to Jordan by Canada.", ("CAN", "AGREE", "JOR", "planned")),
        (
            "Italian firms accused of shipping arms to Libya closed.",
            ("unknown", "ACCUSE", "group:ita-companies", "happened"),
        ),
    ],
)
def test_complements_futures_and_participles(text: str, wanted: tuple[str, str, str, str]) -> None:
    """`Want` takes who shall act, `is to be` is planned, a participle without an object is passive."""
    assert wanted in {(one.source_id, one.event_type, one.target_id, one.status) for one in read(text).events}


def test_the_subject_of_the_next_clause_takes_no_part() -> None:
    """`A gave B aid, and the two allies agreed`: B did not agree alone."""
    text = "Washington has provided Manila with aid since 2015, and the two allies agreed last year to open bases."
    assert [one.event_type for one in read(text).events] == ["AID"]
