"""The words that mark web residue, of all languages together: a site's frame often speaks another than its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from armillary import lexicon

_LONGEST = 100
"""Characters of a line in which a phrase is looked for."""
_WORD = re.compile(r"\w")
_CASELESS = re.compile("[\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of one kind, casefolded; `longest` first, so that "source of the photo" is not read as "source"."""

    known: frozenset[str]
    longest: tuple[str, ...]

    def is_line(self, line: str) -> bool:
        """Whether a line is one of the phrases and nothing else, marks around it apart."""
        return len(line) <= _LONGEST and bare(line) in self.known

    def within(self, line: str) -> bool:
        """Whether one of the phrases stands anywhere in a line."""
        folded = fold(line)
        return any(phrase in folded for phrase in self.longest)

    def at_start(self, line: str) -> int:
        """Where the phrase that a line begins with ends; 0 where it begins with none."""
        line = line[:_LONGEST]
        folded = fold(line)
        if len(folded) != len(line) or not folded.startswith(self.longest):
            return 0
        ends = (len(phrase) for phrase in self.longest if folded.startswith(phrase))
        return next((end for end in ends if _whole(folded, end)), 0)


@cache
def phrases(kind: str) -> Phrases:
    """All phrases of one kind (a key of `lexicon/languages/*/residue.toml`)."""
    known = {fold(p) for code in lexicon.languages() for p in lexicon.load(code, "residue").get(kind, ())}
    return Phrases(frozenset(known), tuple(sorted(known, key=lambda phrase: (-len(phrase), phrase))))


def fold(text: str) -> str:
    """A text casefolded; the dotted capital of Turkish becomes a plain i."""
    return text.replace("İ", "I").casefold()


def bare(line: str) -> str:
    """A line casefolded, without bullets, colons, arrows and other marks around its words."""
    folded = " ".join(fold(line).split())
    start, end = 0, len(folded)
    while start < end and not _WORD.match(folded[start]):
        start += 1
    while end > start and not _WORD.match(folded[end - 1]):
        end -= 1
    return folded[start:end]


def _whole(text: str, end: int) -> bool:
    """Whether no word is cut at `end`; scripts that set no blanks cannot tell."""
    after = text[end : end + 1]
    return not _WORD.match(after) or bool(_CASELESS.match(text[end - 1]))
