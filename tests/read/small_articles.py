"""Small articles for the tests of this room."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from armillary.read.document import Doc
from armillary.read.grammar import line
from armillary.read.mentions import find_mentions
from armillary.schema import Article, Mention


def article(text: str, language: str, published: dt.date | None = None) -> Doc:
    """An article whose sentences are the lines of a text."""
    lines, at = [], 0
    for n, part in enumerate(text.split("\n")):
        made = line(part, language, at)
        made.sentence = replace(made.sentence, n=n)
        lines.append(made)
        at += len(part) + 1
    row = Article(
        article_id="a",
        source="a.txt",
        language=language,
        text=text,
        sha256="",
        n_sentences=len(lines),
        published=published,
    )
    return Doc(row, tuple(lines))


def read(text: str, language: str, published: dt.date | None = None) -> tuple[Doc, list[Mention]]:
    """An article and its mentions."""
    doc = article(text, language, published)
    doc.mentions = find_mentions(doc)
    return doc, doc.mentions


def named(text: str, language: str, published: dt.date | None = None) -> set[tuple[str, str]]:
    """Words and actor of each mention."""
    return {(one.surface, one.actor_id) for one in read(text, language, published)[1]}
