"""Evidence: what was read or loaded, as arrays; each independent report of a thing once.

A piece of evidence says that one actor acted, or spoke, towards another on a day, how friendly (-1 to 1), and how much
that may be trusted (0 to 1). Pieces come from the reference article of each report: a copy adds nothing.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, overload

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

EPOCH: Final = dt.date(1970, 1, 1)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Ids(Sequence[str]):
    """Ids kept as an Arrow array: hundreds of thousands of them cost nothing until one is asked for."""

    def __init__(self, ids: Sequence[str] | pa.Array) -> None:
        self._ids: pa.Array = ids._ids if isinstance(ids, Ids) else pa.array(ids, pa.string())

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, n: int) -> str: ...
    @overload
    def __getitem__(self, n: slice) -> Ids: ...
    def __getitem__(self, n: int | slice) -> str | Ids:
        if isinstance(n, slice):
            return Ids(self._ids[n])
        return str(self._ids[n].as_py())

    def take(self, at: Ints) -> Ids:
        """Those at these places."""
        return Ids(self._ids.take(pa.array(at)))

    def and_then(self, others: Sequence[str]) -> Ids:
        """These, then the others."""
        return Ids(pa.concat_arrays([self._ids, Ids(others)._ids]))


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence."""

    source: str
    target: str
    day: int
    """Days since 1970-01-01."""
    value: float
    """-1 hostile to 1 friendly; PLOVER intensity divided by 10."""
    weight: float = 1.0
    """0-1: confidence times how far its status counts."""
    report: str = ""
    """The independent report; pieces of one report about one thing count once."""
    words: bool = False
    """Said rather than done."""
    official: bool = True
    """Of a state, or of somebody who acts for it."""
    kind: str = ""
    """PLOVER type; empty for attitudes."""
    row: str = ""
    """Id of the event, attitude or record behind it."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """Pieces of evidence as parallel arrays of length n; order carries no meaning."""

    actors: tuple[str, ...]
    source: Ints
    target: Ints
    day: Ints
    value: Floats
    weight: Floats
    report: Ints
    words: Flags
    official: Flags
    kind: Ints
    """Index into `kinds`."""
    kinds: tuple[str, ...]
    rows: Sequence[str]
    """Id of the row behind each piece."""

    def __len__(self) -> int:
        return len(self.source)

    @cached_property
    def index(self) -> dict[str, int]:
        """Number of each actor."""
        return {actor: n for n, actor in enumerate(self.actors)}

    def where(self, chosen: Flags) -> Evidence:
        """The pieces chosen; `chosen` is of length n."""
        at = np.flatnonzero(chosen)
        return Evidence(
            self.actors,
            self.source[at],
            self.target[at],
            self.day[at],
            self.value[at],
            self.weight[at],
            self.report[at],
            self.words[at],
            self.official[at],
            self.kind[at],
            self.kinds,
            Ids(self.rows).take(at) if len(self.rows) else (),
        )

    def until(self, day: dt.date) -> Evidence:
        """What was so up to and with a day."""
        return self.where(self.day <= day_number(day))


def day_number(day: dt.date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def day_of(number: int) -> dt.date:
    """The day so many days after 1970-01-01."""
    return EPOCH + dt.timedelta(days=int(number))


def counts(piece: Piece) -> bool:
    """Whether a piece has weight, a finite value, and is of one actor towards another."""
    return piece.weight > 0 and math.isfinite(piece.value) and piece.source != piece.target


def evidence(pieces: Iterable[Piece]) -> Evidence:
    """Pieces as arrays; those that do not count are left out."""
    kept = [piece for piece in pieces if counts(piece)]
    actors = tuple(sorted({p.source for p in kept} | {p.target for p in kept}))
    kinds = tuple(sorted({p.kind for p in kept}))
    reports = {name: n for n, name in enumerate(sorted({p.report for p in kept}))}
    number = {actor: n for n, actor in enumerate(actors)}
    kind_number = {kind: n for n, kind in enumerate(kinds)}

    def ints(values: Iterable[int]) -> Ints:
        return np.fromiter(values, np.int64, len(kept))

    return Evidence(
        actors,
        ints(number[p.source] for p in kept),
        ints(number[p.target] for p in kept),
        ints(p.day for p in kept),
        np.clip(np.fromiter((p.value for p in kept), np.float64, len(kept)), -1, 1),
        np.clip(np.fromiter((p.weight for p in kept), np.float64, len(kept)), 0, 1),
        ints(reports[p.report] for p in kept),
        np.fromiter((p.words for p in kept), np.bool_, len(kept)),
        np.fromiter((p.official for p in kept), np.bool_, len(kept)),
        ints(kind_number[p.kind] for p in kept),
        kinds,
        [p.row for p in kept],
    )


def joined(one: Evidence, other: Evidence) -> Evidence:
    """Both, over the actors of both."""
    actors, ours, theirs = _merged(one.actors, other.actors)
    kinds, our_kinds, their_kinds = _merged(one.kinds, other.kinds)
    shift = int(one.report.max(initial=-1)) + 1
    return Evidence(
        actors,
        np.concatenate([ours[one.source], theirs[other.source]]),
        np.concatenate([ours[one.target], theirs[other.target]]),
        np.concatenate([one.day, other.day]),
        np.concatenate([one.value, other.value]),
        np.concatenate([one.weight, other.weight]),
        np.concatenate([one.report, other.report + shift]),
        np.concatenate([one.words, other.words]),
        np.concatenate([one.official, other.official]),
        np.concatenate([our_kinds[one.kind], their_kinds[other.kind]]),
        kinds,
        Ids(one.rows).and_then(other.rows),
    )


def _merged(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, ...], Ints, Ints]:
    """The union in order, and where each one's members stand in it."""
    union = tuple(sorted({*one, *other}))
    number = {name: n for n, name in enumerate(union)}
    return union, np.array([number[n] for n in one], np.int64), np.array([number[n] for n in other], np.int64)
