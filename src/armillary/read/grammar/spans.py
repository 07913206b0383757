"""Words and marks of a sentence as spans, in any language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from armillary import lexicon
from armillary.read.grammar.chinese import segment
from armillary.read.grammar.words import FunctionWords, function_words

Span = tuple[int, int]

_IDEOGRAPHS = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_KANA = "\u3040-\u30ff\uff66-\uff9f"
_LETTER = rf"(?:(?![{_IDEOGRAPHS}{_KANA}])[^\W\d_][\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093a-\u094f]*)"
_NUMBER = "\\d{1,3}(?:[ \u00a0\u202f]\\d{3})+(?:[.,]\\d+)?(?!\\d)|\\d+(?:[.,:'’]\\d+)*"
_ADDRESS = rf"(?P<address>https?://[^\s{_IDEOGRAPHS}]+|www\.[^\s{_IDEOGRAPHS}]+|[\w.+-]+@[\w-]+\.[\w.-]*\w)"
_FIGURES = (
    rf"(?P<code>{_LETTER}{{1,6}}-?\d+(?:[\w-]*\w)?)",
    rf"(?P<number>{_NUMBER})(?P<ending>(?:-?{_LETTER}{{1,4}}(?![\w-]))?)",
)
_WORDS = (
    rf"(?P<word>{_LETTER}+(?:['’ʼ]{_LETTER}+)*(?:[-‐‑]{_LETTER}+(?:['’ʼ]{_LETTER}+)*)*)",
    r"(?P<other>\.{2,}|[-–—]{2,}|[^\s\w]|_+|\w)",
)


@cache
def _pattern(addresses: bool, figures: bool) -> re.Pattern[str]:
    """What is a word, in texts with or without anything like an address, and with or without digits."""
    before = (rf"(?P<cjk>[{_IDEOGRAPHS}{_KANA}]+)", rf"(?P<initials>(?:{_LETTER}\.){{2,}})")
    return re.compile("|".join((*[_ADDRESS] * addresses, *before, *_FIGURES * figures, *_WORDS)))


def _tokens(text: str) -> Iterator[re.Match[str]]:
    addresses = "@" in text or "://" in text or "www." in text
    return _pattern(addresses, any(map(str.isdigit, text))).finditer(text)


_HYPHEN = re.compile("[-‐‑]")


def spans(text: str, language: str) -> list[Span]:
    """The words and marks of a text in order, as (start, end); all but white space is in one."""
    words = function_words(language)
    found: list[Span] = []
    for match in _tokens(text):
        kind, (start, end) = match.lastgroup, match.span()
        if found and start < found[-1][1]:  # the full stop of an abbreviation
            continue
        if kind == "word":
            found += _joined(text, start, end, language)
        elif kind == "cjk":
            found += [(start + a, start + b) for a, b in segment(match["cjk"], language)]
        elif kind == "ending":
            found += _number(text, match, words)
        else:
            found.append((start, end))
    return found


def _number(text: str, match: re.Match[str], words: FunctionWords) -> Iterator[Span]:
    """A number with an ending of its own (`5th`, `20-й`) is one word; a unit behind it (`5km`) is another."""
    yield match.span("number") if not _keeps_ending(match["ending"], words) else (match.start("number"), match.end())
    if match["ending"] and not _keeps_ending(match["ending"], words):
        start, end = match.span("ending")
        if text[start] == "-":
            yield start, start + 1
            start += 1
        yield start, end


def _keeps_ending(ending: str, words: FunctionWords) -> bool:
    return bool(ending) and ending.strip("-").lower() in words.listed("numbers.endings")


def _joined(text: str, start: int, end: int, language: str) -> list[Span]:
    """The parts of a run of letters, apostrophes and hyphens."""
    if text[end : end + 1] == "." and _is_abbreviation(text[start:end].lower(), text[end + 1 : end + 3], language):
        return [(start, end + 1)]
    return [(start + a, start + b) for a, b in _parts(text[start:end], language)]


@lru_cache(maxsize=100_000)
def _parts(word: str, language: str) -> tuple[Span, ...]:
    words = function_words(language)
    hyphened = _hyphen_parts(word, 0, len(word), words)
    return tuple(span for first, last in hyphened for span in _clitic_parts(word, first, last, words))


def _hyphen_parts(text: str, start: int, end: int, words: FunctionWords) -> Iterator[Span]:
    hyphens = [match.start() for match in _HYPHEN.finditer(text, start, end)]
    if not hyphens or text[start:end].lower() in words.unsplit:
        yield start, end
        return
    if not words.split_hyphens:
        yield from _enclitics(text, start, end, words)
        return
    begin = start
    for hyphen in hyphens:
        if text[begin:hyphen].lower() in words.prefixes:
            continue
        yield begin, hyphen
        yield hyphen, hyphen + 1
        begin = hyphen + 1
    yield begin, end


def _enclitics(text: str, start: int, end: int, words: FunctionWords) -> Iterator[Span]:
    """`a-t-il` is `a` and `-t-il`, where the language has such clitics."""
    low = text[start:end].lower()
    for clitic in words.clitics_after:
        if clitic.startswith("-") and low.endswith(clitic) and len(low) > len(clitic):
            yield start, end - len(clitic)
            yield end - len(clitic), end
            return
    yield start, end


def _clitic_parts(text: str, start: int, end: int, words: FunctionWords) -> Iterator[Span]:
    low = text[start:end].lower().replace("’", "'").replace("ʼ", "'")
    if low in words.unsplit:
        yield start, end
        return
    if low in words.splits:
        yield start, start + words.splits[low]
        yield start + words.splits[low], end
        return
    for clitic in words.clitics_before:
        if low.startswith(clitic) and len(low) > len(clitic):
            yield start, start + len(clitic)
            yield from _clitic_parts(text, start + len(clitic), end, words)
            return
    for clitic in words.clitics_after:
        if low.endswith(clitic) and len(low) > len(clitic):
            yield from _clitic_parts(text, start, end - len(clitic), words)
            yield end - len(clitic), end
            return
    cut = next((i for i, letter in enumerate(text[start:end]) if letter in "'’ʼ"), -1)
    if words.listed("names.apostrophe") and cut > 0 and text[start].isupper():
        yield start, start + cut
        yield start + cut, end
        return
    yield start, end


def _is_abbreviation(word: str, after: str, language: str) -> bool:
    """Whether the full stop behind a word belongs to it, by what follows the stop."""
    if word in listed(language, "titles"):
        return True
    if word in listed(language, "before_number") and after.strip()[:1].isdigit():
        return True
    goes_on = after.strip()[:1].islower() or after[:1] in (",", ";", ":", ")")
    return goes_on and (word in listed(language, "abbreviations") or word in listed(language, "after_number"))


@cache
def listed(language: str, name: str) -> frozenset[str]:
    """Abbreviations of one kind that the language's `sentences.toml` lists."""
    return frozenset(word.lower() for word in lexicon.load(language, "sentences").get(name, ()))
