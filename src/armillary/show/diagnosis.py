"""What `doctor` says in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from armillary.commands.doctor import Diagnosis
from armillary.show.words import language_name

_STYLES = {"good": "green", "fair": "yellow", "none": "red", "fully": "green", "fairly": "yellow", "no": "dim"}


def print_diagnosis(found: Diagnosis, console: Console) -> None:
    """Versions, what is missing, and a line for each language."""
    console.print(f"Armillary {found.version}, Python {found.python}, {found.system}", style="bold")
    console.print(", ".join(f"{name} {number}" for name, number in found.packages.items()), style="dim")
    for name, hint in found.missing.items():
        console.print(Text(f"not installed: {name} ({hint})", style="yellow"))
    table = Table(
        "language", "copies are traced", "events are read", "encoders", "word lists", box=None, header_style="bold"
    )
    for cover in found.languages:
        quality = Text(cover.cover, style=_STYLES[cover.cover])
        name = f"{cover.language} {language_name(cover.language)}"
        table.add_row(
            name,
            quality,
            Text(cover.read, style=_STYLES[cover.read]),
            ", ".join(cover.encoders),
            ", ".join(cover.lists) or "none",
        )
    console.print(table)
    console.print("In a language that is not listed copies are traced all the same, with less certainty.", style="dim")
