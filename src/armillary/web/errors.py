"""One shape for all that goes wrong: `{"ok": false, "status": 404, "error": "…"}`, or a page that says the same."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import Scope

from armillary.errors import ArmillaryError, UsageError, WorldError


class Problem(BaseModel):
    """What every error says."""

    ok: bool = False
    status: int
    error: str


def answer(scope: Scope, status: int, error: str, *, to: str | None = None) -> Response:
    """An error in the form that the address asks for; with `to` a redirect there."""
    if to is not None:
        return RedirectResponse(to, status)
    if _wants_json(scope):
        return JSONResponse(Problem(status=status, error=error).model_dump(), status)
    from armillary.web.render import error_page

    return HTMLResponse(error_page(status, HTTPStatus(status).phrase, error), status)


def install(app: FastAPI) -> None:
    """Give every error that is foreseen its shape."""
    app.add_exception_handler(ArmillaryError, _ours)
    app.add_exception_handler(RequestValidationError, _asked_wrongly)
    app.add_exception_handler(HTTPException, _plain)


def _wants_json(scope: Scope) -> bool:
    return str(scope["path"]).endswith(".json")


def _ours(request: Request, error: Exception) -> Response:
    """What the world does not have is not found; what cannot be read at all was refused before."""
    status = 404 if isinstance(error, UsageError) else 503 if isinstance(error, WorldError) else 500
    return answer(request.scope, status, str(error))


def _asked_wrongly(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return answer(request.scope, 422, "; ".join(_said(one) for one in error.errors()))


def _said(one: Mapping[str, object]) -> str:
    place = one.get("loc")
    name = place[-1] if isinstance(place, tuple) and place else "the address"
    return f"{name}: {str(one.get('msg', 'cannot be read'))[:200]}"


def _plain(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    told = "there is no such page; start at /" if error.status_code == 404 else str(error.detail)
    found = answer(request.scope, error.status_code, told)
    found.headers.update(error.headers or {})
    return found


def fault(scope: Scope, error: Exception) -> Response:
    """The answer to what should not happen; who sends it raises the error again, for the terminal to tell."""
    return answer(scope, 500, f"a fault of ours ({type(error).__name__}); the terminal says more")
