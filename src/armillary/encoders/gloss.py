"""Reads languages a sentence encoder lacks by putting, word for word, what the encoder knows in their place.

`Vláda schválila rozpočet` becomes `government approved budget`: no translation, but a sentence encoder asks for little
more than the words in about this order, and the vector lies where those of the encoder's own languages lie. Names, and
words without a gloss, are spelt in letters the encoder knows.

The words are the lexicon's (`languages/<code>/glosses.toml`): English ones for most languages, Russian or Spanish ones
for those that are near these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import cast

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray

from armillary import lexicon
from armillary.encoders import Cover, Encoder, WordEncoder

VERSION = 2
"""Changes with the words: vectors of another version are not comparable in detail."""

_LETTER = "(?:[^\\W\\d_][\u0300-\u036f\u0901-\u0903\u093a-\u094d]*)"  # with accents and the vowel signs of Devanagari
_WORD = re.compile(rf"{_LETTER}+(?:['’ʼ\u200c-]{_LETTER}+)*")
_MARKS = str.maketrans("’ʼ", "''", "\u0301\u200c")
_JOINT = re.compile("(['’ʼ-])")
_ENDING = 2
"""Letters of a part, at most, that is an ending or an article rather than a word."""
_LEAST_SHARE = 0.5
"""A stem stands for a word only if it is at least this share of the word."""


class Glossary:
    """The words of one language.

    `words` maps lower-case forms, and stems that end in `*`, to glosses; a key of several words goes before its parts,
    and where it ends in `*`, its last word is the stem.
    `letters` spells what has no gloss; without it such a word is written in plain Latin letters.
    """

    def __init__(self, words: Mapping[str, str], letters: Mapping[str, str] | None = None) -> None:
        self.words = words
        self._forms = {key: gloss for key, gloss in words.items() if not key.endswith("*")}
        self._stems = {key[:-1]: gloss for key, gloss in words.items() if key.endswith("*")}
        self._shortest = min(map(len, self._stems), default=1)
        self._longest = _phrases(words)
        self._letters = _both_cases(letters or {})
        self._plain_latin = not letters

    def gloss(self, word: str) -> str | None:
        """What stands for a word (or phrase), in lower case as the tables have it; None where it is not known."""
        key = word.translate(_MARKS).lower()
        found = self._forms.get(key)
        if found is not None:
            return found
        least = max(self._shortest, int(len(key) * _LEAST_SHARE + 0.5))
        for end in range(len(key), least - 1, -1):
            stem = self._stems.get(key[:end])
            if stem is not None and " " not in key[end:]:
                return stem
        return None

    def spell(self, word: str) -> str:
        """A word in letters the encoder knows."""
        return anyascii(word) if self._plain_latin else word.translate(self._letters)

    def rewrite(self, text: str) -> str:
        """The text with a gloss for every word that has one, all else as it stands."""
        parts: list[str] = []
        words = list(_WORD.finditer(text))
        at = i = 0
        while i < len(words):
            last, replacement = self._phrase(text, words, i)
            parts += (text[at : words[i].start()], replacement)
            at, i = words[last].end(), last + 1
        return "".join([*parts, text[at:]])

    def _phrase(self, text: str, words: Sequence[re.Match[str]], first: int) -> tuple[int, str]:
        """The last word of the longest phrase that begins with the word `first`, and what stands for it."""
        reach = self._longest.get(words[first].group().translate(_MARKS).lower(), 1)
        for last in range(min(first + reach, len(words)) - 1, first, -1):
            phrase = text[words[first].start() : words[last].end()]
            if (found := self.gloss(phrase)) is not None:
                return last, _cased(found, phrase)
        return first, self._replacement(words[first].group())

    def _replacement(self, word: str) -> str:
        """A word's gloss; that of its parts, where a hyphen or apostrophe joins them; else the word, respelt."""
        found = self.gloss(word)
        if found is not None:
            return _cased(found, word)
        parts = _JOINT.split(word)
        if len(parts) == 1:
            return self.spell(word)
        return "".join(self._replacement(part) if len(part) > _ENDING else self.spell(part) for part in parts)


def _phrases(keys: Iterable[str]) -> dict[str, int]:
    """How many words the longest phrase has, by the word it begins with."""
    longest: dict[str, int] = {}
    for key in keys:
        if " " in key:
            first = key.split(" ")[0]
            longest[first] = max(longest.get(first, 1), key.count(" ") + 1)
    return longest


def _both_cases(letters: Mapping[str, str]) -> dict[int, str]:
    return str.maketrans({**{k.capitalize(): v.capitalize() for k, v in letters.items()}, **letters})


def _cased(gloss: str, word: str) -> str:
    return gloss[:1].upper() + gloss[1:] if word[:1].isupper() else gloss


@cache
def glossary(language: str) -> Glossary | None:
    """The glossary of a language (ISO 639-1, or with script or region); None where there is none."""
    own = lexicon.load(language, "glosses")
    words = _words(language.split("-")[0])
    if not words:
        return None
    if "before" in own:
        return _Respelt(words, own["before"])
    return Glossary(words, own.get("letters"))


def _words(code: str) -> dict[str, str]:
    """All words of a language: those of the language it is `like`, then its own, which count before them."""
    own = lexicon.load(code, "glosses")
    inherited = _words(own["like"]) if "like" in own else {}
    said = {key: gloss for gloss, keys in own.get("words", {}).items() for key in keys.split(", ")}
    return {**inherited, **said}


class _Respelt(Glossary):
    """A glossary for texts in another script or spelling than its own."""

    def __init__(self, words: Mapping[str, str], before: Mapping[str, str]) -> None:
        super().__init__(words)
        self._before = _both_cases(before)

    def rewrite(self, text: str) -> str:
        """The text, respelt, with a gloss for every word that has one."""
        return super().rewrite(text.translate(self._before))


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that have a glossary, sorted."""
    return tuple(code for code in lexicon.languages() if lexicon.load(code, "glosses"))


class Glossed:
    """An encoder that also reads the languages of the glossaries, with vectors in the space of the encoder it extends.

    An encoder is not told the language of a text, so there is one `Glossed` a language (see `in_language`); all share a
    name, because their vectors can be compared with each other and with the base's own.
    """

    def __init__(self, base: Encoder, language: str | None = None) -> None:
        self._base = base
        self._glossary = None if language is None or base.languages.get(language) == "good" else glossary(language)

    @property
    def name(self) -> str:
        return f"{self._base.name}+gloss{VERSION}"

    @property
    def dim(self) -> int:
        return self._base.dim

    @property
    def scale(self) -> float:
        return self._base.scale

    @cached_property
    def languages(self) -> Mapping[str, Cover]:
        """What the base covers and the glossaries add; a glossary of few words says `cover = "fair"`."""
        added = {code: lexicon.load(code, "glosses").get("cover", "good") for code in languages()}
        return {**added, **{code: cover for code, cover in self._base.languages.items() if cover == "good"}}

    def in_language(self, language: str) -> Glossed:
        """The same encoder for texts in a language (ISO 639-1, or with script or region)."""
        return Glossed(self._base, language.split("-")[0])

    @property
    def width(self) -> int:
        return self._words.width

    @property
    def _words(self) -> WordEncoder:
        return cast(WordEncoder, self._base)

    def word_vectors(self, words: Sequence[str]) -> NDArray[np.float32]:
        """What the base knows of each word, or of its gloss, shape (len(words), width)."""
        known = self._glossary
        return self._words.word_vectors([known.rewrite(word) for word in words] if known else words)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dim), of texts that are all in this encoder's language."""
        known = self._glossary
        return self._base.encode([known.rewrite(text) for text in texts] if known else texts)
