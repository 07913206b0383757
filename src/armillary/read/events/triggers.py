"""Where in a line frames fire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from armillary.read.document import Token
from armillary.read.events.frames import Frame, Frames, plain

_REACH = 9
_NEAR = 3
_STRONG = frozenset({";", ".", "!", "?", "。", "；", "！", "？", ":", "："})
_COMMAS = frozenset({",", "，"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_NO_LIGHT = _NOUNS | {"AUX"}
_BEFORE_NOUN = frozenset({"DET", "ADJ", "ADP", "NUM"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A frame at its place."""

    frame: Frame
    head: int
    """Token of the predicate."""
    parts: tuple[int, ...]
    """Tokens of the other words of the frame."""
    verb: int
    """Token whose subject acts: the predicate, or the light verb of a noun (`held talks`)."""
    last: int = -1
    """Last token of the predicate, where it is written as several words."""

    @property
    def weight(self) -> int:
        return len(self.frame.together) + len(self.frame.near)

    @property
    def span(self) -> tuple[int, int]:
        all_ = (self.head, *self.parts, self.verb, max(self.last, self.head))
        return min(all_), max(all_)


def vocabulary(tokens: Sequence[Token], spaced: bool, frames: Frames) -> dict[str, list[int]]:
    """Words of the line → where they stand: dictionary forms and forms; in Chinese every run of signs."""
    found: dict[str, list[int]] = {}
    for i, token in enumerate(tokens):
        words = {plain(token.lemma), plain(token.text)} if spaced else _runs(tokens, i, frames)
        if frames.grammar.order == "sov":
            words = {plain(token.text)} if token.pos == "PROPN" else words
            words |= _stems(plain(token.text))
        for word in words:
            found.setdefault(word, []).append(i)
    return found


def _stems(word: str) -> set[str]:
    """What a word begins with, as stems are written in the frames (`suçla-`)."""
    return {f"{word[:k]}-" for k in range(2, len(word) + 1)}


def _runs(tokens: Sequence[Token], i: int, frames: Frames) -> set[str]:
    text = "".join(token.text for token in tokens[i : i + frames.longest])
    inner = tokens[i].text
    starts = {text[:k] for k in range(1, frames.longest + 1)}
    return starts | {inner[a:b] for a in range(1, len(inner)) for b in range(a + 1, len(inner) + 1)}


def triggers(
    tokens: Sequence[Token], frames: Frames, spaced: bool, names: frozenset[int] = frozenset()
) -> list[Trigger]:
    """All frames that fire, in order of their predicates; several may fire at one. Words inside `names` are none."""
    found_words = vocabulary(tokens, spaced, frames)
    words = {word: kept for word, at in found_words.items() if (kept := [i for i in at if i not in names])}
    blocks = _blocks(tokens, _STRONG | _COMMAS if frames.grammar.order == "zh" else _STRONG)
    found: list[Trigger] = []
    for word, places in words.items():
        for frame in frames.by_head.get(word, ()):
            for i in places:
                found += _fire(tokens, frame, word, i, words, blocks, frames)
    return sorted(found, key=lambda one: (one.head, -one.weight, one.frame.concept.name, one.frame.slots))


def _blocks(tokens: Sequence[Token], marks: frozenset[str]) -> list[int]:
    """Number of the stretch between marks that a token is in."""
    block, found = 0, []
    for token in tokens:
        found.append(block)
        block += token.text in marks
    return found


def _fire(
    tokens: Sequence[Token],
    frame: Frame,
    word: str,
    i: int,
    words: Mapping[str, list[int]],
    blocks: list[int],
    frames: Frames,
) -> list[Trigger]:
    noun = is_noun(tokens, i, frames)
    if (frame.nominal != noun and frames.grammar.order not in ("zh", "sov")) or (
        not frame.nominal and _attributive(tokens, i)
    ):
        return []
    parts: list[int] = []
    far = _REACH + (5 if frames.grammar.order == "zh" else 0)
    for kinds, reach in ((frame.together, far), (frame.near, _NEAR)):
        for group in kinds:
            place = _nearest(group, i, words, reach, blocks)
            if place is None:
                return []
            parts.append(place)
    verb = _light(tokens, i, frames, blocks) if frame.nominal else i
    return [Trigger(frame, i, tuple(parts), verb, _last(tokens, i, word))]


def _last(tokens: Sequence[Token], i: int, word: str) -> int:
    """Last token that a head written over several tokens covers."""
    j, covered = i, len(tokens[i].text)
    while covered < len(word) and j + 1 < len(tokens) and tokens[j + 1].start == tokens[j].end:
        j += 1
        covered += len(tokens[j].text)
    return j if "".join(token.text for token in tokens[i : j + 1]).startswith(word) else i


def _nearest(
    group: frozenset[str], i: int, words: Mapping[str, list[int]], reach: int, blocks: list[int]
) -> int | None:
    places = [j for word in group for j in words.get(word, ()) if j != i and abs(j - i) <= reach]
    best: int | None = None
    for j in sorted(places, key=lambda j: (abs(j - i) + (2 if j < i else 0), j)):
        if best is None and blocks[j] == blocks[i]:
            best = j
    return best


def is_noun(tokens: Sequence[Token], i: int, frames: Frames) -> bool:
    """Whether a word that may be noun or verb is a noun here."""
    if tokens[i].pos not in _NOUNS:
        return False
    return not (tokens[i].pos == "PROPN" and tokens[i].text.islower())


def _light(tokens: Sequence[Token], i: int, frames: Frames, blocks: list[int]) -> int:
    """The light verb that carries a noun of action, else the noun itself."""
    order: list[int] = [*range(i - 1, max(i - 7, -1), -1), *range(i + 1, min(i + 6, len(tokens)))]
    closed = False
    for j in order:
        closed = (closed and j != i + 1) or (tokens[j].pos == "ADP" and frames.grammar.order == "svo")
        if closed:
            continue
        if blocks[j] == blocks[i] and plain(tokens[j].lemma) in frames.light and tokens[j].pos not in _NO_LIGHT:
            return j
    return i


def _attributive(tokens: Sequence[Token], i: int) -> bool:
    """Whether a participle stands before its noun (`the detained leaders`)."""
    if not 0 < i < len(tokens) - 1:
        return False
    if tokens[i + 1].text in ("-", "‑") or tokens[i - 1].text in ("-", "‑"):
        return True
    before, after = tokens[i - 1].pos, tokens[i + 1].pos
    if _substantive(tokens, i):
        return True
    if tokens[i].feats.get("Case") and tokens[i].feats.get("VerbForm", "Part") == "Part" and tokens[i].pos != "NOUN":
        return after in ("NOUN", "ADJ") and tokens[i + 1].feats.get("Case") not in (None, "Nom")
    return before in ("DET", "NUM") and after in ("NOUN", "ADJ") and tokens[i].pos != "NOUN"


def _substantive(tokens: Sequence[Token], i: int) -> bool:
    """Whether a declined passive participle stands for people (`казнили осужденных`): no noun of its case is near."""
    feats = tokens[i].feats
    case = feats.get("Case")
    if feats.get("VerbForm") != "Part" or feats.get("Voice") != "Pass" or case in (None, "", "Nom"):
        return False
    near = [*tokens[max(0, i - 2) : i], *tokens[i + 1 : i + 6]]
    return tokens[i - 1].text != "," and not any(one.pos in _NOUNS and one.feats.get("Case") == case for one in near)
