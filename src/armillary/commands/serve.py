"""The local web app over a world."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from armillary.errors import UsageError
from armillary.world import World


@dataclass(frozen=True, slots=True)
class Address:
    """Where the app is."""

    url: str
    token: str | None


def serve(
    world: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8017,
    names: tuple[str, ...] = (),
    ready: Callable[[Address], None] | None = None,
) -> None:
    """Serve a world until interrupted.

    Only this machine can reach the app unless `host` says otherwise; then it asks for a token, which is in the address
    given to `ready`.

    Args:
        world: its file; it may be replaced by a build meanwhile.
        host: address to listen on.
        port: 0: any that is free.
        names: further names under which the app may be asked for, where it listens beyond this machine.
        ready: told the address before the first request.

    Raises:
        UsageError: the address cannot be listened on.
        WorldError: the world cannot be used.
    """
    import uvicorn

    from armillary.web.app import create_app

    World.open(world).close()
    listening = _listening(host, port)
    port = listening.getsockname()[1]
    token = None if is_loopback(host) else secrets.token_urlsafe(24)
    url = f"http://{_shown(host)}:{port}/"
    app = create_app(world, hosts=hosts_of(host, names), token=token, warm=True)
    if ready is not None:
        ready(Address(url + (f"?token={token}" if token else ""), token))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
    with listening:
        server.run(sockets=[listening])


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def hosts_of(host: str, names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Names under which an app that listens on an address may be asked for; none: any."""
    from armillary.web.app import LOOPBACK

    if is_loopback(host):
        return (*LOOPBACK, _shown(host))
    return () if host in ("0.0.0.0", "::") and not names else (*LOOPBACK, _shown(host), *names)


def _shown(host: str) -> str:
    """As an address has it."""
    return f"[{host}]" if ":" in host else host


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        found = socket.socket(family, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
    except OSError as error:
        raise UsageError(f"cannot listen on {host}:{port}: {error.strerror}; choose another with --port") from error
    return found
