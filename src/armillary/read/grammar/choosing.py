"""Chooses the reading of each word: what the dictionary allows, weighed by the model, the parse and agreement."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from armillary.read.grammar.morphology import UNSURE, lemma, readings
from armillary.read.grammar.parser import Array
from armillary.read.grammar.reading import Reading
from armillary.read.grammar.words import FunctionWords

Columns = Mapping[tuple[str, str], int]

_PRIOR, _FEATURE, _GOVERNED, _AGREES, _PLACE, _PASSIVE = 0.5, 0.6, 3.0, 2.0, 1.0, 3.0
_SURE = math.log(0.8)
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"})
_MODIFIERS = frozenset({"amod", "det", "nummod", "flat", "flat:name", "appos", "conj"})
_CASES_OF = {"nsubj": ("Nom",), "nsubj:pass": ("Nom",), "obj": ("Acc", "Gen"), "iobj": ("Dat",)}
_FEATURES = ("Case", "Number", "VerbForm", "Voice", "Mood", "Tense")


def choose(
    texts: Sequence[str],
    found: Sequence[Sequence[Reading]],
    heads: Sequence[int],
    relations: Sequence[str],
    tags: Array,
    columns: Columns,
    words: FunctionWords,
) -> list[Reading]:
    """The reading of each word of a parsed sentence, of those in `found`."""
    governed = _governed(texts, found, heads, relations, words)
    acted_upon = {heads[i] for i, relation in enumerate(relations) if relation in ("aux:pass", "nsubj:pass")}
    chosen: dict[int, Reading] = {}
    for i in sorted(range(len(texts)), key=lambda i: relations[i] in _MODIFIERS):
        above = chosen.get(heads[i]) if relations[i] in _MODIFIERS else None
        scores = [
            _model_score(one, tags[i], columns)
            + _place_score(one, relations[i], governed.get(i, ()), above)
            + _PASSIVE * (i in acted_upon and one.pos == "VERB")
            for one in found[i]
        ]
        chosen[i] = found[i][scores.index(max(scores))]
    return [chosen[i] for i in range(len(texts))]


def candidates(text: str, language: str, tags: Array, columns: Columns) -> list[Reading]:
    """The readings of the dictionary; that of the model where the dictionary lacks the word, or the model is sure."""
    found = list(readings(text, language))
    pos = max((name for name in columns if name[0] == "pos"), key=lambda name: tags[columns[name]])
    known = found[0].pos != "X" and found[0].weight != UNSURE
    if not known:
        return [_modelled(text, found[0], pos[1], tags, columns)] if any(c.isalpha() for c in text) else found
    if all(one.pos != pos[1] for one in found) and tags[columns[pos]] > _SURE and _open(found):
        found.append(_modelled(text, Reading(lemma(text, language), pos[1]), pos[1], tags, columns))
    return found


_OPEN = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN", "X"})


def _open(found: Sequence[Reading]) -> bool:
    return all(one.pos in _OPEN and one.feats.get("VerbForm") != "Part" for one in found)


def _modelled(text: str, base: Reading, pos: str, tags: Array, columns: Columns) -> Reading:
    feats = dict(base.feats)
    if any(c.isalpha() for c in text):
        for name in _FEATURES:
            value = max((key for key in columns if key[0] == name), key=lambda key: tags[columns[key]])[1]
            if value != "-":
                feats.setdefault(name, value)
    return Reading(base.lemma, pos, feats, base.weight)


def _model_score(one: Reading, tags: Array, columns: Columns) -> float:
    seen = _log(tags, columns, "pos", one.pos)
    if one.feats.get("VerbForm") == "Part":  # treebanks differ: verbs in Russian, adjectives in Polish
        seen = max(seen, _log(tags, columns, "pos", "ADJ"))
    score = _PRIOR * math.log(max(one.weight, 1e-3)) + seen
    if any(name in one.feats for name in _FEATURES):
        score += _FEATURE * sum(_log(tags, columns, name, one.feats.get(name, "-")) for name in _FEATURES)
    return score


def _log(tags: Array, columns: Columns, name: str, value: str) -> float:
    column = columns.get((name, value))
    return max(float(tags[column]), -6.0) if column is not None else -3.0


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
