"""Results as HTML for a notebook.

A notebook that is not trusted takes style sheets and scripts away and keeps plain tables, `lang`, `dir` and simple
inline styles; so only these are used. Colours are those of the notebook, dark or light: ours are half transparent.
Text of articles is escaped, on one line, without control characters and marks of direction, each cell in the direction
of its own first letters.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final

from armillary import schema
from armillary.results import Rows, Table, name_of, values_of
from armillary.show.counts import span
from armillary.show.side_by_side import Cell, SideBySide, rows
from armillary.show.words import RELATIONS, language_name, line, outlet_of, plural

if TYPE_CHECKING:
    from armillary.commands.summary import Summary
    from armillary.world import World

FIRST: Final = 10
"""Rows shown."""
LONGEST: Final = 220
"""Characters shown of a cell."""
MOST: Final = 6
"""Items shown of a list."""

_TABLE: Final = "border-collapse:collapse;text-align:start"
_HEAD: Final = "text-align:start;padding:3px 12px 3px 0;border-bottom:1px solid rgba(128,128,128,.6);font-weight:600"
_CELL: Final = "text-align:start;padding:3px 12px 3px 0;border-bottom:1px solid rgba(128,128,128,.25)"
_NUMBER: Final = _CELL.replace("start", "right", 1)
_QUIET: Final = "opacity:.7"
_MARK: Final = "background:rgba(255,190,0,.3);color:inherit"
_TITLE: Final = "text-align:start;font-weight:600;padding:3px 0"

_MEASURED: Final = (schema.Tie, schema.Turn, schema.Orbit, schema.Forecast, schema.Drift)
"""Kinds whose missing numbers are not measured."""
_OWN_WORDS: Final = frozenset(
    {"sentence", "text", "quote", "title", "surface", "speaker_text", "cue", "now", "horizon", "words"}
    | {"cause", "effect", "goal", "means", "instrument"}
)
"""Columns in the language of their row."""
_ASIDE: Final = frozenset(
    {"article_id", "n", "start_char", "end_char", "other_start", "other_end", "source", "report_id", "group_id"}
    | {"sha256", "fingerprint", "encoding", "within", "cue", "speaker_text"}
    | {"date_precision", "date_from", "published_from", "published_precision"}
)
"""Columns that are not shown unless they are the key: where something stands, and how it was found."""


def rows_html(found: Rows[Any]) -> str:
    """The first rows of a result, and how many there are."""
    values = [values_of(row) for row in found[:FIRST]]
    return _frame(found.name, found.kind, [c.name for c in found.columns], values, len(found))


def table_html(table: Table[Any]) -> str:
    """The first rows of a table, and how many there are."""
    first = schema.rows_of(table.kind, table.arrow().slice(0, FIRST))
    names = [c.name for c in schema.columns(table.kind)]
    return _frame(table.kind.table, table.kind, names, [values_of(row) for row in first], len(table))


def world_html(world: World) -> str:
    """What is in a world, and what is missing."""
    from armillary.commands.summary import summary

    found = summary(world, families=0)
    head = plural(found.n_articles, "article")
    if found.n_reports is not None:
        head += f", {plural(found.n_reports, 'independent report')}"
    lines = [*_content(found), *(("missing", one) for one in missing(found))]
    body = "".join(
        f'<tr><th scope="row" style="{_CELL}">{escape(name)}</th><td style="{_CELL}">{_text(value, 1000)}</td></tr>'
        for name, value in lines
    )
    return f'<table style="{_TABLE}">{_caption(world.path.name, head)}<tbody>{body}</tbody></table>'


def _content(found: Summary) -> Iterable[tuple[str, str]]:
    yield "published", span(found.first_date, found.last_date) or "no article says when"
    yield "languages", ", ".join(f"{language_name(one.name)} {one.n:,}" for one in found.languages) or "none"
    if found.n_reports is not None:
        told = f"{plural(found.n_copies or 0, 'copy', 'copies')}, {plural(found.n_stories, 'story', 'stories')}"
        yield "copies", f"{told}, {plural(found.n_major, 'major change')}"
    if found.read is not None:
        counts = {"statements": found.read.n_statements, "events": found.read.n_events, "actors": found.read.n_actors}
        yield "read", ", ".join(f"{n:,} {name}" for name, n in counts.items())
    if found.model is not None:
        yield "model", f"ties of {plural(found.model.n_pairs, 'pair')}, {plural(found.model.n_forecasts, 'forecast')}"


def missing(found: Summary) -> Iterable[str]:
    """What a world lacks, each in a sentence."""
    if not found.n_articles:
        yield "articles; make a world of some with build"
        return
    rooms = (("copies", "trace", found.n_reports), ("statements and events", "read", found.read))
    for what, room, there in (*rooms, ("ties and forecasts", "model", found.model)):
        if there is None:
            yield f"{what}: not looked for yet; build with until={room!r}"
    if found.n_undated:
        yield f"a date: {plural(found.n_undated, 'article')}"
    if found.n_without_outlet:
        yield f"who published it: {plural(found.n_without_outlet, 'article')}"
    for one in found.read.not_read if found.read else ():
        yield f"not read, as its language is not: {plural(one.n, 'article')}, {language_name(one.name)}"
    if found.failures:
        yield f"{plural(len(found.failures), 'source')} could not be read; see the table failures"


def record_html(record: object) -> str:
    """One result that is not a list: its plain fields, then its parts as tables."""
    if isinstance(record, SideBySide):
        return _pair(record)
    return "".join(_parts(name_of(type(record)).removesuffix("s"), record, 0))


def _pair(pair: SideBySide) -> str:
    """Two articles in two columns, with what changed set off, and the changes below."""
    sides = [outlet_of(side.article) for side in (pair.other, pair.copy)]
    found = rows(pair)
    head = "".join(f'<th scope="col" dir="auto" style="{_HEAD}">{_text(side, 80)}</th>' for side in sides)
    body = "".join(f"<tr>{_side(row.other)}{_side(row.copy)}</tr>" for row in found[: 4 * FIRST])
    told = f"{RELATIONS[pair.link.relation]} …" if pair.link else "they share no text"
    note = _note(min(len(found), 4 * FIRST), len(found), ())
    changes = Rows(schema.Change, pair.numbered)
    return (
        f'<table style="{_TABLE}">{_caption("side by side", told)}<thead><tr>{head}</tr></thead>'
        f'<tbody>{body}</tbody></table><div style="{_QUIET}">{note}</div>{rows_html(changes)}'
    )


def _side(cells: Iterable[Cell]) -> str:
    parts = [
        f'<div dir="auto" lang="{escape(cell.language)}">'
        + "".join(_piece(piece.text, bool(piece.changes or cell.whole)) for piece in cell.pieces)
        + "</div>"
        for cell in cells
    ]
    return f'<td style="{_CELL}">{"".join(parts)}</td>'


def _piece(text: str, changed: bool) -> str:
    shown = _text(f"|{text}|", 4 * LONGEST)[1:].removesuffix("|")
    return f'<mark style="{_MARK}">{shown}</mark>' if changed and text.strip() else shown


def _parts(name: str, record: object, depth: int) -> Iterable[str]:
    values = values_of(record)
    plain = {key: value for key, value in values.items() if not _nested(value)}
    language = values.get("language")
    body = "".join(
        f'<tr><th scope="row" style="{_CELL}">{_label(key)}</th>{_cell(key, value, language, None, record)}</tr>'
        for key, value in plain.items()
        if value not in (None, "", ())
    )
    yield f'<table style="{_TABLE}">{_caption(name, "")}<tbody>{body}</tbody></table>'
    for key, value in values.items():
        if not _nested(value) or depth > 1:
            continue
        if isinstance(value, Sequence):
            listed = [values_of(one) for one in value[:FIRST]]
            yield _frame(key, type(value[0]), list(listed[0]), listed, len(value))
        else:
            yield from _parts(key, value, depth + 1)


def _nested(value: object) -> bool:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return bool(value) and dataclasses.is_dataclass(value[0])
    return dataclasses.is_dataclass(value)


def _frame(name: str, kind: type, names: Sequence[str], rows: Sequence[Mapping[str, Any]], total: int) -> str:
    """A table of the columns that say something in these rows; the others are named below it."""
    key = getattr(kind, "key", ())
    shown = [one for one in names if one in key or (one not in _ASIDE and _told(one, rows))]
    if "sentence" in shown and "text" in shown:
        shown.remove("text")
    head = "".join(f'<th scope="col" style="{_HEAD}">{_label(one)}</th>' for one in shown)
    body = "".join(f"<tr>{''.join(_cells(row, shown, kind))}</tr>" for row in rows)
    size = f"{plural(total, 'row')}, {plural(len(names), 'column')}"
    note = _note(len(rows), total, [one for one in names if one not in shown])
    if not rows:
        return f'<table style="{_TABLE}">{_caption(name, size)}</table>'
    return (
        f'<table style="{_TABLE}">{_caption(name, size)}<thead><tr>{head}</tr></thead>'
        f'<tbody>{body}</tbody></table><div style="{_QUIET}">{note}</div>'
    )


def _told(name: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    return any(row.get(name) not in (None, "", (), {}) for row in rows)


def _note(shown: int, total: int, left: Sequence[str]) -> str:
    parts = [f"the first {shown} of {total:,} rows"] if shown < total else []
    parts += [f"not shown: {', '.join(map(_label, left))}"] if left else []
    return "; ".join(parts)


def _cells(row: Mapping[str, Any], shown: Iterable[str], kind: type) -> Iterable[str]:
    for name in shown:
        marked = row.get("text") if name == "sentence" else None
        yield _cell(name, row.get(name), row.get("language"), marked, kind)


def _cell(name: str, value: object, language: object, marked: object, kind: object) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f'<td style="{_NUMBER}">{_number(value)}</td>'
    if value is None:
        missing = "not measured" if kind in _MEASURED else "–"
        return f'<td style="{_CELL};{_QUIET}">{missing}</td>'
    spoken = f' lang="{escape(str(language))}"' if language and name in _OWN_WORDS else ""
    return f'<td dir="auto"{spoken} style="{_CELL}">{_text(_plain(value), LONGEST, marked)}</td>'


def _number(value: float) -> str:
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


def _text(text: str, longest: int, marked: object = None) -> str:
    """Text of anybody's as HTML, with the words `marked` set off where they stand in it."""
    clean = line(text[: 4 * longest])
    if len(clean) > longest:
        clean = clean[:longest].rstrip() + " …"
    words = line(marked) if isinstance(marked, str) else ""
    before, found, after = clean.partition(words) if words else (clean, "", "")
    mark = f'<mark style="{_MARK}">{escape(found)}</mark>' if found else ""
    return escape(before) + mark + escape(after)


def _caption(name: str, size: str) -> str:
    quiet = f' <span style="{_QUIET}">{escape(size)}</span>' if size else ""
    return f'<caption style="{_TITLE}">{_text(name.replace("_", " "), 80)}{quiet}</caption>'


def _cut(name: str) -> str:
    return line(name[:80])


def _label(name: str) -> str:
    return escape(name.replace("_", " "))
