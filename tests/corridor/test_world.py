"""The world file and the workshop beside it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from armillary.errors import WorldError
from armillary.schema import Failure
from armillary.world import Workshop, World, building_path


def _failure(source: str) -> Failure:
    return Failure(run_id="r", source=source, stage="gather", error="e", hint="h")


def _write(path: Path, source: str) -> None:
    workshop = Workshop.open(path)
    with workshop.transaction():
        workshop.insert(Failure, [_failure(source)])
    workshop.finish()


def test_what_is_finished_can_be_read(tmp_path: Path) -> None:
    """Rows written by a workshop are in the world, and nothing is left beside it."""
    path = tmp_path / "w.duckdb"
    _write(path, "a")
    with World.open(path) as world:
        assert world.rows(Failure) == [_failure("a")]
    assert [entry.name for entry in tmp_path.iterdir()] == ["w.duckdb"]


def test_a_world_stays_readable_while_the_next_is_built(tmp_path: Path) -> None:
    """Readers see the last published state until the next one replaces it."""
    path = tmp_path / "w.duckdb"
    _write(path, "a")
    workshop = Workshop.open(path)
    with workshop.transaction():
        workshop.insert(Failure, [_failure("b")])
    with World.open(path) as world:
        assert world.count(Failure) == 1
    workshop.publish()
    with World.open(path) as world:
        assert world.count(Failure) == 2
    workshop.close()


def test_work_is_taken_up_where_it_stopped(tmp_path: Path) -> None:
    """What was committed before a stop is there when the workshop opens again; the rest is not."""
    path = tmp_path / "w.duckdb"
    first = Workshop.open(path)
    with first.transaction():
        first.insert(Failure, [_failure("kept")])
    with suppress(RuntimeError), first.transaction():
        first.insert(Failure, [_failure("lost")])
        raise RuntimeError
    first.close()
    second = Workshop.open(path)
    assert second.resumed
    assert [row.source for row in second.rows(Failure)] == ["kept"]
    second.close()


def test_a_second_build_names_the_first(tmp_path: Path) -> None:
    """Two processes cannot build one world at once; the error gives the number of the first."""
    path = tmp_path / "w.duckdb"
    code = (
        "import sys, time; from armillary.world import Workshop; "
        f"w = Workshop.open({str(path)!r}); print('ready', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "ready\n"
        with pytest.raises(WorldError, match=f"process {first.pid}"):
            Workshop.open(path)
        first.communicate("")


def test_other_files_are_refused(tmp_path: Path) -> None:
    """A missing file, a file of another kind and a foreign DuckDB file each give an error that says so."""
    with pytest.raises(WorldError, match="no such world"):
        World.open(tmp_path / "none.duckdb")
    junk = tmp_path / "junk.duckdb"
    junk.write_bytes(b"not a database at all")
    with pytest.raises(WorldError, match="not a world"):
        World.open(junk)
    foreign = tmp_path / "foreign.duckdb"
    with duckdb.connect(str(foreign)) as connection:
        connection.execute("CREATE TABLE t (a INTEGER)")
    with pytest.raises(WorldError, match="not a world of Armillary"):
        Workshop.open(foreign)


def test_a_world_of_another_layout_is_refused_unharmed(tmp_path: Path) -> None:
    """A world of another layout is neither read nor altered, and the error says what to do."""
    path = tmp_path / "old.duckdb"
    _write(path, "a")
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE layout SET version = 99")
    before = path.read_bytes()
    for opener in (World.open, Workshop.open):
        with pytest.raises(WorldError, match="layout 99"):
            opener(path)
    assert path.read_bytes() == before
    assert not building_path(path).exists()


def test_a_full_disk_is_a_clear_error(tmp_path: Path) -> None:
    """When the file cannot grow the error names it and says what to try; the world before it is unharmed."""
    path = tmp_path / "w.duckdb"
    _write(path, "a")
    code = f"""
import resource, signal
from armillary.world import Workshop
from armillary.schema import Failure
from armillary.errors import WorldError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
workshop = Workshop.open({str(path)!r})
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
import random
try:
    for n in range(200):
        noise = [random.randbytes(2000).hex() for _ in range(200)]
        rows = [Failure(source=text[:9], stage='s', error=text, hint='h') for text in noise]
        with workshop.transaction():
            workshop.insert(Failure, rows)
except WorldError as error:
    print('told:', error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "told:" in done.stdout, done.stderr
    assert "w.duckdb" in done.stdout
    assert "free some space" in done.stdout
    with World.open(path) as world:
        assert [row.source for row in world.rows(Failure)] == ["a"]
