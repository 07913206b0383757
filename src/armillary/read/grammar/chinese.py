"""Words of Chinese text: whether one ends behind each character, by the characters around it and a list of words.

A logistic model over hashed character n-grams and dictionary matches, trained by `scripts/train_segmenter.py`; names of
the lexicon that are three characters or longer are words in any case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from babel import Locale
from numpy.typing import NDArray

from armillary.lexicon import actors, load
from armillary.lexicon.folding import fold

LONGEST = 8
SLOTS = 1 << 18
_NAME = 3
_LEAST = 3
_PAIRS = ((-2, -1), (-1, 0), (0, 1), (1, 2), (-1, 1), (0, 2))
_PRIMES = np.array([2654435761, 2246822519, 3266489917], np.uint64)
Slots = NDArray[np.int64]


def segment(text: str, language: str) -> list[tuple[int, int]]:
    """The words of a run of ideographs or kana, as (start, end); of Japanese, characters."""
    if language.split("-")[0] != "zh":
        return [(i, i + 1) for i in range(len(text))]
    weights, scale = _weights()
    ends = (weights[slots(text, dictionary(_LEAST))].sum(axis=1) * scale > 0).tolist()
    ends[-1] = True
    for start, end in _names_in(text):
        ends[start : end - 1] = [False] * (end - start - 1)
        ends[end - 1] = True
        if start:
            ends[start - 1] = True
    return _spans(ends)


def _spans(ends: list[bool]) -> list[tuple[int, int]]:
    found, start = [], 0
    for i, end in enumerate(ends):
        if end:
            found.append((start, i + 1))
            start = i + 1
    return found


def slots(text: str, words: frozenset[str]) -> Slots:
    """For each character, the numbers of what is seen around it: 5 characters, 6 pairs, 1 triple, 4 matches."""
    codes = np.zeros(len(text) + 6, np.uint64)
    codes[3:-3] = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    n = len(text)

    def at(k: int) -> NDArray[np.uint64]:
        return codes[3 + k : 3 + k + n]

    columns = [_hashed(kind, at(k)) for kind, k in enumerate(range(-2, 3))]
    columns += [_hashed(5 + kind, at(a), at(b)) for kind, (a, b) in enumerate(_PAIRS)]
    columns.append(_hashed(11, at(-1), at(0), at(1)))
    columns += [_hashed(12 + kind, column) for kind, column in enumerate(_matches(text, words))]
    return np.stack(columns, axis=1)


def _hashed(kind: int, *parts: NDArray[np.uint64]) -> Slots:
    value = np.full(parts[0].shape, kind + 1, np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for part, prime in zip(parts, _PRIMES, strict=False):
        value = (value ^ (part + np.uint64(1))) * prime
        value ^= value >> np.uint64(29)
    return (value % np.uint64(SLOTS)).astype(np.int64)


def _matches(text: str, words: frozenset[str]) -> list[NDArray[np.uint64]]:
    """Longest word that ends here, begins behind here, and spans the place behind here; and the first two together."""
    n = len(text)
    ends, begins, spans = (np.zeros(n + 1, np.uint64) for _ in range(3))
    for start in range(n):
        for end in range(start + 2, min(n, start + LONGEST) + 1):
            if text[start:end] in words:
                size = np.uint64(end - start)
                ends[end - 1] = max(ends[end - 1], size)
                if start:
                    begins[start - 1] = max(begins[start - 1], size)
                spans[start : end - 1] = np.maximum(spans[start : end - 1], size)
    both = ends * np.uint64(100) + begins * np.uint64(10) + np.minimum(spans, 9)
    return [ends[:n], begins[:n], spans[:n], both[:n]]


def _names_in(text: str) -> Iterator[tuple[int, int]]:
    """Names of the lexicon in a text, the longest first from the left."""
    names, start = _names(), 0
    while start < len(text):
        end = next((e for e in range(min(len(text), start + LONGEST), start + 1, -1) if text[start:e] in names), 0)
        if end:
            yield start, end
        start = end or start + 1


@cache
def word_classes() -> Mapping[str, Mapping[str, float]]:
    """Word → how often it was met as which part of speech (UPOS)."""
    names: dict[str, Mapping[str, float]] = {word: {"PROPN": 1.0} for word in _names()}
    listed = {word: {pos: 1.0} for word, pos in _listed_words().items()}
    return {**names, **listed, **{word: classes for word, _, classes in _entries()}}


@cache
def dictionary(least: int) -> frozenset[str]:
    """Words met at least so often, and those of the lexicon."""
    return frozenset({word for word, count, _ in _entries() if count >= least and len(word) > 1} | _lexicon_words())


@cache
def _entries() -> list[tuple[str, int, Mapping[str, float]]]:
    text = (files("armillary.read.grammar") / "data" / "zh_words.tsv").read_text("utf-8")
    return [_entry(*line.split("\t")) for line in text.splitlines()]


def _entry(word: str, count: str, classes: str) -> tuple[str, int, Mapping[str, float]]:
    return word, int(count), {pos: float(n) for pos, n in (one.split(":") for one in classes.split())}


@cache
def _weights() -> tuple[NDArray[np.int32], float]:
    with as_file(files("armillary.read.grammar") / "data" / "zh_cuts.npz") as path, np.load(path) as stored:
        return stored["weights"].astype(np.int32), float(stored["scale"])


def _shown() -> set[str]:
    """Names of the lexicon and of territories, in simplified letters."""
    return {fold(form.text, "zh") for form in actors.forms("zh")} | set(Locale("zh").territories.values())


@cache
def _names() -> frozenset[str]:
    shown = _shown()
    shown.update(load("zh", "grammar")["future"]["actors"].split())
    long = {word for word in shown if _NAME <= len(word) <= LONGEST}
    return frozenset(long | _states() | set(_listed_words()))


def _states() -> set[str]:
    """Names of states of two characters: 美国."""
    territories = set(Locale("zh").territories.values())
    short = {
        form.text for form in actors.forms("zh") if form.how == "name" and actors.kind_of(form.actor_id) == "state"
    }
    return {word for word in territories | short if len(word) == 2 and (word.endswith("国") or word in territories)}


def _listed_words() -> dict[str, str]:
    """Words of politics that are cut as one in any case, and their part of speech."""
    table = load("zh", "grammar").get("words", {})
    acts = dict.fromkeys(_acts(), "VERB")
    return acts | {word: pos for pos, words in table.items() for word in words.split() if len(word) > 1}


def _acts() -> Iterator[str]:
    """Words that carry the acts of the frames."""
    for wordings in load("zh", "frames").get("verbs", {}).values():
        for wording in wordings:
            yield from (word for word in wording.split()[0].split("|") if 1 < len(word) <= LONGEST)


def _lexicon_words() -> set[str]:
    grammar = load("zh", "grammar")
    words = _shown()
    for name in ("closed", "adpositions", "pronouns", "modals"):
        table = grammar.get(name, {})
        words.update(" ".join(table.values()).split() if name == "closed" else table)
    for name in ("action_nouns", "light_verbs", "complement_verbs"):
        words.update(" ".join(grammar.get(name, {}).values()).split())
    return {word for word in words if 1 < len(word) <= LONGEST}


def forget() -> None:
    """Reads the data anew, after they were written."""
    for cached in (word_classes, dictionary, _entries, _weights, _names):
        cached.cache_clear()
