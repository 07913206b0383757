"""What find_changes reports as a whole."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make import comparison, text_of

from armillary.trace.changes import find_changes
from armillary.trace.changes.words import Said, Words

_LINES = [
    "The ministry in Vilnius said on Monday that 40 lorries were waiting at the border.",
    "No driver has been turned back, a spokesman told reporters.",
    "“We expect the queue to clear within two days,” he added.",
    "More than 300 tonnes of grain are stored nearby.",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(min_size=1).filter(lambda line: "\n" not in line), min_size=1, max_size=6))
def test_an_article_against_itself_has_no_changes(lines: list[str]) -> None:
    """Whatever the words, a text that is the same says nothing otherwise."""
    other, copy = text_of("a", "en", lines), text_of("b", "en", lines)
    assert find_changes(comparison(other, copy)) == []


def test_news_against_itself_has_no_changes() -> None:
    """Numbers, names, denials and bounds that stay are no change."""
    other, copy = text_of("a", "en", _LINES), text_of("b", "en", _LINES)
    assert find_changes(comparison(other, copy)) == []


def test_spans_quote_what_was_and_what_is() -> None:
    """`was` and `now` are the words at the spans."""
    lines = [*_LINES[:3], "More than 500 tonnes of grain are stored nearby."]
    other, copy = text_of("a", "en", _LINES), text_of("b", "en", lines)
    (change,) = find_changes(comparison(other, copy))
    assert (change.kind, change.was, change.now) == ("number", "300", "500")
    assert copy.article.text[change.start_char : change.end_char] == change.now
    assert other.article.text[change.other_start : change.other_end] == change.was


def test_a_sentence_in_anothers_place_is_replaced() -> None:
    """Between the same neighbours, one sentence without a partner stands for the other."""
    other = text_of("a", "en", _LINES)
    copy = text_of("b", "en", [_LINES[0], "Shops in the town stayed open.", *_LINES[2:]])
    (change,) = find_changes(comparison(other, copy, [(0, 0), (2, 2), (3, 3)]))
    assert (change.kind, change.n, change.other_n, change.severity) == ("replaced", 1, 1, "major")


def test_what_was_put_in_beside_a_replaced_sentence_stands_in_its_place() -> None:
    """One sentence may be replaced by two; what is more was added."""
    other = text_of("a", "en", _LINES)
    put_in = ["Shops in the town stayed open.", "Schools did so too.", "The market was full."]
    copy = text_of("b", "en", [_LINES[0], *put_in, *_LINES[2:]])
    found = find_changes(comparison(other, copy, [(0, 0), (2, 4), (3, 5)]))
    assert [(c.kind, c.n, c.other_n) for c in found] == [("replaced", 1, 1), ("replaced", 2, 1), ("added", 3, None)]


def test_of_two_sentences_taken_out_for_one_the_second_was_dropped() -> None:
    """What was taken out is told once."""
    other = text_of("a", "en", _LINES)
    copy = text_of("b", "en", [_LINES[0], "Shops in the town stayed open.", _LINES[3]])
    found = find_changes(comparison(other, copy, [(0, 0), (3, 2)]))
    assert [(c.kind, c.n, c.other_n) for c in found] == [("dropped", None, 2), ("replaced", 1, 1)]


def test_dropped_and_added_sentences() -> None:
    """A dropped sentence has no place in the copy, an added one none in the other article."""
    other, copy = text_of("a", "en", _LINES), text_of("b", "en", [*_LINES[:2], _LINES[3], "It rained."])
    found = find_changes(comparison(other, copy, [(0, 0), (1, 1), (3, 2)]))
    assert [(c.kind, c.n, c.other_n) for c in found] == [("dropped", None, 2), ("added", 3, None)]


def test_reordered_copies_pair_gaps_by_their_neighbours() -> None:
    """A sentence without a partner is looked for where its neighbours went."""
    other = text_of("a", "en", _LINES)
    copy = text_of("b", "en", [_LINES[2], _LINES[3], _LINES[0], "Prices rose."])
    found = find_changes(comparison(other, copy, [(0, 2), (2, 0), (3, 1)]))
    assert [(c.kind, c.n, c.other_n) for c in found] == [("replaced", 3, 1)]


def test_boilerplate_gives_no_change() -> None:
    """Page residue may come, go and change."""
    other = text_of("a", "en", [*_LINES, "Share this 12 times"], {4: "boilerplate"})
    copy = text_of("b", "en", [*_LINES, "Posted 3 May", "More stories"], {4: "byline", 5: "boilerplate"})
    assert find_changes(comparison(other, copy, [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)])) == []


@pytest.mark.parametrize("kind", ["heading", "title"])
def test_headings_are_minor(kind: str) -> None:
    """A heading that is not there misleads nobody."""
    other = text_of("a", "en", ["Waiting at the border", *_LINES], {0: kind})  # type: ignore[dict-item]
    copy = text_of("b", "en", _LINES)
    (change,) = find_changes(comparison(other, copy, [(n + 1, n) for n in range(4)]))
    assert (change.kind, change.severity) == ("dropped", "minor")


def test_untranslated_sentence_and_insertion() -> None:
    """A sentence left as it was, or an editor's insertion in square brackets, is told once."""
    other = text_of("a", "en", ["They told us [in Geneva] that the talks go on.", _LINES[1], _LINES[3]])
    copy = text_of(
        "b", "ru", ["Нам сказали [in Geneva], что переговоры идут.", _LINES[1], "Рядом более 300 тонн зерна."]
    )
    found = [(c.kind, c.n, c.now) for c in find_changes(comparison(other, copy))]
    assert found == [("untranslated", 0, "[in Geneva]"), ("untranslated", 1, _LINES[1])]


def test_names_in_brackets_are_no_leftovers() -> None:
    """A translator may add a name in its own script."""
    other = text_of("a", "en", ["The mayor, Anna van der Berg, opened the bridge."])
    copy = text_of("b", "zh", ["市长安娜·范德贝格（Anna van der Berg）为大桥剪彩。"])
    assert [c for c in find_changes(comparison(other, copy)) if c.kind == "untranslated"] == []


_RAILWAY = [
    "The committee met in the capital on Tuesday morning to discuss the new railway line.",
    "Engineers presented three routes across the mountains, and the cheapest one was chosen at once.",
    "Farmers in the northern valleys protested against the plan, as their wells would run dry within a year.",
    "The work should begin next spring and is expected to take about four years.",
    "A final vote in parliament is planned before the summer holidays begin.",
]
_BAHN = [
    "Der Ausschuss trat am Dienstagmorgen in der Hauptstadt zusammen, um über die neue Bahnlinie zu beraten.",
    "Ingenieure stellten drei Strecken über die Berge vor, und die billigste wurde sofort ausgewählt.",
    "Bauern in den nördlichen Tälern protestierten gegen den Plan.",
    "Die Arbeiten sollen im nächsten Frühjahr beginnen und etwa vier Jahre dauern.",
    "Eine Schlussabstimmung im Parlament ist vor Beginn der Sommerferien geplant.",
]


def test_a_dropped_clause_is_found() -> None:
    """What a sentence lost is quoted from the other article."""
    (change,) = find_changes(comparison(text_of("a", "en", _RAILWAY), text_of("b", "de", _BAHN)))
    assert (change.kind, change.n) == ("clause", 2)
    assert change.was is not None
    assert "wells would run dry" in change.was


def test_a_part_whose_loss_would_be_felt_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the other sentence is less like the copy's without the part, the copy has it in words of its own."""

    def similarities(words: Words, here: Said, there: Sequence[str], language: str) -> list[float]:
        return [0.9 if "wells would run dry" in text else 0.85 for text in there]

    monkeypatch.setattr(Words, "similarities", similarities)
    assert find_changes(comparison(text_of("a", "en", _RAILWAY), text_of("b", "de", _BAHN))) == []


def test_what_a_reader_would_miss_is_major() -> None:
    """A dropped denial, quotation or figure weighs more than a dropped remark or a tail cut off whole."""
    other = text_of(
        "a", "en", [*_LINES, "The road runs along a river.", "It is not paved.", "It was built in 1964.", "Few use it."]
    )
    found = find_changes(comparison(other, text_of("b", "en", [_LINES[0]]), [(0, 0)]))
    assert [c.severity for c in found] == ["major", "minor", "minor", "minor", "major", "minor", "minor"]
    found = find_changes(comparison(other, text_of("b", "en", [other.sentences[7].text]), [(7, 0)]))
    assert [c.severity for c in found] == ["major", "major", "major", "major", "minor", "major", "major"]
