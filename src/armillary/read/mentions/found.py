"""A mention while it is being decided on."""

from __future__ import annotations

from dataclasses import dataclass, field

from armillary.lexicon.actors import Form
from armillary.lexicon.offices import Role
from armillary.read.document import Doc, Line, row_id
from armillary.schema import Mention, MentionHow


@dataclass(slots=True)
class Found:
    """Words of a line that name somebody; who it is may be open still."""

    line: Line
    start: int
    end: int
    how: MentionHow = "name"
    actor_id: str = ""
    """Empty while it is open."""
    forms: tuple[Form, ...] = ()
    """Who may be meant, by the lexicon."""
    cue: str = ""
    """What made it so; the words themselves where empty."""
    confidence: float = 0.9
    why: str = ""
    tokens: tuple[int, ...] = field(default=())
    """Indices in the line."""
    role: Role | None = None
    """What kind of organ it is, where a pronoun before it may tell of whom: `his government`."""

    def overlaps(self, other: Found) -> bool:
        """Whether the two share characters."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Found) -> bool:
        """Whether the other lies inside it."""
        return self.start <= other.start and other.end <= self.end


def mention(doc: Doc, found: Found) -> Mention:
    """The row of a mention that is decided."""
    surface = doc.text[found.start : found.end]
    return Mention(
        mention_id=row_id(doc.article.article_id, found.start, found.end, found.how, surface),
        article_id=doc.article.article_id,
        n=found.line.n,
        start_char=found.start,
        end_char=found.end,
        surface=surface,
        actor_id=found.actor_id,
        how=found.how,
        cue=found.cue or surface,
        confidence=round(found.confidence, 3),
    )
