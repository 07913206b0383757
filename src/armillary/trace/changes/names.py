"""Names of the copy that are not the ones in the other article: garbled by a letter, or swapped for another.

Names are compared by sound across scripts (`sound`) and by meaning where CLDR knows them (`places`). A name is garbled
when it sounds like one in the aligned sentence but for one letter, or is spelt otherwise in the rest of the copy. It is
swapped when it has no counterpart in the aligned sentence, a name there has none either, and elsewhere in the two
articles at least one of the two does have its counterpart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from armillary.schema import Sentence
from armillary.trace.changes.beads import readable
from armillary.trace.changes.finding import Bead, Comparison, Finding
from armillary.trace.changes.places import known
from armillary.trace.changes.sound import likeness, letters, script
from armillary.trace.text import Text

_NAME = re.compile(
    r"[\u30a1-\u30fa\u30fc]{2,}"
    r"|(?<![^\W_])(?:[dlDLO][’'](?=[A-ZÀ-Þ]))?[^\W\d_][^\W\d_]*(?:['’](?!s\b)[^\W\d_]+)*"
)
_STARTS = '.!?:"“”«»„‘(—–-…'
_LEAST = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A word written like a name, where it stands."""

    word: str
    sentence: Sentence
    start: int
    first: bool

    @property
    def span(self) -> tuple[int, int]:
        """In the article."""
        start = self.sentence.start_char + self.start
        return start, start + len(self.word)


def names(sentence: Sentence) -> Iterator[Name]:
    """Words of a sentence that are written like names: capitalised, or in katakana."""
    for match in _NAME.finditer(sentence.text):
        word = match.group()
        if word[0].isupper() or script(word) == "kana":
            before = sentence.text[: match.start()].rstrip()
            yield Name(word, sentence, match.start(), not before or before[-1] in _STARTS)


@dataclass
class Pairing:
    """The names of the two articles, and which sound alike."""

    comparison: Comparison
    rows: list[tuple[Bead, list[Name], list[Name]]] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = []
        for bead in readable(self.comparison):
            copy = [name for s in bead.copy for name in names(s)]
            other = [name for s in bead.other for name in names(s)]
            self.rows.append((bead, copy, other))

    @cached_property
    def copy_words(self) -> dict[str, int]:
        """Words written like names anywhere in the copy, and how often."""
        return _counted(self.comparison.copy)

    @cached_property
    def other_words(self) -> dict[str, int]:
        """The same for the other article."""
        return _counted(self.comparison.other)

    @cached_property
    def copy_in_other(self) -> dict[str, list[str]]:
        """Words of the copy with those of the other article that may be the same name."""
        return {c: [r for r in self.other_words if likeness(c, r).same] for c in self.copy_words}

    @cached_property
    def other_in_copy(self) -> dict[str, list[str]]:
        """The same the other way round."""
        found: dict[str, list[str]] = defaultdict(list)
        for c, rs in self.copy_in_other.items():
            for r in rs:
                found[r].append(c)
        return found


def _counted(text: Text) -> dict[str, int]:
    count: dict[str, int] = defaultdict(int)
    for sentence in text.sentences:
        if sentence.kind not in ("boilerplate", "byline"):
            for name in names(sentence):
                count[name.word] += 1
    return dict(count)


def find(comparison: Comparison) -> Iterator[Finding]:
    """Names the copy garbles or swaps."""
    pairing = Pairing(comparison)
    for _, copy, other in pairing.rows:
        done: set[str] = set()
        for name in copy:
            finding = _garbled(pairing, name, copy, other)
            if finding and name.word not in done:
                done.add(name.word)
                yield finding


def _garbled(pairing: Pairing, name: Name, copy: list[Name], other: list[Name]) -> Finding | None:
    if len(letters(name.word)) < _LEAST or any(likeness(name.word, o.word).same for o in other):
        return None
    meant = [o for o in other if likeness(name.word, o.word).slip]
    if meant and not known(name.word, pairing.comparison.copy.language_of(name.sentence)):
        return _garble(pairing, name, meant[0])
    return None


def _garble(pairing: Pairing, name: Name, meant: Name) -> Finding | None:
    elsewhere = [w for w in pairing.other_in_copy.get(meant.word, []) if w != name.word and likeness(w, name.word).slip]
    if not elsewhere and pairing.copy_words[name.word] > 1:
        return None
    if elsewhere:
        reason = f"‘{name.word}’ here, ‘{meant.word}’ in the other article, ‘{elsewhere[0]}’ elsewhere in the copy"
    else:
        reason = f"‘{name.word}’ here, ‘{meant.word}’ in the other article: one letter is another"
    return Finding(
        "name",
        "major",
        name.sentence.n,
        name.span,
        meant.sentence.n,
        meant.span,
        0.9 if elsewhere else 0.75,
        reason,
        name.word,
    )
