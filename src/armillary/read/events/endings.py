"""What endings and articles say where dictionaries give no case: of a noun phrase (Turkish, German), of a predicate.

The words are data: `case_*`, `articles_*`, `feminine`, `negative`, `passive_stems` and the like in
`languages/<code>/frames.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence

from armillary.read.document import Token
from armillary.read.events.frames import Grammar, plain

_APOSTROPHES = ("'", "’", "ʼ")
_NOUNS = frozenset({"NOUN", "PROPN", "X"})
_ENDED = ("Acc", "Dat", "Loc", "Abl", "Gen", "Ins")
_ARTICLES = ("Dat", "Acc", "Gen")


def is_ending(token: Token) -> bool:
    """Whether a token is an ending that stands behind the apostrophe of a name (`Rusya'ya`)."""
    return token.text.startswith(_APOSTROPHES) and len(token.text) > 1


def behind(tokens: Sequence[Token], last: int, grammar: Grammar) -> int:
    """First token after a name and the ending it may have."""
    after = last + 1
    marked = "case_Acc" in grammar.words and after < len(tokens) and is_ending(tokens[after])
    return after + 1 if marked else after


def case_of(tokens: Sequence[Token], start: int, head: int, named: bool, grammar: Grammar) -> str:
    """The case of a phrase from `start` to its `head`; empty where nothing tells. `named`: its head is a bare name."""
    told = tokens[head].feats.get("Case", "")
    if told or grammar.cases:
        return told
    if _is_located(tokens, head):
        return "Loc"
    if "case_Acc" in grammar.words:
        return _by_ending(tokens[head], named, grammar)
    if "articles_Dat" in grammar.words:
        return _by_article(tokens, start, head, grammar)
    return ""


def _is_located(tokens: Sequence[Token], head: int) -> bool:
    """Whether a name stands before its noun as a place (`Irak'taki`)."""
    after = head + 1
    return after < len(tokens) and is_ending(tokens[after]) and tokens[after].text.lower().endswith("ki")


def _by_ending(token: Token, named: bool, grammar: Grammar) -> str:
    word = plain(token.text)
    if named:
        return "Nom"
    found = next((case for case in _ENDED if word.endswith(tuple(grammar.words.get(f"case_{case}", ())))), "")
    part_of_name = token.text[:1].isupper() and word.endswith(tuple(grammar.words.get("name_endings", ())))
    return "" if part_of_name else found


def _by_article(tokens: Sequence[Token], start: int, head: int, grammar: Grammar) -> str:
    place = _article(tokens, start, grammar)
    if place is None:
        return ""
    word = plain(tokens[place].text)
    plural = any(grammar.has("plurals", plain(token.text)) for token in tokens[place + 1 : head + 1])
    if grammar.has("articles_open", word):
        return _oblique(tokens, place, grammar) if plural or _is_oblique(tokens, place, head, grammar) else "Nom"
    case = next((one for one in _ARTICLES if grammar.has(f"articles_{one}", word)), "")
    return "Dat" if plural and case == "Acc" else case


def _article(tokens: Sequence[Token], start: int, grammar: Grammar) -> int | None:
    kinds = ("articles_open", "articles_Dat", "articles_Acc", "articles_Gen")
    for i in (start, start - 1):
        if 0 <= i < len(tokens) and any(grammar.has(kind, plain(tokens[i].text)) for kind in kinds):
            return i
    return None


def _is_oblique(tokens: Sequence[Token], place: int, head: int, grammar: Grammar) -> bool:
    """Whether `der` is no nominative: by the ending of the adjective behind it, else by the gender of the noun."""
    for token in tokens[place + 1 : head + 1]:
        if token.pos == "ADJ":
            return token.text.endswith("en")
        word = plain(token.text)
        return word.endswith(tuple(grammar.words["feminine_endings"])) or grammar.has("feminine", word)
    return False


def _oblique(tokens: Sequence[Token], place: int, grammar: Grammar) -> str:
    """Genitive behind the noun it belongs to, else dative."""
    return "Gen" if place and tokens[place - 1].pos in _NOUNS else "Dat"


def predicate(tokens: Sequence[Token], head: int) -> list[str]:
    """The words of a predicate that ends its clause: its head and what follows up to a mark, two at most."""
    found: list[str] = []
    for token in tokens[head : head + 3]:
        if token.pos == "PUNCT" and not is_ending(token):
            break
        found.append(plain(token.text))
    return found


def ends_so(tokens: Sequence[Token], head: int, kind: str, grammar: Grammar) -> bool:
    """Whether a word of the predicate bears one of the signs of a kind (`negative`: `vermeyecek`)."""
    signs = tuple(grammar.words.get(kind, ()))
    return bool(signs) and any(sign in word for word in predicate(tokens, head) for sign in signs)
