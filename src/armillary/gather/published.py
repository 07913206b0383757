"""When an article was published, and where that was found: metadata, the text's own stamps, address, file name."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from collections.abc import Sequence
from typing import NamedTuple

import dateparser

from armillary.gather import dates
from armillary.gather.forms import stamp_label
from armillary.schema import Precision, PublishedFrom, SentenceKind

_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2}))?)?(?!\d)")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
_HEAD, _TAIL = 12, 6
_STRICT = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["year", "month", "day"], "RETURN_AS_TIMEZONE_AWARE": False}


class Published(NamedTuple):
    """The first day of what `precision` names; None where no date is known."""

    date: dt.date | None = None
    origin: PublishedFrom = "none"
    precision: Precision = "none"


def find(
    lines: Sequence[str],
    kinds: Sequence[SentenceKind],
    language: str,
    *,
    metadata: str | None = None,
    url: str | None = None,
    file: str | None = None,
) -> Published:
    """The date of publication, never one that was not written somewhere. The best origin comes first."""
    return (
        _from_metadata(metadata, language)
        or _from_text(lines, kinds, language)
        or _from_path(url, "url")
        or _from_path(file, "file")
        or Published()
    )


def _from_metadata(value: str | None, language: str) -> Published | None:
    if not value or not value.strip():
        return None
    value = value.strip()
    parsed = (
        _iso(value) or _compact(value) or _epoch(value) or _mail(value) or _written(value, language) or _loose(value)
    )
    return Published(parsed[0], "metadata", parsed[1]) if parsed else None


_Parsed = tuple[dt.date, Precision]


def _iso(value: str) -> _Parsed | None:
    found = _ISO.match(value)
    if not found:
        return None
    year, month, day, hour, _ = found.groups()
    try:
        date = dt.date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return date, "month" if not day else "minute" if hour else "day"


def _compact(value: str) -> _Parsed | None:
    date = dates.in_path(value) if len(value) == 8 and value.isdecimal() else None
    return (date, "day") if date else None


def _epoch(value: str) -> _Parsed | None:
    if not _EPOCH.fullmatch(value):
        return None
    seconds = float(value) / (1000 if len(value.partition(".")[0]) == 13 else 1)
    return dt.datetime.fromtimestamp(seconds, dt.UTC).date(), "minute"


def _mail(value: str) -> _Parsed | None:
    """RFC 822, as feeds write it."""
    try:
        return email.utils.parsedate_to_datetime(value).date(), "minute"
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(value: str, language: str) -> _Parsed | None:
    found = [dated for dated in dates.find(value[:200], language) if dated.date]
    return (found[0].date, found[0].precision) if found and found[0].date else None


def _loose(value: str) -> _Parsed | None:
    if len(value) > 60 or not any(map(str.isdigit, value)):
        return None
    try:
        parsed = dateparser.parse(value, settings=_STRICT)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    return (parsed.date(), "day") if parsed else None


def _from_text(lines: Sequence[str], kinds: Sequence[SentenceKind], language: str) -> Published | None:
    """The earliest stamp that does not say "updated"; one that does only where there is no other."""
    stamps = [line for line, kind in zip(lines, kinds, strict=True) if kind == "byline"]
    places = {*lines[:_HEAD], *lines[-_TAIL:]}
    found: dict[bool, list[tuple[dt.date, Precision]]] = {False: [], True: []}
    for line in stamps:
        if line in places and len(line) <= 300:
            found[stamp_label(line) == "modified"] += [
                (dated.date, dated.precision) for dated in dates.find(line, language) if dated.date
            ]
    chosen = found[False] or found[True]
    return Published(*_earliest(chosen)) if chosen else None


def _earliest(found: Sequence[_Parsed]) -> tuple[dt.date, PublishedFrom, Precision]:
    exact = [parsed for parsed in found if parsed[1] in ("minute", "day")] or list(found)
    first = min(date for date, _ in exact)
    precise: Precision = next(p for d, p in sorted(exact, key=lambda x: x[1] != "minute") if d == first)
    return first, "text", precise


def _from_path(path: str | None, origin: PublishedFrom) -> Published | None:
    date = dates.in_path(path) if path else None
    return Published(date, origin, "day") if date else None
