"""Attitudes that a line hints at: words of friendship or conflict of two actors, good and bad words on somebody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from armillary.read.attitudes.evidence import Evidence
from armillary.read.attitudes.grounds import Ground
from armillary.read.attitudes.lexicon import Lexicon
from armillary.read.document import Line
from armillary.read.events.phrases import Phrase, Site
from armillary.read.events.rows import is_actor
from armillary.read.wording import Hit, plain
from armillary.schema import Statement

_MOST_ACTORS = 8
_AROUND = 6
_COMMAS = frozenset({",", "，"})
_BREAKS = frozenset({";", ".", "!", "?", "。", "；", "！", "？"})


def related(ground: Ground) -> Iterator[Evidence]:
    """Two actors, joined or tied by `with` or `between`, and the word for what they are to each other: both ways."""
    line = ground.line
    for hit in ground.relations:
        pair = _parties(line, hit, ground.phrases, ground.words)
        if pair is not None:
            span = _span(line, hit, [(one.first, one.last, one.actor, False) for one in pair])
            why, (a, b) = f"relation `{hit.phrase}`", (pair[0].actor, pair[1].actor)
            yield Evidence("relation", line, a, b, hit.value, *span, hit.start, hit.end, why=why)
            yield Evidence("relation", line, b, a, hit.value, *span, hit.start, hit.end, why=why)


def _parties(line: Line, hit: Hit[float], found: Sequence[Phrase], words: Lexicon) -> tuple[Phrase, Phrase] | None:
    near = [one for one in found if is_actor(one.actor) and _away(one, hit) <= _AROUND]
    near = [one for one in near if not _broken(line, (one.first, one.last, "", False), hit)]
    pairs = [(a, b) for a, b in combinations(near, 2) if a.actor != b.actor and _tied(line, hit, a, b, words)]
    return min(pairs, key=lambda pair: _away(pair[0], hit) + _away(pair[1], hit), default=None)


def _tied(line: Line, hit: Hit[float], a: Phrase, b: Phrase, words: Lexicon) -> bool:
    """`between A and B`, `A … with B`; or `A and B` before the word, without a preposition between."""
    if any(one is b for one in a.group) and a.own in words.ties and a.own not in words.between:
        return False
    if not words.ties.isdisjoint((a.marker, b.marker, a.own, b.own)):
        bare = [one for one in (a, b) if words.ties.isdisjoint((one.marker, one.own))]
        free = all(not one.hosts or any(0 < hit.first - i <= 2 for i in one.hosts) for one in bare)
        free = free and not any(_compound(line, one, hit) for one in bare if not words.frames.grammar.cases)
        return free and not _comma(line, a, b)
    joined = any(one is b for one in a.group) and not (len(a.group) == 2 and _comma(line, a, b))
    if not joined or (hit.last < a.first and _head(line, hit) in words.roles.by_head):
        return False
    low, high = (b.last + 1, hit.first) if b.last < hit.first else (hit.last + 1, a.first)
    return not any(line.tokens[i].pos in ("ADP", "VERB") for i in range(low, high))


def _compound(line: Line, one: Phrase, hit: Hit[float]) -> bool:
    """Whether a name is but the first part of a noun (`the Ukraine war`)."""
    after = one.last + 1
    return after < hit.first and line.tokens[after].pos == "NOUN"


def _comma(line: Line, a: Phrase, b: Phrase) -> bool:
    return any(line.tokens[i].text in _COMMAS for i in range(a.last + 1, b.first))


def _head(line: Line, hit: Hit[float]) -> str:
    return plain(line.tokens[hit.last].lemma)


def _away(one: Phrase, hit: Hit[float]) -> int:
    return _gap((one.first, one.last, "", False), hit)


def _span(line: Line, hit: Hit[float], pair: Sequence[Site]) -> tuple[int, int]:
    first = min(hit.first, *(one[0] for one in pair))
    last = max(hit.last, *(one[1] for one in pair))
    return min(hit.start, line.tokens[first].start), max(hit.end, line.tokens[last].end)


def _gap(one: Site, hit: Hit[float]) -> int:
    return max(one[0] - hit.last, hit.first - one[1], 0)


def _broken(line: Line, one: Site, hit: Hit[float]) -> bool:
    first, last = min(one[1], hit.last), max(one[0], hit.first)
    return any(line.tokens[i].text in _BREAKS for i in range(first, last))


def near(ground: Ground) -> Iterator[Evidence]:
    """Good or bad words between two actors or beside them, both ways."""
    line, hits = ground.line, ground.polar
    actors = ground.actors[:_MOST_ACTORS] if hits else []
    for a, b in combinations(actors, 2):
        if a[2] == b[2]:
            continue
        low, high = a[0] - 3, b[1] + _AROUND
        inside = [hit for hit in hits if low <= hit.first <= high]
        if not inside:
            continue
        sign = sum(hit.value for hit in inside) / len(inside)
        cue = min(inside, key=lambda hit: (abs(hit.first - b[0]), hit.first))
        span = _span(line, cue, (a, b))
        for x, y in ((a, b), (b, a)):
            why = f"near `{cue.phrase}`"
            yield Evidence("near", line, x[2], y[2], sign, *span, cue.start, cue.end, why=why)


def spoken(ground: Ground) -> Iterator[Evidence]:
    """Good or bad words of a speaker on somebody."""
    line = ground.line
    told = [one for one in ground.doc.statements if one.n <= line.n and one.speaker_id != "unknown"]
    for one in told:
        if one.end_char > line.sentence.start_char and one.start_char < line.sentence.end_char:
            yield from _said(ground, one)


def _said(ground: Ground, said: Statement) -> Iterator[Evidence]:
    line = ground.line
    hits = [hit for hit in ground.polar if said.start_char <= hit.start and hit.end <= said.end_char]
    if not hits or not is_actor(said.speaker_id):
        return
    for one in ground.sites:
        inside = said.start_char <= line.tokens[one[0]].start < said.end_char
        around = [hit for hit in hits if _gap(one, hit) <= _AROUND]
        if inside and around and one[2] != said.speaker_id and is_actor(one[2]):
            sign = sum(hit.value for hit in around) / len(around)
            cue = min(around, key=lambda hit: _gap(one, hit))
            span = _span(line, cue, (one, one))
            why = f"said `{cue.phrase}`"
            yield Evidence("speech", line, said.speaker_id, one[2], sign, *span, cue.start, cue.end, why=why)
