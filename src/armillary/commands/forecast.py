"""What is likely next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from armillary.commands.model import actor_id
from armillary.commands.opening import nearest, opened
from armillary.errors import UsageError
from armillary.lexicon import plover
from armillary.model.chances.rows import AT_MOST, forecasts
from armillary.model.chances.weights import WINDOWS
from armillary.model.evidence import day_number
from armillary.model.store import evidence_of
from armillary.results import Rows
from armillary.schema import Forecast
from armillary.world import World


def forecast(
    world: World | str | Path,
    *,
    actor: str | None = None,
    source: str | None = None,
    target: str | None = None,
    type: str | None = None,  # noqa: A002 - the name of the option
    days: int | None = None,
    limit: int | None = None,
    as_of: dt.date | None = None,
) -> Rows[Forecast]:
    """How likely events of each type are between actors in the 7, 30 and 90 days after the latest evidence.

    The likeliest within 30 days come first. What rests on too little evidence is left out; of one pair (`source` and
    `target`) it is told, without a probability.

    Args:
        world: a world or its file.
        actor: what this one does, or what is done to it; id or name.
        source: only what this one does.
        target: only what is done to this one.
        type: one of the 16 event types of PLOVER.
        days: only this window: 7, 30 or 90.
        limit: at most so many rows.
        as_of: as one could have told it at the end of this day: only what was published, and happened, by then.

    Raises:
        UsageError: an actor that the world does not have, no such type or window.
        WorldError: the world cannot be used.
    """
    kinds, windows = _types(type), _windows(days)
    with opened(world) as w:
        named = [None if one is None else actor_id(w, one) for one in (actor, source, target)]
        if as_of is None and not any(named) and kinds is None:
            kept = w.rows(Forecast)
            if kept:
                wanted = [row for row in _likeliest_first(kept) if windows is None or _length(row) in windows]
                return Rows(Forecast, wanted[:limit], world=w.path)
        one, who, whom = ([name] if name else None for name in named)
        found = forecasts(
            evidence_of(w, "all", as_of),
            day=None if as_of is None else day_number(as_of),
            actors=one,
            sources=who,
            targets=whom,
            types=kinds,
            days=windows,
            at_most=AT_MOST if limit is None else max(0, limit),
            refused=bool(who and whom),
        )
        return Rows(Forecast, found, world=w.path, as_of=as_of)


def _types(given: str | None) -> list[str] | None:
    if given is None:
        return None
    found = plover.current_names(given)
    if not found:
        raise UsageError(f"{given!r} is not a type of PLOVER; {nearest(given.upper(), list(plover.types()))}")
    return list(found)


def _windows(given: int | None) -> list[int] | None:
    if given is not None and given not in WINDOWS:
        raise UsageError(f"no window of {given} days: one of {', '.join(map(str, WINDOWS))}")
    return None if given is None else [given]


def _likeliest_first(rows: Sequence[Forecast]) -> list[Forecast]:
    month = {_of(row): -(row.probability or 0.0) for row in rows if _length(row) == WINDOWS[1]}
    return sorted(rows, key=lambda row: (month.get(_of(row), 0.0), _of(row), row.window_end))


def _of(row: Forecast) -> tuple[str, str, str]:
    return row.source_id, row.target_id, row.event_type


def _length(row: Forecast) -> int:
    return (row.window_end - row.window_start).days + 1
