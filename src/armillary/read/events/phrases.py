"""Noun phrases that stand for actors: where they stand in the clause, with which marker and case.

Parses are one voice among several here: markers, case, order and neighbours decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from armillary.read.document import Token
from armillary.read.events.frames import Grammar, plain

_INSIDE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_TITLE_REACH = 4


@dataclass(slots=True, eq=False)
class Phrase:
    """One actor in its place. An actor may sit inside a larger phrase (`soldiers of the Ukrainian army`)."""

    actor: str
    first: int
    """First token of the name."""
    last: int
    start: int
    """First token of the whole phrase."""
    anchor: int
    """Head of the whole phrase: the token that takes a part in the clause."""
    marker: str = ""
    """Adposition of the whole phrase."""
    own: str = ""
    """Adposition right before the name's own phrase."""
    case: str = ""
    own_case: str = ""
    hosts: tuple[int, ...] = ()
    """Nouns it belongs to, inner first; empty where it is itself the head."""
    group: list[Phrase] = field(default_factory=list)
    """All that are joined with it by `and`, itself included."""

    @property
    def direct(self) -> bool:
        return not self.hosts

    @property
    def end(self) -> int:
        return max(self.last, self.anchor)


Site = tuple[int, int, str, bool]
"""First and last token, actor, whether it is an adjective (`Russian`)."""


def phrases(tokens: Sequence[Token], sites: Iterable[Site], grammar: Grammar) -> list[Phrase]:
    """The actors' phrases in order; of several that share a head, the one that is the head."""
    listed = sorted(sites)
    found = [_phrase(tokens, site, grammar, listed) for site in listed]
    heads = {one.anchor: one for one in found if one.direct}
    kept = [one for one in found if one.direct or one.anchor not in heads or not _titled(one, heads[one.anchor])]
    _join(tokens, kept, grammar)
    return kept


def _titled(one: Phrase, head: Phrase) -> bool:
    return one.last < head.first or one.first > head.last


def _phrase(tokens: Sequence[Token], site: Site, grammar: Grammar, sites: Sequence[Site]) -> Phrase:
    first, last, actor, adjective = site
    anchor, hosts = _rightwards(tokens, last, adjective, grammar, sites)
    if hosts and actor.startswith("place:") and first and grammar.has("at", tokens[first - 1].text):
        anchor, hosts = last, ()
    start = _start(tokens, first, grammar)
    case = _case(tokens, anchor)
    marker = _marker(tokens, start, last, grammar)
    own, own_case = marker, case
    while (step := _leftwards(tokens, start, marker, case, grammar)) is not None:
        anchor, hosts = step, (*hosts, step)
        start = _start(tokens, step, grammar)
        marker, case = _marker(tokens, start, last, grammar), _case(tokens, step)
        if len(hosts) > _TITLE_REACH:
            break
    name = _named_by(hosts, last, sites, tokens)
    anchor = name if name is not None else anchor
    return Phrase(actor, first, last, start, anchor, marker, own, case, own_case, hosts)


def _named_by(hosts: tuple[int, ...], last: int, sites: Sequence[Site], tokens: Sequence[Token]) -> int | None:
    """The name that follows a title with its state: `президент России Владимир Путин`."""
    if not hosts or hosts[0] > last:
        return None
    after = next((site for site in sites if site[0] == last + 1 and not site[3]), None)
    return None if after is None else after[1]


def _rightwards(
    tokens: Sequence[Token], last: int, adjective: bool, grammar: Grammar, sites: Sequence[Site]
) -> tuple[int, tuple[int, ...]]:
    """The head that an adjective, a possessive or the first part of a compound belongs to."""
    i = last + 1
    possessive = i < len(tokens) and grammar.has("possessive", plain(tokens[i].text))
    if possessive:
        i += 1
    elif not adjective and (grammar.cases or grammar.words.get("no_compounds")):
        return last, ()
    head = last
    while i < len(tokens) and tokens[i].pos in _INSIDE and i - last <= _TITLE_REACH + 2:
        if grammar.cases and head != last and tokens[head].pos in _NOUNS and not _starts(i, sites):
            break
        if tokens[i].pos in _NOUNS:
            head = _last_of(i, sites)
        i = max(i, head) + 1
    return (head, (head,)) if head != last else (last, ())


def _starts(i: int, sites: Sequence[Site]) -> bool:
    return any(site[0] == i for site in sites)


def _last_of(i: int, sites: Sequence[Site]) -> int:
    return next((site[1] for site in sites if site[0] <= i <= site[1] and not site[3]), i)


def _start(tokens: Sequence[Token], first: int, grammar: Grammar) -> int:
    i = first
    while i > 0 and tokens[i - 1].pos in _INSIDE:
        case = _case(tokens, first)
        if grammar.cases and tokens[i - 1].pos in _NOUNS and (case == "Gen" or case != _case(tokens, i - 1)):
            break
        if tokens[i].pos == "DET" and i < first + 1 and tokens[i - 1].pos != "DET":
            break
        i -= 1
    return i


def _marker(tokens: Sequence[Token], start: int, last: int, grammar: Grammar) -> str:
    if last + 1 < len(tokens) and grammar.has("postpositions", plain(tokens[last + 1].text)):
        return plain(tokens[last + 1].text)
    i = start - 1
    while i >= 0 and grammar.has("quantity", plain(tokens[i].text)):
        i -= 1
    if i > 0 and grammar.has("particles", plain(tokens[i].text)) and tokens[i - 1].pos == "VERB":
        return ""
    if i < 0 or (tokens[i].pos != "ADP" and not grammar.has("coverbs", tokens[i].text)):
        return ""
    return "" if _opens_clause(tokens, tokens[i].text, last, grammar) else plain(tokens[i].lemma)


def _opens_clause(tokens: Sequence[Token], marker: str, last: int, grammar: Grammar) -> bool:
    """Whether a coverb opens a clause of time whose subject follows it: 在莫斯科宣布动员后."""
    if not grammar.has("clause_start", marker) or last + 1 >= len(tokens) or tokens[last + 1].pos != "VERB":
        return False
    for i in range(last + 2, min(last + 14, len(tokens))):
        if tokens[i].pos == "PUNCT":
            return False
        if grammar.has("clause_end", tokens[i].text):
            return True
    return False


def _case(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].feats.get("Case", "")


def _leftwards(tokens: Sequence[Token], start: int, marker: str, case: str, grammar: Grammar) -> int | None:
    """The noun that `of …` or a genitive belongs to."""
    if marker and (grammar.has("of", marker) or _held(tokens, start, marker, grammar)):
        i = start - 2
    elif grammar.cases and case == "Gen" and not marker:
        i = start - 1
    else:
        return None
    if i >= 0 and plain(tokens[i].text) in ("»", "”", '"'):
        i -= 1
    return i if i >= 0 and tokens[i].pos in _NOUNS else None


def _held(tokens: Sequence[Token], start: int, marker: str, grammar: Grammar) -> bool:
    """Whether a place says whose people or positions are meant (`students throughout …`, `targets in …`)."""
    if start < 2 or not grammar.has("located", marker):
        return False
    return grammar.has("holders", plain(tokens[start - 2].lemma), plain(tokens[start - 2].text))


def _join(tokens: Sequence[Token], found: list[Phrase], grammar: Grammar) -> None:
    """Group what is joined by `and`; the first lends its marker to the rest."""
    ordered = sorted(found, key=lambda one: (one.start, one.first))
    chains: list[list[Phrase]] = []
    for one in ordered:
        if chains and _linked(tokens, chains[-1][-1], one, grammar):
            chains[-1].append(one)
        else:
            chains.append([one])
    for chain in chains:
        whole = _closed(tokens, chain, grammar)
        for one in chain:
            one.group = whole if one in whole else [one]
        for one in whole[1:]:
            one.marker = one.marker or whole[0].marker
            one.case = one.case or whole[0].case


def _linked(tokens: Sequence[Token], a: Phrase, b: Phrase, grammar: Grammar) -> bool:
    between = range(a.end + 1, b.start - (1 if b.marker else 0))
    if b.first <= a.last or not 1 <= len(between) <= 3:
        return False
    words = [plain(tokens[i].text) for i in between]
    joined = (
        all(grammar.has("and", word) or (k and grammar.has("self", word)) for k, word in enumerate(words))
        and tokens[b.first].pos != "PRON"
    )
    if words[:2] == [",", "a"]:
        return False
    return joined and (not b.marker or b.marker == a.marker) and _same_case(a.case, b.case)


def _same_case(a: str, b: str) -> bool:
    """Whether two cases may be one: nominative, accusative and genitive often have one form."""
    return not a or not b or a == b or ("Acc" in (a, b) and {a, b} <= {"Nom", "Acc", "Gen"})


def _closed(tokens: Sequence[Token], chain: list[Phrase], grammar: Grammar) -> list[Phrase]:
    """The chain up to its last `and`: a comma alone joins nothing."""
    for k in range(len(chain) - 1, 0, -1):
        link = range(chain[k - 1].end + 1, chain[k].start)
        if any(grammar.has("and", plain(tokens[i].text)) and tokens[i].pos != "PUNCT" for i in link):
            return chain[: k + 1]
        if any(tokens[i].text == "、" for i in link):
            return chain[: k + 1]
    return chain[:1]
