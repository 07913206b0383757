"""What two sentences share besides their meaning: figures, names and words, whatever their script.

Words are spelt in plain Latin letters and reduced to a skeleton (`Жапаров` and `Japarov` become nearly one), so that
names and loan words meet across languages. Rare keys weigh more (inverse document frequency within the pool).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray
from scipy import sparse

_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ][^\W\d_]+)*|\d{1,3}(?:[ .,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
_KATAKANA = re.compile("[ァ-ヺー]{2,}")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SPELLINGS = (
    ("shch", "s"), ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("dzh", "j"), ("kh", "h"), ("ph", "f"), ("th", "t"),
    ("sh", "s"), ("ch", "c"), ("zh", "z"), ("ck", "k"), ("x", "ks"), ("w", "v"), ("y", "i"), ("q", "k"), ("ts", "c"),
    ("cz", "c"), ("sz", "s"), ("rz", "z"),
)  # fmt: skip
_CONSONANTS = str.maketrans("zcgjbvd", "ssksfft", "aeiou")
_STEM, _NAME = 5, 6
DAMPING = 0.35
"""Added to a sentence's weight, so that two short ones do not match on one word."""


def keys(text: str) -> set[str]:
    """What a sentence can be recognised by: `#` figures, `~` consonants of names, stems of words."""
    found: set[str] = set()
    for match in _WORD.finditer(unicodedata.normalize("NFKC", text)):
        word = match.group()
        if word[0].isdigit():
            found.add("#" + re.sub(r"\D", "", word))
        elif _EAST_ASIAN.search(word):
            found.update(_name(name.replace("ー", "")) for name in _KATAKANA.findall(word))
        else:
            found.update((_stem(word), _name(word) if word[0].isupper() else ""))
    return found - {""}


@lru_cache(100_000)
def skeleton(word: str) -> str:
    """A word in Latin letters, spelt one way, without doubled letters."""
    plain = re.sub("[^a-z]", "", anyascii(word).lower())
    for spelling, letter in _SPELLINGS:
        plain = plain.replace(spelling, letter)
    return re.sub(r"(.)\1", r"\1", plain)


@lru_cache(100_000)
def _stem(word: str) -> str:
    spelt = skeleton(word)
    return spelt[:_STEM] if len(spelt) > 3 else ""


@lru_cache(100_000)
def _name(word: str) -> str:
    consonants = skeleton(word).translate(_CONSONANTS)[:_NAME]
    return "~" + consonants if len(consonants) > 1 else ""


def weights(texts: Sequence[str]) -> sparse.csr_array:
    """One row a sentence; the product of two rows says how much they share, 0-1."""
    numbers: dict[str, int] = {}
    found, ends = array("i"), array("i", [0])
    for text in texts:
        found.extend(numbers.setdefault(key, len(numbers)) for key in sorted(keys(text)))
        ends.append(len(found))
    columns, limits = np.frombuffer(found, np.intc), np.frombuffer(ends, np.intc)
    rows, size = np.repeat(np.arange(len(texts)), np.diff(limits)), len(texts)
    rarity = np.log((size + 50) / (np.bincount(columns, minlength=1) + 1)) / np.log(size + 50)
    values = rarity[columns]
    squares = np.bincount(rows, values**2, minlength=size)
    scaled = (values / (np.sqrt(squares)[rows] + DAMPING)).astype(np.float32)
    return sparse.csr_array((scaled, columns, limits), shape=(size, max(1, len(numbers))))


def shared(words: sparse.csr_array, here: slice, there: slice) -> NDArray[np.float32]:
    """How much each sentence of one run of rows shares with each of another, 0-1."""
    (known, left), (others, right) = _dense(words, here), _dense(words, there)
    _, a, b = np.intersect1d(known, others, assume_unique=True, return_indices=True)
    product: NDArray[np.float32] = left[:, a] @ right[:, b].T
    return product


def _dense(words: sparse.csr_array, rows: slice) -> tuple[NDArray[np.intc], NDArray[np.float32]]:
    """The keys of some rows, sorted, and their weights as a full matrix; far quicker than slicing sparse ones."""
    limits = words.indptr[rows.start : rows.stop + 1]
    columns, places = np.unique(words.indices[limits[0] : limits[-1]], return_inverse=True)
    table = np.zeros((rows.stop - rows.start, len(columns)), np.float32)
    table[np.repeat(np.arange(len(table)), np.diff(limits)), places] = words.data[limits[0] : limits[-1]]
    return columns, table


def lengths(texts: Sequence[str]) -> NDArray[np.float32]:
    """Logarithm of a sentence's length in letters; one East Asian character says as much as two of others."""
    counted = [len(text) + 1.2 * len(_EAST_ASIAN.findall(text)) + 10 for text in texts]
    return np.log(np.asarray(counted, np.float32))
