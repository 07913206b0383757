"""Reports in languages whose verb ends the clause: speaker, content, verb."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.read.document import Token
from armillary.read.statements import speakers
from armillary.read.statements.contents import View
from armillary.read.statements.cues import Hit
from armillary.read.statements.placing import content_of
from armillary.read.statements.report import Report, made
from armillary.read.statements.speakers import Phrase

_COMMAS = frozenset({",", "，", "、"})


def by_final_verb(view: View, hit: Hit) -> Report | None:
    """Languages whose verb ends the clause: speaker, content, verb."""
    tokens = view.line.tokens
    floor = 0
    for other in view.hits:
        if other.last < hit.first and other.form == "verb":
            floor = other.last + 1
    while floor < hit.first and (tokens[floor].pos == "PUNCT" or tokens[floor].text.lower() in view.data.listed("and")):
        floor += 1
    quote = next(
        (
            one
            for one in view.quotes
            if one.depth == 0
            and view.start <= one.closed <= hit.start
            and not view.text[one.closed : hit.start].strip(" ,")
        ),
        None,
    )
    speaker = _first_phrase(view, floor, hit)
    start = (
        tokens[speaker.last + 1].start if speaker is not None and speaker.last + 1 < hit.first else tokens[floor].start
    )
    content = (
        content_of(view, quote.opened, quote.closed, "quote")
        if quote is not None
        else content_of(view, start, tokens[hit.first].start, "conjunction")
    )
    if quote is not None and speaker is not None and tokens[speaker.first].start >= quote.opened:
        speaker = speakers.right_phrase(view.line, hit.last, view.data)
    return None if content is None else made(view, hit, content, speaker)


def _first_phrase(view: View, floor: int, hit: Hit) -> Phrase | None:
    """The phrase a clause begins with: up to its first comma where that is near, else its first mention."""
    tokens = view.line.tokens
    for k in range(floor, min(hit.first, floor + 9)):
        if tokens[k].text in _COMMAS and k > floor:
            return Phrase(k - 1, floor, k - 1)
        if speakers.is_quote_mark(tokens[k]):
            return Phrase(k - 1, floor, k - 1) if k > floor else None
    held = [one for one in view.line.mentions if one.start_char >= tokens[floor].start and one.end_char <= hit.start]
    if held and (inside := view.line.within(held[0].start_char, held[0].end_char)):
        last = _end_of_subject(view, inside[-1], hit)
        return Phrase(last, inside[0], last)
    return None


def _is_inflected(tokens: Sequence[Token], last: int) -> bool:
    """Whether a name bears an ending behind an apostrophe: it is no subject."""
    return last + 1 < len(tokens) and tokens[last + 1].text[:1] in "'’" and len(tokens[last + 1].text) > 1


def _end_of_subject(view: View, last: int, hit: Hit) -> int:
    """Last token of a subject that goes on: by others joined with it, by a title and the name behind it."""
    tokens, words = view.line.tokens, view.data
    while True:
        i = last + 1
        while i < hit.first and (tokens[i].text.lower() in words.listed("and") or tokens[i].text[:1].isupper()):
            i += 1
        places = [view.line.within(one.start_char, one.end_char) for one in view.line.mentions]
        ends = [place[-1] for place in places if place and last < place[0] < i and not _is_inflected(tokens, place[-1])]
        if not ends or max(ends) >= hit.first:
            return last
        last = max(ends)
