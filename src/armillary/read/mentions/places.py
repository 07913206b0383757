"""Whether the name of a capital means the city, or the government that sits there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from armillary.lexicon import load
from armillary.read.document import Doc, Line
from armillary.read.mentions.found import Found
from armillary.read.mentions.keys import plain

_BEFORE = 8


@cache
def _data(language: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = load(language, "naming").get("place", {})
    return found


@cache
def _words(language: str, key: str) -> frozenset[str]:
    return frozenset(str(_data(language).get(key, "")).split())


@cache
def _adpositions(language: str) -> Mapping[str, frozenset[str]]:
    """Adposition → the cases in which it makes a place; empty: any."""
    found: dict[str, set[str]] = {}
    for entry in _data(language).get("adpositions", "").split():
        word, _, case = entry.partition(":")
        found.setdefault(word, set()).update({case} if case else ())
    return {word: frozenset(cases) for word, cases in found.items()}


def is_place(doc: Doc, one: Found) -> bool:
    """Whether the words around say that it is a place: adposition, case, a noun that cities have."""
    line = one.line
    if line.language in ("zh", "ja"):
        return doc.text[one.start : one.end].lower().endswith(tuple(_words("en", "marks"))) or _among_characters(
            doc, one
        )
    if not one.tokens:
        return False
    first, last = one.tokens[0], one.tokens[-1]
    if last > first and plain(line.tokens[last].text) in _words("en", "marks"):
        return True
    return _dateline(line, first, last) or _behind(line, first, last) or _of_city(line, first, last)


def _dateline(line: Line, first: int, last: int) -> bool:
    """`Moscow, 3 May —`, `WASHINGTON (Reuters) -`: at the very beginning, before a dash or a bracket."""
    if first > 1 or last + 1 >= len(line.tokens):
        return False
    after = [token.text for token in line.tokens[last + 1 : last + 10]]
    dash = any(text in ("—", "–", "-") for text in after)
    return (after[0] in (",", "(", "/", ".") and dash) or (after[0] in ("—", "–") and first == 0 and line.n < 3)


def _behind(line: Line, first: int, last: int) -> bool:
    """Whether an adposition of place stands before it, maybe with words that belong to the name between."""
    places = _adpositions(line.language)
    for i in range(first - 1, max(-1, first - 4), -1):
        token = line.tokens[i]
        word = token.text.lower()
        if word in places:
            case = line.tokens[last].feats.get("Case", "")
            return not places[word] or not case or case in places[word]
        if token.lemma in _words(line.language, "acting") or word in _words(line.language, "acting"):
            return False
        if token.lemma not in _words(line.language, "titles") and token.pos not in ("ADJ", "DET"):
            return False
    cases = _words(line.language, "cases")
    return bool(cases) and line.tokens[last].feats.get("Case", "") in cases


def _of_city(line: Line, first: int, last: int) -> bool:
    """`mayor of Moscow`, `улицы Москвы`, `the city of Paris`, `Moscow airport`."""
    nouns = _words(line.language, "nouns") | _words(line.language, "titles")
    near = [*range(max(0, first - 2), first), *range(last + 1, min(len(line.tokens), last + 2))]
    return any(line.tokens[i].lemma in nouns or line.tokens[i].text.lower() in nouns for i in near)


def _among_characters(doc: Doc, one: Found) -> bool:
    before = doc.text[max(one.line.sentence.start_char, one.start - 3) : one.start]
    after = doc.text[one.end : one.end + 3]
    if after.startswith(tuple(_words(one.line.language, "acting"))):
        return False
    return any(before.endswith(word) for word in _words(one.line.language, "before")) or any(
        after.startswith(word) for word in _words(one.line.language, "after")
    )
