"""Noun phrases that stand for actors: where they stand in the clause, with which marker and case.

Parses are one voice among several here: markers, case, order and neighbours decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from armillary.read.document import Token
from armillary.read.events.endings import behind, case_of, is_ending
from armillary.read.events.frames import Grammar, plain

_INSIDE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_TITLE_REACH = 4
_POSSESSED_OBJECT = re.compile("[ıiuü]n[ıiuü]$")
"""Ending of an object that bears the sign of a possessor (`liderlerini`); without it, that sign alone (`liderleri`)."""


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
    found = [one for one in found if not _only_owns(one, found, tokens)]
    owned = {one.anchor for one in found if not one.direct and not one.actor.startswith("place:")}
    found = [one for one in found if not (one.direct and one.anchor in owned and _of_no_state(one.actor))]
    heads = {one.anchor: one for one in found if one.direct}
    found = [_freed(tokens, one, heads, grammar) for one in found]
    kept = [one for one in found if one.direct or one.anchor not in heads or not _titled(one, heads[one.anchor])]
    kept = _apposed(tokens, kept) if grammar.words.get("apposed") else kept
    _join(tokens, kept, grammar)
    for one in kept:
        twins = [other for other in kept if other.first == one.first and other.last == one.last]
        one.group = twins if len(twins) > 1 else one.group
    return kept


def _of_no_state(actor: str) -> bool:
    """Whether a group is of no state that its id names: of `ministers of A and B` A and B are meant."""
    return actor.startswith("group:") and actor[9:10] != "-"


def _freed(tokens: Sequence[Token], one: Phrase, heads: Mapping[int, Phrase], grammar: Grammar) -> Phrase:
    """A place behind somebody named by himself is no part of his name (`withdrew its troops from Ghana`)."""
    if one.direct or one.anchor not in heads or not grammar.has("located", one.own) or one.first < one.anchor:
        return one
    return replace(one, anchor=one.last, start=_start(tokens, one.first, grammar), marker=one.own, hosts=())


def _only_owns(one: Phrase, found: Sequence[Phrase], tokens: Sequence[Token]) -> bool:
    """Whether a pronoun says whose somebody is whom another word names (`his Algerian counterpart`)."""
    if one.direct or tokens[one.first].pos not in ("PRON", "DET"):
        return False
    return any(other.anchor == one.anchor and other.first > one.last for other in found)


def _apposed(tokens: Sequence[Token], found: Sequence[Phrase]) -> list[Phrase]:
    """Without offices and counterparts whose name follows between commas (`su homólogo, Nicolás Maduro,`)."""
    kept: list[Phrase] = []
    for one in sorted(found, key=lambda one: (one.first, one.last)):
        before = kept[-1] if kept else None
        if before is not None and one.actor.startswith("person:") and _names_again(tokens, before, one):
            one.start, one.marker = before.start, before.marker or one.marker
            kept.pop()
        kept.append(one)
    return kept


def _names_again(tokens: Sequence[Token], before: Phrase, one: Phrase) -> bool:
    between = [tokens[i].text for i in range(before.end + 1, one.first)]
    closed = one.last + 1 >= len(tokens) or tokens[one.last + 1].pos == "PUNCT"
    titled = tokens[before.start].pos in ("DET", "NOUN", "ADJ") or before.first != before.last
    held = tokens[before.last].pos == "ADJ" or before.actor.startswith(("role:", "person:")) or before.hosts
    return between == [","] and closed and titled and bool(held)


def _titled(one: Phrase, head: Phrase) -> bool:
    return one.last < head.first or one.first > head.last


def _phrase(tokens: Sequence[Token], site: Site, grammar: Grammar, sites: Sequence[Site]) -> Phrase:
    first, last, actor, adjective = site
    anchor, hosts = _rightwards(tokens, last, adjective, grammar, sites)
    if hosts and actor.startswith("place:") and first and grammar.has("at", tokens[first - 1].text):
        anchor, hosts = last, ()
    if grammar.cases and anchor == last and not hosts:
        anchor = _head_of_name(tokens, first, last)
    start = _start(tokens, first, grammar)
    bare = _starts_name(tokens[last]) if anchor == last and first == last else _named(anchor, sites, tokens)
    case = case_of(tokens, start, anchor, bare, grammar)
    if hosts and case == "Acc" and grammar.words.get("possessed") and not _POSSESSED_OBJECT.search(tokens[anchor].text):
        case = "Nom"
    tail = anchor if hosts and grammar.words.get("possessed") else last
    marker = _marker(tokens, start, tail, grammar)
    own, own_case = marker, case
    while (step := _leftwards(tokens, start, marker, case, grammar)) is not None:
        anchor, hosts = step, (*hosts, step)
        start = _start(tokens, step, grammar)
        marker, case = _marker(tokens, start, last, grammar), case_of(tokens, start, step, False, grammar)
        if len(hosts) > _TITLE_REACH:
            break
    name = _named_by(hosts, last, sites, tokens)
    anchor = name if name is not None else anchor
    return Phrase(actor, first, last, start, anchor, marker, own, case, own_case, hosts)


def _head_of_name(tokens: Sequence[Token], first: int, last: int) -> int:
    """The word of a name that bears its case; the rest belongs to it (`Верховный суд Пакистана`, `суд в Лахоре`)."""
    for i in range(first, last):
        if tokens[i].pos in _NOUNS and _case(tokens, i) not in ("", "Gen"):
            return i if tokens[i + 1].pos == "ADP" or _case(tokens, i + 1) == "Gen" else last
    return last


def _starts_name(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos != "ADJ"


def _named(i: int, sites: Sequence[Site], tokens: Sequence[Token]) -> bool:
    """Whether a head is the last word of a name of its own."""
    return any(site[0] == site[1] == i and not site[3] for site in sites) and _starts_name(tokens[i])


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
    if grammar.words.get("possessed"):
        return _possessed(tokens, last, grammar, sites)
    if possessive:
        i += 1
    elif _genitive_name(tokens, last, grammar, sites):
        pass
    elif not adjective and (grammar.cases or grammar.words.get("no_compounds")):
        return last, ()
    head = last
    while i < len(tokens) and tokens[i].pos in _INSIDE and i - last <= _TITLE_REACH + 2:
        if grammar.order == "zh" and (tokens[i].pos == "NUM" or _starts(i, sites)):
            break
        if grammar.cases and head != last and tokens[head].pos in _NOUNS and not _starts(i, sites):
            break
        if tokens[i].pos in _NOUNS:
            head = _last_of(i, sites)
        i = max(i, head) + 1
    return (head, (head,)) if head != last else (last, ())


def _genitive_name(tokens: Sequence[Token], last: int, grammar: Grammar, sites: Sequence[Site]) -> bool:
    """Whether a name bears the ending of a genitive and its noun follows (`Ruandas Präsident`)."""
    endings = tuple(grammar.words.get("genitive_names", ()))
    if not endings or not tokens[last].text.endswith(endings) or last + 1 >= len(tokens):
        return False
    return tokens[last + 1].pos in ("NOUN", "PROPN", "ADJ") and not any(
        site[0] == last + 1 and not site[3] for site in sites
    )


def _possessed(
    tokens: Sequence[Token], last: int, grammar: Grammar, sites: Sequence[Site]
) -> tuple[int, tuple[int, ...]]:
    """The head that a genitive or a bare first part of a compound belongs to, where heads bear a sign of it.

    `Irak'ın egemenliği`, `Rusya ordusu`; a title leads on to the name behind it (`Irak Başbakanı Sudani`).
    """
    i = behind(tokens, last, grammar)
    signed = i > last + 1
    whose = tokens[last].feats.get("Case", "") == "Gen" or (signed and tokens[i - 1].text.lower().endswith("ki"))
    if signed and not whose:
        return last, ()
    endings = tuple(grammar.words["possessed"])
    for j in range(i, min(i + _TITLE_REACH + 1, len(tokens))):
        word = plain(tokens[j].text)
        if is_ending(tokens[j]):
            continue
        if whose and tokens[j].pos == "CCONJ":
            continue
        if tokens[j].pos in ("PUNCT", "VERB", "ADP", "CCONJ") or (_starts(j, sites) and not whose):
            break
        held = (
            word.endswith(endings) if whose else grammar.has("possessed_heads", word) or _is_title(tokens, j, endings)
        )
        if held:
            following = j + 1 if j + 1 < len(tokens) and _starts(j + 1, sites) and tokens[j].text[:1].isupper() else -1
            head = _last_of(following, sites) if following > 0 else j
            return head, (head,)
    return last, ()


def _is_title(tokens: Sequence[Token], j: int, endings: tuple[str, ...]) -> bool:
    return tokens[j].text[:1].isupper() and plain(tokens[j].text).endswith(endings)


def _starts(i: int, sites: Sequence[Site]) -> bool:
    return any(site[0] == i for site in sites)


def _last_of(i: int, sites: Sequence[Site]) -> int:
    return next((site[1] for site in sites if site[0] <= i <= site[1] and not site[3]), i)


def _start(tokens: Sequence[Token], first: int, grammar: Grammar) -> int:
    i = first
    while i > 0 and (tokens[i - 1].pos in _INSIDE or _describes(tokens, i - 1, grammar)):
        case = _case(tokens, first)
        if grammar.cases and tokens[i - 1].pos in _NOUNS and (case == "Gen" or case != _case(tokens, i - 1)):
            break
        if tokens[i].pos == "DET" and i < first + 1 and tokens[i - 1].pos != "DET":
            break
        i -= 1
    return i


def _describes(tokens: Sequence[Token], i: int, grammar: Grammar) -> bool:
    """Whether a participle stands inside a phrase (`from neighbouring Ghana`)."""
    if tokens[i].pos != "VERB" or grammar.cases or grammar.order != "svo" or not i:
        return False
    return tokens[i - 1].pos in ("ADP", "DET") and grammar.has("describing", plain(tokens[i].text))


def _marker(tokens: Sequence[Token], start: int, last: int, grammar: Grammar) -> str:
    after = behind(tokens, last, grammar)
    if after < len(tokens) and grammar.has("postpositions", plain(tokens[after].text)):
        return plain(tokens[after].text)
    if grammar.words.get("possessed"):
        return ""
    i = start - 1
    while i >= 0 and (grammar.has("quantity", plain(tokens[i].text)) or grammar.has("own", plain(tokens[i].text))):
        i -= 1
    if i > 1 and grammar.has("of", plain(tokens[i].text)) and grammar.has("quantity_of", plain(tokens[i - 1].text)):
        i -= 2
    if i > 0 and grammar.has("particles", plain(tokens[i].text)) and tokens[i - 1].pos == "VERB":
        return ""
    if i < 0 or (tokens[i].pos != "ADP" and not grammar.has("coverbs", tokens[i].text)):
        return ""
    if _opens_clause(tokens, tokens[i].text, last, grammar):
        return ""
    return grammar.contracted.get(plain(tokens[i].text), plain(tokens[i].lemma))


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
    elif (grammar.cases or "articles_Dat" in grammar.words) and case == "Gen" and not marker:
        i = start - 1
        if i > 1 and tokens[start].pos == "NOUN" and grammar.has("and", plain(tokens[i].text)):
            i -= 1 if _case(tokens, i - 1) == "Gen" and tokens[i - 1].pos == "NOUN" else 0
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
        if (
            chains
            and _linked(tokens, chains[-1][-1], one, grammar)
            and not _acts_anew(tokens, chains[-1], one, grammar)
        ):
            chains[-1].append(one)
        else:
            chains.append([one])
    for chain in chains:
        whole = _closed(tokens, chain, grammar)
        if _begins_with_subject(tokens, whole, grammar):
            whole[0].group = [whole[0]]
            chain, whole = chain[1:], whole[1:]
        for one in chain:
            one.group = whole if one in whole else [one]
        if "case_Acc" in grammar.words:
            _end_together(whole)
        for one in whole[1:]:
            if _owns_too(whole[0], one):
                one.case, one.hosts = whole[0].case, whole[0].hosts
            one.marker = one.marker or whole[0].marker
            one.case = one.case or whole[0].case


def _acts_anew(tokens: Sequence[Token], chain: Sequence[Phrase], one: Phrase, grammar: Grammar) -> bool:
    """Whether a comma, `and` and a verb make the second of two the subject of a new clause (`…, and Chad left`)."""
    i, k = one.start - 1, one.end + 1
    if grammar.order != "svo" or grammar.cases or len(chain) > 1 or i < 1 or k >= len(tokens):
        return False
    if tokens[i].pos != "CCONJ" or tokens[i - 1].text != "," or tokens[k].pos not in ("VERB", "AUX"):
        return False
    return any(token.feats.get("VerbForm") == "Fin" for token in tokens[max(0, chain[0].start - 12) : chain[0].start])


def _begins_with_subject(tokens: Sequence[Token], whole: Sequence[Phrase], grammar: Grammar) -> bool:
    """Whether a comma sets off the subject from a group in another case (`Biden, Marcos ve Kişida'yı ağırladı`)."""
    if "case_Acc" not in grammar.words or len(whole) < 3 or whole[-1].case in ("Nom", ""):
        return False
    return tokens[whole[0].end + 1].text == ","


def _end_together(whole: Sequence[Phrase]) -> None:
    """Where endings say the case, the last of a group bears that of all (`Rusya ve Çin'e`)."""
    for one in whole[:-1]:
        one.case, one.marker = whole[-1].case, whole[-1].marker


def _linked(tokens: Sequence[Token], a: Phrase, b: Phrase, grammar: Grammar) -> bool:
    between = [i for i in range(a.end + 1, b.start - (1 if b.marker else 0)) if not is_ending(tokens[i])]
    if b.first <= a.last or not 1 <= len(between) <= 3:
        return False
    words = [plain(tokens[i].text) for i in between]
    joined = (
        all(grammar.has("and", word) or (k and grammar.has("self", word)) for k, word in enumerate(words))
        and tokens[b.first].pos != "PRON"
    )
    if words[:2] == [",", "a"] or (a.marker and a.marker in words and b.case != "Nom"):
        return False
    return (
        joined and (not b.marker or b.marker == a.marker) and (_same_case(a.case, b.case, grammar) or _owns_too(a, b))
    )


def _owns_too(a: Phrase, b: Phrase) -> bool:
    """Whether two genitives belong to one noun (`Президенты Казахстана и Турции`)."""
    return bool(a.hosts) and b.direct and not b.marker and a.own_case == b.case == "Gen" and a.case != "Gen"


def _same_case(a: str, b: str, grammar: Grammar) -> bool:
    """Whether two cases may be one: nominative, accusative and genitive often have one form."""
    if "case_Acc" in grammar.words and a == "Nom":
        return True
    return not a or not b or a == b or ("Acc" in (a, b) and {a, b} <= {"Nom", "Acc", "Gen"})


def _heads_line(tokens: Sequence[Token], chain: list[Phrase]) -> bool:
    """Whether two names open a headline, a comma for `and` (`Lima, Quito sign pact`)."""
    after = chain[-1].end + 1
    opens = chain[0].start == 0 and after < len(tokens) and tokens[after].pos == "VERB"
    return opens and tokens[-1].text not in (".", "!", "?", "。") and not chain[-1].marker


def _closed(tokens: Sequence[Token], chain: list[Phrase], grammar: Grammar) -> list[Phrase]:
    """The chain up to its last `and`: a comma alone joins nothing."""
    for k in range(len(chain) - 1, 0, -1):
        link = range(chain[k - 1].end + 1, chain[k].start)
        if any(grammar.has("and", plain(tokens[i].text)) and tokens[i].pos != "PUNCT" for i in link):
            return chain[: k + 1]
        if any(tokens[i].text == "、" for i in link):
            return chain[: k + 1]
    if len(chain) == 2 and grammar.order == "svo" and _heads_line(tokens, chain):
        return chain
    return chain[:1]
