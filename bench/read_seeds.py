"""Five real articles of one story, read: what the program says against what a reader found, table by table.

The reader's findings are given as a folder of JSON files, one an article, named by the start of the article's file
name. They hold code-point offsets into the article and ids, no words:

    {"mentions": [[start, end, actor_id]], "statements": [[start, end, speaker_id]],
     "events": [[source_id, event_type, target_id, status, start, end]], "quantities": [[start, end, value, unit]],
     "levers": [[holder_id, over_id, domain, status, start, end]], "outlooks": [[by_id, start, end]],
     "attitudes": [[from_id, to_id, sign, start, end]], "flows": [[what, from_id, to_id, start, end]],
     "mechanisms": [[sign, start, end]], "goals": [[actor_id, start, end]]}

An optional last element `true` marks a finding that may be there or not: it counts neither as missed nor as false.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from armillary.gather import documents, prepare
from armillary.read.document import Doc
from armillary.read.read import interpret
from armillary.schema import Failure

Found = Sequence[Any]
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one table in one article."""

    hits: int
    found: int
    gold: int

    @property
    def f1(self) -> float | None:
        return 2 * self.hits / (self.found + self.gold) if self.found + self.gold else None


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Shared part of two spans over their union."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, shared) / (max(a[1], b[1]) - min(a[0], b[0]) or 1)


def near(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Two spans speak of the same place in the text: half of the shorter lies in the other."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > 0 and shared >= 0.5 * min(a[1] - a[0], b[1] - b[0])


def rows(doc: Doc) -> dict[str, list[Found]]:
    """What was read, in the shape of the reader's findings."""
    return {
        "mentions": [(m.start_char, m.end_char, m.actor_id) for m in doc.mentions],
        "statements": [(s.start_char, s.end_char, s.speaker_id) for s in doc.statements],
        "events": [(e.source_id, e.event_type, e.target_id, e.status, e.start_char, e.end_char) for e in doc.events],
        "quantities": [(q.start_char, q.end_char, q.value, q.unit) for q in doc.quantities],
        "levers": [(r.holder_id, r.over_id, r.domain, r.status, r.start_char, r.end_char) for r in doc.levers],
        "outlooks": [(o.by_id, o.start_char, o.end_char) for o in doc.outlooks],
        "attitudes": [(a.from_id, a.to_id, a.sign, a.start_char, a.end_char) for a in doc.attitudes],
        "flows": [(f.what, f.from_id, f.to_id, f.start_char, f.end_char) for f in doc.flows],
        "mechanisms": [(m.sign, m.start_char, m.end_char) for m in doc.mechanisms],
        "goals": [(g.actor_id, g.start_char, g.end_char) for g in doc.goals],
    }


def span_at(i: int) -> Callable[[Found, Found], bool]:
    """Rows whose spans, at positions `i` and `i + 1`, lie at the same place."""
    return lambda a, b: near((a[i], a[i + 1]), (b[i], b[i + 1]))


def same(*positions: int) -> Callable[[Found, Found], bool]:
    """Rows that agree at the positions."""
    return lambda a, b: all(a[i] == b[i] for i in positions)


def both(*tests: Callable[[Found, Found], bool]) -> Callable[[Found, Found], bool]:
    """Rows that pass all tests."""
    return lambda a, b: all(test(a, b) for test in tests)


def sign(a: Found, b: Found) -> bool:
    """Attitudes of one pair that point the same way."""
    return a[:2] == b[:2] and (a[2] > 0) == (b[2] > 0)


def triple(a: Found, b: Found) -> bool:
    """Events with the same actors and type; acts without direction count both ways."""
    swapped = a[1] == b[1] and a[1] in ("CONSULT", "AGREE", "COOPERATE") and (a[0], a[2]) == (b[2], b[0])
    return a[:3] == b[:3] or swapped


SAME: dict[str, Callable[[Found, Found], bool]] = {
    "mentions": both(same(2), lambda a, b: overlap((a[0], a[1]), (b[0], b[1])) >= 0.5),
    "statements": span_at(0),
    "events": triple,
    "quantities": both(
        span_at(0), lambda a, b: a[2] is None or b[2] is None or abs(a[2] - b[2]) < 1e-6 * abs(b[2] or 1)
    ),
    "levers": same(0, 1, 2),
    "outlooks": span_at(1),
    "attitudes": sign,
    "flows": same(0, 1, 2),
    "mechanisms": both(same(0), span_at(1)),
    "goals": both(same(0), span_at(1)),
}
SETS = {"events": 3, "attitudes": 3, "levers": 3, "flows": 3}
"""Tables that are scored as sets of their first columns, wherever these stand in the article."""


def score(name: str, found: Sequence[Found], gold: Sequence[Found]) -> tuple[Score, list[Found], list[Found]]:
    """Score of one table, the false rows and the missed ones; a row of one side meets at most one of the other."""
    if name in SETS:
        found = list({_key(name, row): row for row in found}.values())
        gold = list(
            {_key(name, row): row for row in sorted(gold, key=lambda row: row[-1] is True, reverse=True)}.values()
        )
    must = [row for row in gold if row[-1] is not True]
    may = [row for row in gold if row[-1] is True]
    free, hits, false = list(must), 0, []
    for row in found:
        met = next((one for one in free if SAME[name](row, one)), None)
        if met is not None:
            free.remove(met)
            hits += 1
        elif not any(SAME[name](row, one) for one in may) and not _again(name, row, must):
            false.append(row)
    return Score(hits, hits + len(false), len(must)), false, free


def _key(name: str, row: Found) -> tuple[Any, ...]:
    return tuple(value > 0 if isinstance(value, float) else value for value in row[: SETS[name]])


def _again(name: str, row: Found, must: Sequence[Found]) -> bool:
    """A statement told in two pieces is no false one."""
    return name == "statements" and any(SAME[name](row, one) for one in must)


def speakers(found: Sequence[Found], gold: Sequence[Found]) -> tuple[int, int]:
    """Statements of the reader that were found, and those of them with the right speaker."""
    met = right = 0
    for one in gold:
        rows_there = [row for row in found if near((row[0], row[1]), (one[0], one[1]))]
        met += bool(rows_there)
        right += any(row[2] == one[2] for row in rows_there)
    return met, right


def docs(folder: Path) -> Iterator[tuple[str, Doc]]:
    """The articles of a folder, read."""
    for document in documents([str(folder)]):
        if isinstance(document, Failure):
            continue
        prepared = prepare(document)
        if not isinstance(prepared, Failure):
            yield Path(document.source).name[:3], interpret(prepared.article, prepared.sentences)


def main() -> None:
    """Print scores per article and table; with --errors also what is false and missed, with its words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE / "../../shared/seeds")
    parser.add_argument("--gold", type=Path, default=HERE / "gold")
    parser.add_argument("--errors", metavar="TABLE")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    totals: dict[str, list[Score]] = {}
    result: dict[str, Any] = {}
    for name, doc in docs(given.data):
        path = given.gold / f"{name}.json"
        if not path.exists():
            continue
        gold = {table: [tuple(row) for row in found] for table, found in json.loads(path.read_text()).items()}
        read_rows = rows(doc)
        result[name] = {"language": doc.language}
        for table in SAME:
            one, false, missed = score(table, read_rows[table], gold.get(table, []))
            totals.setdefault(table, []).append(one)
            result[name][table] = None if one.f1 is None else round(one.f1, 3)
            if given.errors == table:
                for word, group in (("false ", false), ("missed", missed)):
                    for row in group:
                        print(name, word, row, repr(_words(doc, row)))
        met, right = speakers(read_rows["statements"], gold.get("statements", []))
        result[name]["right speaker"] = round(right / met, 3) if met else None
    for table, scores in totals.items():
        whole = Score(*(sum(getattr(s, part) for s in scores) for part in ("hits", "found", "gold")))
        result.setdefault("all", {})[table] = {
            "f1": round(whole.f1 or 0, 3),
            "hits": whole.hits,
            "found": whole.found,
            "gold": whole.gold,
        }
    for name, values in result.items():
        print(name, json.dumps(values))
    if given.json:
        given.json.write_text(json.dumps(result, indent=1))


def _words(doc: Doc, row: Found) -> str:
    offsets = [value for value in row if isinstance(value, int) and not isinstance(value, bool) and value > 1]
    return doc.text[offsets[-2] : offsets[-1]] if len(offsets) > 1 else ""


if __name__ == "__main__":
    main()
