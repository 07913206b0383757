"""What all containers share: a bad row is one failure and the rest goes on, unless nothing in it is good."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, TypeVar

from armillary.errors import SourceError
from armillary.gather import charsets
from armillary.gather.document import Document
from armillary.gather.encoding import NotTextError, detect_beginning
from armillary.gather.given import Given, failure, has_surrogates
from armillary.schema import Failure

PATIENCE = 100
"""Bad rows from the start, none good among them, after which a container is given up."""
_CHUNK = 1 << 20

_T = TypeVar("_T")


def each(
    given: Given, rows: Iterable[tuple[int, _T | SourceError]], make: Callable[[_T, int], Document]
) -> Iterator[Document | Failure]:
    """A document for every numbered row, a failure for every bad one."""
    good = bad = 0
    for number, row in rows:
        try:
            if isinstance(row, SourceError):
                raise row
            yield make(row, number)
            good += 1
        except SourceError as error:
            bad += 1
            yield failure(given.row(number), error)
        if bad >= PATIENCE and not good:
            raise SourceError(
                f"expected articles, found none in the first {bad} rows", "the rest was not read: see --map"
            )
    if not good and not bad:
        raise SourceError("expected articles, found no rows", "delete it or fetch it again")


def text_stream(given: Given, newline: str) -> io.TextIOWrapper:
    """The container as text; bytes that its encoding does not have become lone surrogates, which `intact` refuses.

    Raises SourceError where it is not text.
    """
    with given.open() as stream:
        encoding = _encoding(stream, given.charset)
    errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
    text = io.TextIOWrapper(given.open(), encoding, errors, newline=newline)
    try:
        return rewound(text)
    except BaseException:
        text.close()
        raise


def rewound(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    """The stream at its beginning, after its byte order mark."""
    stream.seek(0)
    if stream.read(1) != "\ufeff":
        stream.seek(0)
    return stream


def _encoding(stream: BinaryIO, declared: str | None) -> str:
    """Judged by the first lines that are not ASCII, wherever they are; UTF-8 where those are broken."""
    head = stream.read(_CHUNK)
    if not head:
        raise SourceError("expected articles, found an empty file", "delete it or fetch it again")
    if head.startswith((b"\xff", b"\xfe", b"\xef\xbb\xbf")) or b"\0" in head:
        return detect_beginning(head[: charsets.SAMPLE], declared)[0]
    lines = charsets.sample(head)
    while not lines and (chunk := stream.read(_CHUNK)):
        lines = charsets.sample(chunk[chunk.find(b"\n") + 1 :])
    try:
        return detect_beginning(lines or head[: charsets.SAMPLE], declared)[0]
    except NotTextError:
        raise
    except SourceError:
        return "utf-8"


def intact(text: str) -> str:
    """The text as it came. Raises SourceError where bytes of it were not in the encoding of the container."""
    if has_surrogates(text):
        raise SourceError(
            "expected a row in the encoding of the others, found bytes that are not", "save the file as UTF-8"
        )
    return text
