"""A world in the formats of other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, TextIO

from armillary.errors import UsageError, WorldError
from armillary.progress import Progress
from armillary.show.exports import (
    evidence,
    folders,
    gdelt,
    gexf,
    graphml,
    icews,
    place,
    plover_json,
    polecat,
    prov,
    stata,
    states,
    told,
    webannotation,
)
from armillary.show.exports.graph import Graph, Grounds
from armillary.show.exports.selection import IN_ARTICLES, Selection
from armillary.world import World


@dataclass(frozen=True, slots=True)
class Job:
    """What to write, and where."""

    world: World
    path: Path
    wanted: Selection
    grounds: Grounds
    progress: Progress | None


class Format(NamedTuple):
    """A format: what its files are called, what it needs of a world, what writes it."""

    suffix: str
    """End of the name; empty for a folder."""
    needs: tuple[str, ...]
    """Tables, one of which must have rows."""
    room: str
    """The room that fills them."""
    unit: str
    """What it counts."""
    write: Callable[[Job], int]
    beside: bool = False
    """Writes a file of evidence beside it."""


class Exported(NamedTuple):
    """What was written. `n` counts rows, events, edges, annotations or nodes."""

    format: str
    path: str
    beside: str | None
    n: int
    n_undated: int
    """Events left out because neither they nor their article have a date."""
    n_vague: int
    """Events left out because only their quarter or year is known, and the format knows days only."""
    n_not_happened: int
    """Events left out because they have not happened, and the format cannot say so."""

    def told(self) -> str:
        """What was written and what was left out, in words."""
        lines = [f"{self.path}: {_counted(self.n, FORMATS[self.format].unit)}"]
        if self.beside:
            lines.append(f"{self.beside}: what each of them rests on")
        for n, why in (
            (self.n_not_happened, "that have not happened (--status all writes them too)"),
            (self.n_vague, "of which only the quarter or the year is known"),
            (self.n_undated, "without a date, in articles without one"),
        ):
            if n:
                lines.append(f"left out: {_counted(n, 'events')} {why}")
        return "\n".join(lines)


def _counted(n: int, unit: str) -> str:
    return f"{n} {unit.removesuffix('s') if n == 1 else unit}"


def write(
    name: str,
    world: World,
    output: Path | None,
    wanted: Selection,
    *,
    grounds: Grounds,
    replace: bool = False,
    progress: Progress | None = None,
) -> Exported:
    """Write a world in a format; the file or folder appears whole, or not at all.

    Args:
        name: one of `FORMATS`.
        world: the world.
        output: file or folder; None: beside nothing, in the working directory, named after the world.
        wanted: which rows.
        grounds: gives what each tie rests on.
        replace: whether an export that is there may be replaced.
        progress: told of the tables of a folder.

    Raises:
        UsageError: no such format, the place is taken or cannot be written, or a package is missing.
        WorldError: the world has nothing that this format holds.
    """
    form = FORMATS.get(name.lower())
    if form is None:
        raise UsageError(f"no format {name!r}; expected one of {', '.join(FORMATS)}")
    _check_needs(world, name.lower(), form)
    path = output or Path(f"{world.path.stem}{form.suffix or f'-{name.lower()}'}")
    beside = beside_of(path) if form.beside else None
    for one in (path, *((beside,) if beside else ())):
        place.check_free(one, replace=replace, folder=not form.suffix)
    n = form.write(Job(world, path, wanted, grounds, progress))
    aside = _left_out(world, name.lower(), wanted)
    return Exported(
        format=name.lower(),
        path=str(path),
        beside=None if beside is None else str(beside),
        n=n,
        n_undated=aside.n_undated,
        n_vague=aside.n_vague,
        n_not_happened=aside.n_not_happened,
    )


def _left_out(world: World, name: str, wanted: Selection) -> told.LeftOut:
    return told.left_out(world, wanted, daily=name != "plover") if name in _CODED else told.LeftOut(0, 0, 0)


def beside_of(path: Path) -> Path:
    """Where the file of evidence stands."""
    return path.with_name(f"{path.stem}.{evidence.ABOUT}")


def _check_needs(world: World, name: str, form: Format) -> None:
    if any(world.query(f'SELECT 1 FROM "{table}" LIMIT 1') for table in form.needs):
        return
    has = " or ".join(form.needs) if len(form.needs) < 3 else "things read from articles"
    if not world.query("SELECT 1 FROM articles LIMIT 1"):
        raise WorldError(f"{world.path} holds no articles; `armillary build SOURCES --into {world.path}` adds some")
    if world.query("SELECT 1 FROM runs WHERE room = ? LIMIT 1", form.room):
        raise WorldError(
            f"{world.path}: {name} needs {has}, and its articles gave none; `armillary summary` tells what is there"
        )
    raise WorldError(
        f"{world.path}: {name} needs {has}, and there are none in it; "
        f"`armillary build SOURCES --into {world.path}` goes on to the room {form.room}"
    )


def _folder(suffix: str) -> Callable[[Job], int]:
    def to_folder(job: Job) -> int:
        with place.fresh_folder(job.path) as folder:
            return folders.write(job.world, folder, job.wanted, suffix, job.progress)

    return to_folder


def _to_stata(job: Job) -> int:
    with place.fresh_folder(job.path) as folder:
        return stata.write(job.world, folder, job.wanted)


def _to_plover(job: Job) -> int:
    with place.fresh_file(job.path) as file:
        return plover_json.write(file, told.told(job.world, job.wanted, daily=False))


def _with_evidence(
    writer: Callable[[TextIO, TextIO, Iterable[told.Told]], int], *, merged: bool = False
) -> Callable[[Job], int]:
    def to_files(job: Job) -> int:
        with place.fresh_file(beside_of(job.path)) as beside, place.fresh_file(job.path) as file:
            return writer(file, beside, told.told(job.world, job.wanted, merged=merged))

    return to_files


def _to_graph(writer: Callable[..., int]) -> Callable[[Job], int]:
    def to_file(job: Job) -> int:
        with states.session(job.world) as cursor, place.fresh_file(job.path) as file:
            return writer(file, Graph(cursor, job.wanted, job.grounds))

    return to_file


def _to_json(writer: Callable[..., int]) -> Callable[[Job], int]:
    def to_file(job: Job) -> int:
        with place.fresh_file(job.path) as file:
            return writer(file, job.world, job.wanted)

    return to_file


_CODED: Final = ("plover", "polecat", "gdelt", "icews")
_EVENTS: Final = ("events", "records")
_ANY: Final = ("articles", "records", "ties")
_READ: Final = tuple(row.table for row in IN_ARTICLES)
FORMATS: Final[Mapping[str, Format]] = {
    "plover": Format(".plover.jsonl", _EVENTS, "read", "events", _to_plover),
    "polecat": Format(".polecat.tsv", _EVENTS, "read", "events", _with_evidence(polecat.write), True),
    "gdelt": Format(".gdelt.tsv", _EVENTS, "read", "real-world events", _with_evidence(gdelt.write, merged=True), True),
    "icews": Format(".icews.tsv", _EVENTS, "read", "events", _with_evidence(icews.write), True),
    "csv": Format("", _ANY, "gather", "rows", _folder("csv")),
    "parquet": Format("", _ANY, "gather", "rows", _folder("parquet")),
    "dta": Format("", _EVENTS, "read", "rows", _to_stata),
    "gexf": Format(".gexf", ("ties",), "model", "edges", _to_graph(gexf.write)),
    "graphml": Format(".graphml", ("ties",), "model", "edges", _to_graph(graphml.write)),
    "webannotation": Format(".annotations.jsonld", _READ, "read", "annotations", _to_json(webannotation.write)),
    "prov": Format(".prov.jsonld", ("reports",), "trace", "nodes", _to_json(prov.write)),
}
"""Formats by name."""
