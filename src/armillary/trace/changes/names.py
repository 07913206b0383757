"""Names of the copy that are not the ones in the other article: garbled by a letter, or swapped for another.

Names are compared by sound across scripts (`lexicon.sound`) and by meaning where CLDR knows them (`places`). A name is
garbled when it sounds like one in the aligned sentence but for one letter, or is spelt otherwise in the rest of the
copy. It is swapped when it has no counterpart in the aligned sentence, a name there has none either, and elsewhere in
the two articles at least one of the two does have its counterpart. Of places, another one that sounds alike is a swap
too.

A change is of kind `place` where both words are places or one is a place misspelt, else `name`. A name misspelt by a
letter is minor, since a reader still knows who is meant; another name is major, and so is one spelt two ways in a copy,
which makes two of one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from armillary.lexicon import load
from armillary.lexicon.sound import (
    VOWELS,
    alike,
    distant,
    exchanged,
    holds,
    letters,
    likeness,
    one_letter_off,
    script,
)
from armillary.schema import Sentence, Severity
from armillary.trace.changes.beads import readable
from armillary.trace.changes.cues import pattern
from armillary.trace.changes.finding import Bead, Comparison, Finding
from armillary.trace.changes.places import calendar, known, named_alike, of_word, places, sure
from armillary.trace.text import Text

_KANA = r"[\u30a1-\u30fa\u30fc]{2,}"
_LETTER = r"[^\W\d_\u3040-\u30ff\u3400-\u9fff]"
_NAME = re.compile(rf"{_KANA}|(?<!{_LETTER})(?:[dlDLO][’'](?=[A-ZÀ-Þ]))?{_LETTER}+(?:['’](?!s\b){_LETTER}+)*")
_WORDS = re.compile(rf"{_KANA}|{_LETTER}+(?:['’](?!s\b){_LETTER}+)*")
_STARTS = '.!?:"“”«»„‘(—–-…'
_LEAST = 4
_SHIFTED = "гж кч хш kč gž hš hž kc кц гз sš cč зж сш цч"
_SHIFTS = {pair for two in _SHIFTED.split() for pair in ((two[0], two[1]), (two[1], two[0]))}
"""Consonants that inflection and derivation exchange in Slavic languages."""
_VOICED = {(a, b) for pair in ("bp", "dt", "gk") for a in pair for b in pair}


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


@dataclass(frozen=True)
class Row:
    """A bead with the names of its two sides."""

    bead: Bead
    language: str
    copy: tuple[Name, ...]
    other: tuple[Name, ...]
    copy_words: frozenset[str]
    other_words: frozenset[str]
    other_language: str
    same_script: bool
    copy_places: frozenset[str]
    other_places: frozenset[str]
    called: Mapping[str, tuple[Sentence, int, int]]


class Pairing:
    """The names of the two articles, and which sound alike."""

    def __init__(self, comparison: Comparison) -> None:
        self.rows = [_row(comparison, bead) for bead in readable(comparison)]
        self.words = _counted(comparison.copy)
        self.lower = {w for s in comparison.copy.sentences for w in _WORDS.findall(s.text) if w.islower()}
        self.others = _counted(comparison.other)
        copy = {name.word for row in self.rows for name in row.copy if not name.first}
        other = {name.word for row in self.rows for name in row.other if not name.first}
        self.in_other = {c: tuple(o for o in other if _one_name(c, o)) for c in copy}
        self.in_copy = {o: tuple(c for c in copy if _one_name(c, o)) for o in other}

    def spelt_so_there(self, word: str) -> bool:
        """Whether the other article has this very spelling, in any case."""
        return word.lower() in self.others

    def strange(self, name: Name, row: Row) -> float:
        """How surely a name of the copy does not belong in its sentence; 0: nothing says so."""
        place = sure(name.word, row.language)
        if place and not name.first and not any(alike(name.word, o.word) for o in row.other if not o.first):
            return 0 if (place | of_word(name.word, row.language)) & row.other_places else 2
        if name.first or self._accounted(name, row.other_words) or name.word.lower() in calendar(row.language):
            return 0
        common = name.word.lower() in self.lower or _common(name.word, row.language)
        if common or of_word(name.word, row.language):
            return 0
        if self.in_other.get(name.word):
            return 2
        alone = self.words[name.word.lower()] == 1 and not self._in_title(name, row)
        return _weak(row.language) if alone else 0

    def _in_title(self, name: Name, row: Row) -> bool:
        """Whether it stands beside another capitalised word without counterpart: a title or an institution."""
        return any(near and not any(alike(near, o.word) for o in row.other) for near in _beside(name, row.copy))

    def missing(self, name: Name, row: Row) -> float:
        """How surely a name of the other article is missing from the copy's sentence; 0: nothing says so."""
        place = sure(name.word, row.other_language)
        if place and not any(alike(name.word, c.word) for c in row.copy if not c.first):
            return 0 if (place | of_word(name.word, row.other_language)) & row.copy_places else 2
        if self._accounted(name, row.copy_words) or name.word.lower() in calendar(row.other_language):
            return 0
        if _common(name.word, row.other_language) or of_word(name.word, row.other_language):
            return 0
        if self.in_copy.get(name.word):
            return 2
        if name.first:
            return 0
        return 0.5 if script(name.word) == "kana" else _weak(row.other_language)

    def renders(self, name: Name, other: Name) -> bool:
        """Whether the copy elsewhere has, for the other's name, a word that this one is a form of."""
        return any(alike(name.word, word) or holds(name.word, word) for word in self.in_copy.get(other.word, ()))

    def missing_places(self, row: Row) -> Iterator[Name]:
        """Places the other article names in the bead that the copy does not, in any of their names."""
        for sentence in row.bead.other:
            for mention in places(sentence.text, row.other_language):
                word = sentence.text[mention.start : mention.end]
                if script(word) == "han" and sure(word, row.other_language) and not mention.ids & row.copy_places:
                    yield Name(word, sentence, mention.start, False)

    def _accounted(self, name: Name, beside: frozenset[str]) -> bool:
        """Whether a word beside it may be the same name, or the name is an abbreviation or too short to tell."""
        return (
            name.word.isupper()
            or len(letters(name.word)) < _LEAST
            or any(not unlike(name.word, word) for word in beside)
        )

    def counterparts(self, name: Name, row: Row) -> list[Name]:
        """Names of the other side that may be the same name."""
        return [other for other in row.other if alike(name.word, other.word)]


def _row(comparison: Comparison, bead: Bead) -> Row:
    language = comparison.copy.language_of(bead.copy[0])
    other_language = comparison.other.language_of(bead.other[0])
    called: dict[str, tuple[Sentence, int, int]] = {}
    for sentence in bead.other:
        for word, (start, end) in named_alike(sentence.text, other_language, language).items():
            called.setdefault(word, (sentence, start, end))
    copy = tuple(name for s in bead.copy for name in names(s))
    other = tuple(name for s in bead.other for name in names(s))
    return Row(
        bead,
        language,
        copy,
        other,
        _all_words(bead.copy),
        _all_words(bead.other),
        other_language,
        _writes(bead.copy) == _writes(bead.other),
        _placed(bead.copy, language),
        _placed(bead.other, other_language),
        called,
    )


def _common(word: str, language: str) -> bool:
    """Whether it is a word of titles and institutions, which is translated."""
    return pattern(load(language, "names").get("common", ())).fullmatch(word) is not None


def _weak(language: str) -> float:
    """What a mere capital, or katakana, says for a word being a name."""
    return 0.5 if load(language, "names").get("loose") else 1.0


def _placed(sentences: tuple[Sentence, ...], language: str) -> frozenset[str]:
    return frozenset(i for s in sentences for mention in places(s.text, language) for i in mention.ids)


def _writes(sentences: tuple[Sentence, ...]) -> str:
    """The script most letters are of, by its Unicode name."""
    scripts = Counter(unicodedata.name(c, "?").split()[0] for s in sentences for c in s.text if c.isalpha())
    return scripts.most_common(1)[0][0] if scripts else ""


def _all_words(sentences: tuple[Sentence, ...]) -> frozenset[str]:
    return frozenset(m.group() for s in sentences for m in _WORDS.finditer(s.text))


def _one_name(one: str, two: str) -> bool:
    """Whether two spellings are one name beyond doubt."""
    if not alike(one, two):
        return False
    like = likeness(one, two)
    return like.head and like.exact >= 4 and like.agreed >= 3


def unlike(one: str, two: str) -> bool:
    """Whether two words are certainly not forms of one name."""
    if distant(one, two) or len(letters(two)) < 3:
        return True
    if letters(one)[:5] == letters(two)[:5] and len(letters(two)) > 4:
        return False
    like = likeness(one, two)
    close = len(like.hard) < 2 and like.exact > 0.5 * max(len(letters(one)), len(letters(two)))
    written = two[0].isupper() or script(two) != "letters" or like.exact > 3
    return not (like.same and written) and not close and not holds(one, two)


def _counted(text: Text) -> Counter[str]:
    """How often each word stands in a text, lower case."""
    words = (m.group().lower() for s in text.sentences for m in _WORDS.finditer(s.text))
    return Counter(words)


def find(comparison: Comparison) -> Iterator[Finding]:
    """Names the copy garbles or swaps."""
    pairing = Pairing(comparison)
    for row in pairing.rows:
        for finding in _in_row(pairing, row):
            yield replace(finding, kind="place") if _of_places(finding, row) else finding


def _in_row(pairing: Pairing, row: Row) -> Iterator[Finding]:
    done: set[str] = set()
    for name in row.copy:
        finding = (_other_place(name, row) or _garbled(pairing, name, row)) if name.word not in done else None
        if finding:
            done.add(name.word)
            yield finding
    yield from _swapped(pairing, row, done)


def _of_places(finding: Finding, row: Row) -> bool:
    """Whether the name there is a place and the word here is one too, or none of its own."""
    if finding.other_span is None:
        return sure(finding.cue, row.language) != frozenset()
    said = next(s for s in row.bead.other if s.n == finding.other_n)
    start, end = (at - said.start_char for at in finding.other_span)
    there, here = sure(said.text[start:end], row.other_language), sure(finding.cue, row.language)
    return bool(there or here) and (bool(here) or finding.severity == "minor")


def _other_place(name: Name, row: Row) -> Finding | None:
    """A place that sounds like a name of the other article and is another (Austria, Australia)."""
    ids = sure(name.word, row.language)
    if name.first or not ids or (ids | of_word(name.word, row.language)) & row.other_places:
        return None
    for other in row.other:
        there = sure(other.word, row.other_language)
        like = likeness(name.word, other.word)
        if there & row.copy_places or not like.head or like.exact < _HEARD:
            continue
        if (there and not distant(name.word, other.word)) or (not there and 0 < len(like.hard) < 3 and not other.first):
            reason = f"‘{name.word}’ is another place than ‘{other.word}’ in the other article"
            return _finding(name, other, 0.8, reason)
    return None


_HEARD = 6
"""Letters in which the name of another place agrees."""


def _garbled(pairing: Pairing, name: Name, row: Row) -> Finding | None:
    """The first proof that a name is misspelt."""
    if known(name.word, row.language) or pairing.spelt_so_there(name.word):
        return None
    return (
        _variant(pairing, name, row)
        or _misspelt_place(name, row)
        or _letter_off(pairing, name, row)
        or _sound_off(pairing, name, row)
    )


def _variant(pairing: Pairing, name: Name, row: Row) -> Finding | None:
    """Spelt otherwise in the rest of the copy, by a spelling that is commoner or nearer to the other article's."""
    least = 3 if script(name.word) == "kana" else 5
    here = pairing.words[name.word.lower()]
    for word, count in pairing.words.items():
        off = one_letter_off(name.word, word, least)
        if not off or not _tells(off, name.word, word):
            continue
        backed = [o for o in row.other if alike(word, o.word) and likeness(word, o.word).exact >= 3]
        if (
            backed
            and (script(word) == "kana" or not name.first)
            and not _nearer(name.word, word, backed)
            and count >= here
        ):
            reason = f"‘{name.word}’ here, ‘{backed[0].word}’ in the other article and ‘{word}’ {count}× in the copy"
            return _finding(name, backed[0], 0.9, reason)
        often = count >= 3 * here and ((count > 2 and len(word) > least) or count > 4)
        if often and not pairing.counterparts(name, row):
            return _finding(name, None, 0.75, f"‘{name.word}’ here, ‘{word}’ {count}× elsewhere in the copy")
    return None


def _tells(off: tuple[str, str], one: str, two: str) -> bool:
    """Whether the differing letters are a slip, not two ways to write one sound; in long words of the same length
    even letters that spellings exchange."""
    if script(one) == "kana" or not exchanged(*off):
        return True
    consonants = not VOWELS & set(letters(off[0]) + letters(off[1])) and off[0] != off[1]
    return consonants and abs(len(one) - len(two)) < 3 and min(len(one), len(two)) > 6 and off not in _SHIFTS


def _nearer(one: str, two: str, names: list[Name]) -> bool:
    def worst(word: str) -> float:
        return min(len(like.hard) + like.soft for like in (likeness(word, name.word) for name in names))

    return worst(one) <= worst(two)


def _misspelt_place(name: Name, row: Row) -> Finding | None:
    """A letter off what the copy's language calls a place, day or month the other article names."""
    for word, (sentence, start, end) in row.called.items():
        off = one_letter_off(name.word, word)
        if off and (script(word) == "kana" or not exchanged(*off)):
            reason = (
                f"‘{name.word}’ here; the other article says ‘{sentence.text[start:end]}’, in this language ‘{word}’"
            )
            meant = Name(sentence.text[start:end], sentence, start, False)
            return _finding(name, meant, 0.85, reason, "minor")
    return None


def _letter_off(pairing: Pairing, name: Name, row: Row) -> Finding | None:
    """A letter off a name of the other article in the same script."""
    for other in row.other:
        off = one_letter_off(name.word, other.word)
        if (
            off
            and not exchanged(*off)
            and not name.first
            and not pairing.counterparts(name, row)
            and (off not in _VOICED or len(name.word) > 5)
        ):
            reason = f"‘{name.word}’ here, ‘{other.word}’ in the other article"
            return _finding(name, other, 0.8, reason, "minor")
    return None


def _sound_off(pairing: Pairing, name: Name, row: Row) -> Finding | None:
    """Sounds like a name of the other article but for one letter."""
    if len(letters(name.word)) < _LEAST or pairing.counterparts(name, row):
        return None
    if pairing.words[name.word.lower()] > 1:
        return None
    for other in row.other:
        if likeness(name.word, other.word).slip:
            reason = f"‘{name.word}’ here, ‘{other.word}’ in the other article"
            return _finding(name, other, 0.75, reason, "minor")
    return None


def _finding(name: Name, meant: Name | None, confidence: float, reason: str, severity: Severity = "major") -> Finding:
    other_n = meant.sentence.n if meant else None
    other_span = meant.span if meant else None
    return Finding("name", severity, name.sentence.n, name.span, other_n, other_span, confidence, reason, name.word)


def _swapped(pairing: Pairing, row: Row, garbled: set[str]) -> Iterator[Finding]:
    """A name without counterpart on either side, where what else is known of the two says that one is wrong."""
    strange = [(pairing.strange(name, row), name) for name in row.copy if name.word not in garbled]
    missing = [(pairing.missing(name, row), name) for name in row.other]
    missing += [(2, name) for name in pairing.missing_places(row)]
    if garbled or not strange or not missing:
        return
    pairs = [
        (alien + gone + _same_slot(name, other, row), alien, name, other)
        for alien, name in strange
        for gone, other in missing
        if alien and gone and distant(name.word, other.word) and not pairing.renders(name, other)
        if script(other.word) != "han" or sure(name.word, row.language)
    ]
    best = max(pairs, key=lambda pair: pair[0], default=None)
    if best and best[0] >= _enough(row) + _headed(best[2]):
        _, _, name, gone = best
        reason = f"‘{name.word}’ has no counterpart in the other article; ‘{gone.word}’ there has none here"
        yield _finding(name, gone, 0.75, reason)


def _enough(row: Row) -> float:
    """Evidence that makes a swap; less where both sides share a script and capitals tell, as names stay as they are."""
    plain = row.same_script and _weak(row.language) == _weak(row.other_language) == 1
    return 2 if plain else 3


def _headed(name: Name) -> float:
    """What more it takes in a headline, which editors write anew."""
    return 2 if name.sentence.kind in ("title", "heading", "caption") else 0


def _same_slot(name: Name, other: Name, row: Row) -> int:
    """Whether the two stand beside names that are each other's counterparts."""
    here, there = _beside(name, row.copy), _beside(other, row.other)
    return 2 * any(a and b and alike(a, b) for a, b in zip(here, there, strict=True))


def _beside(name: Name, names: tuple[Name, ...]) -> tuple[str, str]:
    """The names right before and right after a name, empty where there is none."""
    before = after = ""
    for near in names:
        if near.sentence is name.sentence:
            gap = name.start - near.start - len(near.word)
            before = near.word if 0 < gap <= 1 else before
            gap = near.start - name.start - len(name.word)
            after = near.word if 0 < gap <= 1 else after
    return before, after
