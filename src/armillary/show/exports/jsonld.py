"""JSON-LD written item by item, so that none of it is held in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, TextIO

TERMS: Final = {"armillary": "urn:armillary:", "schema": "https://schema.org/"}
"""Prefixes of what the standards have no word for."""


def write(file: TextIO, head: Mapping[str, Any], name: str, items: Iterable[Mapping[str, Any]]) -> int:
    """Write an object: what stands at its head, then the items as a list of that name. Gives their number."""
    start = json.dumps(head, ensure_ascii=False, allow_nan=False)
    file.write(f"{start[:-1]}, {json.dumps(name)}: [")
    n = 0
    for n, item in enumerate(items, 1):
        file.write(",\n" if n > 1 else "\n")
        file.write(json.dumps(item, ensure_ascii=False, allow_nan=False))
    file.write("\n]}\n")
    return n
