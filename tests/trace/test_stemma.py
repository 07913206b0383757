"""Directions within a family."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from armillary.gather import Document, Prepared, prepare
from armillary.schema import Change, ChangeKind
from armillary.trace.direction import Descent
from armillary.trace.families import Family
from armillary.trace.pair import Pair
from armillary.trace.stemma import among_siblings, by_errors
from armillary.trace.text import Text

LINES = [f"Sentence number {n} tells of the harbour and its {n} ships.\n" for n in range(6)]
LINKS = tuple((n, n) for n in range(6))
FAMILY = Family((0, 1, 2), 0, "en", 0)


def text(name: str, content: str, day: int | None = None) -> Text:
    """A text of a day in May 2021."""
    made = prepare(Document(f"{name}.txt", "text", content, "utf-8", name))
    assert isinstance(made, Prepared)
    published = dt.date(2021, 5, day) if day else None
    return Text(replace(made.article, article_id=name, published=published), made.sentences)


def pair(a: int, b: int) -> Pair:
    """Two articles with all sentences in common."""
    return Pair(a, b, LINKS, (0.9,) * len(LINKS), 0.99, "test")


def change(copy: str, n: int, kind: ChangeKind = "number") -> Change:
    """An error of a copy in sentence n of the reference."""
    return Change(
        change_id=f"{copy}{n}",
        article_id=copy,
        n=n,
        other_id="a",
        other_n=n,
        kind=kind,
        severity="major",
        was=str(n),
        now="x",
        confidence=0.9,
        reason="",
        cue="",
    )


TEXTS = [text("a", "".join(LINES), 1), text("b", "".join(reversed(LINES)), 2), text("c", "".join(LINES).upper(), 3)]
PAIRS = {(a, b): pair(a, b) for a, b in ((0, 1), (0, 2), (1, 2))}
LATER = Descent("b-from-a", "later", weak=True)
TOLD = dict.fromkeys(PAIRS, LATER)


def test_two_copies_of_one_origin_are_siblings() -> None:
    """That one is later than the other makes it no copy of it, where both were made from the origin."""
    found = among_siblings(TEXTS, [FAMILY], PAIRS, TOLD)
    assert found[1, 2].direction == "common"
    assert found[0, 1] == found[0, 2] == LATER


def test_without_an_origin_dates_alone_tell_nothing() -> None:
    """In a family of three or more a third version may be the source of both."""
    found = among_siblings(TEXTS, [replace(FAMILY, origin=None)], PAIRS, TOLD)
    assert {descent.direction for descent in found.values()} == {"unknown"}


def test_two_alone_keep_what_dates_say() -> None:
    """A family of two has no third version."""
    told = {(0, 1): LATER}
    assert among_siblings(TEXTS, [Family((0, 1), 0, "en", 0)], PAIRS, told) == told


def test_a_version_with_anothers_errors_is_its_copy() -> None:
    """It has the other's errors, and one of its own."""
    errors = [change("b", 1), change("b", 2), change("c", 1), change("c", 2), change("c", 4)]
    told = {**TOLD, (1, 2): Descent("common", "both from a")}
    assert by_errors(TEXTS, [FAMILY], PAIRS, told, errors)[1, 2].direction == "b-from-a"


def test_one_error_in_common_is_chance() -> None:
    """A single shared error changes nothing."""
    told = {**TOLD, (1, 2): Descent("common", "both from a")}
    assert by_errors(TEXTS, [FAMILY], PAIRS, told, [change("b", 1), change("c", 1)]) == told
