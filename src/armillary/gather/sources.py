"""From what the user names to documents: files, folders, patterns, addresses, lists of addresses, standard input."""

from __future__ import annotations

import dataclasses
import gzip
import io
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from armillary.errors import SourceError
from armillary.gather import files, web
from armillary.gather.document import Document
from armillary.gather.encoding import decode
from armillary.gather.given import Given, failure
from armillary.gather.readers import BY_ENDING, reader_for
from armillary.gather.readers.columns import check_mapping
from armillary.gather.readers.feed import read_feed
from armillary.gather.urls import is_url, normalise_url
from armillary.schema import Failure

_BEGINNING = 1024
_MAX_LIST = 4_000_000
"""Bytes of a list of addresses."""
_TWICE = "harmless: it was read once"
_TEXT = (".txt", ".text", ".md", ".markdown")
_LIST = ".urls"
_PAGE = re.compile(rb"\s*<(!doctype html|html)\b", re.IGNORECASE)  # pages are often saved under the wrong ending
_GZIP = b"\x1f\x8b"
_MARK = b"\xef\xbb\xbf \t\r\n"
_ENDING_OF_TYPE = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/json": ".json",
    "application/feed+json": ".json",
    "text/csv": ".csv",
}


def documents(sources: Sequence[str], *, mapping: Mapping[str, str] | None = None) -> Iterator[Document | Failure]:
    """Every article-to-be in the sources, and a failure for everything that could not be read.

    A source is a file, a folder (all below it, hidden files left out), a pattern with `*`, an http(s) address of a page
    or a feed, a file of addresses (`.urls`, or `.txt` with nothing else in it), or `-` for standard input with one path
    or address a line. `mapping` names columns of tables: {"text": "Body"}. Nothing is raised; the result does not
    depend on the order of the sources, and what is given twice comes once.
    """
    return _Gathering(dict(mapping or {})).of(sources)


class _Gathering:
    """One call of `documents`: how tables are read, and what has been given already."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self.mapping = mapping
        self.seen: dict[str, str] = {}
        self.folders: dict[str, str] = {}

    def of(self, sources: Sequence[str]) -> Iterator[Document | Failure]:
        try:
            check_mapping(self.mapping)
        except SourceError as error:
            yield failure("--map", error)
            return
        found: list[str] = []
        for entry in _expanded(sources):
            if isinstance(entry, Failure):
                yield entry
            else:
                found.append(entry)
        for given in sorted(found):
            yield from self._once(given)

    def _once(self, given: str, from_list: bool = False) -> Iterator[Document | Failure]:
        """The documents of one file or address, unless it was given before."""
        source = files.shown(given)
        key = normalise_url(given) if is_url(given) else self._real(given)
        if key in self.seen:
            yield failure(source, SourceError(f"given twice, first as {self.seen[key]}", _TWICE))
            return
        self.seen[key] = source
        yield from _guarded(source, lambda: self._address(given, from_list) if is_url(given) else self._file(given))

    def _real(self, path: str) -> str:
        """The path without links; folders are looked up once, because there may be very many files."""
        folder, name = os.path.split(path)
        if os.path.islink(path) or name in ("", ".", ".."):  # noqa: PTH114
            return os.path.realpath(path)
        if folder not in self.folders:
            self.folders[folder] = os.path.realpath(folder)
        return f"{self.folders[folder]}{os.sep}{name}"

    def _file(self, path: str) -> Iterator[Document | Failure]:
        name = os.path.basename(path)  # noqa: PTH119
        given = Given(files.shown(path), files.shown(name), lambda: files.open_file(path), mapping=self.mapping)
        return self._read(given, name.lower())

    def _address(self, url: str, from_list: bool) -> Iterator[Document | Failure]:
        page = web.fetch(url)
        if not page.raw:
            raise SourceError("expected a page, the server sent an empty one", "open it in a browser and save it")
        given = Given(url, normalise_url(url), lambda: io.BytesIO(page.raw), url, page.charset, self.mapping)
        if page.media_type == "text/html" and reader_for("", page.raw[:_BEGINNING]) is read_feed:
            return read_feed(given)  # many servers call everything a page
        name = urlsplit(url).path.lower()
        return self._read(given, _ENDING_OF_TYPE.get(page.media_type, name), from_list)

    def _read(self, given: Given, name: str, from_list: bool = False) -> Iterator[Document | Failure]:
        """The documents of what has this name, by its ending or, where that says too little, its beginning."""
        if name.endswith(".gz"):
            given, name = _unpacking(given), name.removesuffix(".gz")
        ending = os.path.splitext(name)[1]  # noqa: PTH122
        if ending in BY_ENDING and ending not in _TEXT:
            return BY_ENDING[ending](given)
        beginning = _beginning(given)
        if beginning.startswith(_GZIP):
            return self._read(_unpacking(given), name, from_list)
        if ending == _LIST or (beginning.lstrip(_MARK)[:4].lower() == b"http" and _is_list(given)):
            return self._listed(given, from_list)
        return reader_for("" if _PAGE.match(beginning) else ending, beginning)(given)

    def _listed(self, given: Given, from_list: bool) -> Iterator[Document | Failure]:
        """The documents at the addresses in a list; a list that is itself in a list is not followed."""
        if from_list:
            raise SourceError("expected a page, found a list of addresses in a list", "give that list by itself")
        for line in sorted(set(_lines(given))):
            if is_url(line):
                yield from self._once(line, from_list=True)
            else:
                error = SourceError(f"expected an address a line, found {line[:80]!r}", "http://… or https://…")
                yield failure(given.source, error)


def _expanded(sources: Sequence[str]) -> Iterator[str | Failure]:
    """Paths and addresses behind the sources."""
    for source in _given_once(sources):
        if isinstance(source, Failure):
            yield source
        elif source == "-":
            yield from _expanded([line for line in _standard_input() if line != "-"])
        elif is_url(source):
            yield source
        else:
            yield from files.find(source)


def _given_once(sources: Sequence[str]) -> Iterator[str | Failure]:
    seen: set[str] = set()
    for source in sources:
        key = source if is_url(source) else os.path.normpath(source)
        if key in seen:
            yield failure(files.shown(source), SourceError("given twice", _TWICE))
        else:
            yield source
        seen.add(key)


def _standard_input() -> list[str]:
    lines = sys.stdin.buffer.read().splitlines()
    return [os.fsdecode(line.strip()) for line in lines if line.strip()]


def _guarded(source: str, read: Callable[[], Iterator[Document | Failure]]) -> Iterator[Document | Failure]:
    """What is read; whatever goes wrong on the way ends this source alone."""
    try:
        yield from read()
    except SourceError as error:
        yield failure(source, error)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield failure(source, SourceError(f"expected a whole .gz file, found a broken one ({error})", "fetch it again"))
    except OSError as error:
        yield failure(source, files.explained(error))
    except Exception as error:  # whatever a parser of someone else's raises on a broken file
        found_instead = f"expected a readable file, found one that broke its reader ({type(error).__name__}: {error})"
        yield failure(source, SourceError(found_instead, "fetch it again, or save it as text or HTML"))


class _Unpacked(gzip.GzipFile):
    """An unpacked file that closes the packed one with it."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__(fileobj=packed)
        self.packed = packed

    def close(self) -> None:
        try:
            super().close()
        finally:
            self.packed.close()


def _unpacking(given: Given) -> Given:
    return dataclasses.replace(given, open=lambda: cast(BinaryIO, _Unpacked(given.open())))


def _beginning(given: Given) -> bytes:
    with given.open() as stream:
        return stream.read(_BEGINNING)


def _is_list(given: Given) -> bool:
    with given.open() as stream:
        raw = stream.read(_MAX_LIST)
    return all(is_url(line.strip()) for line in raw.decode("utf-8-sig", "replace").split("\n") if line.strip())


def _lines(given: Given) -> Iterator[str]:
    lines = decode(given.read(_MAX_LIST)).text.splitlines()
    return (line.strip() for line in lines if line.strip() and not line.startswith("#"))
