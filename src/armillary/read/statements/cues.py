"""Where a line reports speech: the words of verbs, nouns and turns of phrase that the lexicon lists."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from armillary.read.document import Line, Token
from armillary.read.statements.reporting import Cue, Reporting

_GAP = "…"
_VERBAL = frozenset({"VERB", "AUX", "X", "ADJ"})
_NOMINAL = frozenset({"NOUN", "PROPN", "X"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue where it stands: `first` and `last` are tokens, `start` and `end` characters of the article."""

    cue: Cue
    first: int
    last: int
    start: int
    end: int

    @property
    def form(self) -> str:
        return self.cue.form


def find_cues(line: Line, data: Reporting) -> list[Hit]:
    """All cues of a line in order; where two overlap the longer."""
    if not line.tokens:
        return []
    found = list(_by_word(line, data) if data.spaced else _by_letter(line, data))
    plain = _plain(data).finditer(line.sentence.text.lower()) if data.plain else ()
    offset = line.sentence.start_char
    barred = [(one.start() + offset, one.end() + offset) for one in plain]
    return _longest([hit for hit in found if not any(a <= hit.start and hit.end <= b for a, b in barred)])


def _longest(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.start, one.start - one.end, one.form != "verb")):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


@cache
def _plain(data: Reporting) -> re.Pattern[str]:
    edge = r"\b" if data.spaced else ""
    turns = sorted((" ".join(words) for words in data.plain), key=len, reverse=True)
    return re.compile(f"{edge}(?:{'|'.join(map(re.escape, turns))}){edge}")


def _by_word(line: Line, data: Reporting) -> Iterator[Hit]:
    for i, token in enumerate(line.tokens):
        lower = token.text.lower()
        named = _stems(lower) if data.stems else {token.lemma, lower}
        for cue in {id(one): one for name in named for one in data.lemmas.get(name, ())}.values():
            if not data.stems and (name := token.lemma) != cue.words[0] and len(cue.words) == 1 and name in data.lemmas:
                continue
            last = _matched(line.tokens, i, cue, by_lemma=True, stems=data.stems)
            if last is not None and (data.stems or _fits(token, cue)):
                yield _hit(line.tokens, cue, i, last)
                break
        for cue in data.written.get(lower, ()):
            last = _matched(line.tokens, i, cue, by_lemma=False)
            if last is not None:
                yield _hit(line.tokens, cue, i, last)
                break


def _fits(token: Token, cue: Cue) -> bool:
    """Class of word and of cue; a participle before its noun (`repeated calls`) reports nothing."""
    if cue.form != "verb":
        return token.pos in _NOMINAL
    return token.pos in _VERBAL and not (token.pos == "ADJ" and token.relation == "amod")


def _matched(tokens: tuple[Token, ...], first: int, cue: Cue, *, by_lemma: bool, stems: bool = False) -> int | None:
    at = first
    for k, word in enumerate(cue.words[1:], 1):
        if word == _GAP:
            continue
        reach = 16 if cue.words[k - 1] == _GAP else 1
        found = next(
            (j for j in range(at + 1, min(len(tokens), at + 1 + reach)) if _is(tokens[j], word, by_lemma, stems)), None
        )
        if found is None:
            return None
        at = found
    return at


def _stems(word: str) -> set[str]:
    return {word[:size] for size in range(3, len(word) + 1)}


def _is(token: Token, word: str, by_lemma: bool, stems: bool) -> bool:
    if stems:
        return token.text.lower().startswith(word)
    return token.text.lower() == word or (by_lemma and token.lemma == word)


def _hit(tokens: tuple[Token, ...], cue: Cue, first: int, last: int) -> Hit:
    if _GAP in cue.words:
        return Hit(cue, first, first, tokens[first].start, tokens[first].end)
    return Hit(cue, first, last, tokens[first].start, tokens[last].end)


@cache
def _letters(data: Reporting) -> tuple[re.Pattern[str], dict[str, Cue]]:
    cues = {one.words[0]: one for table in (data.lemmas, data.written) for those in table.values() for one in those}
    return re.compile("|".join(map(re.escape, sorted(cues, key=len, reverse=True))) or r"(?!)"), cues


def _by_letter(line: Line, data: Reporting) -> Iterator[Hit]:
    pattern, cues = _letters(data)
    starts = [token.start for token in line.tokens]
    offset = line.sentence.start_char
    for found in pattern.finditer(line.sentence.text):
        first = max(0, bisect_right(starts, found.start() + offset) - 1)
        last = max(first, bisect_right(starts, found.end() + offset - 1) - 1)
        yield Hit(cues[found.group()], first, last, found.start() + offset, found.end() + offset)
