"""What is known beforehand, as data files: one folder a language under `languages/`, one TOML file a subject.

A language is data, never code: a subject that a language's folder lacks is simply not known for it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_ROOT = files("armillary.lexicon")


@cache
def languages() -> tuple[str, ...]:
    """Codes (ISO 639-1) of the languages that have a folder, sorted."""
    return tuple(sorted(entry.name for entry in (_ROOT / "languages").iterdir() if entry.is_dir()))


@cache
def load(language: str, subject: str) -> Mapping[str, Any]:
    """The data `languages/<language>/<subject>.toml`; empty where there is none.

    `language` may carry a script or region (`zh-Hans`, `pt-BR`): the part before the hyphen counts.
    """
    entry = _ROOT / "languages" / language.split("-")[0] / f"{subject}.toml"
    return tomllib.loads(entry.read_text("utf-8")) if entry.is_file() else {}
