"""Reports by nouns: `the claim that …`, `his promise to …`, `a proverb: “…”`."""

from __future__ import annotations

from armillary.read.statements import contents, openings, speakers, unspaced, voices
from armillary.read.statements.contents import View
from armillary.read.statements.cues import Hit
from armillary.read.statements.placing import around, content_of
from armillary.read.statements.report import Report, made
from armillary.read.statements.speakers import Phrase
from armillary.read.statements.subjects import beyond_quotation

_COMMAS = frozenset({",", "，", "、"})
_SAYING = 8
"""Characters of a quotation that is more than a word."""


def by_noun(view: View, hit: Hit) -> Report | None:
    """`The claim that …`, `X's warning that …`, `used a proverb — “…”`."""
    tokens, data = view.line.tokens, view.data
    quoted = _in_view(view, hit) or _quoted_words(view, hit)
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
    content = content_of(view, start, end, "conjunction")
    if speaker is None and hit.cue.stance == "says" and not set(hit.cue.words) & data.listed("rumours"):
        return None
    return None if content is None else made(view, hit, content, speaker, left_open=speaker is None, confidence=0.6)


def _in_view(view: View, hit: Hit) -> Report | None:
    """`In the minister's view, …`: a report by the words around it."""
    tokens, data = view.line.tokens, view.data
    k = hit.first - 1
    if hit.cue.words[0] not in data.listed("viewed") or k < 1 or tokens[k].text not in ("'s", "’s", "'", "’"):
        return None
    speaker = speakers.left_phrase(view.line, k, data)
    first = next(
        (j for j in range(k - 1, max(-1, k - 10), -1) if tokens[j].text.lower() in data.listed("in_view")), None
    )
    if speaker is None or first is None:
        return None
    speaker = Phrase(max(speaker.head, first + 1), max(speaker.first, first + 1), speaker.last)
    content = around(view, first, hit.last, hit)
    return None if content is None else made(view, hit, content, speaker)


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
    speaker = _owner(view, hit) or beyond_quotation(view, hit)
    if speaker is None and not view.data.spaced:
        speaker = unspaced.first_named(view, hit.start)
    content = content_of(view, quote.opened, quote.closed, "quote")
    return None if content is None or speaker is None else made(view, hit, content, speaker, confidence=0.6)


def _promised(view: View, hit: Hit, by: Phrase | None, k: int) -> Report | None:
    """`His promise to leave`, `Iran's call for talks`: a noun with an infinitive or a preposition, and an owner."""
    tokens, data = view.line.tokens, view.data
    lower, after = tokens[k].text.lower(), tokens[k + 1] if k + 1 < len(tokens) else None
    to = hit.cue.stance in ("promises", "asks", "warns") and lower in data.listed("infinitive") and after is not None
    wanted = hit.cue.stance == "asks" and lower in data.listed("wanted")
    told = hit.cue.stance in ("claims", "warns") and lower in data.listed("told")
    speaker = by or _owner(view, hit)
    spoken = lower in data.listed("topics") and _possessed(view, hit)
    if speaker is None or after is None or not (spoken or wanted or told or (to and openings.is_infinitive(after))):
        return None
    start = tokens[k].start if to else after.start
    end = min(contents.phrase_end(view, start, contents.clause_end(view, hit, start)), _predicate_start(view, hit))
    content = content_of(view, start, end, "infinitive" if to else "object")
    return None if content is None else made(view, hit, content, speaker, confidence=0.6)


def _possessed(view: View, hit: Hit) -> bool:
    """`Roe's criticism of`, `his support for`: the noun has a possessor of its own."""
    tokens, data, k = view.line.tokens, view.data, hit.first - 1
    while k >= 0 and tokens[k].pos in ("ADJ", "NUM", "ADV"):
        k -= 1
    people = data.listed("female") | data.listed("male") | data.listed("plural")
    return k >= 0 and (tokens[k].text.lower() in people or tokens[k].text in ("'s", "’s", "'", "’"))


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
        return speakers.left_phrase(view.line, k, data) or voices.shared_subject(view.line, hit, data, 0)
    return None
