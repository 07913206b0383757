"""Worlds and results in a notebook."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import small_world
from hypothesis import given, settings
from hypothesis import strategies as st

from armillary import commands, schema
from armillary.model.loops import CausalMap
from armillary.results import Rows, Shown, Table
from armillary.show.cells import FIRST
from armillary.show.notebook import record_html, rows_html, table_html, world_html
from armillary.show.side_by_side import SideBySide
from armillary.world import Workshop, World

TAGS = frozenset(("table", "caption", "thead", "tbody", "tr", "th", "td", "div", "span"))
ATTRIBUTES = frozenset(("style", "scope", "dir", "lang"))
COLOUR = r"rgba\(\d+,\d+,\d+,0\.\d+\)"
PROPERTIES = {
    "border-collapse": "collapse",
    "text-align": "left|right",
    "padding": r"((\d+px|0) ?){1,4}",
    "border-bottom": rf"1px solid {COLOUR}",
    "font-weight": "600",
    "vertical-align": "top",
    "min-width": r"\d+px",
    "white-space": "nowrap",
    "opacity": r"0\.\d+",
    "background": COLOUR,
}
"""Inline styles that a notebook which is not trusted leaves as they are."""
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</td></table><h1>x</h1>",
    "\u202edlrow\u202c \u2067x",
    "a\x00b\x1b[31m\x9bc",
    "&lt;b&gt; &amp;",
    "' onmouseover='x",
    "a" * 10_000,
)


class Seen(HTMLParser):
    """What a browser would see; fails on anything that is not ours."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.words: list[str] = []
        self.languages: set[str] = set()
        assert not UNSEEN.search(html)
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Only our tags, attributes and properties."""
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES
            if name == "style":
                for one, _, told in (part.partition(":") for part in str(value).split(";")):
                    assert re.fullmatch(PROPERTIES[one], told)
            if name == "lang":
                self.languages.add(str(value))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Each tag is closed in order."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Text as it is read."""
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        """There are none."""
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        """Nor these."""
        raise AssertionError(decl)

    @property
    def text(self) -> str:
        """All text."""
        return " ".join(self.words)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world."""
    return small_world.write(tmp_path_factory.mktemp("notebook") / "lake.duckdb")


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """A sentence of an article."""

    article_id: str
    quote: str
    language: str
    outlet: str | None
    published: dt.date


def hit(quote: str, language: str = "en", outlet: str | None = None) -> Said:
    return Said("a", quote, language, outlet, dt.date(2022, 9, 5))


def test_a_world_shows_what_is_in_it_and_what_is_missing(path: Path) -> None:
    """Articles, independent reports, languages and span as in the summary; rooms that were not there are named."""
    with World.open(path) as world:
        seen = Seen(world_html(world))
    assert "7 articles, 3 independent reports" in seen.text
    assert "2022-09-05 to 2022-10-01" in seen.text
    for language in ("English 2", "Polish 2", "Russian 1", "Chinese 1", "Arabic 1"):
        assert language in seen.text
    assert "statements and events: not looked for yet; build with until='read'" in seen.text
    assert "1 source could not be read" in seen.text


def test_an_empty_world_says_how_to_fill_it(tmp_path: Path) -> None:
    """It is not an error."""
    path = small_world.write(tmp_path / "empty.duckdb", [], (), (), (), (), rooms=())
    with World.open(path) as world:
        assert "articles; make a world of some with build" in Seen(world_html(world)).text


def test_every_table_shows_itself(path: Path) -> None:
    """With its name and number of rows, and no tag but ours."""
    with World.open(path) as world:
        for name, kind in schema.TABLES.items():
            table = world.table(name)
            assert len(table) == world.count(kind)
            assert f"{name.replace('_', ' ')}" in Seen(table_html(table)).text


def test_only_the_first_rows_are_shown(path: Path) -> None:
    """And it says how many there are."""
    hits = Rows(Said, [hit(f"number {n}") for n in range(25)])
    text = Seen(rows_html(hits)).text
    assert "25 rows" in text
    assert f"the first {FIRST} of 25 rows" in text
    assert f"number {FIRST - 1}" in text
    assert f"number {FIRST}" not in text


def test_columns_without_a_value_are_named_not_shown() -> None:
    """So that what is there can be read."""
    text = Seen(rows_html(Rows(Said, [hit("words")]))).text
    assert "not shown: outlet" in text


@pytest.mark.parametrize("value", [None, 0.0])
def test_what_is_not_measured_says_so(value: float | None) -> None:
    """A tie without a value is not a tie of 0."""
    tie = schema.Tie(
        source_id="AAA",
        target_id="BBB",
        layer="all",
        period=dt.date(2022, 9, 5),
        value=value,
        low=-0.5,
        n_reports=1,
        n_evidence=1,
    )
    other = dataclasses.replace(tie, value=0.25)
    text = Seen(rows_html(Rows(schema.Tie, [tie, other]))).text
    assert ("not measured" in text) == (value is None)
    assert ("0.00" in text) == (value is not None)


def test_text_has_its_language_and_direction() -> None:
    """A reader, a font and a voice know how to set it: each cell goes the way of its own letters."""
    html = rows_html(Rows(Said, [hit("وقع وزراء", "ar"), hit("部长们", "zh-Hans")]))
    assert Seen(html).languages == {"ar", "zh-Hans"}
    assert re.search('<td dir="auto" lang="ar" style="text-align:right', html)
    assert re.search('<td dir="auto" lang="zh-Hans" style="text-align:left', html)


def test_the_words_of_a_row_are_set_off_in_their_sentence(path: Path) -> None:
    """The sentence is there to judge by."""
    row = schema.Goal(
        goal_id="g", article_id="a", n=0, start_char=0, end_char=5, text="b < c", actor_id="AAA", goal="b < c",
        cue="wants", confidence=0.5,
    )  # fmt: skip
    one = commands.Evidence(row, "A wants b < c now", "en", None, None, "a.txt", None)
    html = rows_html(Rows(schema.Goal, [one], columns=commands.goals(path).columns))
    assert re.search(r"A wants <span[^>]*>b &lt; c</span> now", html)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text: str) -> None:
    """Script, marks of direction, control characters and endless names: in any cell, as text, and cut."""
    html = rows_html(Rows(Said, [hit(text, text, text)]))
    seen = Seen(html)
    assert len(html) < 5_000
    if len(text) < 100 and not UNSEEN.search(text):
        assert text in seen.text


@settings(max_examples=60)
@given(text=st.text(st.characters(), max_size=60), language=st.text(max_size=12))
def test_any_text_is_only_text(text: str, language: str) -> None:
    """Whatever an article holds, lone surrogates included."""
    name = schema.Change(
        change_id=text, article_id=text, other_id=text, kind="name", severity="major", was=text, now=text,
        confidence=0.5, reason=text, cue=text,
    )  # fmt: skip
    Seen(rows_html(Rows(Said, [hit(text, language, text)])))
    Seen(rows_html(Rows(schema.Change, [name])))


def test_results_that_are_no_lists_show_themselves(path: Path) -> None:
    """A summary, a citation, a comparison, an empty map of causes: each as tables."""
    results: list[Any] = [
        commands.summary(path),
        commands.cite(path, "bb-ru:2"),
        commands.doctor(),
        CausalMap((), (), (), ()),
    ]
    for result in results:
        assert isinstance(result, Shown)
        assert Seen(result._repr_html_()).text
    assert "120 миллиардами" in Seen(record_html(results[1])).text


def test_two_articles_stand_side_by_side(path: Path) -> None:
    """Each in its language, the changes below."""
    changes = tuple(change for change in small_world.CHANGES if change.article_id == "bb-ru")
    alignments = tuple(a for a in small_world.ALIGNMENTS if {a.article_a, a.article_b} == {"aa-en", "bb-ru"})
    side = SideBySide(small_world.EN, small_world.RU, alignments, changes, small_world.LINKS[0])
    seen = Seen(record_html(side))
    assert {"en", "ru"} <= seen.languages
    assert "Lakeside Courier" in seen.text


def test_results_show_themselves_in_a_notebook(path: Path) -> None:
    """A notebook asks for `_repr_html_`."""
    with World.open(path) as world:
        assert world._repr_html_() == world_html(world)
        assert commands.copies(world)._repr_html_() == rows_html(commands.copies(world))
        table: Table[Any] = world.table("links")
        assert table._repr_html_() == table_html(table)


def test_a_world_of_events_from_elsewhere_says_so(tmp_path: Path) -> None:
    """It has no articles, and lacks none."""
    record = schema.Record(record_id="r", origin="f.tab", code="010", date=dt.date(2022, 9, 5))
    workshop = Workshop.open(tmp_path / "records.duckdb")
    with workshop.transaction():
        workshop.insert(schema.Record, [record])
    workshop.finish()
    with World.open(tmp_path / "records.duckdb") as world:
        text = Seen(world_html(world)).text
    assert "events from elsewhere" in text
    assert "make a world of some" not in text
