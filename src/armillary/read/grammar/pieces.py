"""Sentences too long to parse in one go are parsed in pieces."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.read.grammar.parser import LONGEST, Parse

_PAUSES = frozenset(",;:，；：、.。—–|•")


def pieces(texts: Sequence[str]) -> list[range]:
    """Ranges of words that together are the sentence, each at most `LONGEST` long, cut behind a pause where one is."""
    found, start = [], 0
    while len(texts) - start > LONGEST:
        end = next(
            (i + 1 for i in range(start + LONGEST - 1, start + LONGEST // 2, -1) if texts[i] in _PAUSES),
            start + LONGEST,
        )
        found.append(range(start, end))
        start = end
    return [*found, range(start, len(texts))]


def whole(parts: Sequence[Parse]) -> Parse:
    """One parse of several in a row; the roots of the later ones hang on that of the first."""
    if len(parts) == 1:
        return parts[0]
    heads: list[int] = []
    relations: list[str] = []
    for part in parts:
        first = heads.index(-1) if heads else -1
        relations += [
            ("parataxis" if head < 0 and heads else one) for head, one in zip(part.heads, part.relations, strict=True)
        ]
        heads += [first if head < 0 else head + len(heads) for head in part.heads]
    return Parse(heads, relations, [one for part in parts for one in part.tags])
