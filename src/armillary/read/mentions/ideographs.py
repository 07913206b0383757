"""Forms of the lexicon in text without blanks between words: by characters, the longest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from armillary.lexicon import load
from armillary.lexicon.actors import Form, forms, kind_of, shorts
from armillary.lexicon.folding import fold

_LONGEST = 24
_MOST = 4
"""States named by one character each, at most, in one compound."""
_HOLDS_OTHERS = frozenset({"org", "gov", "mil", "group", "role", "event", "initiative"})
"""Kinds of actors whose name may begin with that of another, who is named too: 中国人民银行."""


class Run(NamedTuple):
    """A form where it stands in a text."""

    start: int
    end: int
    forms: tuple[Form, ...]


@cache
def table(language: str) -> Mapping[str, tuple[Form, ...]]:
    """Forms by their characters, traditional ones by the simplified."""
    short = shorts(language)
    found: dict[str, list[Form]] = {}
    for form in forms(language):
        if len(form.text) > 1 or form.text not in short:
            found.setdefault(fold(form.text, language), []).append(form)
    return {text: tuple(same) for text, same in found.items()}


@cache
def _lengths(language: str) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for text in table(language):
        if len(text) <= _LONGEST:
            found.setdefault(text[0], set()).add(len(text))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def runs(text: str, language: str) -> Iterator[Run]:
    """Forms in a text, none begun inside another save at the head of the name of an organ."""
    known, lengths = table(language), _lengths(language)
    at = 0
    while at < len(text):
        found = [n for n in lengths.get(text[at], ()) if text[at : at + n] in known and _whole(text, at, at + n)]
        found = [n for n in found if not _goes_on(text, at + n, language)] or found[1:]
        if not found:
            at += 1
            continue
        outer = known[text[at : at + found[0]]]
        yield Run(at, at + found[0], outer)
        inner = known[text[at : at + found[1]]] if len(found) > 1 else ()
        if inner and kind_of(outer[0].actor_id) in _HOLDS_OTHERS and kind_of(inner[0].actor_id) == "state":
            yield Run(at, at + found[1], inner)
        at += found[0]


def _goes_on(text: str, end: int, language: str) -> bool:
    """Whether the last character begins a longer word: 阿富汗人民 is the people of 阿富汗."""
    after = str(load(language, "naming").get("common", {}).get("goes_on", {}).get(text[end - 1 : end], ""))
    return end < len(text) and text[end] in after


def _whole(text: str, start: int, end: int) -> bool:
    """Whether letters of an alphabet are not cut out of a longer word."""

    def joined(a: int, b: int) -> bool:
        return (
            a >= 0
            and b < len(text)
            and text[a].isascii()
            and text[a].isalnum()
            and text[b].isascii()
            and text[b].isalnum()
        )

    return not joined(start - 1, start) and not joined(end - 1, end)


def pairs(text: str, language: str, taken: list[tuple[int, int]]) -> Iterator[list[Run]]:
    """States by one character each, where two or more stand together or beside a word for sides: 中俄, 美日韩."""
    short = shorts(language)
    at = 0
    while short and at < len(text):
        end = at
        while end < len(text) and text[end] in short and not any(a <= end < b for a, b in taken):
            end += 1
        if 2 <= end - at <= _MOST:
            forms_ = [Form(text[i], short[text[i]][0], "abbreviation", language) for i in range(at, end)]
            yield [Run(at + i, at + i + 1, (form,)) for i, form in enumerate(forms_)]
        at = max(end, at + 1)
