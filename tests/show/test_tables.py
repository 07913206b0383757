"""Rows as JSON, CSV and tables."""

from __future__ import annotations

import csv
import io
import json

import small_world as s
from rich.console import Console

from armillary.schema import Article, Change
from armillary.show.tables import as_csv, as_json, as_table


def test_json_has_iso_dates_explicit_null_and_its_own_letters() -> None:
    """Nothing is left out, nothing is escaped into code points."""
    (row,) = json.loads(as_json([s.RU.article]))
    assert row["published"] == "2022-09-06"
    assert row["author"] is None
    assert "Озёрный вестник" in as_json([s.RU.article])


def test_csv_has_a_header_even_without_rows() -> None:
    """An empty table is a table."""
    assert as_csv(Change, []).startswith("change_id,article_id,n,")


def test_csv_reads_back() -> None:
    """Line breaks, commas and quotation marks survive; NULL is the empty field."""
    (row,) = csv.DictReader(io.StringIO(as_csv(Article, [s.EN.article])))
    assert row["text"] == s.EN.article.text
    assert row["author"] == ""


def test_a_table_takes_no_markup_from_its_cells() -> None:
    """Square brackets and escape sequences in a title are shown, not obeyed."""
    hostile = s.side("zz", "en", ["[bold red]\x1b[2J[/] title", "text"]).article
    console = Console(width=80, record=True, force_terminal=True, file=io.StringIO())
    console.print(as_table(Article, [hostile], ["article_id", "title"]))
    assert "[bold red]" in console.export_text()
    assert "\x1b[2J" not in console.export_text(styles=True)
