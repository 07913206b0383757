"""Reading one article: words and grammar first, then who is meant, who says what, and all that rests on these."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.lexicon import with_subject
from armillary.read.attitudes import find_attitudes
from armillary.read.corrections import correct_events, correct_mentions, correct_statements
from armillary.read.document import Doc, Reading
from armillary.read.events import find_events
from armillary.read.flows import find_flows
from armillary.read.goals import find_goals
from armillary.read.grammar import lines
from armillary.read.index.posting import words_of
from armillary.read.letters import folded, restore
from armillary.read.levers import find_levers
from armillary.read.mechanisms import find_mechanisms
from armillary.read.mentions import find_mentions
from armillary.read.outlooks import find_outlooks
from armillary.read.quantities import find_quantities
from armillary.read.statements import find_statements
from armillary.schema import Article, Correction, Sentence


def read(article: Article, sentences: Sequence[Sentence], corrections: Sequence[Correction] = ()) -> Reading:
    """All that one article says, as rows of the tables `mentions` to `goals`.

    `corrections` are those of this article. Ids of actors that the lexicon does not know are the article's own; see
    `linking` for those of a world.
    """
    return as_reading(interpret(article, sentences, corrections))


def as_reading(doc: Doc) -> Reading:
    """What was read from an article, without the grammar."""
    return Reading(
        article_id=doc.article.article_id,
        languages_read=tuple(sorted({line.language for line in doc.lines} & with_subject("frames"))),
        newcomers=tuple(doc.newcomers.values()),
        mentions=tuple(doc.mentions),
        statements=tuple(doc.statements),
        events=tuple(doc.events),
        attitudes=tuple(doc.attitudes),
        quantities=tuple(doc.quantities),
        levers=tuple(doc.levers),
        outlooks=tuple(doc.outlooks),
        flows=tuple(doc.flows),
        mechanisms=tuple(doc.mechanisms),
        goals=tuple(doc.goals),
        words=words_of(doc.lines),
    )


def interpret(article: Article, sentences: Sequence[Sentence], corrections: Sequence[Correction] = ()) -> Doc:
    """The article with all that was read from it, its grammar and the notes that explain each row."""
    plain, plain_sentences = folded(article, sentences)
    doc = Doc(plain, lines(plain, plain_sentences))
    doc.mentions = find_mentions(doc)
    correct_mentions(doc, corrections)
    doc.statements = find_statements(doc)
    correct_statements(doc, corrections)
    doc.events = find_events(doc)
    correct_events(doc, corrections)
    doc.attitudes = find_attitudes(doc)
    doc.quantities = find_quantities(doc)
    doc.levers = find_levers(doc)
    doc.outlooks = find_outlooks(doc)
    doc.flows = find_flows(doc)
    doc.mechanisms = find_mechanisms(doc)
    doc.goals = find_goals(doc)
    restore(doc, article, sentences)
    return doc
