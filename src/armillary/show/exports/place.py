"""Where an export goes: written under a temporary name, then moved in one step."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

import duckdb

from armillary.errors import UsageError

MARK: Final = "datapackage.json"
"""What a folder of ours holds; only such a folder is ever replaced."""


def check_free(path: Path, *, replace: bool, folder: bool) -> None:
    """Refuse a place that is taken.

    Raises:
        UsageError: something is there and `replace` is not given, or it is something we did not write.
    """
    if not path.exists() and not path.is_symlink():
        return
    if not replace:
        raise UsageError(f"{path} exists; choose another place with --output, or give --replace to write it anew")
    if path.is_dir() != folder:
        kinds = ("a folder", "a file") if folder else ("a file", "a folder")
        raise UsageError(f"{path}: expected {kinds[0]}, found {kinds[1]}; choose another place with --output")
    if folder and any(path.iterdir()) and not (path / MARK).is_file():
        raise UsageError(f"{path} holds files that no export wrote; choose another place with --output")


@contextlib.contextmanager
def fresh_file(path: Path) -> Iterator[TextIO]:
    """A text file (UTF-8, LF) that appears at `path` when all of it is written, and not at all if that fails.

    Raises:
        UsageError: it cannot be written there.
    """
    partial = _partial(path)
    with _written(path):
        try:
            path.absolute().parent.mkdir(parents=True, exist_ok=True)
            with partial.open("w", encoding="utf-8", newline="\n") as file:
                yield file
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)


@contextlib.contextmanager
def fresh_folder(path: Path) -> Iterator[Path]:
    """A folder that appears at `path` when all of it is written; one that is there is replaced.

    Raises:
        UsageError: it cannot be written there.
    """
    partial, old = _partial(path), path.with_name(f".{path.name}.old-{os.getpid()}")
    with _written(path):
        try:
            path.absolute().parent.mkdir(parents=True, exist_ok=True)
            partial.mkdir()
            yield partial
            if path.exists():
                path.rename(old)
            _settle(partial, path, old)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def _settle(partial: Path, path: Path, old: Path) -> None:
    """Move what is written to its place and do away with what stood there, or put that back."""
    try:
        partial.rename(path)
    except OSError:
        if old.exists():
            old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _partial(path: Path) -> Path:
    return path.with_name(f".{path.name}.partial-{os.getpid()}")


@contextlib.contextmanager
def _written(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, duckdb.IOException) as error:
        why = getattr(error, "strerror", None) or str(error).strip().split("\n")[0]
        raise UsageError(f"{path} cannot be written: {why}; choose another place with --output") from error
