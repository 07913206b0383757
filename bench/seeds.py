"""Five real articles of one story: reports, page residue and alignment against what a reader found, and all changes.

What a reader found is kept as sentence numbers alone. Whether a reported change is real is for a reader to say:
`--changes` prints them, and RESULTS.md tells what the last reading gave.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from armillary.commands import build, changes
from armillary.show.terminal import print_changes
from armillary.world import World

Pairs = set[tuple[int, int]]
RESIDUE = {
    "000": {*range(60, 70)},
    "001": {*range(58, 62)},
    "002": {0, 1, 2, 3, 4, 6, 23},
    "003": {50},
    "004": set[int](),
}
"""Sentences that are no part of the article."""
RUNS = {
    "000": "0-16=0 18=17 19=18 20=18 21=19 22=20 23=21 24=21 25-26=22 29-30=24 33=26 34=26 35-55=27 57=48 58=49 59=49",
    "001": "0-16=0 18=17 19=18 20=18 21=19 22=20 23=21 24=21 25-26=22 29-30=24 33-54=26 56-57=48",
}
"""Sentences of the two copies and those of 003 that they render: `first-last=first`."""


def aligned(runs: str) -> Iterator[tuple[int, int]]:
    """The pairs of a line of RUNS."""
    for run in runs.split():
        copy, _, other = run.partition("=")
        first, _, last = copy.partition("-")
        for step in range(int(last or first) - int(first) + 1):
            yield int(first) + step, int(other) + step


def measure(world: World) -> dict[str, object]:
    """Scores of a world built from the five."""
    ids = {Path(source).name[:3]: name for name, source in world.query("SELECT article_id, source FROM articles")}
    reports = dict(world.query("SELECT article_id, report_id FROM articles"))
    origins = dict(world.query("SELECT report_id, origin_article_id FROM reports"))
    family = reports[ids["003"]]
    return {
        "reports": len(set(reports.values())),
        "000, 001 and 003 one report": {reports[ids[name]] for name in ("000", "001", "003")} == {family},
        "its original absent": origins[family] is None,
        "residue": _residue(world, ids),
        "alignment F1": {name: _alignment(world, ids[name], ids["003"], set(aligned(RUNS[name]))) for name in RUNS},
        "major changes": {
            name: world.query("SELECT count(*) FROM changes WHERE article_id = ? AND severity = 'major'", ids[name])[0][
                0
            ]
            for name in RUNS
        },
    }


def _residue(world: World, ids: dict[str, str]) -> dict[str, int]:
    missed = wrong = 0
    for name, truth in RESIDUE.items():
        sql = "SELECT n FROM sentences WHERE article_id = ? AND kind IN ('byline', 'boilerplate')"
        found = {n for (n,) in world.query(sql, ids[name])}
        missed, wrong = missed + len(truth - found), wrong + len(found - truth)
    return {"missed": missed, "wrong": wrong}


def _alignment(world: World, copy: str, other: str, truth: Pairs) -> float:
    sql = "SELECT article_a, n_a, n_b FROM alignments WHERE article_a IN (?, ?) AND article_b IN (?, ?)"
    found = {(a, b) if name == copy else (b, a) for name, a, b in world.query(sql, copy, other, copy, other)}
    return round(2 * len(found & truth) / max(1, len(found) + len(truth)), 4)


def main() -> None:
    """Build, score and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=Path, default=Path("../shared/seeds"))
    parser.add_argument("--changes", action="store_true", help="print all changes for reading")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "seeds.duckdb"
        build([options.seeds], path, until="trace")
        with World.open(path) as world:
            result = measure(world)
        if options.changes:
            from rich.console import Console

            print_changes(changes(path), Console())
    print(json.dumps(result, indent=1))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
