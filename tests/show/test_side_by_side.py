"""Which sentences stand in one row, and which words are marked."""

from __future__ import annotations

import small_world as s
from hypothesis import given
from hypothesis import strategies as st

from armillary.schema import Alignment, Change
from armillary.show.side_by_side import Row, Side, SideBySide, rows


def _pair(copy: Side, other: Side, links: list[tuple[int, int]], changes: tuple[Change, ...] = ()) -> SideBySide:
    return SideBySide(other, copy, tuple(s.aligned(copy, other, links)), changes)


def _numbers(row: Row) -> tuple[list[int], list[int]]:
    return [c.sentence.n for c in row.other], [c.sentence.n for c in row.copy]


def russian() -> SideBySide:
    """The Russian translation beside the English report."""
    return _pair(
        s.RU,
        s.EN,
        [(0, 0), (1, 1), (2, 2), (3, 3), (4, 5)],
        tuple(c for c in s.CHANGES if c.article_id == "bb-ru"),
    )


def test_a_dropped_sentence_faces_nothing() -> None:
    """What the copy lacks stands alone in its place."""
    laid = [_numbers(row) for row in rows(russian())]
    assert laid == [([0], [0]), ([1], [1]), ([2], [2]), ([3], [3]), ([4], []), ([5], [4]), ([], [5]), ([6], [])]


def test_a_moved_sentence_is_said_to_be_moved() -> None:
    """The Chinese text has the quotation later: the row keeps the other's order and says so."""
    laid = rows(_pair(s.ZH, s.EN, [(0, 0), (1, 1), (2, 2), (3, 4), (5, 3), (6, 5)]))
    assert [_numbers(row) for row in laid if row.moved] in ([([3], [5])], [([4], [3])])


def test_joined_sentences_share_a_row() -> None:
    """One sentence that says what two said stands beside both."""
    laid = rows(_pair(s.AR, s.EN, [(0, 1), (0, 2), (1, 3), (2, 3)]))
    assert ([1, 2], [0]) in [_numbers(row) for row in laid]
    assert ([3], [1, 2]) in [_numbers(row) for row in laid]


def test_a_replaced_sentence_faces_what_it_replaced() -> None:
    """They are not aligned, yet belong together."""
    replaced = s.change(s.RU, s.EN, "replaced", "major", n=4, other_n=4)
    laid = rows(_pair(s.RU, s.EN, [(0, 0)], (replaced,)))
    assert ([4], [4]) in [_numbers(row) for row in laid]


def test_changes_are_numbered_as_they_are_met() -> None:
    """A dropped sentence comes after what stood before it."""
    assert [c.kind for c in russian().numbered] == ["number", "negation", "gender", "dropped"]


def test_the_marked_words_are_those_of_the_change() -> None:
    """On both sides, with the same number."""
    marked = {
        (number, piece.text)
        for row in rows(russian())
        for cell in row.other + row.copy
        for piece in cell.pieces
        for number in piece.changes
    }
    assert {(1, "120 million"), (1, "120 миллиардами"), (2, "просили"), (3, "Dana Ilves")} <= marked


def test_overlapping_changes_are_both_marked() -> None:
    """A word inside a longer change carries both numbers; each begins once."""
    outer = s.change(s.RU, s.EN, "quote", "minor", n=3, other_n=3, now="Мы просили больше", was="We did not ask")
    inner = s.change(s.RU, s.EN, "negation", "major", n=3, other_n=3, now="просили", was="not")
    laid = rows(_pair(s.RU, s.EN, [(3, 3)], (outer, inner)))
    pieces = [p for row in laid for cell in row.copy for p in cell.pieces if p.changes]
    assert [(p.text, p.changes) for p in pieces] == [("Мы ", (1,)), ("просили", (1, 2)), (" больше", (1,))]
    assert sorted(k for p in pieces for k in p.begun) == [1, 2]


_LINKS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5)), max_size=12)


@given(_LINKS)
def test_every_sentence_stands_in_exactly_one_row(links: list[tuple[int, int]]) -> None:
    """Whatever the alignment: nothing is lost, nothing is twice, and the pieces are the sentence."""
    alignments = tuple(Alignment(article_a="aa-en", n_a=n, article_b="bb-ru", n_b=m, similarity=0.5) for n, m in links)
    changes = tuple(c for c in s.CHANGES if c.article_id == "bb-ru")
    laid = rows(SideBySide(s.EN, s.RU, alignments, changes, s.LINKS[0] if links else None))
    assert sorted(c.sentence.n for row in laid for c in row.other) == list(range(7))
    assert sorted(c.sentence.n for row in laid for c in row.copy) == list(range(6))
    for row in laid:
        for cell in row.other + row.copy:
            assert "".join(piece.text for piece in cell.pieces) == cell.sentence.text
