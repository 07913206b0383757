"""Families: which copy hangs on which article."""

from __future__ import annotations

from dataclasses import replace

import pytest
import small_world as s

from armillary.schema import Link, Report
from armillary.show.families import Family, families


def _family(links: list[Link] | None = None, report: Report = s.REPORTS[0]) -> Family:
    members = [x.article for x in s.SIDES if x.article.report_id == report.report_id]
    return families(members, [report], s.LINKS if links is None else links, s.CHANGES)[0]


def test_a_copy_of_a_copy_hangs_on_the_copy() -> None:
    """The Arabic excerpt comes from the Russian translation, although it shares text with the original too."""
    shape = [(m.article.article_id, m.parent_id, m.depth) for m in _family().members]
    assert shape == [("aa-en", None, 0), ("bb-ru", "aa-en", 1), ("dd-ar", "bb-ru", 2), ("cc-zh", "aa-en", 1)]


def test_a_member_says_how_much_it_keeps_and_what_is_its_own() -> None:
    """`kept` is the part of the source the copy has, `shared` the part of the copy found in the source."""
    chinese = _family().members[-1]
    assert (chinese.kept, chinese.shared) == (1.0, 0.86)


def test_changes_are_counted_by_severity() -> None:
    """Major and minor changes of each copy."""
    assert [(m.n_major, m.n_minor) for m in _family().members] == [(0, 0), (3, 1), (1, 0), (0, 1)]


def test_without_an_original_all_stand_side_by_side() -> None:
    """Siblings of an absent original have no parent; the link to the reference is kept."""
    family = _family(report=s.REPORTS[1])
    assert family.origin == "absent"
    assert [(m.parent_id, m.depth, m.link is None) for m in family.members] == [(None, 0, True), (None, 0, False)]


def test_an_unknown_first_is_not_called_absent() -> None:
    """Where nothing tells which was first, nothing is said of an original elsewhere."""
    untold = [replace(s.link(s.PL1, s.PL2, "copy", 1, 1), direction="unknown")]
    assert _family(untold, s.REPORTS[1]).origin == "unknown"


def test_a_copy_hangs_on_the_source_it_is_nearest_to() -> None:
    """An excerpt in the words of the original is not taken from a translation that was published in between."""
    verbatim = replace(s.link(s.AR, s.EN, "excerpt", 1, 0.5), similarity=0.97)
    links = [s.link(s.RU, s.EN, "translation", 1, 1), s.link(s.AR, s.RU, "excerpt", 0.9, 0.5), verbatim]
    parents = {m.article.article_id: m.parent_id for m in _family(links).members}
    assert parents["dd-ar"] == "aa-en"


def test_links_that_run_in_a_circle_give_a_tree_all_the_same() -> None:
    """Contradictory directions lose nobody and hang."""
    first = s.link(s.RU, s.ZH, "translation", 1, 1)
    second = s.link(s.ZH, s.AR, "translation", 1, 1)
    third = s.link(s.AR, s.RU, "translation", 1, 1)
    assert {m.article.article_id for m in _family([first, second, third]).members} == {
        "aa-en",
        "bb-ru",
        "cc-zh",
        "dd-ar",
    }


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_articles_does_not_matter(order: int) -> None:
    """The same articles give the same tree."""
    members = [x.article for x in s.SIDES][::order]
    found = families(members, s.REPORTS[::order], s.LINKS[::order], s.CHANGES[::order])
    assert [f.report.report_id for f in found] == ["r-lake", "r-port", "r-solo"]
    assert [m.article.article_id for m in found[0].members] == ["aa-en", "bb-ru", "dd-ar", "cc-zh"]


def test_a_report_whose_members_are_elsewhere_is_left_out() -> None:
    """A report without any of the given articles gives no family."""
    stray = replace(s.REPORTS[2], report_id="r-none")
    assert families([s.EN.article], [stray], [], []) == []
