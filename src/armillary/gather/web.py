"""The one place that reaches the network, and only for addresses the user gave."""

from __future__ import annotations

import gzip
import io
import time
import zlib
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError
from urllib.request import (
    BaseHandler,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from armillary.errors import SourceError
from armillary.gather.given import MAX_PAGE, too_long
from armillary.gather.urls import request_url

TIMEOUT = 20.0
"""Seconds without an answer after which a page is given up; one that dribbles in has three times as long in all."""
_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; Armillary)", "Accept-Encoding": "gzip", "Accept": "*/*"}
_CHUNK = 1 << 16
_HANDLERS: tuple[type[BaseHandler], ...] = (  # no files, no FTP: neither an address nor a redirect reaches them
    ProxyHandler,
    HTTPHandler,
    HTTPSHandler,
    HTTPRedirectHandler,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
)


@dataclass(frozen=True, slots=True)
class Download:
    """What came: the bytes, unpacked, and their media type (`text/html`) and encoding as the server says."""

    raw: bytes
    media_type: str
    charset: str | None


def fetch(url: str) -> Download:
    """Download one page or feed. Raises SourceError where nothing usable comes."""
    try:
        with open_url(Request(request_url(url), headers=_HEADERS)) as answer:
            raw = _body(answer)
            headers = answer.headers
            if headers.get("Content-Encoding", "").lower() == "gzip":
                raw = _unpacked(raw)
            return Download(raw, headers.get_content_type(), headers.get_content_charset())
    except HTTPError as error:
        raise SourceError(
            f"expected a page, the server answered {error.code} {error.reason}",
            "open it in a browser, save it, and give the file",
        ) from error
    except TimeoutError as error:
        raise SourceError(f"expected a page, none came in {TIMEOUT:.0f} seconds", "try again later") from error
    except (OSError, HTTPException, EOFError, zlib.error, ValueError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        raise SourceError(
            f"expected a page, could not reach it ({reason})", "check the address and the network, or give a saved file"
        ) from error


def open_url(request: Request) -> HTTPResponse:
    """Send a request. Tests put canned answers in its place."""
    opener = OpenerDirector()
    for handler in _HANDLERS:
        opener.add_handler(handler())
    answer: HTTPResponse = opener.open(request, timeout=TIMEOUT)
    return answer


def _body(answer: HTTPResponse) -> bytes:
    deadline, parts, size = time.monotonic() + 3 * TIMEOUT, [], 0
    while part := answer.read(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > MAX_PAGE:
            raise too_long(f"more than {MAX_PAGE:,} bytes")
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(parts)


def _unpacked(raw: bytes) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(raw)) as packed:
        unpacked = packed.read(MAX_PAGE + 1)
    if len(unpacked) > MAX_PAGE:
        raise too_long(f"more than {MAX_PAGE:,} bytes")
    return unpacked
