"""Lists of other articles' headlines, as pages carry them below (and sometimes inside) an article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from armillary.gather.forms import Line
from armillary.gather.phrases import phrases
from armillary.schema import SentenceKind

_LIST_LINES, _LIST_CHARS = 15, 400
_CAPTION_WORDS, _FEWEST = 4, 2
_MARKER_WORDS, _HEADLINE_WORDS = 8, (4, 35)
_BODY_LINES, _BODY_WORDS, _BODY_CLOSED = 3, 8, 0.8
_NEW, _NEW_LINE = 0.55, 0.4
_STEM = re.compile(r"[^\W\d_]{4,}")
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff]{2,}")
_BULLETS = "-–—•*·▪◦"

Kinds = list[SentenceKind | None]


def mark_lists(lines: Sequence[Line], found: Kinds) -> None:
    """Mark lists behind a line such as "More Stories", or else a list that ends the text without one."""
    announced = False
    for at, line in enumerate(lines):
        if at and found[at] is None and line.words <= _MARKER_WORDS and phrases("more").is_line(line.text):
            _mark(found, range(at, at + 1 + _list_length(lines[at + 1 :])))
            announced = True
    if not announced:
        _mark(found, range(_unmarked(lines, found), len(lines)))


def _mark(found: Kinds, places: range) -> None:
    for at in places:
        found[at] = "byline" if found[at] == "byline" else "boilerplate"


def last(found: Sequence[SentenceKind | None]) -> int:
    """The last line that is not residue yet; -1 where none is left."""
    return next((at for at in range(len(found) - 1, -1, -1) if found[at] is None), -1)


def novelty(lines: Sequence[Line], found: Sequence[SentenceKind | None], own: range) -> float:
    """Share of the longer words of some lines whose beginnings occur nowhere else in the article."""
    others = {s for n, line in enumerate(lines) if n not in own and found[n] is None for s in _stems(line.text)}
    told = [stem for at in own for stem in _stems(lines[at].text)]
    return sum(stem not in others for stem in told) / len(told) if told else 0.0


def _stems(text: str) -> list[str]:
    pairs = [run[at : at + 2] for run in _IDEOGRAPHS.findall(text) for at in range(len(run) - 1)]
    return pairs or [word[:5].casefold() for word in _STEM.findall(text)]


def _list_length(after: Sequence[Line]) -> int:
    """How many lines after a marker belong to its list: all, where few are left; else those without a full stop."""
    if len(after) <= _LIST_LINES and all(len(line.text) <= _LIST_CHARS for line in after):
        closed = sum(line.terminal for line in after)
        if closed <= max(3, len(after) / 2):
            return len(after)
    return next((at for at, line in enumerate(after) if line.terminal or line.words > 30), len(after))


def _unmarked(lines: Sequence[Line], found: Kinds) -> int:
    """Where a list of headlines begins that ends the text; the number of lines where there is none.

    Two or more lines without a full stop after an article whose sentences have one, and on other matters.
    """
    end = last(found)
    start = end
    while start > 0 and found[start] is None and _is_headline(lines[start]):
        start -= 1
    start += 1
    while start < end and novelty(lines, found, range(start, start + 1)) < _NEW_LINE:
        start += 1
    without_stop = sum(not line.terminal for line in lines[start : end + 1])
    if without_stop < _FEWEST or not _is_article(lines[:start], found):
        return len(lines)
    if novelty(lines, found, range(start, end + 1)) < _NEW:
        return len(lines)
    before = lines[start - 1]
    if before.text[-1] in ":：" and before.words > _CAPTION_WORDS:
        return len(lines)
    return start - (not before.terminal and before.words <= _CAPTION_WORDS and found[start - 1] is None)


def _is_headline(line: Line) -> bool:
    low, high = _HEADLINE_WORDS
    if not low <= line.words <= high or line.text[0] in _BULLETS or line.text[:1].islower():
        return False
    return line.text[-1] not in ":：" and (not line.terminal or line.text[-1] in "?？!！")


def _is_article(lines: Sequence[Line], found: Kinds) -> bool:
    body = [line.terminal for at, line in enumerate(lines) if found[at] is None and line.words > _BODY_WORDS]
    return len(body) >= _BODY_LINES and sum(body) >= _BODY_CLOSED * len(body)
