"""Which pairs of an article have an attitude: evidence of the whole article, weighed."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from armillary.read.attitudes.evidence import Evidence
from armillary.read.document import Doc

_WEIGHTS = {"frame": 1.0, "event": 0.9, "relation": 0.7, "near": 0.15, "speech": 0.5}
_LEAST = 0.6


def kept(doc: Doc, evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, float]]:
    """The evidence that becomes rows, with a confidence: one for each pair, sentence and sign."""
    pairs: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for one in evidence:
        pairs[one.from_id, one.to_id].append(one)
    for found in pairs.values():
        total = sum(_WEIGHTS[one.kind] * one.sign for one in found)
        if abs(total) >= _LEAST:
            yield from _best(found, total)


def _best(found: Sequence[Evidence], total: float) -> Iterator[tuple[Evidence, float]]:
    lines: dict[int, Evidence] = {}
    for one in sorted(found, key=lambda one: -_WEIGHTS[one.kind] * abs(one.sign)):
        if one.sign * total > 0:
            lines.setdefault(one.line.n, one)
    sure = 1 / (1 + math.exp(-abs(total)))
    for one in lines.values():
        yield one, min(0.95, sure)
