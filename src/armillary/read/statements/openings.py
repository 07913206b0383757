"""How a content opens after its cue: a quotation, a conjunction, an infinitive, a bare clause, an object."""

from __future__ import annotations

from armillary.read.document import Line, Token
from armillary.read.statements.contents import COLONS, COMMAS, DASHES, FINITE, Opening, View, is_finite
from armillary.read.statements.cues import Hit
from armillary.read.statements.quotes import Quote
from armillary.read.statements.reporting import Reporting

_WORDS = frozenset({"过去", "过渡", "过程", "过半", "过度", "过多", "道路", "道歉", "道德", "了解", "着手"})
"""Words whose first letter would be a particle behind a cue."""


def opening_after(view: View, hit: Hit, at: int) -> tuple[Opening, int] | None:
    """How a content opens after a cue, and at which character; `at` is the first token that may open it."""
    tokens, data = view.line.tokens, view.data
    if not data.spaced:
        return _opening_unspaced(view, hit)
    far = min(len(tokens), at + 26)
    for k in range(at, far):
        token, lower = tokens[k], tokens[k].text.lower()
        quote = next((one for one in view.quotes if one.opened <= token.start < max(one.start, one.opened + 1)), None)
        if quote is not None:
            return ("quote", quote.opened) if _opens_content(view, hit, quote, at, k) else _framed(view, hit, at)
        if lower in COLONS:
            return ("colon", token.end) if hit.cue.takes("clause", "quote") else None
        if hit.cue.takes("clause") and _is_conjunction(view, k, at):
            return "conjunction", token.end
        if hit.cue.takes("clause") and lower in data.listed("keep") and not _is_relative(view, k):
            return "question", token.start
        if lower in COMMAS and "bare_commas" in data.words and hit.cue.takes("clause") and _bare_after(view, k):
            return "zero", token.end
        if lower in COMMAS and not _comma_may_precede(view, k):
            return _framed(view, hit, at) if k > at else _past_parenthesis(view, hit, k)
        if k > at and lower in DASHES and " " in view.text[token.start - 1 : token.end + 1]:
            return _framed(view, hit, at)
        if is_finite(token) and not _in_relative(view.line, k):
            break
    return _framed(view, hit, at)


def _opening_unspaced(view: View, hit: Hit) -> tuple[Opening, int] | None:
    at = hit.end
    while at < view.end and view.text[at] in "，,：: 了过着道\u3000" and view.text[at : at + 2] not in _WORDS:
        at += 1
    if at >= view.end or view.text[at] in "。！？!?；;）)、":
        return None
    quote = next((one for one in view.quotes if one.opened == at), None)
    if quote is not None:
        return "quote", at
    if view.text[hit.end : hit.end + 1] in ("的", "者", "性", "书"):
        return None
    if hit.cue.takes("clause"):
        return "zero", at
    named = next((one for one in view.quotes if at < one.opened < min(view.end, at + 12)), None)
    return ("quote", named.opened) if named is not None and hit.cue.takes("naming") else None


def _opens_content(view: View, hit: Hit, quote: Quote, at: int, k: int) -> bool:
    """Whether a quotation after a cue is what was said, not a name or a word within it."""
    if not hit.cue.takes("clause", "quote"):
        return False
    between = view.line.tokens[at:k]
    if not between or between[-1].text in COMMAS | COLONS | DASHES:
        return True
    if hit.cue.words[0] not in view.data.listed("addressed"):
        return all(token.pos in ("ADV", "PART") or token.text.lower() in view.data.listed("skip") for token in between)
    return len(between) <= 4 and not any(token.pos in ("ADP", "VERB", "ADJ", "SCONJ") for token in between)


def _is_conjunction(view: View, k: int, at: int) -> bool:
    """`that` and its like; where it can be a relative (`a group that calls itself …`) a verb right after says so."""
    tokens, data = view.line.tokens, view.data
    lower = tokens[k].text.lower()
    if lower not in data.listed("open") or k + 1 >= len(tokens):
        return False
    relative = lower in data.listed("relative") and k > at and tokens[k - 1].pos in ("NOUN", "PROPN")
    return not (relative and is_finite(tokens[k + 1]))


def _is_relative(view: View, k: int) -> bool:
    """`said people who …`: after a noun the question word is a relative."""
    tokens = view.line.tokens
    if tokens[k].pos in ("NOUN", "VERB"):
        return True
    named = k > 0 and tokens[k - 1].pos in ("NOUN", "PROPN")
    return tokens[k].text.lower() in view.data.listed("relative") | view.data.listed("joins") and named


def _comma_may_precede(view: View, k: int) -> bool:
    """A comma before a conjunction, a quotation or, where the language so writes, a bare clause."""
    tokens = view.line.tokens
    if k + 1 >= len(tokens):
        return False
    after = tokens[k + 1]
    lower = after.text.lower()
    if any(one.opened <= after.start < one.start for one in view.quotes):
        return True
    return "commas" in view.data.words and lower in view.data.listed("open") | view.data.listed("keep")


def _past_parenthesis(view: View, hit: Hit, k: int) -> tuple[Opening, int] | None:
    """`He added, though, that …`, `she joked, waving her hand, “…”`: what opens after the second comma."""
    tokens = view.line.tokens
    second = next((j for j in range(k + 2, min(len(tokens) - 2, k + 14)) if tokens[j].text in COMMAS), None)
    if second is None or not hit.cue.takes("clause", "quote"):
        return None
    opened = next((one.opened for one in view.quotes if one.opened == tokens[second + 1].start), None)
    if opened is not None:
        return "quote", opened
    if hit.cue.takes("clause") and _is_conjunction(view, second + 1, second + 1):
        return "conjunction", tokens[second + 1].end
    return None


def _bare_after(view: View, k: int) -> bool:
    """A clause of its own after a comma (German `er sagte, die Lage sei ernst`), no conjunction or relative."""
    rest = view.line.tokens[k + 1 :]
    if len(rest) < 3 or rest[0].pos == "PUNCT":
        return False
    lower, listed = rest[0].text.lower(), view.data
    barred = (
        listed.listed("open")
        | listed.listed("keep")
        | listed.listed("and")
        | listed.listed("but")
        | listed.listed("while")
    )
    return lower not in barred and not any(one.opened == rest[0].start for one in view.quotes)


def _in_relative(line: Line, k: int) -> bool:
    return line.tokens[k].relation in ("acl", "acl:relcl")


def _framed(view: View, hit: Hit, at: int) -> tuple[Opening, int] | None:
    """Openings that have no mark of their own: an infinitive, a naming, a bare clause, an object."""
    tokens, data = view.line.tokens, view.data
    if at >= len(tokens):
        return None
    stop = _phrase_stop(view, at)
    if hit.cue.takes("infinitive"):
        found = _infinitive(view, at, stop)
        if found is not None:
            return found
    if hit.cue.takes("naming") and _names(view, hit, at, stop):
        return "naming", tokens[at].start
    if may_be_bare(hit, data):
        start = _bare_clause(view, hit, at)
        if start is not None:
            return "zero", start
    if hit.cue.takes("object") and _is_object(view, at):
        return "object", tokens[at].start
    return None


def may_be_bare(hit: Hit, data: Reporting) -> bool:
    """Whether a clause may follow, or stand before, without a mark."""
    listed = data.listed("bare_verbs")
    return data.zero and hit.cue.takes("clause") and (not listed or " ".join(hit.cue.words) in listed)


def _phrase_stop(view: View, at: int) -> int:
    tokens = view.line.tokens
    return next(
        (k for k in range(at, len(tokens)) if tokens[k].text in COMMAS | COLONS or tokens[k].text in ";"), len(tokens)
    )


def _infinitive(view: View, at: int, stop: int) -> tuple[Opening, int] | None:
    tokens, data = view.line.tokens, view.data
    marks, gerunds = data.listed("infinitive"), data.listed("gerund")
    for k in range(at, min(stop, at + 14)):
        token, lower = tokens[k], tokens[k].text.lower()
        after = tokens[k + 1] if k + 1 < len(tokens) else None
        skipped = after is not None and after.pos in ("ADV", "PART") and k + 2 < len(tokens)
        verb = tokens[k + 2] if skipped else after
        if lower in marks and after is not None and any(one.opened == after.start for one in view.quotes):
            return "infinitive", tokens[at].start if k > at else after.start
        if lower in marks and verb is not None and is_infinitive(verb):
            return "infinitive", tokens[at].start if k - at <= 12 else token.start
        if (
            lower in gerunds
            and verb is not None
            and (verb.feats.get("VerbForm") == "Ger" or verb.text.endswith("ing"))
            and verb.pos in FINITE
        ):
            return "gerund", tokens[at].start
        if "bare" in data.words and token.feats.get("VerbForm") == "Inf" and token.pos in FINITE:
            return "infinitive", tokens[at].start
        if is_finite(token) and k > at and not _in_relative(view.line, k):
            return None
    return None


def is_infinitive(token: Token) -> bool:
    """A verb in the infinitive; one that could be a noun as well (`to campaign`) is often taken for a noun."""
    return (
        token.pos in ("VERB", "AUX", "NOUN")
        and token.feats.get("VerbForm") in ("Inf", None)
        and not token.text[:1].isupper()
    )


def _names(view: View, hit: Hit, at: int, stop: int) -> bool:
    tokens = view.line.tokens
    end = tokens[stop - 1].end if stop > at else tokens[at].end
    quoted = any(tokens[at].start <= one.opened < end for one in view.quotes)
    marked = any(tokens[k].text.lower() in view.data.listed("as") for k in range(at + 1, stop))
    return stop > at + 1 and (quoted or marked or (hit.cue.words[0] in view.data.listed("namers")))


def _bare_clause(view: View, hit: Hit, at: int) -> int | None:
    tokens, data = view.line.tokens, view.data
    k = _after_skipped(view, at)
    if k < len(tokens) and tokens[k].pos in ("ADP", "SCONJ"):
        return _parsed_clause(view, hit, k)
    gerund = k + 1 < len(tokens) and tokens[k].pos == "VERB" and tokens[k].text.endswith("ing")
    if k >= len(tokens) or (tokens[k].pos in ("PUNCT", "CCONJ", "VERB", "PART", "AUX") and not gerund):
        return None
    verb = next((j for j in range(k + 1, len(tokens)) if is_finite(tokens[j]) or _is_clitic(tokens, j)), None)
    if verb is None:
        return tokens[k].start if hit.cue.words[0] in data.listed("sayers") and len(tokens) - k > 5 else None
    if any(tokens[j].text in COMMAS for j in range(k, verb)) and not _has_clause(view, hit, k):
        return None
    if hit.cue.words[0] in data.listed("addressed"):
        return _after_addressee(view, k, verb)
    return tokens[k].start


def _is_clitic(tokens: tuple[Token, ...], j: int) -> bool:
    """`it's`, `they're`: a verb in its short form."""
    return tokens[j].text.lower() in ("'s", "’s", "'re", "’re", "'m", "’m") and j > 0 and tokens[j - 1].pos == "PRON"


def _after_skipped(view: View, at: int) -> int:
    """Past words of time, unless they belong to the clause (`Monday's decision`, `this country`)."""
    tokens, skip, k = view.line.tokens, view.data.listed("skip"), at
    while k < len(tokens) and tokens[k].text.lower() in skip:
        k += 1
    owned = k < len(tokens) and k > at and tokens[k].text in ("'s", "’s", "'", "’")
    demonstrative = k > at and tokens[k - 1].pos == "DET"
    return k - 1 if owned or demonstrative else k


def _clause_heads(view: View, hit: Hit, at: int) -> list[int]:
    tokens = view.line.tokens
    below = view.line.children(hit.last) + view.line.children(hit.first)
    return [k for k in below if tokens[k].relation in ("ccomp", "parataxis") and k >= at]


def _has_clause(view: View, hit: Hit, at: int) -> bool:
    return bool(_clause_heads(view, hit, at))


def _parsed_clause(view: View, hit: Hit, at: int) -> int | None:
    """Where the clause that the parse puts under the cue begins, after a prepositional phrase."""
    tokens = view.line.tokens
    for head in _clause_heads(view, hit, at):
        first = min(k for k in view.line.subtree(head) if k >= at)
        if first > at and all(tokens[k].pos != "PUNCT" for k in range(at, first)):
            return tokens[first].start
    return None


def _after_addressee(view: View, k: int, verb: int) -> int | None:
    """`told reporters the deal was off`: the clause begins at the second noun phrase."""
    tokens = view.line.tokens
    for j in range(k + 1, verb):
        begins = tokens[j].pos in ("DET", "PRON") or (tokens[j].pos == "PROPN" and tokens[j - 1].pos == "NOUN")
        if begins and tokens[j - 1].pos in ("NOUN", "PROPN", "PRON"):
            return tokens[j].start
    return None


def _is_object(view: View, at: int) -> bool:
    token = view.line.tokens[at]
    gerund = token.pos == "VERB" and token.text.endswith("ing")
    return gerund or token.pos in ("NOUN", "PROPN", "DET", "ADJ", "NUM", "PRON")
