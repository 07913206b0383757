"""Names that the lexicon does not have: where they stand, and whether of a person, place, organisation or event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from armillary.lexicon import load
from armillary.lexicon.actors import kind_of
from armillary.read.document import Doc, Line, Token
from armillary.read.grammar.morphology import readings
from armillary.read.mentions.capitals import ALL_NOUNS, Page, foreign, initial, is_word, opens, place_compound, runs
from armillary.read.mentions.found import Found
from armillary.read.mentions.keys import plain
from armillary.read.mentions.listed import unspaced
from armillary.read.mentions.naming import among, given_names, title_gender, titles, words
from armillary.read.mentions.phrases import Phrase

Kind = Literal["person", "org", "place", "event"]
_LONGEST = 9
_ACRONYM = 7
_QUOTES = {"«": "»", "“": "”", '"': '"', "„": '”“"', "‘": "’"}


@dataclass(slots=True)
class Spot:
    """A name where it stands."""

    line: Line
    first: int
    last: int
    kind: Kind
    why: str
    sure: bool = True
    """False where the kind is a guess that another place of the article may correct."""
    gender: str | None = None

    @property
    def tokens(self) -> Sequence[Token]:
        """Its words."""
        return self.line.tokens[self.first : self.last + 1]

    @property
    def start(self) -> int:
        return self.line.tokens[self.first].start

    @property
    def end(self) -> int:
        return self.line.tokens[self.last].end


def spots(doc: Doc, seen: Page, found: Sequence[Found], said: Mapping[int, Sequence[Phrase]]) -> list[Spot]:
    """All names of an article beside those the lexicon has, in order; words of offices (`said`) are none."""
    by_line: dict[int, list[Found]] = {}
    for one in found:
        by_line.setdefault(one.line.n, []).append(one)
    spotted: list[Spot] = []
    for line in doc.lines:
        if not unspaced(line):
            here = by_line.get(line.n, [])
            spotted += _among_places([*_in_line(line, seen, here, said[line.n])], here)
    return spotted


def _among_places(spotted: list[Spot], found: Sequence[Found]) -> list[Spot]:
    """The spots of a line, those listed beside places (`in Ohio, Utah and X`) as places."""
    places = {i for one in found if kind_of(one.actor_id) in ("state", "place") for i in one.tokens}
    for _ in range(2):
        for spot in spotted:
            tokens = spot.line.tokens
            if spot.kind == "place":
                places.update(range(spot.first, spot.last + 1))
            elif not spot.sure and len(spot.tokens) == 1 and not spot.tokens[0].text.isupper():
                before = spot.first > 1 and _joins(tokens[spot.first - 1]) and spot.first - 2 in places
                after = spot.last + 2 < len(tokens) and _joins(tokens[spot.last + 1]) and spot.last + 2 in places
                if before or after:
                    spot.kind, spot.why = "place", "listed beside a place"
    return spotted


def _joins(token: Token) -> bool:
    return token.text == "," or token.pos == "CCONJ"


def _in_line(line: Line, seen: Page, found: Sequence[Found], said: Sequence[Phrase]) -> Iterator[Spot]:
    taken = _taken(line, found)
    for phrase in said:
        if phrase.table in ("office", "organ") and phrase.last > phrase.first:
            taken[phrase.first : phrase.last + 1] = [True] * (phrase.last + 1 - phrase.first)
    used = list(taken)
    kept: list[Spot] = []
    for spot in [*_quoted(line, taken), *_organisations(line, seen, found, used)]:
        if any(one.first <= spot.first and spot.last <= one.last for one in kept):
            continue
        if not any(used[spot.first : spot.last + 1]) or spot.kind == "org":
            kept.append(spot)
            used[spot.first : spot.last + 1] = [True] * (spot.last + 1 - spot.first)
            yield spot
    for first, last in runs(line, seen, used):
        for a, b in _cut(line, first, last):
            if _is_adjective(line, b) and (a == b or _before_noun(line, b)) and not _before_head(line, b):
                continue
            if not _is_common(line, a, b):
                spot = _classified(line, *_with_initials(line, _behind_trade(line, a, b), b, used))
                if spot.why != _BY_CAPITAL or not _is_word(spot) or _before_head(line, b):
                    yield spot


_BY_CAPITAL = "a name, by its capital"


def _is_word(spot: Spot) -> bool:
    """Whether all that makes a word a name is a capital that writers give to other nouns too: Rite, Democracy."""
    token, language = spot.tokens[0], spot.line.language
    return len(spot.tokens) == 1 and language in ("en", "fr", "es") and is_word(plain(token.text), language)


def _is_common(line: Line, first: int, last: int) -> bool:
    """Whether a single word is no name, whatever its capital: Department, Square."""
    token, language = line.tokens[first], line.language
    if first < last or token.text.isupper():
        return False
    heads = words(language, "org", "heads") | words(language, "place", "heads") | words(language, "event", "heads")
    return among(token, heads)


def _behind_trade(line: Line, first: int, last: int) -> int:
    """Where a full name begins that follows the first word of a sentence: `Hydrologist Dana Vek`."""
    if first or last < 2 or _is_given(line.tokens[0]) or not _is_given(line.tokens[1]):
        return first
    trade = line.tokens[0]
    return 1 if trade.pos == "NOUN" or is_word(trade.text.lower(), line.language) else first


def _taken(line: Line, found: Sequence[Found]) -> list[bool]:
    taken = [False] * len(line.tokens)
    for one in found:
        for i in one.tokens:
            taken[i] = True
    return taken


def _with_initials(line: Line, first: int, last: int, used: Sequence[bool]) -> tuple[int, int]:
    """The run with initials before it."""
    while first:
        one = first - 1 - (line.tokens[first - 1].text == ".")
        if one < 0 or used[one] or not initial(line.tokens[one].text) or not line.tokens[one].text.strip(".").isalpha():
            break
        if first - 1 == one and not line.tokens[one].text.endswith("."):
            break
        first = one
    return first, last


def _cut(line: Line, first: int, last: int) -> Iterator[tuple[int, int]]:
    """A run without titles, cut where one stands inside."""
    named = titles(line.language)
    begin = first
    for i in range(first, last + 1):
        if among(line.tokens[i], named) and not _is_given(line.tokens[i]):
            if begin < i:
                yield begin, _trimmed(line, begin, i - 1)
            begin = i + 1
    while begin <= last and not line.tokens[begin].text[:1].isalnum():
        begin += 1
    if begin <= last:
        yield begin, _trimmed(line, begin, last)


def _trimmed(line: Line, first: int, last: int) -> int:
    while last > first and not line.tokens[last].text[:1].isalnum():
        last -= 1
    return last


def _is_adjective(line: Line, i: int) -> bool:
    """Whether a capitalised word says of what sort something is: `a Eurasian analyst`, `Westernised`."""
    endings = tuple(words(line.language, "common", "adjectives"))
    return (bool(endings) and line.tokens[i].text.endswith(endings)) or line.tokens[i].pos == "ADJ"


def _before_noun(line: Line, i: int) -> bool:
    return i + 1 < len(line.tokens) and line.tokens[i + 1].pos == "NOUN" and line.language == "en"


def _before_head(line: Line, i: int) -> bool:
    """Whether a word for an organisation follows that says what bears the name: `the Meridian centre`."""
    if i + 1 >= len(line.tokens) or line.language != "en" or line.tokens[i].text.endswith(("ese", "ish", "ern")):
        return False
    return among(line.tokens[i + 1], words("en", "org", "named")) and i > 0 and line.tokens[i - 1].pos == "DET"


def _is_given(token: Token) -> bool:
    return plain(token.text) in given_names()


def _quoted(line: Line, taken: Sequence[bool]) -> Iterator[Spot]:
    """Short capitalised names in quotation marks behind a word for what they are: газета «Новый день»."""
    language = line.language
    for i, token in enumerate(line.tokens):
        ends = _QUOTES.get(token.text)
        if not ends or i + 1 >= len(line.tokens) or not line.tokens[i + 1].text[:1].isupper():
            continue
        close = next((j for j in range(i + 2, min(i + 8, len(line.tokens))) if line.tokens[j].text in ends), 0)
        if not close or any(taken[i + 1 : close]):
            continue
        kind = _kind_before(line, i, language)
        if kind:
            yield Spot(line, i + 1, close - 1, kind, f"in quotation marks behind `{_word_before(line, i)}`")
        elif _is_name_in_quotes(line, i + 1, close):
            yield Spot(line, i + 1, close - 1, "org", "a name in quotation marks", sure=False)


def _word_before(line: Line, i: int) -> str:
    return line.tokens[i - 1].text if i else ""


def _kind_before(line: Line, i: int, language: str) -> Kind | None:
    """What a word right before a name says that it is."""
    for j in range(i - 1, max(-1, i - 3), -1):
        token = line.tokens[j]
        if among(token, words(language, "org", "quoted", "heads")):
            return "org"
        if among(token, words(language, "event", "quoted", "heads")):
            return "event"
        if among(token, words(language, "place", "heads")) or place_compound(token, language):
            return "place"
        if j == i - 1 and token.text.lower() in _OF and j and among(line.tokens[j - 1], _places(language)):
            return "place"
        if token.pos not in ("ADJ", "DET"):
            return None
    return None


_OF = frozenset({"of", "de", "d'", "d’", "von"})


def _places(language: str) -> frozenset[str]:
    return words(language, "place", "heads")


def _is_name_in_quotes(line: Line, first: int, close: int) -> bool:
    """Whether a quotation of a few words is a name: no verb, no mark inside, not after a colon."""
    inside = line.tokens[first:close]
    before = line.tokens[first - 2].text if first > 1 else ""
    if first == 1 and close + 1 < len(line.tokens) and line.tokens[close + 1].text == ",":
        heads = words(line.language, "org", "heads", "quoted")
        return len(inside) < 6 and any(among(token, heads) for token in line.tokens[close + 2 : close + 5])
    named = len(inside) < 4 and all(token.text[:1].isalnum() for token in inside)
    verbs = any(token.pos in ("VERB", "AUX", "PRON", "ADP", "ADV") for token in inside)
    after = line.tokens[close + 1].text if close + 1 < len(line.tokens) else ""
    return named and not verbs and before[:1].isalpha() and after not in ("—", "–") and line.language in ("ru", "uk")


def _organisations(line: Line, seen: Page, found: Sequence[Found], used: Sequence[bool]) -> Iterator[Spot]:
    """Names with a word for an organisation inside: Atlantic Council, Верховный суд Пакистана."""
    heads = words(line.language, "org", "heads")
    inner = _inner(line, found)
    free = [not taken or i in inner for i, taken in enumerate(used)]
    at = 0
    for i, token in enumerate(line.tokens):
        if i < at or not free[i] or not among(token, heads):
            continue
        first, last = _left(line, i, seen, free), _right(line, i, free)
        names = [j for j in range(first, last + 1) if _big(line.tokens[j]) and (j != i or not opens(line, i))]
        if _is_org(line, first, last, i, names, seen):
            at = last + 1
            yield Spot(line, first, last, "org", f"holds `{token.text}`")


def _big(token: Token) -> bool:
    return token.text[:1].isupper()


def _inner(line: Line, found: Sequence[Found]) -> set[int]:
    """Tokens of listed actors that the name of an organisation may hold: states, places, adjectives of regions."""
    inner = {"state", "place", "sep", "hist"}
    return {
        i
        for one in found
        if kind_of(one.actor_id) in inner or (kind_of(one.actor_id) == "bloc" and one.how == "adjective")
        for i in one.tokens
    }


def _left(line: Line, head: int, seen: Page, free: Sequence[bool]) -> int:
    first = head
    language = line.language
    if language in ALL_NOUNS:
        while first > 1 and _bears(line, first - 1) and head - first < 3:
            first -= 1
        return first
    while first and free[first - 1] and head - first < 5:
        token = line.tokens[first - 1]
        joined = token.text in "-&" and _big(line.tokens[first - 2]) if first > 1 else False
        if not (_big(token) or joined) or (opens(line, first - 1) and token.pos in ("DET", "PRON", "ADP", "SCONJ")):
            break
        if language in _CASES and not joined and token.pos not in ("ADJ", "DET", "PROPN", "X", "NUM", "VERB"):
            break
        if among(token, titles(language)) and language in _CASES:
            break
        if (
            language in _CASES
            and token.feats.get("Case", "") != line.tokens[head].feats.get("Case", "")
            and (token.pos == "PROPN" and "NameType" in token.feats)
        ):
            break
        if (
            language in _CASES
            and token.pos == "PROPN"
            and token.feats.get("Case") == "Ins"
            and not _agree(line, first - 1)
        ):
            break
        first -= 1
    return first


def _bears(line: Line, i: int) -> bool:
    """Whether an adjective has the capital of a name: das Karibische Institut; Berliner has it always."""
    token = line.tokens[i]
    return (
        _big(token)
        and not opens(line, i)
        and token.pos in ("ADJ", "PROPN")
        and token.text.endswith(("e", "en", "es", "em"))
    )


def _agree(line: Line, i: int) -> bool:
    return line.tokens[i].feats.get("Case") == line.tokens[i + 1].feats.get("Case")


_CASES = frozenset({"ru", "uk", "pl"})


def _right(line: Line, head: int, free: Sequence[bool]) -> int:
    """What belongs to a name behind its head: genitives where there are cases, else what a preposition joins."""
    last = _genitives(line, head, free) if line.language in _CASES else _joined(line, head, free)
    while last > head and line.tokens[last].text.lower() in words(line.language, "org", "joins") | {",", "-"}:
        last -= 1
    return last


def _genitives(line: Line, head: int, free: Sequence[bool]) -> int:
    last = i = head
    joins = words(line.language, "org", "joins")
    while i + 1 < len(line.tokens) and i - head < 7:
        i += 1
        token = line.tokens[i]
        low = token.text.lower()
        if not free[i]:
            break
        if low in joins or token.text == "-":
            continue
        if low in ("и", "і", "та", "i", "oraz") and last == i - 1:
            continue
        fits = _genitive(token, line.language, big=_big(token)) or _name_behind(line, head, last, i)
        if not fits or among(token, titles(line.language)):
            break
        if (
            i - last > 1
            and line.tokens[i - 1].text.lower() in ("и", "і", "та", "i", "oraz")
            and not _same_size(line, i, last)
        ):
            break
        last = i
    return last


def _name_behind(line: Line, head: int, last: int, i: int) -> bool:
    """Whether a capital right behind a capitalised name belongs to it: Центр Фенвика, Институт Алтын Дала."""
    token = line.tokens[i]
    if i != last + 1 or not _big(token) or not _big(line.tokens[last]) or opens(line, head):
        return False
    if _class(token, line.language) in ("Giv", "Pat"):
        return False
    followed = i + 1 < len(line.tokens) and _big(line.tokens[i + 1])
    return not (_class(token, line.language) == "Sur" and (followed or last > head))


def _same_size(line: Line, one: int, two: int) -> bool:
    return line.tokens[one].text[:1].isupper() == line.tokens[two].text[:1].isupper()


def _genitive(token: Token, language: str, big: bool) -> bool:
    if token.pos not in ("NOUN", "ADJ", "PROPN", "DET", "X", "NUM"):
        return False
    found = readings(token.text, language)
    if any(one.feats.get("NameType") in ("Sur", "Giv", "Pat") for one in found[:2]):
        return False
    return any(one.feats.get("Case") == "Gen" for one in found) and (
        token.feats.get("Case") in ("Gen", "Acc", "Loc", "Dat", None) or big
    )


def _joined(line: Line, head: int, free: Sequence[bool]) -> int:
    last = i = head
    joins = words(line.language, "org", "joins")
    while i + 1 < len(line.tokens) and i - head < _LONGEST:
        i += 1
        token = line.tokens[i]
        if not free[i] or not (_big(token) or token.text.lower() in joins):
            break
        if _big(token):
            if (
                i - last > 3
                or among(token, titles(line.language))
                or among(token, words(line.language, "common", "words"))
            ):
                break
            last = i
    if last > head and not _closes(line, head, last):
        return head
    at = next((j for j in range(head + 2, last) if line.tokens[j].text.lower() in _AT), 0)
    return at - 1 if at else last


_AT = frozenset({"in", "at", "en", "à", "bei"})
"""Where an organisation sits, which is no part of its name."""


def _closes(line: Line, head: int, last: int) -> bool:
    """Whether what follows the head belongs to it: right behind it, or joined by `of` and the like."""
    behind = line.tokens[head + 1].text.lower()
    loose = {
        "in",
        "on",
        "and",
        "to",
        "at",
        "by",
        "with",
        "against",
        "y",
        "et",
        "sur",
        "sobre",
        "contre",
        "contra",
        "por",
        "pour",
    }
    return behind not in loose


def _is_org(line: Line, first: int, last: int, head: int, names: Sequence[int], seen: Page) -> bool:
    """Whether enough capitals say that the words are a name, not a mere description."""
    token = line.tokens[head]
    if not names:
        return _named(line, first, last, head)
    if line.language in ALL_NOUNS:
        return first < head
    if line.language in _CASES:
        if not _big(line.tokens[first]):
            return False
        return last > first or (not opens(line, head) and token.text.isupper())
    if first == last:
        return False
    return _big(token)


def _named(line: Line, first: int, last: int, head: int) -> bool:
    """Whether a sentence begins with what sounds like a name though nothing in it has a capital of its own.

    `Фонд морских исследований`: a head that bears names, with an adjective and a noun in the genitive.
    """
    if first < head or last - head < 2 or not opens(line, head) or line.language not in _CASES:
        return False
    after = line.tokens[head + 1]
    return among(line.tokens[head], words(line.language, "org", "named")) and after.pos == "ADJ"


def _classified(line: Line, first: int, last: int) -> Spot:
    """A run of names with its kind, by the words before, the parts it has, grammar, and last by its shape."""
    language, tokens = line.language, line.tokens[first : last + 1]
    lows = [plain(token.text) for token in tokens]
    before = line.tokens[first - 1] if first else None
    gender = title_gender(before, language) if before else None
    if any(low in words(language, "org", "suffixes") for low in lows[1:]):
        return Spot(line, first, last, "org", "ends like a company")
    if any(among(token, words(language, "event", "heads")) for token in tokens):
        return Spot(line, first, last, "event", "holds a word for an event")
    if len(tokens) > 1 and any(among(token, words(language, "place", "heads")) for token in tokens):
        return Spot(line, first, last, "place", "holds a word for a place")
    if before and _titled(line, first):
        return Spot(line, first, last, "person", f"behind `{before.text}`", gender=gender)
    if len(tokens) > 1 and language in _CASES and among(tokens[0], words(language, "org", "heads")):
        return Spot(line, first, last, "org", f"begins with `{tokens[0].text}`")
    kind = _kind_before(line, first, language)
    if kind == "org" and (_full_name(tokens, language) or _headed(line, first, len(tokens))):
        gender = _given_gender(tokens[-1], language)
        return Spot(line, first, last, "person", "given and family name", gender=gender)
    if kind and not (language == "en" and kind == "org"):
        return Spot(line, first, last, kind, f"behind `{_word_before(line, first)}`")
    return _by_parts(line, first, last, tokens, lows)


def _full_name(tokens: Sequence[Token], language: str) -> bool:
    """Whether two words are a given name and a family name, of which an office may be told before (`глава центра`)."""
    if len(tokens) != 2 or language not in _CASES:
        return False
    given = plain(tokens[0].text) in given_names() or _class(tokens[0], language) == "Giv"
    endings = tuple(word.lower() for pair in _family_endings(language) for word in pair)
    last = tokens[1].text.lower()
    return given and (_class(tokens[1], language) == "Sur" or (len(last) > 4 and last.endswith(endings)))


def _headed(line: Line, first: int, n: int) -> bool:
    """Whether two names stand behind an office with its organisation: `szef policji Besim Dalan`."""
    return n == 2 and line.language in _CASES and first > 1 and among(line.tokens[first - 2], titles(line.language))


def _family_endings(language: str) -> Sequence[Sequence[str]]:
    found: Sequence[Sequence[str]] = load(language, "naming").get("person", {}).get("feminine", ())
    return found


def _titled(line: Line, first: int) -> bool:
    """Whether a title stands before a name, maybe with its full stop."""
    i = first - 1 - (line.tokens[first - 1].text == "." and first > 1)
    token = line.tokens[i]
    return among(token, titles(line.language)) and not (token.pos == "VERB" and line.language != "en")


def _by_parts(line: Line, first: int, last: int, tokens: Sequence[Token], lows: Sequence[str]) -> Spot:
    language = line.language
    whole = len(tokens) == 1
    given = given_names()
    if len(tokens) > 1 and (lows[0] in given or initial(tokens[0].text) or _class(tokens[0], language) == "Giv"):
        return Spot(line, first, last, "person", "begins with a given name", gender=_given_gender(tokens[0], language))
    if whole and tokens[0].text.isupper() and len(lows[0]) < _ACRONYM and not foreign(tokens[0], language):
        return Spot(line, first, last, "org", "an abbreviation", sure=False)
    if whole and foreign(tokens[0], language):
        return Spot(line, first, last, "org", "in foreign letters", sure=False)
    classes = [_class(token, language) for token in tokens]
    if "Pat" in classes or (len(tokens) > 1 and classes[-1] == "Sur"):
        return Spot(line, first, last, "person", "has a family name", gender=_given_gender(tokens[-1], language))
    if _located(line, first, language) and classes[0] != "Sur":
        return Spot(line, first, last, "place", "behind an adposition of place", sure=False)
    if classes[-1] == "Geo":
        return Spot(line, first, last, "place", "a place, by its class", sure=False)
    if classes[-1] in ("Sur", "Giv"):
        gender = _given_gender(tokens[-1], language)
        return Spot(line, first, last, "person", "a name of persons, by its class", sure=not whole, gender=gender)
    if len(tokens) == 2 and lows[0] in words(language, "place", "compass"):
        return Spot(line, first, last, "place", "begins like a place", sure=False)
    if len(tokens) > 1 and language != "en" and all(_is_english(low) for low in lows):
        return Spot(line, first, last, "org", "English words")
    if len(tokens) in (2, 3) and all(token.text[1:].islower() or "-" in token.text for token in tokens):
        kind: Kind = "org" if all(foreign(token, language) for token in tokens) else "person"
        return Spot(line, first, last, kind, "two names together", sure=False)
    if whole and lows[0] in given:
        return Spot(line, first, last, "person", "a given name", sure=False, gender=given[lows[0]] or None)
    if whole and (_speaks(line, first) or tokens[0].feats.get("Animacy") == "Anim"):
        return Spot(line, first, last, "person", "speaks", sure=False)
    return Spot(line, first, last, "org", _BY_CAPITAL, sure=False)


def _is_english(low: str) -> bool:
    """Whether a word is a common one of English."""
    return low.isascii() and any(one.pos in ("NOUN", "ADJ", "VERB") and one.weight > 1 for one in readings(low, "en"))


def _class(token: Token, language: str) -> str:
    """Class of name that the dictionary gives, of the likeliest reading; empty where it has none."""
    if token.feats.get("NameType"):
        return token.feats["NameType"]
    found = readings(token.text, language)
    best = found[0].weight
    return next((one.feats["NameType"] for one in found if "NameType" in one.feats and one.weight >= 0.5 * best), "")


def _given_gender(token: Token, language: str) -> str | None:
    """Gender that a given name tells, where all its readings agree, or the ending of a Slavic family name."""
    low = plain(token.text)
    if language not in _CASES:
        return given_names().get(low) or None
    named = [one for one in readings(token.text, language) if one.feats.get("NameType") in ("Giv", "Pat", "Sur")]
    case = token.feats.get("Case")
    fits = [one for one in named if one.feats.get("Case") == case] or named
    genders = {one.feats.get("Gender") for one in fits if one.feats.get("Number") != "Plur"}
    return {"Masc": "m", "Fem": "f"}.get(genders.pop() or "") if len(genders) == 1 else None


def _located(line: Line, first: int, language: str) -> bool:
    if not first:
        return False
    low = line.tokens[first - 1].text.lower()
    entries = dict(entry.partition(":")[::2] for entry in _locative(language))
    case = line.tokens[first].feats.get("Case", "")
    return low in entries and (not entries[low] or not case or case == "Loc")


def _locative(language: str) -> frozenset[str]:
    return words(language, "place", "locative")


def _speaks(line: Line, i: int) -> bool:
    after = line.tokens[i + 1] if i + 1 < len(line.tokens) else None
    before = line.tokens[i - 1] if i else None
    speech = words(line.language, "person", "behind")
    return any(one is not None and among(one, speech) for one in (after, before))
