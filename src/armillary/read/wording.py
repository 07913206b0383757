"""Finds the words and phrases of a list in a line: by dictionary form, by form, by stem, in Chinese by characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from armillary.read.document import Line

V = TypeVar("V")
Piece = tuple[str, ...]
"""Alternatives for one token; one that ends in `*` is a stem."""

_NO_SPACES = frozenset({"zh", "ja"})
_PREFIX = 2
_STEM = "*"


@dataclass(frozen=True, slots=True)
class Hit(Generic[V]):
    """A phrase at its place."""

    first: int
    """Index of its first token."""
    last: int
    start: int
    """First code point in the article."""
    end: int
    value: V
    phrase: str
    """As the data file has it."""


class Wording(Generic[V]):
    """Phrases with what they stand for.

    A phrase is a row of pieces between blanks, one a token: `word` is a dictionary form or a form, `stem*` the
    beginning of either, `a|b` one of several. In Chinese a phrase is a run of characters.
    """

    def __init__(self, phrases: Mapping[str, V], language: str) -> None:
        self._spaced = language not in _NO_SPACES
        self._runs: dict[str, list[str]] = {}
        self._values = dict(phrases)
        self._words: dict[str, list[tuple[tuple[Piece, ...], str]]] = {}
        self._stems: dict[str, list[tuple[str, tuple[Piece, ...], str]]] = {}
        for phrase in phrases:
            if self._spaced:
                self._index(phrase)
            else:
                self._runs.setdefault(phrase[0], []).append(phrase)
        self._firsts = frozenset(self._words) | frozenset(self._stems)
        for runs in self._runs.values():
            runs.sort(key=len, reverse=True)

    def _index(self, phrase: str) -> None:
        pieces = tuple(tuple(piece.replace("ё", "е").split("|")) for piece in phrase.split())
        for word in pieces[0]:
            if word.endswith(_STEM):
                self._stems.setdefault(word[:_PREFIX], []).append((word[:-1], pieces, phrase))
            else:
                self._words.setdefault(word, []).append((pieces, phrase))

    def find(self, line: Line) -> list[Hit[V]]:
        """All phrases of a line from left to right, the longest at each place; they do not overlap."""
        return list(self._in_words(line) if self._spaced else self._in_characters(line))

    def _in_words(self, line: Line) -> Iterator[Hit[V]]:
        tokens = _forms(line)
        if self._firsts.isdisjoint(line.begins):
            return
        words, stems = self._words, self._stems
        free = 0
        for i, (lemma, text) in enumerate(tokens):
            listed = lemma in words or text in words or lemma[:_PREFIX] in stems or text[:_PREFIX] in stems
            if i < free or not listed:
                continue
            found = max(self._at(tokens, i), default=None)
            if found is not None:
                length, phrase = found
                free = i + length
                start, end = line.tokens[i].start, line.tokens[free - 1].end
                yield Hit(i, free - 1, start, end, self._values[phrase], phrase)

    def _at(self, tokens: tuple[tuple[str, str], ...], i: int) -> Iterator[tuple[int, str]]:
        for form in dict.fromkeys(tokens[i]):
            for pieces, phrase in self._words.get(form, ()):
                if _follows(tokens, i, pieces):
                    yield len(pieces), phrase
            for stem, pieces, phrase in self._stems.get(form[:_PREFIX], ()):
                if form.startswith(stem) and _follows(tokens, i, pieces):
                    yield len(pieces), phrase

    def _in_characters(self, line: Line) -> Iterator[Hit[V]]:
        text, offset, i = line.sentence.text, line.sentence.start_char, 0
        starts = [token.start - offset for token in line.tokens]
        ends = {token.end - offset for token in line.tokens}
        while i < len(text):
            phrase = next((run for run in self._runs.get(text[i], ()) if text.startswith(run, i)), None)
            if phrase is None or not _whole(i, i + len(phrase), starts, ends):
                i += 1
                continue
            end = i + len(phrase)
            first, last = _token_at(starts, i), _token_at(starts, end - 1)
            yield Hit(first, last, offset + i, offset + end, self._values[phrase], phrase)
            i = end


def _whole(start: int, end: int, starts: list[int], ends: set[int]) -> bool:
    """Whether a run of characters is not cut out of longer words; one character must be a word."""
    opens, closes = starts[_token_at(starts, start)] == start if starts else False, end in ends
    return opens and (closes or end - start > 1)


def _token_at(starts: list[int], place: int) -> int:
    low, high = 0, len(starts)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if starts[middle] <= place else (low, middle)
    return low


def _forms(line: Line) -> tuple[tuple[str, str], ...]:
    """Dictionary form and form of each token, as they are compared; many lists ask for them."""
    if line.forms is None:
        line.forms = tuple((plain(token.lemma), plain(token.text)) for token in line.tokens)
        every = {form for forms in line.forms for form in forms}
        line.begins = frozenset(every | {form[:_PREFIX] for form in every})
    return line.forms


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """A word as it is compared: lower case, `ё` as `е`."""
    return word.lower().replace("ё", "е").replace("’", "'")


def _follows(tokens: tuple[tuple[str, str], ...], i: int, pieces: tuple[Piece, ...]) -> bool:
    if i + len(pieces) > len(tokens):
        return False
    return all(_is(tokens[i + k], piece) for k, piece in enumerate(pieces) if k)


def _is(forms: tuple[str, str], piece: Piece) -> bool:
    for word in piece:
        if word.endswith(_STEM):
            if forms[0].startswith(word[:-1]) or forms[1].startswith(word[:-1]):
                return True
        elif word in forms:
            return True
    return False
