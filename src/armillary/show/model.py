"""Ties, drift, dependence, loops, what-ifs and forecasts in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from armillary.model.exposure import Dependence
from armillary.model.loops import CausalMap
from armillary.model.whatif import WhatIf
from armillary.schema import Drift, Forecast, Tie
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
        text = Text(line(arrow.cause), style="bold").append(f"  makes {sign} of  ", style="cyan")
        text.append(line(arrow.effect), style="bold")
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


_SHOWN = 20
"""Forecasts told in full."""


def print_forecasts(rows: Sequence[Forecast], console: Console) -> None:
    """Each with its probability in words and numbers, and its reasons."""
    for row in rows[:_SHOWN]:
        days = (row.window_end - row.window_start).days + 1
        text = Text(f"{row.source_id} {row.event_type} {row.target_id}", style="bold")
        text.append(f"  in the {days} days from {day(row.window_start)}  ", style="")
        if row.probability is None or row.low is None or row.high is None:
            text.append("too little evidence", style="dim")
        else:
            text.append(f"{row.words}, {_share(row.probability)}", style="cyan")
            text.append(f" ({_share(row.low)} to {_share(row.high)})", style="")
        console.print(text)
        for why in row.because:
            console.print(Text(f"    {line(why)}", style="dim"))
    if len(rows) > _SHOWN:
        console.print(Text(f"{len(rows) - _SHOWN} more; --json and --csv give all", style="dim"))
    if not rows:
        console.print(Text("too little evidence", style="dim"))


def _share(probability: float) -> str:
    """As per cent, finer where it is near to nothing or certain."""
    return f"{probability:.1%}" if min(probability, 1 - probability) < 0.05 else f"{probability:.0%}"


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name)
    return table


def _signed(value: float | None) -> str:
    return _NOT_MEASURED if value is None else f"{value:+.2f}"


def _counts(row: Tie) -> tuple[int, int]:
    return row.n_reports, row.n_evidence
