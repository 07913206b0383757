"""Place and agency before the first sentence: "AKTAU, Kazakhstan — ", "ALMATY (Agency). "."""

from __future__ import annotations

import re

from armillary.gather.agencies import agencies

_CAPITALS = r"[^\W\d_]{3,}(?:[ '’-][^\W\d_]{2,}){0,3}"
_DATELINE = re.compile(
    rf"(?P<place>{_CAPITALS})(?P<more>(?:,\s(?:[^\W\d_][^\d,.()\n—–:;]{{1,30}}\.?(?:\s\d{{1,2}}\.?)?|\d{{1,2}}\.?\s[^\W\d_]{{3,12}}\.?))"
    r"{0,2})"
    r"(?P<agency>\s?[(/（][^()/（）\n]{2,40}[)/）])?"
    r"(?P<mark>\.?\s?(?:[—–]|--|-(?=\s))|\.|:)\s+(?=[^\W\d_]|[«“„\"'‘(])"
)
_DATED = re.compile(
    r"[^\W\d_]{3,}(?:[ -][^\W\d_]{3,})?[.,]\s\d{1,2}\.?\s[^\W\d_]{3,12}\.?(?:\s\d{4}\.?)?,?\s?"
    r"(?:[(/][^()/\n]{2,40}[)/]\s?[.—–-]?|(?![^\W\d_]*[a-zа-яёіїєґ])[^\W\d_]{3,}(?:\.[A-Z]{2})?\s?[.—–-])\s+"
)
"""Place, day and agency: "Selmin. 12 March. TASS. "."""
_CLOSED = re.compile(r"\s?(?:[.:]|[—–-])\s+")
_FEWEST = 15
"""Characters of a sentence that may follow a dateline."""


def end(text: str) -> int:
    """Where the first sentence of a paragraph begins behind its dateline; 0 where it has none.

    The place stands in capital letters, as agencies write it; what follows is more than a word or two.
    """
    found = _DATED.match(text)
    if found:
        return found.end() if len(text) - found.end() >= _FEWEST else 0
    found = _DATELINE.match(text) if text[:3].isupper() else None
    if found is None or not found["place"].isupper() or len(text) - found.end() < _FEWEST:
        return 0
    bare = not found["more"] and not found["agency"]
    if found["mark"] == ":" or (bare and text[found.end() :][:1].islower()):
        return 0
    return _behind_agency(text, found.end())


def _behind_agency(text: str, at: int) -> int:
    """Where the sentence begins in "— Agency. The sentence"."""
    name = next((name for name in agencies() if text.startswith(name, at)), None)
    found = _CLOSED.match(text, at + len(name)) if name else None
    return found.end() if found else at
