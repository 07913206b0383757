"""Speakers in languages that write no blanks between words, where clauses are told by marks and coverbs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from armillary.read.statements.contents import Content, View, bared, clause_end
from armillary.read.statements.cues import Hit
from armillary.read.statements.speakers import NOMINAL, Phrase
from armillary.schema import Mention

_BOUNDARY = re.compile(r"[，,。；;：:！？!?“”「」『』\"\n]|——|……|…")
_COVERBS = re.compile("在|向|对|就|将|把|于|對|將|通过|通過|当天|表示")
_LEADING_COVERBS = frozenset({"对", "对于", "在", "向", "从", "把", "将", "被", "由", "让", "使", "對"})
_ADJUNCTS = re.compile("(?<![存现正潜实内外所])在|就|对|向")
_DAY = re.compile(
    r"(?:(?<![A-Za-z\d])(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号]?|(?:[今去前]年|\d{4}年)?\d{1,2}月份?|[今去前]年"
    r"|(?:本周|上周|周|星期)[一二三四五六日天]|[当同昨今次翌][天日]|[本上]周|[本上]月|日前|近日|稍早|[上下]午|晚上?|会后|早些时候)+$"
)
_DATELINE = re.compile(
    r"^[^，。：“]{0,30}?(?:\d日|社)[电讯](?:（[^）]{0,20}）|\([^)]{0,20}\))?[\s\u3000]*|^[【（(][^】）)]{1,20}[】）)]\s*"
)
_SHORT = 12
"""Characters of a clause before the cue that is all speaker."""
_VIEWS = frozenset({"看来", "眼中", "眼里", "的眼中"})
_TITLE = 16
"""Characters of a title between a state and a name."""
_BREAKS = re.compile(r"[，,。；：“”、]|与|同|向|对|的")
_SPACES = " \u3000\u00a0"


def speaker(view: View, hit: Hit) -> Phrase | None:
    """The noun phrase before a cue, in its clause; else the first name of the line before it."""
    start = max(
        [_opening(view), *(one.end() + view.start for one in _BOUNDARY.finditer(view.text[view.start : hit.start]))]
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


def _opening(view: View) -> int:
    """Where a line begins behind its dateline: 新华社基辅3月14日电（记者某某）."""
    found = _DATELINE.match(view.text[view.start : view.end])
    return view.start + (found.end() if found else 0)


def by_preposition(view: View, hit: Hit) -> tuple[Phrase, Content] | None:
    """`据X称，…`, `在X看来，…`: the speaker up to the closing word, the content after it."""
    limit = next((one.start() + hit.end for one in _BOUNDARY.finditer(view.text[hit.end : view.end])), view.end)
    inside = view.text[hit.end : limit]
    closers = sorted(view.data.listed("closers"), key=len, reverse=True)
    if view.text[hit.start : hit.end] == "在":
        closers = [one for one in closers if one in _VIEWS]
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
        day = _DAY.search(view.text, start, end)
        if day is not None and day.start() > start and not _in_mention(view, end - 1):
            end, changed = day.start(), True
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
    else:
        end = _before_adjunct(view, start, end)
    inside = [k for k, token in enumerate(tokens) if start <= token.start and token.end <= end]
    while (
        inside and tokens[inside[0]].pos in ("PUNCT", "CCONJ", "ADV") and not _in_mention(view, tokens[inside[0]].start)
    ):
        inside.pop(0)
    while inside and (
        tokens[inside[-1]].text in ("的", "们的", "所", "")
        or (tokens[inside[-1]].pos == "ADV" and len(inside) > 1 and not _in_mention(view, tokens[inside[-1]].start))
    ):
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


def _before_adjunct(view: View, start: int, end: int) -> int:
    """Where a noun phrase ends before the place, the topic or the hearer it speaks at, on or to: 某人在某地说."""
    for one in _ADJUNCTS.finditer(view.text, start + 2, end):
        before = [token for token in view.line.tokens if start <= token.start and token.end <= one.start()]
        verbal = any(token.pos == "VERB" and not _in_mention(view, token.start) for token in before)
        whole = bool(before) and before[-1].end == one.start()
        if (
            whole
            and not verbal
            and not _in_mention(view, one.start())
            and any(token.pos in NOMINAL for token in before)
        ):
            return _without_lights(view, start, one.start())
    return end


def _is_named(view: View, start: int, end: int) -> bool:
    """Whether a name, pronoun or title ends right before a character."""
    text = _DAY.sub("", view.text[start:end].rstrip(_SPACES)).rstrip(_SPACES)
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
    for one in _by_name(view, held):
        tokens = view.line.within(one.start_char, one.end_char)
        if tokens:
            return Phrase(tokens[-1], tokens[0], tokens[-1])
    return None


def _by_name(view: View, held: Sequence[Mention]) -> list[Mention]:
    """Mentions in order, a person's name before the state and office in the title right before it."""
    if not held:
        return []
    opener = max((one for one in held if one.start_char == held[0].start_char), key=lambda one: one.end_char)
    for one in held:
        title = view.text[opener.end_char : one.start_char]
        if one.actor_id.startswith("person:") and len(title) <= _TITLE and not _BREAKS.search(title):
            return [one, *held]
    return [opener, *held]
