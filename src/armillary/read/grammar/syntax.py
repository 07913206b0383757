"""A parsed line as a tree one can ask questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from armillary.read.document import NO_HEAD, Line, Token
from armillary.read.grammar.words import FunctionWords, function_words

_NO_ADPOSITIONS = frozenset("'’ʼ的之")
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
SUBJECTS = ("nsubj", "nsubj:pass")


class Syntax:
    """The tree of one line. Words are known by their index in it."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.tokens: tuple[Token, ...] = line.tokens
        self.words: FunctionWords = function_words(line.language)
        self._children: list[list[int]] = [[] for _ in line.tokens]
        for i, token in enumerate(line.tokens):
            if token.head != NO_HEAD and token.head != i:
                self._children[token.head].append(i)

    def children(self, i: int, *relations: str) -> list[int]:
        """What depends on a word; with `relations` only by these."""
        found = self._children[i]
        return [j for j in found if self.tokens[j].relation in relations] if relations else found

    def head(self, i: int) -> int:
        return self.tokens[i].head

    def feat(self, i: int, name: str) -> str:
        return self.tokens[i].feats.get(name, "")

    def listed(self, i: int, name: str) -> bool:
        """Whether a word, by form or lemma, is in a list of the language (`negators.words`)."""
        found = self.words.listed(name)
        return self.tokens[i].lemma in found or self.tokens[i].text.lower() in found

    def marker(self, i: int) -> str:
        """The adposition of a noun, or of the noun it is joined to; empty where it has none."""
        found = self._own_marker(i)
        while not found and self.tokens[i].relation == "conj" and self.head(i) >= 0:
            i = self.head(i)
            found = self._own_marker(i)
        return found

    def _own_marker(self, i: int) -> str:
        marks = [j for j in self.children(i, "case") if self.tokens[j].text[0] not in _NO_ADPOSITIONS]
        if not marks:
            return ""
        return self._compound(marks[0], i) or self.tokens[marks[0]].lemma

    def _compound(self, first: int, noun: int) -> str:
        """The longest adposition of several words whose words end right before the noun's group or are its markers."""
        lows = [token.text.lower() for token in self.tokens]
        for start in range(max(0, first - 3), first + 1):
            for size in range(5, 1, -1):
                found = self.words.compounds.get(tuple(lows[start : start + size]))
                if found and start <= first < start + size <= noun + (noun < first) * len(lows):
                    return found
        return ""

    def conjoined(self, heads: Iterable[int]) -> Iterator[int]:
        """Nouns, and those that are joined to them by `and` or a comma."""
        for i in heads:
            yield i
            yield from self.conjoined(j for j in self.children(i, "conj") if self._joins(i, j))

    def _joins(self, i: int, j: int) -> bool:
        if self.tokens[j].pos not in NOUNS | {"X", "ADJ"} or self.children(j, "nsubj"):
            return False
        case, other = self.feat(i, "Case"), self.feat(j, "Case")
        return not case or not other or case == other

    @cached_property
    def root(self) -> int:
        return next((i for i, token in enumerate(self.tokens) if token.relation == "root"), 0)

    def is_name(self, i: int) -> bool:
        """Whether a noun names or means an actor, as far as grammar can tell."""
        token = self.tokens[i]
        if token.pos == "PROPN" or token.feats.get("Animacy") == "Anim":
            return True
        return token.pos == "PRON" or self.listed(i, "future.actors") or bool(self.line.mentions_at(i))
