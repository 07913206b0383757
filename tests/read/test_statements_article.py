"""Statements over the lines of an article: who goes on speaking, what lies within what, whom they speak of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.gather import Document, Prepared, prepare
from armillary.read.document import Doc
from armillary.read.grammar import lines
from armillary.read.mentions import find_mentions
from armillary.read.statements import find_statements


def read(text: str, language: str) -> Doc | None:
    prepared = prepare(Document("case", "text", text, "utf-8", "case", language=language))
    if not isinstance(prepared, Prepared):
        return None
    doc = Doc(prepared.article, lines(prepared.article, prepared.sentences))
    doc.mentions = find_mentions(doc)
    doc.statements = find_statements(doc)
    return doc


def speakers(text: str, language: str) -> list[tuple[str, str]]:
    doc = read(text, language)
    assert doc is not None
    return [(one.speaker_id, one.text) for one in doc.statements]


CARRIED = [
    ("en", "“The war is over,” President Putin said.\n“Nobody will come back to that village.”", "person:putin"),
    ("ru", "«Война закончилась», — сказал президент Путин.\n«Никто не вернётся в эту деревню».", "person:putin"),
    ("zh", "“战争结束了，”普京总统说。\n“没有人会回到那个村庄。”", "person:putin"),
    ("pl", "„Wojna się skończyła” – powiedział prezydent Putin.\n„Nikt nie wróci do tej wioski”.", "person:putin"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "speaker"), CARRIED)
def test_a_quotation_on_the_next_line_has_the_same_speaker(language: str, text: str, speaker: str) -> None:
    """A quotation that fills a line without naming anybody goes on from the speaker before."""
    found = speakers(text, language)
    assert [one for one, _ in found] == [speaker, speaker]


def test_a_quotation_that_never_closes_ends_with_its_paragraph() -> None:
    """What follows on the next line is no part of it."""
    found = speakers("Putin said: “The war is over.\nThe market fell by a third in May.", "en")
    assert found == [("person:putin", "The war is over.")]


def test_a_quotation_that_never_closes_ends_where_the_reporter_speaks() -> None:
    """`«…, — сказал Путин.`"""
    assert speakers("«Война скоро закончится, — сказал Путин.", "ru") == [("person:putin", "Война скоро закончится")]


def test_a_broken_quotation_is_one_statement() -> None:
    """`"A," he said. "B."` in one paragraph runs from its first to its last character."""
    (one,) = speakers("“The war is over,” Putin said. “Nobody will come back.”", "en")
    assert one[1].startswith("The war is over")
    assert one[1].endswith("Nobody will come back.")


def test_a_statement_within_a_statement() -> None:
    """A says that B said: the inner one points to the outer."""
    doc = read("Putin said that Erdogan had promised to visit the port.", "en")
    assert doc is not None
    outer, inner = doc.statements
    assert outer.within is None
    assert inner.within == outer.statement_id


DROPPED = [
    ("pl", "Putin powiedział, że wojna trwa. Dodał, że rozmowy będą trudne.", "person:putin"),
    ("ru", "Путин сказал, что война идёт. Добавил, что переговоры будут трудными.", "person:putin"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "speaker"), DROPPED)
def test_a_verb_without_subject_has_the_speaker_before(language: str, text: str, speaker: str) -> None:
    """Languages that drop the pronoun: the last speaker goes on."""
    assert [one for one, _ in speakers(text, language)] == [speaker, speaker]


SHARED = [
    ("en", "Putin said the war was over, adding that nobody would come back.", 2),
    ("ru", "Путин сказал, что война закончилась, добавив, что никто не вернётся.", 2),
    ("pl", "Putin powiedział, że wojna się skończyła, i dodał, że nikt nie wróci.", 2),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "count"), SHARED)
def test_reports_side_by_side_end_where_the_next_begins(language: str, text: str, count: int) -> None:
    """`said A, adding B`: two contents that do not overlap, one speaker."""
    doc = read(text, language)
    assert doc is not None
    assert len(doc.statements) == count
    first, second = doc.statements
    assert first.end_char <= second.start_char
    assert first.speaker_id == second.speaker_id == "person:putin"


def test_about_names_others_than_the_speaker() -> None:
    """Actors in the content, not the one who speaks."""
    doc = read("Putin said that Poland and Germany would pay.", "en")
    assert doc is not None
    assert doc.statements[0].about == ("POL", "DEU")


def test_hearsay_has_an_unknown_speaker() -> None:
    """The text leaves open who speaks."""
    assert speakers("The army reportedly left the city.", "en")[0][0] == "unknown"


ODD = [
    "THE MINISTER SAID THE WAR IS OVER.",
    "said said said said",
    "“" * 50 + "said he",
    "«" + "слово " * 900 + "— сказал",
    "a | b | c\n1 | 2 | 3\nsaid | told | asked",
    "قال الوزير إن الحدود مفتوحة.",
    "—\n—\n— said\n",
]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("language", ["en", "ru", "zh", "pl", "de", "fr", "es", "tr", "uk", "ar"])
def test_odd_input_gives_no_error(text: str, language: str) -> None:
    """Capitals, tables, marks without words, right-to-left: every span is its text."""
    doc = read(text, language)
    for one in doc.statements if doc is not None else ():
        assert doc is not None
        assert doc.text[one.start_char : one.end_char] == one.text


PIECES = ["“", "”", "«", "»", '"', "’", ",", ".", " ", "—", ":", "he said", "Putin", "that", "сказал", "он", "说", "\n"]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join), st.sampled_from(["en", "ru", "zh", "pl", "tr"]))
def test_spans_are_their_text_whatever_comes(text: str, language: str) -> None:
    """Every statement lies in the article, is not empty, and its ids are unique."""
    doc = read(text, language)
    rows = doc.statements if doc is not None else []
    assert len({one.statement_id for one in rows}) == len(rows)
    for one in rows:
        assert doc is not None
        assert one.text
        assert doc.text[one.start_char : one.end_char] == one.text
