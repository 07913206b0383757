"""A world in a format of other programs."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict, Unpack, get_args

from armillary.commands.filtering import actor_ids
from armillary.commands.opening import nearest, opened
from armillary.errors import UsageError
from armillary.model.store import evidence_of
from armillary.progress import Progress
from armillary.schema import EventStatus
from armillary.show import exports
from armillary.show.exports import Exported
from armillary.show.exports.selection import Selection
from armillary.world import World


class Wanted(TypedDict, total=False):
    """Which rows are wanted; what is absent or None is left open. A filter acts on tables that have what it asks for.

    `actor`, `source` and `target` are ids or names; a state stands for all who act for it. `status` lists statuses of
    events, or is `all`; by default formats that cannot say it hold only what happened or is claimed to have.
    """

    actor: str | None
    source: str | None
    target: str | None
    after: dt.date | None
    before: dt.date | None
    type: str | None
    language: str | None
    status: str | None


def export(
    world: World | str | Path,
    format: str,  # noqa: A002 - the name of the option
    output: str | Path | None = None,
    *,
    replace: bool = False,
    progress: Progress | None = None,
    **wanted: Unpack[Wanted],
) -> Exported:
    """Write a world, or a part of it, for other programs.

    Args:
        world: the world.
        format: plover, polecat, gdelt, icews, csv, parquet, dta, gexf, graphml, webannotation or prov.
        output: file, or for csv, parquet and dta folder; by default named after the world, in the working directory.
        replace: whether an earlier export may be replaced.
        progress: told how far it is.
        **wanted: which rows.

    Raises:
        UsageError: no such format, actor or status; the place is taken or cannot be written; a package is missing.
        WorldError: the world cannot be used, or has nothing that this format holds.
    """
    with opened(world) as w:
        path = None if output is None else Path(output)
        selection = _selection(w, wanted)
        return exports.write(
            format, w, path, selection, grounds=lambda: _grounds(w), replace=replace, progress=progress
        )


def _selection(world: World, wanted: Wanted) -> Selection:
    return Selection(
        actor=_ids(world, wanted.get("actor")),
        source=_ids(world, wanted.get("source")),
        target=_ids(world, wanted.get("target")),
        after=wanted.get("after"),
        before=wanted.get("before"),
        type=wanted.get("type"),
        language=wanted.get("language"),
        status=_statuses(wanted.get("status")),
    )


def _ids(world: World, given: str | None) -> tuple[str, ...] | None:
    return None if given is None else tuple(actor_ids(world, given))


def _statuses(given: str | None) -> tuple[EventStatus, ...] | None:
    known: tuple[EventStatus, ...] = get_args(EventStatus)
    if given is None:
        return None
    asked = [one.strip() for one in given.split(",")]
    if asked == ["all"]:
        return known
    for one in asked:
        if one not in known:
            raise UsageError(f"no status {one!r}; {nearest(one, known)}, or all")
    return tuple(one for one in known if one in asked)


def _grounds(world: World) -> Mapping[tuple[str, str], Sequence[str]]:
    """Ids of the events, attitudes and records behind the ties of each pair."""
    found = evidence_of(world, "all")
    grounds: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for source, target, row in zip(found.source.tolist(), found.target.tolist(), found.rows, strict=True):
        grounds[found.actors[source], found.actors[target]].append(row)
    return {pair: sorted(set(rows)) for pair, rows in grounds.items()}
