"""Pronouns: he, она, on, 他 stand for the nearest actor named before that fits in gender, number and quotation.

A score adds what speaks for a candidate (it is the subject, it speaks, it was named often, it stands inside or outside
quotation marks as the pronoun does) and takes off for distance; gender excludes only where both are known for certain,
since translations confuse it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from armillary.lexicon import load
from armillary.lexicon.actors import kind_of
from armillary.lexicon.offices import lookup
from armillary.read.document import Doc, Line
from armillary.read.grammar.words import function_words
from armillary.read.mentions.found import Found
from armillary.read.mentions.keys import plain
from armillary.read.mentions.listed import unspaced
from armillary.read.mentions.naming import among, words

Gender = Literal["m", "f", "n", "plural"]
_WINDOW = 3
_OPEN, _CLOSE = "«“„‘「『", "»”’」』"
_GENDERS = {"Masc": "m", "Fem": "f", "Neut": "n"}
_MANY = frozenset({"group", "bloc"})
_THINGS = frozenset({"state", "org", "gov", "igo", "sep", "mil", "hist"})
_INFLECTED = frozenset({"ru", "uk", "pl"})
_FEWEST = 0.2


@dataclass(slots=True)
class _Candidate:
    found: Found
    gender: str | None
    certain: bool
    many: bool
    subject: bool
    speaks: bool
    quoted: bool


def pronouns(doc: Doc, found: Sequence[Found]) -> list[Found]:
    """Mentions by pronoun."""
    counts = Counter(one.actor_id for one in found)
    here: dict[int, list[Found]] = {}
    for one in found:
        here.setdefault(one.line.n, []).append(one)
    quoted = _quoted(doc)
    recent: list[list[_Candidate]] = []
    made: list[Found] = []
    for line in doc.lines:
        fresh = [_candidate(doc, one, quoted) for one in sorted(here.get(line.n, ()), key=lambda one: one.start)]
        _lead(fresh)
        for one, gender in _in_line(doc, line):
            before = [candidate for candidate in fresh if candidate.found.end <= one.start]
            best = _best(one, gender, before, recent[-_WINDOW:], counts, quoted)
            if best is not None:
                one.actor_id = best.found.actor_id
                one.confidence = 0.6
                one.why = f"pronoun for `{doc.text[best.found.start : best.found.end]}`"
                made.append(one)
                fresh.append(_echo(one, best, quoted))
        recent.append(fresh)
    return made


def _lead(fresh: Sequence[_Candidate]) -> None:
    """The first person of a sentence counts as its subject where grammar names none."""
    persons = [
        one for one in fresh if kind_of(one.found.actor_id) == "person" and not one.quoted and not _owns(one.found)
    ]
    if persons and not any(one.subject for one in persons):
        persons[0].subject = True


def _owns(found: Found) -> bool:
    """Whether what follows belongs to it: `Putin’s war`, 普京的战争."""
    after = found.line.tokens[found.tokens[-1] + 1 :][:1] if found.tokens else ()
    return any(token.text in ("的", "'s", "’s", "'", "’") for token in after)


def _echo(one: Found, best: _Candidate, quoted: Sequence[bool]) -> _Candidate:
    """The pronoun as a candidate for those behind it."""
    inside = one.start < len(quoted) and quoted[one.start]
    return _Candidate(one, best.gender, best.certain, best.many, _is_subject(one), _speaks(one), inside)


def _in_line(doc: Doc, line: Line) -> Iterator[tuple[Found, Gender]]:
    genders: tuple[Gender, ...] = ("m", "f", "n", "plural")
    if unspaced(line):
        yield from _characters(doc, line, genders[::-1])
        return
    listed = words(line.language, "pronoun", *genders)
    for i, token in enumerate(line.tokens):
        low = plain(token.text)
        for gender in genders if low in listed else ():
            if low in words(line.language, "pronoun", gender) and not (gender != "plural" and _is_dative(line, i)):
                yield Found(line, token.start, token.end, "pronoun", tokens=(i,)), gender
                break


def _is_dative(line: Line, i: int) -> bool:
    """Whether a form of both numbers (к ним, с ним) stands behind an adposition of the dative, where it is plural."""
    low = plain(line.tokens[i].text)
    if not i or low not in words(line.language, "pronoun", "plural"):
        return False
    return "Dat" in function_words(line.language).adpositions.get(plain(line.tokens[i - 1].text), ())


def _characters(doc: Doc, line: Line, genders: Sequence[Gender]) -> Iterator[tuple[Found, Gender]]:
    at, stop = line.sentence.start_char, line.sentence.end_char
    banned = words(line.language, "pronoun", "not_before")
    while at < stop:
        for gender in genders:
            text = next((w for w in words(line.language, "pronoun", gender) if doc.text.startswith(w, at)), "")
            if text and at + len(text) <= stop and doc.text[at + len(text) : at + len(text) + 1] not in banned:
                if doc.text[at - 1 : at] not in ("其", "吉"):
                    tokens = tuple(line.within(at, at + len(text)))
                    yield Found(line, at, at + len(text), "pronoun", tokens=tokens), gender
                at += len(text) - 1
                break
        at += 1


def _best(
    one: Found,
    gender: Gender,
    before: Sequence[_Candidate],
    recent: Sequence[Sequence[_Candidate]],
    counts: Counter[str],
    quoted: Sequence[bool],
) -> _Candidate | None:
    """The candidate with the best score, where one is good enough."""
    scored: list[tuple[float, int, _Candidate]] = []
    for back, group in enumerate([before, *reversed(recent)]):
        for candidate in group:
            score = _score(one, gender, candidate, back, counts, quoted)
            if score is not None:
                near = 0.7 if group and candidate is _nearest(group, gender, one) and back == 0 else 0.0
                scored.append((score + near, candidate.found.start, candidate))
    best = max(scored, key=lambda entry: entry[:2], default=None)
    return best[2] if best is not None and best[0] > _FEWEST else None


def _nearest(group: Sequence[_Candidate], gender: Gender, one: Found) -> _Candidate | None:
    """The last of those that fit: what `its` most often means."""
    if gender != "n":
        return None
    return next((candidate for candidate in reversed(group) if _fit(one, gender, candidate) is not None), None)


def _score(
    one: Found, gender: Gender, candidate: _Candidate, back: int, counts: Counter[str], quoted: Sequence[bool]
) -> float | None:
    fit = _fit(one, gender, candidate)
    if fit is None:
        return None
    if back == 0 and _same_clause(one, candidate.found):
        return None
    score = 2.0 + fit - 0.8 * back
    score += 0.6 * candidate.subject + 0.1 * min(counts[candidate.found.actor_id], 5)
    if _speaks(one):
        score += candidate.speaks * (1.4 if back == 1 else 0.4)
    score -= 0.8 * (candidate.quoted != quoted[one.start])
    if candidate.found.how in ("adjective", "metonym"):
        score -= 0.8
    return score


def _fit(one: Found, gender: Gender, candidate: _Candidate) -> float | None:
    """How well gender and number agree; None where they cannot."""
    if gender == "plural":
        named = candidate.many and candidate.found.how != "adjective"
        return 0.0 if named and not _rival(one, candidate.found, gender) else None
    if candidate.many or candidate.found.how == "demonym":
        return None
    person = kind_of(candidate.found.actor_id) in ("person", "role")
    natural = bool(load(one.line.language, "naming").get("pronoun", {}).get("natural", True))
    if gender == "n":
        return -0.3 if kind_of(candidate.found.actor_id) in _THINGS else None
    if not person:
        fits = not natural and candidate.gender == gender and not _speaks(one)
        return -0.5 if fits and not _rival(one, candidate.found, gender) else None
    if candidate.gender is None:
        return -0.2 if kind_of(candidate.found.actor_id) == "person" else -0.7
    if candidate.gender != gender:
        return None if candidate.certain else -1.2
    return 0.2


def _rival(one: Found, other: Found, gender: Gender) -> bool:
    """Whether a common noun of that gender stands nearer to the pronoun than the other: then that is meant."""
    if not other.tokens or one.line.language not in _INFLECTED:
        return False
    begin = other.tokens[-1] + 1 if one.line is other.line else 0
    between = one.line.tokens[begin : one.tokens[0]]
    if gender == "plural":
        return any(token.pos == "NOUN" and token.feats.get("Number") == "Plur" for token in between)
    return any(token.pos == "NOUN" and _GENDERS.get(token.feats.get("Gender", "")) == gender for token in between)


def _same_clause(one: Found, other: Found) -> bool:
    """Whether an object pronoun stands at the verb whose subject the other is: then another is meant."""
    if not one.tokens or not other.tokens or one.line is not other.line:
        return False
    mine, theirs = one.line.tokens[one.tokens[0]], one.line.tokens[other.tokens[-1]]
    return (
        mine.head == theirs.head >= 0
        and mine.relation in ("obj", "iobj", "obl")
        and theirs.relation.startswith("nsubj")
    )


def _candidate(doc: Doc, found: Found, quoted: Sequence[bool]) -> _Candidate:
    kind = kind_of(found.actor_id)
    gender, certain = _gender(doc, found, kind)
    token = found.line.tokens[found.tokens[-1]] if found.tokens else None
    plural = token is not None and token.feats.get("Number") == "Plur"
    many = kind in _MANY or (plural and (found.how == "demonym" or kind in ("gov", "mil")))
    return _Candidate(found, gender, certain, many, _is_subject(found), _speaks(found), quoted[found.start])


def _gender(doc: Doc, found: Found, kind: str) -> tuple[str | None, bool]:
    """Gender of a person, or the grammatical one of a thing; and whether the text itself may have it wrong."""
    if kind == "person":
        newcomer = doc.newcomers.get(found.actor_id)
        if newcomer is not None:
            return newcomer.gender, False
        listed = lookup(found.actor_id)
        return (listed.gender if listed else None), True
    if not found.tokens or (kind == "role" and found.line.language not in _INFLECTED):
        return None, False
    return _GENDERS.get(found.line.tokens[found.tokens[0]].feats.get("Gender", "")), True


def _is_subject(found: Found) -> bool:
    if not found.tokens or _owns(found):
        return False
    tokens = [found.line.tokens[i] for i in found.tokens]
    return any(token.relation.startswith("nsubj") for token in tokens) or tokens[-1].feats.get("Case") == "Nom"


def _speaks(found: Found) -> bool:
    """Whether a word of speech, or one for a source, stands beside."""
    if not found.tokens:
        return False
    line = found.line
    speech = words(line.language, "person", "behind") | words(line.language, "person", "source")
    before = () if unspaced(line) else range(max(0, found.tokens[0] - 1), found.tokens[0])
    near = [*before, *range(found.tokens[-1] + 1, found.tokens[-1] + 4)]
    return any(among(line.tokens[i], speech) for i in near if i < len(line.tokens))


def _quoted(doc: Doc) -> list[bool]:
    """For each character, whether it stands in quotation marks; a paragraph ends what never closes."""
    inside = [False] * (len(doc.text) + 1)
    open_, straight = False, False
    for i, c in enumerate(doc.text):
        if c == "\n":
            open_ = straight = False
        elif c in _OPEN and not (c == "‘" and doc.text[i - 1 : i].isalpha()):
            open_ = True
        elif c == '"':
            straight = not straight
        elif c in _CLOSE and not (c == "’" and doc.text[i + 1 : i + 2].isalpha()):
            open_ = False
        inside[i] = open_ or straight
    return inside
