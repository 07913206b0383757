"""Where what is said stands: after a cue, before it, around it, or broken by it."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.read.document import Token
from armillary.read.statements import contents, openings, speakers
from armillary.read.statements.contents import Content, View
from armillary.read.statements.cues import Hit
from armillary.read.statements.speakers import Phrase

_COMMAS = frozenset({",", "，", "、"})
_DASHES = frozenset({"—", "–", "-", "--", "――", "——"})


def content_after(view: View, hit: Hit, at: int) -> Content | None:
    opening = openings.opening_after(view, hit, at)
    if opening is None:
        return None
    how, start = opening
    if how == "quote":
        quote = next(one for one in view.quotes if one.opened == start)
        if quote.end - quote.start < 2:
            return None
        tail = view.text[quote.closed : view.end].strip(" .,;!?…—–\n")
        if quote.closed >= view.end or not tail or _starts_full(view, quote.start, start):
            return content_of(view, quote.opened, quote.closed, how)
    end = contents.clause_end(view, hit, start)
    if how in ("naming", "object"):
        end = contents.phrase_end(view, start, end)
    over = contents.outer(view.quotes, end - 1)
    if over is not None and over.opened >= start and over.closed > end and end == view.end:
        end = over.closed
    return content_of(view, start, end, how)


def _starts_full(view: View, start: int, opened: int) -> bool:
    """A quotation that is a sentence of its own: after a colon or comma, with a capital."""
    before = view.text[:opened].rstrip()[-1:]
    return before in ":：,，" and (view.text[start : start + 1].isupper() or not view.text[start : start + 1].islower())


def content_of(view: View, start: int, end: int, how: contents.Opening) -> Content | None:
    start, end, kind = contents.bared(view.text, start, end, view.quotes)
    return Content(start, end, how, kind) if end > start else None


def content_before(view: View, hit: Hit, group: tuple[int, int]) -> Content | None:
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
    return before(view, hit, end, group[1])


def before(view: View, hit: Hit, end: int, last: int) -> Content | None:
    """What the line says up to a character, from its start, from its quotation's start, or from the report before.

    `last` is the last token of cue and speaker.
    """
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
    if quote is None and hit.form == "verb" and view.data.zero and not openings.may_be_bare(hit, view.data):
        return None
    if quote is None and not hit.cue.takes("clause"):
        return None
    inside = [token for token in view.line.tokens if start <= token.start < end]
    if quote is None and not _is_clause(view, hit, inside):
        return None
    bare_start, bare_end, kind = contents.bared(view.text, start, end, view.quotes)
    if bare_end <= bare_start or (kind == "indirect" and hit.form == "verb" and not _is_parenthesis(view, hit, last)):
        return None
    if kind == "indirect" and view.text[start] in _DASHES:
        kind = "direct"
    return Content(bare_start, bare_end, "quote" if kind == "direct" else "zero", kind)


def _is_clause(view: View, hit: Hit, inside: Sequence[Token]) -> bool:
    """Words that make a clause; beside a plain verb of saying that ends the line enough words will do."""
    if any(_carries(token, view.data.zero) for token in inside) or _is_bracketed(view, hit):
        return True
    plain = hit.cue.words[0] in view.data.listed("sayers") and contents.ends_soon(view, hit)
    return plain and len(inside) > 4 and any(token.pos in ("NOUN", "VERB") for token in inside)


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


def _is_parenthesis(view: View, hit: Hit, last: int) -> bool:
    """A cue after an unmarked content takes no object of its own and is no participle (`…, adding to her lead`)."""
    tokens, k = view.line.tokens, max(hit.last, last) + 1
    if view.data.drops and (tokens[hit.first].feats.get("VerbForm") in ("Conv", "Inf") or _has_object(tokens, k)):
        return False
    if view.data.zero and view.data.spaced and tokens[hit.first].text.endswith("ing"):
        return False
    if not view.data.zero or k >= len(tokens):
        return True
    relative = tokens[k].text.lower() in view.data.listed("relative")
    return (
        relative
        or tokens[k].pos in ("PUNCT", "ADV", "ADP", "SCONJ")
        or not any(contents.is_finite(token) for token in tokens[k:])
    )


def _has_object(tokens: Sequence[Token], k: int) -> bool:
    """Whether an accusative follows (`dodała truciznę`)."""
    return k < len(tokens) and tokens[k].pos in ("NOUN", "ADJ") and tokens[k].feats.get("Case") == "Acc"


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


def joined(view: View, preceding: Content | None, following: Content | None) -> Content | None:
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


def around(view: View, first: int, last: int, hit: Hit) -> Content | None:
    """What a line says around an adjunct (`according to X`): after it where it comes first, else all before it."""
    tokens = view.line.tokens
    k = last + 1
    while k < len(tokens) and tokens[k].text not in _COMMAS | _DASHES and k - last < 30:
        k += 1
    begin = clause_start(view, first)
    if begin >= first:
        if _runs_on(view, last + 1, k):
            k = len(tokens)
        start = (
            tokens[k].end
            if k < len(tokens) and tokens[k].text in _COMMAS | _DASHES
            else tokens[min(last + 1, len(tokens) - 1)].start
        )
        return content_of(view, start, _extended(view, contents.clause_end(view, hit, start)), "conjunction")
    end = tokens[first].start
    rest = view.text[tokens[k].end if k < len(tokens) else view.end : view.end].strip(" .!?\n")
    if rest and k < len(tokens) and view.text[:end].rstrip()[-1:] in ",，":
        return content_of(view, tokens[begin].start, _extended(view, view.end), "conjunction")
    return before(view, hit, end, last)


def _runs_on(view: View, first: int, comma: int) -> bool:
    """`Według rządu ceny wzrosły, a inflacja spadła`: no comma parts the adjunct from what is said."""
    tokens, data = view.line.tokens, view.data
    barred = data.listed("relative") | data.listed("open")
    if any(token.text.lower() in barred for token in tokens[first:comma]):
        return False
    return any(
        contents.is_finite(token) and token.feats.get("VerbForm", "Fin") == "Fin" for token in tokens[first:comma]
    )


def _extended(view: View, end: int) -> int:
    over = contents.outer(view.quotes, end - 1)
    return over.closed if over is not None and end == view.end and over.opened >= view.start else end


def clause_start(view: View, first: int) -> int:
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


def gone_on(view: View, hit: Hit, group: tuple[int, int], content: Content) -> Content:
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
    longer = content_of(view, content.start, contents.clause_end(view, hit, after.start), "zero")
    return longer or content


def group_of(hit: Hit, speaker: Phrase | None) -> tuple[int, int]:
    """First and last token of cue and speaker together."""
    if speaker is None:
        return hit.first, hit.last
    return min(hit.first, speaker.first), max(hit.last, speaker.last)
