"""Which sentences the detectors of words compare, and how long they should be."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from armillary.trace.changes.finding import Bead, Comparison

_UNREAD = ("boilerplate", "byline")


def readable(comparison: Comparison) -> Iterator[Bead]:
    """Beads of news in other words: neither page residue nor the same words on both sides (left untranslated)."""
    for bead in comparison.beads:
        residue = any(sentence.kind in _UNREAD for sentence in bead.copy + bead.other)
        if not residue and words(bead, "copy") != words(bead, "other"):
            yield bead


def words(bead: Bead, side: str) -> str:
    """The sentences of one side (`copy` or `other`) as one string."""
    sentences = bead.copy if side == "copy" else bead.other
    return " ".join(sentence.text.strip() for sentence in sentences)


def typical_ratio(comparison: Comparison) -> float:
    """Characters of the copy for one of the other article, in the median bead: languages differ in length."""
    ratios = [ratio(bead) for bead in comparison.beads]
    return median(ratios) if ratios else 1.0


def ratio(bead: Bead) -> float:
    """Characters of the copy for one of the other article, damped for short sentences."""
    return (len(words(bead, "copy")) + 5) / (len(words(bead, "other")) + 5)
