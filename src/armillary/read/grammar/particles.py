"""Separable verbs: `lehnte … ab` is a form of `ablehnen`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from armillary.read.grammar.reading import Reading
from armillary.read.grammar.words import FunctionWords

_ENDS = frozenset(',.;:!?–—“”"«»)') | {"und", "oder"}


def with_particles(
    texts: Sequence[str], chosen: list[Reading], heads: list[int], relations: list[str], words: FunctionWords
) -> list[Reading]:
    """The readings, with the particle of a separable verb in the verb's lemma; its head and relation are set."""
    particles = words.listed("typology.particles")
    if not particles:
        return chosen
    found, verb = list(chosen), -1
    for i, one in enumerate(chosen):
        if one.pos == "VERB" and one.feats.get("VerbForm") not in ("Part", "Inf"):
            verb = i
        ends = i + 1 == len(texts) or texts[i + 1] in _ENDS
        if verb >= 0 and i > verb and ends and texts[i].lower() in particles:
            found[verb] = replace(found[verb], lemma=texts[i].lower() + found[verb].lemma)
            found[i] = replace(found[i], pos="ADP")
            heads[i], relations[i], verb = verb, "compound", -1
    return found
