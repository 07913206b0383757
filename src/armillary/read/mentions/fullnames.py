"""Listed persons found by family name alone, with the given names that stand before: the same person, or a namesake."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.lexicon.actors import kind_of, known
from armillary.lexicon.romanise import romanise
from armillary.lexicon.sound import letters, likeness
from armillary.read.document import Token
from armillary.read.mentions.capitals import Page, capital, initial
from armillary.read.mentions.found import Found
from armillary.read.mentions.keys import plain
from armillary.read.mentions.listed import unspaced
from armillary.read.mentions.naming import among, given_names, titles, words


def extend(found: Sequence[Found], seen: Page) -> list[Found]:
    """Mentions, those of listed persons with the given names before them; namesakes are left out."""
    taken = {(one.line.n, i): one for one in found for i in one.tokens}
    kept: list[Found] = []
    for one in found:
        full = sum(one.line.tokens[i].text[:1].isalpha() for i in one.tokens) > 1
        if kind_of(one.actor_id) != "person" or unspaced(one.line) or not one.tokens or full:
            kept.append(one)
            continue
        if _goes_on(one, seen, taken):
            continue
        first = _first(one, seen, taken)
        if first == one.tokens[0]:
            kept.append(one)
        elif (given := _given(one, first)) is not None:
            first = given
            one.tokens = tuple(range(first, one.tokens[-1] + 1))
            one.start = one.line.tokens[first].start
            kept.append(one)
    return kept


def _goes_on(one: Found, seen: Page, taken: dict[tuple[int, int], Found]) -> bool:
    """Whether one word of a listed name is but the given name of somebody else: `Хадим Ризви`."""
    line, after = one.line, one.tokens[-1] + 1
    if len(one.tokens) > 1 or after >= len(line.tokens) or (line.n, after) in taken or line.n in seen.titled:
        return False
    token = line.tokens[after]
    named = (
        _family_first(one)
        or plain(line.tokens[one.tokens[0]].text) in given_names()
        or token.feats.get("NameType") == "Sur"
    )
    return named and capital(line, after, seen) and _is_name(token, line.language)


def _family_first(one: Found) -> bool:
    """Whether a listed person's family name, which stands alone here, comes before the given one."""
    actor = known().get(one.actor_id)
    parts = romanise(actor.name, "en").split() if actor else []
    return len(parts) > 1 and plain(one.line.tokens[one.tokens[0]].text) == plain(parts[0])


def _first(one: Found, seen: Page, taken: dict[tuple[int, int], Found]) -> int:
    """Where the run of names begins that a listed name ends."""
    line, first = one.line, one.tokens[0]
    while first:
        token = line.tokens[first - 1]
        if (line.n, first - 1) in taken:
            break
        if token.text == "." and first > 1 and initial(line.tokens[first - 2].text):
            first -= 2
            continue
        particle = among(token, words(line.language, "person", "particles")) and first > 1
        if particle and line.tokens[first - 2].text[:1].isupper() and _is_name(line.tokens[first - 2], line.language):
            first -= 2
            continue
        if token.text.isupper() and len(token.text) > 2:
            break
        named = capital(line, first - 1, seen) or plain(token.text) in given_names() or initial(token.text)
        if not named or not _is_name(token, line.language) or among(token, titles(line.language)):
            break
        first -= 1
    return first


def _is_name(token: Token, language: str) -> bool:
    """Whether a word may be a given name, not that of an organisation or a place."""
    if not token.text[:1].isupper() or token.pos in ("ADJ", "VERB", "DET", "ADP"):
        return plain(token.text) in given_names()
    if token.feats.get("NameType") in ("Geo", "Com"):
        return plain(token.text) in given_names()
    return not among(token, words(language, "org", "heads") | words(language, "common", "words"))


def _given(one: Found, first: int) -> int | None:
    """Where the given names begin that the lexicon has for a family name; None where others stand before it."""
    actor = known().get(one.actor_id)
    given = romanise(actor.name, "en").split()[:-1] if actor else []
    before = [i for i in range(first, one.tokens[0]) if one.line.tokens[i].text[:1].isalpha()]
    if not given or not before:
        return first
    fits = [i for i in before if any(_alike(romanise(one.line.tokens[i].text, one.line.language), g) for g in given)]
    return fits[0] if fits else None


def _alike(word: str, name: str) -> bool:
    if word.strip(".")[:1].lower() != name[:1].lower():
        like = likeness(word, name)
        return like.same and like.head and len(letters(word)) > 3
    if initial(word) or word.lower() == name.lower():
        return True
    like = likeness(word, name)
    return like.same or like.slip or name.lower().startswith(word.lower()[:3])
