"""W3C Web Annotation: everything that was read, each at its quotation.

A target has a TextQuoteSelector (the words, 32 characters before and after) and a TextPositionSelector (code points),
and the SHA-256 of the text they are of. Where the text at the position is not the quotation, letter for letter, the
annotation is an orphan: it keeps the quotation and gives no position.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TextIO

from armillary import __version__, schema
from armillary.schema import TABLES, Article, Change, Event, Mention, Row
from armillary.show.exports import jsonld
from armillary.show.exports.selection import IN_ARTICLES, Selection, condition
from armillary.show.tables import plain
from armillary.world import World

AROUND: Final = 32
"""Characters of a quotation's prefix and suffix."""

_TABLES: Final[tuple[type[Row], ...]] = tuple(row for row in TABLES.values() if row in IN_ARTICLES)
_WORDS: Final[dict[type[Row], str]] = {Mention: "surface", Change: "now"}
_WHY: Final[dict[type[Row], str]] = {Mention: "identifying", Change: "assessing"}
_PLACE: Final = {"article_id", "n", "start_char", "end_char"}
_BATCH: Final = 1_000
_HEAD: Final = {
    "@context": ["http://www.w3.org/ns/anno.jsonld", jsonld.TERMS],
    "id": "urn:armillary:annotations",
    "type": "AnnotationPage",
    "generator": {"id": "urn:armillary:software", "type": "Software", "name": f"Armillary {__version__}"},
}


def write(file: TextIO, world: World, wanted: Selection) -> int:
    """Write the annotations of a world, article by article; gives their number."""
    return jsonld.write(file, _HEAD, "items", _annotations(world, wanted))


def _annotations(world: World, wanted: Selection) -> Iterator[Mapping[str, Any]]:
    ids = [one for (one,) in world.query("SELECT article_id FROM articles ORDER BY article_id")]
    for at in range(0, len(ids), _BATCH):
        some = ids[at : at + _BATCH]
        articles = world.rows(Article, "article_id IN (SELECT unnest(?))", some)
        rows = _rows(world, some, wanted)
        told = _told(world, some)
        for article in articles:
            source = _source(article)
            for table, row in rows.get(article.article_id, ()):
                yield annotation(article, source, table, row, told)


def _rows(world: World, ids: Sequence[str], wanted: Selection) -> dict[str, list[tuple[type[Row], dict[str, Any]]]]:
    """Rows of the articles with a place in the text, in the order of their places."""
    found: dict[str, list[tuple[type[Row], dict[str, Any]]]] = {}
    for table in _TABLES:
        where = condition(table, wanted)
        names = [column.name for column in schema.columns(table)]
        sql = (
            f'SELECT {", ".join(f"t.{name}" for name in names)} FROM "{table.table}" t '
            "JOIN articles a ON a.article_id = t.article_id "
            "LEFT JOIN sentences s ON s.article_id = t.article_id AND s.n = t.n "
            f"WHERE t.article_id IN (SELECT unnest(?)) AND t.start_char IS NOT NULL AND {where.sql} "
            f"ORDER BY t.{names[0]}"
        )
        for values in world.query(sql, list(ids), *where.values):
            row = dict(zip(names, values, strict=True))
            found.setdefault(row["article_id"], []).append((table, row))
    for rows in found.values():
        rows.sort(key=lambda one: (one[1]["start_char"], one[1]["end_char"]))
    return found


def _told(world: World, ids: Sequence[str]) -> dict[str, tuple[str, int]]:
    """The real-world event of each event of the articles, and how many independent reports tell it."""
    sql = (
        "SELECT e.event_id, h.happening_id, h.n_reports FROM events e JOIN (SELECT happening_id, n_reports, "
        "unnest(event_ids) AS event_id FROM happenings) h USING (event_id) WHERE e.article_id IN (SELECT unnest(?))"
    )
    return {event: (happening, n) for event, happening, n in world.query(sql, list(ids))}


def annotation(
    article: Article,
    source: Mapping[str, Any],
    table: type[Row],
    row: Mapping[str, Any],
    told: Mapping[str, tuple[str, int]],
) -> Mapping[str, Any]:
    """One row as an annotation of its article."""
    key, words = row[table.key[0]], str(row[_WORDS.get(table, "text")] or "")
    selectors = selectors_of(article.text, row["start_char"], row["end_char"], words)
    happening = told.get(str(key)) if table is Event else None
    return {
        "id": f"urn:armillary:{table.table}:{key}",
        "type": "Annotation",
        "motivation": _WHY.get(table, "classifying"),
        "body": {"type": "armillary:Reading", "armillary:table": table.table, "armillary:row": _values(table, row)},
        "target": {"type": "SpecificResource", "source": source, "selector": selectors},
        "armillary:status": "anchored" if len(selectors) == 2 else "orphan",
        "armillary:evidence": {"article_id": article.article_id, "n": row["n"], table.key[0]: key},
        "armillary:report_id": article.report_id or article.article_id,
        **({"armillary:happening_id": happening[0], "armillary:n_reports": happening[1]} if happening else {}),
    }


def selectors_of(text: str, start: int, end: int, words: str) -> list[Mapping[str, Any]]:
    """Quotation and position; of words that do not stand there exactly, the quotation alone."""
    if not words or text[start:end] != words:
        return [{"type": "TextQuoteSelector", "exact": words}]
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return [
        {"type": "TextQuoteSelector", "exact": words, "prefix": before, "suffix": after},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _source(article: Article) -> Mapping[str, Any]:
    """The text that quotations are of; `via` is where it was published."""
    known = {
        "id": f"urn:armillary:article:{article.article_id}",
        "type": "Text",
        "format": "text/plain",
        "language": article.language,
        "armillary:sha256": hashlib.sha256(article.text.encode()).hexdigest(),
        "via": article.url,
        "schema:name": article.title,
        "schema:publisher": article.outlet,
        "schema:datePublished": article.published and article.published.isoformat(),
    }
    return {name: value for name, value in known.items() if value}


def _values(table: type[Row], row: Mapping[str, Any]) -> Mapping[str, Any]:
    aside = {*_PLACE, table.key[0], _WORDS.get(table, "text")}
    return {name: plain(value) for name, value in row.items() if name not in aside and value not in (None, [])}
