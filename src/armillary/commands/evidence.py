"""What a tie rests on: every row that speaks for it, by independent report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from armillary.commands.model import actor_id, layer_of
from armillary.commands.opening import opened
from armillary.model.collect import between
from armillary.model.evidence import Piece, day_of
from armillary.results import Rows
from armillary.world import World


@dataclass(frozen=True, slots=True)
class Ground:
    """A row that a tie rests on.

    `source_id` and `target_id` are those for whom it counts, not always those whom the sentence names. `value` runs
    from -1 (hostile) to 1, `weight` is its confidence times how far its status counts. `event_type` is NULL for an
    attitude. A record from elsewhere is a report of its own.
    """

    id: str
    source_id: str
    target_id: str
    day: dt.date
    value: float
    weight: float
    report_id: str
    event_type: str | None
    words: bool
    official: bool


def evidence(
    world: World | str | Path,
    actor: str,
    other: str,
    *,
    layer: str = "all",
    until: dt.date | None = None,
    as_of: dt.date | None = None,
) -> Rows[Ground]:
    """Ids of the events, attitudes and records behind the tie of one actor to another, the latest first.

    Of each report its reference article speaks, and what it tells several times counts once: there are as many rows as
    the tie has `n_evidence`, of as many reports as it has `n_reports`. `quotes` gives their sentences.

    Args:
        world: a world or its file.
        actor: id or name.
        other: id or name.
        layer: as in `ties`.
        until: only what happened up to this day.
        as_of: only what was published, and happened, up to this day.

    Raises:
        UsageError: an actor that the world does not have, or no such layer.
        WorldError: the world cannot be used.
    """
    with opened(world) as w:
        name = layer_of(layer)
        pieces = between(w, actor_id(w, actor), actor_id(w, other), name, as_of)
        found = [_ground(piece) for piece in pieces]
        kept = [one for one in found if until is None or one.day <= until]
        return Rows(Ground, sorted(kept, key=lambda one: (-one.day.toordinal(), one.id)), world=w.path, as_of=as_of)


def _ground(piece: Piece) -> Ground:
    return Ground(
        piece.row,
        piece.source,
        piece.target,
        day_of(piece.day),
        round(piece.value, 6),
        round(piece.weight, 6),
        piece.report,
        piece.kind or None,
        piece.words,
        piece.official,
    )
