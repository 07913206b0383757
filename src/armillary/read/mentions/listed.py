"""Mentions of actors that the lexicon knows: where their forms stand in a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from armillary.lexicon import load
from armillary.lexicon.actors import Form, forms, kind_of
from armillary.read.document import Doc, Line, Token
from armillary.read.mentions import ideographs
from armillary.read.mentions.found import Found
from armillary.read.mentions.index import hits
from armillary.read.mentions.keys import keys, plain
from armillary.read.mentions.naming import words

UNSPACED = frozenset({"zh", "ja"})
OTHER_LETTERS = frozenset({"ru", "uk", "zh", "ja"})
"""Languages whose texts have foreign names in Latin letters, as English writes them."""
_NESTS = frozenset({"org", "gov", "mil", "group", "role"})
"""Kinds of actors in whose name another's stands for that other."""
_SHOUTED = 0.8


def listed(doc: Doc) -> list[Found]:
    """All mentions of listed actors, who is meant still open, in the order of the text; nested ones are kept."""
    return [one for line in doc.lines for one in (_characters(doc, line) if unspaced(line) else _words(doc, line))]


def unspaced(line: Line) -> bool:
    """Whether the language of a line is written without blanks."""
    return line.language in UNSPACED


def shouted(line: Line) -> bool:
    """Whether a line is written in capitals, which then tell nothing."""
    words = [token.text for token in line.tokens if len(token.text) > 1 and token.text[0].isalpha()]
    return len(words) > 2 and sum(word.isupper() for word in words) / len(words) > _SHOUTED


def _words(doc: Doc, line: Line) -> list[Found]:
    found = _hits(line, line.language)
    if line.language in OTHER_LETTERS and any(_is_latin(token) for token in line.tokens):
        found += [one for one in _hits(line, "en") if all(_is_latin(line.tokens[i]) for i in one.tokens)]
    found = _longest(found)
    found += _compounds(line, found)
    return sorted(found, key=lambda one: (one.start, -one.end))


def _hits(line: Line, language: str) -> list[Found]:
    found = []
    for hit in hits(line.tokens, language, shouted(line)):
        start, end = line.tokens[hit.first].start, line.tokens[hit.last].end
        numbers = tuple(range(hit.first, hit.last + 1))
        found.append(Found(line, start, end, hit.forms[0].how, forms=hit.forms, tokens=numbers))
    return found


def _is_latin(token: Token) -> bool:
    return token.text.isascii() and token.text[:1].isalpha()


def _longest(found: Iterable[Found]) -> list[Found]:
    """Those not inside or across a longer one, save whom the name of an organ names beside."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        over = [other for other in kept if other.overlaps(one)]
        if all(other.holds(one) and _may_nest(other, one) for other in over):
            kept.append(one)
    return kept


def _may_nest(outer: Found, inner: Found) -> bool:
    same = {form.actor_id for form in outer.forms} & {form.actor_id for form in inner.forms}
    whose = kind_of(inner.forms[0].actor_id) in ("state", "sep", "hist", "igo")
    return not same and whose and kind_of(outer.forms[0].actor_id) in _NESTS


def _characters(doc: Doc, line: Line) -> list[Found]:
    start, end = line.sentence.start_char, line.sentence.end_char
    text = doc.text[start:end]
    found = [(run.start, run.end, run.forms) for run in ideographs.runs(text, line.language)]
    taken = [(a, b) for a, b, _ in found]
    edges = {token.start for token in line.tokens} | {token.end for token in line.tokens}
    found += [
        (run.start, run.end, run.forms)
        for pair in ideographs.pairs(text, line.language, taken)
        if {start + pair[0].start, start + pair[-1].end} <= edges
        for run in pair
    ]
    banned = tuple(words(line.language, "common", "suffixes"))
    found = [one for one in found if not text.startswith(banned, one[1])] if banned else found
    latin = [one for one in _hits(line, "en") if all(_is_latin(line.tokens[i]) for i in one.tokens)]
    found += [(one.start - start, one.end - start, one.forms) for one in _longest(latin)]
    found = [
        one
        for one in found
        if not any(o is not one and o[0] <= one[0] and one[1] <= o[1] and o[2] == one[2] for o in found)
    ]
    return [
        Found(line, start + a, start + b, same[0].how, forms=same, tokens=tuple(line.within(start + a, start + b)))
        for a, b, same in sorted(found, key=lambda one: (one[0], -one[1]))
    ]


def _compounds(line: Line, found: Sequence[Found]) -> list[Found]:
    """The parts of `российско-казахстанский`, each an adjective of its own."""
    taken = {i for one in found for i in one.tokens}
    made: list[Found] = []
    for i, token in enumerate(line.tokens):
        if i in taken:
            continue
        if "-" in token.text.replace("‑", "-").strip("-"):
            made += _parts(line, i, token)
        elif i + 1 < len(line.tokens) and line.tokens[i + 1].text in "-–‑":
            made += _part(line, i, token.start, token.text, False)
    return made


def _parts(line: Line, i: int, token: Token) -> list[Found]:
    pieces = [(match.start(), match.group()) for match in re.finditer(r"[^-‑]+", token.text)]
    made: list[Found] = []
    for at, piece in pieces:
        made += _part(line, i, token.start + at, piece, at == pieces[-1][0])
    return made if len(pieces) > 1 else []


def _part(line: Line, i: int, start: int, piece: str, last: bool) -> list[Found]:
    """One part of a compound: the last is inflected, the others have a linking form."""
    same: tuple[Form, ...] = ()
    if last:
        table = _adjectives(line.language)
        same = tuple(form for key in sorted(keys(piece, line.language)) for form in table.get(key, ()))
    same = same or _linking(line.language).get(plain(piece), ())
    if not same:
        return []
    return [Found(line, start, start + len(piece), "adjective", forms=same[:1], tokens=(i,))]


@cache
def _adjectives(language: str) -> dict[str, tuple[Form, ...]]:
    found: dict[str, list[Form]] = {}
    for form in forms(language):
        if form.how == "adjective" and " " not in form.text:
            found.setdefault(plain(form.text), []).append(form)
    return {text: tuple(same) for text, same in found.items()}


@cache
def _linking(language: str) -> dict[str, tuple[Form, ...]]:
    """First parts of compounds: made of adjectives by the language's endings, and those it lists."""
    data = load(language, "naming").get("compound", {})
    found: dict[str, tuple[Form, ...]] = {}
    for text, same in _adjectives(language).items():
        for old, new in data.get("endings", ()):
            if text.endswith(old):
                found.setdefault(text[: len(text) - len(old)] + new, same)
    for actor_id, firsts in data.get("firsts", {}).items():
        for word in firsts.split():
            found[word] = (Form(word, actor_id, "adjective", language),)
    return found
