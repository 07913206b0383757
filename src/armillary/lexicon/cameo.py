"""CAMEO, the event ontology of ICEWS and GDELT, and what of it PLOVER has."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Code:
    """One CAMEO code."""

    code: str
    label: str
    goldstein: float
    """Score of conflict (-10) to cooperation (10)."""
    type: str | None = None
    """PLOVER type; None for comments and appeals, which PLOVER does not have."""
    mode: str | None = None


@cache
def codes() -> Mapping[str, Code]:
    """All codes."""
    return {code: Code(code, **entry) for code, entry in _data()["codes"].items()}


@cache
def of_plover(event_type: str, mode: str | None = None) -> Code:
    """The code that comes nearest to a type of PLOVER and its mode.

    Raises:
        KeyError: PLOVER has no such type.
    """
    near = [code for code in codes().values() if code.type == event_type and code.mode == mode and mode]
    if near:
        return min(near, key=lambda code: (len(code.code), code.code))
    return codes()[_data()["from_plover"][event_type]]


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files("armillary.lexicon") / "cameo.toml").read_text("utf-8"))


def by_code(code: str) -> Code | None:
    """A code, or the nearest above it where it is a finer one than CAMEO has (`0435`, `1a`: None)."""
    text = code.strip()
    if not text.isdigit():
        return None
    if len(text) in (1, 3) and text not in codes() and f"0{text}" in codes():
        text = f"0{text}"
    for length in (4, 3):
        found = codes().get(text[:length] if len(text) >= length else "")
        if found:
            return found
    return codes().get(f"{text}0") if len(text) == 2 else None


@cache
def by_label(label: str) -> Code | None:
    """A code by the label ICEWS gives it; case, hyphens and blanks do not count."""
    return _labels().get(_folded(label))


@cache
def _labels() -> Mapping[str, Code]:
    return {_folded(code.label): code for code in codes().values()}


def _folded(label: str) -> str:
    return "".join(letter for letter in label.lower() if letter.isalnum())
