"""Who wrote an article, as its own lines say."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.gather.forms import label_end
from armillary.gather.residue import is_name
from armillary.schema import SentenceKind


def author(lines: Sequence[str], kinds: Sequence[SentenceKind]) -> str | None:
    """The author named by a byline ("Author: …", "Name, profession" at the end); None where none is."""
    for line, kind in zip(lines, kinds, strict=True):
        if kind != "byline":
            continue
        end = label_end(line, "author")
        name = (line[end:] if end else line).partition(",")[0].strip(" .")
        if is_name(name) and (end or "," in line):
            return name
    return None
