"""The PLOVER 2.0 event ontology: types, modes, contexts, scores, and the concepts that frames point to.

Source: PLOVER manual 2.0, Open Event Data Alliance; `plover.toml` lists where we differ, and why (`errata`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Embeds = Literal["agree", "announce", "plan", "request", "must", "accuse", "refuse", "threaten"]


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the 16."""

    name: str
    quad: int
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    intensity: float
    about: str
    modes: tuple[str, ...] = ()

    @property
    def cooperative(self) -> bool:
        return self.quad <= 2

    @property
    def verbal(self) -> bool:
        return self.quad in (1, 3)


@dataclass(frozen=True, slots=True)
class Concept:
    """An act, the same in every language: `impose-sanctions`, `meet`."""

    name: str
    type: str
    mode: str | None = None
    context: str | None = None
    mutual: bool = False
    """Both sides act, where both are subjects or partners."""
    embeds: Embeds | None = None
    """Takes another act as its content, and how that turns the type."""
    weak: bool = False
    """No event by itself, only with the act it takes."""
    alone: bool = False
    """An event even where no target is named."""


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files("armillary.lexicon") / "plover.toml").read_text("utf-8"))


@cache
def types() -> Mapping[str, EventType]:
    """The 16 types by name."""
    return {
        name: EventType(name, row["quad"], row["intensity"], row["about"], tuple(row.get("modes", ())))
        for name, row in _data()["types"].items()
    }


@cache
def concepts() -> Mapping[str, Concept]:
    """All concepts by name."""
    return {name: Concept(name=name, **row) for name, row in _data()["concepts"].items()}


@cache
def contexts() -> frozenset[str]:
    """Names of contexts."""
    return frozenset(_data()["contexts"]["names"])


def errata() -> list[dict[str, str]]:
    """Where we differ from the published texts: `where`, what it `says`, what is `ours`."""
    return list(_data()["errata"])


def intensity(event_type: str, mode: str | None = None) -> float:
    """Score of conflict (-10) to cooperation (10) of a type, or of one of its modes where that has its own."""
    of_modes: Mapping[str, float] = _data()["intensity"].get(event_type, {})
    return of_modes.get(mode or "", types()[event_type].intensity)


def current_names(name: str) -> tuple[str, ...]:
    """Names in version 2.0 of a type of any version; several where an old type was split, none where unknown."""
    upper = name.strip().upper()
    return (upper,) if upper in types() else tuple(_data()["old_names"].get(upper, ()))


def mode_of_request(event_type: str) -> str:
    """Mode of a request for, or a refusal of, an act of this type."""
    mode: str = _data()["modes_of_request"].get(event_type, "change")
    return mode


def mode_of_threat(concept: Concept | None) -> str | None:
    """Mode of a threat with an act."""
    if concept is None:
        return None
    by_concept = {"occupy": "territory", "invade": "territory", "arrest": "arrest", "ban": "ban", "deport": "expel"}
    by_mode = {"expel": "expel"}
    by_type: Mapping[str, str] = _data()["modes_of_threat"]
    return by_concept.get(concept.name) or by_mode.get(concept.mode or "") or by_type.get(concept.type)
