"""Grammar of sentences: words with exact spans, dictionary forms, features, and soft syntax, in the languages read."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.read.document import Line, Token
from armillary.read.grammar.attach import attach
from armillary.read.grammar.spans import spans
from armillary.read.grammar.tagging import tag
from armillary.read.grammar.words import function_words
from armillary.schema import Article, Sentence

__all__ = ["line", "lines"]

READ = ("body", "title", "heading", "caption")
_HEAD_FIRST = frozenset({"ru", "uk", "pl", "fr", "es"})


def lines(article: Article, sentences: Sequence[Sentence]) -> tuple[Line, ...]:
    """The sentences of an article that are read (body, title, heading, caption), as lines of tokens, in order."""
    chosen = [one for one in sentences if one.kind in READ]
    return tuple(_line(one, (one.language or article.language).split("-")[0]) for one in chosen)


def line(text: str, language: str, start: int = 0) -> Line:
    """A line over a bare string, whose first code point has the number `start` in its article."""
    sentence = Sentence(article_id="", n=0, start_char=start, end_char=start + len(text), text=text)
    return _line(sentence, language.split("-")[0])


def _line(sentence: Sentence, language: str) -> Line:
    cuts = spans(sentence.text, language)
    texts = [sentence.text[a:b] for a, b in cuts]
    offset = sentence.start_char
    tokens = tuple(
        Token(offset + a, offset + b, text, one.lemma, one.pos, one.feats)
        for (a, b), text, one in zip(cuts, texts, tag(texts, language), strict=True)
    )
    if function_words(language).known:
        attach(tokens, head_last=language not in _HEAD_FIRST)
    return Line(sentence, language, tokens)
