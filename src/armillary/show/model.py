"""Ties, drift, dependence and loops in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from armillary.model.drift import Drift
from armillary.model.exposure import Dependence
from armillary.model.loops import CausalMap
from armillary.model.whatif import WhatIf
from armillary.schema import Tie
from armillary.show.words import day, line, plural

_NOT_MEASURED = "not measured"


def print_ties(rows: Sequence[Tie], console: Console) -> None:
    """Each period of a pair, both directions."""
    table = _table("period", "from", "to", "tie", "80 % interval", "independent reports", "evidence")
    for row in rows:
        interval = f"{row.low:+.2f} to {row.high:+.2f}" if row.low is not None and row.high is not None else ""
        table.add_row(
            day(row.period), row.source_id, row.target_id, _signed(row.value), interval, *map(str, _counts(row))
        )
    console.print(table if rows else Text(_NOT_MEASURED, style="dim"))


def print_drift(rows: Sequence[Drift], console: Console) -> None:
    """One line a pole: before, after, how sure."""
    for row in rows:
        text = Text(f"{row.actor_id} – {row.pole_id}  ", style="bold")
        if row.change is None or row.low is None or row.high is None or row.probability is None:
            console.print(text.append(_NOT_MEASURED, style="dim"))
            continue
        word, colour = ("nearer", "green") if row.change > 0 else ("farther", "red")
        text.append(f"{word} by {abs(row.change):.2f}", style=colour)
        text.append(f" ({row.low:+.2f} to {row.high:+.2f}; {row.probability:.0%} sure of the direction)", style="")
        text.append(f"  {_signed(row.before)} in {day(row.since)}, {_signed(row.after)} in {day(row.until)}", style="")
        text.append(f"  {plural(row.n_reports, 'independent report')}", style="dim")
        console.print(text)
    if not rows:
        console.print(Text(_NOT_MEASURED, style="dim"))


def print_dependences(rows: Sequence[Dependence], console: Console) -> None:
    """Who depends on whom for what."""
    table = _table("actor", "depends on", "for", "exposure", "used", "threatened", "eased", "alternatives", "reports")
    for row in rows:
        cells = (f"{row.exposure:.2f}", *map(str, (row.used, row.threatened, row.eased)))
        table.add_row(
            row.actor, row.on, row.domain, *cells, ", ".join(row.alternatives) or "none told", str(row.n_reports)
        )
    console.print(table if rows else Text("nothing found", style="dim"))


def print_loops(found: CausalMap, console: Console) -> None:
    """What drives what, then the loops that close."""
    for arrow in found.arrows:
        sign = "more" if arrow.sign > 0 else "less"
        text = Text(line(found.nodes[arrow.cause]), style="bold").append(f"  makes {sign} of  ", style="cyan")
        text.append(line(found.nodes[arrow.effect]), style="bold")
        by = f"; say {', '.join(arrow.by)}" if arrow.by else ""
        console.print(text.append(f"  {plural(arrow.n_reports, 'independent report')}{by}", style="dim"))
    for loop in found.loops:
        console.print(Text(f"{loop.kind} loop of {plural(len(loop.mechanism_ids), 'mechanism')}  {loop.loop_id}"))
    if not found.loops:
        console.print(Text("no loop closes", style="dim"))


def print_whatif(found: WhatIf, console: Console) -> None:
    """What would move, why, and how far to trust it."""
    table = _table("what", "of", "towards", "now", "then", "change", "80 % interval", "by")
    for move in found.moves:
        interval = f"{move.low:+.3f} to {move.high:+.3f}"
        cells = (_signed(move.before), _signed(move.after), f"{move.change:+.3f}", interval)
        table.add_row(move.what, move.source, move.target, *cells, move.why)
    console.print(table if found.moves else Text("nothing moves", style="dim"))
    for one in found.mechanisms:
        text = Text(f"{one.kind}: ", style="cyan").append(line(one.words), style="")
        console.print(text.append(f"  ({one.weight})", style="dim"))
    console.print(Text(found.trust, style="bold"))


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name)
    return table


def _signed(value: float | None) -> str:
    return _NOT_MEASURED if value is None else f"{value:+.2f}"


def _counts(row: Tie) -> tuple[int, int]:
    return row.n_reports, row.n_evidence
