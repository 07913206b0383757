"""Russian and Ukrainian word forms from the dictionaries of pymorphy3 (OpenCorpora, VESUM), in Universal features."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from armillary.read.grammar.reading import Reading

LANGUAGES = frozenset({"ru", "uk"})

_POS = {
    "NOUN": "NOUN",
    "ADJF": "ADJ",
    "ADJS": "ADJ",
    "COMP": "ADV",
    "VERB": "VERB",
    "INFN": "VERB",
    "PRTF": "VERB",
    "PRTS": "VERB",
    "GRND": "VERB",
    "NUMR": "NUM",
    "NUMB": "NUM",
    "ROMN": "NUM",
    "ADVB": "ADV",
    "NPRO": "PRON",
    "PRED": "ADV",
    "PREP": "ADP",
    "CONJ": "CCONJ",
    "PRCL": "PART",
    "INTJ": "INTJ",
    "PNCT": "PUNCT",
    "LATN": "X",
}
_FEATS = {
    "nomn": ("Case", "Nom"),
    "gent": ("Case", "Gen"),
    "gen2": ("Case", "Gen"),
    "gen1": ("Case", "Gen"),
    "datv": ("Case", "Dat"),
    "accs": ("Case", "Acc"),
    "acc2": ("Case", "Acc"),
    "ablt": ("Case", "Ins"),
    "loct": ("Case", "Loc"),
    "loc1": ("Case", "Loc"),
    "loc2": ("Case", "Loc"),
    "voct": ("Case", "Voc"),
    "sing": ("Number", "Sing"),
    "plur": ("Number", "Plur"),
    "masc": ("Gender", "Masc"),
    "femn": ("Gender", "Fem"),
    "neut": ("Gender", "Neut"),
    "1per": ("Person", "1"),
    "2per": ("Person", "2"),
    "3per": ("Person", "3"),
    "past": ("Tense", "Past"),
    "pres": ("Tense", "Pres"),
    "futr": ("Tense", "Fut"),
    "indc": ("Mood", "Ind"),
    "impr": ("Mood", "Imp"),
    "actv": ("Voice", "Act"),
    "pssv": ("Voice", "Pass"),
    "perf": ("Aspect", "Perf"),
    "impf": ("Aspect", "Imp"),
    "anim": ("Animacy", "Anim"),
    "inan": ("Animacy", "Inan"),
    "Name": ("NameType", "Giv"),
    "Surn": ("NameType", "Sur"),
    "Patr": ("NameType", "Pat"),
    "Geox": ("NameType", "Geo"),
    "Orgn": ("NameType", "Com"),
    "Trad": ("NameType", "Com"),
}
_VERB_FORM = {"VERB": "Fin", "INFN": "Inf", "PRTF": "Part", "PRTS": "Part", "GRND": "Conv"}
_NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad"})


@cache
def dictionary(language: str) -> Callable[[str], tuple[Reading, ...]] | None:
    """The dictionary of Russian or Ukrainian; None where it is not installed."""
    try:
        from pymorphy3 import MorphAnalyzer

        analyser = MorphAnalyzer(lang=language)
    except (ImportError, ValueError):
        return None

    def analyse(word: str) -> tuple[Reading, ...]:
        try:
            parses = analyser.parse(word)
        except ValueError:  # it looks up the Unicode name of every letter
            return ()
        return tuple(_reading(parse, word) for parse in parses)

    return analyse


def _reading(parse: Any, word: str) -> Reading:
    grammemes = parse.tag.grammemes
    tag = next((one for one in _POS if one in grammemes), "")
    feats = {name: value for one in grammemes for name, value in [_FEATS.get(one, ("", ""))] if name}
    if tag in _VERB_FORM:
        feats["VerbForm"] = _VERB_FORM[tag]
    if "infn" in grammemes:
        feats["VerbForm"] = "Inf"
    if tag in ("ADJS", "PRTS"):
        feats["Variant"] = "Short"
    if "Impe" in grammemes and tag == "VERB" and "Person" not in feats and "Tense" not in feats:
        feats |= {"VerbForm": "Fin", "Person": "0", "Voice": "Pass", "Tense": "Past"}
    if "Case" in feats and "Number" not in feats:
        feats["Number"] = "Sing"
    lemma = parse.normal_form.replace("ё", "е") if "ё" not in word.lower() else parse.normal_form
    return Reading(lemma, _pos(tag, grammemes, word), feats, float(parse.score))


def _pos(tag: str, grammemes: frozenset[str], word: str) -> str:
    if tag == "NOUN" and word[:1].isupper() and _NAMES & grammemes:
        return "PROPN"
    if tag == "ADJF" and "Apro" in grammemes:
        return "DET"
    return _POS.get(tag, "X")
