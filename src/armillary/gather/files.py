"""Which files are meant: folders and patterns become sorted paths; what cannot be read becomes a failure."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from armillary.errors import SourceError
from armillary.gather.given import failure
from armillary.schema import Failure

_OURS = (".duckdb", ".duckdb.wal", ".building", ".building.wal")
_SAVED_PAGE_PARTS = ("_files", ".files")  # the folder of pictures and scripts a browser puts beside a saved page
_SPECIAL = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def find(given: str) -> Iterator[str | Failure]:
    """Paths of the files that a path, folder or pattern means."""
    try:
        if os.path.lexists(given):
            yield from _below(given)
        elif glob.has_magic(given):
            yield from _matching(given)
        else:
            yield failure(shown(given), _missing(given))
    except (OSError, ValueError) as error:
        yield failure(shown(given), explained(error))


def _matching(pattern: str) -> Iterator[str | Failure]:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207
    if not matches:
        error = SourceError("expected files that match this pattern, found none", "check the folder and the ending")
        yield failure(shown(pattern), error)
    for match in matches:
        if not os.path.isdir(match):  # noqa: PTH112 - a Path for each of very many files is slow
            yield match
        elif "**" not in pattern:
            yield from _below(match)


def _below(path: str) -> Iterator[str | Failure]:
    if not Path(path).is_dir():
        yield path
        return
    found = False
    for entry in _walk(path):
        found = True
        yield entry
    if not found:
        yield failure(shown(path), SourceError("expected articles, found an empty folder", "name another folder"))


def _walk(folder: str) -> Iterator[str | Failure]:
    """Files below a folder in order; a folder that a link leads to again is entered once."""
    entered: set[str] = set()
    waiting = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield path
        elif (real := os.path.realpath(path)) in entered:
            yield failure(shown(path), _LOOP)
        else:
            entered.add(real)
            try:
                waiting += reversed(_entries(path))
            except OSError as error:
                yield failure(shown(path), explained(error))


def _entries(folder: str) -> list[tuple[str, bool]]:
    """Paths in a folder, sorted, and whether each is a folder; without hidden ones, our own and parts of pages."""
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    names = {entry.name for entry in listed}
    return [
        (entry.path, _is_folder(entry))
        for entry in listed
        if not entry.name.startswith(".") and not entry.name.endswith(_OURS) and not _belongs_to_page(entry.name, names)
    ]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # links in a circle: opening it says so
        return False


_LOOP = SourceError(
    "expected a folder, found a symbolic link to one that is read already", "harmless: nothing is read twice"
)


def _belongs_to_page(name: str, names: set[str]) -> bool:
    return any(
        name.endswith(ending) and {name.removesuffix(ending) + page for page in (".html", ".htm")} & names
        for ending in _SAVED_PAGE_PARTS
    )


def open_file(path: str) -> BinaryIO:
    """Open a regular file for reading; never waits. Raises SourceError for all else."""
    try:
        _refuse_special(os.stat(path).st_mode)  # noqa: PTH116
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            _refuse_special(os.fstat(descriptor).st_mode)
        except SourceError:
            os.close(descriptor)
            raise
        return os.fdopen(descriptor, "rb")
    except FileNotFoundError as error:
        raise _missing(path) from error
    except (OSError, ValueError) as error:
        raise explained(error) from error


def _refuse_special(mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    kind = next((name for test, name in _SPECIAL if test(mode)), "a folder")
    raise SourceError(f"expected a file, found {kind}", "save its content as a file and name that")


def _missing(path: str) -> SourceError:
    if os.path.islink(path):  # noqa: PTH114
        target = shown(os.readlink(path))  # noqa: PTH115
        return SourceError(
            f"expected a file, found a symbolic link to {target}, which does not exist", "remove or mend the link"
        )
    return SourceError(
        "expected a file, folder, pattern or address, found nothing of this name",
        "check the spelling; addresses begin with http:// or https://",
    )


def explained(error: Exception) -> SourceError:
    """An error of the operating system in our form."""
    if isinstance(error, PermissionError):
        return SourceError("expected a readable file, found no permission to read it", "chmod u+r, or run as its owner")
    if isinstance(error, OSError) and error.strerror:
        return SourceError(f"expected a readable file, found: {error.strerror}", "check the path and the disk")
    return SourceError(f"expected a readable file, found: {error}", "check the path")


def shown(path: str) -> str:
    """A path or address as text that can be stored: what of it is not UTF-8 is escaped."""
    return path.encode("utf-8", "backslashreplace").decode()
