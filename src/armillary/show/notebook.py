"""Results as HTML for a notebook: the world, results, tables, two articles side by side."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from armillary import schema
from armillary.results import Rows, Table, values_of
from armillary.show.cells import (
    CELL,
    FIRST,
    HEAD,
    LONGEST,
    MARK,
    QUIET,
    TABLE,
    caption,
    cell,
    frame,
    in_direction,
    label,
    note,
    number,
    spoken_in,
    text_html,
)
from armillary.show.counts import span
from armillary.show.side_by_side import Cell, SideBySide, rows
from armillary.show.words import RELATIONS, language_name, outlet_of, plural

if TYPE_CHECKING:
    from armillary.commands.summary import Summary
    from armillary.model.loops import CausalMap
    from armillary.world import World


def rows_html(found: Rows[Any]) -> str:
    """The first rows of a result, and how many there are."""
    values = [values_of(row) for row in found[:FIRST]]
    return frame(found.name, found.kind, [c.name for c in found.columns], values, len(found))


def table_html(table: Table[Any]) -> str:
    """The first rows of a table, and how many there are."""
    first = schema.rows_of(table.kind, table.arrow().slice(0, FIRST))
    names = [c.name for c in schema.columns(table.kind)]
    return frame(table.kind.table, table.kind, names, [values_of(row) for row in first], len(table))


def world_html(world: World) -> str:
    """What is in a world, and what is missing."""
    from armillary.commands.summary import summary

    return summary_html(summary(world, families=0), world.count(schema.Record))


def summary_html(found: Summary, n_records: int = 0) -> str:
    """The same of a summary, and of so many events from elsewhere."""
    head = plural(found.n_articles, "article")
    if found.n_reports is not None:
        head += f", {plural(found.n_reports, 'independent report')}"
    loaded = [("events from elsewhere", f"{n_records:,}")] if n_records else []
    lines = [*_content(found), *loaded]
    if found.n_articles or not loaded:
        lines += [("missing", one) for one in missing(found)]
    body = "".join(
        f'<tr><th scope="row" style="{CELL}">{escape(name)}</th><td style="{CELL}">{text_html(value, 1000)}</td></tr>'
        for name, value in lines
    )
    return f'<table style="{TABLE}">{caption(PurePath(found.world).name, head)}<tbody>{body}</tbody></table>'


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
    from armillary.commands.summary import Summary
    from armillary.model.loops import CausalMap

    if isinstance(record, SideBySide):
        return _pair(record)
    if isinstance(record, CausalMap):
        return _causes(record)
    if isinstance(record, Summary):
        return summary_html(record)
    return "".join(_parts(re.sub("(?<!^)(?=[A-Z])", " ", type(record).__name__).lower(), record, 0))


def _causes(found: CausalMap) -> str:
    """Each arrow by the wordings of its ends, and the loops."""
    arrows = [
        {
            "cause": one.cause,
            "drives": "more" if one.sign > 0 else "less",
            "effect": one.effect,
            "by": one.by,
            "n_reports": one.n_reports,
        }
        for one in found.arrows
    ]
    told = frame(
        "what drives what", type(found), ["cause", "drives", "effect", "by", "n_reports"], arrows[:FIRST], len(arrows)
    )
    return told + rows_html(Rows(schema.Loop, found.loops))


def _pair(pair: SideBySide) -> str:
    """Two articles in two columns, with what changed set off, and the changes below."""
    sides = [outlet_of(side.article) for side in (pair.other, pair.copy)]
    found = rows(pair)
    head = "".join(f'<th scope="col" dir="auto" style="{HEAD}">{text_html(side, 80)}</th>' for side in sides)
    body = "".join(f"<tr>{_side(row.other)}{_side(row.copy)}</tr>" for row in found[: 4 * FIRST])
    told = f"{sides[1]}: {RELATIONS[pair.link.relation]} {sides[0]}" if pair.link else "they share no text"
    left = note(min(len(found), 4 * FIRST), len(found), ())
    changes = Rows(schema.Change, pair.numbered)
    return (
        f'<table style="{TABLE}">{caption("side by side", told)}<thead><tr>{head}</tr></thead>'
        f'<tbody>{body}</tbody></table><div style="{QUIET}">{left}</div>{rows_html(changes)}'
    )


def _side(cells: Sequence[Cell]) -> str:
    parts = [
        f'<div dir="auto"{spoken_in(cell.language)}>'
        + "".join(_piece(piece.text, bool(piece.changes or cell.whole)) for piece in cell.pieces)
        + "</div>"
        for cell in cells
    ]
    style = in_direction(CELL, "".join(cell.sentence.text for cell in cells))
    return f'<td style="{style}">{"".join(parts)}</td>'


def _piece(text: str, changed: bool) -> str:
    shown = text_html(f"|{text}|", 4 * LONGEST)[1:].removesuffix("|")
    return f'<span style="{MARK}">{shown}</span>' if changed and text.strip() else shown


def _parts(name: str, record: object, depth: int) -> Iterable[str]:
    values = values_of(record)
    plain = {key: value for key, value in values.items() if not _nested(value)}
    language = values.get("language")
    body = "".join(
        f'<tr><th scope="row" style="{CELL}">{label(key)}</th>{_field(key, value, language)}</tr>'
        for key, value in plain.items()
        if value not in (None, "", ())
    )
    yield f'<table style="{TABLE}">{caption(name, "")}<tbody>{body}</tbody></table>'
    for key, value in values.items():
        if not _nested(value) or depth > 1:
            continue
        if isinstance(value, Sequence):
            listed = [values_of(one) for one in value[:FIRST]]
            yield frame(key, type(value[0]), list(listed[0]), listed, len(value))
        else:
            yield from _parts(key, value, depth + 1)


def _field(name: str, value: object, language: object) -> str:
    shown = number(value) if isinstance(value, float) else value
    return cell(name, f"{shown:,}" if type(shown) is int else shown, language, None, None)


def _nested(value: object) -> bool:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return bool(value) and dataclasses.is_dataclass(value[0])
    return dataclasses.is_dataclass(value)
