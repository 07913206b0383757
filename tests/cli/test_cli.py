"""The command line: parses, calls, prints, and ends with the right code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from armillary.cli import app
from armillary.commands import build

ARTICLE = "The harbour of Selmin was closed on Sunday.\nThe master of the port said that nobody was hurt.\n"
NAMES = [str(info.name or info.callback.__name__) for info in app.registered_commands if info.callback]


def run(*words: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    """The command as a user gives it, with English messages."""
    command = [sys.executable, "-m", "armillary", *words]
    return subprocess.run(command, capture_output=True, text=True, input=given, check=False)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world of one article."""
    place = tmp_path_factory.mktemp("cli")
    (place / "port.txt").write_text(ARTICLE, "utf-8")
    build([place / "port.txt"], place / "w.duckdb")
    return place / "w.duckdb"


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help(name: str) -> None:
    """Each command says what it does."""
    info = next(i for i in app.registered_commands if i.callback and name in (i.name, i.callback.__name__))
    assert info.callback is not None
    assert (info.callback.__doc__ or "").strip()


def test_build_ends_well_when_something_was_read(tmp_path: Path) -> None:
    """One article read beside one failure ends 0; the failure is one line on stderr."""
    (tmp_path / "port.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("build", str(tmp_path), "--into", str(tmp_path / "w.duckdb"))
    assert done.returncode == 0
    (line,) = done.stderr.strip().splitlines()
    assert "empty.txt" in line
    assert "1 articles (1 new, 1 could not be read)" in done.stdout


def test_build_ends_badly_when_nothing_was_read(tmp_path: Path) -> None:
    """No article at all ends 1."""
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("build", str(tmp_path / "empty.txt"), "--into", str(tmp_path / "w.duckdb"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "empty.txt" in done.stderr


def test_wrong_usage_ends_2(tmp_path: Path) -> None:
    """A call that cannot be understood ends 2 and says what was expected."""
    assert run("build").returncode == 2
    done = run("build", "x", "--into", str(tmp_path / "w.duckdb"), "--map", "text")
    assert done.returncode == 2
    assert "OURS=THEIRS" in done.stderr


def test_sources_can_come_on_standard_input(tmp_path: Path) -> None:
    """`-` reads one path a line."""
    (tmp_path / "port.txt").write_text(ARTICLE, "utf-8")
    done = run("build", "-", "--into", str(tmp_path / "w.duckdb"), given=f"{tmp_path / 'port.txt'}\n")
    assert done.returncode == 0, done.stderr


def test_a_missing_world_is_one_line(tmp_path: Path) -> None:
    """An error is one line on stderr that says what to try, without a traceback."""
    done = run("summary", str(tmp_path / "none.duckdb"))
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "armillary build" in done.stderr


@pytest.mark.parametrize(
    "words", [("summary",), ("copies",), ("copies", "--changes"), ("news", "--since", "2020-01-01")]
)
def test_json_is_json(world: Path, words: tuple[str, ...]) -> None:
    """`--json` prints JSON and nothing else."""
    done = run(words[0], str(world), *words[1:], "--json")
    assert done.returncode == 0, done.stderr
    json.loads(done.stdout)


def test_csv_has_a_header(world: Path) -> None:
    """`--csv` prints a header line even where there are no rows."""
    assert run("copies", str(world), "--csv").stdout.startswith("article_id,")


def test_an_unknown_id_names_what_there_is(world: Path) -> None:
    """`cite` of an unknown id ends 2 and suggests ids."""
    done = run("cite", str(world), "zzz")
    assert done.returncode == 2
    assert "try" in done.stderr


def test_the_report_is_written(world: Path, tmp_path: Path) -> None:
    """`report` writes one HTML file."""
    done = run("report", str(world), "-o", str(tmp_path / "r.html"))
    assert done.returncode == 0, done.stderr
    assert "<html" in (tmp_path / "r.html").read_text("utf-8")


def test_two_files_are_compared(tmp_path: Path) -> None:
    """`compare` takes two files, prints them side by side, and writes a page with --html."""
    (tmp_path / "a.txt").write_text(ARTICLE * 1 + "Ferries will sail again on Tuesday morning.\n", "utf-8")
    (tmp_path / "b.txt").write_text(ARTICLE, "utf-8")
    shown = run("compare", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert shown.returncode == 0, shown.stderr
    assert "Ferries" in shown.stdout
    page = run("compare", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--html", str(tmp_path / "c.html"))
    assert page.returncode == 0, page.stderr
    assert "Ferries" in (tmp_path / "c.html").read_text("utf-8")


def test_the_doctor_names_languages() -> None:
    """`doctor --json` lists versions and languages."""
    found = json.loads(run("doctor", "--json").stdout)
    assert {"en", "ru", "zh", "pl"} <= {cover["language"] for cover in found["languages"]}
