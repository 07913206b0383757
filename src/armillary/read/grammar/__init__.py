"""Grammar of sentences: words with exact spans, dictionary forms, features, and soft syntax, in the languages read.

text ──► spans ──► parser (model over word vectors and dictionaries) ──► repair (case) ──► choosing (readings) ──► Line
"""

from __future__ import annotations

from collections.abc import Sequence

from armillary.read.document import NO_HEAD, Line, Token
from armillary.read.grammar.choosing import candidates, choose
from armillary.read.grammar.morphology import readings, usual_case
from armillary.read.grammar.parser import Parse, model
from armillary.read.grammar.particles import with_particles
from armillary.read.grammar.pieces import pieces, whole
from armillary.read.grammar.reading import Reading
from armillary.read.grammar.repair import Repair
from armillary.read.grammar.spans import spans
from armillary.read.grammar.suffixes import with_case_endings
from armillary.read.grammar.words import function_words
from armillary.schema import Article, Sentence

__all__ = ["analyse", "line", "lines"]

READ = ("body", "title", "heading", "caption")
_HEADLINE = 4
Word = tuple[Reading, int, str]
"""Reading, index of the head, relation."""


def lines(article: Article, sentences: Sequence[Sentence]) -> tuple[Line, ...]:
    """The sentences of an article that are read (body, title, heading, caption), as lines of tokens, in order."""
    chosen = [one for one in sentences if one.kind in READ]
    languages = [(one.language or article.language).split("-")[0] for one in chosen]
    found: dict[int, Line] = {}
    for language in dict.fromkeys(languages):
        group = [i for i, other in enumerate(languages) if other == language]
        made = _lines([chosen[i] for i in group], language)
        found.update(zip(group, made, strict=True))
    return tuple(found[i] for i in range(len(chosen)))


def line(text: str, language: str, start: int = 0) -> Line:
    """A line over a bare string, whose first code point has the number `start` in its article."""
    sentence = Sentence(article_id="", n=0, start_char=start, end_char=start + len(text), text=text)
    return _lines([sentence], language.split("-")[0])[0]


def _lines(sentences: Sequence[Sentence], language: str) -> list[Line]:
    cuts = [spans(one.text, language) for one in sentences]
    texts = [[one.text[a:b] for a, b in each] for one, each in zip(sentences, cuts, strict=True)]
    read = analyse(texts, language)
    return [
        Line(one, language, _tokens(one.start_char, each, words, found))
        for one, each, words, found in zip(sentences, cuts, texts, read, strict=True)
    ]


def _tokens(
    start: int, cuts: Sequence[tuple[int, int]], texts: Sequence[str], found: Sequence[Word]
) -> tuple[Token, ...]:
    return tuple(
        Token(start + a, start + b, text, one.lemma, one.pos, one.feats, head, relation)
        for (a, b), text, (one, head, relation) in zip(cuts, texts, found, strict=True)
    )


def analyse(sentences: Sequence[Sequence[str]], language: str) -> list[list[Word]]:
    """Reading, head and relation of each word of sentences that are given as their words."""
    if not function_words(language).known:
        return [[(readings(text, language)[0], NO_HEAD, "") for text in texts] for texts in sentences]
    parts = [pieces(texts) for texts in sentences]
    flat = [[texts[i] for i in part] for texts, cut in zip(sentences, parts, strict=True) for part in cut]
    parses = iter(model().parse([_lowered(texts, language) for texts in flat], language))
    joined = [whole([next(parses) for _ in cut]) for cut in parts]
    return [_read(texts, language, parse) for texts, parse in zip(sentences, joined, strict=True)]


def _lowered(texts: Sequence[str], language: str) -> list[str]:
    """A sentence all in capitals is read as if it were not."""
    letters = [text for text in texts if text.isalpha() and len(text) > 1]
    if len(letters) < _HEADLINE or not all(map(str.isupper, letters)):
        return list(texts)
    return [usual_case(text, language) if text.isalpha() else text for text in texts]


def _read(texts: Sequence[str], language: str, parse: Parse) -> list[Word]:
    if not texts:
        return []
    seen = _lowered(texts, language)
    heads, relations = list(parse.heads), list(parse.relations)
    found = [candidates(text, language, parse.tags[i], i == 0) for i, text in enumerate(seen)]
    put_right = Repair(seen, found, heads, relations, function_words(language))
    put_right.run()
    chosen = choose(seen, found, heads, relations, parse.tags, function_words(language))
    put_right.antecedents(chosen)
    chosen = with_particles(seen, chosen, heads, relations, function_words(language))
    chosen = with_case_endings(seen, chosen, heads, relations, function_words(language))
    return list(zip(chosen, heads, relations, strict=True))
