"""Names the lexicon does not have in Chinese: foreign ones spelt by sound, Chinese ones by family name and context."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from armillary.lexicon import load
from armillary.lexicon.actors import kind_of
from armillary.lexicon.romanise import slug
from armillary.lexicon.sound import likeness
from armillary.read.document import Doc, Line, Newcomer, Token
from armillary.read.grammar.chinese import word_classes
from armillary.read.mentions.capitals import initial
from armillary.read.mentions.found import Found
from armillary.read.mentions.keys import plain
from armillary.read.mentions.listed import unspaced
from armillary.read.mentions.naming import given_names, words
from armillary.read.mentions.spots import Kind

_DOT = "·•‧・"
_FOLLOWING = frozenset({"VERB", "ADP", "ADV", "AUX", "CCONJ"})
_STOPS = "，。、；：！？（）()“”\"'《》在对于和与将就及向则也都还已曾又并从为是的 "


@dataclass(slots=True)
class Name:
    """A name where it stands."""

    line: Line
    start: int
    end: int
    kind: Kind
    text: str
    gender: str | None = None
    sure: bool = True
    latin: str = ""
    """How it is spelt in Latin letters in brackets behind it."""
    chinese: bool = False


@cache
def _sounds(language: str) -> str:
    return str(load(language, "naming").get("person", {}).get("sounds", ""))


@cache
def _all_sounds(language: str) -> str:
    return _sounds(language) + str(load(language, "naming").get("person", {}).get("more", ""))


@cache
def _dotted(language: str) -> re.Pattern[str]:
    one = f"[{_all_sounds(language)}]"
    return re.compile(rf"{one}{{1,8}}(?:[{_DOT}\-－=]{one}{{1,8}})+" if one != "[]" else r"(?!)")


def names(doc: Doc, found: list[Found]) -> list[Found]:
    """Mentions of newcomers in lines without blanks; listed persons are widened to the given names before them."""
    here: dict[int, list[Found]] = {}
    for one in found:
        here.setdefault(one.line.n, []).append(one)
    lines = [line for line in doc.lines if unspaced(line)]
    families = _families(doc, lines)
    named = [name for line in lines for name in _in_line(doc, line, here.get(line.n, []), found, families)]
    return _admitted(doc, named, found)


def _families(doc: Doc, lines: Sequence[Line]) -> frozenset[str]:
    """Last parts of the names that a dot shows, long enough to be known again without it."""
    found = set()
    for line in lines:
        for match in _dotted(line.language).finditer(doc.text, line.sentence.start_char, line.sentence.end_char):
            end = _whole_words(line, match.start(), match.end())
            found.add(_parts(doc.text[match.start() : end] or " ")[-1])
    return frozenset(one for one in found if len(one) > 2)


def _again(doc: Doc, line: Line, families: frozenset[str]) -> Iterator[Name]:
    """Last parts of names seen in full elsewhere, however the words around them were cut."""
    for family in sorted(families, key=lambda one: (-len(one), one)):
        at = doc.text.find(family, line.sentence.start_char, line.sentence.end_char)
        while at >= 0:
            yield _name(doc, line, at, at + len(family), "person")
            at = doc.text.find(family, at + len(family), line.sentence.end_char)


def _in_line(
    doc: Doc, line: Line, here: list[Found], found: list[Found], families: frozenset[str] = frozenset()
) -> list[Name]:
    persons = [one for one in here if kind_of(one.actor_id) == "person"]
    fixed = [one for one in here if kind_of(one.actor_id) != "person" and one.end - one.start > 1]
    made: list[Name] = []
    begin, stop = line.sentence.start_char, line.sentence.end_char
    for match in _dotted(line.language).finditer(doc.text, begin, stop):
        start = max([match.start(), *(one.end for one in fixed if match.start() < one.end < match.end())])
        inside = [one for one in persons if start <= one.start < match.end()]
        last = next((one for one in inside if one.end >= match.end()), None)
        if last is not None:
            last.start = start
        inside += [one for one in here if one.end - one.start == 1 and start <= one.start < match.end()]
        for one in inside:
            if one is not last:
                found.remove(one)
                here.remove(one)
        if last is None:
            made.append(_name(doc, line, start, _whole_words(line, start, match.end()), "person"))
    taken = [(one.start, one.end) for one in here] + [(name.start, name.end) for name in made]
    spelt = [*_again(doc, line, families), *_spelt(doc, line, persons, taken), *_chinese(doc, line), *_latin(doc, line)]
    for name in [*spelt, *_organised(doc, line, here)]:
        apart = all(name.end <= a or b <= name.start for a, b in taken)
        if apart or (name.kind == "org" and _holds(name, taken)):
            taken.append((name.start, name.end))
            made.append(name)
    return made


def _whole_words(line: Line, start: int, end: int) -> int:
    """The end of a name spelt by sound, less the first characters of a verb that goes on behind it."""
    cut = next((token for token in line.tokens if token.start < end < token.end), None)
    return cut.start if cut is not None and cut.pos in _FOLLOWING and cut.start > start + 2 else end


def _holds(one: Name, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a name holds others, and more than they."""
    return all(
        end <= one.start
        or one.end <= start
        or (one.start <= start and end <= one.end and end - start < len(one.text) - 1)
        for start, end in taken
    )


def _name(doc: Doc, line: Line, start: int, end: int, kind: Kind, sure: bool = True, chinese: bool = False) -> Name:
    text = doc.text[start:end]
    after = doc.text[end : end + 4].lstrip()
    gender = None
    for key, value in (("male", "m"), ("female", "f")):
        if any(after.startswith(word) for word in words(line.language, "person", key)):
            gender = value
    bracket = re.match(r"\s?[（(]\s?([A-Z][\w.’'\- ]{2,40})[)）]", doc.text[end : end + 45])
    return Name(line, start, end, kind, text, gender, sure, bracket[1].strip() if bracket else "", chinese)


def _spelt(doc: Doc, line: Line, persons: Sequence[Found], taken: Sequence[tuple[int, int]]) -> Iterator[Name]:
    """Runs of words spelt by sound without a dot."""
    tokens = line.tokens
    cores = [_core(token, line.language) for token in tokens]
    i = 0
    while i < len(tokens):
        last = i
        while last < len(tokens) and cores[last][0] < cores[last][1]:
            if last > i and (tokens[last].start != tokens[last - 1].end or cores[last - 1][1] < tokens[last - 1].end):
                break
            last += 1
        if last == i:
            i += 1
            continue
        start, end = cores[i][0], cores[last - 1][1]
        listed = next((one for one in persons if one.start > start and one.end == end), None)
        if listed is not None and listed.start - start > 1:
            listed.start = start
        elif all(end <= a or b <= start for a, b in taken):
            name = _weighed(doc, line, start, end)
            if name is not None:
                yield name
        i = last


def _core(token: Token, language: str) -> tuple[int, int]:
    """Where in a word a name spelt by sound stands: all of it, or less a word glued to it (`据`, `称`).

    An empty span where there is none.
    """
    if token.pos not in ("PROPN", "X"):
        return token.start, token.start
    start, end = token.start, token.end
    if len(token.text) > 2:
        start += token.text.startswith(tuple(words(language, "person", "glued_before")))
        end -= token.text.endswith(tuple(words(language, "person", "glued_behind")))
    inside = token.text[start - token.start : len(token.text) - (token.end - end)]
    return (start, end) if set(inside) <= set(_all_sounds(language)) else (token.start, token.start)


def _weighed(doc: Doc, line: Line, start: int, end: int) -> Name | None:
    """A run spelt by sound, as what the words around make it."""
    if _beside_person(doc, line, start, end):
        return _name(doc, line, start, end, "person") if end - start > 1 else None
    if end - start < 3 or not set(doc.text[start:end]) <= set(_sounds(line.language)):
        return None
    place = any(doc.text.startswith(word, end) for word in words(line.language, "place", "heads"))
    located = any(doc.text.endswith(word, 0, start) for word in words(line.language, "place", "before"))
    return _name(doc, line, start, end, "place" if place or located else "person", sure=False)


def _beside_person(doc: Doc, line: Line, start: int, end: int) -> bool:
    after = doc.text[end : end + 6].lstrip()
    before = doc.text[max(line.sentence.start_char, start - 8) : start].rstrip()
    behind = words(line.language, "person", "behind") | words(line.language, "person", "titles")
    return any(after.startswith(word) for word in behind) or any(
        before.endswith(word) for word in words(line.language, "person", "before")
    )


def _chinese(doc: Doc, line: Line) -> Iterator[Name]:
    """Chinese names: a family name and one or two characters between an office and a verb of speech, title or mark."""
    begin, stop = line.sentence.start_char, line.sentence.end_char
    families = load(line.language, "naming").get("person", {}).get("families", "")
    two = words(line.language, "person", "families_two")
    ends = words(line.language, "person", "behind") | words(line.language, "person", "titles")
    offices = words(line.language, "person", "before")
    for at in range(begin, stop - 1):
        double = doc.text[at : at + 2] in two
        if not double and doc.text[at] not in families:
            continue
        office = any(doc.text.endswith(word, begin, at) for word in offices)
        for length in (4, 3) if double else (3, 2):
            end = at + length
            text = doc.text[at:end]
            if end > stop or not re.fullmatch(r"[\u4e00-\u9fff]+", text) or _is_word(text, line.language):
                continue
            strong = any(doc.text.startswith(word, end) for word in ends)
            whole = any(token.start == at and token.end == end and token.pos == "PROPN" for token in line.tokens)
            marked = end < stop and doc.text[end] in _STOPS
            if (office and (strong or marked)) or (whole and strong):
                yield _name(doc, line, at, end, "person", chinese=True)
                break


def _is_word(text: str, language: str) -> bool:
    """Whether characters are a common word that is no name: 周六."""
    if text in words(language, "common", "words"):
        return True
    classes = word_classes().get(text, {})
    return bool(classes) and max(classes, key=lambda pos: classes[pos]) != "PROPN"


def _latin(doc: Doc, line: Line) -> Iterator[Name]:
    """Names in Latin letters, save those in brackets behind a name, which only spell it."""
    tokens, i = line.tokens, 0
    while i < len(tokens):
        last = i
        while last < len(tokens) and _is_latin(tokens[last].text):
            last += 1
        if last == i:
            i += 1
            continue
        start, end = tokens[i].start, tokens[last - 1].end
        bracket = doc.text[start - 1 : start] in "（("
        described = tokens[i].text.endswith(tuple(words("en", "common", "adjectives"))) and last == i + 1
        if not bracket and not described and tokens[i].text[0].isupper():
            person = _beside_person(doc, line, start, end) or plain(tokens[i].text) in given_names()
            kind: Kind = "person" if person and not doc.text[start:end].isupper() else "org"
            yield _name(doc, line, start, end, kind, sure=kind == "person")
        i = last


def _is_latin(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-zÀ-ɏ.’'&-]+", text)) and (text[0].isalpha() or initial(text))


def _organised(doc: Doc, line: Line, here: Sequence[Found]) -> Iterator[Name]:
    """Organisations by their last word: 哈佛大学, 欧亚中心; what comes before must be a name itself."""
    heads = tuple(words(line.language, "org", "heads"))
    tokens = line.tokens
    for i, token in enumerate(tokens):
        if not token.text.endswith(heads) or token.pos not in ("NOUN", "PROPN", "PART"):
            continue
        first = i
        while first and tokens[first - 1].pos in ("NOUN", "PROPN", "ADJ") and i - first < 4:
            if tokens[first - 1].end != tokens[first].start:
                break
            first -= 1
        while first < i and tokens[first].pos != "PROPN":
            first += 1
        alone = first == i and token.text not in heads and token.pos == "PROPN"
        state = any(one.start == tokens[first].start and kind_of(one.actor_id) in ("state", "hist") for one in here)
        if alone or (first < i and tokens[first].pos == "PROPN" and not (state and i - first < 2)):
            yield _name(doc, line, tokens[first].start, token.end, "org", sure=False)


def _admitted(doc: Doc, named: Sequence[Name], found: Sequence[Found]) -> list[Found]:
    """Newcomers and their mentions; a name seen in full gives its id to the family name alone."""
    listed = {one.actor_id: doc.text[one.start : one.end] for one in found if kind_of(one.actor_id) == "person"}
    homes: list[tuple[Name, str]] = []
    made: list[Found] = []
    for one in sorted(named, key=lambda one: (one.kind != "person", -len(one.text), one.start)):
        home = next((local for other, local in homes if _same(one, other)), None) or _listed(one, listed)
        if home is None:
            home = _introduced(doc, one)
            homes.append((one, home))
        newcomer = doc.newcomers.get(home)
        if newcomer is not None:
            newcomer.forms.add(one.text)
            newcomer.gender = newcomer.gender or one.gender
        row = Found(one.line, one.start, one.end, "name", home, tokens=tuple(one.line.within(one.start, one.end)))
        row.confidence, row.why = (0.85 if one.sure else 0.6), f"{one.kind}, as it is spelt and by the words beside"
        made.append(row)
        if one.latin:
            made += _spelling(doc, one, home)
    return made


def _spelling(doc: Doc, one: Name, home: str) -> list[Found]:
    start = doc.text.find(one.latin, one.end, one.end + 60)
    tokens = tuple(one.line.within(start, start + len(one.latin)))
    return [Found(one.line, start, start + len(one.latin), "name", home, tokens=tokens)] if start > 0 else []


def _parts(text: str) -> list[str]:
    return [part for part in re.split(rf"[{_DOT}\-－=\s]+", text) if part]


def _same(one: Name, other: Name) -> bool:
    if one.kind != other.kind and one.sure and other.sure:
        return False
    if one.text == other.text:
        return True
    mine, theirs = _parts(one.text), _parts(other.text)
    if len(mine) == 1 and len(theirs) > 1:
        return mine[0] in (theirs[-1], theirs[0]) or (one.kind == "person" and _sounds_same(mine[0], theirs[-1]))
    return len(mine) == len(theirs) == 1 and one.kind == other.kind == "person" and _sounds_same(mine[0], theirs[0])


def _sounds_same(one: str, two: str) -> bool:
    """Whether two spellings by sound may be one name: 卡塞诺娃 and 卡泽诺娃."""
    if min(len(one), len(two)) < 3:
        return False
    like = likeness(one, two)
    shared = sum(a == b for a, b in zip(one, two, strict=False))
    if len(one) == len(two) and shared == len(one) - 1 > 2 and one[0] == two[0]:
        return True
    return like.head and (like.same or like.slip) and (shared >= 2 or len(one) == len(two) > 3)


def _listed(one: Name, listed: dict[str, str]) -> str | None:
    """The listed person of the article whose name this is a spelling of."""
    if one.kind != "person":
        return None
    parts = _parts(one.text)
    fits = [i for i, text in sorted(listed.items()) if _sounds_same(parts[-1], _parts(text)[-1])]
    return fits[0] if len(fits) == 1 else None


def _introduced(doc: Doc, one: Name) -> str:
    name = one.latin or one.text
    if one.kind == "person" and one.chinese:
        slugged = f"{slug(one.text[:1], 'zh')}-{slug(one.text[1:], 'zh')}"
    else:
        slugged = slug(_parts(name)[-1] if one.kind == "person" else name, "zh")
    local, n = f"{one.kind}:{slugged or 'unnamed'}", 2
    while local in doc.newcomers:
        local, n = f"{one.kind}:{slugged}-{n}", n + 1
    forms = {one.text, one.latin} - {""}
    doc.newcomers[local] = Newcomer(local, one.kind, one.text, one.line.language, gender=one.gender, forms=forms)
    return local
