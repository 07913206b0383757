"""An article in full: its text to the character, and everything found in it where it was found."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from armillary import schema
from armillary.commands.article import CHARACTERS, KINDS, SENTENCES, article
from armillary.errors import UsageError
from armillary.schema import Article, Event, Mention, ReadingRun, Sentence
from armillary.show.highlights import stretches
from armillary.show.words import harmless
from armillary.world import Workshop, World

Visit = Callable[[Path], TestClient]


class _Text(HTMLParser):
    """What stands inside the element with the id `text`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth or ("id", "text") in attrs:
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        if self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.found.append(data)


def text_of(page: str) -> str:
    """The words of the article on its page."""
    parser = _Text()
    parser.feed(page)
    return "".join(parser.found)


def _written(path: Path, text: str, spans: Sequence[tuple[int, int]] = (), *, language: str = "en") -> Path:
    """A world of one article, a sentence a line, with an event on each span and a mention on its first half."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
    sentences = [
        Sentence(article_id="a1", n=n, start_char=a, end_char=b, text=text[a:b]) for n, (a, b) in enumerate(lines)
    ]
    shop = Workshop.open(path)
    with shop.transaction():
        shop.insert(
            Article,
            [
                Article(
                    article_id="a1", source="a1.txt", language=language, text=text, sha256="0", n_sentences=len(lines)
                )
            ],
        )
        shop.insert(Sentence, sentences)
        shop.insert(ReadingRun, [ReadingRun(article_id="a1", state="x", languages_read=("en",))])
        shop.insert(Event, [_event(k, text, a, b, lines) for k, (a, b) in enumerate(spans)])
        shop.insert(Mention, [_mention(k, text, a, a + (b - a) // 2 + 1, lines) for k, (a, b) in enumerate(spans)])
    shop.finish()
    return path


def _n(at: int, lines: Sequence[tuple[int, int]]) -> int:
    return max((n for n, (start, _) in enumerate(lines) if start <= at), default=0)


def _event(k: int, text: str, a: int, b: int, lines: Sequence[tuple[int, int]]) -> Event:
    return Event(
        event_id=f"e{k}",
        article_id="a1",
        n=_n(a, lines),
        start_char=a,
        end_char=b,
        text=text[a:b],
        event_type="CONSULT",
        source_id="KAZ",
        status="happened",
        cue=text[a:b],
        confidence=0.8,
    )


def _mention(k: int, text: str, a: int, b: int, lines: Sequence[tuple[int, int]]) -> Mention:
    return Mention(
        mention_id=f"m{k}",
        article_id="a1",
        n=_n(a, lines),
        start_char=a,
        end_char=b,
        surface=text[a:b],
        actor_id="KAZ",
        how="name",
        cue=text[a:b],
        confidence=0.9,
    )


@given(
    text=st.text(max_size=60),
    spans=st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=8),
    start=st.integers(0, 9),
)
def test_pieces_join_to_the_text_and_are_covered_as_their_characters_are(
    text: str, spans: list[tuple[int, int]], start: int
) -> None:
    """For any spans, overlapping, empty or outside: nothing is lost or doubled, each character keeps its spans."""
    found = list(stretches(text, spans, start))
    assert "".join(one.text for one in found) == text
    at = start
    for one in found:
        for k in range(at, at + len(one.text)):
            assert one.spans == tuple(i for i, (a, b) in enumerate(spans) if a <= k < b)
        at += len(one.text)
    assert all(left.spans != right.spans or not spans for left, right in pairwise(found)) or any(
        a >= b for a, b in spans
    )


@pytest.mark.parametrize(
    "text",
    [
        "First line here.\n\n  Second  line, spaced.\nThird\tone.\n",
        "  leading blanks\n<script>alert(1)</script> & \"quotes\" 'too'\n",
        "第一句话。\n第二句话,更长一些。",
        "سطر أول\u202e هنا.\nسطر ثان.",
        "control \x00\x07 and \ufeff mark\nline two\n\n\n",
        "one line alone",
    ],
)
def test_the_page_holds_the_text_to_the_character(visit: Visit, tmp_path: Path, text: str) -> None:
    """Whatever overlaps, and whatever the text is: blanks, markup, marks of direction, control characters."""
    n = len(text)
    spans = [(0, n // 2 + 1), (n // 3, n), (n // 4, n // 4 + 3), (n // 3, n // 2 + 2)]
    page = visit(_written(tmp_path / "w.duckdb", text, spans)).get("/article/a1").text
    assert text_of(page) == harmless(text)
    assert "<script>alert" not in page


def test_marks_cover_exactly_what_was_found(visit: Visit, demo_world: Path) -> None:
    """On a real article: the words under the marks of a kind are those of the rows of that kind."""
    with World.open(demo_world) as world:
        (article_id,) = world.query("SELECT article_id FROM events GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")[0]
        one = world.rows(Article, "article_id = ?", article_id)[0]
        spans = world.query("SELECT start_char, end_char FROM events WHERE article_id = ?", article_id)
    client = visit(demo_world)
    page = client.get(f"/article/{article_id}?kinds=events").text
    assert text_of(page) == harmless(one.text)
    covered = {k for a, b in spans for k in range(a, b) if not one.text[k].isspace()}
    body = page[page.index('id="text"') : page.index("</div>", page.index('id="text"'))]
    marked = [html.unescape(m) for m in re.findall(r'<span class="f k-events"[^>]*>([^<]*)</span>', body)]
    assert sorted("".join("".join(marked).split())) == sorted(harmless("".join(one.text[k] for k in sorted(covered))))
    found = client.get(f"/article/{article_id}.json").json()["read"]
    assert found["counts"]["events"] == len(spans)
    assert {(f["start"], f["end"]) for f in found["found"] if f["table"] == "events"} == set(spans)


def test_a_row_is_marked_and_its_sentence_has_a_place(visit: Visit, demo_world: Path) -> None:
    """The address with `row` marks the words of that row, and `#sN` is there."""
    with World.open(demo_world) as world:
        event = world.rows(Event, order="event_id LIMIT 1")[0]
    page = visit(demo_world).get(f"/article/{event.article_id}?row={event.event_id}").text
    assert f'id="s{event.n}"' in page
    marks = re.findall(r'<mark class="f here[^"]*"[^>]*>([^<]*)</mark>', page)
    assert html.unescape("".join(marks)) == harmless(event.text)
    assert f'href="/reading/{event.event_id}"' in page


def test_a_span_is_marked(visit: Visit, lake_world: Path) -> None:
    """The address with `from` and `to` does the same; a span outside the text marks nothing."""
    client = visit(lake_world)
    assert '<mark class="f here">Ministers</mark>' in client.get("/article/aa-en?from=0&to=9").text
    assert "<mark" not in client.get("/article/aa-en?from=5&to=99999999").text
    assert client.get("/article/aa-en?from=-1&to=3").status_code == 422


def test_an_id_that_is_gone_is_said(visit: Visit, lake_world: Path) -> None:
    """The article is shown all the same."""
    page = visit(lake_world).get("/article/aa-en?row=nothing")
    assert page.status_code == 200
    assert "Nothing with the id" in page.text


def test_kinds_can_be_switched(visit: Visit, tmp_path: Path) -> None:
    """The form asks for kinds; with none of them nothing is highlighted, and the counts stay."""
    client = visit(_written(tmp_path / "w.duckdb", "Alpha met Beta today.", [(0, 14)]))
    one = client.get("/article/a1.json?kinds=none&kinds=mentions").json()
    assert {found["table"] for found in one["read"]["found"]} == {"mentions"}
    none = client.get("/article/a1?kinds=none").text
    assert 'class="f k-events" title' not in none
    assert client.get("/article/a1.json?kinds=none").json()["read"]["counts"]["events"] == 1
    assert client.get("/article/a1.json?kinds=nonsense").status_code == 422
    assert set(KINDS) == {row.table for row in schema.ACTOR_COLUMNS}


def test_languages_are_set_in_their_direction(visit: Visit, tmp_path: Path) -> None:
    """An Arabic article runs from right to left."""
    page = visit(_written(tmp_path / "w.duckdb", "سطر أول.\nسطر ثان.", language="ar")).get("/article/a1").text
    assert re.search(r'id="text" lang="ar" dir="rtl"', page)


def test_page_residue_is_greyed(visit: Visit, lake_world: Path) -> None:
    """It is there, and marked as not read."""
    assert '<span class="s quiet" id="s6">Share this article</span>' in visit(lake_world).get("/article/aa-en").text


def test_what_is_known_of_its_origin_is_shown(visit: Visit, lake_world: Path) -> None:
    """Date with where it comes from, the report with its copies, the changes against its reference."""
    page = visit(lake_world).get("/article/bb-ru").text
    assert "as the text says" in page
    assert '<a href="/report/r-lake#bb-ru">shared with 3 other articles</a>' in page
    assert '<a href="/compare?a=aa-en&amp;b=bb-ru">3 major changes, 1 minor</a>' in page
    assert "not read yet" in page


def test_a_long_article_comes_in_parts_that_join_to_the_whole(visit: Visit, tmp_path: Path) -> None:
    """Parts are bounded, nothing is lost between them, and an address with `row` opens the part that has it."""
    text = "\n".join(f"Sentence number {n} of a long article." for n in range(1030))
    where = text.index("number 900")
    path = _written(tmp_path / "w.duckdb", text, [(where, where + 10)])
    client = visit(path)
    found = client.get("/article/a1.json").json()["read"]
    assert found["pages"] == -(-1030 // SENTENCES)
    parts = [text_of(client.get(f"/article/a1?page={n}").text) for n in range(1, found["pages"] + 1)]
    assert "".join(parts) == text
    assert 'id="s900"' in client.get("/article/a1?row=e0").text
    assert client.get("/article/a1.json?page=99").json()["read"]["page"] == found["pages"]


def test_a_long_sentence_does_not_take_others_with_it(tmp_path: Path) -> None:
    """Sentences of ten thousand characters: a part has no more characters than it may."""
    text = "\n".join("word " * 2000 for _ in range(30))
    path = _written(tmp_path / "w.duckdb", text)
    pages = [article(path, "a1", page=n) for n in range(1, article(path, "a1").pages + 1)]
    assert "".join(one.text for one in pages) == text
    assert max(len(one.text) for one in pages) <= CHARACTERS + 10_001


def test_an_empty_article_is_a_page(visit: Visit, tmp_path: Path) -> None:
    """No sentence, no fault."""
    assert visit(_written(tmp_path / "w.duckdb", "")).get("/article/a1").status_code == 200


def test_an_unknown_article_names_the_nearest(visit: Visit, lake_world: Path) -> None:
    """As a 404, and as an error of the function."""
    found = visit(lake_world).get("/article/aa-xx.json")
    assert found.status_code == 404
    assert "aa-en" in found.json()["error"]
    with pytest.raises(UsageError, match="aa-en"):
        article(lake_world, "aa-xx")
