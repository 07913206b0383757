"""Function words of a language, as its data (`languages/<code>/grammar.toml`) give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from armillary import lexicon


@dataclass(frozen=True, slots=True)
class Form:
    """A pronoun form: its lemma and features."""

    lemma: str
    feats: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """What `grammar.toml` of one language says. Words are lower case."""

    known: bool
    split_hyphens: bool
    prefixes: frozenset[str]
    clitics_after: tuple[str, ...]
    clitics_before: tuple[str, ...]
    clitic_words: Mapping[str, tuple[str, str]]
    """Clitic → lemma and part of speech."""
    splits: Mapping[str, int]
    """Words written as one that are two, and where the second begins."""
    unsplit: frozenset[str]
    closed: Mapping[str, str]
    """Word form → part of speech."""
    adpositions: Mapping[str, tuple[str, ...]]
    """Adposition → cases it takes, the usual first."""
    compounds: Mapping[tuple[str, ...], str]
    """Adpositions of several words, as tuples of words → the adposition as one string."""
    pronouns: Mapping[str, Form]
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """All else that is a list of words, by `table.key` (`negators.words`)."""
    modals: Mapping[str, str] = field(default_factory=dict)
    """Auxiliaries and adverbs, and the modality they give."""
    matrix: Mapping[str, str] = field(default_factory=dict)
    """Words whose infinitive is in a modality (`likely to`)."""
    agent_case: str = ""
    like: Mapping[str, str] = field(default_factory=dict)
    """Word → the English word that the parser takes it for."""

    def listed(self, name: str) -> frozenset[str]:
        """The words of a list; empty where the language has none."""
        return self.lists.get(name, frozenset())


@cache
def function_words(language: str) -> FunctionWords:
    """The function words of a language (ISO 639-1, or with script or region)."""
    data = lexicon.load(language, "grammar")
    adpositions = {word: tuple(cases.split()) for word, cases in data.get("adpositions", {}).items()}
    return FunctionWords(
        known=bool(data),
        split_hyphens=data.get("split_hyphens", False),
        prefixes=frozenset(data.get("prefixes", "").split()),
        clitics_after=_longest_first(data.get("clitics_after", "")),
        clitics_before=_longest_first(data.get("clitics_before", "")),
        clitic_words={key: _pair(value) for key, value in data.get("clitic_words", {}).items()},
        splits=data.get("splits", {}),
        unsplit=frozenset(data.get("unsplit", "").split()),
        closed={word: pos for pos, words in data.get("closed", {}).items() for word in words.split()},
        adpositions=adpositions,
        compounds={tuple(word.split()): word for word in adpositions if " " in word},
        pronouns={word: _form(value) for word, value in data.get("pronouns", {}).items()},
        lists=_lists(data),
        modals=data.get("modals", {}),
        matrix=data.get("matrix", {}) | data.get("modals", {}),
        like={word: english for english, words in data.get("like", {}).items() for word in words.split()},
        agent_case=data.get("agents", {}).get("case", ""),
    )


def _longest_first(words: str) -> tuple[str, ...]:
    return tuple(sorted(words.split(), key=len, reverse=True))


def _pair(value: str) -> tuple[str, str]:
    lemma, pos = value.split()
    return lemma, pos


def _form(value: str) -> Form:
    lemma, *feats = value.split()
    return Form(lemma, dict(feat.split("=") for feat in feats))


def _lists(data: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    tables = ((name, table) for name, table in data.items() if isinstance(table, Mapping) and name != "closed")
    return {
        f"{name}.{key}": frozenset(value.split())
        for name, table in tables
        if name not in ("adpositions", "pronouns", "modals", "matrix", "like", "splits", "clitic_words")
        for key, value in table.items()
        if isinstance(value, str)
    }
