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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from armillary.lexicon import languages, load

SAMPLE = 6_000
"""Bytes that are looked at: whole lines with something outside ASCII in them."""
FLOOR = -7.5
"""Mean log-likelihood per byte outside ASCII under which no encoding fits; real text lies above -6, noise under -9."""
_ASCII = -3.0  # log-probability of one ASCII character; counts where an encoding swallows some
_LATIN_SHARE = math.log(0.1)  # share of letters outside ASCII in languages of Latin script
_PUNCTUATION = dict.fromkeys("–—“”„‘’‚«»…\xa0", -4.5) | dict.fromkeys("•№§°€£©®™·‹›´", -7.0)
_WIDE_PUNCTUATION = dict.fromkeys("，。、：；？！（）《》「」『』・“”—…－　％", -4.0)

_Context = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Alphabet:
    """One language's letters with their log-probabilities, and the encodings to try."""

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
            entry["letters"],
            tuple(entry.get("others", ())),
            tuple(codecs.lookup(name).name for name in entry["encodings"]),
        )
        for language in languages()
        for entry in load(language, "letters").get("alphabet", ())
    )


def _alphabet(letters: str, others: tuple[str, ...], encodings: tuple[str, ...]) -> _Alphabet:
    latin = all(unicodedata.name(char, "").startswith("LATIN") for char in letters if char.isalpha())
    weights = [1 / (rank + 3) for rank in range(len(letters))]
    total = math.log(sum(weights) * (2 if others else 1)) - (_LATIN_SHARE if latin else 0)
    probabilities = {char: math.log(weight) - total for char, weight in zip(letters, weights, strict=True)}
    wide = _WIDE_PUNCTUATION if others else {}
    ranges = tuple((span[0], span[-1]) for span in others)
    return _Alphabet({**_PUNCTUATION, **wide, **probabilities}, ranges, encodings, latin)


def likeliest(raw: bytes) -> str | None:
    """The encoding (Python's name) that makes the likeliest text of bytes that are not UTF-8; None where none does."""
    best = max(_scores(raw), key=lambda found: found[0], default=None)
    return best[1] if best and best[0] >= _floor(raw) else None


def plausible(raw: bytes, encoding: str) -> bool:
    """Whether the bytes make likely text in this encoding, in any language known."""
    scores = [score for score, name in _scores(raw) if name == encoding]
    return bool(scores) and max(scores) >= _floor(raw)


def sample(raw: bytes) -> bytes:
    """The lines that hold something outside ASCII, up to `SAMPLE` bytes of them."""
    lines, size = [], 0
    for line in raw.splitlines(keepends=True) if len(raw) > SAMPLE else [raw]:
        if not line.isascii():
            lines.append(line[: SAMPLE - size])
            size += len(lines[-1])
        if size >= SAMPLE:
            break
    return b"".join(lines)


def _floor(raw: bytes) -> float:
    looked_at = sample(raw)
    outside = sum(byte > 127 for byte in looked_at)
    return FLOOR * outside + _ASCII * (len(looked_at) - outside)


def _scores(raw: bytes) -> Iterator[tuple[float, str]]:
    texts: dict[str, Counter[_Context] | None] = {}
    for alphabet in _alphabets():
        for preference, encoding in enumerate(alphabet.encodings):
            if encoding not in texts:
                texts[encoding] = _contexts(raw, encoding)
            contexts = texts[encoding]
            if contexts is not None:
                yield _score(contexts, alphabet) - preference * 0.5, encoding


def _contexts(raw: bytes, encoding: str) -> Counter[_Context] | None:
    try:
        raw.decode(encoding)
    except (UnicodeDecodeError, ValueError):
        return None
    text = sample(raw).decode(encoding, "ignore")
    return Counter(zip(" " + text, text, text[1:] + " ", strict=False))


def _score(contexts: Mapping[_Context, int], alphabet: _Alphabet) -> float:
    return sum(count * _log_probability(context, alphabet) for context, count in contexts.items())


def _log_probability(context: _Context, alphabet: _Alphabet) -> float:
    before, char, after = context
    if char.isascii():
        return _ASCII
    known = alphabet.of(char)
    if known is not None and char.isalpha():
        return known + _neighbours(context, alphabet)
    if char.isupper() and (small := alphabet.of(char.lower())) is not None:
        return small + _capital(before) + _neighbours(context, alphabet)
    inside_a_word = before.isalpha() and after.isalpha() and char != "’"
    return (known or _unknown(char)) - (5.0 if inside_a_word and not alphabet.others else 0.0)


def _capital(before: str) -> float:
    if before.isupper():
        return -1.5
    return -7.0 if before.isalpha() else -2.5


def _neighbours(context: _Context, alphabet: _Alphabet) -> float:
    """The price of a letter of another script beside this one."""
    if alphabet.latin:
        return 0.0
    return -3.0 * sum(near.isascii() and near.isalpha() for near in (context[0], context[2]))


def _unknown(char: str) -> float:
    return -10.0 if char.isprintable() else -14.0
