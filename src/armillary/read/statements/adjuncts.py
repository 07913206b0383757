"""Reports by adjuncts: `according to X`, `in her view`, `reportedly`."""

from __future__ import annotations

from armillary.read.statements import contents, speakers, unspaced
from armillary.read.statements.contents import View
from armillary.read.statements.cues import Hit
from armillary.read.statements.placing import around, clause_start, content_of
from armillary.read.statements.report import Report, made
from armillary.read.statements.speakers import Phrase


def by_preposition(view: View, hit: Hit) -> Report | None:
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


def by_postposition(view: View, hit: Hit) -> Report | None:
    speaker = speakers.left_phrase(view.line, hit.first, view.data)
    if speaker is None:
        return None
    content = around(view, speaker.first, hit.last, hit)
    return None if content is None else made(view, hit, content, speaker)


def by_hearsay(view: View, hit: Hit) -> Report | None:
    begin = clause_start(view, hit.first)
    start = view.line.tokens[begin].start
    if start >= hit.start or "," in view.text[hit.start : hit.end]:
        start = hit.end
    content = content_of(view, start, contents.clause_end(view, hit, max(start, hit.end)), "zero")
    return None if content is None else made(view, hit, content, None, left_open=True, confidence=0.6)
