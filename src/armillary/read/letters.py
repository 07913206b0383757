"""An article in traditional letters is read as if in simplified ones; its rows keep the letters it was written in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from armillary.lexicon.folding import fold
from armillary.read.document import Doc
from armillary.schema import Article, Sentence

_TABLES = (
    "mentions",
    "statements",
    "events",
    "attitudes",
    "quantities",
    "levers",
    "outlooks",
    "flows",
    "mechanisms",
    "goals",
)


def folded(article: Article, sentences: Sequence[Sentence]) -> tuple[Article, Sequence[Sentence]]:
    """Article and sentences in the letters they are looked up by, at the same places; the very same if none folds."""
    text, found = article.text, []
    for one in sentences:
        inside = fold(one.text, one.language or article.language)
        found.append(one if inside == one.text else replace(one, text=inside))
        text = text[: one.start_char] + inside + text[one.end_char :] if inside != one.text else text
    return (article, sentences) if text == article.text else (replace(article, text=text), found)


def restore(doc: Doc, article: Article, sentences: Iterable[Sentence]) -> None:
    """Gives a document that was read from folded letters, and all its rows, the letters of the article."""
    if doc.article is article:
        return
    read, originals = doc.article.text, {one.n: one for one in sentences}
    doc.article = article
    for line in doc.lines:
        line.sentence = originals[line.n]
        for token in line.tokens:
            token.text = article.text[token.start : token.end]
    for name in _TABLES:
        rows = getattr(doc, name)
        rows[:] = [_restored(row, read, article.text) for row in rows]
    again = {one.mention_id: one for one in doc.mentions}
    for line in doc.lines:
        line.mentions[:] = [again[one.mention_id] for one in line.mentions]


def _restored(row: Any, read: str, written: str) -> Any:
    """A row with its words as they are written: each is looked for in its span, then around it."""
    changed = {}
    for one in fields(row):
        value = getattr(row, one.name)
        if isinstance(value, str) and value and not value.isascii():
            changed[one.name] = _written(value, row.start_char, row.end_char, read, written)
    return replace(row, **changed) if changed else row


def _written(words: str, start: int, end: int, read: str, written: str) -> str:
    at = read.find(words, start, end)
    if at < 0:
        near = [place for place in (read.rfind(words, 0, end), read.find(words, start)) if place >= 0]
        at = min(near, key=lambda place: abs(place - start), default=-1)
    return words if at < 0 else written[at : at + len(words)]
