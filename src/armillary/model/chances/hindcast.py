"""Hindcasts: the chances that would have been told on past days, from what was known by then, against what came."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from armillary.model.chances.floor import floor
from armillary.model.chances.history import History, history
from armillary.model.chances.scored import Scored, scored, summary, together
from armillary.model.chances.told import Chances, chances
from armillary.model.chances.weights import WINDOWS, shipped
from armillary.model.evidence import Evidence, day_number, day_of
from armillary.progress import Progress, Silent, track

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

SHORT: Final = 92
"""Days: of a shorter history hindcasts are made at the ends of weeks, else of months."""


def hindcasts(
    whole: Evidence, then: Callable[[dt.date], Evidence], progress: Progress | None = None
) -> dict[str, object]:
    """Tell chances at the ends of past months, and score them where their windows are over.

    Args:
        whole: all evidence: what came about.
        then: the evidence that was known at the end of a day.

    Returns:
        `made`: days at whose end chances were told; `windows`: by length in days the scores beside the floor's (None
        where nothing was told), how many `events` came, and of how many of these a chance had been told; `seconds`.
    """
    began = time.perf_counter()
    past = history(whole)
    days = _days(past)
    told: dict[int, list[Scored]] = {window: [] for window in WINDOWS}
    events = dict.fromkeys(WINDOWS, 0)
    for day in track(days, progress or Silent(), "hindcasts"):
        known = history(then(day_of(day)))
        found = chances(known, day) if len(known.day) else None
        for n, window in enumerate(WINDOWS):
            if day + window > past.last:
                continue
            came = past.happened(day, window)
            events[window] += int(came.sum())
            if found is not None:
                base = floor(known, found.state, window, shipped().shares)
                told[window].append(scored(found, n, base, _on(came, past, found)))
    return {
        "made": [day_of(day).isoformat() for day in days],
        "windows": {
            str(window): {
                **_summary(parts),
                "events": events[window],
                "events_told": sum(int(one.came.sum()) for one in parts),
            }
            for window, parts in told.items()
        },
        "seconds": round(time.perf_counter() - began, 2),
    }


def largest_difference(whole: Evidence) -> float:
    """The leak check: largest difference between probabilities told in the midst of a history and those told on the
    same day when all that is later is deleted. 0 where nothing leaks; infinite where other pairs are told."""
    past = history(whole)
    days = _days(past)
    if not days:
        return 0.0
    day = days[len(days) // 2]
    told = [_table(history(known), day) for known in (whole, whole.until(day_of(day)))]
    if told[0].keys() != told[1].keys():
        return float("inf")
    return max((float(np.abs(p - told[1][pair]).max()) for pair, p in told[0].items()), default=0.0)


def _table(past: History, day: int) -> dict[tuple[str, str], Floats]:
    """By pair, the probabilities of all windows and types, with their intervals and whether they are told."""
    if not len(past.day):
        return {}
    found = chances(past, day)
    names = zip(past.source[found.state.pairs].tolist(), past.target[found.state.pairs].tolist(), strict=True)
    numbers = np.concatenate([found.probability, found.low, found.high, found.likely[None]])
    return {(past.actors[s], past.actors[t]): numbers[:, n] for n, (s, t) in enumerate(names)}


def _summary(parts: list[Scored]) -> dict[str, object]:
    if not sum(len(one.came) for one in parts):
        return {"told": 0, "came": None, "log_score": None, "brier": None, "calibration_error": None}
    return summary(together(parts))


def _on(came: Flags, past: History, found: Chances) -> Flags:
    """What came about on the pairs of a hindcast; `came` is of the whole history's pairs."""
    number = {name: n for n, name in enumerate(past.actors)}
    place = {pair: n for n, pair in enumerate(zip(past.source.tolist(), past.target.tolist(), strict=True))}
    own, pairs = found.history, found.state.pairs
    names = ((own.actors[s], own.actors[t]) for s, t in zip(own.source[pairs], own.target[pairs], strict=True))
    at = np.array([place.get((number.get(s, -1), number.get(t, -1)), -1) for s, t in names], np.int64)
    padded = np.concatenate([came, np.zeros((1, came.shape[1]), np.bool_)])
    return padded[at]


def _days(past: History) -> list[int]:
    """Ends of months, or of weeks (Sundays) in a short history, that have evidence before and a window after."""
    if not len(past.day):
        return []
    days = [day_of(n) for n in range(past.first, past.last - min(WINDOWS) + 1)]
    short = past.last - past.first < SHORT
    return [day_number(day) for day in days if (day.isoweekday() == 7 if short else _ends_month(day))]


def _ends_month(day: dt.date) -> bool:
    return (day + dt.timedelta(days=1)).day == 1
