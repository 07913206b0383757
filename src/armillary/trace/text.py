"""An article as this room sees it."""

from __future__ import annotations

from dataclasses import dataclass

from armillary.schema import Article, Sentence


@dataclass(frozen=True, slots=True)
class Text:
    """One article with its sentences, in order."""

    article: Article
    sentences: tuple[Sentence, ...]

    def language_of(self, sentence: Sentence) -> str:
        """Language of one sentence: its own where it differs, else the article's."""
        return sentence.language or self.article.language
