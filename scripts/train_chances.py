"""Learn the weights by which chances are told (`src/armillary/model/chances/weights.npz`) from event histories.

Each history is one or more files of quadruples with the labels or codes of CAMEO, or types of PLOVER; only learnt
parameters are kept. `python scripts/train_chances.py icews14/train.tsv.gz,icews14/valid.tsv.gz icews18/train.tsv.gz`
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import armillary
from armillary.commands.opening import opened
from armillary.model.chances.history import history
from armillary.model.chances.training import Part, train
from armillary.model.collect import collect
from armillary.model.evidence import Evidence

OUT = Path(__file__).parents[1] / "src" / "armillary" / "model" / "chances" / "weights.npz"


def loaded(files: list[Path], form: str = "quadruples") -> Evidence:
    """Events of some files, actors as a world has them."""
    with tempfile.TemporaryDirectory() as folder:
        world = Path(folder) / "history.duckdb"
        armillary.load(files, world, format=form, until="read")
        with opened(world) as w:
            return collect(w)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("histories", nargs="+", help="files of one history, separated by commas")
    parser.add_argument("--format", default="quadruples", help="as in `armillary load`")
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    found = [loaded([Path(one) for one in files.split(",")], given.format) for files in given.histories]
    trained = train([Part(one, one.last) for one in map(history, found)], tell=print)
    given.out.write_bytes(trained.saved())
    print(f"{given.out}: {given.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
