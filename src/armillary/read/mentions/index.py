"""All ways a language writes the actors of the lexicon, as sequences of words, the longest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from armillary.lexicon import load
from armillary.lexicon.actors import Form, forms, kind_of
from armillary.read.document import Token
from armillary.read.grammar.spans import spans
from armillary.read.mentions.keys import base_keys, keys, plain, undotted

_CAPITALS = 0.7


class Word(NamedTuple):
    """One word of a form."""

    keys: frozenset[str]
    capital: bool
    """The text must begin it with a capital too."""
    exact: str
    """Letters the text must have, in this case: of an abbreviation; else empty."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One way of writing, with all who may be meant."""

    words: tuple[Word, ...]
    forms: tuple[Form, ...]


class Hit(NamedTuple):
    """A form where it stands in a line: token numbers, and who may be meant."""

    first: int
    last: int
    forms: tuple[Form, ...]


@cache
def index(language: str) -> Mapping[str, tuple[Entry, ...]]:
    """Entries by each key of their first word, longest first."""
    by_text: dict[str, list[Form]] = {}
    for form in forms(language):
        by_text.setdefault(form.text, []).append(form)
    found: dict[str, list[Entry]] = {}
    for text, same in by_text.items():
        words = words_of(text, language)
        if all(kind_of(form.actor_id) == "event" for form in same):
            words = tuple(word._replace(capital=False) for word in words)
        entry = Entry(words, tuple(same))
        if entry.words:
            for key in entry.words[0].keys:
                found.setdefault(key, []).append(entry)
    return {key: tuple(sorted(entries, key=lambda one: -len(one.words))) for key, entries in found.items()}


def words_of(text: str, language: str) -> tuple[Word, ...]:
    """A form of the lexicon as the words it is looked for by."""
    cut = [text[a:b] for a, b in spans(text, language)]
    return tuple(_word(one, language, len(cut) == 1) for one in cut)


def _word(text: str, language: str, alone: bool) -> Word:
    letters = [c for c in text if c.isalpha()]
    abbreviation = len(letters) > 1 and sum(c.isupper() for c in letters) / len(letters) > _CAPITALS and len(text) < 7
    return Word(base_keys(text, language, alone), text[:1].isupper(), text if abbreviation else "")


def hits(tokens: Sequence[Token], language: str, shouted: bool) -> Iterator[Hit]:
    """All forms of the lexicon in a line, nested ones too; `shouted`: it is written in capitals."""
    table = index(language)
    token_keys = [keys(token.text, language, token.lemma) for token in tokens]
    for i, found in enumerate(token_keys):
        listed = [table[key] for key in sorted(found) if key in table]
        if not listed:
            continue
        seen: dict[int, list[tuple[int, Entry]]] = {}
        entries = {id(entry): entry for same in listed for entry in same}
        for entry in entries.values():
            if matches(entry.words, tokens, token_keys, i, language, shouted):
                near = min(_nearness(word, tokens[i + j]) for j, word in enumerate(entry.words))
                seen.setdefault(len(entry.words), []).append((near, entry))
        for length, same in seen.items():
            best = max(near for near, _ in same)
            forms_ = [form for near, entry in same if near == best for form in entry.forms]
            yield Hit(i, i + length - 1, tuple(dict.fromkeys(forms_)))


def _nearness(word: Word, token: Token) -> int:
    """How sure it is that a word of the text is one of the lexicon: the same, its dictionary form, a stem at least."""
    if word.exact or plain(token.text) in word.keys:
        return 3
    if plain(token.lemma) in word.keys:
        return 2
    return 1


def matches(
    words: Sequence[Word],
    tokens: Sequence[Token],
    token_keys: Sequence[frozenset[str]],
    at: int,
    language: str,
    shouted: bool,
) -> bool:
    """Whether the words of a form stand in a line from a token on."""
    if at + len(words) > len(tokens):
        return False
    for place, word in enumerate(words, at):
        if not _fits(word, tokens[place].text, token_keys[place], language, shouted):
            return False
    return True


def _fits(word: Word, text: str, found: frozenset[str], language: str, shouted: bool) -> bool:
    if word.exact:
        return _is_abbreviation(word.exact, text, language)
    if word.capital and not text[:1].isupper():
        return False
    return not word.keys.isdisjoint(found)


def _is_abbreviation(exact: str, text: str, language: str) -> bool:
    """The very letters, or with the ending of a case behind them (МИДа, ONZ-u)."""
    if (
        text == exact
        or (undotted(text) == exact and text.isupper())
        or (plain(text) == plain(exact) and text.isupper())
    ):
        return True
    if not text.startswith(exact):
        return False
    return text[len(exact) :].lstrip("-’'") in load(language, "naming").get("case", {}).get("abbreviation_endings", ())
