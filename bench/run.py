"""Runs all benches, writes RESULTS.md, and fails where a pinned floor is not reached.

A floor (`floors.toml`) is what a change must not fall below. Lowering one needs a reason, given beside it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import platform
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
HEAD = HERE / "RESULTS.head.md"


@dataclass(frozen=True)
class Bench:
    """A script with its arguments; `{data}` stands for the folder of labelled sets."""

    name: str
    words: str

    def run(self, data: Path, place: Path) -> Any:
        """What the script writes with --json."""
        told = place / f"{self.name}.json"
        if told.exists():
            return json.loads(told.read_text("utf-8"))
        script, *words = self.words.replace("{data}", str(data)).split()
        subprocess.run([sys.executable, str(HERE / script), *words, "--json", str(told)], check=True)
        return json.loads(told.read_text("utf-8"))


BENCHES = (
    Bench("pairs", "pairs.py --data {data} --fast"),
    Bench("pairs_gathered", "pairs.py --data {data} --gather --fast"),
    Bench("pairs_e5", "pairs.py --data {data}"),
    Bench("alignment", "alignment.py --data {data} --fast"),
    Bench("same_event", "same_event.py --data {data}"),
    Bench("drift", "drift.py --data {data}/trace --part report"),
    Bench("drift_shipped", "drift.py --data {data}/trace --part report --aligned shipped"),
    Bench("drift_tuning", "drift.py --data {data}/trace --part tune"),
    Bench("seeds", "seeds.py --seeds {data}/../seeds"),
    Bench("world", "world.py --data {data}"),
    Bench("grammar", "grammar.py {data}/ud"),
    Bench("read_seeds", "read_seeds.py --data {data}/../seeds"),
    Bench("read_names", "read_names.py --part report"),
    Bench("read_statements", "read_statements.py --part report"),
    Bench("read_events", "read_events.py {data}/plover"),
    Bench("read_attitudes", "read_attitudes.py --part reported"),
    Bench("read_pairs", "read_pairs.py --data {data}"),
    Bench("read_speed", "read_speed.py --data {data}"),
    Bench("ties", "ties.py --data {data}"),
    Bench("merging", "merging.py"),
    Bench("load", "load.py --only fit icews"),
    Bench("scale", "scale.py --data {data}"),
)

SLOW = (
    Bench("backtest", "backtest.py {data}"),
    Bench("chances", "chances.py --folder {data}"),
    Bench("serve", "serve.py --articles 20000"),
)
"""Run with --slow, or by name; else what they gave before stays."""


def before(names: Iterable[str]) -> dict[str, Any]:
    """Results of earlier runs, of those of `names` that have any."""
    path = HERE / "results.json"
    known = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return {name: known[name] for name in names if name in known}


def at(told: Any, path: str) -> Any:
    """The value at `a/0/b`."""
    for step in path.split("/"):
        told = told[int(step)] if isinstance(told, list) else told[step]
    return told


def measured(told: Mapping[str, Any], measure: Mapping[str, Any]) -> bool:
    """Whether there is a value; a part of a slow bench may have been left out, of others it is an error."""
    if measure["bench"] not in {bench.name for bench in SLOW}:
        return measure["bench"] in told
    try:
        at(told[measure["bench"]], measure["path"])
    except KeyError:
        return False
    return True


def holds(value: Any, measure: Mapping[str, Any]) -> bool:
    """Whether a value is at least its floor, or at most its ceiling, or just so."""
    if "least" in measure:
        return bool(value >= measure["least"])
    if "most" in measure:
        return bool(value <= measure["most"])
    return bool(value == measure["just"])


def row(measure: Mapping[str, Any], value: Any) -> str:
    """A line of the table."""
    sign = next(sign for key, sign in (("least", "≥"), ("most", "≤"), ("just", "=")) if key in measure)
    floor = next(measure[key] for key in ("least", "most", "just") if key in measure)
    told = str(value).lower() if isinstance(value, bool) else f"{value:.5g}" if isinstance(value, float) else str(value)
    floor = str(floor).lower() if isinstance(floor, bool) else floor
    return f"| {measure['what']} | {told} | {measure.get('goal', '')} | {sign} {floor} | `{measure['bench']}` |"


def page(measures: Sequence[Mapping[str, Any]], results: Mapping[str, Any]) -> str:
    """RESULTS.md."""
    lines = [
        HEAD.read_text("utf-8").rstrip(),
        "",
        "| measure | result | goal | floor | bench |",
        "|---|---|---|---|---|",
    ]
    for measure in measures:
        known = measured(results, measure)
        lines.append(row(measure, at(results[measure["bench"]], measure["path"]) if known else "not measured"))
    lines += ["", "Benches:", "", *(f"- `{bench.name}`: `python bench/{bench.words}`" for bench in (*BENCHES, *SLOW))]
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return "\n".join([*lines, "", f"Measured on {dt.date.today()}, {machine}, by `make bench`.", ""])


def main() -> int:
    """Run, write, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--only", nargs="*", help="run only these benches, check their floors, write nothing")
    parser.add_argument(
        "--keep", type=Path, help="folder of the benches' own results; what lies there is not run again"
    )
    parser.add_argument("--slow", action="store_true", help="also run those that take half an hour")
    options = parser.parse_args()
    measures = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["measure"]
    kept = {path.stem for path in options.keep.glob("*.json")} if options.keep else set()
    benches = [*BENCHES, *(bench for bench in SLOW if options.slow or options.only or bench.name in kept)]
    picked = [bench for bench in benches if not options.only or bench.name in options.only]
    with tempfile.TemporaryDirectory() as place:
        results = {bench.name: bench.run(options.data, options.keep or Path(place)) for bench in picked}
    if not options.only:
        results = before(bench.name for bench in SLOW) | results
    checked = [measure for measure in measures if measured(results, measure)]
    below = [m for m in checked if not holds(at(results[m["bench"]], m["path"]), m)]
    for measure in below:
        print("below its floor:", row(measure, at(results[measure["bench"]], measure["path"])))
    if not options.only:
        (HERE / "RESULTS.md").write_text(page(measures, results), "utf-8")
        (HERE / "results.json").write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", "utf-8")
    return bool(below)


if __name__ == "__main__":
    sys.exit(main())
