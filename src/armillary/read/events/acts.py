"""Acts of one line: frames that fire, with their parts, turned by the words that hold them (`refused to`, `will`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from armillary.lexicon import plover
from armillary.read.document import Token
from armillary.read.events import status
from armillary.read.events.endings import ends_so
from armillary.read.events.frames import Frames
from armillary.read.events.phrases import Phrase, Site, phrases
from armillary.read.events.roles import Roles, Scene, roles
from armillary.read.events.triggers import Trigger, triggers
from armillary.schema import EventStatus

_CONTENT_REACH = 9
_CONTENT_GAP = 3
_WEIGHT = 1.2
_AGAIN = 12
"""Tokens within which the same act of the same actors is one act said twice."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act with its parts, before it becomes rows."""

    trigger: Trigger
    roles: Roles
    type: str
    mode: str | None
    status: EventStatus
    content: Trigger | None = None
    """The act it takes as its content (`refused to meet`)."""
    why: str = ""

    @property
    def span(self) -> tuple[int, int]:
        first, last = self.trigger.span
        if self.content is not None:
            first, last = min(first, self.content.span[0]), max(last, self.content.span[1])
        return first, last


def scene(tokens: Sequence[Token], sites: Iterable[Site], frames: Frames) -> Scene:
    """A line ready to be read."""
    return Scene(tokens, phrases(tokens, sites, frames.grammar), frames)


def acts(scene: Scene, spaced: bool, names: frozenset[int] = frozenset()) -> list[Act]:
    """All acts of a line, by place. Content of another act is no act of its own; words inside `names` are no acts."""
    chosen = choose(scene, triggers(scene.tokens, scene.frames, spaced, names))
    found: list[Act] = []
    held: set[int] = set()
    accused: dict[int, Roles] = {}
    last_first = scene.grammar.order == "sov"
    for i in reversed(range(len(chosen))) if last_first else range(len(chosen)):
        trigger, parts = chosen[i]
        if trigger.head in held or (last_first and trigger.head in accused):
            continue
        content = (
            _content_before(scene, trigger, chosen[:i]) if last_first else _content(scene, trigger, chosen[i + 1 :])
        )
        if trigger.frame.concept.embeds == "must":
            parts = _spoken(scene, trigger, parts, [*chosen[i + 1 : i + 2], *chosen[:i]])
            held.update([content[0].head] if content else [])
        act = _turned(scene, trigger, parts, content)
        if act is not None and trigger.head in accused:
            act = replace(act, roles=_by_accused(act.roles, accused[trigger.head]))
        if act is not None and trigger.head in accused and act.status == "happened":
            act = replace(act, status="claimed", why=f"{act.why} accused of".strip())
        if act is None:
            continue
        if act.content is not None:
            if trigger.frame.concept.embeds == "accuse":
                accused[act.content.head] = act.roles
            else:
                held.add(act.content.head)
        if not any(_same(act, other) for other in found):
            found.append(act)
    return found[::-1] if last_first else found


def _by_accused(inner: Roles, outer: Roles) -> Roles:
    """What somebody is accused of is done by the accused, where only the accuser was found to do it."""
    if not set(inner.sources) <= set(outer.sources) or not outer.targets:
        return inner
    return replace(inner, sources=outer.targets, targets=_others(inner.targets, outer.targets))


def _same(a: Act, b: Act) -> bool:
    """Whether two frames saw one act."""
    near = a.span[0] <= b.span[1] + _AGAIN and b.span[0] <= a.span[1] + _AGAIN
    actors = [({one.actor for one in act.roles.sources}, {one.actor for one in act.roles.targets}) for act in (a, b)]
    return near and (a.type, a.mode, a.status) == (b.type, b.mode, b.status) and actors[0] == actors[1]


def _spoken(scene: Scene, trigger: Trigger, parts: Roles, earlier: Sequence[Choice]) -> Roles:
    """`A said that B must …`: who says so acts, the subject of `must` is the target."""
    speech = [inner for other, inner in earlier if other.frame.concept.embeds == "announce" and inner.sources]
    if not speech or not parts.sources or set(parts.sources) & set(speech[-1].sources):
        return Roles()
    return Roles(speech[-1].sources, parts.sources, speech[-1].fit / 2 + parts.fit / 2)


Choice = tuple[Trigger, Roles]


def choose(scene: Scene, fired: Sequence[Trigger]) -> list[Choice]:
    """The best trigger at each predicate: most specific, best parts. A word inside a better frame is no head."""
    ranked = sorted(
        ((trigger, roles(scene, trigger)) for trigger in fired),
        key=lambda one: (
            -(one[0].weight * _WEIGHT + one[1].fit),
            one[0].head,
            sum(abs(part - one[0].head) for part in one[0].parts),
            one[0].frame.concept.name,
        ),
    )
    used: set[int] = set()
    lent: set[int] = set()
    kept: list[Choice] = []
    for trigger, parts in ranked:
        places = {trigger.head, trigger.verb} if trigger.frame.nominal else {trigger.head}
        if places & used or set(trigger.parts) & lent or (trigger.frame.nominal and set(trigger.parts) & used):
            continue
        used |= {trigger.head, *trigger.parts, trigger.verb}
        lent |= set(trigger.parts)
        kept.append((trigger, parts))
    return sorted(kept, key=lambda one: one[0].head)


def _content(scene: Scene, trigger: Trigger, later: Sequence[Choice]) -> Choice | None:
    """The next act after one that takes another as its content, if it hangs on it."""
    if trigger.frame.concept.embeds is None:
        return None
    last = max(trigger.span)
    for choice in later:
        other = choice[0]
        if other.frame.concept.weak or _participle(scene, other):
            continue
        if trigger.frame.concept.embeds not in ("announce", "must") and _goes_on(scene, trigger, other):
            return None
        if not _near(scene, last, min(other.span[0], other.head), trigger.frame.concept.embeds):
            return None
        if other.head > trigger.head:
            return choice
    return None


def _content_before(scene: Scene, trigger: Trigger, earlier: Sequence[Choice]) -> Choice | None:
    """The same where the verb ends its clause: the content stands right before it, as a noun by its ending."""
    if trigger.frame.concept.embeds is None:
        return None
    first = min(trigger.head, *trigger.parts) if trigger.parts else trigger.head
    for choice in reversed(earlier):
        last = max(choice[0].span)
        gap = scene.tokens[last + 1 : first]
        if len(gap) > _CONTENT_GAP or any(token.pos == "PUNCT" for token in gap):
            return None
        if not choice[0].frame.concept.weak and ends_so(scene.tokens, choice[0].head, "nominal", scene.grammar):
            return choice
    return None


def _opens(scene: Scene, i: int) -> bool:
    """Whether a comma only stands before the conjunction of a content (`потребовал, чтобы`)."""
    after = i + 1 < len(scene.tokens) and scene.tokens[i + 1].pos == "SCONJ"
    return after and scene.tokens[i].text == "," and scene.grammar.cases


def _goes_on(scene: Scene, trigger: Trigger, other: Trigger) -> bool:
    """Whether `and` and a verb of the same form make the next act a second one (`accused it and threatened`)."""
    forms = [scene.tokens[one.verb].feats.get("VerbForm", "") for one in (trigger, other)]
    if other.frame.nominal or forms[1] == "Inf" or (forms[1] != "Fin" and forms[0] != forms[1]):
        return False
    i = other.verb - 1
    while i > trigger.head and scene.tokens[i].pos in ("ADV", "AUX", "PART"):
        i -= 1
    return i > trigger.head and scene.tokens[i].pos == "CCONJ"


def _participle(scene: Scene, trigger: Trigger) -> bool:
    """Whether an act is told by a participle, which belongs to its noun (`to break the sanctions imposed`)."""
    feats = scene.tokens[trigger.verb].feats
    return scene.grammar.cases and feats.get("VerbForm") == "Part" and bool(feats.get("Case"))


def _near(scene: Scene, last: int, first: int, embeds: str) -> bool:
    gap = range(last + 1, first)
    broken = any(scene.tokens[i].text in (";", ".", "。", ",", "，") and not _opens(scene, i) for i in gap)
    return len(gap) <= _CONTENT_REACH and (not broken or embeds in ("announce", "must"))


def _turned(scene: Scene, trigger: Trigger, parts: Roles, content: Choice | None) -> Act | None:
    concept = trigger.frame.concept
    if concept.embeds is not None:
        return _holding(scene, trigger, parts, content)
    return _plain(scene, trigger, parts)


def _plain(scene: Scene, trigger: Trigger, parts: Roles) -> Act | None:
    concept = trigger.frame.concept
    light = status.outlook(scene, trigger.verb)
    if parts.sources and status.denied_subject(scene, parts.sources[0], trigger.verb):
        return Act(trigger, parts, concept.type, concept.mode, "denied", why="negated subject")
    kind = plover.types()[concept.type]
    bare = trigger.frame.nominal and trigger.verb == trigger.head
    negative = status.negated(scene, trigger.verb, 2 if bare else 4) or (
        trigger.verb != trigger.head and status.negated(scene, trigger.head)
    )
    if negative:
        return _negated(scene, trigger, parts, light)
    if trigger.frame.nominal and status.planned(scene, trigger.head):
        return Act(trigger, parts, concept.type, concept.mode, "planned", why="planned")
    if light == "future":
        type_ = "AGREE" if kind.cooperative else "THREATEN"
        mode = None if kind.cooperative else plover.mode_of_threat(concept)
        if concept.type in ("REJECT", "ACCUSE", "REQUEST", "THREATEN"):
            return Act(trigger, parts, concept.type, concept.mode, "planned", why="future")
        return Act(trigger, parts, type_, mode, "planned", why=f"future {concept.type}")
    if light in ("possible", "conditional", "wanted"):
        return Act(trigger, parts, concept.type, concept.mode, "hypothetical", why=light)
    if concept.embeds is None and status.aimed_at(scene, trigger.verb):
        return Act(trigger, parts, concept.type, concept.mode, "hypothetical", why="an aim")
    return Act(trigger, parts, concept.type, concept.mode, "happened")


def _negated(scene: Scene, trigger: Trigger, parts: Roles, light: status.Outlook) -> Act:
    concept = trigger.frame.concept
    kind = plover.types()[concept.type]
    withheld = kind.cooperative and (light in ("future", "possible") or not status.past(scene, trigger.verb))
    if withheld and not trigger.frame.nominal:
        return Act(trigger, parts, "REJECT", plover.mode_of_request(concept.type), "happened", why="negated, not past")
    return Act(trigger, parts, concept.type, concept.mode, "denied", why="negated")


def _holding(scene: Scene, trigger: Trigger, parts: Roles, content: Choice | None) -> Act | None:
    """An act that may hold another: the other's parts and type tell what it becomes."""
    concept = trigger.frame.concept
    base = _plain(scene, trigger, parts)
    if concept.embeds == "must":
        return replace(base, mode=_request_mode(content)) if base and parts.targets else None
    if content is None or base is None:
        return None if concept.weak else base
    other, inner = content
    if concept.embeds == "announce" and not _counts(scene, concept.embeds, other):
        return None
    type_, mode = _turn(scene, concept, other)
    merged = _merged(scene, concept, parts, inner, trigger, other)
    act = replace(base, roles=merged, type=type_, mode=mode, content=other, why=f"{concept.name} of {other.frame.name}")
    if concept.embeds in ("announce", "plan"):
        return replace(act, status="planned")
    return act


def _request_mode(content: Choice | None) -> str:
    return plover.mode_of_request(content[0].frame.concept.type if content else "")


def _counts(scene: Scene, embeds: str, other: Trigger) -> bool:
    if embeds == "announce":
        return status.outlook(scene, other.verb) == "future"
    return True


def _turn(scene: Scene, concept: plover.Concept, other: Trigger) -> tuple[str, str | None]:
    inner = other.frame.concept
    cooperative = plover.types()[inner.type].cooperative
    negative = status.negated(scene, other.verb)
    if concept.embeds in ("agree", "announce", "plan"):
        if cooperative and not negative:
            return "AGREE", None
        if cooperative or (inner.type == "REJECT"):
            return "REJECT", plover.mode_of_request(inner.type)
        if negative or plover.types()[inner.type].verbal:
            return "AGREE", None
        return "THREATEN", plover.mode_of_threat(inner)
    if concept.embeds == "refuse":
        return "REJECT", plover.mode_of_request(inner.type)
    if concept.embeds in ("request", "must"):
        return "REQUEST", plover.mode_of_request(inner.type)
    if concept.embeds == "threaten":
        return "THREATEN", plover.mode_of_threat(inner)
    return concept.type, concept.mode


def _merged(
    scene: Scene, concept: plover.Concept, parts: Roles, inner: Roles, trigger: Trigger, other: Trigger
) -> Roles:
    """Source of the outer act; target of the outer, else of the inner one, but of a refusal to harm."""
    if concept.embeds in ("request", "accuse", "must"):
        outer = parts.targets or _others(inner.sources, parts.sources)
        return replace(parts, targets=outer or inner.targets)
    if concept.embeds == "threaten" and scene.grammar.order == "sov" and parts.targets:
        return replace(parts, fit=parts.fit + inner.fit / 2)
    if concept.embeds == "refuse" and not plover.types()[other.frame.concept.type].cooperative:
        return replace(parts, targets=_others(parts.targets, inner.targets), fit=parts.fit + inner.fit / 2)
    targets = _others(inner.targets, parts.sources) or parts.targets
    return replace(parts, targets=targets, fit=parts.fit + inner.fit / 2)


def _others(found: tuple[Phrase, ...], taken: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    return tuple(one for one in found if one not in taken)
