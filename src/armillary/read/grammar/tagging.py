"""Chooses, for each word of a sentence, the reading that fits its neighbours best."""

from __future__ import annotations

import math
from collections.abc import Sequence

from armillary.read.grammar.morphology import readings
from armillary.read.grammar.reading import Reading
from armillary.read.grammar.words import FunctionWords, function_words

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_MODIFIER = frozenset({"ADJ", "DET", "NUM"})
_GOVERNED, _AGREES, _FOLLOWS = 2.0, 1.0, 1.5


def tag(texts: Sequence[str], language: str) -> list[Reading]:
    """The reading of each word of a sentence."""
    words, chosen = function_words(language), list[Reading]()
    pending: tuple[str, ...] = ()
    for i, text in enumerate(texts):
        found = _proper(readings(text, language), text, i, language)
        best = max(found, key=lambda one: _fit(one, chosen, pending, words))
        chosen.append(best)
        pending = _pending(best, text.lower(), pending, words)
    return chosen


def _fit(one: Reading, before: Sequence[Reading], pending: tuple[str, ...], words: FunctionWords) -> float:
    score = math.log(max(one.weight, 1e-3))
    case = one.feats.get("Case")
    if pending and case:
        score += _GOVERNED - 0.1 * pending.index(case) if case in pending else -_GOVERNED
    if not before:
        return score
    last = before[-1]
    if case and last.pos in _MODIFIER and last.feats.get("Case"):
        agrees = case == last.feats["Case"] and one.feats.get("Number") == last.feats.get("Number")
        score += _AGREES if agrees else -_AGREES
    if last.pos in ("DET", "ADJ") and one.pos in _NOMINAL:
        score += _FOLLOWS
    if last.lemma == "to" and one.feats.get("VerbForm") == "Inf":
        score += _FOLLOWS
    return score


def _pending(one: Reading, low: str, pending: tuple[str, ...], words: FunctionWords) -> tuple[str, ...]:
    """Cases that an adposition asks of what follows, until its noun has come."""
    if one.pos == "ADP":
        return words.adpositions.get(low) or words.adpositions.get(one.lemma, ())
    return pending if one.pos in _MODIFIER or one.pos in ("ADV", "PART") else ()


def _proper(found: Sequence[Reading], text: str, i: int, language: str) -> Sequence[Reading]:
    """Capitalised words inside a sentence are names, where the language does not capitalise all nouns."""
    if i == 0 or not text[:1].isupper() or language == "de":
        return found
    return [Reading(one.lemma, "PROPN", one.feats, one.weight) if one.pos in ("NOUN", "X") else one for one in found]
