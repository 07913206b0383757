"""Mechanisms: what the text says drives what, and whether more of the one makes more or less of the other.

`languages/<code>/causes.toml` has lists `more` and `less` in the tables `forward` (the cause stands before, the effect
after: `X leads to Y`), `actors` (the same where an actor follows at once: `made Russia …`), `backward` (the effect
before: `Y because of X`; after, where the word opens its sentence), `behind` (the same, but it never opens one) and
`fronted` (only there). `falling` are words of decline that turn the sign of an effect told as a clause (`because of X,
Y is falling`); `topics`, words of international life, one of which must stand there.

`too` and `to`: what stands between them keeps from what follows (`zbyt zajęta, aby`). `which` stands for the clause
before it (with a gender of its own for the noun before it), `light` verbs between cause and word of cause belong to
neither (`may`), `acts` are what somebody does rather than what follows from him: with a mere actor before them they are
no mechanism (`the firm raised its output`); `aims` right before a word of cause make it a wish,
`summons` with somebody behind them send for him (`вызвало посла`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from armillary.lexicon import load
from armillary.read.document import Doc, Line, Note, row_id
from armillary.read.stretches import Stretch, after, before, bounds, is_border, said_at, words
from armillary.read.wording import Hit, Wording
from armillary.schema import Mechanism

_MOST_TOKENS = 200
_MOST = 30
_FAR = 14
"""Tokens between `too` and `to`."""


@dataclass(frozen=True, slots=True)
class Cause:
    """How a word of cause stands between cause and effect."""

    order: str
    sign: int


@dataclass(frozen=True, slots=True)
class Causes:
    """The words of cause of one language."""

    words: Wording[Cause]
    topics: Wording[None]
    falling: Wording[None]
    modals: frozenset[str]
    """Words that an infinitive of causing needs before it (`can weaken`); else it is an aim (`wants to weaken`)."""
    too: Wording[None]
    to: Wording[None]
    which: frozenset[str]
    light: frozenset[str]
    acts: frozenset[str]
    aims: frozenset[str]
    summons: frozenset[str]


@cache
def causes(language: str) -> Causes | None:
    """The words of cause of a language; None where it has none."""
    data: Mapping[str, Any] = load(language, "causes")
    if not data:
        return None
    phrases = {
        phrase: Cause(order, sign)
        for order in ("fronted", "actors", "forward", "behind", "backward")
        for key, sign in (("more", 1), ("less", -1))
        for phrase in data.get(order, {}).get(key, ())
    }
    topics, falling, too, to = (_phrased(data, name, language) for name in ("topics", "falling", "too", "to"))
    modals, which, light = (_set(data, name) for name in ("modals", "which", "light"))
    acts, aims, summons = (_set(data, name) for name in ("acts", "aims", "summons"))
    return Causes(Wording(phrases, language), topics, falling, modals, too, to, which, light, acts, aims, summons)


def _phrased(data: Mapping[str, Any], name: str, language: str) -> Wording[None]:
    return Wording(dict.fromkeys(_set(data, name)), language)


def _set(data: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(data.get(name, {}).get("words", ()))


def find_mechanisms(doc: Doc) -> list[Mechanism]:
    """The mechanisms of an article, by place. Needs its mentions and statements."""
    found: dict[str, Mechanism] = {}
    for line in doc.lines:
        known = causes(line.language)
        if known is not None and 0 < len(line.tokens) <= _MOST_TOKENS:
            for row in _of_line(doc, line, known):
                found.setdefault(row.mechanism_id, row)
    return list(found.values())


def _of_line(doc: Doc, line: Line, known: Causes) -> Iterator[Mechanism]:
    hits = known.words.find(line)
    topics = known.topics.find(line) if hits else []
    last: tuple[Hit[Cause], Sides] | None = None
    for hit in hits:
        said = said_at(doc, hit.start, hit.end)
        sides = (
            None
            if _aimed_at(line, hit, known) or _tells_of_noun(line, hit)
            else _sides(line, hit, known, *bounds(line, said))
        )
        found = _shared(last, hit, sides)
        if found is None or not all(1 <= side.size <= _MOST for side in found):
            continue
        found = (_bare(line, found[0]), _bare(line, found[1]))
        if _is_act(line, hit, found, known) or _is_next_act(line, hit, found):
            continue
        last = (hit, found)
        if _matters(line, hit.value.order, found, topics):
            yield _row(doc, line, hit, found, _sign(line, hit, found, known), said.speaker_id if said else None)
    yield from _kept_from(doc, line, known)


def _kept_from(doc: Doc, line: Line, known: Causes) -> Iterator[Mechanism]:
    """`Zbyt zajęta wojną, aby zaatakować sąsiada`: the one keeps from the other."""
    too = known.too.find(line)
    ends, topics = (known.to.find(line), known.topics.find(line)) if too else ([], [])
    for hit in too:
        end = next((one for one in ends if 1 < one.first - hit.last <= _FAR), None)
        if end is None:
            continue
        said = said_at(doc, hit.start, end.end)
        low, high = bounds(line, said)
        cause, effect = before(line, end.first, low), after(line, end.last, high)
        if cause is None or effect is None or not _matters(line, "behind", (cause, effect), topics):
            continue
        value = Hit(hit.first, hit.last, hit.start, hit.end, Cause("too", -1), hit.phrase)
        yield _row(doc, line, value, (cause, effect), -1, said.speaker_id if said else None)


def _is_act(line: Line, hit: Hit[Cause], found: Sides, known: Causes) -> bool:
    """Whether a mere actor does something, and nothing drives anything."""
    if hit.value.order != "forward":
        return False
    behind = line.mentions_at(found[1].first) if _is_one(line, hit.first, known.summons) else []
    if any(one.actor_id.startswith(("person:", "role:")) for one in behind):
        return True
    if line.tokens[hit.first].lemma not in known.acts:
        return False
    side = found[0]
    named = [one for k in range(side.first, side.last + 1) for one in line.mentions_at(k)]
    held = {k for one in named for k in line.within(one.start_char, one.end_char)}
    free = [line.tokens[k] for k in range(side.first, side.last + 1) if k not in held]
    free = [one for one in free if known.modals.isdisjoint((one.lemma.lower(), one.text.lower()))]
    return bool(held) and not any(token.pos in ("NOUN", "PROPN", "VERB") for token in free)


def _is_next_act(line: Line, hit: Hit[Cause], found: Sides) -> bool:
    """Whether `and` joins the word of cause to what an actor does before (`A accused B and weakened the plan`)."""
    if hit.value.order != "forward" or not hit.first or line.tokens[hit.first - 1].pos != "CCONJ":
        return False
    return _begins_with_actor(line, found[0]) and _is_finite(line, found[0])


def _shared(last: tuple[Hit[Cause], Sides] | None, hit: Hit[Cause], found: Sides | None) -> Sides | None:
    """`X causes Y and causes Z`: the second has the cause of the first."""
    if last is None or found is None or not last[0].value.order == hit.value.order == "forward":
        return found
    return (last[1][0], found[1]) if found[0].first <= last[0].first <= found[0].last else found


def _sign(line: Line, hit: Hit[Cause], found: Sides, known: Causes) -> int:
    effect = found[1]
    falls = hit.value.order in ("backward", "fronted") and any(
        effect.first <= one.first <= effect.last for one in known.falling.find(line)
    )
    return -hit.value.sign if falls else hit.value.sign


_MODAL_REACH = 4
_RELATIVES = frozenset({"который", "каков", "який", "котрий", "który"})
_DROPS_COPULA = frozenset({"ru", "uk", "pl"})

Sides = tuple[Stretch, Stretch]
"""Cause and effect."""


def _sides(line: Line, hit: Hit[Cause], known: Causes, low: int, high: int) -> Sides | None:
    order = hit.value.order
    opens = all(is_border(line, i) or line.tokens[i].pos == "CCONJ" for i in range(low, hit.first))
    if (order in ("forward", "actors") and _no_verb(line, hit)) or (
        order == "backward" and _qualifies(line, hit.first)
    ):
        return None
    if opens or order == "fronted":
        return _fronted(line, hit, high) if opens and order in ("backward", "fronted") else None
    left, right = _meant(line, hit.first, known, low), after(line, hit.last, high)
    if left is None or right is None or (order == "actors" and not _begins_with_actor(line, right)):
        return None
    if order == "backward" and line.language in _DROPS_COPULA:
        if line.tokens[right.first].pos == "VERB":
            return None
        if _is_finite(line, right) and not _is_finite(line, left) and line.tokens[hit.last].pos == "ADP":
            return _fronted(line, hit, high)
    return (right, left) if order in ("backward", "behind") else (left, right)


def _is_finite(line: Line, side: Stretch) -> bool:
    """Whether a stretch has a verb of its own (`X из-за Y отменяет Z`: the cause stands inside the clause)."""
    inside = (line.tokens[i] for i in range(side.first, side.last + 1))
    return any(one.pos == "VERB" and one.feats.get("VerbForm", "Fin") == "Fin" for one in inside)


def _meant(line: Line, i: int, known: Causes, low: int) -> Stretch | None:
    """What stands before a word of cause, without light verbs; of `which` the clause or noun it stands for."""
    k = i - 1
    while k > low and _is_one(line, k, known.light):
        k -= 1
    if k > low and _is_one(line, k, known.which):
        clause = before(line, k, low)
        return clause if clause is None or "Gender" not in line.tokens[k].feats else _last_phrase(line, clause)
    return before(line, k + 1, low)


def _is_one(line: Line, i: int, words_: frozenset[str]) -> bool:
    return line.tokens[i].lemma in words_ or line.tokens[i].text.lower() in words_


def _last_phrase(line: Line, one: Stretch) -> Stretch:
    """The noun phrase that ends a clause."""
    first = one.last
    while first > one.first and line.tokens[first - 1].pos not in ("ADP", "VERB", "AUX", "PUNCT", "ADV"):
        first -= 1
    return Stretch(first, one.last)


def _bare(line: Line, one: Stretch) -> Stretch:
    """Without the bullet that opens its line."""
    first = one.first
    while first < one.last and not any(letter.isalnum() for letter in line.tokens[first].text):
        first += 1
    return Stretch(first, one.last)


def _qualifies(line: Line, i: int) -> bool:
    """An active participle that tells of a noun (`rights that follow from the treaty`)."""
    token = line.tokens[i]
    active = token.feats.get("VerbForm") == "Part" and token.feats.get("Voice") == "Act"
    return active and token.relation in ("acl", "amod")


def _aimed_at(line: Line, hit: Hit[Cause], known: Causes) -> bool:
    """Whether a verb of causing is an infinitive that no modal holds, or one that a wish holds: an aim, not a cause."""
    if hit.first and _is_one(line, hit.first - 1, known.aims):
        return True
    if not known.modals or line.tokens[hit.first].feats.get("VerbForm") != "Inf" or _is_plural_present(line, hit.first):
        return False
    held = line.tokens[max(0, hit.first - _MODAL_REACH) : hit.first]
    return known.modals.isdisjoint(word for one in held for word in (one.lemma.lower(), one.text.lower()))


def _is_plural_present(line: Line, i: int) -> bool:
    """Whether an English verb that looks like an infinitive has a subject of its own (`threats push …`)."""
    if line.language != "en" or i == 0 or line.tokens[i - 1].text.lower() == "to":
        return False
    return any(line.tokens[k].relation.startswith("nsubj") and k < i for k in line.children(i))


def _tells_of_noun(line: Line, hit: Hit[Cause]) -> bool:
    """Whether an English participle stands between an article and its noun (`the stalled talks`)."""
    i = hit.first
    if line.language != "en" or hit.first != hit.last or not 0 < i < len(line.tokens) - 1:
        return False
    return line.tokens[i - 1].pos == "DET" and line.tokens[i + 1].pos in ("NOUN", "PROPN", "ADJ")


def _no_verb(line: Line, hit: Hit[Cause]) -> bool:
    """Whether the word is a noun here, or what stands before it is driven and does not drive."""
    token = line.tokens[hit.first]
    passive = any(line.tokens[i].relation == "aux:pass" for i in line.children(hit.first))
    named = line.mentions_at(hit.last + 1) if hit.last + 1 < len(line.tokens) else []
    drives = line.language == "en" and any(one.start_char > token.end for one in named)
    return (
        (token.pos == "NOUN" and not drives)
        or passive
        or (token.feats.get("Voice") == "Pass" and "VerbForm" in token.feats)
    )


def _begins_with_actor(line: Line, side: Stretch) -> bool:
    return any(one.start_char == line.tokens[side.first].start for one in line.mentions)


def _fronted(line: Line, hit: Hit[Cause], high: int) -> Sides | None:
    """`Because of X, Y`; without a comma X ends where its phrase does."""
    cause = after(line, hit.last, high)
    if cause is None:
        return None
    verbal = line.tokens[hit.last].pos == "ADP" and any(
        line.tokens[i].pos == "VERB" and line.tokens[i].feats.get("VerbForm", "Fin") == "Fin"
        for i in range(cause.first, cause.last + 1)
    )
    if verbal or cause.last + 2 > high or not is_border(line, cause.last + 1):
        cause = _phrase(line, hit, cause)
    effect = after(line, cause.last, high) if cause is not None else None
    return (cause, effect) if cause is not None and effect is not None else None


def _phrase(line: Line, hit: Hit[Cause], most: Stretch) -> Stretch | None:
    """The noun phrase that opens a stretch, as the parse has it."""
    tree = line.subtree(hit.last) | line.subtree(most.first)
    last = most.first
    while last + 1 < most.last and last + 1 in tree:
        last += 1
    alone = line.tokens[last].pos in ("NOUN", "PROPN")
    return Stretch(most.first, last) if last > most.first or alone else None


def _matters(line: Line, order: str, found: Sides, topics: list[Hit[None]]) -> bool:
    """Whether it speaks of international life, not of the weather."""
    if not all(_has_noun(line, side) for side in found) or _acts(line, found[0]) or _stump(line, found[1]):
        return False
    if order == "forward" and _stump(line, found[0]):
        return False
    ids = [_ids(line, side) for side in found]
    there = [any(side.first <= hit.first <= side.last for hit in topics) for side in found]
    both = all(actors or topic for actors, topic in zip(ids, there, strict=True))
    return (any(there) and (both or any(ids))) or (order != "forward" and all(ids))


def _acts(line: Line, cause: Stretch) -> bool:
    """Whether a cause is nothing but a person, who acts rather than causes."""
    start, end = line.tokens[cause.first].start, line.tokens[cause.last].end
    return any(
        one.start_char <= start and end <= one.end_char for one in line.mentions if one.actor_id.startswith("person:")
    )


def _stump(line: Line, effect: Stretch) -> bool:
    """Whether an effect is a relative clause or a mere place or time (`in this region`)."""
    first = line.tokens[effect.first]
    if first.feats.get("PronType") == "Rel" or first.lemma.lower() in _RELATIVES:
        return True
    verbal = any(line.tokens[i].pos in ("VERB", "AUX") for i in range(effect.first, effect.last + 1))
    return first.pos == "ADP" and not verbal and line.language in _DROPS_COPULA


def _has_noun(line: Line, side: Stretch) -> bool:
    return any(line.tokens[i].pos in ("NOUN", "PROPN") for i in range(side.first, side.last + 1))


def _ids(line: Line, side: Stretch) -> tuple[str, ...]:
    start, end = line.tokens[side.first].start, line.tokens[side.last].end
    inside = [one.actor_id for one in line.mentions if start <= one.start_char and one.end_char <= end]
    return tuple(dict.fromkeys(one for one in inside if one != "unknown"))


def _row(doc: Doc, line: Line, hit: Hit[Cause], found: Sides, sign: int, by: str | None) -> Mechanism:
    cause, effect = found
    first, last = min(cause.first, effect.first), max(cause.last, effect.last)
    start = min(line.tokens[first].start, hit.start)
    end = max(line.tokens[last].end, hit.end)
    texts = words(doc, line, cause), words(doc, line, effect)
    row = Mechanism(
        mechanism_id=row_id(doc.article.article_id, start, end, *texts, str(sign)),
        article_id=doc.article.article_id,
        n=line.n,
        start_char=start,
        end_char=end,
        text=doc.text[start:end],
        cause=texts[0],
        effect=texts[1],
        sign=sign,
        cause_ids=_ids(line, cause),
        effect_ids=_ids(line, effect),
        by_id=None if by == "unknown" else by,
        cue=doc.text[hit.start : hit.end],
        confidence=0.6,
    )
    doc.notes.append(Note(row.mechanism_id, f"`{hit.phrase}` ({line.language}/causes.toml: {hit.value.order})"))
    return row
