"""Letters of one script looked up as those of another: traditional Chinese letters by simplified ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from armillary.lexicon import load


def fold(text: str, language: str) -> str:
    """A text in the letters its language is looked up by, code point for code point; as it is where there is no table.

    `language` may carry a script or region. The pairs are in `languages/<language>/folding.toml`.
    """
    table = _table(language.split("-")[0])
    return text.translate(table) if table else text


@cache
def _table(language: str) -> Mapping[int, str]:
    return {ord(a): b for a, b in load(language, "folding").get("pairs", "").split()}
