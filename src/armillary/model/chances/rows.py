"""Chances as rows of the table `forecasts`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from armillary.model.chances.history import N_TYPES, TYPES, History, history
from armillary.model.chances.reasons import Reasons
from armillary.model.chances.told import Chances, chances
from armillary.model.chances.weights import WINDOWS
from armillary.model.evidence import Evidence, day_of
from armillary.model.sequences import sequences
from armillary.schema import Forecast

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

AT_MOST: Final = 5_000
"""Rows kept of a world: those of the pairs and types that are likeliest."""

SCALE: Final = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.01, "almost certain"),
)
"""Words for probabilities: Intelligence Community Directive 203 (2015), D.6.e.2.a; upper ends are not included."""

_ORDER = WINDOWS.index(30)


def words(probability: float) -> str:
    """The words of ICD 203 for a probability, as it stands rounded to a hundredth."""
    return next(word for end, word in SCALE if round(probability, 2) < end)


def forecasts(
    found: Evidence,
    *,
    day: int | None = None,
    sources: Sequence[str] | None = None,
    targets: Sequence[str] | None = None,
    actors: Sequence[str] | None = None,
    types: Sequence[str] | None = None,
    days: Sequence[int] | None = None,
    at_most: int = AT_MOST,
    refused: bool = False,
) -> list[Forecast]:
    """What is likely next, the likeliest within 30 days first; the windows of a pair and type stand together.

    Args:
        found: evidence; what is after `day` is not looked at.
        day: the last day that is known, since 1970-01-01; None: the latest of the evidence.
        sources: only what these do.
        targets: only what is done to these.
        actors: only what these do or what is done to them.
        types: only these event types.
        days: only these of the windows.
        at_most: so many rows.
        refused: also rows without a probability, where there is too little evidence.
    """
    past = history(found)
    if not len(past.day):
        return []
    until = past.last if day is None else day
    chosen = _chosen(past, sources, targets, actors)
    told = chances(past, until)
    allowed = np.isin(told.state.pairs, chosen)[:, None] & np.array([types is None or one in types for one in TYPES])
    windows = [n for n, window in enumerate(WINDOWS) if days is None or window in days]
    order = _likeliest(told, allowed & told.likely, -(-at_most // max(1, len(windows))))
    counted = sequences(found.where(found.day <= until)) if len(order) else None
    reasons = Reasons(told, counted)
    rows = [_row(told, reasons, n, kind, window) for n, kind in order for window in windows]
    if refused:
        rows += _refusals(past, told, chosen, until, types, windows)
    return rows[:at_most]


def _chosen(
    past: History, sources: Sequence[str] | None, targets: Sequence[str] | None, actors: Sequence[str] | None
) -> Ints:
    """Pairs of which an answer is wanted."""

    def among(names: Sequence[str] | None, of: Ints) -> Flags:
        known = np.array([names is None or one in names for one in past.actors], np.bool_)
        out: Flags = known[of]
        return out

    inside = among(sources, past.source) & among(targets, past.target)
    if actors is not None:
        inside &= among(actors, past.source) | among(actors, past.target)
    return np.flatnonzero(inside)


def _likeliest(told: Chances, allowed: Flags, n: int) -> list[tuple[int, int]]:
    """Pairs and types by the probability within 30 days; equal ones by pair and type."""
    at = np.flatnonzero(allowed.ravel())
    p = told.probability[_ORDER].ravel()[at]
    return [(int(one) // N_TYPES, int(one) % N_TYPES) for one in at[np.lexsort((at, -p))[:n]]]


def _row(told: Chances, reasons: Reasons, n: int, kind: int, window: int) -> Forecast:
    pair = told.state.pairs[n]
    p = float(told.probability[window, n, kind])
    low, high = (float(one[window, n, kind]) for one in (told.low, told.high))
    shown = _shown(p)
    return _empty(
        told.history,
        int(pair),
        kind,
        told.state.day,
        WINDOWS[window],
        probability=shown,
        low=min(_shown(low), shown),
        high=max(_shown(high), shown),
        words=words(shown),
        because=reasons.lines(n, kind, window),
    )


def _shown(p: float) -> float:
    return round(min(max(p, 1e-6), 1 - 1e-6), 6)


def _empty(past: History, pair: int, kind: int, day: int, days: int, **told: object) -> Forecast:
    made = day_of(day + 1)
    return Forecast(
        made_at=dt.datetime.combine(made, dt.time()),
        source_id=past.actors[past.source[pair]],
        event_type=TYPES[kind],
        target_id=past.actors[past.target[pair]],
        window_start=made,
        window_end=made + dt.timedelta(days=days - 1),
        **told,  # type: ignore[arg-type]
    )


def _refusals(
    past: History, told: Chances, chosen: Ints, until: int, types: Sequence[str] | None, windows: Sequence[int]
) -> Iterator[Forecast]:
    """Rows without a probability, each with why."""
    place = {int(pair): n for n, pair in enumerate(told.state.pairs)}
    n_reports = past.n_reports(until)
    for pair in map(int, chosen):
        for kind, name in enumerate(TYPES):
            n = place.get(pair)
            if (types is not None and name not in types) or (n is not None and told.likely[n, kind]):
                continue
            why = f"too little evidence: {_reports(past, n_reports, pair)}"
            if n is not None:
                why = f"too little evidence: {name} never came about between the two, and nothing makes it likely"
            for window in windows:
                yield _empty(past, pair, kind, until, WINDOWS[window], because=(why,))


def _reports(past: History, n_reports: Ints, pair: int) -> str:
    back = int(past.back[pair])
    n = int(n_reports[pair]) + (int(n_reports[back]) if back >= 0 else 0)
    return f"{n} independent report{'' if n == 1 else 's'} of the two"


assert all(one < other for (one, _), (other, _) in pairwise(SCALE))
