"""The app: every page of the table `PAGES` as HTML at its address, and as JSON at the address with `.json`."""

from __future__ import annotations

import contextlib
import inspect
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.responses import Response

from armillary import __version__
from armillary.commands.search import search
from armillary.commands.system import system
from armillary.errors import ArmillaryError
from armillary.show.tables import plain
from armillary.web import errors
from armillary.web.guard import Guard
from armillary.web.pages import PAGES
from armillary.web.pages.page import Page
from armillary.web.render import Asked, asset, page_html
from armillary.web.served import Served

LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")


def create_app(
    world: str | Path, *, hosts: Sequence[str] = LOOPBACK, token: str | None = None, warm: bool = False
) -> FastAPI:
    """The app over one world file.

    Args:
        world: its path; it is opened with the first request.
        hosts: names under which the app may be asked for; none: any.
        token: asked of every request where given.
        warm: find at once, beside the first requests, what pages share: dictionaries and the index.
    """
    served = Served(world)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if warm:
            threading.Thread(target=warmed, args=(served,), daemon=True).start()
        yield
        served.close()

    app = FastAPI(title="Armillary", version=__version__, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.served = served
    app.get("/static/{name}", include_in_schema=False)(_static)
    for page in PAGES:
        _add(app, page)
    errors.install(app)
    app.add_middleware(Guard, hosts=hosts, token=token)
    return app


def warmed(served: Served) -> None:
    """Ask once what takes long the first time; a world that cannot be opened yet says so to who asks for it."""
    with contextlib.suppress(ArmillaryError), served.opened() as world:
        system(world)
        for words in ("peace", "мир", "和平"):
            search(world, words, limit=1)


def _add(app: FastAPI, page: Page) -> None:
    """JSON first: its address is the narrower one."""
    responses: dict[int | str, dict[str, Any]] = {
        status: {"model": errors.Problem} for status in (400, 404, 414, 422, 503)
    }
    app.get(page.json_path, name=f"{page.name}.json", responses=responses, summary=page.about, tags=["JSON"])(
        _as_json(page)
    )
    for path in page.paths:
        app.get(path, name=page.name, response_class=HTMLResponse, include_in_schema=False)(_as_html(page))


def _as_json(page: Page) -> Callable[..., Response]:
    def endpoint(**given: Any) -> Response:
        return JSONResponse(plain(page.find(**given)))

    return _with_parameters(endpoint, page)


def _as_html(page: Page) -> Callable[..., Response]:
    def endpoint(request: Request, **given: Any) -> Response:
        found = page.find(**given)
        return HTMLResponse(page_html(page, found, given["world"], Asked.of(request)))

    request = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)
    return _with_parameters(endpoint, page, request)


def _with_parameters(
    endpoint: Callable[..., Response], page: Page, *first: inspect.Parameter
) -> Callable[..., Response]:
    """The endpoint with the parameters of what finds the page: these are what FastAPI reads an address by."""
    found = inspect.signature(page.find, eval_str=True).parameters.values()
    endpoint.__signature__ = inspect.Signature([*first, *found], return_annotation=Response)  # type: ignore[attr-defined]
    endpoint.__name__ = page.name
    return endpoint


def _static(name: str) -> Response:
    content, kind = asset(name)
    return Response(content, media_type=kind, headers={"cache-control": "max-age=31536000, immutable"})
