"""What a site sets around an article: mastheads, breadcrumbs, rows of buttons and counters, signatures, disclaimers.

Form and place decide: such lines stand before the first paragraph or after the last, are rows of short parts, and say
nothing in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from armillary.gather import dates
from armillary.gather.forms import Line, is_agency, is_share, is_stamp, label_end, named_author
from armillary.gather.phrases import phrases
from armillary.schema import SentenceKind

Kinds = list[SentenceKind | None]

_STRONG = re.compile(r"\s*[|>›→＞｜]\s*|\s+[»/]\s+")
_ANY = re.compile(r"\s*[|>›→＞｜]\s*|\s+[»/·•]\s+|\s{2,}|\t+|(?<=\d)\s+(?=[\u3040-\u30ff\u3400-\u9fff])")
_COUNTER = re.compile(r"([^\W\d][^:：()\d]{1,30}?)\s*(?:[:：]\s*[\d\s.,]{1,12}|[(（]\s*[\d\s.,]{1,9}[)）])")
_BRACKETED = re.compile(r"[(（\[【][^()（）\d]{2,40}[)）\]】]\.?")
_DATED_EDGES = " ,|·•–—-"
_ROW_CHARS, _NOTE_CHARS, _PART_WORDS = 160, 240, 5
_PROSE_WORDS, _HEAD_LINES, _TAIL_LINES = 10, 10, 6
_SECTION_WORDS, _HEADLINE_WORDS = 4, 4
_STAFF_WORDS, _NOTE_WORDS, _SIGNED_WORDS, _OWN_WORDS = 4, 12, 6, 20
_LONG_LABEL = 8


def parts(text: str) -> list[str]:
    """The parts of a row such as "18 June | Politics" or "Share   Print"."""
    return [part for part in _ANY.split(text.strip()) if part]


def long_label(text: str) -> int:
    """Where "Reprinted from" and other labels end that need no colon behind them; 0 where a line has none."""
    end = phrases("source").at_start(text)
    return end if end >= _LONG_LABEL else 0


def mark(lines: Sequence[Line], found: Kinds, language: str, title: str | None = None) -> None:
    """Mark the frame's lines. `title`: the headline where metadata give it; it is never taken for a masthead."""
    head, tail = _head(lines), range(max(len(lines) - _TAIL_LINES, 1), len(lines))
    for at in sorted({*head, *tail}):
        if found[at] is None:
            found[at] = _row(lines[at], language) or _alone(lines, found, at, language, at in tail)
    _mark_staff(lines, found, head)
    _mark_authors(lines, found, tail)
    for _ in range(2):
        _mark_masthead(lines, found, head, title)


def _head(lines: Sequence[Line]) -> range:
    """The places before the first paragraph and those right behind it."""
    prose = (at for at, line in enumerate(lines) if line.terminal and line.words > _PROSE_WORDS)
    return range(min(next(prose, len(lines)) + 1, _HEAD_LINES, len(lines)))


def _row(line: Line, language: str) -> SentenceKind | None:
    """A row of at least two short parts, one of which tells what it is."""
    text = line.text
    if len(text) > _ROW_CHARS or line.terminal:
        return None
    row = parts(text)
    if len(row) < 2 or max(Line.of(part).words for part in row) > _PART_WORDS:
        return None
    if any(is_stamp(part, language) or label_end(part, "source", "author", "photo") for part in row):
        return "byline"
    if any(_is_button(part) for part in row) or all(_COUNTER.fullmatch(part) for part in row):
        return "boilerplate"
    return None


def _is_button(part: str) -> bool:
    counted = _COUNTER.fullmatch(part)
    return phrases("share").is_line(counted[1] if counted else part) or is_share(part)


def _alone(lines: Sequence[Line], found: Kinds, at: int, language: str, at_end: bool) -> SentenceKind | None:
    line = lines[at]
    text = line.text
    if len(text) > _NOTE_CHARS:
        return None
    if phrases("disclaimer").within(text) or (_COUNTER.fullmatch(text) and _is_button(text)):
        return "boilerplate"
    if not line.terminal and line.words <= _NOTE_WORDS and phrases("translated").at_start(text):
        return "byline"
    if at and not line.terminal and _is_dated(line, language):
        return "byline"
    if at_end:
        return _at_end(lines, found, at)
    return None


def _is_dated(line: Line, language: str) -> bool:
    """ "Steppe Herald, 21 November 2022": a name and a date with a mark between them."""
    if len(line.text) > _ROW_CHARS // 2 or not any(map(str.isdigit, line.text)):
        return False
    found = dates.find(line.text, language)
    if len(found) != 1:
        return False
    before, after = line.text[: found[0].start], line.text[found[0].end :].strip(_DATED_EDGES)
    name = before.rstrip(_DATED_EDGES + " ")
    marked = len(before.rstrip()) > len(name)
    return not after and bool(name) and marked and Line.of(name).words <= _SECTION_WORDS and name[0].isupper()


def _at_end(lines: Sequence[Line], found: Kinds, at: int) -> SentenceKind | None:
    line = lines[at]
    text = line.text
    if _BRACKETED.fullmatch(text) and line.words <= _SECTION_WORDS:
        return "byline"
    if label_end(text, "author") and line.words <= _OWN_WORDS and text[-1] not in "?？!！":
        return "byline"
    if line.terminal:
        return None
    if line.words <= 3 and phrases("photo").at_start(text):
        return "byline"
    if line.words <= _SIGNED_WORDS and long_label(text):
        return "byline"
    if line.words <= 2 and phrases("share").at_start(text) and _by_residue(found, at):
        return "boilerplate"
    return None


def _by_residue(found: Kinds, at: int) -> bool:
    return at + 1 >= len(found) or found[at + 1] is not None or found[at - 1] is not None


def _mark_staff(lines: Sequence[Line], found: Kinds, head: range) -> None:
    """ "Harbour Herald staff" between the headline and the date."""
    first = next((at for at in head if found[at] is None), len(lines))
    at = first + 1
    if at + 1 not in head or found[at] is not None or found[at + 1] != "byline":
        return
    line = lines[at]
    capitals = sum(word[0].isupper() for word in line.text.split())
    named = capitals >= 2 and capitals >= line.words - 1
    if named and line.words <= _STAFF_WORDS < lines[first].words and not line.terminal:
        found[at] = "byline"


def _mark_authors(lines: Sequence[Line], found: Kinds, tail: Iterable[int]) -> None:
    """ "Jane Roe is a writer." at the end of an article by Jane Roe."""
    signed = {n for at, line in enumerate(lines) if found[at] == "byline" for n in map(named_author, parts(line.text))}
    names = tuple(name for name in signed if name)
    for at in tail:
        if found[at] is None and names and lines[at].text.startswith(names):
            found[at] = "byline"


def _mark_masthead(lines: Sequence[Line], found: Kinds, head: range, title: str | None) -> None:
    """The name of the outlet, breadcrumbs or a section above the headline."""
    above = [at for at in head if found[at] is None]
    for at, following in list(pairwise(above))[:1]:
        line, below = lines[at], lines[following]
        if title and line.text.strip() == title.strip():
            return
        trail = masthead(line.text)
        home = len(trail) > 1 and phrases("share").is_line(trail[0])
        if home or (_is_headline(below) and _is_section(line, below, trail)):
            found[at] = "boilerplate"


def masthead(text: str) -> list[str]:
    """The parts of "Outlet | Section" or "Home > World > Asia"; nothing where a part is longer than a name."""
    row = [part for part in _STRONG.split(text.strip()) if part]
    short = len(text) <= _ROW_CHARS and all(Line.of(part).words <= _SECTION_WORDS for part in row)
    return row if short and not is_agency(text) and not Line.of(text).terminal else []


def _is_section(line: Line, below: Line, trail: Sequence[str]) -> bool:
    if line.terminal or not trail:
        return False
    if len(trail) > 1:
        return below.words > max(Line.of(part).words for part in trail)
    capitals = line.text.isupper() and not below.text.isupper() and line.words <= 3
    return line.words == 1 or capitals


def _is_headline(line: Line) -> bool:
    return line.words >= _HEADLINE_WORDS and line.text.rstrip("\"'”’»」』)）")[-1:] not in tuple(".。।…:：,;")
