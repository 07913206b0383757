"""Which of the actors that a form may stand for is meant."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from armillary.lexicon.actors import Form, Known, kind_of, known
from armillary.read.document import Doc
from armillary.read.mentions.found import Found
from armillary.read.mentions.keys import plain
from armillary.read.mentions.naming import among, titles, words
from armillary.read.mentions.places import is_place

_STATES = frozenset({"state", "sep", "igo", "bloc", "hist"})
_DESCRIBES = frozenset({"adjective", "demonym"})


def choose(doc: Doc, found: Sequence[Found]) -> list[Found]:
    """Those that are mentions, each with its actor."""
    sure = _sure(found)
    return [one for one in found if _settle(doc, one, sure)]


def _sure(found: Iterable[Found]) -> Counter[str]:
    """How often each actor is named in a way that leaves no doubt."""
    counts: Counter[str] = Counter()
    for one in found:
        ids = {form.actor_id for form in one.forms}
        if not any(form.context for form in one.forms) and (len(ids) == 1 or _capital(one.forms)):
            counts.update(ids)
    return counts


def _capital(forms: Sequence[Form]) -> bool:
    return any(form.how == "metonym" for form in forms)


def _settle(doc: Doc, one: Found, sure: Counter[str]) -> bool:
    """Decide who is meant; False where nobody of the lexicon is."""
    forms = [form for form in one.forms if not form.context or _supported(doc, one, form, sure)]
    forms = _by_word_class(one, forms)
    if not forms:
        return False
    metonyms = [form for form in forms if form.how == "metonym"]
    places = [form for form in forms if kind_of(form.actor_id) == "place"]
    if metonyms and places:
        forms = places if is_place(doc, one) else metonyms
    persons = [form for form in forms if kind_of(form.actor_id) == "person"]
    form = _likeliest(doc, persons, sure) if len(persons) == len(forms) and len(persons) > 1 else forms[0]
    one.actor_id, one.how = form.actor_id, form.how
    one.confidence = 0.95 if len(forms) == 1 and not form.context else 0.8
    one.why = f"`{form.text}` is {form.actor_id} ({form.how})"
    return True


def _supported(doc: Doc, one: Found, form: Form, sure: Counter[str]) -> bool:
    """Whether something else speaks for an ambiguous form."""
    if sure[form.actor_id]:
        return True
    actor = known().get(form.actor_id)
    if actor is not None and actor.kind == "person":
        if _in_office(actor, doc.article.published) and _behind_title(one):
            return True
        return bool(actor.country and sure[actor.country]) and _in_office(actor, doc.article.published)
    if kind_of(form.actor_id) == "state" and _behind_place_word(one):
        return True
    return kind_of(form.actor_id) in _STATES and any(kind_of(other) == "state" for other in sure)


def _behind_title(one: Found) -> bool:
    """Whether a title stands right before a name: `President Ford`."""
    first = one.tokens[0] if one.tokens else 0
    return bool(first) and among(one.line.tokens[first - 1], titles(one.line.language))


def _behind_place_word(one: Found) -> bool:
    """Whether only a place can stand here: `in Chad`, `from Georgia`."""
    first = one.tokens[0] if one.tokens else 0
    marks = words(one.line.language, "group", "located") | words(one.line.language, "place", "adpositions")
    return bool(first) and _by_name(one) and plain(one.line.tokens[first - 1].text) in marks


def _by_name(one: Found) -> bool:
    """Whether a state is named by its name, not by an adjective."""
    return one.forms[0].how == "name"


def _in_office(actor: Known, on: dt.date | None) -> bool:
    return any(term.role != "member" and (on is None or term.covers(on)) for term in actor.terms)


def _by_word_class(one: Found, forms: list[Form]) -> list[Form]:
    """Of forms that may be adjective or name of a people, those that the word is here."""
    hows = {form.how for form in forms}
    if not ({"adjective", "demonym"} <= hows or {"adjective", "name"} <= hows) or not one.tokens:
        return forms
    wanted = [form for form in forms if (form.how == "adjective") == _describes(one)]
    return wanted or forms


def _describes(one: Found) -> bool:
    """Whether a word for a people stands before a noun, as an adjective does."""
    tokens, last = one.line.tokens, one.tokens[-1]
    if tokens[last].feats.get("Case") or one.line.language in _INFLECTED:
        return tokens[last].pos == "ADJ"
    if tokens[last].feats.get("Number") == "Plur":
        return False
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    return tokens[last].pos == "ADJ" or (after is not None and after.pos in ("NOUN", "PROPN", "ADJ", "NUM"))


_INFLECTED = frozenset({"ru", "uk", "pl"})


def _likeliest(doc: Doc, persons: Sequence[Form], sure: Counter[str]) -> Form:
    """Of several persons of one name: who is named in full, is of a country named, held an office that day."""

    def rank(form: Form) -> tuple[int, bool, int, bool]:
        actor = known().get(form.actor_id)
        country = sure[actor.country] if actor and actor.country else 0
        on = doc.article.published
        return sure[form.actor_id], bool(actor and _in_office(actor, on)), country, not form.context

    return max(persons, key=rank)
