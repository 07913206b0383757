"""Which evidence becomes rows: what is said outright always, hints where the whole article bears them out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from armillary.read.attitudes.evidence import Evidence

WEIGHTS = {"frame": 1.0, "event": 0.9, "relation": 0.8, "loose": 0.6, "speech": 0.3, "near": 0.15}
_OUTRIGHT = frozenset({"frame", "event", "relation"})
_HINTS = frozenset({"speech", "near"})
_LEAST = 0.2
_LEAST_LOOSE = 0.35
_LEAST_HINTED = 0.9


def kept(evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, float]]:
    """The evidence that becomes rows, with a confidence: one for each pair, sign and sentence."""
    pairs: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for one in evidence:
        pairs[one.from_id, one.to_id].append(one)
    for found in pairs.values():
        direct = _unspoilt([one for one in found if one.kind not in _HINTS])
        yield from _direct(direct) if direct else _hinted(found)


def weight(one: Evidence) -> float:
    """How much a piece of evidence says, with its sign."""
    return WEIGHTS[one.kind] * one.sign


def _unspoilt(found: Sequence[Evidence]) -> list[Evidence]:
    """Without the events of a sentence that a frame reads the other way there: it looks further for negation."""
    turned = {(one.line.n, one.sign > 0) for one in found if one.kind == "frame"}
    return [one for one in found if one.kind != "event" or (one.line.n, one.sign < 0) not in turned]


def _direct(found: Sequence[Evidence]) -> Iterator[tuple[Evidence, float]]:
    for sign in (1, -1):
        same = [one for one in found if one.sign * sign > 0]
        total = abs(sum(map(weight, same)))
        against = abs(sum(map(weight, found)) - sign * total)
        outright = [one for one in same if one.kind in _OUTRIGHT and abs(one.sign) >= _LEAST]
        bold = total >= _LEAST_LOOSE and total >= against
        yield from _lines(same if bold else outright, total)


def _hinted(found: Sequence[Evidence]) -> Iterator[tuple[Evidence, float]]:
    """The clearest hint alone, where all hints of the article together weigh enough."""
    total = sum(map(weight, found))
    same = [one for one in found if one.sign * total > 0]
    if abs(total) >= _LEAST_HINTED and same:
        yield max(same, key=lambda one: (abs(weight(one)), -one.line.n)), min(0.5, 0.4 * abs(total))


def _lines(found: Sequence[Evidence], total: float) -> Iterator[tuple[Evidence, float]]:
    lines: dict[int, Evidence] = {}
    for one in sorted(found, key=lambda one: -abs(weight(one))):
        lines.setdefault(one.line.n, one)
    for one in lines.values():
        yield one, min(0.95, 1 / (1 + math.exp(-abs(weight(one)) - 0.5 * total)))
