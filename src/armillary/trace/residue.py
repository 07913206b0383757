"""What a translation leaves behind of the language it was made from."""

from __future__ import annotations

import re
from collections import Counter

from armillary.trace.text import Text
from armillary.trace.vectors import traced

_BRACKETED = re.compile(r"\[([^\[\]]{2,60})\]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_UNBRACKETED = frozenset(
    ["ar", "be", "bg", "el", "fa", "he", "hi", "ja", "kk", "ko", "ky", "mk", "ru", "sr", "th", "tg", "uk", "ur", "zh"]
)
"""Languages not written in Latin letters."""


def residue(text: Text) -> tuple[str, str] | None:
    """The language left untranslated in the text and the words, or None.

    Counted are insertions in square brackets in Latin letters where the article is written in others: an editor's
    words of the original that a translation engine passed over.
    """
    own = text.article.language.split("-")[0]
    if own not in _UNBRACKETED:
        return None
    found: Counter[str] = Counter()
    for sentence in traced(text):
        for match in _BRACKETED.finditer(sentence.text):
            words = match.group(1)
            if len(_LATIN.findall(words)) >= 0.7 * len(words.replace(" ", "")) and " " in words:
                found[match.group()] += 1
    if not found:
        return None
    return "en", min(found, key=lambda words: (-found[words], words))
