"""Attitudes that a line only hints at: words of friendship or conflict near two actors, good and bad words on somebody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from armillary.read.attitudes.evidence import Evidence
from armillary.read.attitudes.lexicon import Lexicon
from armillary.read.document import Doc, Line
from armillary.read.events import sites
from armillary.read.events.phrases import Site
from armillary.read.events.rows import is_actor
from armillary.read.wording import Hit
from armillary.schema import Statement

_MOST_ACTORS = 8
_AROUND = 6
_BREAKS = frozenset({";", ".", "!", "?", "。", "；", "！", "？"})


def related(line: Line, words: Lexicon) -> Iterator[Evidence]:
    """Two actors and the word for what they are to each other: both ways."""
    actors = [one for one in sites(line) if is_actor(one[2])]
    for hit in words.relations.find(line):
        pair = _parties(line, hit, actors)
        if pair is not None:
            a, b = pair
            span = _span(line, hit, pair)
            why = f"relation `{hit.phrase}`"
            yield Evidence("relation", line, a[2], b[2], hit.value, *span, hit.start, hit.end, why=why)
            yield Evidence("relation", line, b[2], a[2], hit.value, *span, hit.start, hit.end, why=why)


def _span(line: Line, hit: Hit[float], pair: Sequence[Site]) -> tuple[int, int]:
    first = min(hit.first, *(one[0] for one in pair))
    last = max(hit.last, *(one[1] for one in pair))
    return min(hit.start, line.tokens[first].start), max(hit.end, line.tokens[last].end)


def _parties(line: Line, hit: Hit[float], actors: Sequence[Site]) -> tuple[Site, Site] | None:
    near = [one for one in actors if _gap(one, hit) <= _AROUND and not _broken(line, one, hit)]
    near.sort(key=lambda one: _gap(one, hit))
    pairs = [(a, b) for a, b in combinations(near[:3], 2) if a[2] != b[2]]
    return pairs[0] if pairs else None


def _gap(one: Site, hit: Hit[float]) -> int:
    return max(one[0] - hit.last, hit.first - one[1], 0)


def _broken(line: Line, one: Site, hit: Hit[float]) -> bool:
    first, last = min(one[1], hit.last), max(one[0], hit.first)
    return any(line.tokens[i].text in _BREAKS for i in range(first, last))


def near(line: Line, words: Lexicon) -> Iterator[Evidence]:
    """Good or bad words between two actors or beside them, both ways."""
    actors = [one for one in sites(line) if is_actor(one[2])][:_MOST_ACTORS]
    hits = words.polar.find(line)
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


def spoken(doc: Doc, line: Line, words: Lexicon) -> Iterator[Evidence]:
    """Good or bad words of a speaker on somebody."""
    told = [one for one in doc.statements if one.n <= line.n and one.speaker_id != "unknown"]
    for one in told:
        if one.end_char > line.sentence.start_char and one.start_char < line.sentence.end_char:
            yield from _said(line, one, words)


def _said(line: Line, said: Statement, words: Lexicon) -> Iterator[Evidence]:
    hits = [hit for hit in words.polar.find(line) if said.start_char <= hit.start and hit.end <= said.end_char]
    if not hits or not is_actor(said.speaker_id):
        return
    for one in sites(line):
        inside = said.start_char <= line.tokens[one[0]].start < said.end_char
        around = [hit for hit in hits if _gap(one, hit) <= _AROUND]
        if inside and around and one[2] != said.speaker_id and is_actor(one[2]):
            sign = sum(hit.value for hit in around) / len(around)
            cue = min(around, key=lambda hit: _gap(one, hit))
            span = _span(line, cue, (one, one))
            why = f"said `{cue.phrase}`"
            yield Evidence("speech", line, said.speaker_id, one[2], sign, *span, cue.start, cue.end, why=why)
