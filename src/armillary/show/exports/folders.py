"""Tidy tables as a folder of CSV or Parquet files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from armillary.progress import Progress, Silent, track
from armillary.show.exports import dyads, states
from armillary.show.exports.package import write_codebook, write_package
from armillary.show.exports.selection import Selection
from armillary.show.exports.tables import tables
from armillary.world import World

_OPTIONS: Final = {
    "csv": "FORMAT csv, HEADER, NULLSTR 'NA', DATEFORMAT '%Y-%m-%d', TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%SZ'",
    "parquet": "FORMAT parquet, COMPRESSION zstd",
}


def write(world: World, folder: Path, wanted: Selection, suffix: str, progress: Progress | None = None) -> int:
    """Write every table, the codebook and the data package; gives the number of rows.

    The rows go from the file to the disk in pieces; none of the tables is held in memory.

    Args:
        world: the world.
        folder: an empty folder.
        wanted: which rows.
        suffix: `csv` or `parquet`.
        progress: told of every table.
    """
    listed = tables()
    n = 0
    with states.session(world) as cursor:
        dyads.prepare(cursor, wanted)
        for table in track(listed, progress or Silent(), f"writing {suffix}"):
            sql, values = table.query(wanted)
            to = str(folder / f"{table.name}.{suffix}").replace("'", "''")
            done = cursor.execute(f"COPY ({sql}) TO '{to}' ({_OPTIONS[suffix]})", list(values))
            n += int(done.fetchall()[0][0])
    write_codebook(folder, listed)
    write_package(folder, world.path.name, listed, suffix)
    return n
