"""Place and agency before the first sentence: "AKTAU, Kazakhstan — ", "ALMATY (Agency). "."""

from __future__ import annotations

import re

_CAPITALS = r"[^\W\d_]{3,}(?:[ '’-][^\W\d_]{2,}){0,3}"
_DATELINE = re.compile(
    rf"(?P<place>{_CAPITALS})(?P<more>(?:,\s[^\W\d_][^,.()\n—–:;]{{1,30}}\.?){{0,2}})"
    r"(?P<agency>\s?[(/（][^()/（）\n]{2,40}[)/）])?"
    r"(?P<mark>\.?\s?(?:[—–]|--|-(?=\s))|\.|:)\s+(?=[^\W\d_]|[«“„\"'‘(])"
)
_FEWEST = 15
"""Characters of a sentence that may follow a dateline."""


def end(text: str) -> int:
    """Where the first sentence of a paragraph begins behind its dateline; 0 where it has none.

    The place stands in capital letters, as agencies write it; what follows is more than a word or two.
    """
    found = _DATELINE.match(text) if text[:3].isupper() else None
    if found is None or not found["place"].isupper() or len(text) - found.end() < _FEWEST:
        return 0
    bare = not found["more"] and not found["agency"]
    if found["mark"] == ":" or (bare and text[found.end() :][:1].islower()):
        return 0
    return found.end()
