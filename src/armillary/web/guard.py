"""What every answer carries and every request must have.

Pages take nothing from elsewhere and run no script but ours (Content Security Policy level 3). A request must name the
machine as it was told to us, so that no page on the web can reach the app through a name of its own that leads here
(DNS rebinding). Where the app listens beyond this machine it asks for a token.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from armillary.web.errors import answer, fault

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
LONGEST_ADDRESS: Final = 4096
"""Bytes of path and parameters together."""
COOKIE: Final = "armillary"


class Guard:
    """Lets in who may come, and puts the headers on what goes out."""

    def __init__(self, app: ASGIApp, *, hosts: Sequence[str], token: str | None) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        refused = self._refused(scope)
        begun = False

        async def with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-cache")
            await send(message)

        if refused is not None:
            return await answer(scope, *refused)(scope, receive, with_headers)
        if self._token and (await self._given_by_address(scope, receive, with_headers)):
            return None
        try:
            return await self._app(scope, receive, with_headers)
        except Exception as error:
            if not begun:
                await fault(scope, error)(scope, receive, with_headers)
            raise

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        host = _name(headers.get("host", ""))
        if self._hosts and host not in self._hosts:
            return 400, f"expected an address of this machine, came the name {host[:80]!r}; open {min(self._hosts)}"
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_ADDRESS:
            return 414, f"expected an address of at most {LONGEST_ADDRESS} bytes; ask for less at once"
        if self._token and not self._may(scope, headers):
            return 401, "expected the token of this app; open the address that `armillary serve` printed"
        return None

    def _may(self, scope: Scope, headers: Headers) -> bool:
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        return any(self._is_token(one) for one in (bearer, _cookie(headers), _asked(scope)))

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), (self._token or "").encode())

    async def _given_by_address(self, scope: Scope, receive: Receive, send: Send) -> bool:
        """Whether the token stood in the address: it goes into a cookie, and out of the address."""
        if not self._is_token(_asked(scope)):
            return False
        left = [(name, value) for name, value in parse_qsl(scope["query_string"].decode("latin-1")) if name != "token"]
        to = scope["path"] + (f"?{urlencode(left)}" if left else "")
        redirect = answer(scope, 303, "", to="/" + to.lstrip("/"))
        redirect.set_cookie(COOKIE, self._token or "", httponly=True, samesite="strict")
        await redirect(scope, receive, send)
        return True


def _name(host: str) -> str:
    """A host without its port."""
    host = host.strip().lower()
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _asked(scope: Scope) -> str:
    query = scope["query_string"].decode("latin-1")
    return next((value for name, value in parse_qsl(query) if name == "token"), "")
