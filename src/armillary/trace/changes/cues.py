"""Words looked for in a sentence, written the way a speaker of the language would list them.

A cue is one or more words. `*` stands for any letters (`refus*`), `…` for up to four words between two others
(`ne … que`). Where a cue begins or ends with a letter of a script that sets blanks, it matches whole words only; in
Chinese and Japanese it matches anywhere. Case does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_NOTHING = re.compile(r"(?!)")

Span = tuple[int, int]


def pattern(cues: Iterable[str]) -> re.Pattern[str]:
    """One regular expression for all cues; the longer cue wins where several fit."""
    return _compiled(cues if isinstance(cues, tuple) else tuple(cues))


@cache
def _compiled(cues: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(set(cues), key=lambda cue: (-len(cue), cue))
    return re.compile("|".join(map(_one, ordered)), re.IGNORECASE) if cues else _NOTHING


def _one(cue: str) -> str:
    before = "" if _open_edge(cue[0]) else r"(?<!\w)"
    after = "" if _open_edge(cue[-1]) else r"(?!\w)"
    return before + _body(cue) + after


def _open_edge(letter: str) -> bool:
    return letter in "*'’-" or _UNSPACED.match(letter) is not None or not letter.isalnum()


def _body(cue: str) -> str:
    parts = {"*": r"[^\W\d_]*", " ": r"[\s\u00a0]+", "…": r"(?:[\w’'-]+[\s\u00a0]+){0,4}?"}
    body = "".join(parts.get(letter) or re.escape(letter) for letter in cue.replace(" … ", " …"))
    return (r"(?<!\w)" if cue.startswith("*") else "") + body + (r"(?!\w)" if cue.endswith("*") else "")


def spans(cues: Iterable[str], text: str) -> Iterator[Span]:
    """Where the cues stand in a text, from left to right, never overlapping."""
    return (match.span() for match in pattern(cues).finditer(text))


def blank(cues: Iterable[str], text: str) -> str:
    """The text with every cue overwritten by as many bars, so that offsets stay."""
    return pattern(cues).sub(lambda match: "|" * len(match.group()), text)
