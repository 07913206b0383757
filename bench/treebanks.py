"""Sentences of treebanks in CoNLL-U, cut into words as ours are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from split import is_reported

GENRES = frozenset({"academic", "bio", "court", "interview", "news", "speech", "textbook", "voyage"})
"""Genres of GUM whose texts are free for all uses, and written or spoken in public."""
_SUBTYPES = frozenset({"nsubj:pass", "aux:pass", "flat:name", "acl:relcl"})
_DOCUMENT = 6
"""Letters of a sentence's id in the parallel treebanks that name its document."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as annotated."""

    form: str
    lemma: str
    pos: str
    feats: dict[str, str]
    head: int
    """1-based; 0 at the root."""
    relation: str
    """With the subtype only where ours have it."""
    space: bool
    """White space follows."""


def read_conllu(path: Path, part: str = "all") -> list[list[Word]]:
    """Sentences that are trees.

    Polish words that are written as one (`zrobiłby`) are one, as our own are; English `don't` is two.

    Args:
        path: its name says the language (`pl_pud-test.conllu`).
        part: `tune` leaves out the documents that are reported, `report` all others.
    """
    found = []
    for genre, identity, rows in _blocks(path):
        left_out = part != "all" and is_reported(identity[:_DOCUMENT]) is not (part == "report")
        if not left_out and (not genre or genre in GENRES):
            sentence = _sentence(rows, path.name.startswith("pl_"))
            if _is_tree([word.head for word in sentence]):
                found.append(sentence)
    return found


def _blocks(path: Path) -> Iterator[tuple[str, str, list[list[str]]]]:
    genre = identity = ""
    for block in path.read_text("utf-8").split("\n\n"):
        for line in block.splitlines():
            genre = line.split("=")[1].strip() if line.startswith("# meta::genre =") else genre
            identity = line.split("=")[1].strip() if line.startswith("# sent_id =") else identity
        rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        if rows:
            yield genre, identity, rows


def _sentence(rows: list[list[str]], merged: bool) -> list[Word]:
    words = [row for row in rows if row[0].isdigit()]
    group = {i: i for i in range(len(words) + 1)}
    forms = {i: words[i - 1][1] for i in range(1, len(words) + 1)}
    spaces = {i: "SpaceAfter=No" not in words[i - 1][9] for i in forms}
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            inside = range(first, last + 1)
            spaces |= dict.fromkeys(inside, False) | {last: "SpaceAfter=No" not in row[9]}
            if merged:
                top = next((i for i in inside if int(words[i - 1][6]) not in inside), first)
                group.update(dict.fromkeys(inside, top))
                forms[top], spaces[top] = row[1], spaces[last]
    tops = sorted(set(group.values()))
    return [_word(words[top - 1], forms[top], spaces[top], tops, group) for top in tops[1:]]


def _word(row: list[str], form: str, space: bool, tops: list[int], group: dict[int, int]) -> Word:
    feats = dict(one.split("=", 1) for one in row[5].split("|") if "=" in one)
    relation = row[7] if row[7] in _SUBTYPES else row[7].split(":")[0]
    return Word(form, row[2], row[3], feats, tops.index(group[int(row[6])]), relation, space)


def _is_tree(heads: list[int]) -> bool:
    if heads.count(0) != 1:
        return False
    for i in range(1, len(heads) + 1):
        steps = 0
        while i and steps <= len(heads):
            i, steps = heads[i - 1], steps + 1
        if i:
            return False
    return True
