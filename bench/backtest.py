"""Backtests on event histories: `backtest.py DATA [--json FILE]`, DATA holding icews14/ and icews18/.

The labelled sets hold train and valid only; so the last days of train are the validation days here, and valid is
forecast. Each run is a fresh process, timed whole: by the clock, which on a busy machine says little, and by the
processor time of all cores together.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

TAIL = 10
"""Days at the end of train that choices are made on."""


def lines_of(path: Path) -> list[str]:
    """The lines of a gzipped file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return file.readlines()


def parts_of(folder: Path, place: Path) -> list[Path]:
    """Train without its last days, these, and valid, as files."""
    train = lines_of(folder / "train.tsv.gz")
    days = sorted({line.rstrip("\n").rsplit("\t", 1)[1] for line in train})
    cut = days[-TAIL]
    early = [line for line in train if line.rstrip("\n").rsplit("\t", 1)[1] < cut]
    late = [line for line in train if line.rstrip("\n").rsplit("\t", 1)[1] >= cut]
    paths = [place / name for name in ("train.tsv", "valid.tsv", "test.tsv")]
    for path, lines in zip(paths, (early, late, lines_of(folder / "valid.tsv.gz")), strict=True):
        path.write_text("".join(lines), "utf-8")
    return paths


def run(folder: Path, *options: str) -> dict[str, Any]:
    """What `armillary backtest` prints, and the seconds of the whole process."""
    with tempfile.TemporaryDirectory() as place:
        words = [sys.executable, "-m", "armillary", "backtest", *map(str, parts_of(folder, Path(place))), *options]
        began, used = time.perf_counter(), processor()
        told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(told)
    found.pop("relations")
    seconds = {"wall_seconds": time.perf_counter() - began, "processor_seconds": processor() - used}
    return {**found, **{key: round(value, 1) for key, value in seconds.items()}}


def processor() -> float:
    """Seconds of processor time of all processes that were started here and have ended."""
    times = os.times()
    return times.children_user + times.children_system


def main() -> None:
    """Run all, print, and write them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", choices=["icews14", "icews18"])
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    results = {}
    for name in [given.only] if given.only else ["icews14", "icews18"]:
        for options in ((), ("--rerank",)):
            found = run(given.data / name, *options)
            results[" ".join([name, *options])] = found
            print(name, *options, json.dumps(found), flush=True)
            if given.json:
                given.json.write_text(json.dumps(results, indent=1), "utf-8")


if __name__ == "__main__":
    main()
