"""Subjects where neither endings nor agreement tell them and clauses leave theirs out (Chinese).

The subject stands before its verb, in the clause between two commas; after a verb that takes a clause (要求, 迫使) what
follows that verb is the subject, after another verb it is its object. A clause that opens with its verb, a joint or an
adverb goes on with the subject of the clause before. The words are data: `pivots`, `times`, `titles`, `datelines`,
`determiners` and `measures` in `languages/<code>/frames.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from armillary.read.document import Line
from armillary.read.events.frames import Grammar
from armillary.read.events.phrases import Phrase, Site

if TYPE_CHECKING:
    from armillary.read.events.roles import Scene

_ENDS = frozenset({"。", "！", "？", "!", "?"})
_PAUSES = frozenset({"，", ",", "；", ";", "：", ":", "\n"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_CLAUSES_BACK = 4
_DATELINE = 24
_TITLE = 20
"""Letters between the state and the name of a person who bears a title."""
_HELD = 4.0
_GONE_ON = 3.0

Span = tuple[int, int]


def subject(scene: Scene, verb: int) -> tuple[Phrase, float] | None:
    """Who acts at a verb, and how surely (up to 4); None where it is nobody who is known."""
    if _is_pointed_at(scene, verb):
        return None
    spans = _clauses_before(scene, verb)
    agent = _by_whom(scene, spans[0][0], verb)
    if agent is not None:
        return agent, _HELD
    found = _in_clause(scene, spans[0][0], verb)
    if found is not None:
        cost = scene.cost(found.end, verb)
        return None if cost is None else (found, max(2.0, _HELD - cost / 2))
    if _opens_with_other(scene, spans[0][0], verb) or _hands_on(scene, spans[0][0], verb):
        return None
    earlier = spans[1:]
    if _takes_clause(scene, verb):
        earlier = [one for one in earlier if _speaks(scene, one[1])] or earlier
    for k, (first, last) in enumerate(earlier):
        if not _takes_clause(scene, verb) and _asks(scene, first, last):
            return None
        opener = _opener(scene, first, last)
        if opener is not None:
            return opener, _GONE_ON - 0.2 * k
        if _opens_with_other(scene, first, last):
            return None
    return None


def _is_pointed_at(scene: Scene, verb: int) -> bool:
    """Whether a word of action is no predicate here: 有关指控, 这次袭击, 波兰的决定表示, 谴责的协议."""
    after = scene.tokens[verb + 1].pos if verb + 1 < len(scene.tokens) else ""
    if after and scene.is_(verb + 1, "possessive"):
        return True
    if verb and scene.is_(verb - 1, "possessive") and after == "VERB":
        return True
    if verb and scene.is_(verb - 1, "determiners"):
        return True
    return verb > 1 and scene.is_(verb - 2, "determiners") and scene.is_(verb - 1, "measures")


def _clauses_before(scene: Scene, verb: int) -> list[Span]:
    """The clause of a verb up to it, then those before it in the sentence, as (first, one past the last) tokens."""
    found: list[Span] = []
    last = verb
    for i in range(verb - 1, -2, -1):
        if i >= 0 and not _is_gap(scene, i):
            continue
        found.append((max(i + 1, _dateline(scene)), last))
        last = i + (i >= 0 and scene.tokens[i].text not in _PAUSES)
        if i < 0 or scene.tokens[i].text in _ENDS or len(found) > _CLAUSES_BACK:
            break
    return found


def _is_gap(scene: Scene, i: int) -> bool:
    """Whether a clause ends with a token: a pause, a stop, a blank between the two halves of a headline."""
    one, after = scene.tokens[i], scene.tokens[i + 1]
    blank = one.end < after.start and one.text.isalpha() and not (one.text.isascii() or after.text.isascii())
    return blank or one.text in _PAUSES or one.text in _ENDS


def _dateline(scene: Scene) -> int:
    """First token behind a dateline: 新华社基辅3月14日电（记者某某）."""
    opening = scene.tokens[:_DATELINE]
    ends = [i for i, token in enumerate(opening) if i and scene.is_(i, "datelines")]
    if not ends:
        return 0
    if ends[-1] + 1 < len(opening) and opening[ends[-1] + 1].text in ("（", "("):
        return next((i + 1 for i, token in enumerate(opening) if i > ends[-1] and token.text in ("）", ")")), 0)
    return ends[-1] + 1


def _bare(scene: Scene, first: int, last: int) -> list[Phrase]:
    """Phrases without coverb between two tokens."""
    return [one for one in scene.phrases if not one.marker and first <= one.first and one.end < last]


def _by_whom(scene: Scene, first: int, verb: int) -> Phrase | None:
    """`由X斡旋`: who a coverb says to act."""
    for one in reversed(scene.phrases):
        near = first <= one.first and one.end < verb and one.marker == "由"
        if near and not any(scene.tokens[i].pos == "VERB" for i in range(one.end + 1, verb)):
            return one
    return None


def _in_clause(scene: Scene, first: int, verb: int) -> Phrase | None:
    """The nearest phrase of the clause that is not the object of a verb between."""
    for one in reversed(_bare(scene, first, verb)):
        before = _verb_before(scene, first, one)
        if before is None or _takes_clause(scene, before):
            return None if _hands_on(scene, one.end + 1, verb) else one
    return None


def _hands_on(scene: Scene, first: int, verb: int) -> bool:
    """Whether a bare noun behind a verb that takes a clause acts in its place: A没有看到任何国家支持B."""
    taking = [i for i in range(first, verb) if _is_verb(scene, i) and _takes_clause(scene, i)]
    return bool(taking) and _opens_with_other(scene, taking[-1] + 1, verb)


def _is_verb(scene: Scene, i: int) -> bool:
    return scene.tokens[i].pos == "VERB" and i not in scene.at and not scene.is_(i, "negators")


def _verb_before(scene: Scene, first: int, one: Phrase) -> int | None:
    """The verb whose object a phrase would be; none behind `的`, where the phrase is what a clause describes."""
    start = min(one.start, one.first, *(other.first for other in one.group))
    for i in range(start - 1, first - 1, -1):
        if scene.is_(i, "possessive"):
            return None
        if _is_verb(scene, i):
            return i
    return None


def _takes_clause(scene: Scene, i: int) -> bool:
    text = scene.plain[i]
    return scene.is_(i, "pivots") or text.endswith(tuple(scene.grammar.words.get("pivots", ("\0",))))


def _asks(scene: Scene, first: int, last: int) -> bool:
    """Whether a clause says what somebody is asked to do: what is added to it is asked too, not done by who asks."""
    asking = [i for i in range(first, last) if _is_verb(scene, i) and scene.is_(i, "asks")]
    return bool(asking) and any(_is_verb(scene, i) for i in range(asking[0] + 1, last))


def _speaks(scene: Scene, end: int) -> bool:
    """Whether a clause ends with a verb of speech: 某人警告说，…，并敦促…."""
    return end > 0 and scene.tokens[end - 1].pos == "VERB" and _takes_clause(scene, end - 1)


def _opens_with_other(scene: Scene, first: int, last: int) -> bool:
    """Whether a noun that is no actor, no time and behind no coverb opens a clause: it has a subject of its own."""
    marked = False
    for i in range(first, last):
        token = scene.tokens[i]
        if i in scene.at or token.pos == "VERB" or scene.is_(i, "self"):
            return False
        if token.pos == "ADP" or scene.grammar.has("coverbs", token.text):
            marked = True
        elif token.pos in _NOMINAL and not marked and not _is_time(scene, i):
            return True
    return False


def _is_time(scene: Scene, i: int) -> bool:
    return scene.plain[i].endswith(tuple(scene.grammar.words.get("times", ("\0",))))


def _opener(scene: Scene, first: int, last: int) -> Phrase | None:
    """The subject of an earlier clause: its first bare phrase that stands before its verbs."""
    for one in _bare(scene, first, last):
        start = min(one.start, one.first)
        between = [i for i in range(first, start) if i not in scene.at and scene.tokens[i].pos == "VERB"]
        if not between or all(scene.is_(i, "pivots") for i in between):
            return one
    return None


def untitled(line: Line, sites: list[Site], grammar: Grammar) -> list[Site]:
    """Sites where states and organs that only belong to a person's title are part of that site: 土耳其总统埃尔多安."""
    titles = tuple(grammar.words.get("titles", ()))
    if not titles:
        return sites
    kept: list[Site] = []
    follower: Site | None = None
    for site in reversed(sites):
        if follower is not None and _is_title(line, site, follower, titles, grammar):
            kept[-1] = (site[0], *kept[-1][1:])
            continue
        kept.append(site)
        follower = site if site[2].startswith("person:") else None
    return kept[::-1]


def _is_title(line: Line, site: Site, person: Site, titles: tuple[str, ...], grammar: Grammar) -> bool:
    start, end = line.tokens[site[1]].end, line.tokens[person[0]].start
    offset = line.sentence.start_char
    between = line.sentence.text[start - offset : end - offset].strip(" 　的“”「」")
    own = line.sentence.text[line.tokens[site[0]].start - offset : start - offset]
    if site[2].startswith("person:") or not -1 < end - start <= _TITLE:
        return False
    if any(mark in between for mark in (*_PAUSES, *_ENDS, "、", "“", "（")):
        return False
    markers = grammar.words["coverbs"] - grammar.words["and"]
    if any(line.tokens[i].text in markers for i in range(site[1] + 1, person[0])):
        return False
    return (own + between).endswith(titles)
