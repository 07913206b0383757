"""Documents of one sentence, for tests of readers that build on mentions."""

from __future__ import annotations

from armillary.read.document import Doc
from armillary.read.grammar import line
from armillary.read.mentions import find_mentions
from armillary.read.statements import find_statements
from armillary.schema import Article


def doc_of(text: str, language: str) -> Doc:
    """The sentence with its mentions and statements."""
    one = line(text, language)
    doc = Doc(Article(article_id="a", source="a", text=text, sha256="", n_sentences=1, language=language), (one,))
    doc.mentions = find_mentions(doc)
    doc.statements = find_statements(doc)
    return doc
