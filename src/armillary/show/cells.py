"""Rows and values as HTML for a notebook.

A notebook that is not trusted takes style sheets and scripts away and keeps plain tables, `lang`, `dir` and inline
styles with simple values (`left` but not `start`, `0.5` but not `.5`); so only these are used. Colours are those of the
notebook, dark or light: ours are half transparent.
Text of articles is escaped, on one line, without control characters and marks of direction, each cell in the direction
of its own first letters.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, Final

from armillary import schema
from armillary.show.words import line, plural

FIRST: Final = 10
"""Rows shown."""
LONGEST: Final = 220
"""Characters shown of a cell."""
LONG: Final = 40
"""Characters from which a cell is made wide."""
MOST: Final = 6
"""Items shown of a list."""

TABLE: Final = "border-collapse:collapse"
HEAD: Final = "text-align:left;padding:3px 12px 3px 0;border-bottom:1px solid rgba(128,128,128,0.6);font-weight:600"
CELL: Final = "text-align:left;vertical-align:top;padding:3px 12px 3px 0;border-bottom:1px solid rgba(128,128,128,0.25)"
_WIDE: Final = f"{CELL};min-width:340px"
_RIGHT: Final = ("text-align:left", "text-align:right")
_NUMBER: Final = CELL.replace(*_RIGHT)
QUIET: Final = "opacity:0.7"
MARK: Final = "background:rgba(255,190,0,0.3)"
_TITLE: Final = "text-align:left;font-weight:600;padding:3px 0;white-space:nowrap"

_CODE: Final = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")
_MEASURED: Final = (schema.Tie, schema.Turn, schema.Orbit, schema.Forecast, schema.Drift)
"""Kinds whose missing numbers are not measured."""
_OWN_WORDS: Final = frozenset(
    {"sentence", "text", "quote", "title", "surface", "speaker_text", "cue", "now", "horizon", "words"}
    | {"cause", "effect", "goal", "means", "instrument"}
)
"""Columns in the language of their row."""
_ASIDE: Final = frozenset(
    {"article_id", "n", "start_char", "end_char", "other_start", "other_end", "source", "report_id", "group_id"}
    | {"sha256", "fingerprint", "encoding", "within", "cue", "speaker_text", "evidence_ids"}
    | {"date_precision", "date_from", "published_from", "published_precision", "contexts", "mutual"}
)
"""Columns of tables not shown unless they are the key: where something stands, and how it was found."""


def frame(name: str, kind: type, names: Sequence[str], rows: Sequence[Mapping[str, Any]], total: int) -> str:
    """A table of the columns that say something in these rows; the others are named below it."""
    key, aside = getattr(kind, "key", ()), _ASIDE if issubclass(kind, schema.Row) else ()
    shown = [one for one in names if one in key or (one not in aside and _told(one, rows))]
    if "sentence" in shown and "text" in shown:
        shown.remove("text")
    head = "".join(f'<th scope="col" style="{HEAD}">{label(one)}</th>' for one in shown)
    body = "".join(f"<tr>{''.join(_cells(row, shown, kind))}</tr>" for row in rows)
    size = f"{plural(total, 'row')}, {plural(len(names), 'column')}"
    left = note(len(rows), total, [one for one in names if one not in shown])
    if not rows:
        return f'<table style="{TABLE}">{caption(name, size)}</table>'
    return (
        f'<table style="{TABLE}">{caption(name, size)}<thead><tr>{head}</tr></thead>'
        f'<tbody>{body}</tbody></table><div style="{QUIET}">{left}</div>'
    )


def _told(name: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    return any(row.get(name) not in (None, "", (), {}) for row in rows)


def note(shown: int, total: int, left: Sequence[str]) -> str:
    """How many rows there are beside those shown, and which columns."""
    parts = [f"the first {shown} of {total:,} rows"] if shown < total else []
    parts += [f"not shown: {', '.join(map(label, left))}"] if left else []
    return "; ".join(parts)


def _cells(row: Mapping[str, Any], shown: Iterable[str], kind: type) -> Iterable[str]:
    for name in shown:
        marked = row.get("text") if name == "sentence" else None
        yield cell(name, row.get(name), row.get("language"), marked, kind)


def cell(name: str, value: object, language: object, marked: object, kind: object) -> str:
    """A value in its cell; `language` is that of its row, `marked` the words to set off, `kind` that of its table."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f'<td style="{_NUMBER}">{number(value)}</td>'
    if value is None:
        missing = "not measured" if kind in _MEASURED else "–"
        return f'<td style="{CELL};{QUIET}">{missing}</td>'
    spoken = spoken_in(language) if name in _OWN_WORDS else ""
    if isinstance(value, dt.date):
        return f'<td style="{CELL};white-space:nowrap">{_plain(value)}</td>'
    words = _plain(value)
    style = in_direction(_WIDE if len(words) >= LONG else CELL, words)
    return f'<td dir="auto"{spoken} style="{style}">{text_html(words, LONGEST, marked)}</td>'


def in_direction(style: str, text: str) -> str:
    """The style of a cell whose text begins on the right if its first letter that has a direction is written so."""
    sides = (unicodedata.bidirectional(letter) for letter in text)
    right = next((side != "L" for side in sides if side in ("L", "R", "AL")), False)
    return style.replace(*_RIGHT) if right else style


def spoken_in(language: object) -> str:
    """The attribute that says in which language words are; none where that is not the code of one."""
    return f' lang="{language}"' if isinstance(language, str) and _CODE.fullmatch(language) else ""


def number(value: float) -> str:
    """A number as people read it: with thousands set apart, and two places behind the point."""
    if isinstance(value, int):
        return f"{value:,}"
    if value and abs(value) < 0.005:
        return f"{value:.1g}"
    return f"{value:,.2f}" if abs(value) < 1000 else f"{value:,.0f}"


def _plain(value: object) -> str:
    """A value as words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, Mapping):
        return _few([f"{key}: {one}" for key, one in value.items()])
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _few([_plain(one) for one in value])
    return str(value)


def _few(items: Sequence[str]) -> str:
    rest = f" and {len(items) - MOST} more" if len(items) > MOST else ""
    return ", ".join(items[:MOST]) + rest


def text_html(text: str, longest: int, marked: object = None) -> str:
    """Text of anybody's as HTML, with the words `marked` set off where they stand in it."""
    clean = line(text[: 4 * longest])
    if len(clean) > longest:
        clean = clean[:longest].rstrip() + " …"
    words = line(marked) if isinstance(marked, str) else ""
    before, found, after = clean.partition(words) if words else (clean, "", "")
    mark = f'<span style="{MARK}">{escape(found)}</span>' if found else ""
    return escape(before) + mark + escape(after)


def caption(name: str, size: str) -> str:
    """The heading of a table, with its size."""
    quiet = f' <span style="{QUIET}">{text_html(size, 200)}</span>' if size else ""
    return f'<caption style="{_TITLE}">{text_html(name.replace("_", " "), 80)}{quiet}</caption>'


def label(name: str) -> str:
    """The name of a column as words."""
    return escape(name.replace("_", " "))
