"""Words for offices, organs of states and groups, where they stand in a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from armillary.lexicon.offices import Word as Listed
from armillary.lexicon.offices import groups, markers, offices, organs
from armillary.read.document import Doc, Line, Token
from armillary.read.grammar.morphology import readings
from armillary.read.grammar.spans import spans
from armillary.read.mentions.index import Word, matches
from armillary.read.mentions.keys import base_keys, keys, plain
from armillary.read.mentions.listed import shouted, unspaced

Table = Literal["office", "organ", "group"]


class _Entry(NamedTuple):
    words: tuple[Word, ...]
    listed: Listed
    table: Table
    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word for an office, organ or group: tokens first to last, characters start to end."""

    line: Line
    start: int
    end: int
    first: int
    last: int
    slug: str
    table: Table
    context: bool
    gender: str | None
    text: str


_Table = tuple[Table, tuple[Listed, ...]]


@cache
def _all(language: str) -> tuple[_Table, ...]:
    return (("organ", organs(language)), ("group", groups(language)), ("office", offices(language)))


@cache
def _index(language: str) -> Mapping[str, tuple[_Entry, ...]]:
    found: dict[str, list[_Entry]] = {}
    for table, listed in _all(language):
        for one in listed:
            entry = _Entry(_words(one.text, language), one, table, one.text)
            for key in entry.words[0].keys if entry.words else ():
                found.setdefault(key, []).append(entry)
    return {key: tuple(sorted(same, key=lambda one: -len(one.words))) for key, same in found.items()}


def _words(text: str, language: str) -> tuple[Word, ...]:
    cut = [text[a:b] for a, b in spans(text, language)]
    return tuple(
        Word(base_keys(word, language), False, word if word.isupper() and len(word) > 1 else "") for word in cut
    )


@cache
def _characters(language: str) -> Mapping[str, tuple[_Entry, ...]]:
    found: dict[str, list[_Entry]] = {}
    for table, listed in _all(language):
        for one in listed:
            found.setdefault(one.text, []).append(_Entry((), one, table, one.text))
    return {text: tuple(same) for text, same in found.items()}


@cache
def _lengths(language: str) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for text in _characters(language):
        found.setdefault(text[0], set()).add(len(text))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def phrases(doc: Doc, line: Line) -> list[Phrase]:
    """The phrases of a line, the longest at each place, none across another."""
    return _in_characters(doc, line) if unspaced(line) else _in_words(line)


def _in_words(line: Line) -> list[Phrase]:
    table = _index(line.language)
    if not table:
        return []
    token_keys = [keys(token.text, line.language, token.lemma) for token in line.tokens]
    loud = shouted(line)
    found: list[Phrase] = []
    for i, own in enumerate(token_keys):
        entries = {id(entry): entry for key in own if key in table for entry in table[key]}
        if not entries:
            continue
        fits = [e for e in entries.values() if matches(e.words, line.tokens, token_keys, i, line.language, loud)]
        fits = [entry for entry in fits if _number_fits(line, i + len(entry.words) - 1, entry)]
        if fits:
            best = max(fits, key=lambda e: (len(e.words), _exact(line, i, e), -_RANK[e.table], e.text))
            found.append(_phrase(line, i, i + len(best.words) - 1, best))
    return _apart(found)


_RANK: Mapping[Table, int] = {"organ": 0, "group": 1, "office": 2}


def _exact(line: Line, i: int, entry: _Entry) -> bool:
    return plain(line.tokens[i].text) == plain(entry.text.split()[0])


def _number_fits(line: Line, last: int, entry: _Entry) -> bool:
    """Groups are named in the plural (or by a word for many), an office in the singular."""
    head = max(range(last - len(entry.words) + 1, last + 1), key=lambda i: line.tokens[i].pos in ("NOUN", "PROPN"))
    token = line.tokens[head]
    if token.pos in ("ADJ", "VERB", "ADV") and len(entry.words) == 1:
        return False
    if entry.table == "organ":
        return True
    plural = token.feats.get("Number") == "Plur" and not _maybe_single(line, head)
    if entry.table == "office":
        return not plural
    return plural or line.language == "tr" or _many(token, entry, line.language)


def _maybe_single(line: Line, i: int) -> bool:
    """Whether a form read as plural may as well be a genitive singular behind a noun: `слова министра`, `przywódcy`."""
    token = line.tokens[i]
    if line.language not in ("ru", "uk", "pl") or not i or line.tokens[i - 1].pos not in ("NOUN", "ADJ", "ADP"):
        return False
    if line.tokens[i - 1].feats.get("Number") == "Plur" and line.tokens[i - 1].pos == "ADJ":
        return False
    found = [one.feats for one in readings(token.text, line.language)]
    return any(one.get("Number") == "Sing" and one.get("Case") in ("Gen", "Dat", "Loc") for one in found)


def _many(token: Token, entry: _Entry, language: str) -> bool:
    """Whether a word in the singular names many: not a person (`чиновник`), and listed so (`elite`)."""
    if token.feats.get("Animacy") == "Anim" or plain(token.lemma) in _single(language):
        return False
    listed = {plain(word) for word in entry.text.split()}
    return plain(token.text) in listed or plain(token.lemma) in listed


@cache
def _single(language: str) -> frozenset[str]:
    return frozenset(plain(one.text) for one in offices(language))


def _phrase(line: Line, first: int, last: int, entry: _Entry) -> Phrase:
    start, end = line.tokens[first].start, line.tokens[last].end
    one = entry.listed
    return Phrase(line, start, end, first, last, one.slug, entry.table, one.context, one.gender, entry.text)


def _apart(found: Sequence[Phrase]) -> list[Phrase]:
    kept: list[Phrase] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _in_characters(doc: Doc, line: Line) -> list[Phrase]:
    return _apart([*_runs(doc, line)])


def _runs(doc: Doc, line: Line) -> Iterator[Phrase]:
    table, lengths = _characters(line.language), _lengths(line.language)
    begin, stop = line.sentence.start_char, line.sentence.end_char
    at = begin
    while at < stop:
        for n in lengths.get(doc.text[at], ()):
            entries = table.get(doc.text[at : at + n]) if at + n <= stop else None
            if entries:
                inside = line.within(at, at + n) or _touched(line, at, at + n)
                first, last = (inside[0], inside[-1]) if inside else (0, 0)
                one = entries[0].listed
                yield Phrase(
                    line, at, at + n, first, last, one.slug, entries[0].table, one.context, one.gender, entries[0].text
                )
                at += n - 1
                break
        at += 1


def _touched(line: Line, start: int, end: int) -> list[int]:
    return [i for i, token in enumerate(line.tokens) if token.start < end and start < token.end]


@cache
def marker_words(language: str) -> Mapping[str, str]:
    """Words before an office, in lower case → what they say of it (`former`, `acting`, `deputy`, …)."""
    return {plain(text.strip("-")): name for name, texts in markers(language).items() for text in texts}
