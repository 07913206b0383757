"""One real-world event over many articles: who reports it, on how many independent reports, and what they differ in.

Two rows are the same happening when they belong to one story, have one type, the same actors once these are rolled up
to the actors they act for, and days that may be the same. Reports that tell it otherwise stay in, as a conflict.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from armillary.schema import Event, Happening


class Seen(NamedTuple):
    """An event as one article tells it."""

    event: Event
    report_id: str
    """The independent report of its article."""
    story_id: str
    source_for: str | None
    """The actor that the source acts for, else the source itself."""
    target_for: str | None


Period = tuple[dt.date, dt.date]
_Key = tuple[str, str, str | None, str | None]
_SLACK = dt.timedelta(days=2)
"""Days by which reports of one event differ, time zones and late news."""
_NUMBER = re.compile(r"\d+(?:[.,\s]\d{3})*(?:[.,]\d+)?")


def happenings(events: Iterable[Seen]) -> list[Happening]:
    """Happenings, by id; the same for any order of the events."""
    by_key: dict[_Key, list[Seen]] = defaultdict(list)
    for seen in events:
        by_key[_key(seen)].append(seen)
    clusters = [cluster for key in sorted(by_key, key=repr) for cluster in _by_day(by_key[key])]
    return sorted((_row(cluster, clusters) for cluster in clusters), key=lambda one: one.happening_id)


def _key(seen: Seen) -> _Key:
    source, target = seen.source_for, seen.target_for
    if seen.event.mutual and source is not None and target is not None:
        source, target = sorted((source, target))
    return seen.story_id, seen.event.event_type, source, target


def _order(seen: Seen) -> tuple[dt.date, str, int, int, str]:
    event = seen.event
    return event.date or dt.date.max, event.article_id, event.n, event.start_char, event.event_id


def period(event: Event) -> Period | None:
    """First and last day on which an event may have been; None where it has no date."""
    if event.date is None:
        return None
    first = event.date
    if event.date_end is not None:
        return first, max(first, event.date_end)
    if event.date_precision == "week":
        return first - dt.timedelta(days=6), first + dt.timedelta(days=6)
    if event.date_precision == "month":
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    if event.date_precision == "quarter":
        return first, first + dt.timedelta(days=91)
    if event.date_precision == "year":
        return first, first.replace(month=12, day=31)
    return first, first


def _by_day(members: Sequence[Seen]) -> list[list[Seen]]:
    """Members whose days may be the same; those without a day belong to the largest."""
    dated = sorted((one for one in members if one.event.date is not None), key=lambda one: (_width(one), _order(one)))
    undated = sorted((one for one in members if one.event.date is None), key=_order)
    clusters: list[list[Seen]] = []
    for one in dated:
        home = next((cluster for cluster in clusters if _meets(one, cluster[0])), None)
        if home is None:
            clusters.append([one])
        else:
            home.append(one)
    if undated and not clusters:
        return [undated]
    if undated:
        max(clusters, key=lambda cluster: (len(cluster), _order(cluster[0]))).extend(undated)
    return [sorted(cluster, key=_order) for cluster in clusters]


def _width(seen: Seen) -> int:
    span = period(seen.event)
    return (span[1] - span[0]).days if span else 0


def _meets(a: Seen, b: Seen) -> bool:
    one, other = period(a.event), period(b.event)
    if one is None or other is None:
        return True
    return one[0] - _SLACK <= other[1] and other[0] - _SLACK <= one[1]


def _row(cluster: Sequence[Seen], clusters: Sequence[Sequence[Seen]]) -> Happening:
    first = min(cluster, key=_order)
    story, kind, source, target = _key(first)
    exact = [one.event.date for one in cluster if one.event.date is not None]
    return Happening(
        happening_id=hashlib.sha256(f"{first.event.event_id}\x1f{story}".encode()).hexdigest()[:16],
        event_type=kind,
        source_id=source,
        target_id=target,
        date=_day(cluster) if exact else None,
        n_reports=len({one.report_id for one in cluster}),
        n_articles=len({one.event.article_id for one in cluster}),
        conflict=_conflict(cluster, clusters),
        event_ids=tuple(sorted({one.event.event_id for one in cluster})),
    )


def _day(cluster: Sequence[Seen]) -> dt.date | None:
    """The day the most reports give among the most exact dates; of several the earliest."""
    dated = [one for one in cluster if one.event.date is not None]
    narrow = min(_width(one) for one in dated)
    votes: dict[dt.date, set[str]] = defaultdict(set)
    for one in dated:
        if one.event.date is not None and _width(one) == narrow:
            votes[one.event.date].add(one.report_id)
    return min(votes, key=lambda day: (-len(votes[day]), day))


def _conflict(cluster: Sequence[Seen], clusters: Sequence[Sequence[Seen]]) -> str | None:
    found = [
        _differing("date", {one.event.date.isoformat() for one in cluster if _exact(one) and one.event.date}),
        _differing("status", {one.event.status for one in cluster}),
        _differing("quantity", _quantities(cluster)),
        "actor: who did it to whom is swapped" if _swapped(cluster, clusters) else None,
    ]
    told = [one for one in found if one]
    return "; ".join(told) or None


def _exact(seen: Seen) -> bool:
    return seen.event.date_precision in ("day", "minute") and seen.event.date_from != "published"


def _differing(what: str, values: set[str]) -> str | None:
    return f"{what}: {' / '.join(sorted(values))}" if len(values) > 1 else None


def _quantities(cluster: Sequence[Seen]) -> set[str]:
    """Numbers in the words of the event, where each report gives just one."""
    found: set[str] = set()
    for one in cluster:
        numbers = {re.sub(r"\s", "", number) for number in _NUMBER.findall(one.event.text)}
        if len(numbers) == 1:
            found |= numbers
    return found


def _swapped(cluster: Sequence[Seen], clusters: Sequence[Sequence[Seen]]) -> bool:
    """Whether another report has the same act the other way round."""
    story, kind, source, target = _key(cluster[0])
    if cluster[0].event.mutual or kind in ("CONSULT", "ASSAULT"):
        return False
    reports = {one.report_id for one in cluster}
    for other in clusters:
        turned = _key(other[0]) == (story, kind, target, source) and _meets(other[0], cluster[0])
        if turned and reports.isdisjoint(one.report_id for one in other):
            return True
    return False
