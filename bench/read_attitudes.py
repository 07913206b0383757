"""Score attitudes on RuSentRel: Russian articles in which every attitude between two named entities is listed.

`python bench/read_attitudes.py [--part tune|reported] [--errors 40]` prints, over the documents of a part, F1 of the
positive and of the negative pairs and their mean, F1(P,N), as its authors define it: with all pairs of all documents in
one pool, and as the mean of the documents' own. Marked entities are grouped by the set's table of synonyms (over
dictionary forms); a group is the actor whose mentions overlap its entities most often, so that a pair is right if our
ids of both are, in this order, with the same sign. Pairs with an entity that is not marked in the text, or not seen by
us, stay in the gold. A found pair that names an actor nobody marked is left out: the annotators chose from the marked.
Two thirds of the documents are for tuning, one third is reported (`split`).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pymorphy3

from armillary.gather import Document, Prepared, prepare
from armillary.read.attitudes import find_attitudes
from armillary.read.document import Doc
from armillary.read.events import find_events
from armillary.read.grammar import lines
from armillary.read.mentions import find_mentions
from armillary.read.statements import find_statements
from split import is_reported

DATA = Path(__file__).parents[2] / "shared/data/rusentrel"
_MORPH = pymorphy3.MorphAnalyzer()
_SKIPPED = ("Author", "Unknown")
Pairs = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Entity:
    """One marked name."""

    start: int
    end: int
    group: str


@dataclass(frozen=True, slots=True)
class Marked:
    """One document with its marks."""

    base: str
    text: str
    entities: tuple[Entity, ...]
    pairs: Pairs
    """Sign of each listed attitude, between groups."""


@dataclass(slots=True)
class Counts:
    """Hits, found and listed pairs of each sign."""

    hits: Counter[int]
    found: Counter[int]
    gold: Counter[int]

    def f1(self, sign: int) -> float:
        whole = self.found[sign] + self.gold[sign]
        return 2 * self.hits[sign] / whole if whole else 0.0

    def mean(self) -> float:
        """F1(P,N)."""
        return (self.f1(1) + self.f1(-1)) / 2


def normal(name: str) -> str:
    """A name in dictionary forms."""
    return " ".join(_MORPH.parse(word)[0].normal_form for word in re.findall(r"\w+", name.lower()))


def synonyms() -> dict[str, str]:
    """Names (as listed and in dictionary forms) and the first name of their row."""
    found: dict[str, str] = {}
    for row in (DATA / "synonyms.txt").read_text("utf-8-sig").splitlines():
        names = [name.strip().lower() for name in row.split(",") if name.strip()]
        for name in names:
            found.setdefault(name, names[0])
            found.setdefault(normal(name), names[0])
    return found


def marked(folder: Path) -> Iterator[Marked]:
    """The documents that have marks and a list of attitudes."""
    groups = synonyms()

    def group(name: str) -> str:
        return groups.get(name.strip().lower()) or groups.get(normal(name)) or normal(name)

    for path in sorted(folder.glob("*.opin.txt")):
        base = path.name.removesuffix(".opin.txt")
        marks = folder / f"{base}.ann"
        if not marks.exists():
            continue
        with (folder / f"{base}.txt").open(encoding="utf-8", newline="") as file:
            text = re.sub(r"\{[^}]*\}", lambda found: " " * len(found[0]), file.read())
        yield Marked(base, text, tuple(_entities(marks, group)), _pairs(path, group))


def _entities(path: Path, group: object) -> Iterator[Entity]:
    assert callable(group)
    for row in path.read_text("utf-8-sig").splitlines():
        parts = row.split("\t")
        if len(parts) == 3 and parts[2] not in _SKIPPED:
            _, start, end = parts[1].split()[:3]
            yield Entity(int(start), int(end), group(parts[2]))


def _pairs(path: Path, group: object) -> Pairs:
    assert callable(group)
    found: Pairs = {}
    for row in path.read_text("utf-8-sig").splitlines():
        parts = [part.strip() for part in row.split(",")]
        if len(parts) >= 3 and parts[2] in ("pos", "neg"):
            found[group(parts[0]), group(parts[1])] = 1 if parts[2] == "pos" else -1
    return found


def read(one: Marked) -> Doc:
    """One document, read as far as its attitudes."""
    given = Document(one.base, "text", one.text, "utf-8", one.base, language="ru")
    prepared = prepare(given)
    assert isinstance(prepared, Prepared), one.base
    assert prepared.article.text == one.text
    doc = Doc(prepared.article, lines(prepared.article, prepared.sentences))
    doc.mentions = find_mentions(doc)
    doc.statements = find_statements(doc)
    doc.events = find_events(doc)
    return doc


def actors(one: Marked, doc: Doc) -> dict[str, str]:
    """The actor that each group is to us; groups we never see stand for themselves."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for entity in one.entities:
        seen[entity.group]["?" + entity.group] += 0
        for mention in doc.mentions:
            if mention.start_char < entity.end and entity.start < mention.end_char:
                seen[entity.group][mention.actor_id] += 1
    return {group: counts.most_common(1)[0][0] for group, counts in seen.items()}


def compare(one: Marked, doc: Doc) -> tuple[Pairs, Pairs]:
    """Listed and found pairs, both between our ids."""
    known = actors(one, doc)
    gold = {(known.get(a, "?" + a), known.get(b, "?" + b)): sign for (a, b), sign in one.pairs.items()}
    seen = set(known.values())
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for row in doc.attitudes:
        if row.from_id in seen and row.to_id in seen:
            sums[row.from_id, row.to_id] += row.sign * row.confidence
    return gold, {pair: 1 if value > 0 else -1 for pair, value in sums.items() if value}


def count(gold: Mapping[tuple[str, str], int], found: Mapping[tuple[str, str], int], into: Counts) -> None:
    """Adds the pairs of one document."""
    into.gold.update(gold.values())
    into.found.update(found.values())
    into.hits.update(sign for pair, sign in found.items() if gold.get(pair) == sign)


def counts(documents: Sequence[tuple[Pairs, Pairs]]) -> Counts:
    """The pool of some documents."""
    whole = Counts(Counter(), Counter(), Counter())
    for gold, found in documents:
        count(gold, found, whole)
    return whole


def main() -> None:
    """Print the scores, and with --errors what is false and missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("tune", "reported"), default="tune")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    results: list[tuple[Pairs, Pairs]] = []
    for one in marked(DATA / "train"):
        if is_reported(one.base) != (given.part == "reported"):
            continue
        doc = read(one)
        doc.attitudes = find_attitudes(doc)
        results.append(compare(one, doc))
        if given.errors:
            _print_errors(one.base, doc, *results[-1], given.errors)
    whole = counts(results)
    own = sum(counts([result]).mean() for result in results) / len(results)
    print(f"documents {len(results)}  F1(P,N) pooled {whole.mean():.3f}  mean of documents {own:.3f}")
    for sign, name in ((1, "positive"), (-1, "negative")):
        hits, found, listed = whole.hits[sign], whole.found[sign], whole.gold[sign]
        print(f"{name}: F1 {whole.f1(sign):.3f}  hits {hits}  found {found}  listed {listed}")
    if given.json:
        given.json.write_text(json.dumps({"pooled": round(whole.mean(), 4), "mean": round(own, 4)}))


def _print_errors(base: str, doc: Doc, gold: Pairs, found: Pairs, most: int) -> None:
    for pair in list(dict.fromkeys([*found, *gold]))[:most]:
        if gold.get(pair) != found.get(pair):
            rows = [row for row in doc.attitudes if (row.from_id, row.to_id) == pair]
            print(base, pair, "listed", gold.get(pair), "found", found.get(pair))
            for row in rows[:2]:
                print("     ", f"{row.sign:+.1f}", row.cue, "|", row.text[:300])


if __name__ == "__main__":
    main()
