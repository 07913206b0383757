"""Who wrote an article, as its own lines say."""

from __future__ import annotations

from collections.abc import Sequence

from armillary.gather.forms import is_name, named_author
from armillary.gather.frame import parts
from armillary.schema import SentenceKind


def author(lines: Sequence[str], kinds: Sequence[SentenceKind]) -> str | None:
    """The author named by a byline ("By Jane Roe", "Name, profession" at the end); None where none is."""
    bylines = [line for line, kind in zip(lines, kinds, strict=True) if kind == "byline"]
    labelled = next(filter(None, (named_author(part) for line in bylines for part in parts(line))), None)
    return labelled or next(filter(None, map(_of_bio, reversed(bylines))), None)


def _of_bio(line: str) -> str | None:
    name, comma, _ = line.partition(",")
    return name if comma and is_name(name) else None


def prefix_end(title: str, author: str | None) -> int:
    """Where the headline begins in "Anna Belova. A headline"; 0 where the author's name does not lead it."""
    if not author or not title.startswith(author):
        return 0
    rest = title[len(author) :].lstrip()
    return len(title) - len(rest[1:].lstrip()) if rest[:1] in tuple(".:|—–") and rest[1:].strip() else 0
