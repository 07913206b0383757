"""What was read, in a terminal: a line that says it, and the sentence it stands in with the words marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from armillary.commands.explain import Explanation
from armillary.commands.readings import Evidence
from armillary.commands.search import Hit
from armillary.schema import (
    Actor,
    Attitude,
    Event,
    Flow,
    Goal,
    Happening,
    Lever,
    Mechanism,
    Outlook,
    Quantity,
    Row,
    Statement,
)
from armillary.show.tables import as_table
from armillary.show.words import day, line, plural


def print_readings(rows: Sequence[Evidence[Any]], console: Console) -> None:
    """Each row as a line, with its sentence and place below."""
    for one in rows:
        console.print(_said(one.row))
        console.print(Padding(_sentence(one), (0, 0, 0, 4)))
        console.print(Padding(Text(_place(one), style="dim"), (0, 0, 0, 4)))
    if not rows:
        console.print(Text("nothing found", style="dim"))


def print_timeline(rows: Sequence[Happening], console: Console) -> None:
    """One line a happening."""
    for one in rows:
        text = Text(day(one.date) if one.date else "no date", style="bold")
        text.append(f"  {one.source_id or '–'} ").append(one.event_type, style="bold cyan")
        text.append(f" {one.target_id or '–'}  ").append(plural(one.n_reports, "independent report"), style="green")
        text.append(f", {plural(one.n_articles, 'article')}", style="dim")
        if one.conflict:
            text.append(f"  versions differ: {line(one.conflict)}", style="yellow")
        console.print(text)
    if not rows:
        console.print(Text("nothing found", style="dim"))


def print_actors(rows: Sequence[Actor], console: Console) -> None:
    """A table of actors."""
    console.print(as_table(Actor, rows, ["actor_id", "name", "country", "acts_for", "sector", "n_mentions"]))


def print_hits(hits: Sequence[Hit], console: Console) -> None:
    """Sentences that were found, the best first."""
    for hit in hits:
        console.print(Text(line(hit.quote)))
        published = day(hit.published) if hit.published else ""
        parts = (f"{hit.article_id}:{hit.n}", hit.language, hit.outlet or "", published, f"by {hit.how}")
        console.print(Padding(Text("  ".join(part for part in parts if part), style="dim"), (0, 0, 0, 4)))
    if not hits:
        console.print(Text("nothing found", style="dim"))


def print_explanation(found: Explanation, console: Console) -> None:
    """The sentence, what fired, and the grammar as it was used."""
    console.print(Text(f"{found.table} {found.id}", style="bold"))
    console.print(Text(line(found.sentence)))
    console.print(Text(f"cue: {line(found.cue)}; confidence {found.confidence:.2f}"))
    for note in found.notes:
        console.print(Text(f"· {line(note)}"))
    for name, value in found.row.items():
        if value not in (None, (), "") and name not in ("text", "cue", "confidence"):
            console.print(Text(f"  {name} = {line(str(value))}", style="dim"))
    for word in found.parse:
        relation = f"{word.relation} of {word.head}" if word.head else word.relation or "–"
        console.print(Text(f"    {word.text}  {word.lemma}  {word.pos}  {relation}", style="dim"))


def _statement(row: Statement) -> str:
    about = f"  about {', '.join(row.about)}" if row.about else ""
    return f"{row.speaker_id} {row.stance_of_cue}{about}"


def _event(row: Event) -> str:
    by = f"  according to {row.reported_by}" if row.reported_by else ""
    mode = f" ({row.mode})" if row.mode else ""
    when = f"{day(row.date)}  " if row.date else ""
    return f"{when}{row.source_id or '–'} {row.event_type}{mode} {row.target_id or '–'}  {row.status}{by}"


def _attitude(row: Attitude) -> str:
    by = f"  according to {row.held_by}" if row.held_by and row.held_by != row.from_id else ""
    return f"{row.from_id} {'+' if row.sign > 0 else '-'} {row.to_id}{by}"


def _quantity(row: Quantity) -> str:
    number = "–" if row.value is None else f"{row.value:,g}"
    bounds = "" if row.low is None and row.high is None else f" [{_bound(row.low)}, {_bound(row.high)}]"
    return f"{number}{bounds} {row.unit or ''} {row.what or ''}".rstrip()


def _bound(value: float | None) -> str:
    return "…" if value is None else f"{value:,g}"


def _lever(row: Lever) -> str:
    return f"{row.holder_id} over {row.over_id}: {row.instrument} ({row.domain}, {row.status})"


def _outlook(row: Outlook) -> str:
    parts = [row.direction, row.horizon and f"by {row.horizon}", row.words]
    return f"{row.by_id} expects {', '.join(row.about)}  {'; '.join(part for part in parts if part)}".rstrip()


def _flow(row: Flow) -> str:
    via = f" via {row.via_id}" if row.via_id else ""
    return f"{row.what}: {row.from_id or '–'} → {row.to_id or '–'}{via}  {row.change or ''}".rstrip()


def _mechanism(row: Mechanism) -> str:
    return f"{row.cause}  ─{'+' if row.sign > 0 else '-'}→  {row.effect}"


def _goal(row: Goal) -> str:
    return f"{row.actor_id} wants {row.goal}" + (f"  by {row.means}" if row.means else "")


_SAID: dict[type[Row], Callable[[Any], str]] = {
    Statement: _statement,
    Event: _event,
    Attitude: _attitude,
    Quantity: _quantity,
    Lever: _lever,
    Outlook: _outlook,
    Flow: _flow,
    Mechanism: _mechanism,
    Goal: _goal,
}


def _said(row: Row) -> Text:
    return Text(line(_SAID[type(row)](row)), style="bold")


def _sentence(one: Evidence[Any]) -> Text:
    """The sentence, with the words of the row underlined where they stand in it."""
    text = Text(line(one.sentence))
    words = line(one.row.text)
    start = text.plain.find(words)
    if start >= 0:
        text.stylize("underline", start, start + len(words))
    return text


def _place(one: Evidence[Any]) -> str:
    parts = [one.outlet or one.source, day(one.published) if one.published else "", one.language]
    return "  ".join(part for part in (*parts, f"{one.row.article_id}:{one.row.n}") if part)
