"""The app as it is really served, and one address of each kind of page."""

from __future__ import annotations

import html
import re
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.error import HTTPError
from urllib.request import urlopen

import uvicorn

from armillary.web.app import create_app
from armillary.web.pages import PAGES

_KINDS: Final = [(page.name, re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path))) for page in PAGES for path in page.paths]
_FULL: Final = {"search": "/search?q=president"}
"""Pages that show little until they are asked something."""


@dataclass(frozen=True)
class App:
    """Where it is, and an address of each kind of page, found by following links from the first page."""

    base: str
    pages: Mapping[str, str]

    def get(self, address: str) -> tuple[int, str]:
        """Status and text."""
        return _get(self.base, address)


Serve = Callable[[Path], App]


@contextmanager
def running(world: Path) -> Iterator[App]:
    """The app over a world on a free port of this machine."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(world), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.02)
    base = f"http://127.0.0.1:{listening.getsockname()[1]}"
    yield App(base, {**one_of_each(base), **_FULL})
    server.should_exit = True
    thread.join(10)
    listening.close()


def one_of_each(base: str) -> Mapping[str, str]:
    """An address of each kind of page, the nearest to the first page."""
    found: dict[str, str] = {}
    queue, seen = deque(["/"]), {"/"}
    while queue and len(found) < len(PAGES):
        address = queue.popleft()
        kind = kind_of(address)
        if kind is None or kind in found:
            continue
        found[kind] = address
        fresh = [one.partition("#")[0] for one in links(_get(base, address)[1])]
        queue += [one for one in dict.fromkeys(fresh) if one not in seen]
        seen.update(fresh)
    return found


def links(page: str) -> list[str]:
    """Addresses within the app, as they stand on a page."""
    return [html.unescape(one) for one in re.findall(r'href="(/[^"]*)"', page)]


def kind_of(address: str) -> str | None:
    """The page that answers at an address; None for files and JSON."""
    path = address.partition("#")[0].partition("?")[0]
    return next((name for name, pattern in _KINDS if pattern.fullmatch(path) and not path.endswith(".json")), None)


def _get(base: str, address: str) -> tuple[int, str]:
    try:
        with urlopen(base + address) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()
