"""The pinned floors of quality, where the labelled sets are at hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"


@pytest.mark.slow
@pytest.mark.parametrize(
    "bench",
    [
        "pairs_gathered",
        "alignment",
        "same_event",
        "drift",
        "drift_shipped",
        "seeds",
        "read_seeds",
        "read_names",
        "read_statements",
        "read_events",
    ],
)
def test_no_bench_falls_below_its_floor(bench: str) -> None:
    """What was reached once is held."""
    if not DATA.is_dir():
        pytest.skip(
            f"no labelled sets in {DATA.parent.name}/{DATA.name} beside the repository: floors were not checked"
        )
    command = [sys.executable, str(ROOT / "bench" / "run.py"), "--data", str(DATA), "--only", bench]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
