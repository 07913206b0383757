"""What the commands say in a terminal."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import small_world as s
from rich.console import Console

from armillary.commands import changes, cite, copies, news, summary
from armillary.show import terminal
from armillary.show.compare import print_comparison
from armillary.show.side_by_side import SideBySide


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world on disk."""
    return s.write(tmp_path_factory.mktemp("show") / "small.duckdb")


def _console() -> Console:
    return Console(width=100, file=io.StringIO(), no_color=True)


def _said(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_summary_shows_the_arithmetic_and_the_tree(world: Path) -> None:
    """On one screen of forty lines."""
    console = _console()
    terminal.print_summary(summary(world), console)
    said = _said(console)
    assert "7 articles = 3 independent reports + 4 copies" in said
    assert "│   └── ar dd-ar.txt  excerpt, keeps 60%  1 major" in said
    assert "The original is not among the articles" in said
    assert len(said.splitlines()) < 40


def test_each_command_prints_what_it_returns(world: Path) -> None:
    """Copies, changes, news and a citation, each with its evidence."""
    console = _console()
    terminal.print_copies(copies(world), console)
    terminal.print_changes(changes(world), console)
    terminal.print_news(news(world, "run-1"), console)
    terminal.print_citation(cite(world, "aa-en:2"), console)
    said = _said(console)
    for words in ("a translation of", "120 миллиардами", "new report", "“The treaty limits", "1.2亿立方米"):
        assert words in said


def test_nothing_found_is_said_in_words(world: Path) -> None:
    """Silence is no answer."""
    console = _console()
    terminal.print_copies([], console)
    terminal.print_changes([], console)
    terminal.print_news([], console)
    assert _said(console).splitlines() == ["No two articles share text.", "No changes found.", "Nothing new."]


def test_signs_say_what_colours_say(world: Path) -> None:
    """Without colour a dropped sentence has its minus and a changed word its brackets and number."""
    pair = SideBySide(
        s.EN,
        s.RU,
        tuple(a for a in s.ALIGNMENTS if a.article_b == "bb-ru" and a.article_a == "aa-en"),
        tuple(c for c in s.CHANGES if c.article_id == "bb-ru"),
        s.LINKS[0],
    )
    console = _console()
    print_comparison(pair, console)
    said = _said(console)
    assert "[120 million]¹" in said
    assert " −  4 dropped: Critics warned" in said
    assert " ≠  “We [did not ask]²" in said


def test_a_hostile_text_cannot_steer_the_terminal() -> None:
    """Escape sequences, overrides of direction and markup are shown, not obeyed; long words are folded."""
    bad = s.side("yy", "en", ["[red]\x1b]0;owned\x07", "a\u202eb\u2066c", "w" * 10_000], outlet="\x1b[2J[bold]x")
    console = Console(width=100, file=io.StringIO(), force_terminal=True)
    print_comparison(SideBySide(bad, bad, link=s.link(bad, bad, "copy", 1, 1)), console)
    said = _said(console)
    assert "\x1b]0" not in said
    assert "\x1b[2J" not in said
    assert "\u202e" not in said
    assert "[red]" in said
