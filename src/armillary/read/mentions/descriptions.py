"""Actors named by what they are (`the Kazakh foreign minister`, `российские элиты`), and offices beside names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from armillary.lexicon import load
from armillary.lexicon.actors import holder, kind_of, known
from armillary.lexicon.offices import Role, actor_id, group_kinds, lookup, organ_kinds, roles
from armillary.read.document import Doc, Line
from armillary.read.mentions.capitals import opens
from armillary.read.mentions.found import Found
from armillary.read.mentions.keys import plain
from armillary.read.mentions.listed import unspaced
from armillary.read.mentions.naming import among, words
from armillary.read.mentions.phrases import Phrase, marker_words
from armillary.read.mentions.settings import Setting
from armillary.schema import MentionHow

_COUNTRIES = frozenset({"state", "sep", "igo", "hist", "place", "bloc"})
_ORGANS = frozenset({"org", "gov", "mil"})
_ALONE = frozenset(
    {
        *("officials", "diplomats", "lawmakers", "elites", "clans", "oligarchs", "hardliners", "nationalists"),
        *("islamists", "propagandists", "experts", "analysts", "observers", "economists", "scholars", "bloggers"),
        *("opposition", "dissidents", "activists", "protesters", "rebels", "separatists", "militants", "terrorists"),
        *("mercenaries", "partisans", "human-rights-defenders", "post-soviet-generation", "siloviki", "hackers"),
        *("security-forces", "draft-evaders"),
    }
)
"""Groups that are actors without a country beside them too."""
_RELATED = frozenset({"allies", "partners", "neighbours", "supporters"})
"""Groups that are what they are to somebody: `of X` does not say that they belong to X."""
_POSSESSIVE = ("'s", "’s", "'", "’")


@dataclass(slots=True)
class Described:
    """A phrase with whose it is and which marks stand before it."""

    phrase: Phrase
    country: Found | None
    marks: frozenset[str]
    start: int
    end: int
    first: int
    last: int
    definite: bool


@dataclass(slots=True)
class Offices:
    """What an article says of who holds which office."""

    of_name: dict[int, list[Described]] = field(default_factory=dict)
    """By the start of a name: the descriptions that stand beside it."""
    alone: list[Described] = field(default_factory=list)
    """Those that stand alone."""


def by_line(found: Sequence[Found]) -> dict[int, list[Found]]:
    """Mentions by the number of their sentence."""
    lines: dict[int, list[Found]] = {}
    for one in found:
        lines.setdefault(one.line.n, []).append(one)
    return lines


Said = Mapping[int, Sequence[Phrase]]
"""The phrases of each line, by the number of its sentence."""


def organs(doc: Doc, found: list[Found], said: Said) -> list[Found]:
    """Mentions of organs of states and of groups; an organ without its state is the one the article names elsewhere.

    What the lexicon has by the same words (Security Council) is taken from `found` where a state stands beside.
    """
    here = by_line(found)
    whole: list[Described] = []
    singles: list[Found] = []
    for line in doc.lines:
        for phrase in said[line.n]:
            if phrase.table == "office":
                continue
            same = [one for one in here.get(line.n, ()) if (one.start, one.end) == (phrase.start, phrase.end)]
            others = [one for one in here.get(line.n, ()) if one not in same]
            one = _whole(doc, line, phrase, others)
            if _is_idiom(one):
                continue
            if _is_single(doc, one, others):
                singles += _one_of(doc, one, others)
                continue
            if _inside(phrase, others) or (same and not (one.country and kind_of(one.country.actor_id) == "state")):
                continue
            for other in same:
                found.remove(other)
                here[line.n].remove(other)
            whole.append(one)
    _share(whole)
    _settle(whole, here, said, Setting(found))
    made = [made for one in whole if (made := _organ(one, whole)) is not None]
    made += singles
    return [one for one in made if not any(_crosses(one, other) for other in here.get(one.line.n, ()))]


_LEADS = frozenset({"leadership", "government", "authorities", "regime"})


def _is_idiom(one: Described) -> bool:
    """`под руководством России`: under its lead, not under its leaders."""
    before = one.phrase.line.tokens[one.first - 1 : one.first] if one.first else ()
    under = words(one.phrase.line.language, "office", "under")
    return one.phrase.slug in _LEADS and any(plain(token.text) in under for token in before)


def _is_single(doc: Doc, one: Described, here: Sequence[Found]) -> bool:
    """Whether, where words show no number, one of a group is meant: 一名官员, or an office before a name."""
    if one.phrase.table != "group" or not unspaced(one.phrase.line):
        return False
    before = doc.text[max(0, one.start - 2) : one.start]
    named = any(kind_of(other.actor_id) == "person" and 0 <= other.start - one.end <= 1 for other in here)
    return named or before.endswith(tuple(words(one.phrase.line.language, "office", "single")))


def _one_of(doc: Doc, one: Described, here: Sequence[Found]) -> list[Found]:
    """One of a group, by the office that makes one: of officials an official."""
    role = roles().get(one.phrase.slug.removesuffix("s"))
    named = any(kind_of(other.actor_id) == "person" and 0 <= other.start - one.end <= 1 for other in here)
    if role is None or one.country is None or named:
        return []
    return [_made(one, actor_id(role, state_of(one.country)), "description", 0.7)]


def _share(whole: Sequence[Described]) -> None:
    """A group joined to another by a conjunction is of the same state: `Russian bloggers and hardliners`."""
    for before, one in pairwise(whole):
        line = one.phrase.line
        if one.country is not None or before.country is None or before.phrase.line is not line:
            continue
        groups = one.phrase.table == "group" == before.phrase.table
        if groups and one.first - before.last == 2 and line.tokens[one.first - 1].pos == "CCONJ":
            one.country = before.country


def _settle(whole: Sequence[Described], here: Mapping[int, Sequence[Found]], said: Said, setting: Setting) -> None:
    """Give groups without a country that of the place they act in, or of the authorities they face."""
    for one in whole:
        line = one.phrase.line
        if one.country is None and not _possessed(one) and not unspaced(line):
            one.country = setting.of_group(line, one.phrase.slug, here.get(line.n, ()), said[line.n])


def _inside(phrase: Phrase, here: Sequence[Found]) -> bool:
    return any(
        (
            one.start < phrase.end
            and phrase.start < one.end
            and not (phrase.start <= one.start and one.end <= phrase.end)
        )
        or (one.start, one.end) == (phrase.start, phrase.end)
        for one in here
    )


def _crosses(one: Found, other: Found) -> bool:
    return one.overlaps(other) and not one.holds(other)


def _organ(one: Described, whole: Sequence[Described]) -> Found | None:
    role = role_of(one)
    if role is None or "former" in one.marks or one.phrase.slug in _RELATED:
        return None
    country = state_of(one.country) if one.country else None
    if country is None and not one.phrase.context:
        if one.phrase.table == "organ":
            country = _same_elsewhere(one, whole)
        elif role.slug in _ALONE:
            return _made(one, actor_id(role, None), "description", 0.7)
    if country is None and not _possessed(one):
        return None
    how: MentionHow = "name" if one.phrase.table == "organ" and _proper(one) else "description"
    made = _made(one, actor_id(role, country) if country else "", how, 0.85 if one.country else 0.6)
    made.role = role if one.country is None else None
    return made


def _proper(one: Described) -> bool:
    """Whether an organ is called by its name, with capitals: `Верховный суд Пакистана`, `the Foreign Office`."""
    tokens = one.phrase.line.tokens[one.phrase.first : one.phrase.last + 1]
    if unspaced(one.phrase.line) or not tokens:
        return False
    big = [token.text[:1].isupper() for token in tokens]
    if one.phrase.line.language in ("ru", "uk", "pl", "fr", "es"):
        return big[0] and not opens(one.phrase.line, one.phrase.first)
    return all(big) and one.phrase.line.language != "de" and len(big) > 1


def _possessed(one: Described) -> bool:
    """Whether a pronoun that says whose it is stands before: `his government`, 他的政府."""
    line, first = one.phrase.line, one.first
    before = [plain(token.text) for token in line.tokens[max(0, first - 2) : first]]
    listed = words(line.language, "pronoun", "m", "f", "n", "plural")
    return any(word in listed for word in before)


def belongings(found: Sequence[Found]) -> None:
    """Give organs behind a pronoun to the state of whom it stands for."""
    pronouns = {(one.line.n, i): one for one in found if one.how == "pronoun" for i in one.tokens}
    for one in found:
        if one.role is None or not one.tokens:
            continue
        near = [pronouns.get((one.line.n, one.tokens[0] - back)) for back in (1, 2)]
        owner = next((pronoun for pronoun in near if pronoun is not None), None)
        country = _land(owner.actor_id) if owner is not None else None
        if country is not None:
            one.actor_id, one.confidence = actor_id(one.role, country), 0.75
            one.why += f", whose: {country}"


def _same_elsewhere(one: Described, whole: Sequence[Described]) -> str | None:
    """The state whose organ of this kind the article named last, else names first."""
    same = [other for other in whole if other.phrase.slug == one.phrase.slug and other.country is not None]
    before = [other for other in same if other.start < one.start]
    best = before[-1] if before else same[0] if same else None
    return state_of(best.country) if best is not None and best.country is not None else None


def _made(one: Described, actor: str, how: MentionHow, confidence: float) -> Found:
    made = Found(one.phrase.line, one.start, one.end, how, actor, tokens=tuple(range(one.first, one.last + 1)))
    made.confidence = confidence
    made.why = f"{one.phrase.table} `{one.phrase.text}`" + (f" of {one.country.actor_id}" if one.country else "")
    return made


def described(doc: Doc, found: Sequence[Found], said: Said) -> Offices:
    """The offices of an article: those beside a name, and those that stand alone."""
    result = Offices()
    lines = by_line(found)
    for line in doc.lines:
        here = lines.get(line.n, [])
        for phrase in said[line.n]:
            if phrase.table != "office" or _inside(phrase, here):
                continue
            whole = _whole(doc, line, phrase, here)
            many = words(line.language, "office", "plural")
            if _of_several(whole, here) or (many and doc.text[phrase.end : phrase.end + 2].startswith(tuple(many))):
                continue
            name = _named(doc, line, whole, here)
            if name is not None:
                result.of_name.setdefault(name.start, []).append(whole)
            else:
                result.alone.append(whole)
    return result


def _of_several(one: Described, here: Sequence[Found]) -> bool:
    """Whether an office is held by several, one for each country of a list: `the ministers of A, B and C`."""
    line, country = one.phrase.line, one.country
    if country is None or not country.tokens:
        return False
    numbers = {line.tokens[i].feats.get("Number") for i in range(one.phrase.first, one.phrase.last + 1)}
    if "Plur" not in numbers and not unspaced(line) and line.language != "tr":
        return False
    before = one.phrase.first > country.tokens[-1]
    link = country.tokens[0] - 1 if before else country.tokens[-1] + 1
    other = link - 1 if before else link + 1
    if not 0 < link < len(line.tokens):
        return False
    joined = line.tokens[link].pos == "CCONJ" or line.tokens[link].text in (",", "、")
    return joined and _country_at(here, other, last=before) is not None


def _whole(doc: Doc, line: Line, phrase: Phrase, here: Sequence[Found]) -> Described:
    if unspaced(line):
        return _whole_characters(doc, phrase, here)
    first, last, marks, country = phrase.first, phrase.last, set[str](), None
    marked = marker_words(line.language)
    at = first - 1
    while (
        at >= 0
        and (low := plain(line.tokens[at].text))
        and (low in marked or plain(line.tokens[at].lemma) in marked or line.tokens[at].text == "-")
    ):
        name = marked.get(low) or marked.get(plain(line.tokens[at].lemma))
        if name:
            marks.add(name)
            first = at
        at -= 1
    country = _before(line, at, here)
    if country is None and at >= 1 and line.tokens[at].pos in ("ADJ", "NOUN"):
        country = _before(line, at - 1, here)
        if country is not None and line.tokens[at].pos == "NOUN" and country.how != "adjective":
            country = None
    if country is not None:
        first = min(first, country.tokens[0])
        before = country.tokens[0] - 1
        name = marked.get(plain(line.tokens[before].text)) or marked.get(plain(line.tokens[before].lemma))
        if before >= 0 and name:
            marks.add(name)
    else:
        country, last = _behind(line, last, here, phrase.table != "office")
    start = min(line.tokens[first].start, country.start if country else line.tokens[first].start)
    end = max(line.tokens[last].end, phrase.end)
    definite = first > 0 and plain(line.tokens[first - 1].text) in words(line.language, "office", "definite")
    return Described(phrase, country, frozenset(marks), start, end, first, last, definite)


def _before(line: Line, at: int, here: Sequence[Found]) -> Found | None:
    """The country right before a phrase: an adjective, a noun, or a possessive."""
    if at >= 0 and line.tokens[at].text in _POSSESSIVE:
        at -= 1
        return _country_at(here, at, last=True)
    found = _country_at(here, at, last=True)
    if found is not None and line.language in ("ru", "uk", "pl", "de", "fr", "es") and found.how not in ("adjective",):
        return found if found.how == "demonym" and line.tokens[at].pos == "ADJ" else None
    return found


def _behind(line: Line, last: int, here: Sequence[Found], persons: bool) -> tuple[Found | None, int]:
    """The country behind a phrase, and its last token: a genitive, an adjective, or behind `of`."""
    office = load(line.language, "naming").get("office", {})
    at = last + 1
    if office.get("direct"):
        found = _country_at(here, at, last=False)
        if found is not None and (found.how != "adjective" or office.get("adjective_behind")):
            return found, found.tokens[-1]
        if persons and found is None:
            named = [one for one in here if one.tokens and one.tokens[0] == at and kind_of(one.actor_id) == "person"]
            if named and _land(named[0].actor_id):
                return named[0], named[0].tokens[-1]
    joins, hops = str(office.get("joins", "")).split(), 0
    while at < len(line.tokens) and plain(line.tokens[at].text) in joins and hops < 2:
        at, hops = at + 1, hops + 1
    if hops:
        found = _country_at(here, at, last=False)
        if found is not None and found.how not in ("adjective", "demonym"):
            return found, found.tokens[-1]
    return None, last


def _country_at(here: Sequence[Found], at: int, last: bool) -> Found | None:
    fits = [
        one
        for one in here
        if one.tokens
        and one.tokens[-1 if last else 0] == at
        and (kind_of(one.actor_id) in _COUNTRIES or (not last and kind_of(one.actor_id) in _ORGANS))
    ]
    return max(fits, key=lambda one: one.end - one.start, default=None)


def _whole_characters(doc: Doc, phrase: Phrase, here: Sequence[Found]) -> Described:
    start, marks = phrase.start, set[str]()
    begin = phrase.line.sentence.start_char
    for text, name in sorted(marker_words(phrase.line.language).items(), key=lambda item: -len(item[0])):
        if doc.text[begin:start].endswith(text):
            start -= len(text)
            marks.add(name)
            break
    stop = start - 1 if doc.text[start - 1 : start] == "的" else start
    country = next((one for one in here if one.end == stop and kind_of(one.actor_id) in _COUNTRIES), None)
    if country is not None:
        start = country.start
    inside = phrase.line.within(start, phrase.end)
    first, last = (inside[0], inside[-1]) if inside else (phrase.first, phrase.last)
    return Described(phrase, country, frozenset(marks), start, phrase.end, first, last, False)


def _named(doc: Doc, line: Line, one: Described, here: Sequence[Found]) -> Found | None:
    """The name of the person who holds an office: right behind it, or before it and a comma."""
    persons = [found for found in here if kind_of(found.actor_id) == "person"]
    for found in persons:
        gap = doc.text[one.end : found.start] if found.start >= one.end else None
        if gap is not None and len(gap) < 25 and _thin(gap, line, one.last + 1, found):
            return found
        gap = doc.text[found.end : one.start] if found.end <= one.start else None
        if gap is not None and len(gap) < 40 and _apposition(gap, line.language):
            return found
    return None


def _thin(gap: str, line: Line, after: int, found: Found) -> bool:
    """Whether nothing but titles stands between."""
    if not gap.strip(" \u00a0,") and gap.count(",") == 0:
        return True
    if unspaced(line) or not found.tokens:
        return False
    between = line.tokens[after : found.tokens[0]]
    return bool(between) and all(
        among(token, words(line.language, "person", "male", "female", "any")) or token.text == "." for token in between
    )


def _apposition(gap: str, language: str) -> bool:
    """Whether only a comma or bracket, and small words, stand between."""
    rest = gap.strip()
    if not rest or rest[0] not in ",(，、—–":
        return False
    small = words(language, "office", "definite") | words(language, "office", "before")
    return all(plain(word) in small for word in rest.strip(",(，、—– ").split())


@cache
def _kinds() -> Mapping[str, Mapping[str, Role]]:
    return {"office": roles(), "organ": organ_kinds(), "group": group_kinds()}


def role_of(one: Described) -> Role | None:
    """What the phrase of a description stands for, a deputy's being another office."""
    table = _kinds()[one.phrase.table]
    if "deputy" in one.marks:
        return table.get(f"deputy-{one.phrase.slug}") or table.get(f"vice-{one.phrase.slug}")
    return table.get(one.phrase.slug)


def introduce(doc: Doc, offices: Offices, found: Sequence[Found], texts: Said) -> None:
    """Tell of each newcomer the office, country and gender that stand beside its name."""
    setting, here = Setting(found), by_line(found)
    for one in found:
        newcomer = doc.newcomers.get(one.actor_id)
        if newcomer is None:
            continue
        for said in offices.of_name.get(one.start, ()):
            role = role_of(said)
            newcomer.office = newcomer.office or doc.text[said.start : said.end]
            newcomer.gender = newcomer.gender or said.phrase.gender
            newcomer.country = newcomer.country or (_land(state_of(said.country)) if said.country else None)
            if newcomer.country is None and said.country is None and role is not None and role.sector == "GOV":
                owner = setting.of_officer(one.line, here[one.line.n], texts[one.line.n])
                newcomer.country = state_of(owner) if owner is not None else None
            if role is not None and role.acts_for and said.country and kind_of(said.country.actor_id) == "igo":
                newcomer.acts_for = newcomer.acts_for or said.country.actor_id
            if role is not None:
                newcomer.sector = newcomer.sector or role.sector
                if role.acts_for and "former" not in said.marks and newcomer.country and newcomer.acts_for is None:
                    newcomer.acts_for = newcomer.country


def _land(actor: str) -> str | None:
    """The state an actor is or belongs to."""
    found = lookup(actor)
    return found.country if found is not None else None


def titled(doc: Doc, offices: Offices, found: Sequence[Found]) -> Iterator[Found]:
    """Mentions of whom the offices that stand alone mean."""
    held = Held(doc, offices, found)
    last: dict[str, tuple[str, MentionHow]] = {}
    for one in sorted(offices.alone, key=lambda one: one.start):
        role = role_of(one)
        if role is None or "former" in one.marks or "late" in one.marks:
            continue
        actor, how = _office(doc, one, role, state_of(one.country) if one.country else None, held)
        if actor is None and _stands_for(one):
            same = [last[slug] for slug in last if slug == role.slug or slug.endswith(f"-{role.slug}")]
            actor, how = same[-1] if same else (None, how)
        if actor is not None:
            if one.country is not None:
                last.pop(role.slug, None)
                last[role.slug] = actor, how
            yield _made(one, actor, how, 0.8 if one.country else 0.6)


def _stands_for(one: Described) -> bool:
    """Whether an office without its country means somebody named before: definite, where the language shows that."""
    return not one.phrase.context and (one.definite or not words(one.phrase.line.language, "office", "definite"))


_Answer = tuple[str | None, MentionHow]


def _office(doc: Doc, one: Described, role: Role, country: str | None, held: Held) -> _Answer:
    if country is not None:
        person = held.by(role.slug, country, one.start)
        if person is None and not role.acts_for and not one.definite:
            return None, "title"
        return person or actor_id(role, country), "title" if person else "description"
    if not _stands_for(one):
        return None, "title"
    return held.latest(role.slug, one.start), "title"


def state_of(found: Found) -> str:
    """The actor an office belongs to: for a place its state."""
    actor = known().get(found.actor_id)
    if actor is not None and actor.kind in ("place", "person") and actor.country:
        return actor.country
    return found.actor_id


class Held:
    """Who holds which office, as the article says and the lexicon knows for its day."""

    def __init__(self, doc: Doc, offices: Offices, found: Sequence[Found]) -> None:
        self.day: dt.date | None = doc.article.published
        self.named = sorted((one for one in found if kind_of(one.actor_id) == "person"), key=lambda one: one.start)
        self.said: dict[str, set[tuple[str, str | None]]] = {}
        for one in self.named:
            for said in offices.of_name.get(one.start, ()):
                role = role_of(said)
                if role is not None and "former" not in said.marks:
                    country = state_of(said.country) if said.country else None
                    self.said.setdefault(one.actor_id, set()).add((role.slug, country))

    def by(self, slug: str, country: str, at: int) -> str | None:
        """Who holds an office of a country: whom the article names in it, else whom the lexicon knows that day."""
        for one in self._nearest(at):
            if (slug, country) in self.said.get(one.actor_id, ()) or self._held(one.actor_id, slug, country):
                return one.actor_id
        if self.day is None or (slug in roles() and roles()[slug].several):
            return None
        return holder(slug, country, self.day)

    def latest(self, slug: str, at: int) -> str | None:
        """Who was last named in an office, whosever."""
        for one in self._nearest(at):
            if one.start < at and (
                any(slug == other for other, _ in self.said.get(one.actor_id, ()))
                or self._held(one.actor_id, slug, None)
            ):
                return one.actor_id
        return None

    def _nearest(self, at: int) -> list[Found]:
        before = [one for one in self.named if one.start < at]
        return before[::-1] + [one for one in self.named if one.start > at]

    def _held(self, person: str, slug: str, country: str | None) -> bool:
        actor = known().get(person)
        if actor is None:
            return False
        fits = [
            term
            for term in actor.terms
            if (term.of == country or country is None)
            and (term.role == slug or (slug == "leader" and _leads(term.role, term.of)))
        ]
        return any(self.day is None or term.covers(self.day) for term in fits)


def _leads(role: str, of: str) -> bool:
    actor = known().get(of)
    return role == ((actor.leader if actor else None) or "president")
