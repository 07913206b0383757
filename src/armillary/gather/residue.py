"""Which lines of a text are the article, and which are residue of the web page it was taken from.

Form and place decide, not topic: a list of other headlines stands at the end and has no full stops, a stamp holds a
date and nothing else. Words that mark residue are data; they help where form alone is not enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from armillary.gather.forms import Line, kind_by_form
from armillary.gather.phrases import phrases
from armillary.schema import SentenceKind

_TAIL_LINES, _TAIL_CHARS = 15, 400
_TITLE_WORDS, _HEADING_WORDS, _HEADING_CHARS = 32, 16, 130
_FRAGMENT = re.compile(r"[^.!?。！？]+")
_STEM = re.compile(r"[^\W\d_]{4,}")


def kinds(texts: Sequence[str], language: str, title: str | None = None) -> list[SentenceKind]:
    """The kind of each line (block) of an article, in order. `title`: the headline, where metadata give it."""
    lines = [Line.of(text) for text in texts]
    if len(lines) == 1:
        return ["body"]
    found: list[SentenceKind | None] = [kind_by_form(line, language) for line in lines]
    _mark_tail(lines, found)
    _mark_fragments(lines, found)
    _mark_bio(lines, found)
    _mark_headings(lines, found, title)
    return _with_body(lines, [kind or "body" for kind in found])


def _mark_tail(lines: Sequence[Line], found: list[SentenceKind | None]) -> None:
    """Other articles' headlines behind a line such as "More Stories"."""
    for at, line in enumerate(lines):
        if at and found[at] is None and line.words <= 8 and phrases("more").is_line(line.text):
            found[at] = "boilerplate"
            for listed in range(at + 1, at + 1 + _list_length(lines[at + 1 :])):
                found[listed] = "boilerplate"


def _list_length(after: Sequence[Line]) -> int:
    """How many lines after a marker belong to its list: all, where few are left; else those without a full stop."""
    if len(after) <= _TAIL_LINES and all(len(line.text) <= _TAIL_CHARS for line in after):
        closed = sum(line.terminal for line in after)
        if closed <= max(3, len(after) / 2):
            return len(after)
    return next((at for at, line in enumerate(after) if line.terminal or line.words > 30), len(after))


def _last(found: Sequence[SentenceKind | None]) -> int:
    """The last line that is not residue yet; -1 where none is left."""
    return next((at for at in range(len(found) - 1, -1, -1) if found[at] is None), -1)


def _mark_fragments(lines: Sequence[Line], found: list[SentenceKind | None]) -> None:
    """An author's self-portrait in catchwords: "Traveller. Coffee lover. Part-time optimist." at the very end."""
    at = _last(found)
    if at < 3:
        return
    fragments = [Line.of(part).words for part in _FRAGMENT.findall(lines[at].text)]
    fragments = [words for words in fragments if words]
    short = len(fragments) >= 4 and max(fragments) <= 5 and sum(fragments) <= 3.5 * len(fragments)
    if short and not any(map(str.isdigit, lines[at].text)) and _novelty(lines, found, at) > 0.6:
        found[at] = "byline"


def _novelty(lines: Sequence[Line], found: Sequence[SentenceKind | None], at: int) -> float:
    """Share of a line's longer words whose beginnings occur nowhere else in the article."""
    others = {stem for n, line in enumerate(lines) if n != at and found[n] is None for stem in _stems(line.text)}
    own = _stems(lines[at].text)
    return sum(stem not in others for stem in own) / len(own) if own else 0.0


def _stems(text: str) -> list[str]:
    return [word[:6].casefold() for word in _STEM.findall(text)]


def _mark_bio(lines: Sequence[Line], found: list[SentenceKind | None]) -> None:
    """ "Name, profession, author of …" at the end, without a verb or a full stop."""
    at = _last(found)
    if at < 2 or lines[at].terminal or lines[at].words > 25:
        return
    name, comma, _ = lines[at].text.partition(",")
    if comma and is_name(name) and _closed_before(lines, found, at):
        found[at] = "byline"


def _closed_before(lines: Sequence[Line], found: Sequence[SentenceKind | None], at: int) -> bool:
    body = [line.terminal for n, line in enumerate(lines[:at]) if found[n] is None and line.words > 8]
    return len(body) >= 2 and sum(body) >= 0.8 * len(body)


def is_name(text: str) -> bool:
    """Whether a text looks like the name of a person: two to four words, each with a capital letter."""
    words = text.split()
    return 2 <= len(words) <= 4 and all(w[0].isupper() and not w.isupper() and w[-1].isalpha() for w in words)


def _mark_headings(lines: Sequence[Line], found: list[SentenceKind | None], title: str | None) -> None:
    open_lines = [at for at, kind in enumerate(found) if kind is None]
    long_lines = [lines[at].terminal for at in open_lines if lines[at].words > _HEADING_WORDS]
    if len(open_lines) < 2:
        return
    punctuated = sum(long_lines) >= 0.5 * max(len(long_lines), 1)
    first = open_lines[0]
    if _is_title(lines, open_lines, title) and punctuated:
        found[first] = "title"
    for at, following in pairwise(open_lines[1:]):
        if punctuated and _is_heading(lines[at]) and lines[following].words > lines[at].words:
            found[at] = "heading"


def _is_title(lines: Sequence[Line], open_lines: Sequence[int], title: str | None) -> bool:
    first = lines[open_lines[0]]
    if title and first.text.strip() == title.strip():
        return True
    if first.words > _TITLE_WORDS or first.text.rstrip()[-1:] in tuple(",;:，；：、-–—"):
        return False
    if first.text.rstrip("\"'”’»」』)）")[-1:] in tuple(".。।…"):
        return False
    return any(lines[at].terminal or lines[at].words > first.words for at in open_lines[1:4])


def _is_heading(line: Line) -> bool:
    text = line.text
    if line.words > _HEADING_WORDS or len(text) > _HEADING_CHARS or line.words == 0:
        return False
    if text.lstrip("\"'“”‘’«»„「『")[:1].islower() or text[0] in "-–—•*·" or text[-1] in ",;:，；：、-–—":
        return False
    return not line.terminal or (text[-1] in "?？" and line.words <= _HEADING_WORDS / 2)


def _with_body(lines: Sequence[Line], decided: list[SentenceKind]) -> list[SentenceKind]:
    """An article has a body: where none is left, the longest line that may be read is it."""
    if "body" in decided:
        return decided
    readable = [at for at, kind in enumerate(decided) if kind in ("title", "heading", "caption")]
    chosen = readable or range(len(lines))
    longest = max(chosen, key=lambda at: len(lines[at].text))
    return ["body" if at == longest else kind for at, kind in enumerate(decided)]
