"""Outlooks: what somebody expects of the future, by when, and how likely in their words.

Words of likelihood become numbers by the table of `languages/<code>/outlooks.toml`, which follows ICD 203 (US
intelligence community, analytic standards) and S. Kent, Words of Estimative Probability, 1964: almost certain .95, very
likely .85, likely .7, even .5, may .4, unlikely .2, very unlikely .1, almost no chance .05.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from armillary.lexicon import load
from armillary.read.document import Doc, Line, Note, row_id
from armillary.read.outlooks_clauses import clause
from armillary.read.wording import Hit, Wording
from armillary.schema import Outlook, Statement

_MOST_TOKENS = 200
_NONE = "-"
_NEAR = 7
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word does: says how likely (`chance`), that somebody expects (`expect`), or that it is to come (`future`)."""

    kind: str
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Outlooks:
    """How one language speaks of what is to come; see `languages/en/outlooks.toml`."""

    cues: Wording[Cue]
    outcomes: Wording[str]
    horizons: Wording[str]
    barred: frozenset[str]
    """Words after a cue that make it speak of the present, of leave or of ability."""
    own: frozenset[str]
    """Words for the speaker: what they will do is a plan."""
    years: re.Pattern[str]


@cache
def outlooks(language: str) -> Outlooks | None:
    """The wordings of a language; None where it has none."""
    data = load(language, "outlooks")
    if not data:
        return None
    cues = {phrase: Cue("chance", float(value)) for value, words in data["likelihood"].items() for phrase in words}
    for kind in ("expect", "future"):
        cues |= {
            phrase: Cue(kind, None if value == _NONE else float(value))
            for value, words in data.get(kind, {}).items()
            for phrase in words
        }
    return Outlooks(
        cues=Wording(cues, language),
        outcomes=Wording({word: name for name, words in data["outcomes"].items() for word in words}, language),
        horizons=Wording(dict.fromkeys(data["horizons"]["words"], ""), language),
        barred=frozenset(data.get("barred", {}).get("words", ())),
        own=frozenset(data.get("own", {}).get("words", ())),
        years=re.compile(data["horizons"]["years"], re.IGNORECASE),
    )


def find_outlooks(doc: Doc) -> list[Outlook]:
    """The outlooks of an article, in order; needs its mentions and statements."""
    found: dict[str, Outlook] = {}
    for line in doc.lines:
        for row in _of_line(doc, line):
            found.setdefault(row.outlook_id, row)
    return list(found.values())


def _of_line(doc: Doc, line: Line) -> Iterator[Outlook]:
    known = outlooks(line.language)
    if known is None or not line.tokens or len(line.tokens) > _MOST_TOKENS:
        return
    hits = known.cues.find(line)
    if not hits:
        return
    outcomes, horizons = known.outcomes.find(line), known.horizons.find(line)
    until = -1
    for group in _grouped(line, hits):
        span = clause(doc, line, group)
        if span is None or group[0].first <= until:
            continue
        inside = [one for one in outcomes if span[0] <= one.first <= span[1]]
        if _meant(line, group, span, inside, known):
            until = span[1]
            yield _row(doc, line, group, span, inside, horizons, known)


def _grouped(line: Line, hits: Sequence[Hit[Cue]]) -> Iterator[list[Hit[Cue]]]:
    """Cues of one clause together: `will probably`, `is expected to`."""
    group: list[Hit[Cue]] = []
    for hit in hits:
        between = line.tokens[group[-1].last + 1 : hit.first] if group else ()
        if group and (len(between) > _NEAR or any(token.pos == "PUNCT" for token in between)):
            yield group
            group = []
        group.append(hit)
    if group:
        yield group


def _meant(
    line: Line, group: Sequence[Hit[Cue]], span: tuple[int, int], outcomes: Sequence[Hit[str]], known: Outlooks
) -> bool:
    """Whether an expectation is meant: no permission, ability or plan of the speaker."""
    after = [token.lemma.lower() for token in line.tokens[group[-1].last + 1 : group[-1].last + 4]]
    if any(word in known.barred for word in after):
        return False
    subject = {token.text.lower() for token in line.tokens[span[0] : group[0].first]}
    if subject & known.own and all(hit.value.kind == "future" for hit in group):
        return False
    strong = any(hit.value.kind == "expect" or (hit.value.probability or 0.4) != 0.4 for hit in group)
    return strong or bool(outcomes)


def _row(
    doc: Doc,
    line: Line,
    group: Sequence[Hit[Cue]],
    span: tuple[int, int],
    outcomes: Sequence[Hit[str]],
    horizons: Sequence[Hit[str]],
    known: Outlooks,
) -> Outlook:
    start, end = line.tokens[span[0]].start, line.tokens[span[1]].end
    chances = [hit for hit in group if hit.value.probability is not None]
    words = doc.text[chances[0].start : chances[0].end] if chances else None
    cue = doc.text[group[0].start : group[-1].end]
    key = row_id(doc.article.article_id, start, end, cue)
    doc.notes.append(Note(key, f"cues {', '.join(f'`{hit.phrase}`' for hit in group)}"))
    return Outlook(
        outlook_id=key,
        article_id=doc.article.article_id,
        n=line.n,
        start_char=start,
        end_char=end,
        text=doc.text[start:end],
        by_id=_by(doc, line, group),
        about=tuple(dict.fromkeys(m.actor_id for m in line.mentions if start <= m.start_char and m.end_char <= end)),
        horizon=_horizon(line, start, end, horizons, known),
        direction=next((hit.value for hit in outcomes if hit.value != _NONE), None),
        words=words,
        probability=chances[0].value.probability if chances else None,
        cue=cue,
        confidence=0.75 if chances else 0.6,
    )


def _by(doc: Doc, line: Line, group: Sequence[Hit[Cue]]) -> str:
    """Who expects: the speaker, else who does the expecting, else unknown."""
    holding = _statement(doc, group[0].start, group[-1].end)
    if holding is not None:
        return holding.speaker_id
    verb = next((hit for hit in group if hit.value.kind == "expect"), None)
    if verb is None:
        return UNKNOWN
    subjects = [j for j in line.children(verb.first) if line.tokens[j].relation == "nsubj"]
    named = [m.actor_id for j in subjects for m in line.mentions_at(j)]
    return named[0] if named else UNKNOWN


def _statement(doc: Doc, start: int, end: int) -> Statement | None:
    holding = [one for one in doc.statements if one.start_char <= start and end <= one.end_char]
    return min(holding, key=lambda one: (one.end_char - one.start_char, one.start_char), default=None)


def _horizon(line: Line, start: int, end: int, horizons: Sequence[Hit[str]], known: Outlooks) -> str | None:
    offset, text = line.sentence.start_char, line.sentence.text
    for hit in horizons:
        if start <= hit.start and hit.end <= end:
            return text[hit.start - offset : hit.end - offset]
    match = known.years.search(text, start - offset, end - offset)
    return match.group() if match else None
