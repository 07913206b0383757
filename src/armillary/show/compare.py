"""Two articles compared: in the terminal, and as a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from armillary import __version__
from armillary.schema import Article, Change, Link
from armillary.show import html
from armillary.show.families import coverage_of, source_of
from armillary.show.side_by_side import Cell, Row, SideBySide, rows
from armillary.show.words import KINDS, RELATIONS, day, language_name, line, named, outlet_of, percent, plural

_STYLES = {"major": "bold red", "minor": "yellow"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two articles are to each other, in words."""

    headline: str
    detail: str


def verdict(pair: SideBySide) -> Verdict:
    """Whether one is a copy, which way, how much of it, and why we think so."""
    other, copy, link = pair.other.article, pair.copy.article, pair.link
    if link is None:
        return Verdict("No copy", "The two share no run of sentences: they count as two independent reports.")
    names = (_called(copy), _called(other))
    shares = (
        f"{percent(coverage_of(link, copy.article_id))} of the sentences of {names[0]} are in {names[1]}, "
        f"{percent(coverage_of(link, other.article_id))} the other way"
    )
    reason = named(link.reason, (copy, other))
    detail = f"{shares}. {reason[:1].upper()}{reason[1:]}. That they share text is {percent(link.confidence)} sure."
    return Verdict(_headline(link, names, copy), detail)


def _headline(link: Link, names: tuple[str, str], copy: Article) -> str:
    if link.direction == "common":
        return "Both come from a third text"
    if link.direction == "unknown":
        return "The two share text; which was first is not known"
    first, second = names if source_of(link) != copy.article_id else names[::-1]
    return f"{first} is {RELATIONS[link.relation]} {second}"


def compare_page(pair: SideBySide) -> str:
    """A self-contained HTML page of the two."""
    said = verdict(pair)
    return html.page(
        "compare.html.j2", title=said.headline, view=html.view(pair, "c1"), verdict=said, version=__version__
    )


def print_comparison(pair: SideBySide, console: Console) -> None:
    """Verdict, both texts side by side, then the changes by number. Signs say what colours say.

    Of two that share no text only the verdict.
    """
    said = verdict(pair)
    console.print(Text(line(said.headline), style="bold"))
    console.print(Text(line(said.detail)))
    if pair.link is None:
        return
    console.print()
    console.print(_table(pair))
    console.print(Text("= same  ≠ changed  − missing  + put in  ↕ moved  · not read as news", style="dim"))
    console.print()
    console.print(Text(plural(len(pair.changes), "change") if pair.changes else "No changes found", style="bold"))
    for number, change in enumerate(pair.numbered, 1):
        console.print(_change(number, change))


def _called(article: Article) -> str:
    return f"{outlet_of(article)} ({language_name(article.language)})"


def _table(pair: SideBySide) -> Table:
    table = Table(box=None, padding=(0, 1), expand=True, header_style="bold")
    table.add_column("", width=1)
    for article in (pair.other.article, pair.copy.article):
        name = Text(f"{article.language} {line(outlet_of(article))}, {day(article.published)}")
        table.add_column(name, ratio=1, overflow="fold")
    changes = pair.numbered
    for row in rows(pair):
        table.add_row(_sign(row), _cells(row.other, changes), _cells(row.copy, changes))
    return table


def _sign(row: Row) -> Text:
    if row.quiet:
        return Text("·", style="dim")
    if not row.copy:
        return Text("−", style="bold red")
    if not row.other:
        return Text("+", style="bold green")
    marked = any(cell.whole or any(piece.changes for piece in cell.pieces) for cell in row.other + row.copy)
    if marked:
        return Text("≠", style="bold yellow")
    return Text("↕", style="magenta") if row.moved else Text("=", style="dim")


def _cells(cells: Sequence[Cell], changes: Sequence[Change]) -> Text:
    text = Text()
    for place, cell in enumerate(cells):
        text.append(" " if place else "")
        for number in cell.whole:
            text.append(f"{number} {changes[number - 1].kind}: ", style=_STYLES[changes[number - 1].severity])
        for piece in cell.pieces:
            _append_piece(text, piece.text, piece.changes, changes, "dim" if cell.quiet else "")
    return text


def _append_piece(text: Text, words: str, numbers: Sequence[int], changes: Sequence[Change], style: str) -> None:
    shown = " " * words.startswith(" ") + line(words) + " " * (words.endswith(" ") and bool(words.strip()))
    if not numbers:
        text.append(shown, style=style)
        return
    worst = min(changes[number - 1].severity for number in numbers)
    raised = " ".join(str(number).translate(_RAISED) for number in numbers)
    text.append(f"[{shown}]{raised}", style=_STYLES[worst])


def _change(number: int, change: Change) -> Text:
    text = Text(f"{number:>3} ", style="bold").append(f"{change.severity} ", style=_STYLES[change.severity])
    text.append(f"{change.kind}: {KINDS[change.kind]}")
    if change.was:
        text.append("\n      − ", style="red").append(line(change.was))
    if change.now:
        text.append("\n      + ", style="green").append(line(change.now))
    return text.append(f"\n      {line(change.reason)} ({percent(change.confidence)} sure)", style="dim")
