"""Templates to pages: the frame around every page, and what templates may use."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final
from urllib.parse import quote, urlencode

from fastapi import Request
from jinja2 import ChoiceLoader, Environment, PackageLoader

from armillary import __version__
from armillary.schema import Article, Report, Room
from armillary.show import figures, html
from armillary.show.words import plural
from armillary.web.asked import NotFoundError
from armillary.web.names import Names
from armillary.web.pages.page import Page
from armillary.world import World

MENU: Final = (
    ("System", "/"),
    ("Reports", "/reports"),
    ("Statements", "/statements"),
    ("Timeline", "/timeline"),
    ("Levers", "/levers"),
    ("Loops", "/loops"),
    ("Outlook", "/outlooks"),
    ("What if", "/whatif"),
    ("Search", "/search"),
    ("About", "/about"),
)
_KINDS: Final = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
_NEXT: Final[Mapping[Room, str]] = {
    "trace": "Copies have not been traced in this world",
    "read": "What the articles say has not been read in this world",
    "model": "Ties have not been modelled in this world",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The address that was asked for."""

    path: str
    query: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, request: Request) -> Asked:
        """Of a request; fields of forms that were left empty are left out."""
        return cls(request.url.path, tuple((k, v) for k, v in request.query_params.multi_items() if v))

    def with_(self, **changed: object) -> str:
        """The same address with other parameters; those that are None are taken out."""
        kept = [(k, v) for k, v in self.query if k not in changed]
        kept += [(k, str(v)) for k, v in changed.items() if v is not None]
        return quote(self.path) + (f"?{urlencode(kept)}" if kept else "")

    @property
    def json(self) -> str:
        """Address of the page's JSON."""
        path = "/system" if self.path == "/" else self.path
        return quote(path) + ".json" + (f"?{urlencode(self.query)}" if self.query else "")


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page."""

    world: str
    n_articles: int
    n_reports: int
    rooms: frozenset[str]
    version: str


def frame_of(world: World) -> Frame:
    """Of a world, found once while it is open."""
    return world.once(
        "frame",
        lambda: Frame(
            world.path.name,
            world.count(Article),
            world.count(Report),
            frozenset(room for (room,) in world.query("SELECT DISTINCT room FROM runs WHERE finished IS NOT NULL")),
            __version__,
        ),
    )


def page_html(page: Page, found: object, world: World, asked: Asked) -> str:
    """A whole page."""
    frame = frame_of(world)
    names = world.once("names", lambda: Names(world))
    return (
        _environment()
        .get_template(f"{page.template or page.name}.html.j2")
        .render(
            it=found,
            page=page,
            frame=frame,
            asked=asked,
            menu=MENU,
            lacks=_lacks(page, frame),
            who=names.link,
            name=names.name,
            assets=_versions(),
        )
    )


def error_page(status: int, phrase: str, error: str) -> str:
    """A page that says what is wrong; it needs no world."""
    return (
        _environment()
        .get_template("error.html.j2")
        .render(status=status, phrase=phrase, error=error, menu=MENU, assets=_versions())
    )


def _lacks(page: Page, frame: Frame) -> str | None:
    """What has not been done to the world that this page needs, in words."""
    if page.needs in frame.rooms or page.needs == "gather":
        return None
    return _NEXT[page.needs]


def asset(name: str) -> tuple[bytes, str]:
    """A file of style or script and its media type; the style of the report goes before that of the app.

    Raises:
        NotFoundError: there is none of that name.
    """
    found = _assets().get(name)
    if found is None:
        raise NotFoundError(f"there is no file {name[:80]!r}")
    return found, _KINDS[name.rpartition(".")[2]]


@cache
def _assets() -> Mapping[str, bytes]:
    own, shown = files("armillary.web") / "static", files("armillary.show") / "templates"
    found = {one.name: one.read_bytes() for one in own.iterdir() if one.name.rpartition(".")[2] in _KINDS}
    shared = b"".join((shown / name).read_bytes() for name in html.STYLES)
    return found | {"app.css": shared + found["app.css"]}


@cache
def _versions() -> Mapping[str, str]:
    """Address of each file; it changes with its content."""
    return {
        name.replace(".", "_"): f"/static/{name}?{hashlib.sha256(content).hexdigest()[:12]}"
        for name, content in _assets().items()
    }


@cache
def _environment() -> Environment:
    environment = html.environment().overlay(
        loader=ChoiceLoader([PackageLoader("armillary.web"), PackageLoader("armillary.show")])
    )
    environment.filters.update(plural=plural, path=lambda text: quote(str(text), safe=""))
    environment.globals.update(figures=figures)
    return environment
