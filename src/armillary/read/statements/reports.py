"""Reports of one line: each cue with its speaker and what is said."""

from __future__ import annotations

from collections.abc import Iterator

from armillary.read.statements import contents, speakers, voices
from armillary.read.statements.adjuncts import by_hearsay, by_postposition, by_preposition
from armillary.read.statements.contents import View
from armillary.read.statements.cues import Hit
from armillary.read.statements.nouns import by_noun
from armillary.read.statements.quotes import Quote, end_at
from armillary.read.statements.report import Report
from armillary.read.statements.subjects import closes
from armillary.read.statements.verbs import by_verb

_COMMAS = frozenset({",", "，", "、"})
_DASHES = frozenset({"—", "–", "-", "--", "――", "——"})


def reports(view: View) -> Iterator[Report]:
    """All reports of a line that have a cue, in order."""
    before: Report | None = None
    for hit in view.hits:
        quote = contents.outer(view.quotes, hit.start)
        if quote is not None and not quote.is_closed and quote.start < hit.start:
            _end_open_quote(view, hit, quote)
        if _in_own_words(view, hit) or _repeats(view, hit) or _yet_to_come(view, hit):
            continue
        found = _REPORTS[hit.form](view, hit)
        if found is not None and found.end - found.start >= 2:
            if before is not None and before.end <= found.at and _joins(view, hit):
                found.speaker, found.head = before.speaker, before.head
            before = found if hit.form == "verb" else before
            yield found


def _joins(view: View, hit: Hit) -> bool:
    """`…, adding that`, `… and warned that`: the speaker of the report before it speaks on."""
    return hit.form == "verb" and view.data.spaced and voices.shares_subject(view.line, hit, view.data)


def _end_open_quote(view: View, hit: Hit, quote: Quote) -> None:
    """`“It is over, — he said.`: a quotation that never closes ends where an inverted cue with its speaker begins."""
    tokens, data = view.line.tokens, view.data
    if hit.form != "verb" or not voices.is_inverted_place(view.line, hit, data):
        return
    right = speakers.right_phrase(view.line, hit.last, data)
    if right is None or not closes(view, right.last + 1):
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


def _yet_to_come(view: View, hit: Hit) -> bool:
    """Whether a verb says that somebody is yet to speak (`скажет`, `zapowie`)."""
    return hit.form == "verb" and view.line.tokens[hit.last].feats.get("Tense") == "Fut"


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


_REPORTS = {
    "verb": by_verb,
    "noun": by_noun,
    "preposition": by_preposition,
    "postposition": by_postposition,
    "hearsay": by_hearsay,
    "particle": by_hearsay,
}
