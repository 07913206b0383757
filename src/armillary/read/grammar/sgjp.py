"""Polish word forms from Morfeusz 2 (SGJP dictionary), in Universal features."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from typing import Any

from armillary.read.grammar.reading import Reading

_POS = {
    "subst": "NOUN",
    "depr": "NOUN",
    "ger": "NOUN",
    "adj": "ADJ",
    "adja": "ADJ",
    "adjp": "ADJ",
    "adjc": "ADJ",
    "adv": "ADV",
    "num": "NUM",
    "numcomp": "NUM",
    "dig": "NUM",
    "romandig": "NUM",
    "ppron12": "PRON",
    "ppron3": "PRON",
    "siebie": "PRON",
    "fin": "VERB",
    "bedzie": "AUX",
    "praet": "VERB",
    "impt": "VERB",
    "imps": "VERB",
    "inf": "VERB",
    "pcon": "VERB",
    "pant": "VERB",
    "pact": "VERB",
    "ppas": "VERB",
    "winien": "VERB",
    "pred": "VERB",
    "prep": "ADP",
    "conj": "CCONJ",
    "comp": "SCONJ",
    "part": "PART",
    "qub": "PART",
    "interj": "INTJ",
    "interp": "PUNCT",
}
_FEATS = {
    "nom": ("Case", "Nom"),
    "gen": ("Case", "Gen"),
    "dat": ("Case", "Dat"),
    "acc": ("Case", "Acc"),
    "inst": ("Case", "Ins"),
    "loc": ("Case", "Loc"),
    "voc": ("Case", "Voc"),
    "sg": ("Number", "Sing"),
    "pl": ("Number", "Plur"),
    "m1": ("Gender", "Masc"),
    "m2": ("Gender", "Masc"),
    "m3": ("Gender", "Masc"),
    "f": ("Gender", "Fem"),
    "n": ("Gender", "Neut"),
    "pri": ("Person", "1"),
    "sec": ("Person", "2"),
    "ter": ("Person", "3"),
    "perf": ("Aspect", "Perf"),
    "imperf": ("Aspect", "Imp"),
}
_FORMS = {
    "fin": {"VerbForm": "Fin", "Tense": "Pres", "Mood": "Ind"},
    "bedzie": {"VerbForm": "Fin", "Tense": "Fut", "Mood": "Ind"},
    "praet": {"VerbForm": "Fin", "Tense": "Past", "Mood": "Ind"},
    "winien": {"VerbForm": "Fin", "Tense": "Pres", "Mood": "Ind"},
    "impt": {"VerbForm": "Fin", "Mood": "Imp"},
    "imps": {"VerbForm": "Fin", "Tense": "Past", "Person": "0"},
    "inf": {"VerbForm": "Inf"},
    "pcon": {"VerbForm": "Conv"},
    "pant": {"VerbForm": "Conv", "Tense": "Past"},
    "pact": {"VerbForm": "Part", "Voice": "Act"},
    "ppas": {"VerbForm": "Part", "Voice": "Pass"},
    "ger": {"VerbForm": "Vnoun"},
}
_RARE = {"voc": 0.05, "depr": 0.05}
_NAMES = {
    "nazwa_geograficzna": "Geo",
    "nazwisko": "Sur",
    "imię": "Giv",
    "nazwa_organizacji": "Com",
    "nazwa_własna": "Oth",
}


@cache
def dictionary() -> Callable[[str], tuple[Reading, ...]] | None:
    """The dictionary; None where Morfeusz is not installed.

    Morfeusz and faiss are both made by SWIG. If faiss is loaded second, it takes over the lists of the first, and the
    process dies reading one: so it is loaded first, though only tracing needs it.
    """
    try:
        import faiss  # noqa: F401
        import morfeusz2
    except ImportError:  # no wheel for this machine
        return None
    analyser = morfeusz2.Morfeusz(generate=False)

    def analyse(word: str) -> tuple[Reading, ...]:
        edges = analyser.analyse(word)
        first = [edge[2] for edge in edges if edge[0] == 0 and edge[2][2] != "ign"]
        conditional = any(edge[0] == 1 and edge[2][0].lower() == "by" for edge in edges)
        found = [one for segment in first for one in _readings(segment, word, conditional)]
        return tuple(sorted(found, key=lambda one: -one.weight))

    return analyse


def _readings(segment: Any, word: str, conditional: bool) -> Iterator[Reading]:
    """One reading for each combination of the alternatives of a tag (`subst:sg:gen.acc:m1`)."""
    _, lemma, tag, names, _ = segment
    base = lemma.split(":")[0].lower() if ":" in lemma and len(lemma) > 1 else lemma.lower()
    kind, *fields = tag.split(":")
    name_type = next((_NAMES[name] for name in names if name in _NAMES), "") if word[:1].isupper() else ""
    proper = bool(name_type)
    pos = "PROPN" if proper and kind == "subst" else _POS.get(kind, "X")
    for values in product(*(_alternatives(field, kind) for field in fields)):
        feats = dict(_FORMS.get(kind, {}))
        if name_type:
            feats["NameType"] = name_type
        feats.update(_FEATS[value] for value in values if value in _FEATS)
        if kind == "fin" and feats.get("Aspect") == "Perf":
            feats["Tense"] = "Fut"
        if conditional and kind == "praet":
            feats["Mood"] = "Cnd"
        weight = 1.0 * min([_RARE.get(value, 1.0) for value in (*values, kind)])
        if names and word[:1].islower() and "nazwa_pospolita" not in names:
            weight *= 0.1
        yield Reading(base, pos, feats, weight)


def _alternatives(field: str, kind: str) -> list[str]:
    """Values of one field; genders are merged to the three of the Universal features."""
    values = field.split(".")
    masculine = [value for value in values if value in ("m1", "m2", "m3")]
    return [value for value in values if value not in masculine[1:]] if masculine else values
