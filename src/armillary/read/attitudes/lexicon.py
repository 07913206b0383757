"""How a language words attitudes, from `languages/<code>/attitudes.toml`.

Tables `verbs` and `nouns` hold frames in the notation of `frames.toml` (who feels is the subject or the owner of the
noun, the slots say towards whom), `turned` frames whose object feels towards the subject (`X alarms Y`),
`roles` nouns for what the subject is to another (`X is an ally of Y`), `relations`
what two are to each other, `ties` the adpositions that
tie them, `polar` what is said of
somebody, `labels` what somebody is called. Their keys give sign and strength.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from armillary.lexicon import load
from armillary.lexicon.plover import Concept
from armillary.read.events.frames import Frame, Frames, frames, parse, plain
from armillary.read.wording import Wording

SIGNS: Mapping[str, float] = {
    "strongly-for": 1.0,
    "for": 0.7,
    "mildly-for": 0.4,
    "mildly-against": -0.4,
    "against": -0.7,
    "strongly-against": -1.0,
}
TURNED = "turned "
"""Begins the name of a frame whose object is the one who feels."""

ROLE = "role "
"""Begins the name of a frame whose noun says what its subject is to another: `X is an ally of Y`."""

_MARKS = {"turned": TURNED, "roles": ROLE}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The attitude words of one language."""

    frames: Frames
    roles: Frames
    """Nouns for what their subject is to another (`ally`); they need no verb."""
    acts: Frames
    """Frames of events."""
    relations: Wording[float]
    polar: Wording[float]
    labels: Wording[float]
    ties: frozenset[str]
    """Adpositions of the other party of a relation (`with`, `between`)."""
    between: frozenset[str]
    """Those of them that take both parties."""


@cache
def lexicon(language: str) -> Lexicon | None:
    """The attitude words of a language; None where it has none, or no frames of events to lean on."""
    data, acts = load(language, "attitudes"), frames(language)
    if not data or acts is None:
        return None
    return Lexicon(
        frames=_frames(data, acts, language, ("verbs", "turned", "nouns")),
        roles=replace(_frames(data, acts, language, ("roles",)), light=frozenset()),
        acts=acts,
        relations=Wording(_signed(data.get("relations", {})), language),
        polar=Wording(_signed(data.get("polar", {})), language),
        labels=Wording(_signed(data.get("labels", {})), language),
        ties=frozenset(data.get("ties", {}).get("words", ())),
        between=frozenset(data.get("ties", {}).get("both", ())),
    )


def _signed(table: Mapping[str, list[str]]) -> dict[str, float]:
    return {phrase: SIGNS[key] for key, phrases in table.items() for phrase in phrases}


def _frames(data: Mapping[str, Any], acts: Frames, language: str, tables: tuple[str, ...]) -> Frames:
    lists = {
        name: frozenset(map(plain, words))
        for source in (load(language, "frames"), data)
        for name, words in source.get("lists", {}).items()
    }
    index: dict[str, list[Frame]] = {}
    for table in tables:
        for key, wordings in data.get(table, {}).items():
            concept = Concept(name=_MARKS.get(table, "") + key, type="")
            for wording in wordings:
                frame = parse(wording, concept, table in ("nouns", "roles"), lists)
                for head in frame.heads:
                    index.setdefault(head, []).append(frame)
    found = {head: tuple(frames_) for head, frames_ in index.items()}
    return replace(acts, by_head=found, longest=max(map(len, index), default=1))


def sign_of(concept: Concept) -> float:
    """Sign and strength of a frame."""
    return SIGNS[concept.name.removeprefix(TURNED).removeprefix(ROLE)]
