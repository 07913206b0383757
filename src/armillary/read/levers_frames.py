"""Frames with named parts: how a language words that something is held, used or moves, and who takes which part.

A wording is `head|head +word|word ~word : part=slot,slot; part=slot`. Heads are dictionary forms of the predicate; one
word of each `+` group must stand in the same clause, one of each `~` group close to the head; `$name` is a list. Slots
say where a part stands, best first: `subj`, `obj`, a preposition, a case (`dat`, `ins`, `gen`, `loc`, `abl`), `own` (it
owns the head or one of the other words: `Russian gas`, `X's exports`), `near` (the nearest that is left). A part with
`?` behind its name may be missing. In Chinese, where no blank parts the words, heads and words are runs of characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from armillary.read.document import Token
from armillary.read.events.frames import plain

Words = frozenset[str]
_REACH = 10
_NEAR = 3
_STRONG = frozenset({";", ".", "!", "?", "。", "；", "！", "？", ":", "："})
_NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class PartFrame:
    """One wording."""

    label: str
    """What the wording says (`used`, `up`)."""
    kind: str
    """Field it is fixed to, empty where the other words decide."""
    nominal: bool
    heads: Words
    together: tuple[Words, ...]
    near: tuple[Words, ...]
    parts: tuple[tuple[str, tuple[str, ...], bool], ...]
    """Name, slots, whether it must be found."""
    wording: str


@dataclass(frozen=True, slots=True)
class Firing:
    """A frame at its place."""

    frame: PartFrame
    head: int
    others: tuple[int, ...]

    @property
    def places(self) -> tuple[int, ...]:
        return (self.head, *self.others)

    @property
    def weight(self) -> int:
        return len(self.others)


@dataclass(frozen=True, slots=True)
class PartFrames:
    """All wordings of one subject in one language, by head."""

    by_head: Mapping[str, tuple[PartFrame, ...]]
    longest: int


def part_frames(
    data: Mapping[str, Mapping[str, Mapping[str, Iterable[str]]]], lists: Mapping[str, Words]
) -> PartFrames:
    """Frames from the tables `verbs` and `nouns`: label, then field (`any` where the words decide), then wordings."""
    index: dict[str, list[PartFrame]] = {}
    for table, nominal in (("verbs", False), ("nouns", True)):
        for label, fields in data.get(table, {}).items():
            for kind, wordings in fields.items():
                for wording in wordings:
                    frame = parse(wording, label, "" if kind == "any" else kind, nominal, lists)
                    for head in frame.heads:
                        index.setdefault(head, []).append(frame)
    return PartFrames({head: tuple(found) for head, found in index.items()}, max(map(len, index), default=1))


def parse(wording: str, label: str, kind: str, nominal: bool, lists: Mapping[str, Words]) -> PartFrame:
    """A frame from its notation."""
    left, _, right = wording.partition(" : ")
    pieces = left.split()
    return PartFrame(
        label=label,
        kind=kind,
        nominal=nominal,
        heads=_alternatives("|".join(p for p in pieces if p[0] not in "+~"), lists),
        together=tuple(_alternatives(p[1:], lists) for p in pieces if p[0] == "+"),
        near=tuple(_alternatives(p[1:], lists) for p in pieces if p[0] == "~"),
        parts=tuple(_part(part) for part in right.split(";") if part.strip()),
        wording=wording,
    )


def _part(written: str) -> tuple[str, tuple[str, ...], bool]:
    name, _, slots = written.partition("=")
    name = name.strip()
    return name.rstrip("?"), tuple(slot.strip() for slot in slots.split(",")), not name.endswith("?")


def _alternatives(body: str, lists: Mapping[str, Words]) -> Words:
    found: set[str] = set()
    for word in body.split("|"):
        found |= lists[word[1:]] if word.startswith("$") else {plain(word)}
    return frozenset(found)


def vocabulary(tokens: Sequence[Token], spaced: bool, longest: int) -> dict[str, list[int]]:
    """Words of a line with their places: dictionary forms and forms; in Chinese every run of characters."""
    found: dict[str, list[int]] = {}
    for i, token in enumerate(tokens):
        words = {plain(token.lemma), plain(token.text)} if spaced else _runs(tokens, i, longest)
        for word in words:
            found.setdefault(word, []).append(i)
    return found


def _runs(tokens: Sequence[Token], i: int, longest: int) -> set[str]:
    text = "".join(token.text for token in tokens[i : i + longest])
    inner = tokens[i].text
    starts = {text[:k] for k in range(1, longest + 1)}
    return starts | {inner[a:b] for a in range(1, len(inner)) for b in range(a + 1, len(inner) + 1)}


def firings(tokens: Sequence[Token], words: Mapping[str, list[int]], frames: PartFrames, spaced: bool) -> list[Firing]:
    """All frames that fire in a line, by head."""
    blocks = _blocks(tokens)
    found: list[Firing] = []
    for word, places in words.items():
        for frame in frames.by_head.get(word, ()):
            for i in places:
                if spaced and frame.nominal != _is_noun(tokens, i):
                    continue
                others = _others(frame, i, words, blocks)
                if others is not None:
                    found.append(Firing(frame, i, others))
    return sorted(found, key=lambda one: (one.head, -one.weight, one.frame.label, one.frame.wording))


def _is_noun(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].pos in _NOUNS


def _blocks(tokens: Sequence[Token]) -> list[int]:
    block, found = 0, []
    for token in tokens:
        found.append(block)
        block += token.text in _STRONG
    return found


def _others(frame: PartFrame, i: int, words: Mapping[str, list[int]], blocks: Sequence[int]) -> tuple[int, ...] | None:
    found: list[int] = []
    for groups, reach in ((frame.together, _REACH), (frame.near, _NEAR)):
        for group in groups:
            place = _nearest(group, i, words, reach, blocks)
            if place is None:
                return None
            found.append(place)
    return tuple(found)


def _nearest(group: Words, i: int, words: Mapping[str, list[int]], reach: int, blocks: Sequence[int]) -> int | None:
    places = [j for word in group for j in words.get(word, ()) if j != i and abs(j - i) <= reach]
    ranked = sorted((abs(j - i) + (2 if j < i else 0), j) for j in places if blocks[j] == blocks[i])
    return ranked[0][1] if ranked else None
