"""Whatever the text: no crash, exact spans, no row from what is not language."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary.gather import Document, prepare
from armillary.read.document import Doc
from armillary.read.read import interpret
from armillary.schema import Failure

LANGUAGES = ("en", "ru", "zh", "pl", "uk", "de", "fr", "es", "tr")
WORDS = (
    "Russia Россия 俄罗斯 Rosja Tokayev Токаев 习近平 said заявил 表示 « » “ ” „ — - : . 。 5,000 12% млн 万 not "
    "не 不 nie if если sanctions санкции 制裁 will могут ( ) | U.S. ё İ ß 🙂"
)
PIECES = st.sampled_from([*WORDS.split(), "President Tokayev", "\n", "\t", "\u200f", "\u0301"])
TABLES = (
    "mentions", "statements", "events", "attitudes", "quantities", "levers", "outlooks", "flows", "mechanisms", "goals",
)  # fmt: skip


ID = {table: f"{table[:-1]}_id" for table in TABLES} | {"quantities": "quantity_id"}


def read(text: str, language: str) -> Doc:
    """A text as an article in a language, read."""
    document = Document(
        source="a.txt", media="text", content=text, encoding="utf-8", fingerprint="f", language=language
    )
    prepared = prepare(document)
    assert not isinstance(prepared, Failure), prepared
    return interpret(prepared.article, prepared.sentences)


def check(doc: Doc) -> None:
    """Spans are exact, ids differ."""
    for table in TABLES:
        rows = getattr(doc, table)
        for row in rows:
            words = row.surface if table == "mentions" else row.text
            assert doc.text[row.start_char : row.end_char] == words
            assert row.cue is not None
        ids = [getattr(row, ID[table]) for row in rows]
        assert len(set(ids)) == len(ids), table


@settings(max_examples=30, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40).map(" ".join), st.sampled_from(LANGUAGES))
def test_any_mixture_of_words_and_marks_is_read(text: str, language: str) -> None:
    """Also where a sentence never ends, or a quotation never closes."""
    if any(letter.isalpha() for letter in text):
        check(read(text, language))


@settings(max_examples=20, deadline=None)
@given(st.text(min_size=1, max_size=200).filter(lambda text: any(letter.isalpha() for letter in text)))
def test_any_text_is_read(text: str) -> None:
    """Of whatever characters."""
    check(read(text, "en"))


@pytest.mark.parametrize(
    ("language", "unit"),
    [
        ("en", "Russia warned Kazakhstan and China met Poland in Astana "),
        ("ru", "Россия предупредила Казахстан а Китай встретил Польшу в Астане "),
        ("zh", "俄罗斯警告哈萨克斯坦并会见了中国和波兰的代表"),
        ("pl", "Rosja ostrzegła Kazachstan a Chiny spotkały się z Polską "),
    ],
)
def test_a_sentence_of_many_thousand_letters_is_read_in_good_time(language: str, unit: str) -> None:
    """Ten thousand letters without a full stop; a few seconds on a busy machine."""
    read(unit, language)
    start = time.process_time()
    check(read(unit * (10_000 // len(unit)) + ".", language))
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "text",
    [
        "Россия\t12\t14\t16\nКитай\t3\t5\t8\nПольша\t1\t1\t2\n",
        "| Country | Gold | Silver |\n| Russia | 12 | 3 |\n| China | 3 | 8 |\n",
        "- Russia\n- China\n- Kazakhstan\n- Poland\n",
    ],
)
def test_tables_and_lists_give_no_events_and_no_statements(text: str) -> None:
    """Names in a table are mentions at most."""
    doc = read(text, "ru" if "Россия" in text else "en")
    check(doc)
    assert not doc.events
    assert not doc.statements


def test_text_in_capitals_is_read() -> None:
    """Names are found, and what happened."""
    doc = read("RUSSIA IMPOSED SANCTIONS ON KAZAKHSTAN ON MONDAY.\n", "en")
    check(doc)
    assert {one.actor_id for one in doc.mentions} >= {"RUS", "KAZ"}


@pytest.mark.parametrize(
    "text", ["وقع وزراء روسيا والصين اتفاقا في موسكو يوم الاثنين.", "שרי החוץ של רוסיה וסין נפגשו במוסקבה ביום שני."]
)
def test_scripts_from_right_to_left_give_no_false_rows(text: str) -> None:
    """They are not read: no statements, no events."""
    doc = read(text, "ar" if "و" in text else "he")
    check(doc)
    assert not doc.events
    assert not doc.statements
