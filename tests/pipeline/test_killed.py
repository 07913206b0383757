"""Builds that are killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from same_worlds import content

from armillary.commands import build
from armillary.errors import WorldError
from armillary.world import Workshop, World, building_path

N_ARTICLES = 90


def _articles(place: Path) -> None:
    """Short articles of which every third repeats the one before with another last line."""
    place.mkdir()
    words = random.Random(3)
    things = ("harbour", "bridge", "choir", "railway", "mill", "school", "market", "garden", "library", "tower")
    deeds = ("opened", "closed", "repaired", "painted", "sold", "visited", "measured", "praised", "rented", "moved")
    previous = ""
    for n in range(N_ARTICLES):
        lines = [
            f"The {words.choice(things)} of town {n * 7 + k} was {words.choice(deeds)} by {words.randint(3, 900)} men."
            for k in range(6)
        ]
        text = previous + f"Nobody complained in week {n}.\n" if n % 3 == 2 else "\n".join(lines) + "\n"
        (place / f"{n:03d}.txt").write_text(text, "utf-8")
        previous = text


def _begin(sources: Path, world: Path) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "armillary", "build", str(sources), "--into", str(world), "--workers", "1"]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


@pytest.mark.slow
def test_a_killed_build_is_taken_up(tmp_path: Path) -> None:
    """Killed at random moments again and again, a build ends in the world an undisturbed one makes."""
    sources, world = tmp_path / "articles", tmp_path / "w.duckdb"
    _articles(sources)
    started = time.monotonic()
    build([sources], tmp_path / "calm.duckdb", workers=1)
    whole = time.monotonic() - started + 3
    moments = random.Random()
    seed = moments.randrange(10**6)
    moments.seed(seed)
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    for _ in range(8):
        process = _begin(sources, world)
        try:
            process.wait(timeout=moments.uniform(0.5, whole))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if world.exists():
            World.open(world).close()
    assert _begin(sources, world).wait() == 0
    assert not building_path(world).exists()
    assert content(world) == content(tmp_path / "calm.duckdb")


@pytest.mark.slow
def test_a_build_in_progress_turns_away_another(tmp_path: Path) -> None:
    """Of two builds into one world the second stops at once and names the first; the first ends well."""
    sources, world = tmp_path / "articles", tmp_path / "w.duckdb"
    _articles(sources)
    process = _begin(sources, world)
    while not building_path(world).exists() or not (tmp_path / ".w.duckdb.pid").exists():
        assert process.poll() is None
        time.sleep(0.05)
    with pytest.raises(WorldError, match=f"process {process.pid}"):
        Workshop.open(world)
    assert process.wait() == 0
