"""The outlet a text names as its own: in its copyright line, or in a masthead that another line bears out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from armillary.gather.forms import Line, is_agency, is_name, label_end
from armillary.gather.frame import masthead
from armillary.gather.phrases import phrases
from armillary.schema import SentenceKind

_OWNER = re.compile(
    r"^\s*(?:©|\(c\)\s|copyright\b)\s*(?:©|\(c\))?\s*(?P<year>(?:19|20)\d\d(?:\s?[-–—]\s?(?:19|20)\d\d)?)?[,.]?\s*"
    r"(?P<name>[^\W\d_][^.,|;:()\n—–]{1,60}?)(?:,?\s*(?P<last>(?:19|20)\d\d))?\s*(?:[.,|;:()—–]|$)",
    re.IGNORECASE,
)
_NAME_WORDS = 5


def find(lines: Sequence[str], kinds: Sequence[SentenceKind]) -> str | None:
    """The outlet's name as written; None where it is not certain."""
    frame = [line for line, kind in zip(lines, kinds, strict=True) if kind in ("boilerplate", "byline")]
    named = _in_masthead(frame, lines[:1])
    return named or next(filter(None, map(_owner, frame)), None)


def _in_masthead(frame: Sequence[str], first: Sequence[str]) -> str | None:
    """The part of a masthead that another line of the frame, other than a source line, names again."""
    if not frame or list(first) != list(frame[:1]):
        return None
    others = [line for line in frame[1:] if not label_end(line, "source")]
    trail = masthead(frame[0])
    names = (name for name in trail if len(trail) > 1 and not phrases("share").is_line(name))
    return next((name for name in names if len(name) > 2 and any(name in line for line in others)), None)


def _owner(line: str) -> str | None:
    found = _OWNER.match(line)
    if found is None:
        return None
    name = found["name"].strip()
    known = any(phrases(kind).at_start(name) for kind in ("photo", "subscribe", "share", "author"))
    if known or is_agency(name) or not name[0].isalpha() or name[0].islower() or Line.of(name).words > _NAME_WORDS:
        return None
    return name if found["year"] or found["last"] or not is_name(name) else None
