"""What every encoder does to a text before it reads it."""

from __future__ import annotations

import unicodedata

LIMIT = 1000
"""Code points of a sentence that are read; longer ones are no sentences, and tokenizers slow down on them."""


def readable(text: str) -> str:
    """`text` without control characters and lone surrogates, cut to `LIMIT`; never empty."""
    cut = text[:LIMIT]
    if cut.isprintable():
        return " ".join(cut.split()) or "."
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Cn") else c for c in cut)
    return " ".join(kept.split()) or "."
