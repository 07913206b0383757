"""Which encoding before Unicode a text is in, decided by how likely its letters are.

Every language names its letters outside ASCII, by frequency, and the encodings its texts came in (`letters.toml`). Each
such pair is tried: the bytes are decoded strictly, and the result is as likely as the product over its characters of
their probability in that language, letters by their rank, with a price for what real text hardly has: a capital after a
small letter, a sign or a letter of another script inside a word, a control character. The likeliest pair wins. Unlike
detectors made for pages, this holds for a single sentence.
"""

from __future__ import annotations

import codecs
import math
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from armillary.lexicon import languages, load

SAMPLE = 2_000
"""Bytes that are looked at: lines with something outside ASCII in them."""
_GLANCE, _FINALISTS = 300, 5  # so few bytes leave so many encodings, which are then looked at in full
FLOOR = -7.5
"""Mean log-likelihood per byte outside ASCII under which no encoding fits; real text lies above -6, noise under -9."""
_ASCII = -3.0  # log-probability of one ASCII character; counts where an encoding swallows some
_LATIN_SHARE = math.log(0.1)  # share of letters outside ASCII in languages of Latin script
_PUNCTUATION = dict.fromkeys("–—“”„‘’‚«»…\xa0", -4.5) | dict.fromkeys("•№§°€£©®™·‹›´", -7.0)
_WIDE_PUNCTUATION = dict.fromkeys("，。、：；？！（）《》「」『』・“”—…－　％", -4.0)

_LEAST_PRIOR = -6.0  # a naive Bayes is never so sure as it says
_BLANKED = bytes(byte if byte < 128 and chr(byte).isalpha() else 32 for byte in range(256))


@dataclass(frozen=True, slots=True)
class _Alphabet:
    """One language's letters with their log-probabilities, and the encodings to try."""

    language: str
    letters: Mapping[str, float]
    others: tuple[tuple[str, str], ...]
    encodings: tuple[str, ...]
    latin: bool

    def of(self, char: str) -> float | None:
        """Log-probability of a small letter; None for what the language does not write."""
        known = self.letters.get(char)
        if known is None and any(low <= char <= high for low, high in self.others):
            return -8.5
        return known


@cache
def _alphabets() -> tuple[_Alphabet, ...]:
    return tuple(
        _alphabet(
            language,
            entry["letters"],
            tuple(entry.get("others", ())),
            tuple(codecs.lookup(name).name for name in entry["encodings"]),
        )
        for language in languages()
        for entry in load(language, "letters").get("alphabet", ())
    )


def _alphabet(language: str, letters: str, others: tuple[str, ...], encodings: tuple[str, ...]) -> _Alphabet:
    latin = all(unicodedata.name(char, "").startswith("LATIN") for char in letters if char.isalpha())
    weights = [1 / (rank + 3) for rank in range(len(letters))]
    total = math.log(sum(weights) * (2 if others else 1)) - (_LATIN_SHARE if latin else 0)
    probabilities = {char: math.log(weight) - total for char, weight in zip(letters, weights, strict=True)}
    wide = _WIDE_PUNCTUATION if others else {}
    ranges = tuple((span[0], span[-1]) for span in others)
    return _Alphabet(language, {**_PUNCTUATION, **wide, **probabilities}, ranges, encodings, latin)


def likeliest(raw: bytes) -> str | None:
    """The encoding (Python's name) that makes the likeliest text of bytes that are not UTF-8; None where none does."""
    fitting = {encoding for alphabet in _alphabets() for encoding in alphabet.encodings if _fits(raw, encoding)}
    scores = _scores(sample(raw, _GLANCE), fitting)
    finalists = sorted(scores, key=lambda encoding: -scores[encoding])[:_FINALISTS]
    return _best(sample(raw), finalists)


def plausible(raw: bytes, encoding: str) -> bool:
    """Whether the bytes make likely text in this encoding, in any language known."""
    return _fits(raw, encoding) and _best(sample(raw), [encoding]) is not None


def sample(raw: bytes, size: int = SAMPLE) -> bytes:
    """The lines that hold something outside ASCII, up to so many bytes of them."""
    lines, taken = [], 0
    for line in raw.splitlines(keepends=True) if len(raw) > size else [raw]:
        if not line.isascii():
            lines.append(line[: size - taken])
            taken += len(lines[-1])
        if taken >= size:
            break
    return b"".join(lines)


def _best(raw: bytes, encodings: Collection[str]) -> str | None:
    scores = _scores(raw, encodings)
    outside = sum(byte > 127 for byte in raw)
    floor = FLOOR * outside + _ASCII * (len(raw) - outside)
    best = max(scores, key=lambda encoding: scores[encoding], default=None)
    return best if best and scores[best] >= floor else None


def _fits(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except (UnicodeDecodeError, ValueError):
        return False
    return True


def _scores(raw: bytes, encodings: Collection[str]) -> dict[str, float]:
    """Log-likelihood of the bytes by encoding, in the language that makes it greatest."""
    prior = _prior(raw)
    unlikely = _LEAST_PRIOR if prior else 0.0
    signs = {encoding: _signs(raw, encoding) for encoding in encodings}
    scores: dict[str, float] = {}
    for alphabet in _alphabets():
        for preference, encoding in enumerate(alphabet.encodings):
            if encoding in signs:
                score = _score(signs[encoding], alphabet) + prior.get(alphabet.language, unlikely) - preference * 0.5
                scores[encoding] = max(score, scores.get(encoding, score))
    return scores


def _prior(raw: bytes) -> dict[str, float]:
    """Log-probability of languages of Latin script by the ASCII letters alone, which all encodings share; empty where
    there are too few of them."""
    ascii_letters = raw.translate(_BLANKED)
    if len(ascii_letters) - ascii_letters.count(b" ") < 3 * sum(byte > 127 for byte in raw):
        return {}
    ranked = _identifier().rank(ascii_letters.decode("ascii"))
    return {language: max(math.log(max(probability, 1e-9)), _LEAST_PRIOR) for language, probability in ranked}


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = {alphabet.language for alphabet in _alphabets() if alphabet.latin}
    identifier.set_languages(sorted(known & set(identifier.nb_classes)))
    return identifier


class _Sign(NamedTuple):
    """A character outside ASCII as far as its likelihood depends on it."""

    char: str  # in small
    is_letter: bool
    price: float  # of being a capital here
    foreign: int  # ASCII letters beside it
    inside: bool  # a word


_ASCII_SIGN = _Sign("", False, 0.0, 0, False)


def _signs(raw: bytes, encoding: str) -> Counter[_Sign]:
    text = raw.decode(encoding, "ignore")
    signs: Counter[_Sign] = Counter()
    for context, count in Counter(zip(" " + text, text, text[1:] + " ", strict=False)).items():
        signs[_ASCII_SIGN if context[1].isascii() else _sign(*context)] += count
    return signs


def _sign(before: str, char: str, after: str) -> _Sign:
    small = char.lower()
    is_capital = small != char and len(small) == 1
    foreign = (before.isascii() and before.isalpha()) + (after.isascii() and after.isalpha())
    inside = before.isalpha() and after.isalpha() and char != "’"
    return _Sign(
        small if is_capital else char, char.isalpha(), _capital(before) if is_capital else 0.0, foreign, inside
    )


def _capital(before: str) -> float:
    if before.isupper():
        return -1.5
    return -7.0 if before.isalpha() else -2.5


def _score(signs: Mapping[_Sign, int], alphabet: _Alphabet) -> float:
    return sum(count * _log_probability(sign, alphabet) for sign, count in signs.items())


def _log_probability(sign: _Sign, alphabet: _Alphabet) -> float:
    if sign is _ASCII_SIGN:
        return _ASCII
    known = alphabet.of(sign.char)
    if known is not None and sign.is_letter:
        return known + sign.price - (0.0 if alphabet.latin else 3.0 * sign.foreign)
    in_a_word = 5.0 if sign.inside and not alphabet.others else 0.0
    return (known or (-10.0 if sign.char.isprintable() else -14.0)) - in_a_word
