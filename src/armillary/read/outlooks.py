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
from armillary.read.outlooks_cues import Cue
from armillary.read.wording import Hit, Wording
from armillary.schema import Outlook, Statement

_MOST_TOKENS = 200
_NONE = "-"
_NEAR = 7
_BESIDE = 12
_REACH = 7
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outlooks:
    """How one language speaks of what is to come; see `languages/en/outlooks.toml`."""

    cues: Wording[Cue]
    outcomes: Wording[str]
    horizons: Wording[str]
    barred: frozenset[str]
    """Words after a cue that make it speak of the present, of leave or of ability."""
    denied: frozenset[str]
    """Words before a cue that turn it into a ban or a lack of ability."""
    own: frozenset[str]
    """Words for the speaker: what they will do is a plan."""
    years: re.Pattern[str]


@cache
def outlooks(language: str) -> Outlooks | None:
    """The wordings of a language; None where it has none."""
    data = load(language, "outlooks")
    if not data:
        return None
    cues: dict[str, Cue] = {}
    for kind in ("sure", "chance", "expect", "future"):
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
        denied=frozenset(data.get("barred", {}).get("before", ())),
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
    hits = [hit for hit in known.cues.find(line) if _whole(line, hit)]
    if not hits:
        return
    outcomes, horizons = known.outcomes.find(line), known.horizons.find(line)
    until = -1
    for group in _grouped(line, hits):
        span = clause(doc, line, group, _asks_complement(group))
        if span is None or span[0] <= until:
            continue
        inside = [one for one in outcomes if span[0] <= one.first <= span[1]]
        if _meant(line, group, span, inside, known):
            until = span[1]
            row = _row(doc, line, group, span, inside, horizons, known)
            if row.about or row.by_id != UNKNOWN or row.words:
                yield row


def _whole(line: Line, hit: Hit[Cue]) -> bool:
    """Whether a cue is a word of its own (会 is none in 基金会), and in the form that says so (`wird`, not `wurde`)."""
    token = line.tokens[hit.first]
    if hit.value.kind == "future" and hit.first == hit.last and line.language != "zh":
        return token.text.lower() == hit.phrase and token.pos in ("VERB", "AUX")
    return hit.start == line.tokens[hit.first].start and (
        hit.end == line.tokens[hit.last].end or hit.end - hit.start > 1
    )


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


def _asks_complement(group: Sequence[Hit[Cue]]) -> bool:
    """Whether the first cue is a verb of expecting in the active: what it expects comes after it."""
    return group[0].value.kind == "expect"


def _meant(
    line: Line, group: Sequence[Hit[Cue]], span: tuple[int, int], outcomes: Sequence[Hit[str]], known: Outlooks
) -> bool:
    """Whether an expectation is meant: no permission, ability, plan of the speaker or guess about the present."""
    after = [token.lemma.lower() for token in line.tokens[group[-1].last + 1 : group[-1].last + 3]]
    first = group[0].first
    if any(word in known.barred for word in after) or (first and line.tokens[first - 1].text.lower() in known.denied):
        return False
    kinds = {hit.value.kind for hit in group}
    subject = {token.text.lower() for token in line.tokens[span[0] : first]}
    if kinds <= {"future", "chance"} and subject & known.own:
        return False
    behind = [hit for hit in outcomes if first <= hit.first <= group[-1].last + _REACH]
    if "expect" in kinds:
        return bool(outcomes)
    if kinds == {"future"}:
        return any(hit.value != _NONE for hit in behind)
    return bool(behind) and ("chance" in kinds or "future" in kinds or _to_come(line, span))


def _to_come(line: Line, span: tuple[int, int]) -> bool:
    return any(token.feats.get("Tense") == "Fut" for token in line.tokens[span[0] : span[1] + 1])


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
        by_id=_by(doc, line, group, end),
        about=tuple(dict.fromkeys(m.actor_id for m in line.mentions if start <= m.start_char and m.end_char <= end)),
        horizon=_horizon(line, start, end, horizons, known),
        direction=_direction(group, outcomes),
        words=words,
        probability=chances[0].value.probability if chances else None,
        cue=cue,
        confidence=0.75 if chances else 0.6,
    )


def _direction(group: Sequence[Hit[Cue]], outcomes: Sequence[Hit[str]]) -> str | None:
    """What comes about, from the words behind the cue before those in front of it (`the war will go on`)."""
    said = [hit for hit in outcomes if hit.value != _NONE]
    return next((hit.value for hit in said if hit.first >= group[0].first), said[0].value if said else None)


def _by(doc: Doc, line: Line, group: Sequence[Hit[Cue]], end: int) -> str:
    """Who expects: the speaker, else who does the expecting, else unknown."""
    holding = _statement(doc, group[0].start, group[-1].end) or _statement(doc, group[-1].end, end)
    if holding is not None:
        return holding.speaker_id
    verb = next((hit for hit in group if hit.value.kind == "expect"), None)
    if verb is None:
        return UNKNOWN
    named = [m for m in line.mentions if m.end_char <= verb.start and verb.start - m.end_char <= _BESIDE]
    return named[-1].actor_id if named else UNKNOWN


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
