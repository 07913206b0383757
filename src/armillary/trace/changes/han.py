"""Foreign names that a Chinese copy spells two ways.

Chinese spells a foreign name by sound. Where a name of the other article occurs in several beads, the characters that
sound most like it are found in each; one that differs from the commoner spelling by a character is reported. So is one
that begins otherwise, where a mark or nothing stands before both: else the word before might run into the name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import Postfix

from armillary.lexicon.sound import distant, letters, likeness, script
from armillary.schema import Sentence
from armillary.trace.changes.beads import readable
from armillary.trace.changes.finding import Bead, Comparison, Finding
from armillary.trace.changes.names import Name, names
from armillary.trace.changes.places import of_word

_RUN = re.compile(r"[\u3400-\u9fff]{3,}")
_SIGN = re.compile(r"[\u3400-\u9fff]")
_SIZES = range(3, 7)
_LEAST = 5
_LEAST_AGREED = 3
_SHARED = 2
"""Characters at the end that two spellings of one name share."""


class Spelling(NamedTuple):
    """Characters that sound like a name of the other article."""

    characters: str
    sentence: Sentence
    start: int
    meant: Name
    distance: float

    @property
    def begins(self) -> bool:
        """Whether no other word runs into it from the left."""
        return not self.start or not _SIGN.match(self.sentence.text, self.start - 1)


def find(comparison: Comparison) -> Iterator[Finding]:
    """Names that some sentences of a Chinese copy spell otherwise than the others do."""
    if comparison.copy.article.language.split("-")[0] != "zh":
        return
    spelt: dict[str, list[Spelling]] = defaultdict(list)
    for bead in readable(comparison):
        for spelling in _spellings(bead, comparison.other.language_of(bead.other[0])):
            spelt[spelling.meant.word].append(spelling)
    reported: set[tuple[int, int]] = set()
    for spellings in spelt.values():
        for spelling, usual, count in _odd(spellings):
            finding = _finding(spelling, usual, count)
            if finding.span and finding.span not in reported:
                reported.add(finding.span)
                yield finding


def _spellings(bead: Bead, language: str) -> Iterator[Spelling]:
    """For each longer name of the other side, the characters of the copy that sound most like it."""
    meant = {name.word: name for sentence in bead.other for name in names(sentence)}
    for name in meant.values():
        lexical = of_word(name.word, language)
        if not lexical and len(letters(name.word)) >= _LEAST and script(name.word) == "letters":
            found = [spelling for sentence in bead.copy for spelling in _windows(sentence, name)]
            if found:
                yield min(found, key=lambda spelling: (spelling.distance, spelling.start))


def _windows(sentence: Sentence, name: Name) -> Iterator[Spelling]:
    for run in _RUN.finditer(sentence.text):
        for start in range(run.start(), run.end()):
            for size in _SIZES:
                characters = sentence.text[start : start + size]
                if start + size <= run.end() and not distant(characters, name.word):
                    like = likeness(characters, name.word)
                    if like.same and like.head and like.agreed >= _LEAST_AGREED:
                        yield Spelling(characters, sentence, start, name, like.soft - 0.3 * like.agreed)


def _odd(spellings: list[Spelling]) -> Iterator[tuple[Spelling, str, int]]:
    """Spellings a character off a commoner one, or off one as common that sounds more like the name."""
    count = Counter(spelling.characters for spelling in spellings)
    distance = {spelling.characters: spelling.distance for spelling in spellings}
    begun = {spelling.characters for spelling in spellings if spelling.begins}
    for spelling in spellings:
        for usual, times in count.items():
            rank = (times, -distance[usual]) > (count[spelling.characters], -spelling.distance)
            whole = spelling.begins and usual in begun
            if rank and (_one_off(spelling.characters, usual) or (whole and _other_head(spelling.characters, usual))):
                yield spelling, usual, times
                break


def _one_off(one: str, two: str) -> bool:
    """Whether they differ in one character inside; at an edge it may belong to the next word."""
    edges = one[0] == two[0] and one[-1] == two[-1]
    return edges and len(one) == len(two) and sum(a != b for a, b in zip(one, two, strict=True)) == 1


def _other_head(one: str, two: str) -> bool:
    """Whether two spellings end alike and begin otherwise, neither being the other with a character before it."""
    shared = Postfix.similarity(one, two)
    heads = len(one) - shared, len(two) - shared
    return shared >= _SHARED and min(heads) == 1 and max(heads) <= 2


def _finding(spelling: Spelling, usual: str, count: int) -> Finding:
    start = spelling.sentence.start_char + spelling.start
    meant = spelling.meant
    return Finding(
        kind="name",
        severity="major",
        n=spelling.sentence.n,
        span=(start, start + len(spelling.characters)),
        other_n=meant.sentence.n,
        other_span=meant.span,
        confidence=0.85,
        reason=f"‘{spelling.characters}’ here, ‘{usual}’ {count}× in the copy, for ‘{meant.word}’ in the other article",
        cue=spelling.characters,
    )
