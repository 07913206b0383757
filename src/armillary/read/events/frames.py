"""Frames: how one language words the acts of the ontology, as an index by the word that carries the act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from armillary.lexicon import load, plover
from armillary.lexicon.plover import Concept

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Frame:
    """One wording of an act."""

    concept: Concept
    nominal: bool
    heads: Words
    """Lemmas of the predicate."""
    together: tuple[Words, ...]
    """One word of each must stand in the same clause."""
    near: tuple[Words, ...]
    """One word of each must stand close to the predicate."""
    slots: tuple[str, ...]
    """Where the target stands, best first."""
    source_slots: tuple[str, ...]
    """Where the source stands, if the subject is the target."""

    @property
    def name(self) -> str:
        """As the data file has it, for explanations."""
        return f"{self.concept.name}: {'|'.join(sorted(self.heads))}"


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the frames of a language lean on; see `languages/en/frames.toml`."""

    order: str
    cases: bool
    words: Mapping[str, Words]
    contracted: Mapping[str, str] = field(default_factory=dict)
    """Adpositions grown together with an article, and what they are without it (`al`, `a`)."""

    def has(self, kind: str, *forms: str) -> bool:
        """Whether one of the forms is a word of that kind (`negators`, `future`, `of`)."""
        return not self.words.get(kind, frozenset()).isdisjoint(forms)


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames of a language."""

    language: str
    grammar: Grammar
    by_head: Mapping[str, tuple[Frame, ...]]
    light: Words
    contexts: Mapping[str, Words]
    loose: Mapping[str, tuple[str, ...]]
    """By type: markers behind which the target stands where no slot of the frame is filled."""
    longest: int = field(default=1)
    """Letters of the longest head."""


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """A word as the frames compare it: lower case, `ё` as `е`."""
    return word.replace("İ", "i").lower().replace("ё", "е")


@cache
def frames(language: str) -> Frames | None:
    """The frames of a language; None where it has none."""
    data = load(language, "frames")
    if not data:
        return None
    lists = {name: frozenset(map(plain, words)) for name, words in data.get("lists", {}).items()}
    index: dict[str, list[Frame]] = {}
    for table, nominal in (("verbs", False), ("nouns", True)):
        for concept, wordings in data.get(table, {}).items():
            for wording in wordings:
                frame = parse(wording, plover.concepts()[concept], nominal, lists)
                for head in frame.heads:
                    index.setdefault(head, []).append(frame)
    return Frames(
        language=language,
        grammar=_grammar(data["grammar"]),
        by_head={head: tuple(found) for head, found in index.items()},
        light=frozenset(map(plain, data.get("light", {}).get("verbs", ()))),
        contexts={name: frozenset(map(plain, words)) for name, words in data.get("contexts", {}).items()},
        loose={name: tuple(markers.split()) for name, markers in data.get("loose", {}).items()},
        longest=max(map(len, index), default=1),
    )


def _grammar(data: Mapping[str, Any]) -> Grammar:
    words = {name: frozenset(map(plain, value)) for name, value in data.items() if isinstance(value, list)}
    return Grammar(data.get("order", "svo"), bool(data.get("cases")), words, data.get("contracted", {}))


def parse(wording: str, concept: Concept, nominal: bool, lists: Mapping[str, Words]) -> Frame:
    """A frame from its notation, `predicate|predicate +word|word ~word : slot, slot`."""
    left, _, right = wording.partition(" : ")
    slots = [slot.strip() for slot in right.split(",") if slot.strip()] or ["obj"]
    bodies = list(_bodies(left))
    return Frame(
        concept=concept,
        nominal=nominal,
        heads=_alternatives("".join(body for mark, body in bodies if not mark), lists),
        together=tuple(_alternatives(body, lists) for mark, body in bodies if mark == "+"),
        near=tuple(_alternatives(body, lists) for mark, body in bodies if mark == "~"),
        slots=tuple(slot for slot in slots if not slot.startswith("!")),
        source_slots=tuple(slot[1:] for slot in slots if slot.startswith("!")),
    )


def _bodies(left: str) -> Iterator[tuple[str, str]]:
    for part in left.split():
        yield (part[0], part[1:]) if part[0] in "+~" else ("", part)


def _alternatives(body: str, lists: Mapping[str, Words]) -> Words:
    found: set[str] = set()
    for word in body.split("|"):
        found |= lists[word[1:]] if word.startswith("$") else {plain(word)}
    return frozenset(found.union(*map(_narrowed, found)))


def _narrowed(word: str) -> set[str]:
    """A stem before the ending that narrows its vowel (`suçla-`, `suçluyor`)."""
    return {f"{word[:-2]}{vowel}yor-" for vowel in "ıiuü"} if word.endswith(("a-", "e-")) else set()
