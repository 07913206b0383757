"""Blocks: the lines of a text, and the paragraphs of a text whose lines were wrapped at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

TERMINAL = ".!?…。！？｡।॥۔؟።។။։"
"""Marks that end a sentence in some script."""
CLOSERS = "\"'”’»›)]}）］」』】》〉｣“"
"""Quotation marks and brackets that may close after a terminal mark; “ closes in German and Czech."""

_LINE = re.compile(r"[^\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]+")
_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]")
_NARROWEST, _WIDEST = 40, 130
_PAIRS = 4
_FULL, _RUNNING_ON = 0.7, 0.5


class Block(NamedTuple):
    """A stretch of text that no sentence crosses: `text[start:end]`, without white space around it."""

    start: int
    end: int


def blocks(text: str) -> list[Block]:
    """The blocks of a text in order; together they hold all that is not white space."""
    lines = [line for line in map(_stripped, _LINE.finditer(text)) if line]
    width = wrap_width(text, lines)
    return _joined(text, lines, width) if width else lines


def ends_terminally(text: str) -> bool:
    """Whether the last mark, closing quotation marks and brackets apart, is one that ends a sentence."""
    return text.rstrip(CLOSERS + " \u00a0\u202f")[-1:] in set(TERMINAL)


def wrap_width(text: str, lines: Sequence[Block]) -> int | None:
    """The width (columns) a text was wrapped at, or None where its line breaks mean something.

    Wrapped text is known by lines that could not have taken one more word, most of them ending in mid-sentence.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if _adjacent(text, a, b)]
    if len(pairs) < _PAIRS or len(pairs) < len(lines) / 3:
        return None
    longest = max(_columns(text, line) for line in lines)
    if not _NARROWEST <= longest <= _WIDEST:
        return None
    full = [a for a, b in pairs if _is_full(text, a, b, longest)]
    running_on = sum(not ends_terminally(text[a.start : a.end]) for a in full)
    wrapped = len(full) >= _FULL * len(pairs) and running_on >= _RUNNING_ON * len(full)
    return longest if wrapped else None


def _stripped(match: re.Match[str]) -> Block | None:
    line = match.group()
    bare = line.strip()
    if not bare:
        return None
    start = match.start() + len(line) - len(line.lstrip())
    return Block(start, start + len(bare))


def _adjacent(text: str, a: Block, b: Block) -> bool:
    between = text[a.end : b.start]
    return len(between) < 200 and between.replace("\r\n", "\n").count("\n") == 1


def _columns(text: str, line: Block) -> int:
    if line.end - line.start > _WIDEST:
        return line.end - line.start
    words = text[line.start : line.end]
    return len(words) + len(_WIDE.findall(words))


def _is_full(text: str, line: Block, following: Block, width: int) -> bool:
    head = text[following.start : min(following.end, following.start + width)]
    first = head.split(maxsplit=1)[0]
    needed = 2 if _WIDE.match(first) else 1 + len(first)
    return _columns(text, line) + needed > width - 2


def _joined(text: str, lines: Sequence[Block], width: int) -> list[Block]:
    joined = [lines[0]]
    for line, following in pairwise(lines):
        if _adjacent(text, line, following) and _is_full(text, line, following, width):
            joined[-1] = Block(joined[-1].start, following.end)
        else:
            joined.append(following)
    return joined


def has_words(text: str) -> bool:
    """Whether there is a letter in it (of any script; digits, signs and emoji are none)."""
    return any(map(str.isalpha, text))
