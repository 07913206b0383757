"""What dictionaries say of a word form: lemma, part of speech and features of each reading it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from armillary.lexicon import actors
from armillary.read.grammar import pymorphy, sgjp
from armillary.read.grammar.forms import FormTable, form_table
from armillary.read.grammar.guesses import guesses, names
from armillary.read.grammar.reading import Reading
from armillary.read.grammar.words import function_words

Dictionary = Callable[[str], tuple[Reading, ...]]


@dataclass(frozen=True, slots=True)
class _Missing:
    """Stands where a language has no dictionary of forms on this machine."""

    def __call__(self, word: str) -> tuple[Reading, ...]:
        return ()


@cache
def dictionary(language: str) -> Dictionary:
    """The dictionary of a language; one that knows no word where there is none."""
    if language in pymorphy.LANGUAGES:
        return pymorphy.dictionary(language) or _Missing()
    if language == "pl":
        return sgjp.dictionary() or _Missing()
    return form_table(language)


@lru_cache(maxsize=200_000)
def readings(word: str, language: str) -> tuple[Reading, ...]:
    """The readings of a word form, the likeliest first; never empty."""
    words, low = function_words(language), word.lower()
    plain = low.replace("’", "'")
    if plain in words.clitic_words:
        return (Reading(*words.clitic_words[plain]),)
    if word.isupper() and low in words.listed("names.acronyms"):
        return (Reading(low, "PROPN"),)
    found = dictionary(language)(word)
    closed = words.closed.get(low)
    if closed:
        found = tuple(one for one in found if one.pos == closed) or (Reading(lemma(low, language), closed, {}, 1.0),)
    if low in words.adpositions and not closed:
        found = (Reading(low, "ADP"),)
    pronoun = words.pronouns.get(low)
    if pronoun:
        return tuple(_as_pronoun(one, pronoun.lemma, pronoun.feats) for one in found if one.pos in _PRONOMINAL) or (
            Reading(pronoun.lemma, "DET" if "Poss" in pronoun.feats else "PRON", pronoun.feats, 1.0),
        )
    if not found:
        base = lemma(word, language)
        named = _named(base if low not in _adjectives(language) else low, language)
        found = (
            named
            or names(word, language)
            or guesses(word, base, language)
            or (Reading(base, _guess(word), {}, UNSURE, made_up=True),)
        )
    return found


def as_names(found: tuple[Reading, ...], word: str, language: str, first: bool) -> tuple[Reading, ...]:
    """The readings of a capitalised word, with those as a name (`Зеленський` is an adjective by form).

    Args:
        found: what `readings` gives.
        word: the form as it stands.
        language: ISO 639-1.
        first: it begins the sentence, where any word is capitalised.
    """
    if not word[:1].isupper() or not found[0].feats.get("Case"):
        return found
    known = word in _base_names(language)
    if (known or not first) and all(one.pos != "PROPN" for one in found):
        nominal = (one for one in found if one.pos in ("ADJ", "NOUN"))
        found += tuple(Reading(one.lemma, "PROPN", one.feats, one.weight * 0.5) for one in nominal)
    return _base_first(found, word.lower()) if known else found


def usual_case(word: str, language: str) -> str:
    """How a word that stands in capitals is usually written: names and words no dictionary has with one capital."""
    title, low = word.capitalize(), word.lower()
    if title in _base_names(language):
        return title
    return title if readings(low, language)[0].made_up and lemma(low, language) == low else low


def _base_first(found: tuple[Reading, ...], low: str) -> tuple[Reading, ...]:
    """A name of the lexicon in its base form is most likely a nominative."""
    rest = tuple(one for one in found if one.feats.get("Case") != "Nom" or one.pos != "PROPN")
    best = tuple(one for one in found if one not in rest) or (
        Reading(low, "PROPN", {"Case": "Nom", "Number": "Sing"}, 1.0),
    )
    total = sum(one.weight for one in found)
    share = 2 * total / sum(one.weight for one in best)
    return (*(Reading(one.lemma, one.pos, one.feats, one.weight * share) for one in best), *rest)


@cache
def _base_names(language: str) -> frozenset[str]:
    forms = (form for form in actors.forms(language) if form.how == "name")
    return frozenset(form.text for form in forms if " " not in form.text)


UNSURE = 0.5
"""Weight of a reading that is made up."""


def _named(base: str, language: str) -> tuple[Reading, ...]:
    """What the lexicon of actors says: `russe` is an adjective."""
    return (Reading(base, "ADJ", {}, 0.9),) if base in _adjectives(language) else ()


@cache
def _adjectives(language: str) -> frozenset[str]:
    forms = (form for form in actors.forms(language) if form.how == "adjective")
    return frozenset(form.text.lower() for form in forms if " " not in form.text)


_PRONOMINAL = ("PRON", "DET")


def _as_pronoun(one: Reading, lemma: str, feats: Mapping[str, str]) -> Reading:
    return Reading(lemma, one.pos, {**one.feats, **feats}, one.weight)


def _guess(word: str) -> str:
    if not any(c.isalnum() for c in word):
        return "SYM" if word in "$€£¥₽%+=<>§°" else "PUNCT"
    if word[0].isdigit():
        return "NUM"
    return "PROPN" if word[0].isupper() else "X"


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str) -> str:
    """Dictionary form of a word, lower case."""
    if not word[:1].isalpha() or language == "zh" or not isinstance(dictionary(language), FormTable):
        return word.lower()
    try:
        from simplemma import lemmatize

        return str(lemmatize(word, lang=language)).lower()
    except ValueError:
        return word.lower()
