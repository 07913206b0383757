"""Which lines of a text are the article, and which are residue of the web page it was taken from.

Form and place decide, not topic: a list of other headlines stands at the end and has no full stops, a stamp holds a
date and nothing else. Words that mark residue are data; they help where form alone is not enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from armillary.gather import frame
from armillary.gather.forms import Line, is_agency, is_name, kind_by_form, label_end
from armillary.gather.phrases import phrases
from armillary.gather.tail import last, mark_lists, novelty
from armillary.schema import SentenceKind

_SENTENCE_WORDS, _SIGN_CHARS = 4, 40
_PROSE_WORDS, _HEAD_LINES, _FOOT_LINES = 10, 10, 6
_TITLE_WORDS, _HEADING_WORDS, _HEADING_CHARS = 32, 16, 130
_FRAGMENT = re.compile(r"[^.!?。！？]+")


def kinds(texts: Sequence[str], language: str, title: str | None = None) -> list[SentenceKind]:
    """The kind of each line (block) of an article, in order. `title`: the headline, where metadata give it."""
    lines = [Line.of(text) for text in texts]
    if len(lines) == 1:
        return ["body"]
    edges = _edges(lines)
    found = [kind_by_form(line, language, at_edge=at in edges) for at, line in enumerate(lines)]
    frame.mark(lines, found, language, title)
    mark_lists(lines, found)
    _mark_fragments(lines, found)
    _mark_bio(lines, found)
    _free_headline(lines, found)
    _mark_headings(lines, found, title)
    return _with_body(lines, [kind or "body" for kind in found])


def is_prose(text: str, language: str) -> bool:
    """Whether a block may be the text of an article: a sentence, or many words, and no plea, notice or button."""
    line = Line.of(text)
    told = line.words >= _SENTENCE_WORDS and (line.terminal or line.words > _PROSE_WORDS)
    return told and kind_by_form(line, language, at_edge=True) is None


def of_sentence(text: str) -> SentenceKind:
    """The kind of a further sentence on a line of the body: an agency's sign and "See also" are not the article's."""
    if len(text) <= _SIGN_CHARS:
        if is_agency(text):
            return "byline"
        if " " in text and phrases("more").is_line(text):
            return "boilerplate"
    return "body"


def _edges(lines: Sequence[Line]) -> set[int]:
    """Places before the body (up to its second long sentence) and after it (the last lines)."""
    prose = [at for at, line in enumerate(lines) if line.terminal and line.words > _PROSE_WORDS]
    head = prose[1] if len(prose) > 1 else len(lines)
    return {*range(min(head, _HEAD_LINES)), *range(max(len(lines) - _FOOT_LINES, 0), len(lines))}


def _mark_fragments(lines: Sequence[Line], found: list[SentenceKind | None]) -> None:
    """An author's self-portrait in catchwords: "Traveller. Coffee lover. Part-time optimist." at the very end."""
    at = last(found)
    if at < 3:
        return
    fragments = [Line.of(part).words for part in _FRAGMENT.findall(lines[at].text)]
    fragments = [words for words in fragments if words]
    short = len(fragments) >= 4 and max(fragments) <= 5 and sum(fragments) <= 3.5 * len(fragments)
    if short and not any(map(str.isdigit, lines[at].text)) and novelty(lines, found, range(at, at + 1)) > 0.6:
        found[at] = "byline"


def _free_headline(lines: Sequence[Line], found: list[SentenceKind | None]) -> None:
    """A first line such as "VIDEO: Ships leave the harbour" is a headline, where nothing but residue is above it."""
    first = next((at for at, kind in enumerate(found) if kind not in ("boilerplate", "byline")), len(lines))
    if first < len(lines) - 1 and found[first] == "caption" and label_end(lines[first].text, "photo"):
        found[first] = None


def _mark_bio(lines: Sequence[Line], found: list[SentenceKind | None]) -> None:
    """ "Name, profession, author of …" at the end, without a verb or a full stop."""
    at = last(found)
    if at < 2 or lines[at].terminal or lines[at].words > 25:
        return
    name, comma, _ = lines[at].text.partition(",")
    if comma and is_name(name) and _closed_before(lines, found, at):
        found[at] = "byline"


def _closed_before(lines: Sequence[Line], found: Sequence[SentenceKind | None], at: int) -> bool:
    body = [line.terminal for n, line in enumerate(lines[:at]) if found[n] is None and line.words > 8]
    return len(body) >= 2 and sum(body) >= 0.8 * len(body)


def _mark_headings(lines: Sequence[Line], found: list[SentenceKind | None], title: str | None) -> None:
    open_lines = [at for at, kind in enumerate(found) if kind is None]
    if len(open_lines) < 2:
        return
    punctuated = _is_punctuated([lines[at] for at in open_lines])
    first = open_lines[0]
    if _is_title(lines, open_lines, title) and punctuated:
        found[first] = "title"
    for at, following in pairwise(open_lines[1:]):
        if punctuated and _is_heading(lines[at]) and lines[following].words > lines[at].words:
            found[at] = "heading"


def _is_punctuated(lines: Sequence[Line]) -> bool:
    """Whether sentences end with full stops here, so that a line without one says something."""
    told = [line for line in lines if line.words > _HEADING_WORDS] or lines[1:]
    return sum(line.terminal for line in told) >= 0.5 * len(told)


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
