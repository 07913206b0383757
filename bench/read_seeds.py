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
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from armillary.commands import build
from armillary.schema import Article
from armillary.world import World

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


def rows(world: World, article_id: str) -> dict[str, list[tuple[Any, ...]]]:
    """What was read from an article, in the shape of the reader's findings."""
    return {
        table: world.query(
            f"SELECT {columns} FROM {table} WHERE article_id = ? ORDER BY start_char, end_char", article_id
        )
        for table, columns in COLUMNS.items()
    }


COLUMNS = {
    "mentions": "start_char, end_char, actor_id",
    "statements": "start_char, end_char, speaker_id",
    "events": "source_id, event_type, target_id, status, start_char, end_char",
    "quantities": "start_char, end_char, value, unit",
    "levers": "holder_id, over_id, domain, status, start_char, end_char",
    "outlooks": "by_id, start_char, end_char",
    "attitudes": "from_id, to_id, sign, start_char, end_char",
    "flows": "what, from_id, to_id, start_char, end_char",
    "mechanisms": "sign, start_char, end_char",
    "goals": "actor_id, start_char, end_char",
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


def measured(world: World, article: Article, path: Path, errors: str | None) -> tuple[dict[str, Any], dict[str, Score]]:
    """F1 of each table of one article, and the counts; prints what is false and missed in the table `errors`."""
    gold = {table: [tuple(row) for row in found] for table, found in json.loads(path.read_text()).items()}
    found = rows(world, article.article_id)
    result: dict[str, Any] = {"language": article.language}
    counts: dict[str, Score] = {}
    for table in SAME:
        counts[table], false, missed = score(table, found[table], gold.get(table, []))
        f1 = counts[table].f1
        result[table] = None if f1 is None else round(f1, 3)
        for word, group in (("false ", false), ("missed", missed)):
            for row in group if errors == table else ():
                print(path.stem, word, row, repr(_words(article.text, row)))
    met, right = speakers(found["statements"], gold.get("statements", []))
    result["right speaker"] = round(right / met, 3) if met else None
    return result, counts


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
    with tempfile.TemporaryDirectory() as place:
        built = build([given.data], Path(place) / "w.duckdb", until="read")
        with World.open(built.world) as world:
            for article in world.rows(Article, order="source"):
                path = given.gold / f"{Path(article.source).name[:3]}.json"
                if path.exists():
                    result[path.stem], counts = measured(world, article, path, given.errors)
                    for table, one in counts.items():
                        totals.setdefault(table, []).append(one)
    for table, scores in totals.items():
        whole = Score(*(sum(getattr(one, part) for one in scores) for part in ("hits", "found", "gold")))
        told = {"f1": round(whole.f1 or 0, 3), "hits": whole.hits, "found": whole.found, "gold": whole.gold}
        result.setdefault("all", {})[table] = told
    for name, values in result.items():
        print(name, json.dumps(values))
    if given.json:
        given.json.write_text(json.dumps(result, indent=1))


def _words(text: str, row: Found) -> str:
    offsets = [value for value in row if isinstance(value, int) and not isinstance(value, bool) and value > 1]
    return text[offsets[-2] : offsets[-1]] if len(offsets) > 1 else ""


if __name__ == "__main__":
    main()
