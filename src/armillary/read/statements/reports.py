"""Reports of one line: each cue with its speaker and what is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from armillary.read.document import Line, Token
from armillary.read.statements import contents, speakers, unspaced
from armillary.read.statements.contents import Content, View
from armillary.read.statements.cues import Hit
from armillary.read.statements.quotes import Quote, end_at
from armillary.read.statements.speakers import Phrase
from armillary.schema import Stance, StatementKind

_COMMAS = frozenset({",", "，", "、"})
_DASHES = frozenset({"—", "–", "-", "--", "――", "——"})


_SAYING = 8
"""Characters of a quotation that is more than a word."""


@dataclass(slots=True)
class Report:
    """Something said, before it is known who the speaker is."""

    line: Line
    start: int
    end: int
    kind: StatementKind
    stance: Stance
    cue: str
    at: int
    """Character of the cue."""
    speaker: tuple[int, int] | None = None
    """Characters that name the speaker."""
    head: int | None = None
    """First character of the speaker's head."""
    left_open: bool = False
    """The text says nobody in particular speaks."""
    confidence: float = 0.8
    why: str = ""
    plural: bool = False
    """The verb is plural."""
    unspaced: bool = False
    weak: bool = False
    """A thought, a naming or a wish: inside what somebody says it is no report of its own."""
    carried: bool = False
    """No cue of its own: the speaker before goes on."""


def reports(view: View) -> Iterator[Report]:
    """All reports of a line that have a cue, in order."""
    before: Report | None = None
    for hit in view.hits:
        quote = contents.outer(view.quotes, hit.start)
        if quote is not None and not quote.is_closed and quote.start < hit.start:
            _end_open_quote(view, hit, quote)
        if _in_own_words(view, hit) or _repeats(view, hit):
            continue
        found = _REPORTS[hit.form](view, hit)
        if found is not None and found.end - found.start >= 2:
            if before is not None and before.end <= found.at and _joins(view, hit):
                found.speaker, found.head = before.speaker, before.head
            before = found if hit.form == "verb" else before
            yield found


def _joins(view: View, hit: Hit) -> bool:
    """`…, adding that`, `… and warned that`: the speaker of the report before it speaks on."""
    return hit.form == "verb" and view.data.spaced and speakers.shares_subject(view.line, hit, view.data)


def _end_open_quote(view: View, hit: Hit, quote: Quote) -> None:
    """`“It is over, — he said.`: a quotation that never closes ends where an inverted cue with its speaker begins."""
    tokens, data = view.line.tokens, view.data
    if hit.form != "verb" or not speakers.is_inverted_place(view.line, hit, data):
        return
    right = speakers.right_phrase(view.line, hit.last, data)
    if right is None or not _closes(view, right.last + 1):
        return
    k = hit.first - 1
    while k > 0 and (speakers.is_light(tokens[k], data) or tokens[k].text in _COMMAS | _DASHES):
        k -= 1
    if tokens[k].end > quote.start and tokens[right.first].text.lower() not in data.listed("first"):
        end_at(quote, tokens[k].end)


def _repeats(view: View, hit: Hit) -> bool:
    """A cue right after another in a script without blanks (`发誓不承认`): one report, not two."""
    if view.data.spaced:
        return False
    lights = view.data.listed("lights") | view.data.listed("not") | {""}
    return any(
        other.end <= hit.start and view.text[other.end : hit.start].strip() in lights and other.form == "verb"
        for other in view.hits
        if other is not hit
    )


def _in_own_words(view: View, hit: Hit) -> bool:
    """Inside a quotation only others' speech is reported: `I think`, `you know` are the speaker's own."""
    quote = contents.outer(view.quotes, hit.start)
    if quote is None or quote.opened >= hit.start:
        return False
    if hit.cue.thought or hit.form in ("noun", "hearsay", "particle"):
        return True
    tokens = view.line.tokens
    near = {tokens[k].text.lower() for k in range(max(0, hit.first - 4), min(len(tokens), hit.last + 3))}
    if near & view.data.listed("first"):
        return True
    people = view.data.listed("female") | view.data.listed("male") | view.data.listed("plural")
    held = view.line.mentions_at(max(0, hit.first - 1)) or view.line.mentions_at(max(0, hit.first - 2))
    return not near & people and not held


def made(view: View, hit: Hit, content: Content, speaker: Phrase | None, **more: object) -> Report:
    """A report from its parts."""
    tokens = view.line.tokens
    report = Report(
        line=view.line,
        start=content.start,
        end=content.end,
        kind=content.kind,
        stance=_stance(hit, content),
        cue=view.text[hit.start : hit.end],
        at=hit.start,
        plural=tokens[hit.first].feats.get("Number") == "Plur" and view.data.drops,
        weak=hit.cue.thought or content.opening in ("object", "naming"),
        unspaced=not view.data.spaced,
        why=_why(view, hit, content),
    )
    if speaker is not None:
        report.speaker = tokens[speaker.first].start, tokens[speaker.last].end
        report.head = tokens[speaker.head].start
    for name, value in more.items():
        setattr(report, name, value)
    return report


def _why(view: View, hit: Hit, content: Content) -> str:
    words = " ".join(hit.cue.words)
    return f"cue `{words}` ({view.data.language}/reporting.toml: {hit.form}), content by {content.opening}"


def _stance(hit: Hit, content: Content) -> Stance:
    frames = {"infinitive": "infinitive", "gerund": "infinitive", "naming": "naming", "object": "object"}
    return hit.cue.stances.get(frames.get(content.opening, "clause"), hit.cue.stance)


# --- verbs ---------------------------------------------------------------------------------------------------


def _verb(view: View, hit: Hit) -> Report | None:
    if view.data.order == "final":
        return _verb_final(view, hit)
    if speakers.is_passive(view.line, hit, view.data):
        return _passive(view, hit)
    speaker = _speaker(view, hit)
    group = _group(hit, speaker)
    if _is_manner(view, group):
        return None
    if _introduced(view, group):
        content = around(view, group[0] - 1, group[1], hit)
        return None if content is None else made(view, hit, content, speaker)
    after = group[1] + 1 if speaker is not None and speaker.first > hit.last else hit.last + 1
    following = _following(view, hit, after)
    preceding = _preceding(view, hit, group)
    if preceding is not None and following is not None and following.opening not in ("quote", "object"):
        following, preceding = (None, preceding) if preceding.kind == "direct" else (following, None)
    content = _joined(view, preceding, following)
    if content is not None and not view.data.spaced and not hit.cue.takes("clause"):
        content = unspaced.with_object(view, hit, content)
    if speaker is None and not view.data.spaced and hit.cue.thought:
        return None
    if content is not None and content is preceding and content.kind == "indirect":
        content = _gone_on(view, hit, group, content)
    if content is not None and _is_unsaid(view, hit, speaker, content):
        return None
    if speaker is not None and _is_relative(view, speaker):
        return None
    if content is None or (speaker is None and not _may_lack(view, hit)):
        return None
    return made(view, hit, content, speaker)


def _gone_on(view: View, hit: Hit, group: tuple[int, int], content: Content) -> Content:
    """`It was over, he said, so they left`: what follows the parenthesis belongs to what is said."""
    tokens, data = view.line.tokens, view.data
    k = group[1] + 1
    if k + 3 >= len(tokens) or tokens[k].text not in _COMMAS:
        return content
    after = tokens[k + 1]
    barred = data.listed("while") | data.listed("relative") | data.listed("and")
    if (
        after.text.lower() in barred
        or after.text.endswith("ing")
        or after.feats.get("VerbForm") in ("Part", "Ger", "Conv")
    ):
        return content
    longer = _content(view, content.start, contents.clause_end(view, hit, after.start), "zero")
    return longer or content


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


def _is_relative(view: View, speaker: Phrase) -> bool:
    token = view.line.tokens[speaker.first]
    alone = speaker.first == speaker.last or token.pos == "PRON"
    return alone and token.text.lower() in view.data.listed("relative")


def _may_lack(view: View, hit: Hit) -> bool:
    """A verb without subject: where the language drops it, or beside a quotation."""
    feats = view.line.tokens[hit.first].feats
    return feats.get("VerbForm") not in ("Inf",) or any(one.holds(hit.start) for one in view.quotes)


def _speaker(view: View, hit: Hit) -> Phrase | None:
    line, data = view.line, view.data
    if not data.spaced:
        return unspaced.speaker(view, hit)
    floor = _floor(view, hit)
    if speakers.is_inverted_place(line, hit, data, floor):
        right = speakers.right_phrase(line, hit.last, data)
        if right is not None and _closes(view, right.last + 1) and not _meets_quote(view, right.last + 1):
            return right
    if speakers.shares_subject(line, hit, data):
        return speakers.shared_subject(line, hit, data, floor) or _beyond_quotation(view, hit)
    left = speakers.left_phrase(line, hit.first, data, floor)
    if left is not None and _is_subject(view, left):
        return left
    parsed = speakers.subject(line, hit.first)
    if parsed is not None and floor <= parsed < hit.first:
        return speakers.left_phrase(line, parsed + 1, data, floor)
    right = speakers.right_phrase(line, hit.last, data)
    if right is not None and not data.zero and _is_subject(view, right):
        return right
    return left if left is not None and data.zero else speakers.shared_subject(line, hit, data, floor)


def _beyond_quotation(view: View, hit: Hit) -> Phrase | None:
    """The shared subject before a quotation that stands between it and the cue."""
    own = contents.outer(view.quotes, hit.start)

    def quoted(at: int) -> bool:
        quote = contents.outer(view.quotes, at)
        return quote is not None and quote is not own

    return speakers.shared_subject(view.line, hit, view.data, 0, quoted)


def _meets_quote(view: View, k: int) -> bool:
    tokens = view.line.tokens
    return k < len(tokens) and any(one.opened == tokens[k].start for one in view.quotes)


def _is_subject(view: View, found: Phrase) -> bool:
    """Where cases show, the head is a nominative."""
    return view.line.tokens[found.head].feats.get("Case") in (None, "", "Nom")


def _closes(view: View, k: int) -> bool:
    """After an inverted speaker the line ends, or a comma, a stop, a quotation or an adverbial follows."""
    tokens = view.line.tokens
    rest = tokens[k:]
    if rest and rest[0].text.lower() in view.data.listed("relative"):
        return True
    if not rest or rest[0].pos == "PUNCT" or rest[0].pos in ("ADP", "ADV", "SCONJ", "CCONJ"):
        return True
    return not any(contents.is_finite(token) for token in rest)


def _floor(view: View, hit: Hit) -> int:
    """First token the speaker may stand on: after the last quotation, colon or semicolon before the cue."""
    tokens = view.line.tokens
    inside = contents.outer(view.quotes, hit.start)
    for k in range(hit.first - 1, -1, -1):
        if tokens[k].text in ";:：；":
            return k + 1
        if inside is not None and tokens[k].start < inside.start:
            return k + 1
        quote = contents.outer(view.quotes, tokens[k].start)
        if quote is not None and quote is not inside and quote.end - quote.start > 24:
            return k
    return 0


def _group(hit: Hit, speaker: Phrase | None) -> tuple[int, int]:
    """First and last token of cue and speaker together."""
    if speaker is None:
        return hit.first, hit.last
    return min(hit.first, speaker.first), max(hit.last, speaker.last)


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


def _following(view: View, hit: Hit, at: int) -> Content | None:
    opening = contents.opening_after(view, hit, at)
    if opening is None:
        return None
    how, start = opening
    if how == "quote":
        quote = next(one for one in view.quotes if one.opened == start)
        if quote.end - quote.start < 2:
            return None
        tail = view.text[quote.closed : view.end].strip(" .,;!?…—–\n")
        if quote.closed >= view.end or not tail or _starts_full(view, quote.start, start):
            return _content(view, quote.opened, quote.closed, how)
    end = contents.clause_end(view, hit, start)
    if how in ("naming", "object"):
        end = contents.phrase_end(view, start, end)
    over = contents.outer(view.quotes, end - 1)
    if over is not None and over.opened >= start and over.closed > end and end == view.end:
        end = over.closed
    return _content(view, start, end, how)


def _starts_full(view: View, start: int, opened: int) -> bool:
    """A quotation that is a sentence of its own: after a colon or comma, with a capital."""
    before = view.text[:opened].rstrip()[-1:]
    return before in ":：,，" and (view.text[start : start + 1].isupper() or not view.text[start : start + 1].islower())


def _content(view: View, start: int, end: int, how: contents.Opening) -> Content | None:
    start, end, kind = contents.bared(view.text, start, end, view.quotes)
    return Content(start, end, how, kind) if end > start else None


def _preceding(view: View, hit: Hit, group: tuple[int, int]) -> Content | None:
    """What stands before cue and speaker, if a comma, dash or closing mark ties it to them."""
    tokens = view.line.tokens
    k = group[0] - 1
    while k >= 0 and speakers.is_light(tokens[k], view.data):
        k -= 1
    if k < 0 or not (
        tokens[k].text in _COMMAS | _DASHES or speakers.is_quote_mark(tokens[k]) or tokens[k].text in "?!…"
    ):
        return None
    end = tokens[k].end if speakers.is_quote_mark(tokens[k]) or tokens[k].text in "?!…" else tokens[k].start
    return before(view, hit, end)


def before(view: View, hit: Hit, end: int) -> Content | None:
    """What the line says up to a character, from its start, from its quotation's start, or from the report before."""
    while end > view.start and view.text[end - 1] in " \u00a0,，—–-":
        end -= 1
    own = contents.outer(view.quotes, hit.start)
    quote = contents.outer(view.quotes, end - 1)
    start = view.start
    if own is not None and own.opened < hit.start:
        start, quote = max(start, own.start), None
        if start >= end:
            return None
    for other in view.hits:
        if other.end < hit.start and other.form == "verb" and other.start >= start:
            joint = _joint_after(view, other, end)
            start = joint or start
    if quote is not None and (quote.opened <= start or quote.opened < view.start):
        start, end = quote.opened, min(end, quote.closed)
    elif quote is not None and not view.text[start : quote.opened].strip(" ,.:;—–-\n"):
        start = quote.opened
    if quote is None and hit.form == "verb" and view.data.zero and not contents.may_be_bare(hit, view.data):
        return None
    if quote is None and not hit.cue.takes("clause"):
        return None
    inside = [token for token in view.line.tokens if start <= token.start < end]
    if quote is None and not any(_carries(token, view.data.zero) for token in inside) and not _is_bracketed(view, hit):
        return None
    bare_start, bare_end, kind = contents.bared(view.text, start, end, view.quotes)
    if bare_end <= bare_start or (kind == "indirect" and hit.form == "verb" and not _is_parenthesis(view, hit)):
        return None
    if kind == "indirect" and view.text[start] in _DASHES:
        kind = "direct"
    return Content(bare_start, bare_end, "quote" if kind == "direct" else "zero", kind)


def _is_bracketed(view: View, hit: Hit) -> bool:
    """`A new manager, he said, could change it`: the verb of the content comes after the parenthesis."""
    tokens = view.line.tokens
    comma = next((k for k in range(hit.last + 1, min(len(tokens), hit.last + 8)) if tokens[k].text in _COMMAS), None)
    return (
        comma is not None
        and comma + 1 < len(tokens)
        and tokens[comma + 1].pos in ("AUX", "VERB", "ADV", "PRON", "DET", "NOUN", "PROPN")
        and any(contents.is_finite(token) for token in tokens[comma + 1 :])
    )


def _carries(token: Token, strict: bool) -> bool:
    """A finite verb, or a word of unknown class; unless strict any form of a verb."""
    form = token.feats.get("VerbForm") if strict else None
    return token.pos in ("X", "AUX") or (token.pos == "VERB" and form in (None, "Fin"))


def _is_parenthesis(view: View, hit: Hit) -> bool:
    """A cue after an unmarked content takes no object of its own and is no participle (`…, adding to her lead`)."""
    tokens, k = view.line.tokens, hit.last + 1
    if view.data.zero and view.data.spaced and tokens[hit.first].text.endswith("ing"):
        return False
    if not view.data.zero or k >= len(tokens):
        return True
    return tokens[k].pos in ("PUNCT", "ADV", "ADP", "SCONJ") or not any(
        contents.is_finite(token) for token in tokens[k:]
    )


def _joint_after(view: View, other: Hit, end: int) -> int | None:
    """Where a new clause begins after another report of the line: behind a comma and a joint, or a semicolon."""
    tokens, data = view.line.tokens, view.data
    for k in range(other.last + 1, len(tokens) - 1):
        if tokens[k].start >= end:
            return None
        if tokens[k].text == ";" or (
            tokens[k].text in _COMMAS and tokens[k + 1].text.lower() in data.listed("and") | data.listed("but")
        ):
            return tokens[k + 1].start
    return None


def _joined(view: View, preceding: Content | None, following: Content | None) -> Content | None:
    if preceding is None or following is None:
        return following or preceding
    if following.kind == "direct" and following.start - preceding.end > 0 and not _after_pause(view, following):
        return preceding
    if following.opening == "object" or preceding.kind == "indirect":
        return preceding if following.opening == "object" else following
    return Content(preceding.start, following.end, "quote", "direct" if following.kind == "direct" else "mixed")


def _after_pause(view: View, content: Content) -> bool:
    """A quotation goes on after a pause; without one it is an object (`told "Fox and Friends"`)."""
    before = view.text[view.start : content.start].rstrip(" \u00a0“„«‹‘「『\"'`")
    return before[-1:] in ",:;.—–-，：" or view.data.order == "final"


def _passive(view: View, hit: Hit) -> Report | None:
    """`It was announced that …`, `was told by X that …`: the speaker is the agent, or left open."""
    by = speakers.agent(view.line, hit, view.data)
    if by is None and hit.cue.words[0] in view.data.listed("raised"):
        raised = _raised(view, hit)
        if raised is not None:
            return raised
    at = by.last + 1 if by is not None else hit.last + 1
    opening = contents.opening_after(view, hit, at)
    if opening is None or (opening[0] in ("object", "naming") and by is None):
        return None
    content = _following(view, hit, at)
    return None if content is None else made(view, hit, content, by, left_open=by is None, confidence=0.6)


def _raised(view: View, hit: Hit) -> Report | None:
    """`He is believed to be ill`: hearsay; the content is the whole clause."""
    tokens, k = view.line.tokens, hit.last + 1
    if k + 1 >= len(tokens) or tokens[k].text.lower() not in view.data.listed("infinitive"):
        return None
    found = speakers.left_phrase(view.line, hit.first, view.data, _floor(view, hit))
    if found is None:
        return None
    start = tokens[found.first].start
    content = _content(view, start, contents.clause_end(view, hit, hit.end), "zero")
    return None if content is None else made(view, hit, content, None, left_open=True, confidence=0.6, stance="claims")


def _verb_final(view: View, hit: Hit) -> Report | None:
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
        _content(view, quote.opened, quote.closed, "quote")
        if quote is not None
        else _content(view, start, tokens[hit.first].start, "conjunction")
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
    if held and view.line.within(held[0].start_char, held[0].end_char):
        inside = view.line.within(held[0].start_char, held[0].end_char)
        return Phrase(inside[-1], inside[0], inside[-1])
    return None


# --- prepositions, hearsay, nouns ----------------------------------------------------------------------------


def around(view: View, first: int, last: int, hit: Hit) -> Content | None:
    """What a line says around an adjunct (`according to X`): after it where it comes first, else all before it."""
    tokens = view.line.tokens
    k = last + 1
    while k < len(tokens) and tokens[k].text not in _COMMAS | _DASHES and k - last < 30:
        k += 1
    begin = _clause_start(view, first)
    if begin >= first:
        start = (
            tokens[k].end
            if k < len(tokens) and tokens[k].text in _COMMAS | _DASHES
            else tokens[min(last + 1, len(tokens) - 1)].start
        )
        return _content(view, start, _extended(view, contents.clause_end(view, hit, start)), "conjunction")
    end = tokens[first].start
    rest = view.text[tokens[k].end if k < len(tokens) else view.end : view.end].strip(" .!?\n")
    if rest and k < len(tokens) and view.text[:end].rstrip()[-1:] in ",，":
        return _content(view, tokens[begin].start, _extended(view, view.end), "conjunction")
    return before(view, hit, end)


def _extended(view: View, end: int) -> int:
    over = contents.outer(view.quotes, end - 1)
    return over.closed if over is not None and end == view.end and over.opened >= view.start else end


def _clause_start(view: View, first: int) -> int:
    """First token of the clause that an adjunct stands in."""
    tokens, data = view.line.tokens, view.data
    for k in range(first - 1, -1, -1):
        joint = tokens[k].text.lower() in data.listed("and") | data.listed("but") | data.listed("while")
        if tokens[k].text in ";:" or (joint and k > 0 and tokens[k - 1].text in _COMMAS and first - k <= 2):
            return k + 1
    leading = 0
    while leading < first and (
        tokens[leading].pos in ("PUNCT", "CCONJ")
        or tokens[leading].text.lower() in data.listed("and") | data.listed("but") | data.listed("lead")
    ):
        leading += 1
    return leading


def _preposition(view: View, hit: Hit) -> Report | None:
    if not view.data.spaced:
        found = unspaced.by_preposition(view, hit)
        return None if found is None else made(view, hit, found[1], found[0])
    speaker = _pronoun_inside(view, hit) or speakers.right_phrase(view.line, hit.last, view.data)
    if speaker is None:
        return None
    content = around(view, hit.first, max(hit.last, speaker.last), hit)
    return None if content is None else made(view, hit, content, speaker)


def _pronoun_inside(view: View, hit: Hit) -> Phrase | None:
    """`In his view`: the pronoun within the turn of phrase."""
    data = view.data
    pronouns = data.listed("female") | data.listed("male") | data.listed("plural")
    for k in range(hit.first, hit.last + 1):
        if view.line.tokens[k].text.lower() in pronouns and hit.last > hit.first:
            return Phrase(k, k, k)
    return None


def _postposition(view: View, hit: Hit) -> Report | None:
    speaker = speakers.left_phrase(view.line, hit.first, view.data)
    if speaker is None:
        return None
    content = around(view, speaker.first, hit.last, hit)
    return None if content is None else made(view, hit, content, speaker)


def _hearsay(view: View, hit: Hit) -> Report | None:
    begin = _clause_start(view, hit.first)
    start = view.line.tokens[begin].start
    if start >= hit.start:
        start = hit.end
    content = _content(view, start, contents.clause_end(view, hit, max(start, hit.end)), "zero")
    return None if content is None else made(view, hit, content, None, left_open=True, confidence=0.6)


def _noun(view: View, hit: Hit) -> Report | None:
    """`The claim that …`, `X's warning that …`, `used a proverb — “…”`."""
    tokens, data = view.line.tokens, view.data
    quoted = _quoted_words(view, hit)
    if quoted is not None:
        return quoted
    k = hit.last + 1
    by: Phrase | None = None
    if k < len(tokens) and tokens[k].text.lower() in data.listed("by"):
        by = speakers.right_phrase(view.line, k, data)
        k = by.last + 1 if by is not None else k
    while k < len(tokens) and tokens[k].text in _COMMAS:
        k += 1
    if k >= len(tokens):
        return None
    if tokens[k].text.lower() not in data.listed("open"):
        return _promised(view, hit, by, k)
    start = tokens[k].end
    end = min(contents.clause_end(view, hit, start), _predicate_start(view, hit))
    speaker = by or _owner(view, hit)
    main = _main_clause(view, hit, start) if speaker is None else None
    if main is not None:
        end, speaker = min(end, main[0]), main[1]
    content = _content(view, start, end, "conjunction")
    if speaker is None and hit.cue.stance == "says" and not set(hit.cue.words) & data.listed("rumours"):
        return None
    return None if content is None else made(view, hit, content, speaker, left_open=speaker is None, confidence=0.6)


def _main_clause(view: View, hit: Hit, start: int) -> tuple[int, Phrase] | None:
    """`Besides a hint that it would join, Roe visited …`: where the main clause begins, and its subject."""
    tokens = view.line.tokens
    if hit.first > 3 or tokens[0].pos != "ADP":
        return None
    for k in range(len(tokens) - 3, hit.last, -1):
        if tokens[k].text not in _COMMAS or tokens[k].start <= start:
            continue
        verb = next((j for j in range(k + 2, min(len(tokens), k + 8)) if contents.is_finite(tokens[j])), None)
        subject = speakers.left_phrase(view.line, verb, view.data, k + 1) if verb is not None else None
        if (
            subject is not None
            and subject.first == k + 1
            and tokens[subject.head].feats.get("Case") in (None, "", "Nom")
        ):
            return tokens[k].start, subject
    return None


def _quoted_words(view: View, hit: Hit) -> Report | None:
    """A quotation that a colon or dash ties to a noun of speech in the same clause."""
    quote = next((one for one in view.quotes if one.depth == 0 and one.opened >= hit.end), None)
    if quote is None or quote.end - quote.start < _SAYING:
        return None
    between = view.text[hit.end : quote.opened].rstrip()
    finite = any(
        contents.is_finite(t) and t.pos == "VERB" for t in view.line.tokens if hit.end <= t.start < quote.opened
    )
    if between[-1:] not in ("—", "–", "-", ":", "：") or finite or len(between) > 60:
        return None
    speaker = _owner(view, hit) or _beyond_quotation(view, hit)
    if speaker is None and not view.data.spaced:
        speaker = unspaced.first_named(view, hit.start)
    content = _content(view, quote.opened, quote.closed, "quote")
    return None if content is None or speaker is None else made(view, hit, content, speaker, confidence=0.6)


def _promised(view: View, hit: Hit, by: Phrase | None, k: int) -> Report | None:
    """`His promise to leave`, `Iran's call for talks`: a noun with an infinitive or a preposition, and an owner."""
    tokens, data = view.line.tokens, view.data
    lower, after = tokens[k].text.lower(), tokens[k + 1] if k + 1 < len(tokens) else None
    to = hit.cue.stance in ("promises", "asks", "warns") and lower in data.listed("infinitive") and after is not None
    wanted = hit.cue.stance == "asks" and lower in data.listed("wanted")
    told = hit.cue.stance in ("claims", "warns") and lower in data.listed("told")
    speaker = by or _owner(view, hit)
    if speaker is None or after is None or not (wanted or told or (to and contents.is_infinitive(after))):
        return None
    start = tokens[k].start if to else after.start
    end = min(contents.phrase_end(view, start, contents.clause_end(view, hit, start)), _predicate_start(view, hit))
    content = _content(view, start, end, "infinitive" if to else "object")
    return None if content is None else made(view, hit, content, speaker, confidence=0.6)


def _predicate_start(view: View, hit: Hit) -> int:
    """Where the predicate begins whose subject is a noun of speech (`the claim that it fell was denied`)."""
    tokens = view.line.tokens
    head = tokens[hit.last].head
    if tokens[hit.last].relation not in ("nsubj", "nsubj:pass") or head <= hit.last + 3:
        return view.end
    while head - 1 > hit.last and tokens[head - 1].pos in ("AUX", "ADV", "PART"):
        head -= 1
    return tokens[head].start


def _owner(view: View, hit: Hit) -> Phrase | None:
    """Who makes the statement a noun names: its possessor, or the subject of the verb over it."""
    tokens, data = view.line.tokens, view.data
    k = hit.first - 1
    while k >= 0 and tokens[k].pos in ("ADJ", "NUM", "ADV"):
        k -= 1
    if k >= 0 and tokens[k].text.lower() in ("'s", "’s", "'", "’"):
        return speakers.left_phrase(view.line, k, data)
    if k >= 0 and tokens[k].text.lower() in data.listed("female") | data.listed("male") | data.listed("plural"):
        return Phrase(k, k, k)
    while k >= 0 and tokens[k].pos in ("DET", "PART", "ADV"):
        k -= 1
    if k >= 0 and tokens[k].pos == "VERB" and hit.first - k <= 5:
        return speakers.left_phrase(view.line, k, data) or speakers.shared_subject(view.line, hit, data, 0)
    return None


_REPORTS = {
    "verb": _verb,
    "noun": _noun,
    "preposition": _preposition,
    "postposition": _postposition,
    "hearsay": _hearsay,
    "particle": _hearsay,
}
