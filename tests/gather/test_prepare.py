"""From one document to one article with its sentences."""

from __future__ import annotations

import datetime as dt
import pickle
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.gather.document import Document
from armillary.gather.prepare import Prepared, prepare
from armillary.schema import Failure

TEXT = (
    "Published 3 May 2021, 14:05\r\n\r\nPort stays closed\r\n\r\n"
    "The port of Halden stayed closed for a third day. Crews cleared the channel.\r\n"
    "The harbour master, Ingrid Solberg, said that no ship had been damaged.\u00a0\r\n"
    "Traders expect deliveries of grain to resume before the end of the week.\r\n\r\n"
    "More Stories\r\nPainter returns stolen canvas after forty years\r\nSource: Harbour Gazette"
)


def document(content: str, source: str = "folder/port.txt", **given: str) -> Document:
    return Document(source, given.pop("media", "text"), content, "utf-8", "f", **given)  # type: ignore[arg-type]


def prepared(content: str, source: str = "folder/port.txt", **given: str) -> Prepared:
    found = prepare(document(content, source, **given))
    assert isinstance(found, Prepared)
    return found


def test_an_article_says_about_itself_what_its_lines_say() -> None:
    """Title, date, credit and language are found in the text; the text stays character for character."""
    article = prepared(TEXT).article
    assert article.text == TEXT
    assert (article.title, article.credit, article.language) == ("Port stays closed", "Harbour Gazette", "en")
    assert (article.published, article.published_from, article.published_precision) == (
        dt.date(2021, 5, 3),
        "text",
        "minute",
    )


def test_every_sentence_has_its_kind() -> None:
    """Residue is kept, and marked."""
    kinds = [sentence.kind for sentence in prepared(TEXT).sentences]
    assert kinds == ["byline", "title", "body", "body", "body", "body", "boilerplate", "boilerplate", "byline"]


def test_metadata_come_before_the_text() -> None:
    """A container knows more surely what a text only shows."""
    article = prepared(
        TEXT, title="Another title", author="Nora Quist", outlet="Gazette", published="2021-05-02"
    ).article
    assert (article.title, article.author, article.outlet) == ("Another title", "Nora Quist", "Gazette")
    assert (article.published, article.published_from) == (dt.date(2021, 5, 2), "metadata")


def test_the_host_is_the_outlet_where_none_is_named() -> None:
    """Without `www.`."""
    assert prepared(TEXT, url="https://www.example.org/a").article.outlet == "example.org"


def test_a_moved_file_is_the_same_article() -> None:
    """The id rests on file name and text, on the address where there is one, and on nothing else."""
    here = prepared(TEXT, "a/port.txt").article.article_id
    assert re.fullmatch(r"[0-9a-z-]+", here)
    assert prepared(TEXT, "b\\c\\port.txt").article.article_id == here
    assert prepared(TEXT, "a/ship.txt").article.article_id != here
    assert prepared(TEXT + ".", "a/port.txt").article.article_id != here
    address = prepared(TEXT, "a/port.txt", url="https://example.org/a?utm_source=x").article.article_id
    assert prepared(TEXT, "c.txt", url="https://EXAMPLE.org/a").article.article_id == address != here


def test_rows_that_agree_in_all_are_one_article() -> None:
    """Sorting a table anew changes nothing; the same text from two outlets is two articles."""
    first = prepared(TEXT, "a.csv#1", outlet="Gazette").article.article_id
    assert prepared(TEXT, "a.csv#7", outlet="Gazette").article.article_id == first
    assert prepared(TEXT, "a.csv#2", outlet="Kurier").article.article_id != first


def test_an_author_before_the_headline_is_no_part_of_it() -> None:
    """The name is a byline; the title is the rest."""
    text = TEXT.replace("Port stays", "Nora Quist. Port stays") + "\r\nBy Nora Quist"
    found = prepared(text)
    assert (found.article.title, found.article.author) == ("Port stays closed", "Nora Quist")
    assert [(s.text, s.kind) for s in found.sentences[1:3]] == [
        ("Nora Quist.", "byline"),
        ("Port stays closed", "title"),
    ]


@pytest.mark.parametrize("content", ["", "  \n\t ", "🙂🙂🙂", "12345 678", "---", "\u202e\u202b", "\0\0"])
def test_a_text_without_words_is_a_failure(content: str) -> None:
    """It says what came, and what to do."""
    found = prepare(document(content))
    assert isinstance(found, Failure)
    assert (found.stage, found.source) == ("gather", "folder/port.txt")
    assert found.error
    assert found.hint


def test_what_no_file_can_hold_is_replaced() -> None:
    """NUL characters and lone surrogates become U+FFFD, so that every text can be stored."""
    text = prepared("The port\0 stayed \ud800closed.").article.text
    assert text == "The port\ufffd stayed \ufffdclosed."


def test_a_document_can_be_prepared_in_another_process() -> None:
    """Function and results travel between workers."""
    assert pickle.loads(pickle.dumps(prepare))(document(TEXT)) == prepare(document(TEXT))
    assert pickle.loads(pickle.dumps(prepared(TEXT))) == prepared(TEXT)


PIECES = st.sampled_from(
    [
        "The port is closed.",
        "Порт закрыт",
        "港口关闭。",
        "More Stories",
        "Source: X",
        "3 May 2021",
        "\n",
        "\r\n",
        "\n\n",
        " ",
        "“",
        "\0",
        "\ud800",
        "\u202e",
        "Share",
        "By Nora Quist",
        "...",
        ".",
        "？",
        "1",
        "🙂",
        "https://e.org",
        "(AFP)",
        "Photo: ",
        ":",
        "|",
        "\x85",
        "\u2028",
        "ﬁ",
        "İ",
        "ß",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join)), st.sampled_from(["text", "html"]))
def test_nothing_raises_and_nothing_is_lost(content: str, media: str) -> None:
    """Any content gives an article whose sentences cover it, or a Failure."""
    found = prepare(document(content, media=media))
    if isinstance(found, Failure):
        return
    text, at = found.article.text, 0
    for n, sentence in enumerate(found.sentences):
        assert (sentence.n, sentence.text) == (n, text[sentence.start_char : sentence.end_char])
        assert sentence.text == sentence.text.strip()
        assert not text[at : sentence.start_char].strip()
        at = sentence.end_char
    assert not text[at:].strip()
    text.encode()


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "ab. ",
        "More Stories\n",
        "8 June ",
        "facebook ",
        "a@",
        "http://",
        "(AFP ",
        "Source: ",
        '"他说。',
        "A — ",
        "a. b. c. d\n",
    ],
)
def test_time_grows_with_length_only(piece: str) -> None:
    """No pattern backtracks without bound."""
    content = piece * (100_000 // len(piece)) + "a"
    started = time.process_time()
    prepare(document(content))
    assert time.process_time() - started < 8
