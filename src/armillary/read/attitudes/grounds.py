"""What the readers of attitudes share of one line: its actors where they stand, read once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from armillary.read.attitudes.lexicon import Lexicon, lexicon
from armillary.read.document import Doc, Line
from armillary.read.events import sites
from armillary.read.events.frames import Frames, plain
from armillary.read.events.phrases import Phrase, Site, phrases
from armillary.read.events.roles import Scene
from armillary.read.events.rows import is_actor
from armillary.read.events.triggers import Trigger, triggers
from armillary.read.wording import Hit

_MOST_TOKENS = 200
_NO_SPACES = frozenset({"zh", "ja"})


@dataclass(slots=True)
class Ground:
    """One line with its actors."""

    doc: Doc
    line: Line
    index: int
    """Among the lines of the article."""
    words: Lexicon
    sites: list[Site]
    polar: list[Hit[float]]
    relations: list[Hit[float]]
    _phrases: list[Phrase] | None = None
    _forms: set[str] | None = None

    @property
    def phrases(self) -> list[Phrase]:
        if self._phrases is None:
            self._phrases = phrases(self.line.tokens, self.sites, self.words.frames.grammar)
        return self._phrases

    @property
    def actors(self) -> list[Site]:
        """Those that can feel: states, persons, organisations, groups."""
        return [one for one in self.sites if is_actor(one[2])]

    def fired(self, frames: Frames) -> list[Trigger]:
        """The frames that fire here."""
        spaced = self.line.language not in _NO_SPACES
        if self._forms is None:
            self._forms = {plain(form) for token in self.line.tokens for form in (token.lemma, token.text)}
        if spaced and self._forms.isdisjoint(frames.by_head):
            return []
        return triggers(self.line.tokens, frames, spaced)

    def scene(self, frames: Frames) -> Scene:
        """The line ready to be read with some frames."""
        return Scene(self.line.tokens, self.phrases, frames)


def grounds(doc: Doc) -> Iterator[Ground]:
    """The lines that name somebody, in languages with words for attitudes; overlong ones are tables."""
    for i, line in enumerate(doc.lines):
        words = lexicon(line.language)
        if words is None or not line.mentions or len(line.tokens) > _MOST_TOKENS:
            continue
        found = sites(doc, line)
        yield Ground(doc, line, i, words, found, words.polar.find(line), words.relations.find(line))
