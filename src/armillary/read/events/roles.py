"""Who acts and who is acted upon, for one frame at its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from armillary.read.document import Token
from armillary.read.events.endings import ends_so, is_ending
from armillary.read.events.frames import Frames, plain
from armillary.read.events.phrases import Phrase
from armillary.read.events.topics import subject as subject_by_order
from armillary.read.events.triggers import Trigger

_STRONG = frozenset({";", ".", "!", "?", "。", "；", "！", "？"})
_PAUSES = frozenset({",", "，", "”", "»"})
_QUOTES = frozenset({'"', "“", "”", "«", "»", "„", "「", "」"})
_MARKS = frozenset({",", "，", "—", "–", "-", "(", ")", ":", "："})
_COMMAS = frozenset({",", "，"})
_VERBS = frozenset({"VERB"})
_VERB_LAST = ("sov", "v2")
_FAR = 30
_CLOSE = 12
_NO_SUBJECT = frozenset({"Acc", "Dat", "Gen", "Loc", "Abl", "Ins"})
_NO_OBJECT = frozenset({"Nom", "Dat", "Gen", "Loc", "Abl", "Ins"})


@dataclass(frozen=True, slots=True)
class Roles:
    """Parts found for one trigger."""

    sources: tuple[Phrase, ...] = ()
    targets: tuple[Phrase, ...] = ()
    fit: float = 0.0
    agentless: bool = False
    """A passive that names no agent."""
    passive: bool = False


# What it costs to take a case for another: forms coincide, and taggers err (`России`, `США`).
_CASES: dict[str, dict[str, float]] = {
    "Nom": {"Nom": 0.0, "": 0.0, "Acc": 0.8, "Gen": 1.5, "Voc": 0.3},
    "Acc": {"Acc": 0.0, "": 0.0, "Gen": 0.3, "Nom": 1.0, "Dat": 1.6},
    "Dat": {"Dat": 0.0, "Loc": 0.0, "": 0.5, "Gen": 0.8, "Acc": 1.6},
    "Ins": {"Ins": 0.0, "": 1.2},
    "Gen": {"Gen": 0.0, "": 0.5, "Acc": 0.8, "Dat": 0.9, "Loc": 0.9},
    "Loc": {"Loc": 0.0, "": 0.5, "Dat": 0.3},
    "Abl": {"Abl": 0.0},
}


def case_cost(case: str, wanted: str) -> float | None:
    """What it costs to take a phrase in one case for another; None where it cannot be."""
    return _CASES[wanted].get(case)


class Scene:
    """A line with its phrases, ready to be asked for parts."""

    def __init__(self, tokens: Sequence[Token], found: Sequence[Phrase], frames: Frames) -> None:
        self.tokens, self.phrases, self.frames = tokens, found, frames
        self.grammar = frames.grammar
        self.marks = not self.grammar.cases and not {"case_Acc", "articles_Dat"}.isdisjoint(self.grammar.words)
        """Endings or articles tell the case of some phrases."""
        self.at = {i: one for one in found for i in range(one.first, one.last + 1)}
        self.plain = [plain(token.text) for token in tokens]
        self.lemmas = [plain(token.lemma) for token in tokens]
        self._costs: dict[tuple[int, int], float | None] = {}
        self._walls = [i for i, token in enumerate(tokens) if token.pos == "SCONJ" and self._opens_clause(i)]

    def is_(self, i: int, kind: str) -> bool:
        """Whether a token is a word of a kind of the grammar."""
        return self.grammar.has(kind, self.plain[i], self.lemmas[i])

    def is_verb(self, i: int) -> bool:
        """Whether a token is a verb of its own, no auxiliary."""
        return self.tokens[i].pos in _VERBS and not self.is_(i, "auxiliary")

    def _opens_clause(self, i: int) -> bool:
        return self.is_(i, "that") and not self.is_(i, "relatives")

    def walled(self, a: int, b: int) -> int | None:
        """The last word between two tokens that opens a clause (`that`, `because`); None where there is none."""
        return next((i for i in reversed(self._walls) if min(a, b) < i < max(a, b)), None)

    def cost(self, a: int, b: int) -> float | None:
        """What lies between two tokens, as a distance; None where a sentence ends between them."""
        key = (min(a, b), max(a, b))
        if key not in self._costs:
            self._costs[key] = self._cost(*key)
        return self._costs[key]

    def _cost(self, a: int, b: int) -> float | None:
        total = 0.0
        for i in range(min(a, b) + 1, max(a, b)):
            token = self.tokens[i]
            if token.text in _STRONG:
                return None
            if i in self.at:
                total += 0.1
            elif is_ending(token):
                total += 0.0
            elif token.text in _MARKS or token.text in _QUOTES:
                total += 0.2 if self.grammar.order == "sov" else 0.6
            elif self.is_verb(i):
                total += 0.5 if self.grammar.order == "sov" else 1.2
            elif self.is_(i, "that") and token.pos != "ADP":
                total += 1.0
            else:
                total += 0.1
        return total


def roles(scene: Scene, trigger: Trigger) -> Roles:
    """The parts of one trigger; `fit` says how well they fit."""
    frame = trigger.frame
    if frame.nominal and trigger.verb == trigger.head:
        return _of_noun(scene, trigger)
    if frame.source_slots:
        targets = _subject(scene, trigger.verb)
        sources = _slots(scene, trigger, frame.source_slots)
        return _built(scene, sources, targets)
    willing = frame.concept.embeds in ("agree", "plan")
    if scene.grammar.cases and is_impersonal(scene, trigger.verb):
        found = _built(scene, None, _slots(scene, trigger, frame.slots))
        return Roles((), found.targets, found.fit, agentless=True)
    if not willing and (is_passive(scene, trigger.verb) or _reduced(scene, trigger)):
        return _of_passive(scene, trigger)
    sources = _subject(scene, trigger.verb)
    if sources and is_noun_by_order(scene, trigger) and _divided(scene, sources[0].end, trigger.head):
        sources = None
    targets = _slots(scene, trigger, frame.slots, taken=sources)
    follows = frame.concept.embeds not in (None, "threaten") or frame.concept.type == "PROTEST"
    follows = follows and "inf" not in frame.slots
    if targets is None and follows and not frame.concept.weak:
        targets = _following(scene, trigger, sources)
    if sources is None and frame.concept.type == "PROTEST":
        sources = _crowd(scene, trigger, targets)
    if targets is None and sources is not None and not frame.concept.weak:
        targets = _loosely(scene, trigger, sources) or _maker(scene, trigger)
    return _both_sides(scene, trigger, sources, targets) or _built(scene, sources, targets)


def _both_sides(scene: Scene, trigger: Trigger, sources: Found, targets: Found) -> Roles | None:
    """The parts of `talks were held between A and B`, where nobody else acts."""
    if sources or targets is None or not trigger.frame.concept.mutual or len(targets[0].group) < 2:
        return None
    return Roles(tuple(targets[0].group), (), targets[1]) if scene.grammar.has("both", targets[0].marker) else None


def _crowd(scene: Scene, trigger: Trigger, targets: Found) -> Found:
    """The land in which nameless people protest (`thousands marched in Lima`)."""
    return _slots(scene, trigger, ("in", "across", "throughout") if scene.frames.loose else (), taken=targets)


_LOOSE = 1.2
"""What it costs a target not to stand in a slot of its frame."""


def _loosely(scene: Scene, trigger: Trigger, sources: Found) -> Found:
    """The first actor behind an act and a marker that suits acts of its type, no verb between."""
    slots = scene.frames.loose.get(trigger.frame.concept.type, ())
    last = max(trigger.span)
    for one in scene.phrases:
        if one.start <= last or (sources and one in sources[0].group):
            continue
        if any(scene.tokens[i].pos in _VERBS or scene.tokens[i].text in _PAUSES for i in range(last + 1, one.start)):
            return None
        scores = [score for slot in slots if (score := _marked(scene, trigger, one, slot)) is not None]
        return (one, max(scores) - _LOOSE) if scores else None
    return None


_MADE = frozenset({"REJECT", "ACCUSE"})


def _maker(scene: Scene, trigger: Trigger) -> Found:
    """Whose the object is, where a relative clause says so (`recognised the vote that Russia had held`)."""
    if trigger.frame.concept.type not in _MADE:
        return None
    last = max(trigger.span)
    one = next((one for one in scene.phrases if one.start > last), None)
    if one is None or one.marker or one.start - last > _CLOSE:
        return None
    between = range(last + 1, one.start)
    opens = bool(between) and _is_relative(scene, one.start - 1)
    broken = any(scene.tokens[i].pos in _VERBS or scene.tokens[i].text in _STRONG for i in between)
    return (one, 2.0) if opens and not broken and _acts_soon(scene, one) else None


def _is_relative(scene: Scene, i: int) -> bool:
    token = scene.tokens[i]
    return token.pos in ("PRON", "DET") and (scene.is_(i, "that") or token.feats.get("PronType") == "Rel")


def _acts_soon(scene: Scene, one: Phrase) -> bool:
    return any(scene.tokens[i].pos in _VERBS for i in range(one.end + 1, min(one.end + 4, len(scene.tokens))))


def is_noun_by_order(scene: Scene, trigger: Trigger) -> bool:
    """Whether a word without endings is a noun in its place: 与俄罗斯的贸易, 逃离征召的人."""
    i, tokens = trigger.head, scene.tokens
    if scene.grammar.order != "zh" or not 0 < i < len(tokens) - 1:
        return False
    last = max(trigger.last, i)
    held = tokens[i - 1].pos == "VERB" and not scene.frames.light & {scene.plain[i - 1]}
    return scene.is_(i - 1, "possessive") or (held and last + 1 < len(tokens) and scene.is_(last + 1, "possessive"))


def _divided(scene: Scene, first: int, last: int) -> bool:
    """Whether a verb or a pause stands between two places."""
    between = range(first + 1, last)
    return any(scene.tokens[i].pos in _VERBS or scene.tokens[i].text in _PAUSES for i in between)


def _reduced(scene: Scene, trigger: Trigger) -> bool:
    """Whether the verb is a participle after its own object (`the curfew imposed in the north`)."""
    ending = scene.plain[trigger.verb].endswith(tuple(scene.grammar.words.get("participles", ("\0",))))
    before = [part for part in trigger.parts if trigger.verb - 3 <= part < trigger.verb]
    if not ending or not before or scene.grammar.order != "svo":
        return False
    return any(scene.tokens[i].pos in _VERBS for i in range(max(0, before[0] - _CLOSE), before[0]))


def _following(scene: Scene, trigger: Trigger, sources: Found) -> Found:
    """The next actor after an act that concerns somebody, where no slot is filled."""
    best: Found = None
    last = max(_spread(trigger))
    for one in scene.phrases:
        if one.start <= last or one.first - last > _CLOSE or (sources and one in sources[0].group):
            continue
        if _opens_next(scene, one) or (not scene.grammar.cases and _speaks_after(scene, one, last)):
            continue
        if scene.grammar.cases and one.case == "Loc" and scene.grammar.has("located", one.marker):
            continue
        cost = scene.cost(last, one.start)
        if cost is not None:
            best = _better(best, one, 1.5 - 0.4 * cost)
    return best


def _built(scene: Scene, sources: Found, targets: Found) -> Roles:
    chosen = sources[0].group if sources else []
    goals = [one for one in (targets[0].group if targets else []) if one not in chosen]
    fit = (sources[1] if sources else 0.0) + (targets[1] if targets else 0.0)
    return Roles(tuple(chosen), tuple(goals), fit)


Found = tuple[Phrase, float] | None


def _of_passive(scene: Scene, trigger: Trigger) -> Roles:
    subject = _subject(scene, trigger.verb)
    if scene.grammar.order == "sov" and ends_so_nominal(scene, trigger.verb) and subject and subject[0].case != "Gen":
        subject = None
    agents = _agent(scene, trigger.verb)
    if (
        subject
        and trigger.frame.concept.type == "ASSAULT"
        and not subject[0].marker
        and _are_parts(subject[0], trigger)
    ):
        return replace(_built(scene, agents, subject), agentless=agents is None, passive=True)
    if trigger.parts and not _holds_object(scene, trigger):
        targets = _slots(scene, trigger, trigger.frame.slots)
    elif "obj" in trigger.frame.slots or "acc" in trigger.frame.slots:
        targets = subject
    else:
        targets = _slots(scene, trigger, trigger.frame.slots)
    built = _built(scene, agents, targets)
    return Roles(built.sources, built.targets, built.fit, agentless=agents is None, passive=True)


def _are_parts(one: Phrase, trigger: Trigger) -> bool:
    """Whether a phrase tells whose the companions of a frame are (`nine Turkish soldiers were killed`)."""
    return any(part in one.hosts or one.start <= part <= one.end for part in trigger.parts)


def _holds_object(scene: Scene, trigger: Trigger) -> bool:
    """Whether the subject of a passive is the actor itself and not the companion (`sanctions were imposed`)."""
    subject = _subject(scene, trigger.verb)
    return subject is not None and not any(part < trigger.verb for part in trigger.parts)


def is_impersonal(scene: Scene, verb: int) -> bool:
    """Whether a form names nobody who acts: `nałożono`, or a plural without a subject (`ввели санкции`)."""
    token = scene.tokens[verb]
    if scene.plain[verb].endswith(tuple(scene.grammar.words.get("impersonal", ("\0",)))) and token.pos == "VERB":
        return True
    plural = token.feats.get("Number") == "Plur" and token.feats.get("VerbForm") == "Fin"
    if not plural or not scene.grammar.has("plural", "impersonal") or token.feats.get("Person") in ("1", "2"):
        return False
    first = last = verb
    while first > 0 and not _breaks(scene, first - 1):
        first -= 1
    while last + 1 < len(scene.tokens) and not _breaks(scene, last + 1):
        last += 1
    opened = first == 0 or scene.tokens[first - 1].pos == "SCONJ"
    return opened and not any(_acts_or_joins(scene, i) for i in range(first, last + 1) if i != verb)


def _breaks(scene: Scene, i: int) -> bool:
    return scene.tokens[i].pos in ("PUNCT", "SCONJ")


def _acts_or_joins(scene: Scene, i: int) -> bool:
    token = scene.tokens[i]
    if token.text.isupper() and i > 0 and scene.tokens[i - 1].pos == "NOUN":
        return False
    if token.pos == "CCONJ" or token.feats.get("VerbForm") == "Fin":
        return True
    return token.pos in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "X") and token.feats.get("Case", "Nom") == "Nom"


def _agent(scene: Scene, verb: int) -> Found:
    best: Found = None
    for one in scene.phrases:
        marked = scene.grammar.has("agents", one.marker) or (
            not one.marker and scene.grammar.has("agents", one.case.lower()) and bool(one.case)
        )
        cost = scene.cost(verb, one.anchor)
        if marked and cost is not None and abs(one.start - verb) <= _CLOSE:
            best = _better(best, one, 4.0 - cost)
    return best


def _of_noun(scene: Scene, trigger: Trigger) -> Roles:
    """A noun of action without a light verb: whose it is, and what its own adjuncts say."""
    head = trigger.head
    owners = [one for one in scene.phrases if _belongs(scene, one, head) and not _is_target_marker(one, trigger)]
    targets = _slots(scene, trigger, trigger.frame.slots)
    if targets and scene.grammar.order == "svo" and not _right_after(scene, head, targets[0]):
        targets = None
    agent = _agent(scene, head)
    owner = min(
        owners, key=lambda one: (one.first > head, _is_title_of(one, owners), abs(one.first - head)), default=None
    )
    if owner is not None and targets and owner in targets[0].group:
        owner = next((one for one in owners if one not in targets[0].group), None)
    between = targets is not None and scene.grammar.has("both", targets[0].marker)
    if trigger.frame.concept.mutual and between and targets and len(targets[0].group) > 1:
        return Roles(tuple(targets[0].group), (), targets[1] + 3.0)
    source: Found = (owner, 3.0) if owner is not None else agent
    return _built(scene, source, targets)


def _belongs(scene: Scene, one: Phrase, head: int) -> bool:
    """Whether a phrase tells whose act a noun is, at once or through a title (`визит президента Франции Макрона`)."""
    if not one.hosts or one.hosts[0] == head:
        return bool(one.hosts)
    return scene.grammar.cases and head in one.hosts and not one.marker and one.actor.startswith("person:")


def _is_title_of(one: Phrase, owners: Sequence[Phrase]) -> bool:
    """Whether a phrase is only the state inside the title of another (`президента Франции Макрона`)."""
    return any(one.last in other.hosts for other in owners if other is not one)


def _right_after(scene: Scene, head: int, one: Phrase) -> bool:
    """Whether a phrase follows a noun of action in one breath."""
    between = scene.tokens[head + 1 : one.start]
    return one.first > head and not any(token.text in _PAUSES or token.pos == "AUX" for token in between)


def _is_target_marker(one: Phrase, trigger: Trigger) -> bool:
    slots = trigger.frame.slots
    genitive = one.own_case == "Gen" and not one.own and one.first > trigger.head
    return (one.own in slots and bool(one.own)) or (genitive and "gen" in slots)


def is_passive(scene: Scene, verb: int) -> bool:
    """Whether a verb is in the passive, by its form or its auxiliary."""
    token = scene.tokens[verb]
    markers = [i for i in range(max(0, verb - 5), verb) if scene.is_(i, "passive")]
    if scene.grammar.order == "zh":
        return bool(markers) and not any(scene.tokens[i].text in _PAUSES for i in range(markers[-1], verb))
    if scene.grammar.order == "sov":
        return ends_so(scene.tokens, verb, "passive_stems", scene.grammar)
    if scene.grammar.order == "v2":
        return _passive_at_end(scene, verb)
    participle = token.feats.get("VerbForm") == "Part"
    if scene.grammar.cases and token.feats.get("Voice") == "Pass":
        return bool(markers) or participle
    if scene.plain[verb].endswith("ing") and scene.frames.language == "en":
        return False
    if scene.is_(verb, "active_be") or any(scene.is_(i, "reflexive") for i in range(max(0, verb - 4), verb)):
        return False
    past = participle or scene.plain[verb].endswith(tuple(scene.grammar.words.get("participles", ())))
    if past and not markers and verb + 1 < len(scene.tokens) and scene.is_(verb + 1, "agents"):
        return True
    if past and not markers and _without_object(scene, verb):
        return True
    return bool(markers) and past and not any(scene.tokens[i].pos in _VERBS for i in range(markers[-1] + 1, verb))


def _without_object(scene: Scene, verb: int) -> bool:
    """Whether a verb that always takes an object has none behind it (`firms accused of shipping arms`)."""
    return scene.is_(verb, "objects_needed") and verb + 1 < len(scene.tokens) and scene.tokens[verb + 1].pos == "ADP"


def _passive_at_end(scene: Scene, verb: int) -> bool:
    """Whether a participle, told from the infinitive by its dictionary form, has its auxiliary in the same clause."""
    if scene.plain[verb] == scene.lemmas[verb] or not scene.plain[verb].endswith(("t", "en")):
        return False
    for step, reach in ((-1, 16), (1, 2)):
        for i in range(verb + step, verb + step * reach, step):
            if not 0 <= i < len(scene.tokens) or scene.tokens[i].pos == "PUNCT":
                break
            if scene.is_(i, "passive"):
                return True
    return False


def _subject(scene: Scene, verb: int) -> Found:
    if scene.grammar.order == "zh":
        return subject_by_order(scene, verb)
    best: Found = None
    near = _only_near(scene, verb)
    floor = _infinitive_clause(scene, verb)
    for one in scene.phrases:
        if floor is not None and one.anchor > floor:
            continue
        if (near is not None and not 0 <= near - one.end <= 3) or _object_before(scene, one, verb):
            continue
        fits = case_cost(one.case, "Nom") if scene.grammar.cases else 0.0
        fits = None if fits is None else fits + _surely_object(scene, one)
        linked = one.marker and not (scene.grammar.has("that", one.marker) and _acts_next(scene, one, verb))
        if scene.marks and one.case in _NO_SUBJECT and not (one.case == "Gen" and ends_so_nominal(scene, verb)):
            continue
        if linked or one.anchor >= verb or fits is None or verb - one.anchor > _FAR or _left_outside(scene, one, verb):
            continue
        cost = None if _belongs_to_other(scene, one) else scene.cost(one.end, verb)
        if cost is not None and _agrees(scene, one, verb) and _may_act(scene, one, verb):
            best = _better(best, one, 4.0 - cost - fits + _arc(scene, one, verb, "nsubj") + _shared(scene, one, verb))
    if best is not None and scene.grammar.order in _VERB_LAST:
        best = _first_of_clause(scene, best, verb)
    if best is None and scene.grammar.order == "v2":
        after = (
            one
            for one in scene.phrases
            if not one.marker and verb < one.start <= verb + 4 and one.case not in _NO_SUBJECT
        )
        return next(((one, 2.5) for one in after), None)
    if scene.grammar.cases and near is None and (best is None or best[1] < 2.0 or best[0].case not in ("Nom", "")):
        best = _inverted(scene, verb, best)
    return best


def _infinitive_clause(scene: Scene, verb: int) -> int | None:
    """The comma that opens the clause of an infinitive at its end, which has no subject of its own; None elsewhere."""
    if scene.grammar.order != "v2":
        return None
    split = verb > 0 and scene.is_(verb - 1, "infinitive")
    joined = any(
        word in scene.plain[verb] and word not in scene.lemmas[verb] for word in scene.grammar.words["infinitive"]
    )
    if not (split or joined):
        return None
    return next((i for i in range(verb - 1, -1, -1) if scene.tokens[i].text in _PAUSES), None)


def _belongs_to_other(scene: Scene, one: Phrase) -> bool:
    """Whether a name behind `of` says more of somebody named before (`the Greek side of Cyprus`)."""
    if one.direct or not scene.grammar.has("of", one.own):
        return False
    return any(other.anchor == one.anchor and other.first < other.anchor < one.first for other in scene.phrases)


def ends_so_nominal(scene: Scene, verb: int) -> bool:
    """Whether a predicate is a noun by its ending, whose subject is a genitive (`Irak'ın tanıması`)."""
    return ends_so(scene.tokens, verb, "nominal", scene.grammar)


def _only_near(scene: Scene, verb: int) -> int | None:
    """Where the subject must end, if a relative, a participle or a bare noun right before the verb says so."""
    if scene.tokens[verb].feats.get("VerbForm") == "Part" and scene.tokens[verb].feats.get("Voice") == "Act":
        return verb if scene.grammar.cases else None
    for i in range(verb - 1, max(-1, verb - 4), -1):
        if i in scene.at or any(one.start <= i <= one.end for one in scene.phrases):
            return None
        if scene.is_(i, "relatives"):
            return i
        if scene.is_(i, "indefinite"):
            return -1
        if scene.is_(i, "holders"):
            return i
        if scene.tokens[i].pos not in ("AUX", "ADV", "PART"):
            return None
    return None


def _agrees(scene: Scene, one: Phrase, verb: int) -> bool:
    """Whether a phrase may be what a pronoun right before the verb stands for: `it` is no person and no group."""
    for i in range(verb - 1, max(one.end, verb - 5), -1):
        if scene.is_(i, "things"):
            return not one.actor.startswith(("person:", "group:", "role:"))
        if scene.is_(i, "persons"):
            return one.actor.startswith(("person:", "role:")) or ":" not in one.actor
        if scene.tokens[i].pos not in ("AUX", "ADV", "PART"):
            break
    return True


def _opens_with_noun(scene: Scene, one: Phrase, verb: int) -> bool:
    """Whether a bare noun phrase right before the verb opens a clause (`Russia said no country can veto …`)."""
    i = verb - 1
    while i > one.end and scene.tokens[i].pos in ("AUX", "ADV", "PART"):
        if scene.is_(i, "infinitive"):
            return False
        i -= 1
    if scene.tokens[i].pos != "NOUN" or i in scene.at:
        return False
    while i > one.end and scene.tokens[i].pos in ("NOUN", "ADJ", "DET", "NUM"):
        if i in scene.at:
            return False
        i -= 1
    return i > one.end and (scene.tokens[i].pos in ("VERB", "SCONJ") or _begins_clause(scene, i))


def _begins_clause(scene: Scene, i: int) -> bool:
    """Whether a comma and a conjunction follow a clause that has its verb (`A gave B aid, and the two agreed`)."""
    if scene.tokens[i].pos != "CCONJ" or scene.tokens[i - 1].text not in _PAUSES:
        return False
    before = range(max(0, i - _FAR), i)
    return any(scene.tokens[k].feats.get("VerbForm") == "Fin" for k in before)


def _surely_object(scene: Scene, one: Phrase) -> float:
    """What it costs to take an accusative that differs from the nominative for a subject."""
    feats = scene.tokens[one.anchor].feats
    distinct = feats.get("Gender") == "Fem" and feats.get("Number") == "Sing"
    declined = one.actor.startswith("person:") and scene.plain[one.anchor] != scene.lemmas[one.anchor]
    if one.case in ("Acc", "Gen") and declined and scene.grammar.cases and one.direct:
        return 1.5
    return 1.5 if one.case == "Acc" and distinct else 0.0


def _may_act(scene: Scene, one: Phrase, verb: int) -> bool:
    return not _conflicts(scene, one, verb) and not _other_subject(scene, one, verb)


def _conflicts(scene: Scene, one: Phrase, verb: int) -> bool:
    """Whether number or gender say that a phrase is not the subject of a verb."""
    a, b = scene.tokens[one.anchor], scene.tokens[verb]
    if not scene.grammar.cases or a.text.isupper() or len(one.group) > 1:
        return False
    numbers = a.feats.get("Number"), b.feats.get("Number")
    if numbers == ("Sing", "Plur"):
        return not any(scene.is_(i, "and") or scene.tokens[i].pos == "ADP" for i in range(one.end + 1, verb))
    genders = a.feats.get("Gender"), b.feats.get("Gender")
    apart = numbers == ("Sing", "Sing") and all(genders) and genders[0] != genders[1]
    return apart and ":" not in one.actor


def _other_subject(scene: Scene, one: Phrase, verb: int) -> bool:
    """Whether a noun that is no actor stands as the subject between a phrase and the verb."""
    if scene.grammar.order == "svo" and not scene.grammar.cases and scene.frames.language == "en":
        return _opens_with_noun(scene, one, verb)
    for i in range(verb - 1, one.end, -1):
        token = scene.tokens[i]
        if token.text in _PAUSES or token.pos == "SCONJ" or scene.is_(i, "that"):
            return False
        if token.pos == "NOUN" and token.feats.get("Case") == "Nom" and scene.grammar.cases and i not in scene.at:
            return True
    return False


def _left_outside(scene: Scene, one: Phrase, verb: int) -> bool:
    """Whether a clause with its own subject opens between a phrase and the verb (`he denied that the road was`)."""
    wall = scene.walled(one.end, verb)
    if wall is None:
        return False
    inside = range(wall + 1, verb)
    return any(_may_be_subject(scene, i) for i in inside) and not any(scene.tokens[i].text in _PAUSES for i in inside)


def _may_be_subject(scene: Scene, i: int) -> bool:
    token = scene.tokens[i]
    if token.pos not in ("NOUN", "PROPN", "PRON"):
        return False
    return token.feats.get("Case") == "Nom" if scene.grammar.cases else True


def _acts_next(scene: Scene, one: Phrase, verb: int) -> bool:
    """Whether only auxiliaries and adverbs stand between a phrase and the verb (`since Russia invaded`)."""
    between = range(one.end + 1, verb)
    loose = all(scene.tokens[i].pos in ("AUX", "ADV", "PART") or scene.plain[i].endswith("ly") for i in between)
    return loose and verb - one.end <= 4


def _first_of_clause(scene: Scene, best: tuple[Phrase, float], verb: int) -> Found:
    """Where the verb comes last, the first bare phrase of its clause, not the nearest, is the subject."""
    for one in scene.phrases:
        between = range(one.end + 1, best[0].start)
        bare = not one.marker and one.anchor < best[0].anchor and verb - one.anchor <= _FAR
        bare = bare and not (scene.marks and one.case in _NO_SUBJECT)
        if bare and not any(scene.is_verb(i) or scene.tokens[i].text in _STRONG for i in between):
            return one, best[1]
    return best


def _shared(scene: Scene, one: Phrase, verb: int) -> float:
    """Less for a phrase that is rather the object of an earlier verb (`A met B and signed`)."""
    before = range(max(0, one.start - 2), one.start)
    return -1.0 if _follows_verb(scene, before) and not scene.grammar.cases else 0.0


def _follows_verb(scene: Scene, places: range) -> bool:
    return any(scene.tokens[i].pos in _VERBS for i in places)


def _object_before(scene: Scene, one: Phrase, verb: int) -> bool:
    """Whether a phrase belongs to the verb to which `and` joins another: `A visited B and met C` tells of A alone."""
    if scene.grammar.cases or scene.grammar.order != "svo" or one.end + 1 >= verb or scene.is_verb(one.end + 1):
        return False
    i = verb - 1
    while i > 0 and scene.tokens[i].pos in ("ADV", "AUX", "PART"):
        i -= 1
    if scene.tokens[i].pos != "CCONJ" or i <= one.end:
        return False
    token = scene.tokens[verb]
    inside = token.relation == "conj" and 0 <= token.head < one.start
    return inside or _follows_verb(scene, range(max(0, one.start - 2), one.start))


def _inverted(scene: Scene, verb: int, best: Found) -> Found:
    for one in scene.phrases:
        if one.case == "Nom" and not one.marker and verb < one.start <= verb + 4 and one.direct:
            cost = scene.cost(verb, one.start)
            if cost is not None:
                best = _better(best, one, 3.0 - cost)
    return best


def _arc(scene: Scene, one: Phrase, verb: int, relation: str) -> float:
    token = scene.tokens[one.anchor]
    return 0.8 if token.head == verb and token.relation.startswith(relation) else 0.0


def _better(best: Found, one: Phrase, score: float) -> Found:
    return (one, score) if best is None or score > best[1] else best


def _slots(scene: Scene, trigger: Trigger, slots: Sequence[str], taken: Found = None) -> Found:
    best: Found = None
    for rank, slot in enumerate(slots):
        for one in scene.phrases:
            if taken and (one in taken[0].group or _in_title(one, taken[0])):
                continue
            if one.start > trigger.head and _opens_next(scene, one):
                continue
            score = _slot(scene, trigger, one, slot)
            if score is not None:
                best = _better(best, one, score - 0.3 * rank)
    return best


def _opens_next(scene: Scene, one: Phrase) -> bool:
    """Whether a phrase behind a comma is the subject of the next clause (`froze its assets, and Chad cut ...`)."""
    if scene.grammar.order != "svo" or scene.grammar.cases:
        return False
    i = one.start - 1
    if i > 0 and scene.tokens[i].pos == "CCONJ":
        i -= 1
    k = one.end + 1
    while k < len(scene.tokens) and scene.tokens[k].pos == "ADV":
        k += 1
    paused = i >= 0 and (scene.tokens[i].text in _PAUSES or scene.tokens[i].text in _QUOTES)
    return paused and k < len(scene.tokens) and scene.tokens[k].pos in ("VERB", "AUX")


def _in_title(one: Phrase, holder: Phrase) -> bool:
    """Whether a phrase belongs to the title of another (`представитель ОБСЕ Иванов`)."""
    return bool(one.hosts) and one.last + 1 == holder.first and one.hosts[0] < one.first


def _slot(scene: Scene, trigger: Trigger, one: Phrase, slot: str) -> float | None:
    """How well a phrase stands in a slot; None where it does not."""
    if slot == "comp":
        return _complement(scene, trigger, one)
    if slot == "inf":
        acts_next = one.end + 1 < len(scene.tokens) and scene.is_(one.end + 1, "infinitive")
        return _complement(scene, trigger, one) if acts_next else None
    if slot == "-" or (scene.grammar.order == "svo" and scene.walled(trigger.head, one.start) is not None):
        return None
    if slot in ("obj", "acc"):
        return _object(scene, trigger, one)
    if slot in ("gen", "of"):
        return _belonging(scene, trigger, one, slot)
    if slot in ("dat", "ins", "loc", "abl"):
        return _cased(scene, trigger, one, slot)
    return _marked(scene, trigger, one, slot)


def _spread(trigger: Trigger) -> tuple[int, ...]:
    return (trigger.head, *trigger.parts)


def _nearest_cost(scene: Scene, trigger: Trigger, i: int) -> float | None:
    costs = [cost for j in _spread(trigger) if (cost := scene.cost(j, i)) is not None]
    return min(costs, default=None)


def _object(scene: Scene, trigger: Trigger, one: Phrase) -> float | None:
    disposal = scene.grammar.has("disposal", one.marker)
    fits = case_cost(one.case, "Acc") if scene.grammar.cases else 0.0
    if (one.marker and not disposal) or fits is None or _of_war(scene, one):
        return None
    if scene.marks and one.case in _NO_OBJECT:
        return None
    if scene.grammar.cases and one.case == "Nom" and scene.tokens[one.anchor].pos == "PRON":
        return None
    left = one.anchor < trigger.head
    span = range(trigger.head + 1, one.start)
    if not scene.grammar.cases and any(scene.tokens[i].text in _PAUSES or scene.is_(i, "that") for i in span):
        return None
    if left and scene.grammar.order not in _VERB_LAST and not disposal and not scene.grammar.cases:
        return None
    if not left and _speaks_after(scene, one, trigger.head):
        return None
    if left and any(scene.tokens[i].text in _COMMAS for i in range(one.end + 1, trigger.head)):
        return None
    cost = scene.cost(trigger.head, one.anchor if left else one.start)
    reach = _FAR if scene.grammar.order == "sov" else _CLOSE
    if cost is None or abs(one.anchor - trigger.head) > reach:
        return None
    front = 1.5 if left and scene.grammar.order not in _VERB_LAST and not disposal else 0.0
    return 4.0 - cost - fits - front - 0.4 * len(one.hosts) + _arc(scene, one, trigger.head, "obj")


def _speaks_after(scene: Scene, one: Phrase, verb: int) -> bool:
    """Whether a phrase belongs to a later verb (`did not back the war, said …`, `denies it and says …`)."""
    before = range(verb + 1, one.start)
    if not scene.grammar.cases and scene.grammar.order == "svo":
        finite = [i for i in before if scene.tokens[i].feats.get("VerbForm") == "Fin"]
        return any(scene.tokens[i].pos in _VERBS for i in finite)
    paused = [i for i in before if scene.tokens[i].text in _PAUSES]
    return bool(paused) and any(scene.tokens[i].pos in _VERBS for i in range(paused[0] + 1, one.start))


def _of_war(scene: Scene, one: Phrase) -> bool:
    """Whether a name only says which war or crisis is meant (`the Ukraine war`), which is no part of its own."""
    named = [i for i in one.hosts if one.last < i and scene.is_(i, "wars")]
    return any(not any(scene.is_(k, "possessive") for k in range(one.last + 1, i)) for i in named)


def _complement(scene: Scene, trigger: Trigger, one: Phrase) -> float | None:
    last = max(_spread(trigger))
    if one.marker or one.start <= last or (scene.grammar.cases and one.case not in ("", "Nom")):
        return None
    between = range(last + 1, one.start)
    if len(between) > 8 or any(scene.tokens[i].pos in _VERBS or scene.tokens[i].text in _PAUSES for i in between):
        return None
    return 3.2 - 0.1 * len(between)


def _belonging(scene: Scene, trigger: Trigger, one: Phrase, slot: str) -> float | None:
    places = _spread(trigger)
    tied = scene.grammar.has("of", one.own) if slot == "of" else not one.own and one.own_case in ("Gen", "")
    hosts = [host for host in one.hosts if host in places and host < one.first]
    if tied and hosts:
        return 4.0 - 0.3 * one.hosts.index(hosts[0])
    loose = slot == "gen" and not one.own and not one.marker
    if loose and (fits := case_cost(one.own_case, "Gen")) is not None:
        after = min((one.first - i for i in places if i < one.first), default=99)
        return 3.0 - 0.3 * after - fits if after <= 4 else None
    elsewhere = bool(one.hosts) and one.actor.startswith("place:")
    if slot == "of" and tied and one.first > trigger.head and not elsewhere:
        cost = _nearest_cost(scene, trigger, one.first)
        return None if cost is None else 2.8 - cost
    return None


def _cased(scene: Scene, trigger: Trigger, one: Phrase, slot: str) -> float | None:
    best: float | None = None
    for found, marker, penalty in ((one.case, one.marker, 0.0), (one.own_case, one.own, 0.5)):
        fits = case_cost(found, slot.capitalize())
        if scene.marks and found not in ("", slot.capitalize()):
            fits = None
        cost = _nearest_cost(scene, trigger, one.start)
        if fits is None or marker or cost is None or cost > 4.0:
            continue
        score = 4.0 - cost - penalty - fits
        best = score if best is None else max(best, score)
    return best


def _marked(scene: Scene, trigger: Trigger, one: Phrase, slot: str) -> float | None:
    if slot not in (one.marker, one.own):
        return None
    place = one.start if one.marker == slot else one.first
    cost = _nearest_cost(scene, trigger, place)
    left = place < min(_spread(trigger))
    if place > max(_spread(trigger)) and scene.grammar.has("before_verb", slot):
        return None
    if cost is None or abs(place - trigger.head) > _CLOSE + 4:
        return None
    if not left and scene.grammar.words.get("apposed") and _speaks_after(scene, one, trigger.head):
        return None
    if left and scene.grammar.order == "svo" and not scene.grammar.cases:
        cost += 1.0
    return 4.0 - cost - (0.3 if one.marker != slot else 0.0)
