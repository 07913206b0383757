"""Who speaks at a cue: the noun phrase in the speaker's place, by order and marks, with the parse as a hint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from armillary.read.document import Line, Token
from armillary.read.statements.reporting import Reporting

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_INSIDE = NOMINAL | {"ADJ", "DET", "NUM", "X", "SYM", "PART"}
_COMMAS = frozenset({",", "，", "、"})
_DASHES = frozenset({"—", "–", "-", "--", "――", "——"})
_NAME_MARKS = frozenset("-'’.«»“”\"&/")
_LONGEST = 18
"""Tokens of a speaker."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase; `head`, `first` and `last` are tokens."""

    head: int
    first: int
    last: int


def is_quote_mark(token: Token) -> bool:
    """Whether a token is a quotation mark."""
    return bool(token.text) and all(letter in "“”„«»‹›‘’‚「」『』\"'`" for letter in token.text)


def is_light(token: Token, data: Reporting) -> bool:
    """Words that may stand between a speaker and the verb: auxiliaries, adverbs, negation, reflexives."""
    lower = token.text.lower()
    return token.pos in ("ADV", "AUX") or lower in data.listed("lights") or (token.pos == "PART" and lower != "'s")


def is_nominal(token: Token, data: Reporting) -> bool:
    """Whether a token can head a speaker; words of unknown class count where they begin with a capital."""
    lower = token.text.lower()
    if lower in data.listed("never"):
        return False
    if lower in data.listed("female") | data.listed("male") | data.listed("plural") | data.listed("first"):
        return True
    return token.pos in NOMINAL or (token.pos == "X" and token.text[:1].isalpha())


def _stands_alone(token: Token) -> bool:
    """`The Republican said`, `many say`, `two of them say`."""
    return (
        token.pos in ("ADJ", "NUM", "DET") and token.text[:1].isalpha() and token.text.lower() not in ("the", "a", "an")
    )


def left_phrase(line: Line, at: int, data: Reporting, floor: int = 0) -> Phrase | None:
    """The speaker that ends before token `at`, over light words and a parenthesis between commas."""
    tokens = line.tokens
    k = at - 1
    while k >= floor and is_light(tokens[k], data):
        k -= 1
    if k >= floor and (tokens[k].text in _COMMAS or tokens[k].text == ")"):
        k = _before_parenthesis(line, k, floor)
    if k < floor:
        return None
    k = _over_time(line, k, data, floor)
    relative = tokens[k].text.lower() in data.listed("relative")
    if relative:
        k -= 1
        k -= k >= floor and tokens[k].text in _COMMAS
    return _run_left(line, k, data, floor)


def _over_time(line: Line, k: int, data: Reporting, floor: int) -> int:
    """`Roe, who last year threatened`: over the words of time that stand after a relative."""
    j = k
    while j > floor and line.tokens[j].text.lower() in data.listed("skip"):
        j -= 1
    return j if line.tokens[j].text.lower() in data.listed("relative") else k


def _before_parenthesis(line: Line, k: int, floor: int) -> int:
    opening = ("(",) if line.tokens[k].text == ")" else _COMMAS
    for j in range(k - 1, max(floor - 1, k - 32), -1):
        if line.tokens[j].text in opening:
            return j - 1
    return floor - 1


def _run_left(line: Line, k: int, data: Reporting, floor: int) -> Phrase | None:
    tokens = line.tokens
    last = k
    while k >= floor and last - k < _LONGEST and _belongs(line, k, data):
        k -= 1
    first = k + 1
    while first < last and not _may_begin(tokens[first], data):
        first += 1
    if first > last or not any(is_nominal(token, data) or _stands_alone(token) for token in tokens[first : last + 1]):
        return None
    first = _after_adverbial(line, first, last, data)
    first = _after_object(line, first, last, data)
    first = _from_nominative(line, first, last)
    return Phrase(_head(line, first, last, data), first, last)


def _belongs(line: Line, k: int, data: Reporting) -> bool:
    token = line.tokens[k]
    lower = token.text.lower()
    if lower in data.listed("and") and k > 0 and is_nominal(line.tokens[k - 1], data):
        return token.text not in _COMMAS
    if token.pos in _INSIDE or token.pos == "ADP" or lower in data.listed("links"):
        return lower not in data.listed("open") and lower not in data.listed("barred")
    if token.pos in ("VERB", "AUX"):
        return any(one.start_char < token.start < one.end_char for one in line.mentions)
    return token.text in _NAME_MARKS and not is_quote_mark(token)


def _may_begin(token: Token, data: Reporting) -> bool:
    lower = token.text.lower()
    if token.pos in ("PUNCT", "CCONJ", "SCONJ", "ADV", "AUX") or lower in data.listed("and") | data.listed("but"):
        return False
    return token.pos != "PART" and lower not in ("'s", "’s")


def _after_adverbial(line: Line, first: int, last: int, data: Reporting) -> int:
    """`In a speech on Monday the minister`: the first article or name after the words under the preposition."""
    tokens = line.tokens
    if tokens[first].pos != "ADP" and tokens[first].text.lower() not in data.listed("skip"):
        return first
    for k in range(last, first, -1):
        before = tokens[k - 1]
        begins = tokens[k].pos in ("DET", "PRON") or any(one.start_char == tokens[k].start for one in line.mentions)
        if begins and before.pos in ("NOUN", "PROPN", "NUM") and tokens[k].pos != "ADP":
            return k
    mentions = [k for k in range(first, last + 1) if any(one.start_char == tokens[k].start for one in line.mentions)]
    return mentions[-1] if mentions else min(first + 1, last)


def _after_object(line: Line, first: int, last: int, data: Reporting) -> int:
    """`has formed ties through its fund and Mr Smith said`: words that go on from a verb are not the subject."""
    tokens = line.tokens
    goes_on = first > 0 and tokens[first - 1].pos in ("VERB", "ADP")
    people = data.listed("female") | data.listed("male") | data.listed("plural")
    for k in range(last, first, -1):
        joint = tokens[k - 1].text.lower() in data.listed("and") | data.listed("but")
        if joint and (goes_on or tokens[k].text.lower() in people):
            return k
    return first


def _from_nominative(line: Line, first: int, last: int) -> int:
    """Where cases show, a subject begins with its first nominative that no preposition governs."""
    tokens = line.tokens
    if not any(token.feats.get("Case") == "Nom" for token in tokens[first : last + 1]):
        return first
    for k in range(first, last + 1):
        governed = any(token.pos == "ADP" for token in tokens[max(0, k - 2) : k]) and k < last
        if tokens[k].feats.get("Case") == "Nom" and not governed:
            return k
        if (
            tokens[k].pos in ("PROPN", "X")
            and tokens[k].text[:1].isupper()
            and k
            and tokens[k - 1].pos not in ("ADP", "NOUN", "ADJ", "DET")
        ):
            return k
    return first


def _head(line: Line, first: int, last: int, data: Reporting) -> int:
    """The last nominal before the first preposition or genitive; the subject of the parse where it lies inside."""
    tokens = line.tokens
    subjects = [k for k in range(first, last + 1) if tokens[k].relation in ("nsubj", "nsubj:pass")]
    if subjects and tokens[subjects[-1]].pos in NOMINAL:
        return subjects[-1]
    head = first
    for k in range(first, last + 1):
        if k > first and (tokens[k].pos == "ADP" or tokens[k].text.lower() in data.listed("and")):
            break
        if is_nominal(tokens[k], data) and tokens[k].feats.get("Case") in (None, "", "Nom"):
            head = k
    return head


def right_phrase(line: Line, at: int, data: Reporting) -> Phrase | None:
    """The speaker that begins right after token `at`."""
    tokens = line.tokens
    k = at + 1
    while k < len(tokens) and is_light(tokens[k], data) and tokens[k].pos != "AUX" and k - at <= 4:
        if line.mentions_at(k):
            break
        if tokens[k].text.lower() in data.listed("never"):
            return None
        k += 1
    if k < len(tokens) and (tokens[k].pos == "ADP" or tokens[k].feats.get("Case") == "Dat"):
        beyond = _past_adverbials(line, k)
        if beyond is None and tokens[k].pos == "ADP":
            return None
        k = k if beyond is None else beyond
    first = k
    while k < len(tokens) and k - first < _LONGEST and _continues(line, k, first, data):
        k += 1
    last = k - 1
    while last > first and (
        tokens[last].pos in ("ADP", "PUNCT", "PART", "CCONJ") or tokens[last].text.lower() in data.listed("and")
    ):
        last -= 1
    if first > last or not any(is_nominal(token, data) for token in tokens[first : last + 1]):
        return None
    if tokens[at].pos == "VERB" and _is_object(tokens[first : last + 1]):
        return None
    return Phrase(_right_head(line, first, last, data), first, last)


def _is_object(tokens: Sequence[Token]) -> bool:
    """An accusative without a name (`dodała truciznę do mleka`)."""
    noun = next((token for token in tokens if token.pos in ("NOUN", "PROPN")), None)
    named = any(token.text[:1].isupper() for token in tokens)
    shown = noun is not None and noun.feats.get("Case") == "Acc" and noun.text.lower() != noun.lemma
    return shown and not named


def _opens_name(line: Line, j: int) -> bool:
    """Whether a person's name begins at a token, one word of which is a nominative."""
    for one in line.mentions:
        if one.start_char == line.tokens[j].start and one.actor_id.startswith("person:"):
            return any(line.tokens[k].feats.get("Case") == "Nom" for k in line.within(one.start_char, one.end_char))
    return False


def _past_adverbials(line: Line, k: int) -> int | None:
    """`powiedział w rozmowie z PAP szef resortu`: where cases show, the first nominative of the clause."""
    tokens = line.tokens
    for j in range(k + 1, min(len(tokens), k + 14)):
        token = tokens[j]
        if token.pos in ("SCONJ", "VERB", "AUX") or (token.pos == "PUNCT" and token.text not in _NAME_MARKS):
            return None
        if _opens_name(line, j) and tokens[j - 1].pos != "ADP":
            return j
        named = token.pos == "PROPN" and tokens[j - 1].pos == "PROPN"
        if (
            token.pos in ("NOUN", "PROPN")
            and token.feats.get("Case") == "Nom"
            and tokens[j - 1].pos != "ADP"
            and not named
        ):
            while j - 1 > k and tokens[j - 1].pos in ("ADJ", "DET") and tokens[j - 1].feats.get("Case") == "Nom":
                j -= 1
            return j
    return None


def _continues(line: Line, k: int, first: int, data: Reporting) -> bool:
    token = line.tokens[k]
    lower = token.text.lower()
    if any(one.start_char < token.start < one.end_char for one in line.mentions):
        return True
    relative = lower in data.listed("relative") and token.pos != "DET"
    if lower in data.listed("open") or lower in data.listed("barred") or relative:
        return False
    if k > first and lower in data.listed("and"):
        following = line.tokens[k + 1] if k + 1 < len(line.tokens) else token
        return is_nominal(following, data) and (following.text[:1].isupper() or _names_on(line, k, first))
    if k > first and token.pos == "ADP" and lower not in data.listed("links"):
        return False
    if k > first and lower in data.listed("skip"):
        return False
    case = _case(line, first, k) if k > first else None
    titled = case == "Acc" and token.pos == "PROPN"
    if token.feats.get("Case") == "Nom" and case not in (None, "Nom") and not titled:
        return False
    if token.pos == "NOUN" and token.feats.get("Case") in ("Ins", "Loc") and case in ("Nom", "Gen"):
        return False
    inside = (
        token.pos in _INSIDE
        or lower in data.listed("links")
        or (is_quote_mark(token) and k > first and token.text in "«»")
    )
    return inside or token.text in _NAME_MARKS - {".", '"', "“", "”"}


def _names_on(line: Line, k: int, first: int) -> bool:
    """`wicepremier i minister obrony Jan Kowalski`: two titles, then the name of one person."""
    tokens = line.tokens
    if any(token.text[:1].isupper() for token in tokens[first:k]) or not any(
        t.feats.get("Case") for t in tokens[first:k]
    ):
        return False
    for j in range(k + 1, min(len(tokens), k + 7)):
        if tokens[j].pos not in _INSIDE:
            return False
        if tokens[j].text[:1].isupper() and any(one.actor_id.startswith("person:") for one in line.mentions_at(j)):
            return True
    return False


def _case(line: Line, first: int, k: int) -> str | None:
    """Case of the first noun of a phrase."""
    return next((t.feats.get("Case") for t in line.tokens[first:k] if t.pos in ("NOUN", "PROPN", "PRON")), None)


def _right_head(line: Line, first: int, last: int, data: Reporting) -> int:
    tokens = line.tokens
    for k in range(first, last + 1):
        stops = k == last or tokens[k + 1].pos not in ("NOUN", "PROPN") or tokens[k + 1].feats.get("Case") == "Gen"
        if tokens[k].pos in NOMINAL and stops:
            return k
    return last
