"""Who feels and about whom, for a frame at its place: as its slots say, else whoever is likeliest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from armillary.read.attitudes.lexicon import ROLE
from armillary.read.events.phrases import Phrase
from armillary.read.events.roles import Roles, Scene
from armillary.read.events.status import negated, outlook
from armillary.read.events.triggers import Trigger

_LEAST_FIT = 1.5
_UNREAL = 0.6
_LACK = -0.7
_NOBODY = -0.15
"""Too little for a row, enough to gainsay an event read there."""
_REACH = 8
_FAR = 30
_ROLE_REACH = 12
_BORDERS = frozenset({",", "，", ";", "；", ".", "。", "!", "?", "！", "？", ":", "：", "—", "–", "(", ")", "（", "）"})
_STRONG = frozenset({";", "；", ".", "。", "!", "?", "！", "？"})
_ENDS = _STRONG | {"…", "……"}


@dataclass(frozen=True, slots=True)
class Parties:
    """Two actors of a frame."""

    feels: Phrase
    about: Phrase
    kind: Literal["frame", "loose"]
    """`loose`: one of them stands in no slot."""

    def turned(self) -> Parties:
        """The other way round."""
        return Parties(self.about, self.feels, self.kind)


def parties(place: Scene, trigger: Trigger, parts: Roles) -> Iterator[Parties]:
    """The pairs of a frame. A subject in another case than the nominative gives way to one in it."""
    subject = None if parts.passive else _nominative(place, trigger)
    if trigger.frame.concept.name.startswith(ROLE):
        sources, targets, sure = _of_role(place, trigger, parts, subject)
    else:
        sources, targets, sure = _of_frame(place, trigger, parts, subject)
    kind: Literal["frame", "loose"] = "frame" if sure else "loose"
    for a, b in product(sources, targets):
        yield Parties(a, b, kind)


Found = tuple[list[Phrase], list[Phrase], bool]
"""Who feels, about whom, and whether both stand in slots."""


def _of_role(place: Scene, trigger: Trigger, parts: Roles, subject: Phrase | None) -> Found:
    """`X is an ally of Y`, `Y's ally`: whose the noun is, is the other."""
    targets = [one for one in place.phrases if trigger.head in one.hosts and one.own_case in ("", "Gen")][:1]
    behind = trigger.head if place.grammar.cases else trigger.head + 1
    targets = targets or [
        one
        for one in parts.targets
        if (one.marker or one.own or one.first > behind or one.first < trigger.head)
        and not _cut(place, min(one.first, trigger.head), max(one.first, trigger.head), _BORDERS)
    ]
    taken = {one.actor for one in targets}
    if subject is None or subject.hosts or subject.actor in taken or trigger.head - subject.anchor > _ROLE_REACH:
        return [], targets, False
    return subject.group, targets, True


def _of_frame(place: Scene, trigger: Trigger, parts: Roles, subject: Phrase | None) -> Found:
    sure = parts.fit >= _LEAST_FIT
    sources = [one for one in parts.sources if not _is_pronoun(place, one, "Acc")]
    targets = [one for one in parts.targets if not _is_pronoun(place, one, "Nom") and _near(place, trigger, one)]
    if not trigger.frame.nominal and not parts.passive:
        sources = [
            one
            for one in sources
            if not _relative(place, one.anchor, trigger.verb) and not _in_act(place, one, trigger.head)
        ]
    verbal = subject is not None and not trigger.frame.nominal
    if sources and subject is not None and verbal and sources[0].case not in ("", "Nom"):
        sources, sure = subject.group, False
    if not targets and not _bare(trigger):
        targets, sure = _following(place, trigger), False
    if not sources:
        sources, sure = _likeliest(place, trigger, subject), False
    own = [one for one in sources if not one.own or one.hosts]
    return (own or sources if verbal and not parts.passive else sources), targets, sure


def _likeliest(place: Scene, trigger: Trigger, subject: Phrase | None) -> list[Phrase]:
    """Whose a noun is; of a verb, and of a noun with its light verb, the subject."""
    if trigger.frame.nominal and (owner := _owner(place, trigger)):
        return owner
    return [] if subject is None or _bare(trigger) else subject.group


def _bare(trigger: Trigger) -> bool:
    """A noun without a light verb before it."""
    return trigger.frame.nominal and trigger.verb >= trigger.head


def _nominative(place: Scene, trigger: Trigger) -> Phrase | None:
    """The nearest phrase before the predicate that can be its subject, over commas too."""
    best = None
    for one in place.phrases:
        case = one.case or place.tokens[one.anchor].feats.get("Case", "")
        fits = not one.marker and case in ("", "Nom") and not _in_act(place, one, trigger.head)
        fits = fits and not _subordinate(place, one.anchor, trigger.verb)
        if fits and 0 < trigger.verb - one.anchor <= _FAR and not _cut(place, one.anchor, trigger.verb, _STRONG):
            best = one
    return best or _inverted(place, trigger)


def _near(place: Scene, trigger: Trigger, one: Phrase) -> bool:
    """Whether no other clause lies between a word and the one it is about."""
    low, high = min(one.first, trigger.head), max(one.first, trigger.head)
    verbs = any(place.tokens[i].pos == "VERB" for i in range(trigger.head + 1, one.first))
    return not _cut(place, low, high, _ENDS) and not (verbs and _bare(trigger))


def _is_pronoun(place: Scene, one: Phrase, case: str) -> bool:
    token = place.tokens[one.anchor]
    return token.pos == "PRON" and token.feats.get("Case") == case


def _in_act(place: Scene, one: Phrase, head: int) -> bool:
    """Whether a name only says whose or where an act is (`the Ukraine war`)."""
    lemmas = (place.lemmas[i] for i in one.hosts if i != head)
    return any(frame.nominal for lemma in lemmas for frame in place.frames.by_head.get(lemma, ()))


def _relative(place: Scene, subject: int, verb: int) -> bool:
    """Whether a predicate is that of a relative clause or participle on another noun."""
    feats = place.tokens[verb].feats
    participle = place.grammar.cases and feats.get("VerbForm") == "Part" and feats.get("Voice") == "Act"
    inner = place.tokens[subject + 1 : verb]
    return participle or any(
        token.feats.get("PronType") == "Rel" or (token.pos not in ("ADP", "ADV") and place.is_(i, "that"))
        for i, token in enumerate(inner, subject + 1)
    )


def _subordinate(place: Scene, subject: int, verb: int) -> bool:
    """Whether the predicate belongs to a clause inside that of the subject, with a subject of its own."""
    inner = place.tokens[subject + 1 : verb]
    if _relative(place, subject, verb) or any(token.pos == "SCONJ" for token in inner):
        return True
    verbs = [token for token in inner if token.pos == "VERB"]
    joined = any(token.text in _BORDERS or token.pos == "CCONJ" for token in inner)
    others = any(one.anchor != subject and subject < one.anchor < verb and not one.marker for one in place.phrases)
    return bool(verbs) and not joined and others


def _inverted(place: Scene, trigger: Trigger) -> Phrase | None:
    """A subject right after its predicate: `how angry Rome is at Paris`."""
    for one in place.phrases:
        near = 0 < one.start - trigger.verb <= 2 and not _cut(place, trigger.verb, one.start, _BORDERS)
        if near and not one.marker and place.grammar.order == "svo" and one.case in ("", "Nom"):
            return one if place.tokens[trigger.verb].pos == "ADJ" or one.case == "Nom" else None
    return None


def _following(place: Scene, trigger: Trigger) -> list[Phrase]:
    """An actor inside the object: `fears an attack by X`, `criticised the policy of X`."""
    last = max(trigger.span)
    for one in place.phrases:
        if last < one.first <= last + _REACH:
            verbs = any(place.tokens[i].pos == "VERB" for i in range(last + 1, one.first))
            return [] if verbs or _cut(place, last, one.first, _BORDERS) else one.group
    return []


def _owner(place: Scene, trigger: Trigger) -> list[Phrase]:
    """Whose the noun is: the genitive right after it, the adjective right before it."""
    near = (one for one in place.phrases if one.first == trigger.head + 1 or trigger.head in one.hosts)
    return [one for one in near if not one.own or place.grammar.has("of", one.own)][:1]


def _cut(place: Scene, a: int, b: int, marks: frozenset[str]) -> bool:
    return any(place.tokens[i].text in marks for i in range(a + 1, b))


def turned_by(place: Scene, trigger: Trigger, sign: float, feels: Phrase) -> float:
    """The sign as negation and light turn it: a lack of goodwill is ill will, a lack of ill will is nothing."""
    if _nobody(place, trigger, feels):
        return _NOBODY * sign
    light = negated(place, trigger.verb) or (trigger.verb != trigger.head and negated(place, trigger.head))
    sign = (_LACK if sign > 0 else _NOBODY) * sign if light else sign
    return sign if outlook(place, trigger.verb) == "real" else _UNREAL * sign


def _nobody(place: Scene, trigger: Trigger, feels: Phrase) -> bool:
    """`No country supports …`: hardly more than a lack."""
    if feels.start >= trigger.verb or _cut(place, feels.start, trigger.verb, _STRONG):
        return False
    before = range(max(0, feels.start - 4), feels.start + 1)
    inner = range(feels.anchor + 1, trigger.verb)
    over = any(place.is_(i, "negators") and _verb_follows(place, i, trigger.verb) for i in inner)
    return over or any(place.is_(i, "negators") for i in before)


def _verb_follows(place: Scene, negator: int, verb: int) -> bool:
    """Whether what is negated is another predicate (`have not seen anyone support …`)."""
    return place.grammar.order == "zh" and any(place.tokens[i].pos == "VERB" for i in range(negator + 1, verb))
