"""Speakers in languages that write no blanks between words, where clauses are told by marks and coverbs."""

from __future__ import annotations

import re

from armillary.read.statements.contents import Content, View, bared, clause_end
from armillary.read.statements.cues import Hit
from armillary.read.statements.speakers import NOMINAL, Phrase

_BOUNDARY = re.compile(r"[，,。；;：:！？!?“”「」『』\"\n]|——|……|…")
_COVERBS = re.compile("在|向|对|就|将|把|于|對|將|通过|通過|当天|表示")
_LEADING_COVERBS = frozenset({"对", "对于", "在", "向", "从", "把", "将", "被", "由", "让", "使", "對"})
_SHORT = 12
"""Characters of a clause before the cue that is all speaker."""
_SPACES = " \u3000\u00a0"


def speaker(view: View, hit: Hit) -> Phrase | None:
    """The noun phrase before a cue, in its clause; else the first name of the line before it."""
    start = max(
        [view.start, *(one.end() + view.start for one in _BOUNDARY.finditer(view.text[view.start : hit.start]))]
    )
    if any(one.form == "preposition" and one.start >= start and one.end <= hit.start for one in view.hits):
        lead = view.text[start : hit.start].lstrip(_SPACES)
        if any(lead.startswith(word) for word in ("据", "根据", "據", "根據")):
            return None
    end = _without_lights(view, start, hit.start)
    found = _phrase(view, start, end)
    if found is not None or start == view.start:
        return found
    if _starts_with_joint(view, start, hit.start) or not view.text[start : hit.start].strip(_SPACES):
        return first_named(view, start)
    return None


def by_preposition(view: View, hit: Hit) -> tuple[Phrase, Content] | None:
    """`据X称，…`, `在X看来，…`: the speaker up to the closing word, the content after it."""
    limit = next((one.start() + hit.end for one in _BOUNDARY.finditer(view.text[hit.end : view.end])), view.end)
    inside = view.text[hit.end : limit]
    closers = sorted(view.data.listed("closers"), key=len, reverse=True)
    closer = next((one for one in closers if inside.endswith(one)), None)
    if closer is None or limit >= view.end or not inside[: -len(closer)].strip(_SPACES):
        return None
    found = _phrase(view, hit.end, limit - len(closer))
    start = limit + 1
    start, end, kind = bared(view.text, start, clause_end(view, hit, start), view.quotes)
    if found is None or end <= start:
        return None
    return found, Content(start, end, "conjunction", kind)


def with_object(view: View, hit: Hit, content: Content) -> Content:
    """`把X称为“Y”`: what is named belongs to the content of a naming."""
    at = max(view.text.rfind(mark, view.start, hit.start) for mark in ("将", "把", "將"))
    if at < 0 or _BOUNDARY.search(view.text, at, hit.start):
        return content
    end = content.end + (view.text[content.end : content.end + 1] in '”」』"')
    return Content(at + 1, end, "naming", "mixed")


def _without_lights(view: View, start: int, end: int) -> int:
    lights = view.data.listed("lights")
    changed = True
    while changed and end > start:
        changed = False
        for word in lights:
            if view.text.endswith(word, start, end) and not _in_mention(view, end - 1):
                end, changed = end - len(word), True
        while end > start and view.text[end - 1] in _SPACES:
            end, changed = end - 1, True
    return end


def _in_mention(view: View, at: int) -> bool:
    return any(one.start_char <= at < one.end_char for one in view.line.mentions)


def _starts_with_joint(view: View, start: int, end: int) -> bool:
    text = view.text[start:end].lstrip(_SPACES)
    return any(text.startswith(word) for word in view.data.listed("and") | view.data.listed("but"))


def _phrase(view: View, start: int, end: int) -> Phrase | None:
    """The tokens of the noun phrase between two characters, before a coverb that follows it."""
    tokens = view.line.tokens
    start = _after_lead(view, start, end)
    for one in _COVERBS.finditer(view.text, start + 1, end):
        if not _in_mention(view, one.start()) and _is_named(view, start, one.start()):
            end = _without_lights(view, start, one.start())
            break
    inside = [k for k, token in enumerate(tokens) if start <= token.start and token.end <= end]
    while (
        inside and tokens[inside[0]].pos in ("PUNCT", "CCONJ", "ADV") and not _in_mention(view, tokens[inside[0]].start)
    ):
        inside.pop(0)
    while inside and tokens[inside[-1]].text in ("的", "们的", "所", ""):
        inside.pop()
    if not inside or not any(
        tokens[k].pos in NOMINAL | {"X", "NUM"} or _in_mention(view, tokens[k].start) for k in inside
    ):
        return None
    data = view.data
    if tokens[inside[-1]].text in data.listed("female") | data.listed("male") | data.listed("plural"):
        return Phrase(inside[-1], inside[-1], inside[-1])
    if tokens[inside[0]].text in _LEADING_COVERBS:
        return None
    first = _begin(view, inside)
    return Phrase(inside[-1], first, inside[-1])


def _is_named(view: View, start: int, end: int) -> bool:
    """Whether a name, pronoun or title ends right before a character."""
    text = view.text[start:end].rstrip(_SPACES)
    data = view.data
    pronouns = data.listed("female") | data.listed("male") | data.listed("plural") | data.listed("titles")
    ends = start + len(text)
    return any(text.endswith(one) for one in pronouns) or any(one.end_char == ends for one in view.line.mentions)


def _after_lead(view: View, start: int, end: int) -> int:
    words = view.data.listed("lead") | view.data.listed("but") | view.data.listed("and") | view.data.listed("while")
    changed = True
    while changed:
        changed = False
        while start < end and view.text[start] in _SPACES:
            start += 1
        for word in words:
            if view.text.startswith(word, start, end) and not _in_mention(view, start):
                start, changed = start + len(word), True
    return start


def _begin(view: View, inside: list[int]) -> int:
    """Where a long phrase begins: after the last verb in it that no name covers."""
    tokens = view.line.tokens
    if tokens[inside[-1]].end - tokens[inside[0]].start <= _SHORT:
        return inside[0]
    for k in range(inside[-1], inside[0] - 1, -1):
        if tokens[k].pos == "VERB" and not _in_mention(view, tokens[k].start) and k < inside[-1]:
            after = [j for j in range(k + 1, inside[-1] + 1) if tokens[j].text == "的"]
            return after[-1] + 1 if after and after[-1] < inside[-1] else k + 1
    return inside[0]


def first_named(view: View, end: int) -> Phrase | None:
    """The first name of a line, if it stands before a character."""
    held = [one for one in view.line.mentions if one.end_char <= end and one.how != "adjective"]
    for one in held:
        tokens = view.line.within(one.start_char, one.end_char)
        if tokens:
            return Phrase(tokens[-1], tokens[0], tokens[-1])
    return None
