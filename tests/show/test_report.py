"""The report page and the page of two articles."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
import small_world as s

from armillary.commands import report
from armillary.errors import UsageError
from armillary.schema import Alignment, Report
from armillary.show.compare import compare_page
from armillary.show.side_by_side import Side, SideBySide


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world on disk."""
    return s.write(tmp_path_factory.mktemp("show") / "small.duckdb")


EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>{{ 7*7 }}'


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.targets: set[str] = set()
        self.addresses: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags[tag] += 1
        if given.get("id"):
            self.ids[given["id"] or ""] += 1
        href = given.get("href") or ""
        if href.startswith("#"):
            self.targets.add(href[1:])
        elif href:
            self.addresses.append(href)
        self.addresses += [v or "" for k, v in attrs if k in ("src", "srcset", "action", "data", "poster")]
        if tag not in ("meta", "br", "img", "link", "input", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def page(world: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report of the small world."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    assert report(world, path).n_articles == 7
    return path.read_text("utf-8")


def test_the_count_comes_first(page: str) -> None:
    """A stranger reads the number before anything else."""
    heading = re.search(r"<h1>(.*?)</h1>", page)
    assert heading is not None
    assert re.sub("<.*?>", "", heading[1]) == "7 articles, 3 independent reports"
    assert "7 articles = 3 independent reports + 4 copies." in page


def test_every_place_is_named_once_and_every_reference_leads_somewhere(page: str) -> None:
    """No dead click, no two places of one name."""
    found = _read(page)
    assert [name for name, n in found.ids.items() if n > 1] == []
    assert found.targets <= set(found.ids)


def test_the_page_asks_nothing_of_any_other_place(page: str) -> None:
    """No address, no style sheet, no font, no picture from elsewhere."""
    assert _read(page).addresses == []
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_every_text_stands_in_its_language_and_direction(page: str) -> None:
    """For the reader's fonts, for screen readers, for right-to-left scripts."""
    assert 'lang="ar" dir="rtl"' in page
    assert 'lang="zh" dir="ltr"' in page


def test_what_is_not_known_is_said(page: str) -> None:
    """The absent original, the file that failed, the articles without a date."""
    assert "The original is not among the articles" in page
    assert "news/empty.txt" in page
    assert "2 articles without a date" in page


def test_a_change_leads_to_the_words_and_back(page: str) -> None:
    """From the list to the text, from the text to the list."""
    found = _read(page)
    (key,) = re.findall(r'id="(c\d+-\d+)-4"', page)
    assert {f"{key}-1", f"{key}t1", f"{key}o1", f"{key}o4"} <= set(found.ids)
    assert {f"{key}-1", f"{key}t1", f"{key}o4"} <= found.targets


def hostile() -> tuple[Side, Side]:
    """Two articles whose every field tries to get out of its place."""
    lines = [EVIL, "a\u202eevil\u202c b\x00\x1b[31m", "w" * 10_000, "]]>--><style>*{display:none}</style>"]
    names = {"outlet": f'"><b>{EVIL}', "source": f"x/{EVIL}.txt", "report": "r-bad"}
    return s.side("ya", "en", lines, **names), s.side("yb", 'he" onclick="x', lines, **names)  # type: ignore[arg-type]


def test_nothing_from_an_article_becomes_markup(tmp_path: Path) -> None:
    """Scripts, attributes, styles, control characters and overrides of direction stay words."""
    one, two = hostile()
    changed = s.change(two, one, "name", "major", n=0, other_n=0, was="alert", now="alert", reason=f"'\"{EVIL}")
    bad = Report(report_id="r-bad", n_articles=2, reference_article_id="ya")
    path = s.write(tmp_path / "bad.duckdb", [one, two], [s.link(two, one, "copy", 1, 1)], [changed], [bad])
    report(path, tmp_path / "bad.html")
    page = (tmp_path / "bad.html").read_text("utf-8")
    found = _read(page)
    assert (found.tags["script"], found.tags["style"], found.tags["img"]) == (1, 1, 0)
    assert 'onclick="' not in page
    assert not re.search("[\x00\x1b\u202e]", page)
    assert "49" not in re.findall(r"\{\{.*?\}\}|49", page)


def test_two_articles_make_a_page_of_their_own() -> None:
    """The verdict first, then the changes, then the texts."""
    changes = tuple(c for c in s.CHANGES if c.article_id == "bb-ru")
    pair = SideBySide(s.EN, s.RU, tuple(a for a in s.ALIGNMENTS if a.article_b == "bb-ru"), changes, s.LINKS[0])
    page = compare_page(pair)
    _read(page)
    assert "Озёрный вестник (Russian) is a translation of Lakeside Courier (English)" in page


def test_strangers_are_called_independent() -> None:
    """Without a link the page says so, and marks nothing as missing or put in."""
    page = compare_page(SideBySide(s.EN, s.SOLO))
    assert "two independent reports" in page
    assert 'class="gone"' not in page


def _all_aligned(a: str, b: str, n: int) -> list[Alignment]:
    return [Alignment(article_a=a, n_a=k, article_b=b, n_b=k, similarity=1) for k in range(n)]


def test_a_page_of_300_articles_stays_under_five_megabytes(tmp_path: Path) -> None:
    """Each text once, and its reference's beside it."""
    lines = ["Заголовок о договоре"] + [
        f"Предложение номер {n} о воде, о границе и о договоре. " * 3 for n in range(30)
    ]
    sides, links, reports = [], [], []
    for family in range(60):
        name = f"r-{family:03d}"
        members = [s.side(f"m{family:03d}{k}", "ru", lines, outlet="Вестник", report=name) for k in range(5)]
        sides += members
        links += [s.link(m, members[0], "copy", 1, 1) for m in members[1:]]
        reports.append(Report(report_id=name, n_articles=5, reference_article_id=f"m{family:03d}0"))
    alignments = [a for link in links for a in _all_aligned(link.article_a, link.article_b, len(lines))]
    path = s.write(tmp_path / "many.duckdb", sides, links, [], reports, alignments)
    written = report(path, tmp_path / "many.html")
    assert written.n_articles == 300
    assert written.n_bytes < 5_000_000


def test_a_large_world_is_shown_in_part_and_the_page_says_so(world: Path, tmp_path: Path) -> None:
    """The largest families first, none cut."""
    written = report(world, tmp_path / "part.html", limit=5)
    assert (written.n_articles, written.n_all) == (5, 7)
    assert "shows 5 of 7 articles" in (tmp_path / "part.html").read_text("utf-8")


def test_what_was_not_compared_is_not_counted(tmp_path: Path) -> None:
    """A world that was only gathered says so instead of a number of reports; an empty one that it is empty."""
    gathered = s.write(tmp_path / "gathered.duckdb", links=(), changes=(), reports=(), alignments=(), rooms=("gather",))
    report(gathered, tmp_path / "gathered.html")
    page = (tmp_path / "gathered.html").read_text("utf-8")
    _read(page)
    assert "They have not been compared with each other yet" in page
    assert "independent reports</" not in page
    empty = s.write(tmp_path / "empty.duckdb", [], (), (), (), (), rooms=())
    report(empty, tmp_path / "empty.html")
    assert "This world holds no articles" in (tmp_path / "empty.html").read_text("utf-8")


def test_a_place_that_cannot_be_written_is_an_error_that_says_what_to_try(world: Path, tmp_path: Path) -> None:
    """One line, no trace."""
    with pytest.raises(UsageError, match="choose another place"):
        report(world, tmp_path / "no" / "such" / "report.html")
