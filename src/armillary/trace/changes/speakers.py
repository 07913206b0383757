"""The gender of one who speaks: she said, he said.

A change is reported where one side of a bead shows a woman speaking and no man, and the other side the reverse. Words
per language: `lexicon/languages/*/speech.toml`, keys `female` and `male` (pronouns with verbs of speech, past forms
that show gender), `female_title` and `male_title` (Ms, г-н, 女士).
"""

from __future__ import annotations

from collections.abc import Iterator

from armillary.lexicon import load
from armillary.schema import Sentence
from armillary.trace.changes.beads import readable
from armillary.trace.changes.cues import Span, spans
from armillary.trace.changes.finding import Comparison, Finding

Place = tuple[Sentence, Span]


def find(comparison: Comparison) -> Iterator[Finding]:
    """Speakers whose gender the copy turns."""
    for bead in readable(comparison):
        copy = _shown(bead.copy, comparison.copy.language_of(bead.copy[0]))
        other = _shown(bead.other, comparison.other.language_of(bead.other[0]))
        if len(copy) == len(other) == 1 and copy.keys() != other.keys():
            (now, here), (was, there) = *copy.items(), *other.items()
            yield _finding(here, there, was, now)


def _shown(sentences: tuple[Sentence, ...], language: str) -> dict[str, Place]:
    """The genders that some sentences show in those who speak, with the words that do."""
    listed = load(language, "speech")
    found: dict[str, Place] = {}
    for gender in ("female", "male"):
        cues = [*listed.get(gender, ()), *listed.get(f"{gender}_title", ())]
        for sentence in sentences:
            first = next(spans(cues, sentence.text), None)
            if first:
                found.setdefault(gender, (sentence, first))
    return found


def _finding(here: Place, there: Place, was: str, now: str) -> Finding:
    (sentence, (start, end)), (other, (other_start, other_end)) = here, there
    said, meant = sentence.text[start:end], other.text[other_start:other_end]
    people = {"female": "a woman", "male": "a man"}
    return Finding(
        kind="gender",
        severity="major",
        n=sentence.n,
        span=(sentence.start_char + start, sentence.start_char + end),
        other_n=other.n,
        other_span=(other.start_char + other_start, other.start_char + other_end),
        confidence=0.8,
        reason=f"‘{said}’ here, of {people[now]}; ‘{meant}’ in the other article, of {people[was]}",
        cue=said,
    )
