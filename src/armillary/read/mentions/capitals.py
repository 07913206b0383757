"""Words written like names: runs of capitalised words in a line that no grammar asks the capital of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from armillary.read.document import Doc, Line, Token
from armillary.read.grammar.morphology import readings
from armillary.read.mentions.keys import plain
from armillary.read.mentions.listed import shouted, unspaced
from armillary.read.mentions.naming import among, given_names, titles, words

_FUNCTION = frozenset({"DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "PART", "INTJ", "ADV"})
_OPENS = ".!?:\"“”«»„‘'(—–-…•*"
_TITLED = 0.75
_WITHOUT_FORMS = frozenset({"fr", "es", "tr"})
"""Languages whose words no list of forms tells from names."""
ALL_NOUNS = frozenset({"de"})
"""Languages that begin every noun with a capital."""


@dataclass(slots=True)
class Page:
    """What the whole article shows of its words."""

    lower: Counter[str] = field(default_factory=Counter)
    """Words written small, how often."""
    inside: Counter[str] = field(default_factory=Counter)
    """Words written with a capital where no sentence begins."""
    titled: set[int] = field(default_factory=set)
    """Lines whose words all begin with a capital, as headlines of some languages do."""


def page(doc: Doc) -> Page:
    """Count the words of an article."""
    found = Page()
    for line in doc.lines:
        if unspaced(line):
            continue
        if shouted(line) or _is_titled(line):
            found.titled.add(line.n)
            continue
        for i, token in enumerate(line.tokens):
            if token.text[:1].islower():
                found.lower[plain(token.text)] += 1
            elif not opens(line, i):
                found.inside[plain(token.text)] += 1
                found.inside[plain(token.lemma)] += 1
    return found


def _is_titled(line: Line) -> bool:
    long = [token for token in line.tokens[1:] if len(token.text) > 3 and token.text[0].isalpha()]
    if line.tokens and line.tokens[-1].text in (".", "!", "”", '."'):
        return False
    return len(long) > 3 and sum(token.text[0].isupper() for token in long) / len(long) > _TITLED


def opens(line: Line, i: int) -> bool:
    """Whether a sentence or a quotation begins with this word, so that any word has a capital there."""
    if i == 0:
        return True
    mark = line.tokens[i - 1]
    if mark.text in ("-", "’", "'"):
        return mark.text == "-" and mark.end < line.tokens[i].start and i > 1 and line.tokens[i - 2].end < mark.start
    return mark.text[-1:] in _OPENS


def capital(line: Line, i: int, seen: Page) -> bool:
    """Whether a word is written like a name, for no other reason than being one."""
    token = line.tokens[i]
    text = token.text
    if not text[:1].isupper() or not any(c.isalpha() for c in text):
        return False
    if _never(token, line.language):
        return False
    if line.language in ALL_NOUNS:
        return _german(line, i, seen)
    if line.n in seen.titled:
        return _known_name(token, seen, line.language)
    if opens(line, i):
        return _at_opening(line, i, seen)
    return True


def _never(token: Token, language: str) -> bool:
    if len(token.text) == 1:
        return True
    common = among(token, words(language, "common", "words"))
    return common or (token.pos in _FUNCTION and not token.text.isupper())


def _known_name(token: Token, seen: Page, language: str) -> bool:
    return bool(seen.inside[plain(token.text)]) and not seen.lower[plain(token.text)]


def _at_opening(line: Line, i: int, seen: Page) -> bool:
    token, language = line.tokens[i], line.language
    low = plain(token.text)
    if low in words(language, "org", "heads") | words(language, "event", "heads"):
        return i + 1 < len(line.tokens) and line.tokens[i + 1].text[:1].isupper()
    if seen.lower[low]:
        return False
    if seen.inside[low] or seen.inside[plain(token.lemma)] or token.text[1:].isupper() or foreign(token, language):
        return True
    found = readings(token.text, language)
    if any("NameType" in one.feats for one in found):
        return not any("NameType" not in one.feats and one.weight > 0.3 for one in found) or named(found)
    if low in given_names() and token.text.isascii():
        return True
    follows = i + 1 < len(line.tokens) and line.tokens[i + 1].text[:1].isupper() and line.tokens[i + 1].text.isalpha()
    bare = language in _WITHOUT_FORMS and not follows and not _apostrophe(line, i)
    if bare and (language == "tr" or is_word(low, language)):
        return False
    common = any(one.pos in ("NOUN", "VERB", "ADJ", "ADV", "NUM", "AUX") and one.weight >= 0.2 for one in found)
    return not common and (follows or token.pos == "PROPN")


def _apostrophe(line: Line, i: int) -> bool:
    """Whether an ending is set off with an apostrophe, as behind names alone: `Batırhanov'a`."""
    after = line.tokens[i + 1] if i + 1 < len(line.tokens) else None
    return after is not None and after.text[0] in "'’" and after.start == line.tokens[i].end and line.language == "tr"


@lru_cache(maxsize=100_000)
def is_word(low: str, language: str) -> bool:
    """Whether a dictionary of the language has a word; no word is known of a language without one."""
    from simplemma import is_known

    try:
        return is_known(low, lang=language)
    except ValueError:
        return False


def named(found: Iterable[object]) -> bool:
    """Whether the likeliest reading of a word is that of a name."""
    first = next(iter(found), None)
    return first is not None and "NameType" in getattr(first, "feats", {})


def _german(line: Line, i: int, seen: Page) -> bool:
    """Where all nouns have capitals: abbreviations, given names and what stands beside them, words behind titles."""
    token, language = line.tokens[i], line.language
    text = token.text
    if text[1:2].isupper() and text.isupper() and len(text) < 7:
        return True
    if plain(text) in given_names():
        return True
    before = line.tokens[i - 1] if i else None
    if before is None:
        return False
    if _is_said(line, i) or (_unknown(token, language) and place_compound(before, language)):
        return True
    if not before.text[:1].isupper():
        return False
    if i > 1 and _is_said(line, i - 1):
        return True
    return plain(before.text) in given_names() or (among(before, titles(language)) and token.pos == "PROPN")


def _unknown(token: Token, language: str) -> bool:
    return token.text[1:].islower() and not is_word(token.text, language) and not is_word(plain(token.text), language)


def _is_said(line: Line, i: int) -> bool:
    """Whether two capitalised words, and no more, stand behind a verb of speech: `sagte Desmond Vale,`."""
    tokens = line.tokens
    if not 0 < i < len(tokens) - 2 or not tokens[i + 1].text[:1].isupper():
        return False
    ends = tokens[i + 2].text in (",", ".") or tokens[i + 2].text.lower() in ("von", "vom", "aus")
    return ends and among(tokens[i - 1], words(line.language, "person", "behind"))


def place_compound(token: Token, language: str) -> bool:
    """Whether a noun is a word for a place, or a compound with one: Stadt, Grenzstadt."""
    if language not in ALL_NOUNS or not token.text[:1].isupper():
        return False
    heads = tuple(word for word in words(language, "place", "heads") if len(word) > 3)
    return token.text.lower().endswith(heads)


def foreign(token: Token, language: str) -> bool:
    """Whether a word is in Latin letters in a text of another script."""
    return language in ("ru", "uk", "zh") and token.text[:1].isascii() and token.text[:1].isalpha()


def runs(line: Line, seen: Page, taken: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last token of each run of words written like names, those that are taken left out."""
    found: list[tuple[int, int]] = []
    particles = words(line.language, "person", "particles")
    i = 0
    while i < len(line.tokens):
        if taken[i] or not capital(line, i, seen):
            i += 1
            continue
        last = _run_end(line, i, seen, taken, particles)
        found.append((i, last))
        i = last + 1
    return found


def _run_end(line: Line, first: int, seen: Page, taken: Sequence[bool], particles: frozenset[str]) -> int:
    tokens, last = line.tokens, first
    while True:
        after = last + 1
        if after < len(tokens) and not taken[after] and _continues(line, after, seen):
            last = after
            continue
        hop = _hop(tokens, last, particles)
        if hop and hop < len(tokens) and not any(taken[after : hop + 1]) and _continues(line, hop, seen):
            last = hop
            continue
        return last


def _continues(line: Line, i: int, seen: Page) -> bool:
    text = line.tokens[i].text
    if not opens(line, i) and (capital(line, i, seen) or initial(text)):
        return True
    return text.isupper() and all(c in "IVX" for c in text)


def initial(text: str) -> bool:
    """Whether a word is the first letter of a name: `J.`, `А.`, `J.D.`."""
    return len(text) <= 4 and text[:1].isupper() and (text.endswith(".") or len(text) == 1)


def _hop(tokens: Sequence[Token], last: int, particles: frozenset[str]) -> int:
    """The token behind a hyphen, a full stop of an initial, or particles of names; 0 where there is none."""
    i = last + 1
    if i + 1 < len(tokens) and tokens[i].text in "-‑–&/’'" and tokens[i].start == tokens[last].end:
        return i + 1 if tokens[i + 1].start == tokens[i].end or tokens[i].text == "&" else 0
    if i + 1 < len(tokens) and tokens[i].text == "&":
        return i + 1
    if i + 1 < len(tokens) and tokens[i].text == "." and len(tokens[last].text) == 1:
        return i + 1
    while i < len(tokens) and i < last + 4 and tokens[i].text in particles:
        i += 1
    return i if i > last + 1 else 0
