"""A file of the user's corrections, as rows that are kept for good."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from armillary.errors import UsageError
from armillary.schema import Article, Correction, CorrectionKind, Event, Mention, Row, Statement, columns
from armillary.world import Workshop

COLUMNS = ("kind", "id", "now", "who")
_CORRECTED: dict[str, type[Row]] = {"actor": Mention, "event": Event, "speaker": Statement}


def read_corrections(file: str | Path, workshop: Workshop, made: dt.datetime) -> list[Correction]:
    """The rows of a CSV file with the columns `kind`, `id`, `now`, and, if wanted, `who`.

    | kind | id | now |
    |---|---|---|
    | actor | mention_id | the actor's id, or `no`: not an actor |
    | speaker | statement_id | the speaker's id, or `no`: not a statement |
    | event | event_id | `no`: nothing of the kind; a status; or `SOURCE TYPE TARGET [STATUS]`, `-` for an empty slot |
    | date | article_id | ISO date |
    | copy | two article_ids with a blank between | `no`: neither is made from the other |

    Raises:
        UsageError: a line that does not fit; says which, and what is expected.
    """
    try:
        text = Path(file).read_text("utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{file}: expected a CSV file in UTF-8: {error}") from error
    reader = csv.DictReader(io.StringIO(text))
    missing = set(COLUMNS[:3]) - set(reader.fieldnames or ())
    if missing:
        raise UsageError(
            f"{file}: expected the columns {', '.join(COLUMNS)}; came {', '.join(reader.fieldnames or ())}"
        )
    return [_correction(row, workshop, made, f"{file}, line {reader.line_num}") for row in reader]


def _correction(row: Mapping[str, str | None], workshop: Workshop, made: dt.datetime, place: str) -> Correction:
    kind, given, now, who = ((row.get(name) or "").strip() for name in COLUMNS)
    sha256, start, end, was = _corrected(kind, given, workshop, place)
    if not now:
        raise UsageError(f"{place}: `now` is empty; give what is so, or `no`")
    if kind == "date":
        _checked_date(now, place)
    if kind == "copy" and now != "no":
        raise UsageError(f"{place}: for copies `now` can only be `no`, came {now!r}")
    key = "\x1f".join([kind, sha256, str(start), str(end), was or ""])
    return Correction(
        correction_id=hashlib.sha256(key.encode()).hexdigest()[:16],
        kind=_kind(kind, place),
        sha256=sha256,
        start_char=start,
        end_char=end,
        was=was,
        now=now,
        who=who or None,
        made=made,
    )


def _kind(kind: str, place: str) -> CorrectionKind:
    for known in get_args(CorrectionKind):
        if kind == known:
            return known  # type: ignore[no-any-return]
    raise UsageError(f"{place}: no kind {kind!r}; one of {', '.join(get_args(CorrectionKind))}")


def _corrected(kind: str, given: str, workshop: Workshop, place: str) -> tuple[str, int | None, int | None, str | None]:
    """Hash of the article, span and present state of the thing that is corrected."""
    if kind == "date":
        return _sha256(given, workshop, place), None, None, None
    if kind == "copy":
        pair = given.split()
        if len(pair) != 2:
            raise UsageError(f"{place}: expected two article ids with a blank between, came {given!r}")
        first, second = sorted(_sha256(one, workshop, place) for one in pair)
        return first, None, None, second
    row = _CORRECTED[_kind(kind, place)]
    id_column = columns(row)[0].name
    found = workshop.query(
        f"SELECT a.sha256, t.start_char, t.end_char, {_state(row)} FROM {row.table} t "
        f"JOIN articles a USING (article_id) WHERE t.{id_column} = ?",
        given,
    )
    if not found:
        raise UsageError(f"{place}: no {id_column} {given!r} in this world")
    sha256, start, end, was = found[0]
    return sha256, start, end, was


def _state(row: type[Row]) -> str:
    """What identifies a thing beside its span: several events may share one."""
    if row is Event:
        return "concat_ws(' ', coalesce(t.source_id, '-'), t.event_type, coalesce(t.target_id, '-'))"
    return "NULL"


def _sha256(article_id: str, workshop: Workshop, place: str) -> str:
    found = workshop.rows(Article, "article_id = ?", article_id)
    if not found:
        raise UsageError(f"{place}: no article {article_id!r} in this world")
    return found[0].sha256


def _checked_date(now: str, place: str) -> None:
    try:
        dt.date.fromisoformat(now)
    except ValueError as error:
        raise UsageError(f"{place}: expected a date such as 2022-09-30, came {now!r}") from error
