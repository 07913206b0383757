"""Terms put for others that mean something else: independence for freedom, exports for imports, a son for a daughter.

Each language lists its words for a term under the same name (`lexicon/languages/*/terms.toml`):

- `terms`: words that mean this term and nothing else;
- `hints`: whatever else a translation may put for it, so that its absence is sure.

Reported are a term that stands for another of its set, where each side knows its own alone, and an opposition (official
Moscow, unofficial Moscow) of which the copy keeps one half. A negation explains opposites, and a longer side anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from armillary.lexicon import load
from armillary.schema import ChangeKind, Sentence
from armillary.trace.changes.beads import ratio, readable, typical_ratio
from armillary.trace.changes.cues import Span, pattern
from armillary.trace.changes.finding import Bead, Comparison, Finding
from armillary.trace.changes.negation import negations
from armillary.trace.text import Text

OPPOSITES = (
    ("official", "unofficial"),
    ("legal", "illegal"),
    ("direct", "indirect"),
    ("military", "civilian"),
    ("permanent", "temporary"),
    ("majority", "minority"),
    ("import", "export"),
    ("deficit", "surplus"),
    ("guilty", "innocent"),
    ("accused", "convicted"),
    ("killed", "injured"),
    ("maximum", "minimum"),
    ("north", "south"),
    ("east", "west"),
    ("left_wing", "right_wing"),
    ("optimism", "pessimism"),
    ("supply", "demand"),
    ("short_term", "long_term"),
    ("voluntary", "compulsory"),
)
SETS = (
    ("independence", "sovereignty", "autonomy", "freedom"),
    ("war", "special_operation"),
    ("annexation", "reunification", "liberation"),
    ("ceasefire", "surrender"),
    ("refugee", "migrant"),
    ("coup", "revolution"),
    ("president", "prime_minister"),
    ("foreign_minister", "defence_minister", "interior_minister", "finance_minister"),
    ("terrorist", "rebel", "separatist"),
    ("spring", "summer", "autumn", "winter"),
    ("son", "daughter"),
    ("brother", "sister"),
    ("father", "mother"),
    ("husband", "wife"),
)
_LONGEST = 1.5


@dataclass(frozen=True, slots=True)
class Held:
    """The terms of a set that one side of a bead holds, with the first word of each, and those it may hold."""

    said: Mapping[str, tuple[Sentence, Span]]
    hinted: frozenset[str]

    def only(self, term: str) -> bool:
        """Whether it holds this term and none of the others, not even perhaps."""
        return term in self.said and not (self.said.keys() | self.hinted) - {term}


def find(comparison: Comparison) -> Iterator[Finding]:
    """Terms the copy has others for, and oppositions it keeps half of."""
    typical = typical_ratio(comparison)
    for bead in readable(comparison):
        if 1 / _LONGEST < ratio(bead) / typical < _LONGEST:
            yield from _in_bead(comparison, bead)


def _in_bead(comparison: Comparison, bead: Bead) -> Iterator[Finding]:
    there = {term for s in bead.other for term in _listed(s.text, comparison.other.language_of(s))}
    for terms in (*OPPOSITES, *SETS):
        if there.isdisjoint(terms):
            continue
        copy, other = held(comparison.copy, bead.copy, terms), held(comparison.other, bead.other, terms)
        swapped = [(was, now) for was in other.said for now in copy.said if was != now]
        if len(swapped) == 1 and other.only(swapped[0][0]) and copy.only(swapped[0][1]):
            if terms not in OPPOSITES or not _negated(comparison, bead):
                yield _swap(copy, other, *swapped[0], "polarity" if terms in OPPOSITES else "meaning")
        elif terms in OPPOSITES:
            yield from _halved(bead, copy, other, terms)


@lru_cache(maxsize=4096)
def _listed(text: str, language: str) -> frozenset[str]:
    """Terms of which a word stands in a sentence, overlapping or not."""
    cues: Mapping[str, list[str]] = load(language, "terms").get("terms", {})
    if not pattern(_all_cues(language)).search(text):
        return frozenset()
    return frozenset(term for term, words in cues.items() if pattern(words).search(text))


@cache
def _all_cues(language: str) -> tuple[str, ...]:
    return tuple(cue for words in load(language, "terms").get("terms", {}).values() for cue in words)


def held(text: Text, sentences: tuple[Sentence, ...], terms: tuple[str, ...]) -> Held:
    """Which terms some sentences of an article hold; where two words overlap the longer counts."""
    said: dict[str, tuple[Sentence, Span]] = {}
    hinted = set[str]()
    for sentence in sentences:
        listed = load(text.language_of(sentence), "terms")
        cues: dict[str, list[str]] = {term: listed.get("terms", {}).get(term, []) for term in terms}
        for match in pattern(cue for term in terms for cue in cues[term]).finditer(sentence.text):
            term = next(t for t in terms if pattern(cues[t]).fullmatch(sentence.text, *match.span()))
            said.setdefault(term, (sentence, match.span()))
        hints = listed.get("hints", {})
        hinted |= {term for term in terms if pattern(hints.get(term, ())).search(sentence.text)}
    return Held(said, frozenset(hinted))


def _negated(comparison: Comparison, bead: Bead) -> bool:
    sides = ((comparison.copy, bead.copy), (comparison.other, bead.other))
    return any(negations(sentences, text.language_of(sentences[0])).stated for text, sentences in sides)


def _swap(copy: Held, other: Held, was: str, now: str, kind: ChangeKind) -> Finding:
    (here, (start, end)), (there, (other_start, other_end)) = copy.said[now], other.said[was]
    said, meant = here.text[start:end], there.text[other_start:other_end]
    return Finding(
        kind=kind,
        severity="major",
        n=here.n,
        span=(here.start_char + start, here.start_char + end),
        other_n=there.n,
        other_span=(there.start_char + other_start, there.start_char + other_end),
        confidence=0.75,
        reason=f"‘{said}’ ({_name(now)}) here, ‘{meant}’ ({_name(was)}) in the other article",
        cue=said,
    )


def _halved(bead: Bead, copy: Held, other: Held, terms: tuple[str, ...]) -> Iterator[Finding]:
    """An opposition of the other article whose one half the copy has lost."""
    lost = [term for term in terms if term not in copy.said and term not in copy.hinted]
    if len(other.said) == len(terms) and len(copy.said) == 1 == len(lost):
        there, (start, end) = other.said[lost[0]]
        meant, kept = there.text[start:end], _name(next(iter(copy.said)))
        yield Finding(
            kind="meaning",
            severity="major",
            n=bead.copy[0].n,
            span=None,
            other_n=there.n,
            other_span=(there.start_char + start, there.start_char + end),
            confidence=0.7,
            reason=f"the other article sets ‘{meant}’ against {kept}; the copy has {kept} alone",
            cue=meant,
        )


def _name(term: str) -> str:
    return term.replace("_", " ")
