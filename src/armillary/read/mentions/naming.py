"""The words of a language that tell names apart: `languages/<code>/naming.toml`, and given names."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from armillary.lexicon import load
from armillary.read.document import Token
from armillary.read.mentions.keys import plain


@cache
def words(language: str, table: str, *names: str) -> frozenset[str]:
    """The words of some lists of a table, in lower case."""
    data = load(language, "naming").get(table, {})
    return frozenset(plain(word) for name in names for word in str(data.get(name, "")).split())


def among(token: Token, listed: frozenset[str]) -> bool:
    """Whether a word, or its dictionary form, is in a list."""
    return plain(token.text) in listed or plain(token.lemma) in listed


@cache
def titles(language: str) -> frozenset[str]:
    """Words before the name of a person."""
    return words(language, "person", "male", "female", "any")


@cache
def given_names() -> Mapping[str, str]:
    """Given names in Latin letters, lower case → `m`, `f`, or `` where it may be either."""
    text = (files("armillary.lexicon") / "given_names.toml").read_text("utf-8")
    data: Mapping[str, str] = tomllib.loads(text)
    found: dict[str, str] = {}
    for gender in ("m", "f", "any"):
        for name in data.get(gender, "").split():
            found[name] = "" if gender == "any" or name in found else gender
    return found


def title_gender(token: Token, language: str) -> str | None:
    """`m` or `f` where a title tells it."""
    for gender, name in (("m", "male"), ("f", "female")):
        if among(token, words(language, "person", name)):
            return gender
    return None
