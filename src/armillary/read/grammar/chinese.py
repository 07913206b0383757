"""Words of Chinese text: the likeliest way to cut it, by how often each word occurs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from babel import Locale

from armillary.lexicon import actors, load

_LONGEST = 8
_FLOOR = 0.2
"""Count that a single character without an entry is given."""
_KNOWN = 30.0
"""Count that a word of the lexicon is given, at least."""


def segment(text: str, language: str) -> list[tuple[int, int]]:
    """The words of a run of ideographs or kana, as (start, end)."""
    costs, best = _costs(language), [0.0]
    came_from = [0]
    unknown = -math.log(_FLOOR / _total(language))
    for end in range(1, len(text) + 1):
        choices = [(best[end - 1] + costs.get(text[end - 1], unknown), end - 1)]
        for start in range(max(0, end - _LONGEST), end - 1):
            cost = costs.get(text[start:end])
            if cost is not None:
                choices.append((best[start] + cost, start))
        cost, start = min(choices)
        best.append(cost)
        came_from.append(start)
    return _walk_back(came_from)


def _walk_back(came_from: list[int]) -> list[tuple[int, int]]:
    found, end = [], len(came_from) - 1
    while end > 0:
        found.append((came_from[end], end))
        end = came_from[end]
    return found[::-1]


@cache
def word_classes() -> Mapping[str, str]:
    """Word → its most frequent part of speech (UPOS)."""
    names = dict.fromkeys(Locale("zh").territories.values(), "PROPN")
    return names | {word: pos for word, _, pos in _entries()}


@cache
def _entries() -> list[tuple[str, float, str]]:
    text = (files("armillary.read.grammar") / "data" / "zh_words.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return [(word, float(count), pos) for word, count, pos in rows]


@cache
def _counts(language: str) -> Mapping[str, float]:
    if language.split("-")[0] != "zh":
        return {}
    counts = {word: count for word, count, _ in _entries()}
    for word in _lexicon_words():
        counts[word] = max(counts.get(word, 0.0), _KNOWN)
    return counts


def _lexicon_words() -> set[str]:
    grammar = load("zh", "grammar")
    words = {form.text for form in actors.forms("zh")} | set(Locale("zh").territories.values())
    for name in ("closed", "adpositions", "pronouns", "modals"):
        table = grammar.get(name, {})
        words.update(" ".join(table.values()).split() if name == "closed" else table)
    for name in ("action_nouns", "light_verbs", "complement_verbs", "negators"):
        words.update(" ".join(grammar.get(name, {}).values()).split())
    return {word for word in words if 1 < len(word) <= _LONGEST}


@cache
def _total(language: str) -> float:
    return sum(_counts(language).values()) or 1.0


@cache
def _costs(language: str) -> Mapping[str, float]:
    total = _total(language)
    return {word: -math.log(count / total) for word, count in _counts(language).items()}
