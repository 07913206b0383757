"""Where an article quotes: stretches between quotation marks, over sentences if need be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from armillary.trace.changes.cues import Span

MARKS = '"“”„‟«»‹›「」『』《》〈〉＂‘‚'
"""Quotation marks that are nothing else; the apostrophe is one only at the edge of a word."""
_OPEN = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "「": "」",
    "『": "』",
    "»": "«",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "＂": "＂",
    "”": "”",
}
_LONGEST = 1500
"""Code points; a quotation without end is taken for a slip."""
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")


def quotations(text: str) -> Iterator[Span]:
    """The stretches of a text between quotation marks, marks included; inner quotations belong to the outer."""
    text, at = _APOSTROPHE.sub("_", text), 0
    while at < len(text):
        end = _close(text, at) if text[at] in _OPEN else None
        if end is None:
            at += 1
        else:
            yield at, end
            at = end


def _close(text: str, start: int) -> int | None:
    """One past the mark that closes the quotation opened at `start`."""
    closers, opener, depth = _OPEN[text[start]], text[start], 0
    for at in range(start + 1, min(len(text), start + _LONGEST)):
        if text[at] in closers and not depth:
            return at + 1
        if text[at] == opener:
            depth += 1
        elif text[at] in closers:
            depth -= 1
    return None
