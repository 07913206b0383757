"""`The country`, `эта страна`, 该国: the state that was named last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from armillary.lexicon import load
from armillary.lexicon.actors import kind_of, known
from armillary.read.document import Doc, Line
from armillary.read.mentions.found import Found
from armillary.read.mentions.keys import plain
from armillary.read.mentions.listed import unspaced
from armillary.read.mentions.naming import among, words

_BACK = 2


def countries(doc: Doc, found: Sequence[Found]) -> list[Found]:
    """Mentions of a state by a word for a country."""
    states = sorted((one for one in found if kind_of(one.actor_id) == "state"), key=lambda one: one.start)
    persons = [one for one in found if kind_of(one.actor_id) == "person"]
    taken = [(one.start, one.end) for one in found]
    made: list[Found] = []
    for line in doc.lines:
        for one in _characters(doc, line) if unspaced(line) else _words(line):
            if any(start < one.end and one.start < end for start, end in taken):
                continue
            actor = _last(one, states, persons)
            if actor is not None:
                one.actor_id, one.confidence, one.why = actor, 0.6, "the state named last"
                made.append(one)
    return made


def _words(line: Line) -> Iterator[Found]:
    listed, before = words(line.language, "country", "words"), words(line.language, "country", "before")
    bare = bool(load(line.language, "naming").get("country", {}).get("bare"))
    for i, token in enumerate(line.tokens):
        if not among(token, listed) or token.feats.get("Number") == "Plur":
            continue
        left = line.tokens[i - 1] if i else None
        if left is not None and plain(left.text) in before:
            if not _goes_on(line, i):
                yield Found(line, token.start, token.end, "description", tokens=(i,))
        elif bare and (left is None or left.pos in ("VERB", "ADP", "PUNCT")) and not _goes_on(line, i):
            yield Found(line, token.start, token.end, "description", tokens=(i,))


def _goes_on(line: Line, i: int) -> bool:
    """Whether what follows says which country: a relative clause, a genitive, `of`."""
    after = line.tokens[i + 1] if i + 1 < len(line.tokens) else None
    if after is None:
        return False
    low = plain(after.text)
    if low in ("of", "in", "that", "which", "where", "whose", "with"):
        return True
    return after.feats.get("Case") == "Gen" and after.pos in ("NOUN", "PROPN", "ADJ")


def _characters(doc: Doc, line: Line) -> Iterator[Found]:
    start, end = line.sentence.start_char, line.sentence.end_char
    whole = words(line.language, "country", "whole")
    texts = whole | {
        b + w for b in words(line.language, "country", "before") for w in words(line.language, "country", "words")
    }
    for text in sorted(texts):
        at = doc.text.find(text, start, end)
        while at >= 0:
            yield Found(line, at, at + len(text), "description", tokens=tuple(line.within(at, at + len(text))))
            at = doc.text.find(text, at + len(text), end)


def _last(one: Found, states: Sequence[Found], persons: Sequence[Found]) -> str | None:
    """The state named last before a word, its subject first; that of the leader who acts in the sentence above all."""
    before = [s for s in states if s.start < one.start and one.line.n - s.line.n <= _BACK]
    leaders = [p for p in persons if p.line is one.line and p.end <= one.start]
    for person in leaders[-1:]:
        actor = known().get(person.actor_id)
        if actor is not None and actor.country and any(s.actor_id == actor.country for s in before):
            return actor.country
    if not before:
        return None
    near = [s for s in before if s.line.n == before[-1].line.n and s.how in ("name", "abbreviation", "metonym")]
    subjects = [s for s in near if _is_subject(s)]
    return (subjects or near[-1:] or before[-1:])[-1].actor_id


def _is_subject(found: Found) -> bool:
    tokens = [found.line.tokens[i] for i in found.tokens]
    return any(token.relation.startswith("nsubj") or token.feats.get("Case") == "Nom" for token in tokens)
