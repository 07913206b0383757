"""The state an actor belongs to, in the codes that political science joins by."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Final

import duckdb
import pyarrow as pa

from armillary.lexicon import actors
from armillary.world import World

_MEMORY: Final = "1GB"

CODES: Final = {
    "iso3c": ("string", "ISO 3166-1 alpha-3; Kosovo `XKX`"),
    "iso2c": ("string", "ISO 3166-1 alpha-2; Kosovo `XK`, Namibia `NA`"),
    "cown": ("integer", "Correlates of War number; NA for Palestine, which it does not list"),
    "cowc": ("string", "Correlates of War letters"),
    "gwno": ("integer", "Gleditsch-Ward number"),
}
"""Names as in R's `countrycode`, type, meaning."""

_ROLLED: Final = """
    CREATE TEMP TABLE principal AS
    WITH RECURSIVE up(actor_id, principal, depth) AS (
        SELECT actor_id, actor_id, 0 FROM actors
        UNION ALL
        SELECT up.actor_id, actors.acts_for, depth + 1 FROM up JOIN actors ON actors.actor_id = up.principal
        WHERE actors.acts_for IS NOT NULL AND depth < 8
    )
    SELECT actor_id, arg_max(principal, depth) AS principal FROM up GROUP BY actor_id
"""
"""For whom each actor acts, up to the last."""

_REFERENCE: Final = """
    CREATE TEMP VIEW reference AS
    SELECT article_id, coalesce(a.report_id, a.article_id) AS report_id
    FROM articles a LEFT JOIN reports r USING (report_id)
    WHERE r.report_id IS NULL OR r.reference_article_id = a.article_id
"""
"""The article of each independent report that speaks for it: copies add nothing."""


PRECISION: Final = "CASE WHEN t.date IS NULL THEN a.published_precision ELSE t.date_precision END"
"""How exact the date is that an event `t` counts on: its own, else that of its article `a`."""


@contextlib.contextmanager
def session(world: World) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with what all exports join with: `state_of` (codes by actor), `principal` and `reference`.

    Meanwhile sorting takes little memory, and the disk beside the world where that does not do.
    """
    cursor = world.cursor()
    before = cursor.execute("SELECT current_setting('memory_limit')").fetchall()[0][0]
    try:
        if os.access(world.path.absolute().parent, os.W_OK):
            cursor.execute(f"SET memory_limit = '{_MEMORY}'")
        _prepare(cursor)
        yield cursor
    finally:
        cursor.close()
        with contextlib.closing(world.cursor()) as other:
            other.execute(f"SET memory_limit = '{before}'")


def _prepare(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.register("known_states", known_states())
    cursor.execute(
        "CREATE TEMP TABLE state_of AS SELECT a.actor_id, k.* EXCLUDE (state) FROM actors a "
        "JOIN known_states k ON k.state = coalesce(a.country, a.actor_id)"
    )
    cursor.execute(_ROLLED)
    cursor.execute(_REFERENCE)


def known_states() -> pa.Table:
    """All states of the lexicon, past ones too, with their codes; `state` is our id."""
    found = [(one.actor_id, one.codes) for one in actors.known().values() if one.codes]
    return pa.table(
        {
            "state": [actor_id for actor_id, _ in found],
            "iso3c": pa.array([actor_id if len(actor_id) == 3 else None for actor_id, _ in found], pa.string()),
            "iso2c": pa.array([codes.get("iso2") for _, codes in found], pa.string()),
            "cown": pa.array([_number(codes.get("cown")) for _, codes in found], pa.int32()),
            "cowc": pa.array([codes.get("cowc") for _, codes in found], pa.string()),
            "gwno": pa.array([_number(codes.get("gwno")) for _, codes in found], pa.int32()),
        }
    )


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)
