"""Where names stand beside discs so that none lies on another: of four places the first that is free, else none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

LETTER: Final = 8.3
"""Mean width of a letter, in units of the drawing; wide ones (Chinese, Japanese, Korean) take two."""
LINE: Final = 17.0
LARGE: Final = 9.0
"""Radius from which on a disc hides letters that lie under it."""
_GAP: Final = 3.0


@dataclass(frozen=True, slots=True)
class Disc:
    """A disc and its name. `always`: it is named even where the name lies on another's."""

    key: str
    name: str
    x: float
    y: float
    radius: float
    always: bool = False


Box = tuple[float, float, float, float]


def labels(discs: Sequence[Disc], width: float, most: int) -> Mapping[str, tuple[float, float]]:
    """Middle and base line of each name that has room, the first discs first; at most `most`."""
    taken = [_around(one) for one in discs if one.always or one.radius > LARGE]
    found: dict[str, tuple[float, float]] = {}
    for one in sorted(discs, key=lambda disc: not disc.always)[:most]:
        boxes = list(_places(one))
        others = [box for box in taken if box != _around(one)]
        free = next((box for box in boxes if _inside(box, width) and not _meets(box, others)), None)
        box = free or (boxes[0] if one.always else None)
        if box is not None:
            taken.append(box)
            found[one.key] = (box[0] + box[2]) / 2, box[3] - 4
    return found


def _places(one: Disc) -> Iterable[Box]:
    """Below, above, to the right, to the left."""
    wide = LETTER * sum(2 if letter > "\u2e80" else 1 for letter in one.name) * (1.15 if one.always else 1)
    half, out = wide / 2, one.radius + _GAP
    yield one.x - half, one.y + out, one.x + half, one.y + out + LINE
    yield one.x - half, one.y - out - LINE, one.x + half, one.y - out
    yield one.x + out, one.y - LINE / 2, one.x + out + wide, one.y + LINE / 2
    yield one.x - out - wide, one.y - LINE / 2, one.x - out, one.y + LINE / 2


def _around(one: Disc) -> Box:
    return one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius


def _inside(box: Box, width: float) -> bool:
    return box[0] >= 0 and box[2] <= width


def _meets(box: Box, others: Iterable[Box]) -> bool:
    return any(box[0] < x2 and x1 < box[2] and box[1] < y2 and y1 < box[3] for x1, y1, x2, y2 in others)
