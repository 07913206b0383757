"""Bytes into text: byte order marks, UTF-8, UTF-16, what the page declares, and the encodings before Unicode."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from charset_normalizer import from_bytes

from armillary.errors import SourceError
from armillary.gather import charsets

_MARKS = (  # the longer first: a UTF-32 mark begins with a UTF-16 one
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What pages declare is often a subset of what they use (https://encoding.spec.whatwg.org/#names-and-labels).
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_UTF8_CHARACTER = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_JAPANESE_ESCAPE = re.compile(rb"\x1b\$[@B]")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1a\x1b"))
_KINDS = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an XZ archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
)


class NotTextError(SourceError):
    """Binary content where text was expected."""


class Decoded(NamedTuple):
    """Text, character for character, and the encoding (Python's name) it was in."""

    text: str
    encoding: str


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """The text of these bytes without its byte order mark; nothing else is changed, line ends included.

    `declared` is what a page or a server says; it is believed where the bytes do not contradict it.
    Raises SourceError for binary content, damaged UTF-8, and bytes that fit no known encoding.
    """
    encoding, start = detect(raw, declared)
    try:
        return Decoded(raw[start:].decode(encoding), encoding)
    except (UnicodeDecodeError, ValueError) as error:
        raise damaged(encoding, error) from error


def detect(raw: bytes, declared: str | None = None) -> tuple[str, int]:
    """The encoding of these bytes and how many of them are its mark. Raises SourceError where they are no text."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding, len(mark)
    kind = binary_kind(raw)
    if kind:
        raise binary(kind)
    if _is(raw, "utf-8") and b"\0" not in raw:
        return ("iso2022_jp" if _JAPANESE_ESCAPE.search(raw) and _is(raw, "iso2022_jp") else "utf-8"), 0
    if b"\0" in raw:
        return _utf16(raw), 0
    if len(raw.translate(None, _CONTROL)) < len(raw) * 0.98:
        raise binary("binary data")
    return _before_unicode(raw, declared), 0


def detect_beginning(raw: bytes, declared: str | None = None) -> tuple[str, int]:
    """As `detect`, for bytes that may end in the middle of a character."""
    for cut in range(3):
        try:
            return detect(raw[: len(raw) - cut], declared)
        except NotTextError:
            raise
        except SourceError:
            continue
    return detect(raw[:-3] or raw, declared)


def binary_kind(raw: bytes) -> str | None:
    """What kind of binary file begins like this; None for one that is not known."""
    return next((kind for magic, kind in _KINDS if raw.startswith(magic)), None)


def binary(kind: str) -> NotTextError:
    """The error for what is not text at all."""
    return NotTextError(
        f"expected text, found {kind}",
        "save the article as text or HTML (from a PDF: pdftotext; from an archive: unpack it first)",
    )


def damaged(encoding: str, error: ValueError) -> SourceError:
    """The error for text with bytes in it that its encoding does not have."""
    where = f" at byte {error.start:,}" if isinstance(error, UnicodeDecodeError) else ""
    return SourceError(
        f"expected text in {encoding}, found bytes that are not{where}",
        "the file is damaged or mixes encodings: fetch it again, or save it as UTF-8 in an editor",
    )


def _is(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except (UnicodeDecodeError, ValueError):
        return False
    return True


def _utf16(raw: bytes) -> str:
    """UTF-16 without its mark: the byte order that gives more of the commonest characters and no unassigned ones."""
    likeness = {name: _likeness(raw, name) for name in ("utf-16-le", "utf-16-be")}
    best = max(likeness, key=lambda name: likeness[name])
    if likeness[best] < 0.02:
        raise binary("binary data")
    return best


def _likeness(raw: bytes, encoding: str) -> float:
    if not _is(raw, encoding):
        return 0.0
    text = raw[: charsets.SAMPLE].decode(encoding, "ignore")
    if any(unicodedata.category(char) in ("Cn", "Co", "Cc") and char not in "\t\r\n\f" for char in text):
        return 0.0
    return sum(char in " \r\n.,。，、：；“”" or char.isascii() for char in text) / len(text)


def _before_unicode(raw: bytes, declared: str | None) -> str:
    _refuse_damaged_utf8(raw)
    named = _known(declared)
    if named and _is(raw, named) and charsets.plausible(raw, named):
        return named
    found = charsets.likeliest(raw) or _by_charset_normalizer(raw, named)
    if found is None:
        raise SourceError(
            "expected text, found bytes that fit no encoding known",
            "save it as UTF-8 in the program it came from",
        )
    return found


def _refuse_damaged_utf8(raw: bytes) -> None:
    outside = sum(map(len, re.findall(rb"[\x80-\xff]+", raw)))
    characters = _UTF8_CHARACTER.findall(raw)
    if len(characters) >= 3 and sum(map(len, characters)) > outside * 0.8:
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise damaged("utf-8", error) from error


def _known(declared: str | None) -> str | None:
    try:
        name = codecs.lookup((declared or "").strip(" \"';")).name
    except (LookupError, ValueError):
        return None
    if name.startswith(
        ("utf", "base64", "hex", "rot", "zlib", "bz2", "uu", "quopri", "idna", "punycode", "unicode", "raw")
    ):
        return None
    return _WIDER.get(name, name)


def _by_charset_normalizer(raw: bytes, named: str | None) -> str | None:
    """Encodings of languages we keep no letters of: only a declared one that this detector does not rule out."""
    if named is None:
        return None
    return named if from_bytes(charsets.sample(raw), cp_isolation=[named]).best() else None
