"""Goals: who wants what, and by which means, where the words say so.

`languages/<code>/goals.toml` has lists: `wants` (words whose subject wants what follows), `nouns` (`the goal of
X is …`), `purpose` (connectives: what follows is why the subject of the clause before does what it does), `acts` (the
same, and the last word belongs to the goal: `to prevent`), `means` (words that open the means), `blocked` (words right
before that make a wish no wish), `too` (`too weak to …` is no purpose). `order = "before"`: the goal precedes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from armillary.lexicon import load
from armillary.read.document import Doc, Line, Note, row_id
from armillary.read.stretches import Stretch, after, before, bounds, is_strong, said_at, trimmed, words
from armillary.read.subjects import subject
from armillary.read.wording import Hit, Wording
from armillary.schema import Goal

Kind = Literal["wants", "nouns", "purpose", "acts", "means", "blocked", "too"]
_MOST_TOKENS = 200
_LEAST = 2
_NEGATED = 2
_TOO = 12
_MOST = 40
_MEANS_MOST = 20


@cache
def _wording(language: str) -> Wording[Kind] | None:
    data: Mapping[str, list[str]] = load(language, "goals")
    kinds: tuple[Kind, ...] = ("wants", "nouns", "purpose", "acts", "means", "blocked", "too")
    phrases = {phrase: kind for kind in kinds for phrase in data.get(kind, ())}
    return Wording(phrases, language) if phrases else None


def find_goals(doc: Doc) -> list[Goal]:
    """The goals of an article, by place. Needs its mentions and statements."""
    found: dict[str, Goal] = {}
    for line in doc.lines:
        known = _wording(line.language)
        if known is None or not line.mentions or len(line.tokens) > _MOST_TOKENS:
            continue
        for row in _of_line(doc, line, known.find(line)):
            found.setdefault(row.goal_id, row)
    return list(found.values())


def _of_line(doc: Doc, line: Line, hits: list[Hit[Kind]]) -> Iterator[Goal]:
    taken = -1
    for k, hit in enumerate(hits):
        if hit.value in ("means", "blocked", "too") or _blocked(hits, k) or hit.first <= taken:
            continue
        means = [one for one in hits[k + 1 :] if one.value == "means"]
        row, last = _goal(doc, line, hit, means)
        if row is not None:
            taken = last
            yield row


def _blocked(hits: list[Hit[Kind]], k: int) -> bool:
    """Whether the wish is none: `does not want`, `too weak to`."""
    hit = hits[k]
    near = k > 0 and hits[k - 1].value == "blocked" and hit.first - hits[k - 1].last <= _NEGATED
    return near or (
        hit.value in ("purpose", "acts")
        and any(one.value == "too" and 0 < hit.first - one.last <= _TOO for one in hits[:k])
    )


def _goal(doc: Doc, line: Line, hit: Hit[Kind], means: list[Hit[Kind]]) -> tuple[Goal | None, int]:
    said = said_at(doc, hit.start, hit.end)
    low, high = bounds(line, said)
    actor = subject(doc, line, hit.first, low)
    if actor is None and said is not None and hit.value == "wants" and hit.first - low <= 1:
        actor = said.speaker_id if said.speaker_id != "unknown" else None
    if _goal_follows(line.language):
        phrase = _of_noun(line, hit, _phrase(line, hit.last - (hit.value == "acts"), high), low)
    else:
        phrase = _preceding(line, hit, low, actor)
    if actor is None or phrase is None or not _LEAST <= phrase.size <= _MOST:
        return None, -1
    phrase, by = _split(line, phrase, means, high)
    if _lacks(line, hit, phrase):
        return None, -1
    if hit.value in ("purpose", "acts"):
        by = by or _before(line, hit, low)
    return _row(doc, line, hit, actor, phrase, by), phrase.last


def _lacks(line: Line, hit: Hit[Kind], phrase: Stretch) -> bool:
    """Whether a connective is none here, for want of the word that goes with it (`um ein Viertel`, `um zu helfen`)."""
    data = load(line.language, "goals")
    if not {line.tokens[i].text.lower() for i in range(hit.first, hit.last + 1)} & set(data.get("needs", ())):
        return False
    following = (token.text.lower() for token in line.tokens[hit.last + 1 : phrase.last + 2])
    return not any(word == wanted or wanted in word[2:] for word in following for wanted in data["within"])


@cache
def _goal_follows(language: str) -> bool:
    return bool(load(language, "goals").get("order", "after") == "after")


def _of_noun(line: Line, hit: Hit[Kind], phrase: Stretch | None, low: int) -> Stretch | None:
    """Without the one whose wish it is (`the desire of X for …`); a purpose that opens a line ends with its phrase."""
    if phrase is None:
        return None
    first, last = phrase.first, phrase.last
    owner = line.mentions_at(first)
    if hit.value == "nouns" and owner:
        first = line.within(owner[0].start_char, owner[0].end_char)[-1] + 1
    if hit.value == "acts" and hit.first == low:
        tree = line.subtree(hit.last)
        last = next((i - 1 for i in range(first, last + 1) if i not in tree), last)
    return trimmed(line, Stretch(first, last)) if first <= last else None


def _preceding(line: Line, hit: Hit[Kind], low: int, actor: str | None) -> Stretch | None:
    """The goal where it stands before its verb: without the subject that opens the clause."""
    found = before(line, hit.first, low)
    if found is None:
        return None
    opening = line.mentions_at(found.first)
    if opening and opening[0].actor_id == actor:
        inside = line.within(opening[0].start_char, opening[0].end_char)
        return trimmed(line, Stretch(inside[-1] + 1, found.last)) if inside[-1] < found.last else None
    return found


def _phrase(line: Line, i: int, high: int) -> Stretch | None:
    """The goal: to the end of its clause; a comma between equals does not end it."""
    first = after(line, i, high)
    if first is None:
        return None
    end = first.last
    while end + 2 <= high and _goes_on(line, end + 1):
        following = after(line, end + 1, high)
        if following is None:
            break
        end = following.last
    return trimmed(line, Stretch(first.first, end))


def _goes_on(line: Line, i: int) -> bool:
    """Whether a comma at `i` joins equals: the word after it has the part of speech and case of the one before."""
    if line.tokens[i].text not in (",", "、") or is_strong(line, i):
        return False
    a, b = line.tokens[i - 1], line.tokens[i + 1]
    nouns = ("NOUN", "PROPN")
    return a.pos in nouns and b.pos in nouns and a.feats.get("Case") == b.feats.get("Case")


def _split(line: Line, phrase: Stretch, means: list[Hit[Kind]], high: int) -> tuple[Stretch, Stretch | None]:
    """The goal without its means, and the means."""
    for hit in means:
        gap = hit.first - phrase.last
        if phrase.first < hit.first and gap <= 2:
            shorter = trimmed(line, Stretch(phrase.first, min(phrase.last, hit.first - 1)))
            by = after(line, hit.last, high)
            if shorter is not None and by is not None:
                return shorter, by
    return phrase, None


def _before(line: Line, hit: Hit[Kind], low: int) -> Stretch | None:
    """What is done for the purpose: the clause before, without its subject."""
    found = before(line, hit.first, low)
    if found is None:
        return None
    verb = next((i for i in range(found.first, found.last + 1) if line.tokens[i].pos == "VERB"), None)
    if verb is None or found.last - verb >= _MEANS_MOST:
        return None
    return Stretch(verb, found.last)


def _row(doc: Doc, line: Line, hit: Hit[Kind], actor: str, phrase: Stretch, by: Stretch | None) -> Goal:
    start, end = min(hit.start, line.tokens[phrase.first].start), max(hit.end, line.tokens[phrase.last].end)
    goal = words(doc, line, phrase)
    row = Goal(
        goal_id=row_id(doc.article.article_id, start, end, goal),
        article_id=doc.article.article_id,
        n=line.n,
        start_char=start,
        end_char=end,
        text=doc.text[start:end],
        actor_id=actor,
        goal=goal,
        means=words(doc, line, by) if by else None,
        cue=doc.text[hit.start : hit.end],
        confidence=0.7 if hit.value == "wants" else 0.6,
    )
    doc.notes.append(Note(row.goal_id, f"`{hit.phrase}` ({line.language}/goals.toml: {hit.value}): subject {actor}"))
    return row
