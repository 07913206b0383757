"""Speech that a dash opens: `– A – mówi X. – B.`, in the newspapers of many languages without quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from armillary.read.document import Doc, Token
from armillary.read.statements.reporting import Reporting, reporting

_OPENS = re.compile(r"\s*(?:—|–|--?|―)\s+(?=\w)")
_BREAK = re.compile(r"[ \u00a0\n](?:—|–|--?|―)[ \u00a0]")
_MARKS = " \u00a0\n—–-―,"
_FIRST = 3
"""Tokens among which the verb that names the speaker begins."""

Span = tuple[int, int, int]
"""Dash, first character, one past the last."""


def dashed(doc: Doc, start: int, end: int) -> Iterator[Span]:
    """The stretches of speech in a paragraph that a dash opens; none where no verb of speech follows a dash."""
    opening = _OPENS.match(doc.text, start, end)
    if opening is None:
        return
    breaks = [(one.start(), one.end()) for one in _BREAK.finditer(doc.text, opening.end(), end)]
    told = [_tells(doc, b) for _, b in breaks]
    if not any(told):
        return
    at: tuple[int, int] | None = (opening.start(), opening.end())
    for (left, right), tells in zip(breaks, told, strict=True):
        if at is not None and tells:
            yield at[0], at[1], _trimmed(doc.text, at[1], left)
            at = None
        elif at is None and not tells:
            at = (left + 1, right)
    if at is not None:
        yield at[0], at[1], _trimmed(doc.text, at[1], end)


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    return end


def _tells(doc: Doc, at: int) -> bool:
    """Whether the reporter speaks after a dash: a verb of speech comes among the first words."""
    line = next((one for one in doc.lines if one.sentence.start_char <= at < one.sentence.end_char), None)
    data = reporting(line.language) if line is not None else None
    if line is None or data is None or not doc.text[at].islower():
        return False
    tokens = [token for token in line.tokens if token.start >= at][:_FIRST]
    return any(_speaks(token, data) for token in tokens)


def _speaks(token: Token, data: Reporting) -> bool:
    cues = data.lemmas.get(token.lemma, ())
    return token.pos == "VERB" and any(one.form == "verb" and one.takes("clause", "quote") for one in cues)
