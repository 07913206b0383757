"""The language of an article, and of a sentence where it is clearly another.

Script decides first: a text in Hangul is Korean. Among the languages of one script letters that only one of them has
decide, then py3langid (a naive Bayes over byte n-grams), restricted to the languages of that script.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE, _SENTENCE_SAMPLE = 1500, 300
"""Characters of an article that its language is told from."""

_SURE, _SURE_OF_SENTENCE = 0.5, 0.9
_SHORTEST, _SHORTEST_SENTENCE = 12, 25
_FEWEST_WORDS = 4
_PURE = 0.7
_MIXED = 0.33
_HAN_IN_JAPANESE = 0.08
_WITH_HAN, _LONG_IN_HAN = frozenset({"ja", "ko"}), 20

_RANGES = {
    "latin": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "cyrillic": "\u0400-\u052f",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "hebrew": "\u0590-\u05ff",
    "arabic": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "devanagari": "\u0900-\u097f",
    "bengali": "\u0980-\u09ff",
    "gurmukhi": "\u0a00-\u0a7f",
    "gujarati": "\u0a80-\u0aff",
    "odia": "\u0b00-\u0b7f",
    "tamil": "\u0b80-\u0bff",
    "telugu": "\u0c00-\u0c7f",
    "kannada": "\u0c80-\u0cff",
    "malayalam": "\u0d00-\u0d7f",
    "sinhala": "\u0d80-\u0dff",
    "thai": "\u0e00-\u0e7f",
    "lao": "\u0e80-\u0eff",
    "myanmar": "\u1000-\u109f",
    "georgian": "\u10a0-\u10ff",
    "armenian": "\u0530-\u058f",
    "ethiopic": "\u1200-\u137f",
    "khmer": "\u1780-\u17ff",
    "kana": "\u3041-\u3096\u30a1-\u30fa\u30fc\uff66-\uff9d",
    "hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3",
    "han": "\u3400-\u9fff\uf900-\ufaff",
}
_LETTERS = re.compile("|".join(f"(?P<{name}>[{chars}]+)" for name, chars in _RANGES.items()))
_ASCII_LETTERS = re.compile("[A-Za-z]+")
_CJK = frozenset({"kana", "hangul", "han"})


class _Lettering(NamedTuple):
    """Letters of a text by script; words of scripts that write them apart."""

    letters: Counter[str]
    words: Counter[str]

    @property
    def total(self) -> int:
        return self.letters.total()

    def main(self) -> str:
        """The script most words are in; a Chinese or Japanese letter counts as half a Latin word."""
        weights = {s: n / 2 if s in _CJK else self.words[s] for s, n in self.letters.items()}
        if weights.get("kana", 0) > _HAN_IN_JAPANESE * weights.get("han", 0) and "kana" in weights:
            weights["kana"] += weights.pop("han", 0)
        return max(weights, key=lambda script: weights[script])


class _Scripts(NamedTuple):
    """`lexicon/scripts.toml`: languages by script, their own letters, groups of close ones."""

    languages: dict[str, list[str]]
    letters: dict[str, dict[str, str]]
    close: list[list[str]]


@cache
def _scripts() -> _Scripts:
    data = tomllib.loads((files("armillary.lexicon") / "scripts.toml").read_text("utf-8"))
    scripts = {name: table for name, table in data.items() if "languages" in table}
    letters = {name: table.get("letters", {}) for name, table in scripts.items()}
    return _Scripts({name: table["languages"] for name, table in scripts.items()}, letters, data["close"]["groups"])


@cache
def _identifier(script: str) -> LanguageIdentifier:
    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages(_languages(script))
    return found


def _languages(script: str) -> list[str]:
    return _scripts().languages.get(script, [])


def identify(text: str, given: str | None = None) -> str:
    """BCP-47 tag of a text's language: `mul` where mixed, `und` where it cannot be told.

    given: what metadata say; believed where the text alone is too short to tell and its script allows it.
    """
    lettering = _lettering(text[: 4 * SAMPLE])
    if not lettering.total:
        return "und"
    script = lettering.main()
    if _is_mixed(lettering, script):
        return "mul"
    told = _of_script(script, text[:SAMPLE], _SURE, _SHORTEST)
    if told == "und" and given and given.lower().split("-")[0] in _languages(script):
        return given
    return told


def of_sentences(sentences: Iterable[str], article: str) -> list[str | None]:
    """The language of each sentence where it clearly differs from the article's, else None."""
    return [_differing(sentence, article) for sentence in sentences]


def is_mixed(sentences: Iterable[tuple[str, str | None]]) -> bool:
    """Whether a good part of an article, given as sentences with their differing languages, is in another language."""
    own = foreign = 0
    for sentence, differing in sentences:
        own, foreign = (own, foreign + len(sentence)) if differing else (own + len(sentence), foreign)
    return foreign > _MIXED * (own + foreign)


def _differing(sentence: str, article: str) -> str | None:
    lettering = _lettering(sentence[:_SENTENCE_SAMPLE])
    if not lettering.total:
        return None
    script = lettering.main()
    own = _fits(script, article)
    if lettering.letters[script] < lettering.total * _PURE:
        return None
    if len(_languages(script)) < 2:
        borrowed = script == "han" and article in _WITH_HAN and lettering.letters[script] < _LONG_IN_HAN
        return None if own or borrowed else _of_script(script, sentence[:_SENTENCE_SAMPLE], _SURE, _SHORTEST)
    few = lettering.words[script] < _FEWEST_WORDS or lettering.letters[script] < _SHORTEST_SENTENCE
    if few:
        return None
    told = _of_script(script, sentence[:_SENTENCE_SAMPLE], _SURE_OF_SENTENCE if own else _SURE, _SHORTEST)
    return None if told == "und" or _close(told, article) else told


def _fits(script: str, article: str) -> bool:
    """Whether articles in a language are written in this script."""
    return article.split("-")[0] in _languages(script)


def _close(a: str, b: str) -> bool:
    a, b = a.split("-")[0], b.split("-")[0]
    return a == b or any(a in group and b in group for group in _scripts().close)


def _lettering(text: str) -> _Lettering:
    letters: Counter[str] = Counter()
    words: Counter[str] = Counter()
    if text.isascii():
        runs = _ASCII_LETTERS.findall(text)
        return _Lettering(Counter(latin=sum(map(len, runs))), Counter(latin=len(runs)))
    for match in _LETTERS.finditer(text):
        script = match.lastgroup or ""
        letters[script] += match.end() - match.start()
        words[script] += 1
    return _Lettering(letters, words)


def _is_mixed(lettering: _Lettering, main: str) -> bool:
    """Whether a second script carries a good part of the text; names in Latin letters are everywhere and do not."""
    weights = {s: n / 2 if s in _CJK else lettering.words[s] for s, n in lettering.letters.items()}
    if main in ("kana", "hangul"):
        weights.pop("han", None), weights.pop("kana", None)
    total = sum(weights.values())
    second = max((n for s, n in weights.items() if s != main), default=0.0)
    return total >= 40 and second > _MIXED * total


def _of_script(script: str, text: str, sure: float, shortest: int) -> str:
    languages = _languages(script)
    if len(languages) == 1:
        return _chinese(text) if languages == ["zh"] else languages[0]
    if not languages or sum(map(str.isalpha, text)) < shortest:
        return _by_letters(script, text) or "und"
    letters = _by_letters(script, text)
    if letters:
        return letters
    told, probability = _identifier(script).classify(text)
    return str(told) if probability >= sure else "und"


def _by_letters(script: str, text: str) -> str | None:
    """The language whose own letters the text has, if that is one language only.

    One letter may be a slip or a name: two different words with such letters, or one in fifty, are needed.
    """
    lower = text.lower()
    own = _own_letters(script)
    present = {lang: letters for lang, letters in own.items() if len(letters.findall(lower)) > 1}
    if not present:
        return None
    words = set(re.findall(r"\w+", lower))
    hits = {lang: sum(bool(letters.search(word)) for word in words) for lang, letters in present.items()}
    told = [lang for lang, n in hits.items() if n >= 2 and n >= len(words) / 50]
    return told[0] if len(told) == 1 else None


@cache
def _own_letters(script: str) -> dict[str, re.Pattern[str]]:
    return {lang: re.compile(f"[{chars}]") for lang, chars in _scripts().letters.get(script, {}).items()}


def _chinese(text: str) -> str:
    own = _scripts().letters["han"]
    simplified, traditional = (sum(c in own[key] for c in text) for key in ("zh-Hans", "zh-Hant"))
    if max(simplified, traditional) < 2 or simplified == traditional:
        return "zh"
    return "zh-Hans" if simplified > 3 * traditional else "zh-Hant" if traditional > 3 * simplified else "zh"
