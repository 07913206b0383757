"""Chooses the reading of each word: what the dictionary allows, weighed by the model, the parse and agreement."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from armillary.read.grammar.morphology import UNSURE, as_names, lemma, readings
from armillary.read.grammar.parser import Tags
from armillary.read.grammar.reading import Reading
from armillary.read.grammar.words import FunctionWords, function_words

_PRIOR, _FEATURE, _GOVERNED, _AGREES, _PLACE, _PASSIVE = 0.5, 0.6, 3.0, 2.0, 2.0, 3.0
_SURE = math.log(0.6)
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"})
_MODIFIERS = frozenset({"amod", "det", "nummod", "flat", "flat:name", "appos", "conj"})
_CASES_OF = {"nsubj": ("Nom",), "nsubj:pass": ("Nom",), "obj": ("Acc", "Gen"), "iobj": ("Dat",)}
_FEATURES = ("Case", "Number", "VerbForm", "Voice", "Mood", "Tense")
_FEATURE_NAMES = frozenset(_FEATURES)


def choose(
    texts: Sequence[str],
    found: Sequence[Sequence[Reading]],
    heads: Sequence[int],
    relations: Sequence[str],
    tags: Sequence[Tags],
    words: FunctionWords,
) -> list[Reading]:
    """The reading of each word of a parsed sentence, of those in `found`."""
    governed = _governed(texts, found, heads, relations, words)
    acted_upon = {heads[i] for i, relation in enumerate(relations) if relation in ("aux:pass", "nsubj:pass")}
    chosen: dict[int, Reading] = {}
    for i in sorted(range(len(texts)), key=lambda i: relations[i] in _MODIFIERS):
        if len(found[i]) == 1:
            chosen[i] = found[i][0]
            continue
        above = chosen.get(heads[i]) if relations[i] in _MODIFIERS else None
        total = sum(one.weight for one in found[i])
        scores = [
            _model_score(one, total, tags[i])
            + _place_score(one, relations[i], governed.get(i, ()), above)
            + _PASSIVE * (i in acted_upon and one.pos == "VERB")
            for one in found[i]
        ]
        chosen[i] = found[i][scores.index(max(scores))]
    return [chosen[i] for i in range(len(texts))]


def candidates(text: str, language: str, tags: Tags, first: bool) -> list[Reading]:
    """The readings of the dictionary; that of the model where the dictionary lacks the word, or the model is sure.

    first: it begins the sentence.
    """
    listed = _listed(text, language, first)
    found = list(listed.readings)
    if not listed.known:
        return [_modelled(text, found[0], tags.best("pos"), tags)] if listed.worded else found
    pos = tags.best("pos")
    if pos not in listed.parts and listed.open and tags.log("pos", pos) > _SURE:
        found.append(_otherwise(text, found, pos, language, tags))
    return found


@dataclass(frozen=True, slots=True)
class _Listed:
    """What the dictionary says of a word, whatever its sentence."""

    readings: tuple[Reading, ...]
    parts: frozenset[str]
    known: bool
    worded: bool
    """It has letters."""
    open: bool
    """It may be another part of speech. Participles are verbs here, though Polish treebanks, of which the model learnt,
    call them adjectives."""


@lru_cache(maxsize=100_000)
def _listed(text: str, language: str, first: bool) -> _Listed:
    found = as_names(readings(text, language), text, language, first)
    return _Listed(
        found,
        frozenset(one.pos for one in found),
        found[0].pos != "X" and not found[0].made_up,
        any(c.isalpha() for c in text),
        all(one.feats.get("VerbForm") != "Part" for one in found),
    )


def _otherwise(text: str, found: Sequence[Reading], pos: str, language: str, tags: Tags) -> Reading:
    """The word as another part of speech: with the lemma and features of its first reading where it has features."""
    first = found[0]
    if first.feats or function_words(language).closed.get(text.lower()):
        return Reading(first.lemma, pos, first.feats, max(one.weight for one in found) * UNSURE)
    return _modelled(text, Reading(lemma(text, language), pos, {}, first.weight * UNSURE), pos, tags)


def _modelled(text: str, base: Reading, pos: str, tags: Tags) -> Reading:
    feats = dict(base.feats)
    if any(c.isalpha() for c in text):
        for name in _FEATURES:
            value = tags.best(name)
            if value != "-":
                feats.setdefault(name, value)
    return Reading(base.lemma, pos, feats, base.weight)


def _model_score(one: Reading, total: float, tags: Tags) -> float:
    seen, feats = tags.log("pos", one.pos), one.feats
    if feats.get("VerbForm") == "Part":  # treebanks differ: verbs in Russian, adjectives in Polish
        seen = max(seen, tags.log("pos", "ADJ"))
    score = _PRIOR * math.log(max(one.weight / total, 1e-3)) + seen
    if feats and not _FEATURE_NAMES.isdisjoint(feats):
        score += _FEATURE * tags.features(feats)
    return score


def _place_score(one: Reading, relation: str, governed: Sequence[str], above: Reading | None) -> float:
    case = one.feats.get("Case")
    if not case:
        return 0.0
    score = 0.0
    if governed:
        score += _GOVERNED if case in governed else -_GOVERNED
    elif relation in _CASES_OF:
        score += _PLACE if case in _CASES_OF[relation] else -_PLACE
    if above is not None and above.feats.get("Case"):
        score += _AGREES if case == above.feats["Case"] else -_AGREES
    return score


def _governed(
    texts: Sequence[str],
    found: Sequence[Sequence[Reading]],
    heads: Sequence[int],
    relations: Sequence[str],
    words: FunctionWords,
) -> dict[int, tuple[str, ...]]:
    """For each word that has an adposition, the cases that one takes."""
    return {
        heads[i]: words.adpositions.get(text.lower()) or words.adpositions.get(found[i][0].lemma, ())
        for i, text in enumerate(texts)
        if relations[i] == "case" and heads[i] >= 0
    }
