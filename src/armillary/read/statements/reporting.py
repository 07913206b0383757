"""How a language reports speech: `languages/<code>/reporting.toml`, as tables to look words up in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, cast

from armillary.lexicon import load
from armillary.schema import Stance

Form = Literal["verb", "noun", "preposition", "postposition", "hearsay", "particle"]


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """Words that report speech: lemmas of a verb or noun, written forms of all else."""

    words: tuple[str, ...]
    form: Form
    stances: Mapping[str, Stance]
    """By frame: `clause`, `infinitive`, `naming`, `object`, `quote`; of a verb or noun several."""
    thought: bool = False

    @property
    def stance(self) -> Stance:
        return next(iter(self.stances.values()))

    def takes(self, *frames: str) -> bool:
        """Whether it has one of the frames."""
        return any(frame in self.stances for frame in frames)


@dataclass(frozen=True, slots=True, eq=False)
class Reporting:
    """All a language's data say of reported speech."""

    language: str
    order: str
    """`final`: the verb ends the clause, the content stands before it (Turkish); else `free`."""
    stems: bool
    """Cues are matched at the beginning of words, whatever endings follow."""
    spaced: bool
    """Words are separated by blanks; where not, cues are matched by letters."""
    zero: bool
    drops: bool
    lemmas: Mapping[str, tuple[Cue, ...]]
    """Verbs and nouns by their first lemma, longest first."""
    written: Mapping[str, tuple[Cue, ...]]
    """Prepositions, hearsay and particles by their first word as written, longest first."""
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Small lists: `open`, `keep`, `infinitive`, `gerund`, `and`, `but`, `skip`, `female`, `male`, `plural`, …"""
    plain: tuple[tuple[str, ...], ...] = ()
    """Turns of phrase in which a cue is none."""

    def listed(self, name: str) -> frozenset[str]:
        """A small list; empty where the language has none."""
        return self.words.get(name, frozenset())


@cache
def reporting(language: str) -> Reporting | None:
    """The data of a language; None where it has none, and is not read."""
    data = load(language, "reporting")
    if not data:
        return None
    spaced = bool(data.get("spaced", True))
    plain = data.get("plain", {}).get("words", ())
    return Reporting(
        language=language,
        order=data.get("order", "free"),
        stems=bool(data.get("stems", False)),
        spaced=spaced,
        zero=data.get("zero", False),
        drops=data.get("drops", False),
        lemmas=_index((*_verbs(data, spaced), *_nouns(data, spaced))),
        written=_index(_written(data, spaced)),
        words={name: frozenset(words) for name, words in _lists(data)},
        plain=tuple(_parts(one, spaced) for one in plain),
    )


def _parts(entry: str, spaced: bool) -> tuple[str, ...]:
    return tuple(entry.lower().split()) if spaced else (entry,)


def _verbs(data: Mapping[str, Any], spaced: bool) -> Iterable[Cue]:
    stances: dict[tuple[str, ...], dict[str, Stance]] = defaultdict(dict)
    thoughts: set[tuple[str, ...]] = set()
    for stance, frames in data.get("verbs", {}).items():
        for frame, entries in frames.items():
            for entry in entries:
                words = _parts(entry, spaced)
                if stance == "thinks" and (words not in stances or (frame == "clause" and frame not in stances[words])):
                    thoughts.add(words)
                stances[words].setdefault(frame, _stance(stance))
    return [Cue(words, "verb", frames, words in thoughts) for words, frames in stances.items()]


def _stance(name: str) -> Stance:
    return "says" if name == "thinks" else cast(Stance, name)


def _nouns(data: Mapping[str, Any], spaced: bool) -> Iterable[Cue]:
    for stance, entries in data.get("nouns", {}).items():
        for entry in entries:
            yield Cue(_parts(entry, spaced), "noun", {"clause": _stance(stance)}, stance == "thinks")


def _written(data: Mapping[str, Any], spaced: bool) -> Iterable[Cue]:
    for form in ("preposition", "postposition"):
        for stance, entries in data.get(f"{form}s", {}).items():
            for entry in entries:
                yield Cue(_parts(entry, spaced), form, {"clause": _stance(stance)}, stance == "thinks")
    for entry in data.get("hearsay", {}).get("adverbs", ()):
        yield Cue(_parts(entry, spaced), "hearsay", {"clause": "claims"})
    for entry in data.get("hearsay", {}).get("particles", ()):
        yield Cue(_parts(entry, spaced), "particle", {"clause": "claims"})


def _index(cues: Iterable[Cue]) -> dict[str, tuple[Cue, ...]]:
    found: dict[str, list[Cue]] = defaultdict(list)
    for cue in cues:
        found[cue.words[0]].append(cue)
    return {first: tuple(sorted(those, key=lambda one: -len(one.words))) for first, those in found.items()}


def _lists(data: Mapping[str, Any]) -> Iterable[tuple[str, Iterable[str]]]:
    for table in ("complement", "speakers", "joints"):
        yield from data.get(table, {}).items()
    yield "raised", data.get("hearsay", {}).get("raised", ())
