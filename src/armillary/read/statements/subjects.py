"""The speaker of a verb, weighed with the quotations of the line."""

from __future__ import annotations

from armillary.read.statements import contents, speakers, unspaced, voices
from armillary.read.statements.contents import View
from armillary.read.statements.cues import Hit
from armillary.read.statements.speakers import Phrase


def speaker_of(view: View, hit: Hit) -> Phrase | None:
    line, data = view.line, view.data
    if not data.spaced:
        return unspaced.speaker(view, hit)
    floor = floor_of(view, hit)
    if hit.cue.words[0] in data.listed("reads"):
        return _read_in(view, hit)
    if voices.is_inverted_place(line, hit, data, floor) and _follows_content(view, hit):
        right = speakers.right_phrase(line, hit.last, data)
        if right is not None and closes(view, right.last + 1) and not _meets_quote(view, right.last + 1):
            return right
    if voices.shares_subject(line, hit, data):
        return voices.shared_subject(line, hit, data, floor) or beyond_quotation(view, hit)
    left = speakers.left_phrase(line, hit.first, data, floor)
    if left is not None and _is_subject(view, left):
        return left
    parsed = voices.subject(line, hit.first)
    if parsed is not None and floor <= parsed < hit.first:
        return speakers.left_phrase(line, parsed + 1, data, floor)
    right = speakers.right_phrase(line, hit.last, data)
    if right is not None and not data.zero and _is_subject(view, right):
        return right
    return left if left is not None and data.zero else voices.shared_subject(line, hit, data, floor)


def _read_in(view: View, hit: Hit) -> Phrase | None:
    """`„…” – czytamy w oświadczeniu ministerstwa`: what is read speaks."""
    k = hit.last + 1
    seated = k < len(view.line.tokens) and view.line.tokens[k].text.lower() in view.data.listed("seats")
    return speakers.right_phrase(view.line, k, view.data) if seated else None


def _follows_content(view: View, hit: Hit) -> bool:
    """`…, said the minister`, not `the minister, a lawyer, condemned the attack`: something said comes before."""
    if not hit.cue.takes("clause", "quote"):
        return False
    before = view.line.tokens[: hit.first]
    return any(contents.is_finite(token) or token.pos == "X" or speakers.is_quote_mark(token) for token in before)


def beyond_quotation(view: View, hit: Hit) -> Phrase | None:
    """The shared subject before a quotation that stands between it and the cue."""
    own = contents.outer(view.quotes, hit.start)

    def quoted(at: int) -> bool:
        quote = contents.outer(view.quotes, at)
        return quote is not None and quote is not own

    return voices.shared_subject(view.line, hit, view.data, 0, quoted)


def _meets_quote(view: View, k: int) -> bool:
    tokens = view.line.tokens
    return k < len(tokens) and any(one.opened == tokens[k].start for one in view.quotes)


def _is_subject(view: View, found: Phrase) -> bool:
    """Where cases show, the head is a nominative."""
    return view.line.tokens[found.head].feats.get("Case") in (None, "", "Nom")


def closes(view: View, k: int) -> bool:
    """After an inverted speaker the line ends, or a comma, a stop, a quotation or an adverbial follows."""
    tokens = view.line.tokens
    rest = tokens[k:]
    if rest and rest[0].text.lower() in view.data.listed("relative"):
        return True
    if not rest or rest[0].pos == "PUNCT" or rest[0].pos in ("ADP", "ADV", "SCONJ", "CCONJ"):
        return True
    return not any(contents.is_finite(token) for token in rest)


def floor_of(view: View, hit: Hit) -> int:
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
