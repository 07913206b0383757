"""Score statements on PolNeAR: English news in which every attribution has its source, cue and content marked.

`python bench/read_statements.py [--part tune] [--errors 30] [--only SUBSTRING]` prints precision, recall and F1 of the
contents and how often the source is right. Words are compared, not characters. A found content and a marked one are
paired one to one, best pairs first; a pair counts

- `half`: they share at least half of the words of their union,
- `any`: they share a word (the overlap of Citron's evaluation),
- `exact`: the same words, an opening conjunction (`that`) apart.

The source counts over the pairs of `half` whose marked attribution names one: the head of `speaker_text`, its last word
before a preposition or comma, stands in the marked source. PolNeAR marks far more than speech (`opponent`, `voted for`,
`is assured of`); `speech` gives the recall over the attributions whose cue has a verb or noun of speech or thought, as
the lexicon lists them. Two thirds of the documents are for tuning, one third is reported (`split`).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from armillary.gather import Document, Prepared, prepare
from armillary.read.document import Doc
from armillary.read.grammar import lines
from armillary.read.mentions import find_mentions
from armillary.read.statements import find_statements
from armillary.schema import Statement
from split import is_reported

DATA = Path(__file__).parents[2] / "shared/data/polnear"
_WORD = re.compile(r"\w+")
_HEAD_ENDS = re.compile(r",|\s(?:of|for|at|in|from|with|who|on)\s")
_CONJUNCTION = ("that",)
Words = frozenset[int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """What an annotator marked: words are known by the offset of their first character."""

    content: Words
    source: Words
    cue: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A marked content and a found one."""

    gold: int
    found: int
    share: float
    """Words in common over words of the union."""


def read(path: Path) -> Doc:
    """One English article, read as far as its statements."""
    text = path.read_text("utf-8")
    given = Document(path.name, "text", text, "utf-8", path.name, language="en")
    prepared = prepare(given)
    assert isinstance(prepared, Prepared)
    doc = Doc(prepared.article, lines(prepared.article, prepared.sentences))
    doc.mentions = find_mentions(doc)
    doc.statements = find_statements(doc)
    return doc


def attributions(base: str, text: str) -> list[Attribution]:
    """The marks of the first annotator of a document."""
    paths = sorted((DATA / "attributions").glob(f"{base}_????.ann"))
    return list(_marks(paths[0].read_text("utf-8"), text)) if paths else []


def _marks(marks: str, text: str) -> Iterator[Attribution]:
    starts = [found.start() for found in _WORD.finditer(text)]
    rows = [row.split("\t") for row in marks.splitlines()]
    spans: dict[str, Words] = {}
    texts: dict[str, str] = {}
    for name, middle, *rest in rows:
        if name.startswith("T"):
            offsets = [(int(a), int(b)) for a, b in re.findall(r"(\d+) (\d+)", middle)]
            spans[name] = frozenset(i for i in starts if any(a <= i < b for a, b in offsets))
            texts[name] = rest[0]
    for name, middle, *_ in rows:
        if name.startswith("E"):
            parts = [part.split(":") for part in middle.split()]
            content = _union(spans, parts, "Content")
            if content:
                said = " ".join(texts.get(mark, "") for role, mark in parts if role.startswith("Content"))
                cue = " ".join(texts.get(mark, "") for role, mark in parts if role.startswith("Cue"))
                yield Attribution(content, _union(spans, parts, "Source"), cue, said)


def _union(spans: dict[str, Words], parts: Sequence[Sequence[str]], role: str) -> Words:
    return frozenset(i for name, mark in parts if name.startswith(role) for i in spans.get(mark, ()))


def words(text: str, start: int, end: int) -> Words:
    """Words of a span, by their offsets."""
    return frozenset(found.start() for found in _WORD.finditer(text, start, end))


def pairs(gold: Sequence[Words], found: Sequence[Words]) -> list[Pair]:
    """One-to-one pairs of contents that share a word, best first."""
    every = [
        Pair(i, j, len(a & b) / len(a | b))
        for i, a in enumerate(gold)
        for j, b in enumerate(found)
        if not a.isdisjoint(b)
    ]
    taken: tuple[set[int], set[int]] = set(), set()
    kept = []
    for pair in sorted(every, key=lambda one: (-one.share, one.gold, one.found)):
        if pair.gold not in taken[0] and pair.found not in taken[1]:
            taken[0].add(pair.gold)
            taken[1].add(pair.found)
            kept.append(pair)
    return kept


def source_right(statement: Statement, source: Words, text: str) -> bool:
    """Whether the head of the words that name the speaker stands in the marked source."""
    named = statement.speaker_text
    if not named:
        return False
    head = _WORD.findall(_HEAD_ENDS.split(named)[0]) or _WORD.findall(named)
    return bool(head) and head[-1] in {_WORD.match(text, i).group() for i in source}  # type: ignore[union-attr]


class Score:
    """Counts over documents."""

    def __init__(self) -> None:
        self.n: Counter[str] = Counter()

    def add(self, doc: Doc, gold: Sequence[Attribution]) -> tuple[list[Attribution], list[Statement]]:
        """Count one document; gives what was missed, and what was found without a mark."""
        text = doc.text
        found = [words(text, one.start_char, one.end_char) for one in doc.statements]
        matched = pairs([one.content for one in gold], found)
        half = [pair for pair in matched if pair.share >= 0.5]
        self.n["gold"] += len(gold)
        self.n["found"] += len(found)
        self.n["any"] += len(matched)
        self.n["half"] += len(half)
        self.n["exact"] += sum(_same(gold[pair.gold].content, found[pair.found], text) for pair in matched)
        for pair in half:
            if gold[pair.gold].source:
                self.n["sources"] += 1
                self.n["right"] += source_right(doc.statements[pair.found], gold[pair.gold].source, text)
        ours, theirs = {pair.found for pair in matched}, {pair.gold for pair in matched}
        missed = [one for i, one in enumerate(gold) if i not in theirs]
        return missed, [one for j, one in enumerate(doc.statements) if j not in ours]

    def __str__(self) -> str:
        rows = [f"gold {self.n['gold']}  found {self.n['found']}"]
        for measure in ("any", "half", "exact"):
            precision = self.n[measure] / max(1, self.n["found"])
            recall = self.n[measure] / max(1, self.n["gold"])
            rows.append(f"{measure:6} precision {precision:.3f}  recall {recall:.3f}  F1 {self.values()[measure]:.3f}")
        rows.append(f"source right {self.values()['source right']:.3f} of {self.n['sources']}")
        return "\n".join(rows)

    def values(self) -> dict[str, float]:
        """F1 by each measure, and the share of sources that are right."""
        both = self.n["found"] + self.n["gold"] or 1
        told = {measure: round(2 * self.n[measure] / both, 4) for measure in ("any", "half", "exact")}
        return told | {"source right": round(self.n["right"] / max(1, self.n["sources"]), 4)}


def _same(a: Words, b: Words, text: str) -> bool:
    def bare(span: Words) -> Words:
        first = min(span, default=0)
        return span - {first} if span and _WORD.match(text, first).group() in _CONJUNCTION else span  # type: ignore[union-attr]

    return bare(a) == bare(b)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("tune", "report"), default="tune")
    parser.add_argument("--only", default="", help="documents whose name holds this")
    parser.add_argument("--errors", type=int, default=0, help="how many of each kind to print")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    score, missed, wrong = Score(), [], []
    for path in sorted((DATA / "text").glob("*.txt")):
        if options.only in path.stem and is_reported(path.stem) == (options.part == "report"):
            doc = read(path)
            left, over = score.add(doc, attributions(path.stem, doc.text))
            missed += [f"{one.cue!r}: {one.text[:110]!r}" for one in left]
            wrong += [f"{one.speaker_text!r} {one.cue!r}: {one.text[:110]!r}" for one in over]
    for name, rows in (("missed", missed), ("without a mark", wrong)):
        for row in rows[:: max(1, len(rows) // options.errors)] if options.errors else ():
            print(f"{name}  {row}")
    print(score)
    if options.json:
        options.json.write_text(json.dumps(score.values()))


if __name__ == "__main__":
    main()
