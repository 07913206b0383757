"""Score the detectors of changes on document pairs with planted changes and on untouched machine translation.

`python bench/drift.py --part tune --cache FOLDER --errors number` prints, per kind, precision, recall and F1 over
the documents with planted changes, the share of lines flagged in the untouched ones, and with `--errors` what was
missed and what was flagged without cause. A gold event counts as found when a change of its kind is reported on its
line; a flag counts once a line. Two thirds of the source documents are for tuning, one third for reporting (`split`).
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from armillary.encoders import Encoder
from armillary.encoders.registry import available
from armillary.schema import Article, Change, Sentence
from armillary.trace.changes import find_changes
from armillary.trace.changes.finding import Bead, Comparison
from armillary.trace.text import Text
from drift_alignment import Spaces, beads
from drift_shipped import Shipped
from split import is_reported

DATA = Path(__file__).parents[2] / "shared/data/trace"
KINDS = (
    "dropped",
    "added",
    "replaced",
    "untranslated",
    "number",
    "name",
    "negation",
    "clause",
    "comparison",
    "date",
    "certainty",
    "gender",
    "speaker",
    "attribution",
)
_KIND_OF = {
    "sentence_dropped": "dropped",
    "sentence_inserted": "added",
    "sentence_inserted_near": "added",
    "sentence_dropped_replaced": "replaced",
    "sentence_inserted_replacing": "replaced",
    "untranslated": "untranslated",
    "clause_dropped": "clause",
}


class Line(NamedTuple):
    """A line of the source or the target; what events and flags are counted by."""

    side: str
    n: int


@dataclass(frozen=True, slots=True)
class Event:
    """A planted change."""

    kind: str
    planted: str
    line: Line
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A source, its translation, and what was done to the translation."""

    name: str
    source: Text
    target: Text
    corrupted: bool
    events: tuple[Event, ...]


def source_document(name: str) -> str:
    """Id of the document that all translations of it share: `part.outlet.number`."""
    return ".".join(name.split(".")[:3])


def text_of(name: str, language: str, lines: Sequence[str]) -> Text:
    """An article of the given lines, one sentence a line."""
    text, sentences, start = "\n".join(lines), [], 0
    for n, line in enumerate(lines):
        end = start + len(line)
        sentences.append(Sentence(article_id=name, n=n, start_char=start, end_char=end, text=line))
        start = end + 1
    article = Article(article_id=name, source=name, language=language, text=text, sha256="", n_sentences=len(lines))
    return Text(article, tuple(sentences))


def _event(row: dict[str, object]) -> Event:
    planted = str(row["kind"])
    kind = _KIND_OF.get(planted) or planted.split("_")[0]
    n, side = (row["src_line"], "s") if row["tgt_line"] is None else (row["tgt_line"], "t")
    assert isinstance(n, int)
    return Event(kind, planted, Line(side, n), str(row["before"]), str(row["after"]))


def load(folder: Path, part: str) -> Iterator[Pair]:
    """The pairs of one part (`tune`, `report` or `all`)."""
    with (folder / "gold/drift.dev.jsonl").open(encoding="utf-8") as lines:
        gold = {row["id"]: row for row in map(json.loads, lines)}
    with (folder / "drift.dev.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            name = row["id"]
            if part != "all" and is_reported(source_document(name)) != (part == "report"):
                continue
            yield Pair(
                name,
                text_of(f"{name}-source", row["src_lang"], row["src"]),
                text_of(f"{name}-target", row["tgt_lang"], row["tgt"]),
                gold[name]["corrupted"],
                tuple(map(_event, gold[name]["events"])),
            )


def lines_of(change: Change) -> Iterator[Line]:
    """The lines a change is reported on; both sides for a replaced sentence."""
    if change.n is not None:
        yield Line("t", change.n)
    if change.other_n is not None and (change.n is None or change.kind == "replaced"):
        yield Line("s", change.other_n)


@dataclass(slots=True)
class Score:
    """Counts of one kind."""

    hits: int = 0
    missed: int = 0
    false: int = 0
    flags_untouched: int = 0

    @property
    def precision(self) -> float:
        return self.hits / max(1, self.hits + self.false)

    @property
    def recall(self) -> float:
        return self.hits / max(1, self.hits + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.hits / max(1, 2 * self.hits + self.missed + self.false)


@dataclass(slots=True)
class Totals:
    """What a run adds up to."""

    scores: dict[str, Score]
    planted: dict[str, Counter[bool]]
    untouched_lines: int = 0


def score(pair: Pair, changes: Iterable[Change], totals: Totals, errors: str | None) -> None:
    """Add one pair to the totals; print its errors of one kind."""
    flagged: dict[str, dict[Line, Change]] = defaultdict(dict)
    for change in changes:
        for line in lines_of(change):
            flagged["name" if change.kind == "place" else change.kind].setdefault(line, change)
    if not pair.corrupted:
        totals.untouched_lines += len(pair.target.sentences)
    for kind in KINDS:
        gold = {event.line for event in pair.events if event.kind == kind}
        got = flagged[kind]
        one = totals.scores[kind]
        if pair.corrupted:
            one.hits += len(gold & got.keys())
            one.missed += len(gold - got.keys())
            one.false += len(got.keys() - gold)
        else:
            one.flags_untouched += len(got)
        if kind == errors:
            _print_errors(pair, kind, got)
    for event in pair.events:
        totals.planted[event.planted][event.line in flagged[event.kind]] += 1


def _print_errors(pair: Pair, kind: str, got: dict[Line, Change]) -> None:
    gold = {event.line: event for event in pair.events if event.kind == kind}
    tag = f"{pair.name} {'planted' if pair.corrupted else 'untouched'}"
    for line in sorted(gold.keys() - got.keys()):
        event = gold[line]
        print(f"\nMISS {tag} {line.side}{line.n} {event.planted}: {event.before!r} -> {event.after!r}")
        _print_line(pair, line)
    for line in sorted(got.keys() - gold.keys()):
        change = got[line]
        print(f"\nFALSE {tag} {line.side}{line.n}: {change.was!r} -> {change.now!r} ({change.reason})")
        if change.n is not None and change.other_n is not None:
            print("   s:", pair.source.sentences[change.other_n].text)
            print("   t:", pair.target.sentences[change.n].text)
        else:
            _print_line(pair, line)


def _print_line(pair: Pair, line: Line) -> None:
    text = pair.source if line.side == "s" else pair.target
    print("  ", f"{line.side}:", text.sentences[line.n].text)
    other = pair.target if line.side == "s" else pair.source
    for sentence in other.sentences[max(0, line.n - 1) : line.n + 2]:
        print("     near:", sentence.text)


def summed(totals: Totals) -> dict[str, dict[str, float]]:
    """The scores by kind."""
    lines = max(1, totals.untouched_lines)
    return {
        kind: {
            "precision": round(one.precision, 4),
            "recall": round(one.recall, 4),
            "f1": round(one.f1, 4),
            "events": one.hits + one.missed,
            "flags per 100 untouched lines": round(100 * one.flags_untouched / lines, 3),
        }
        for kind, one in totals.scores.items()
    }


def report(totals: Totals, seconds: float) -> None:
    """Print the table."""
    lines = max(1, totals.untouched_lines)
    print(f"{'kind':13s}     P     R    F1   hit miss false  flags/100 untouched lines")
    for kind, s in totals.scores.items():
        rate = 100 * s.flags_untouched / lines
        print(
            f"{kind:13s} {s.precision:.3f} {s.recall:.3f} {s.f1:.3f}  {s.hits:4d} {s.missed:4d} {s.false:4d}"
            f"   {rate:.2f}"
        )
    for planted, found in sorted(totals.planted.items()):
        print(f"recall {planted:28s} {found[True]}/{found.total()} = {found[True] / found.total():.3f}")
    print(f"untouched lines {totals.untouched_lines}, {seconds:.1f} s in find_changes")


def aligner(
    kind: str, every: Sequence[Pair], cache: Path | None, encoders: Sequence[Encoder]
) -> Callable[[Text, Text], tuple[Bead, ...]]:
    """What aligns a copy (first) with the other article."""
    if kind == "shipped":
        return Shipped([text for pair in every for text in (pair.source, pair.target)], cache, encoders[0]).beads
    return partial(beads, Spaces([(pair.source, pair.target) for pair in every], cache, encoders))


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with drift.dev.jsonl and gold/")
    parser.add_argument("--part", choices=("tune", "report", "all"), default="tune")
    parser.add_argument("--cache", type=Path, help="folder that keeps sentence vectors between runs")
    parser.add_argument("--encoders", nargs="*", help="only these, by name")
    parser.add_argument(
        "--aligned", choices=("plain", "shipped"), default="plain", help="by margins alone, or as `build` does it"
    )
    parser.add_argument("--errors", choices=KINDS, help="print misses and false alarms of this kind")
    parser.add_argument("--languages", nargs="*", help="only pairs that involve one of these languages")
    parser.add_argument("--limit", type=int, help="only the first so many pairs")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    every = list(load(args.data, "all"))
    encoders = [e for e in available() if not args.encoders or e.name.split("-")[0] in args.encoders]
    align = aligner(args.aligned, every, args.cache, encoders)
    pairs = every if args.part == "all" else list(load(args.data, args.part))
    if args.languages:
        pairs = [p for p in pairs if {p.source.article.language, p.target.article.language} & {*args.languages}]
    totals = Totals({kind: Score() for kind in KINDS}, defaultdict(Counter))
    seconds = 0.0
    for pair in pairs[: args.limit]:
        aligned = align(pair.target, pair.source)
        start = time.perf_counter()
        comparison = Comparison(pair.target, pair.source, aligned, (pair.target, pair.source))
        changes = find_changes(comparison)
        seconds += time.perf_counter() - start
        score(pair, changes, totals, args.errors)
    report(totals, seconds)
    if args.json:
        args.json.write_text(json.dumps(summed(totals), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    np.seterr(all="raise", under="ignore")
    main()
