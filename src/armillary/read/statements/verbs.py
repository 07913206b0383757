"""Reports by verbs of speech and thought."""

from __future__ import annotations

from dataclasses import replace

from armillary.read.statements import contents, openings, speakers, unspaced, voices
from armillary.read.statements.contents import Content, View
from armillary.read.statements.cues import Hit
from armillary.read.statements.placing import (
    around,
    content_after,
    content_before,
    content_of,
    gone_on,
    group_of,
    joined,
)
from armillary.read.statements.report import Report, made
from armillary.read.statements.speakers import Phrase
from armillary.read.statements.subjects import floor_of, speaker_of
from armillary.read.statements.verb_final import by_final_verb

_COMMAS = frozenset({",", "，", "、"})
_DASHES = frozenset({"—", "–", "-", "--", "――", "——"})


def by_verb(view: View, hit: Hit) -> Report | None:
    if view.data.order == "final":
        return by_final_verb(view, hit)
    if voices.is_passive(view.line, hit, view.data):
        return _passive(view, hit)
    speaker = speaker_of(view, hit)
    group = group_of(hit, speaker)
    if _is_manner(view, group):
        return None
    if _introduced(view, group):
        content = around(view, group[0] - 1, group[1], hit)
        return None if content is None else made(view, hit, content, speaker)
    after = group[1] + 1 if speaker is not None and speaker.first > hit.last else hit.last + 1
    following = content_after(view, hit, after)
    preceding = content_before(view, hit, group)
    inverted = speaker is not None and speaker.first > hit.last
    if inverted and preceding is not None and following is not None and following.opening == "zero":
        following = None
    if preceding is not None and following is not None and following.opening not in ("quote", "object"):
        following, preceding = (None, preceding) if preceding.kind == "direct" else (following, None)
    content = joined(view, preceding, following)
    if content is not None and not view.data.spaced and not hit.cue.takes("clause"):
        content = unspaced.with_object(view, hit, content)
    if speaker is None and not view.data.spaced and hit.cue.thought:
        return None
    if content is not None and content is preceding and content.kind == "indirect":
        content = gone_on(view, hit, group, content)
    if content is not None and (_is_unsaid(view, hit, speaker, content) or _is_sought(view, hit, content)):
        return None
    if speaker is not None and _is_relative(view, speaker):
        return None
    content = _without_half(view, hit, content) if content is not None else None
    if content is None or (speaker is None and not _may_lack(view, hit)):
        return None
    return made(view, hit, content, speaker)


def _without_half(view: View, hit: Hit, content: Content) -> Content | None:
    """A content without the particle of a separable verb at its end (`wies die Vorwürfe zurück`); None if all is.

    `Das kündigte der Minister an` tells of what was said before.
    """
    halves, tokens = view.data.listed("halves"), view.line.tokens
    if not halves or content.opening == "quote":
        return content
    if hit.first and tokens[hit.first - 1].text.lower() in view.data.listed("told_before"):
        return None
    inside = view.line.within(content.start, content.end)
    if not inside or tokens[inside[-1]].text.lower() not in halves or content.start < hit.start:
        return content
    return replace(content, end=tokens[inside[-2]].end) if len(inside) > 2 else None


def _is_unsaid(view: View, hit: Hit, speaker: Phrase | None, content: Content) -> bool:
    """`No official has said`, `did not say whether`: nothing is reported to have been said."""
    tokens, data = view.line.tokens, view.data
    negative = data.listed("none")
    before = tokens[max(0, hit.first - 3) : hit.first]
    if speaker is not None and speaker.first < hit.first:
        named = [token.text.lower() for token in tokens[max(0, speaker.first - 2) : speaker.last + 1]]
        if negative & set(named):
            return True
        before = tokens[max(speaker.last + 1, hit.first - 4) : hit.first]
    denied = bool(data.listed("not") & {token.text.lower() for token in before})
    return (
        denied
        and content.opening != "quote"
        and not hit.cue.thought
        and hit.cue.stance in ("says", "claims", "asks", "confirms")
    )


def _is_sought(view: View, hit: Hit, content: Content) -> bool:
    """`Chce ustalić, czy …`: what is still to be found out is not told."""
    inf = view.line.tokens[hit.first].feats.get("VerbForm") == "Inf"
    return view.data.drops and inf and content.opening == "question" and not hit.cue.thought


def _is_relative(view: View, speaker: Phrase) -> bool:
    token = view.line.tokens[speaker.first]
    alone = speaker.first == speaker.last or token.pos == "PRON"
    return alone and token.text.lower() in view.data.listed("relative")


def _may_lack(view: View, hit: Hit) -> bool:
    """A verb without subject: where the language drops it, or beside a quotation."""
    feats = view.line.tokens[hit.first].feats
    if view.data.drops and _is_impersonal(view, hit):
        return False
    ends = tuple(view.data.listed("first_ends"))
    first = feats.get("Person") in ("1", "2") or (ends and view.line.tokens[hit.first].text.lower().endswith(ends))
    if view.data.drops and first and not contents.outer(view.quotes, hit.start):
        return hit.cue.takes("quote") and not hit.cue.takes("clause")
    return feats.get("VerbForm") not in ("Inf",) or any(one.holds(hit.start) for one in view.quotes)


def _is_impersonal(view: View, hit: Hit) -> bool:
    """`Nie jest pewne, czy`: a neuter predicate without a subject is nobody's thought."""
    token = view.line.tokens[hit.first]
    return token.pos == "ADJ" and token.feats.get("Gender") == "Neut"


def _is_manner(view: View, group: tuple[int, int]) -> bool:
    """`just so, as he thinks fit`."""
    tokens, k = view.line.tokens, group[0] - 1
    if k < 2 or tokens[k].text.lower() not in view.data.listed("like") or tokens[k - 1].text not in _COMMAS:
        return False
    return tokens[k - 2].text.lower() in view.data.listed("manner")


def _introduced(view: View, group: tuple[int, int]) -> bool:
    """`As the minister said, …`."""
    tokens, k = view.line.tokens, group[0] - 1
    if k < 0 or tokens[k].text.lower() not in view.data.listed("like"):
        return False
    return k < 2 or (
        tokens[k - 1].text in _COMMAS | _DASHES and tokens[k - 2].text.lower() not in view.data.listed("unlike")
    )


def _passive(view: View, hit: Hit) -> Report | None:
    """`It was announced that …`, `was told by X that …`: the speaker is the agent, or left open."""
    by = voices.agent(view.line, hit, view.data)
    if by is None and hit.cue.words[0] in view.data.listed("raised"):
        raised = _raised(view, hit)
        if raised is not None:
            return raised
    topic = _topic(view, hit, by)
    if topic is not None:
        return topic
    at = by.last + 1 if by is not None else hit.last + 1
    opening = openings.opening_after(view, hit, at)
    if opening is None or (opening[0] in ("object", "naming") and by is None):
        return None
    content = content_after(view, hit, at)
    return None if content is None else made(view, hit, content, by, left_open=by is None, confidence=0.6)


def _topic(view: View, hit: Hit, by: Phrase | None) -> Report | None:
    """`The plan was criticised by the unions`, `he was blamed for it`: the subject is what is spoken of."""
    tokens, k = view.line.tokens, hit.last + 1
    marks = view.data.listed("blamed")
    blamed = k < len(tokens) and tokens[k].text.lower() in marks
    if not marks or not hit.cue.takes("object", "naming") or (by is None and not blamed):
        return None
    found = speakers.left_phrase(view.line, hit.first, view.data, floor_of(view, hit))
    if found is None or (by is not None and hit.cue.words[0] in view.data.listed("addressed")):
        return None
    start = tokens[found.first].start
    end = tokens[found.last].end if by is not None else contents.phrase_end(view, start, view.end)
    content = content_of(view, start, end, "object")
    return None if content is None else made(view, hit, content, by, left_open=by is None, confidence=0.6)


def _raised(view: View, hit: Hit) -> Report | None:
    """`He is believed to be ill`: hearsay; the content is the whole clause."""
    tokens, k = view.line.tokens, hit.last + 1
    if k + 1 >= len(tokens) or tokens[k].text.lower() not in view.data.listed("infinitive"):
        return None
    found = speakers.left_phrase(view.line, hit.first, view.data, floor_of(view, hit))
    if found is None:
        return None
    start = tokens[found.first].start
    content = content_of(view, start, contents.clause_end(view, hit, hit.end), "zero")
    return None if content is None else made(view, hit, content, None, left_open=True, confidence=0.6, stance="claims")
