"""The terms under which a word that is searched for may stand."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from armillary.lexicon.folding import fold
from armillary.read.grammar.morphology import readings
from armillary.read.index.asked import Wanted
from armillary.read.index.units import plain

Terms = Mapping[str, frozenset[str] | None]
"""Term to the languages whose word it is a form of; None: it stands there as it is written, in any language."""


def terms_of(wanted: Wanted, languages: Iterable[str]) -> Terms:
    """Its letters, and its dictionary forms in each of `languages` (ISO 639-1) that is written in its script."""
    if wanted.unspaced:
        return dict.fromkeys((wanted.text, fold(wanted.text, "zh")))
    found: dict[str, set[str]] = {}
    for language in languages:
        for term in _lemmas(wanted.text, language):
            found.setdefault(term, set()).add(language)
    written = plain(wanted.text)
    return {**{term: frozenset(of) for term, of in found.items() if term != written}, written: None}


@lru_cache(maxsize=20_000)
def _lemmas(word: str, language: str) -> frozenset[str]:
    """Of all readings; a name may have been typed without its capital."""
    if language not in _written_in(_script(word)):
        return frozenset()
    variants = dict.fromkeys((word, word.lower(), word.capitalize()))
    return frozenset(plain(one.lemma) for variant in variants for one in readings(variant, language))


def _script(word: str) -> str:
    return unicodedata.name(word[0], "").split(" ")[0].lower()


@cache
def _written_in(script: str) -> frozenset[str]:
    table = tomllib.loads((files("armillary.lexicon") / "scripts.toml").read_text("utf-8"))
    return frozenset(table.get(script, {}).get("languages", ()))
