"""One article read as far as its events, for tests of the readers that build on them."""

from __future__ import annotations

from armillary.gather import Document, Prepared, prepare
from armillary.read.document import Doc
from armillary.read.events import find_events
from armillary.read.grammar import lines
from armillary.read.mentions import find_mentions
from armillary.read.statements import find_statements


def read(text: str, language: str) -> Doc:
    """A text with its mentions, statements and events."""
    prepared = prepare(Document("case", "text", text, "utf-8", "case", language=language))
    assert isinstance(prepared, Prepared)
    doc = Doc(prepared.article, lines(prepared.article, prepared.sentences))
    doc.mentions = find_mentions(doc)
    doc.statements = find_statements(doc)
    doc.events = find_events(doc)
    return doc
